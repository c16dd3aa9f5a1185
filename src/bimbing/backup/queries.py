"""Reads of backups: how the office stands, and the files it has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from pathlib import Path

from django.conf import settings
from django.db.models import Q, Subquery

from bimbing.backup.models import Backup

LATE = timedelta(hours=26)
"""Without a whole backup for so long the office is told in red: a day, and the time to come in and start the computer."""
OUTSIDE = timedelta(days=7)
"""So long may the newest copy outside this computer be old."""


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
    """How the office stands at a moment, in one statement: every home page asks it."""
    whole = Backup.objects.filter(checked_at__isnull=False, error="")
    asked = (
        Backup.objects.order_by("-made_at", "-pk"),
        whole.order_by("-made_at", "-pk"),
        *(
            whole.filter(**{f"{moment}__isnull": False}).order_by(f"-{moment}", "-pk")
            for moment in ("copied_at", "downloaded_at", "drilled_at")
        ),
    )
    first = [Q(pk=Subquery(rows.values("pk")[:1])) for rows in asked]
    tries = list(Backup.objects.filter(reduce(or_, first)))
    kept = [row for row in tries if row.is_whole]
    latest = kept[0] if kept else None
    outside = _newest((_left_at(row), row) for row in kept)
    left = _left_at(outside) if outside else None
    return Standing(
        latest=latest,
        outside=outside,
        drilled=_newest((row.drilled_at, row) for row in kept),
        failed=tries[0] if tries and tries[0].error else None,
        is_late=latest is None or now - latest.made_at > LATE,
        is_inside=left is None or now - left > OUTSIDE,
    )


def _newest(told: Iterable[tuple[datetime | None, Backup]]) -> Backup | None:
    """The backup to which the latest moment belongs; None where none has one."""
    known = [(at, row.pk, row) for at, row in told if at]
    return max(known)[2] if known else None


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
