"""Addresses of intake, below /impor/."""

from django.urls import path

from bimbing.intake.views import batch, look_alikes

urlpatterns = [
    path("", batch.imports, name="imports"),
    path("berkas/", batch.import_upload, name="import_upload"),
    path("<int:import_id>/", batch.import_preview, name="import_preview"),
    path("<int:import_id>/masukkan/", batch.import_commit, name="import_commit"),
    path("<int:import_id>/batalkan/", batch.import_undo, name="import_undo"),
    path("<int:import_id>/kembar/", look_alikes.look_alikes, name="import_look_alikes"),
    path("<int:import_id>/kembar/putus/", look_alikes.look_alikes_decide, name="import_look_alikes_decide"),
    path("<int:import_id>/buang/", batch.import_discard, name="import_discard"),
]
