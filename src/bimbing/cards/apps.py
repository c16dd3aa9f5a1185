from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "bimbing.cards"
    label = "cards"
