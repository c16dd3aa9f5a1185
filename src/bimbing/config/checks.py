"""Refuses to start where starting would be unsafe, with a sentence that says what to do."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import connections
from django.urls import URLPattern, URLResolver, get_resolver

from bimbing.config import sqlite
from bimbing.offices.permissions import DECLARATION


@register()
def every_view_declares_a_permission(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A route whose view says nothing about who may call it is a leak waiting to happen."""
    return [
        Error(f"The view of {route!r} declares no permission.", id="bimbing.E001")
        for route, pattern in routes(get_resolver().url_patterns)
        if not hasattr(pattern.callback, DECLARATION)
    ]


@register()
def sqlite_is_free_of_the_wal_reset_bug(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Versions before 3.51.3 can corrupt a WAL file that two processes write (mended in 3.44.6 and 3.50.7 too)."""
    version = sqlite.bundled_version()
    if connections["default"].vendor != "sqlite" or sqlite.is_mended(version):
        return []
    number = ".".join(str(part) for part in version)
    return [
        Error(
            f"SQLite {number} dapat merusak berkas data (galat WAL-reset). "
            "Jalankan ulang start.py agar paket sqlcipher3 yang benar dipasang.",
            id="bimbing.E002",
        )
    ]


def routes(
    patterns: Sequence[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every route of the URLconf with its full pattern."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern
