from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "bimbing.reports"
