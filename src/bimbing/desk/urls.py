"""Addresses of the pages that show several apps at once."""

from django.urls import path

from bimbing.desk.views import (
    client_file,
    closing,
    duty_rules,
    edit_client,
    find,
    holidays,
    home,
    letters,
    new_client,
    status,
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
    path("klien/akhiri/", closing.closing, name="closing"),
    path("klien/<int:client_id>/status/", status.status, name="client_status"),
    path("klien/<int:client_id>/status/<int:event_id>/", status.correct, name="client_status_correct"),
    path("klien/<int:client_id>/surat/<int:event_id>/", letters.letter, name="client_letter"),
    path("klien/<int:client_id>/surat/<int:event_id>/pdf/", letters.letter_pdf, name="client_letter_pdf"),
    path("klien/<int:client_id>/alih-pk/", client_file.officer, name="client_hand_over"),
    path("pengaturan/libur/", holidays.holidays, name="holidays"),
    path("pengaturan/libur/<int:holiday_id>/buka/", holidays.holiday_remove, name="holiday_remove"),
    path("pengaturan/kewajiban/", duty_rules.duty_rules, name="duty_rules"),
    path(
        "pengaturan/kewajiban/<int:rule_id>/tarik/", duty_rules.duty_rule_withdraw, name="duty_rule_withdraw"
    ),
]
