from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "bimbing.supervision"
    label = "supervision"
