from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "bimbing.intake"
    label = "intake"

    def ready(self) -> None:
        # What enters an import in the background registers itself; a worker opens no page of this app.
        from bimbing.intake import actions  # noqa: F401  models are loaded only now
