"""Addresses of intake, below /impor/."""

from django.urls import path

from bimbing.intake import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("berkas/", views.import_upload, name="import_upload"),
    path("<int:import_id>/", views.import_preview, name="import_preview"),
    path("<int:import_id>/masukkan/", views.import_commit, name="import_commit"),
    path("<int:import_id>/batalkan/", views.import_undo, name="import_undo"),
    path("<int:import_id>/buang/", views.import_discard, name="import_discard"),
]
