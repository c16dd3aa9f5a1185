"""Keeps the stored sums of supervisions true: at once after a fact changes, and every night as days pass."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from itertools import islice
from typing import Final

from django.db import transaction
from django.db.models import Q

from bimbing.attendance.queries.duty import DutyReader, Sums, sums_of
from bimbing.jobs.actions import daily
from bimbing.rows import update_rows
from bimbing.supervision.actions import fold_tallies
from bimbing.supervision.models import Supervision

#: After so many changed standings the tallies take them in: a month's turn changes all of them.
FOLDED: Final = 50_000
#: Supervisions in one transaction: short enough that a desk waits for the nightly roll unnoticed.
BATCH: Final = 1000
COLUMNS: Final = tuple(field.name for field in fields(Sums))


def settle(*, supervision_ids: Iterable[int], as_of: date) -> int:
    """Recompute the stored sums of these supervisions as of a day; how many rows that were.

    Each batch locks its rows before it reads their facts, so that a visit recorded meanwhile is never forgotten.
    """
    reader, done = DutyReader(), 0
    for ids in _batches(supervision_ids):
        done += _settle(reader, ids, as_of)
    return done


def settle_stale(*, as_of: date) -> int:
    """Recompute every sum that is no longer true on `as_of`, or was never computed; how many rows that were."""
    stale = Supervision.objects.filter(Q(standing_until__isnull=True) | Q(standing_until__lt=as_of)).order_by(
        "pk"
    )
    reader, done, last = DutyReader(), 0, 0
    while ids := list(stale.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        done += _settle(reader, ids, as_of)
        last = ids[-1]
        if done % FOLDED < len(ids):
            fold_tallies()
    return done


@daily("standings")
def roll(day: date) -> int:
    """The night's work: what a day that has passed made of each standing."""
    return settle_stale(as_of=day)


@transaction.atomic
def _settle(reader: DutyReader, ids: list[int], as_of: date) -> int:
    duties = reader.read(Supervision.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    write_sums({pk: sums_of(duty, as_of) for pk, duty in duties.items()})
    return len(duties)


def write_sums(sums: dict[int, Sums]) -> None:
    """Write the sums into their rows."""
    update_rows(
        Supervision,
        COLUMNS,
        ((pk, *(getattr(row, column) for column in COLUMNS)) for pk, row in sums.items()),
    )


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(sorted(set(ids)))
    while batch := list(islice(remaining, BATCH)):
        yield batch
