from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "bimbing.attendance"
    label = "attendance"
