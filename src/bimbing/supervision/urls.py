"""Addresses of the register."""

from django.urls import path

from bimbing.supervision.views import register

urlpatterns = [
    path("", register.register, name="register"),
    path("cetak/", register.register_print, name="register_print"),
    path("excel/", register.register_export, name="register_export"),
]
