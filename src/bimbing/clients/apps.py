from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "bimbing.clients"
    label = "clients"
