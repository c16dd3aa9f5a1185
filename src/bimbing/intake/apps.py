from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "bimbing.intake"
    label = "intake"
