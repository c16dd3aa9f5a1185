"""Addresses of the register."""

from django.urls import path

from bimbing.supervision.views import health, register

urlpatterns = [
    path("", register.register, name="register"),
    path("cetak/", register.register_print, name="register_print"),
    path("excel/", register.register_export, name="register_export"),
    path("data-sehat/", health.data_health, name="data_health"),
]
