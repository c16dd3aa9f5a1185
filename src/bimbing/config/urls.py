"""Every address of Bimbing. Addresses are Indonesian, readable and stable; every filter lives in them."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("bimbing.desk.urls")),
    path("", include("bimbing.desk.proposal_urls")),
    path("", include("bimbing.offices.urls")),
    path("klien/", include("bimbing.supervision.urls")),
    path("wilayah/", include("bimbing.supervision.region_urls")),
    path("absen/", include("bimbing.attendance.urls")),
    path("kartu/", include("bimbing.desk.card_urls")),
    path("surat/", include("bimbing.letters.urls")),
    path("tindak-lanjut/", include("bimbing.followup.urls")),
    path("laporan/", include("bimbing.reports.urls")),
    path("impor/", include("bimbing.intake.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", include("bimbing.ui.urls")))

handler400 = "bimbing.ui.errors.bad_request"
handler403 = "bimbing.ui.errors.forbidden"
handler404 = "bimbing.ui.errors.not_found"
handler500 = "bimbing.ui.errors.server_error"
