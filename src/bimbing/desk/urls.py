"""Addresses of the pages that show several apps at once."""

from django.urls import path

from bimbing.desk.views import (
    client_file,
    duty_rules,
    edit_client,
    find,
    holidays,
    home,
    new_client,
    offences,
    office_rules,
    phases,
    programmes,
    settings,
    trail,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("jejak/", trail.audit_trail, name="audit_trail"),
    path("cari/", find.find, name="find"),
    path("klien/baru/", new_client.new_client, name="client_new"),
    path("klien/baru/periksa/", new_client.check, name="client_new_check"),
    path("klien/<int:client_id>/", client_file.client_file, name="client_file"),
    path("klien/<int:client_id>/ubah/", edit_client.client_edit, name="client_edit"),
    path("klien/<int:client_id>/catatan/", client_file.note, name="write_note"),
    path("klien/<int:client_id>/status/", client_file.status, name="client_status"),
    path("klien/<int:client_id>/alih-pk/", client_file.officer, name="client_hand_over"),
    path("pengaturan/libur/", holidays.holidays, name="holidays"),
    path("pengaturan/libur/<int:holiday_id>/buka/", holidays.holiday_remove, name="holiday_remove"),
    path("pengaturan/kewajiban/", duty_rules.duty_rules, name="duty_rules"),
    path(
        "pengaturan/kewajiban/<int:rule_id>/tarik/", duty_rules.duty_rule_withdraw, name="duty_rule_withdraw"
    ),
    path("klien/tahap/", phases.phase_session, name="phase_session"),
    path("klien/<int:client_id>/tahap/", phases.client_phase, name="client_phase"),
    path("klien/tahap/<int:decision_id>/tarik/", phases.client_phase_withdraw, name="client_phase_withdraw"),
    path("pengaturan/", settings.settings_page, name="settings"),
    path("pengaturan/program/", programmes.programmes, name="programmes"),
    path("pengaturan/program/baru/", programmes.programme_new, name="programme_new"),
    path(
        "pengaturan/program/aturan/<int:rule_id>/tarik/",
        programmes.programme_rule_withdraw,
        name="programme_rule_withdraw",
    ),
    path("pengaturan/program/<str:code>/", programmes.programme_edit, name="programme_edit"),
    path("pengaturan/program/<str:code>/jawaban/", programmes.programme_answer, name="programme_answer"),
    path("pengaturan/kejahatan/", offences.offences, name="offences"),
    path(
        "pengaturan/kejahatan/pasal/<int:hint_id>/hapus/",
        offences.offence_hint_remove,
        name="offence_hint_remove",
    ),
    path("pengaturan/kejahatan/<str:code>/", offences.offence_edit, name="offence_edit"),
    path("pengaturan/tahap/", office_rules.phase_rules, name="phase_rules"),
    path(
        "pengaturan/tahap/<int:rule_id>/tarik/", office_rules.phase_rule_withdraw, name="phase_rule_withdraw"
    ),
    path("pengaturan/tanggal/", office_rules.date_rules, name="date_rules"),
    path(
        "pengaturan/tanggal/<int:rule_id>/tarik/", office_rules.date_rule_withdraw, name="date_rule_withdraw"
    ),
    path("pengaturan/penanda-tangan/", office_rules.signatories, name="signatories"),
    path(
        "pengaturan/penanda-tangan/<int:rule_id>/tarik/",
        office_rules.signatory_withdraw,
        name="signatory_withdraw",
    ),
]
