"""Visits in bulk: the attendance sheet of a workbook, the practice office."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from bimbing.attendance.actions.standings import BATCH, settle
from bimbing.attendance.models import Visit
from bimbing.attendance.queries.duty import DutyReader, sums_of
from bimbing.audit.actions import record
from bimbing.offices.models import Staff
from bimbing.rows import insert_rows
from bimbing.rules.duty import AttendanceKind
from bimbing.supervision.actions import Draft, enter_supervisions
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
        fresh = list(_fresh(wanted, chunk, _days_taken(chunk)))
        _enter(fresh, by, at)
        added += len(fresh)
    counts = ImportedCounts(added=added, already=len(come) - added, future=len(rows) - len(come))
    if added:
        record(by=by, at=at, action="visits.imported", subject="visit", changes={"added": (0, added)})
        settle(supervision_ids=ids, as_of=today)
    return counts


@transaction.atomic
def enter_with_visits(
    *,
    drafts: Sequence[Draft],
    visits: Sequence[ImportedVisit],
    by: Staff,
    at: datetime,
    today: date,
    reader: DutyReader,
) -> ImportedCounts:
    """Enter guidances that the register did not have, together with the visits that their workbook knows.

    What `add_supervisions`, `record_imported_visits` and `settle` do one after the other; but as nobody else knows these
    guidances yet, their sums are computed from what is at hand and written with them, and nothing is read back.
    """
    come = [visit for visit in visits if visit.on <= today]
    wanted = _by_supervision(come)
    fresh = list(_fresh(wanted, sorted(wanted), {}))
    seen: dict[int, list[tuple[date, AttendanceKind, date | None]]] = defaultdict(list)
    for visit in fresh:
        seen[visit.supervision_id].append((visit.on, visit.kind, None))
    standings = {
        draft.pk: sums_of(
            reader.foresee(
                draft.columns,
                visits=seen[draft.pk],
                history=[(on, status) for status, on, _ in draft.history],
            ),
            today,
        ).columns()
        for draft in drafts
    }
    enter_supervisions(drafts=drafts, by=by, at=at, standings=standings)
    _enter(fresh, by, at)
    if fresh:
        record(by=by, at=at, action="visits.imported", subject="visit", changes={"added": (0, len(fresh))})
    return ImportedCounts(added=len(fresh), already=len(come) - len(fresh), future=len(visits) - len(come))


def _by_supervision(rows: Sequence[ImportedVisit]) -> dict[int, list[ImportedVisit]]:
    found: dict[int, list[ImportedVisit]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: not row.day_known):  # certain days first, ticks fill what is left
        found[row.supervision_id].append(row)
    return found


def _days_taken(ids: list[int]) -> dict[int, set[date]]:
    days: dict[int, set[date]] = defaultdict(set)
    there = Visit.objects.filter(supervision_id__in=ids).order_by()
    for pk, on, voided_at, source in there.values_list("supervision_id", "on", "voided_at", "source"):
        if voided_at is None or source == Visit.Source.IMPORT:
            days[pk].add(on)
    return days


def _fresh(
    wanted: Mapping[int, list[ImportedVisit]], ids: Iterable[int], days: Mapping[int, set[date]]
) -> Iterator[ImportedVisit]:
    for pk in ids:
        taken = days.get(pk, set())
        months = {(day.year, day.month) for day in taken}
        for row in wanted[pk]:
            month = (row.on.year, row.on.month)
            if row.on in taken or (not row.day_known and month in months):
                continue
            taken.add(row.on)
            months.add(month)
            yield row


def _enter(rows: Sequence[ImportedVisit], by: Staff, at: datetime) -> None:
    same = {"source": Visit.Source.IMPORT, "recorded_by_id": by.pk, "recorded_at": at}
    insert_rows(
        Visit,
        ("supervision_id", "on", "day_known", "kind", "note", "request_key", *same),
        (
            (row.supervision_id, row.on, row.day_known, row.kind, row.note, uuid4(), *same.values())
            for row in rows
        ),
    )


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
