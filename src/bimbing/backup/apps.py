from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "bimbing.backup"
    label = "backup"

    def ready(self) -> None:
        # The hourly backup registers itself; a server that never opened a page of this app must make it too.
        from bimbing.backup import actions  # noqa: F401  models are loaded only now
