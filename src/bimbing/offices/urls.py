"""Addresses of sign-in, the own account and the staff."""

from django.urls import path

from bimbing.offices import views

urlpatterns = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("keluar/", views.sign_out, name="sign_out"),
    path("mulai/", views.first_run, name="first_run"),
    path("pengaturan/akun/", views.my_account, name="my_account"),
    path("pengaturan/sandi/", views.change_password, name="change_password"),
    path("pengaturan/tampilan/", views.preferences, name="preferences"),
    path("pengaturan/hak/", views.roles, name="roles"),
    path("pengaturan/pegawai/", views.staff_list, name="staff_list"),
    path("pengaturan/pegawai/baru/", views.staff_new, name="staff_new"),
    path("pengaturan/pegawai/<int:staff_id>/", views.staff_edit, name="staff_edit"),
    path("pengaturan/pegawai/<int:staff_id>/sandi/", views.staff_password, name="staff_password"),
    path("pengaturan/pegawai/<int:staff_id>/keadaan/", views.staff_state, name="staff_state"),
]
