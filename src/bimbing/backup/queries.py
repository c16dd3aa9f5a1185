"""Reads of backups: how the office stands, and the files it has."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from bimbing.backup.models import Backup

LATE = timedelta(hours=26)
"""Without a whole backup for so long the office is told in red: a day, and the time to come in and start the computer."""
OUTSIDE = timedelta(days=7)
"""So long may the newest copy outside this computer be old."""

LOOKED_AT = 400
"""So many tries are looked at: two weeks of a computer that is never off."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the office stands: its newest whole backup, the newest that left this computer, the newest that was rehearsed.

    `failed`: the last try, where it made none. `is_late`, `is_inside`: what is to be done about it.
    """

    latest: Backup | None
    outside: Backup | None
    drilled: Backup | None
    failed: Backup | None
    is_late: bool
    is_inside: bool


def standing(*, now: datetime) -> Standing:
    """How the office stands at a moment, in one statement."""
    tries = list(Backup.objects.order_by("-made_at", "-pk")[:LOOKED_AT])
    whole = [row for row in tries if row.is_whole]
    latest = whole[0] if whole else None
    outside = max(
        (row for row in whole if _left_at(row)), key=lambda row: _left_at(row) or row.made_at, default=None
    )
    drilled = max((row for row in whole if row.drilled_at), key=lambda row: str(row.drilled_at), default=None)
    left = _left_at(outside) if outside else None
    return Standing(
        latest=latest,
        outside=outside,
        drilled=drilled,
        failed=tries[0] if tries and tries[0].error else None,
        is_late=latest is None or now - latest.made_at > LATE,
        is_inside=left is None or now - left > OUTSIDE,
    )


def _left_at(row: Backup) -> datetime | None:
    """When a backup was last carried out of this computer."""
    return max((at for at in (row.copied_at, row.downloaded_at) if at), default=None)


def backups() -> list[Backup]:
    """The newest backups and tries, at most sixty."""
    return list(Backup.objects.order_by("-made_at", "-pk")[:60])


def file_of(backup: Backup) -> Path | None:
    """The file of a backup; None where it is gone."""
    path = settings.BACKUP_DIR / backup.name
    return path if path.is_file() else None
