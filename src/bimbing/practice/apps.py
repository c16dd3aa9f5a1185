from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "bimbing.practice"
    label = "practice"
