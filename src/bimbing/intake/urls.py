"""Addresses of intake, below /impor/."""

from django.urls import path

from bimbing.intake.views import answers, batch, columns, look_alikes, problems, progress, words

urlpatterns = [
    path("", batch.imports, name="imports"),
    path("berkas/", batch.import_upload, name="import_upload"),
    path("<int:import_id>/", batch.import_preview, name="import_preview"),
    path("<int:import_id>/kolom/", columns.import_columns, name="import_columns"),
    path("<int:import_id>/kolom/coba/", columns.import_columns_try, name="import_columns_try"),
    path("<int:import_id>/susunan/lupakan/", columns.import_layout_forget, name="import_layout_forget"),
    path("<int:import_id>/kata/", words.import_words, name="import_words"),
    path("<int:import_id>/tanya/", answers.import_ask, name="import_ask"),
    path("<int:import_id>/jawab-semua/", answers.import_answer_alike, name="import_answer_alike"),
    path("<int:import_id>/baris/<int:row_id>/", answers.import_row, name="import_row"),
    path("<int:import_id>/baris/<int:row_id>/jawab/", answers.import_answer, name="import_answer"),
    path("<int:import_id>/baris-bermasalah/", problems.import_problems, name="import_problems"),
    path("<int:import_id>/masukkan/", batch.import_commit, name="import_commit"),
    path("<int:import_id>/kemajuan/", progress.import_progress, name="import_progress"),
    path("<int:import_id>/hentikan/", progress.import_stop, name="import_stop"),
    path("<int:import_id>/batalkan/", batch.import_undo, name="import_undo"),
    path("<int:import_id>/kembar/", look_alikes.look_alikes, name="import_look_alikes"),
    path("<int:import_id>/kembar/putus/", look_alikes.look_alikes_decide, name="import_look_alikes_decide"),
    path("<int:import_id>/buang/", batch.import_discard, name="import_discard"),
]
