from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "bimbing.ui"
    label = "ui"
