"""Addresses of the pages that show several apps at once."""

from django.urls import path

from bimbing.desk.views import (
    backups,
    caseloads,
    client_file,
    duty_rules,
    edit_client,
    edit_guidance,
    find,
    further_guidance,
    hand_over_many,
    hand_overs,
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
    path("klien/<int:client_id>/bimbingan/baru/", further_guidance.further_guidance, name="further_guidance"),
    path("klien/<int:client_id>/penjamin/", edit_client.guarantors_edit, name="guarantors_edit"),
    path(
        "klien/<int:client_id>/bimbingan/<int:supervision_id>/ubah/",
        edit_guidance.guidance_edit,
        name="guidance_edit",
    ),
    path("klien/<int:client_id>/catatan/", client_file.note, name="write_note"),
    path("klien/<int:client_id>/status/", status.status, name="client_status"),
    path("klien/<int:client_id>/status/<int:event_id>/", status.correct, name="client_status_correct"),
    path("klien/<int:client_id>/surat/<int:event_id>/", letters.letter, name="client_letter"),
    path("klien/<int:client_id>/surat/<int:event_id>/pdf/", letters.letter_pdf, name="client_letter_pdf"),
    path("klien/<int:client_id>/alih-pk/", client_file.officer, name="client_hand_over"),
    path("klien/alih/", hand_over_many.many, name="hand_over_many"),
    path("klien/alih/<int:batch_id>/", hand_overs.hand_over, name="hand_over"),
    path("klien/alih/<int:batch_id>/berita-acara/", hand_overs.letter, name="hand_over_letter"),
    path("klien/alih/<int:batch_id>/batal/", hand_overs.undo, name="hand_over_undo"),
    path("pk/", caseloads.officers, name="officers"),
    path("pk/<int:staff_id>/", caseloads.officer, name="officer"),
    path("pk/<int:staff_id>/pengganti/", caseloads.cover_new, name="cover_new"),
    path("pk/pengganti/<int:cover_id>/", caseloads.cover_edit, name="cover_edit"),
    path("pk/pengganti/<int:cover_id>/batal/", caseloads.cover_call_off, name="cover_call_off"),
    path("pengaturan/libur/", holidays.holidays, name="holidays"),
    path("pengaturan/libur/<int:holiday_id>/buka/", holidays.holiday_remove, name="holiday_remove"),
    path("pengaturan/kewajiban/", duty_rules.duty_rules, name="duty_rules"),
    path(
        "pengaturan/kewajiban/<int:rule_id>/tarik/", duty_rules.duty_rule_withdraw, name="duty_rule_withdraw"
    ),
    path("pengaturan/cadangan/", backups.backups, name="backups"),
    path("pengaturan/cadangan/buat/", backups.backup_make, name="backup_make"),
    path("pengaturan/cadangan/<int:backup_id>/unduh/", backups.backup_take, name="backup_take"),
]
