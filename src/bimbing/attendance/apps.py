from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "bimbing.attendance"
    label = "attendance"

    def ready(self) -> None:
        # The night's roll registers itself; a server that never opened a page of this app must know it too.
        from bimbing.attendance import actions  # noqa: F401  models are loaded only now
