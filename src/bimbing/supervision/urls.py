"""Addresses of the register and its groups."""

from django.urls import path

from bimbing.supervision.views import groups, health, papers, register

urlpatterns = [
    path("", register.register, name="register"),
    path("kolom/", register.register_columns, name="register_columns"),
    path("cetak/", papers.register_print, name="register_print"),
    path("excel/", papers.register_export, name="register_export"),
    path("data-sehat/", health.data_health, name="data_health"),
    path("kelompok/", groups.groups, name="groups"),
    path("kelompok/pintu/", groups.group_doors, name="group_doors"),
    path("kelompok/simpan/", groups.group_save, name="group_save"),
    path("kelompok/<int:group_id>/", groups.group_edit, name="group_edit"),
    path("kelompok/<int:group_id>/bagi/", groups.group_share, name="group_share"),
    path("kelompok/<int:group_id>/hapus/", groups.group_remove, name="group_remove"),
]
