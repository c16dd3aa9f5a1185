"""The attendance of a file as visits. Absences are no visits: they follow from the duty by rule."""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from bimbing.attendance.actions import ImportedVisit
from bimbing.intake.actions.found import Values
from bimbing.rules.duty import AttendanceKind

KINDS: Final = {
    "present": AttendanceKind.HADIR,
    "online": AttendanceKind.DARING,
    "visit": AttendanceKind.KUNJUNGAN,
    "excused": AttendanceKind.IZIN,
    "sick": AttendanceKind.SAKIT,
}


def visits_of(supervision_id: int, values: Values, today: date) -> Iterator[ImportedVisit]:
    """The visits that a row's marks stand for, those of days to come included (they are counted and refused)."""
    end = values.get("end_date")
    for when, kind, note in values.get("attendance", ()):
        if kind not in KINDS:
            continue
        if len(when) == 10:
            yield ImportedVisit(supervision_id, date.fromisoformat(when), KINDS[kind], note=note)
        else:
            on = day_of_month(when, date.fromisoformat(end) if end else None, today)
            yield ImportedVisit(supervision_id, on, KINDS[kind], day_known=False, note=note)


def day_of_month(month: str, end: date | None, today: date) -> date:
    """The day that stands for a tick in a month's column: the last one on which it can have been made.

    By then the client had come, and no earlier day is claimed that nobody wrote. Not after today, and not after the end
    of guidance, or the tick of the last month would count for nothing.
    """
    year, number = int(month[:4]), int(month[5:7])
    last = date(year, number, calendar.monthrange(year, number)[1])
    for limit in (today, end):
        if limit is not None and (limit.year, limit.month) == (year, number):
            last = min(last, limit)
    return last


def months_of(rows: Iterable[Values]) -> set[str]:
    """The months (`YYYY-MM`) of which a file knows reports."""
    return {mark[0][:7] for values in rows for mark in values.get("attendance", ()) if mark[1] in KINDS}
