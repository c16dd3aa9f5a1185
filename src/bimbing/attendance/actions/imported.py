"""Visits in bulk: the attendance sheet of a workbook, the practice office."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from bimbing.attendance.actions.standings import BATCH, settle
from bimbing.attendance.models import Visit
from bimbing.audit.actions import record
from bimbing.offices.models import Staff
from bimbing.rules.duty import AttendanceKind
from bimbing.supervision.models import Supervision


@dataclass(frozen=True, slots=True)
class ImportedVisit:
    """One visit of a workbook. `day_known` is false where the sheet had only a tick in the month's column."""

    supervision_id: int
    on: date
    kind: AttendanceKind = AttendanceKind.HADIR
    day_known: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class ImportedCounts:
    """What became of the rows: written, there already, refused because their day has not come."""

    added: int
    already: int
    future: int


@transaction.atomic
def record_imported_visits(*, rows: Sequence[ImportedVisit], by: Staff, at: datetime) -> ImportedCounts:
    """Record the visits of a workbook in the order given, and settle the sums of their supervisions.

    A day that has its visit is left alone, so is a month's tick where that month has any visit, and so is a day whose
    imported visit a person has voided: bringing the same workbook again adds nothing.
    """
    today = at.astimezone(ZoneInfo(by.office.time_zone)).date()
    come = [row for row in rows if row.on <= today]
    wanted = _by_supervision(come)
    ids = sorted(wanted)
    added = 0
    for chunk in _chunks(ids):
        # The lock: a desk that records the same day waits, then finds the imported visit.
        list(Supervision.objects.select_for_update().filter(pk__in=chunk).order_by("pk").values_list("pk"))
        fresh = list(_fresh(wanted, chunk))
        Visit.objects.bulk_create((_visit(row, by, at) for row in fresh), batch_size=BATCH)
        added += len(fresh)
    counts = ImportedCounts(added=added, already=len(come) - added, future=len(rows) - len(come))
    if added:
        record(by=by, at=at, action="visits.imported", subject="visit", changes={"added": (0, added)})
        settle(supervision_ids=ids, as_of=today)
    return counts


def _by_supervision(rows: Sequence[ImportedVisit]) -> dict[int, list[ImportedVisit]]:
    found: dict[int, list[ImportedVisit]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: not row.day_known):  # certain days first, ticks fill what is left
        found[row.supervision_id].append(row)
    return found


def _fresh(wanted: dict[int, list[ImportedVisit]], ids: list[int]) -> Iterator[ImportedVisit]:
    days: dict[int, set[date]] = defaultdict(set)
    there = Visit.objects.filter(supervision_id__in=ids).order_by()
    for pk, on, voided_at, source in there.values_list("supervision_id", "on", "voided_at", "source"):
        if voided_at is None or source == Visit.Source.IMPORT:
            days[pk].add(on)
    for pk in ids:
        taken = days[pk]
        months = {(day.year, day.month) for day in taken}
        for row in wanted[pk]:
            month = (row.on.year, row.on.month)
            if row.on in taken or (not row.day_known and month in months):
                continue
            taken.add(row.on)
            months.add(month)
            yield row


def _visit(row: ImportedVisit, by: Staff, at: datetime) -> Visit:
    return Visit(
        supervision_id=row.supervision_id,
        on=row.on,
        day_known=row.day_known,
        kind=row.kind,
        source=Visit.Source.IMPORT,
        note=row.note,
        recorded_by=by,
        recorded_at=at,
        request_key=uuid4(),
    )


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
