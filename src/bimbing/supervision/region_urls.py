"""Addresses of the figures of many offices."""

from django.urls import path

from bimbing.supervision.views import region

urlpatterns = [
    path("", region.region, name="region"),
    path("excel/", region.region_export, name="region_export"),
    path("<int:office_id>/", region.region, name="region_office"),
    path("<int:office_id>/excel/", region.region_export, name="region_export_office"),
]
