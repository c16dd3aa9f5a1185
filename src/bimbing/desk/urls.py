"""Addresses of the pages that show several apps at once."""

from django.urls import path

from bimbing.desk.views import home, trail

urlpatterns = [
    path("", home.home, name="home"),
    path("jejak/", trail.audit_trail, name="audit_trail"),
]
