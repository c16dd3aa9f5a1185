"""Addresses of intake, below /impor/."""

from django.urls import path

from bimbing.intake.views import answers, batch, problems

urlpatterns = [
    path("", batch.imports, name="imports"),
    path("berkas/", batch.import_upload, name="import_upload"),
    path("<int:import_id>/", batch.import_preview, name="import_preview"),
    path("<int:import_id>/tanya/", answers.import_ask, name="import_ask"),
    path("<int:import_id>/jawab-semua/", answers.import_answer_alike, name="import_answer_alike"),
    path("<int:import_id>/baris/<int:row_id>/", answers.import_row, name="import_row"),
    path("<int:import_id>/baris/<int:row_id>/jawab/", answers.import_answer, name="import_answer"),
    path("<int:import_id>/baris-bermasalah/", problems.import_problems, name="import_problems"),
    path("<int:import_id>/masukkan/", batch.import_commit, name="import_commit"),
    path("<int:import_id>/batalkan/", batch.import_undo, name="import_undo"),
    path("<int:import_id>/buang/", batch.import_discard, name="import_discard"),
]
