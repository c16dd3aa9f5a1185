from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "bimbing.desk"
    label = "desk"
