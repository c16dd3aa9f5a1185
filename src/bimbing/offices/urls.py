"""Addresses of sign-in, the own account, the staff and the office."""

from django.urls import path

from bimbing.offices.views import people, place

urlpatterns = [
    path("masuk/", people.sign_in, name="sign_in"),
    path("keluar/", people.sign_out, name="sign_out"),
    path("mulai/", people.first_run, name="first_run"),
    path("pengaturan/akun/", people.my_account, name="my_account"),
    path("pengaturan/sandi/", people.change_password, name="change_password"),
    path("pengaturan/tampilan/", people.preferences, name="preferences"),
    path("pengaturan/hak/", people.roles, name="roles"),
    path("pengaturan/pegawai/", people.staff_list, name="staff_list"),
    path("pengaturan/pegawai/baru/", people.staff_new, name="staff_new"),
    path("pengaturan/pegawai/<int:staff_id>/", people.staff_edit, name="staff_edit"),
    path("pengaturan/pegawai/<int:staff_id>/sandi/", people.staff_password, name="staff_password"),
    path("pengaturan/pegawai/<int:staff_id>/keadaan/", people.staff_state, name="staff_state"),
    path("pengaturan/kantor/", place.office_settings, name="office_settings"),
    path("pengaturan/kantor/contoh/", place.office_preview, name="office_preview"),
    path("pengaturan/pos/", place.posts, name="posts"),
    path("pengaturan/pos/<int:post_id>/", place.post_edit, name="post_edit"),
]
