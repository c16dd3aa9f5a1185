"""How each database is copied, looked into and put back. One contract, two engines."""

from importlib import import_module
from types import ModuleType

from django.db import connection


def engine() -> ModuleType:
    """The engine of this installation: `NAME`, `PAYLOAD`, `snapshot(place, key)`, `contents(payload, key)`.

    Only its own is loaded: the driver of the other would cost an office's start a tenth of a second for nothing.
    """
    return import_module(f"{__name__}.{'sqlite' if connection.vendor == 'sqlite' else 'postgres'}")


def is_server() -> bool:
    """Whether the database is a server's (PostgreSQL), and no file of ours."""
    return connection.vendor != "sqlite"
