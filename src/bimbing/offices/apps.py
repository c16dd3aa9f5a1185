from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "bimbing.offices"
    label = "offices"
