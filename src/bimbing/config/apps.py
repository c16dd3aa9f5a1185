from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "bimbing.config"
    label = "config"

    def ready(self) -> None:
        from bimbing.config import checks  # noqa: F401  (registers the system checks)
