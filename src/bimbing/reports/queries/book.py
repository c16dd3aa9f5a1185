"""Everybody an office may count in a span of days, read from the register in a fixed number of statements.

A day in the past is counted from the history of statuses and officers, so that October asked for in December is October.
What a correction changed (a programme, a birth date) holds for all days: it was never otherwise.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from bimbing.attendance.queries.duty import Duty, DutyReader
from bimbing.offices.models import Staff
from bimbing.rules.duty import PeriodState, periods, standing
from bimbing.rules.month_report import Book, Guided, Reporting, balance, book
from bimbing.rules.status import Status
from bimbing.supervision.models import Assignment, StatusEvent, Supervision
from bimbing.supervision.queries import supervisions_of

#: So many guidances in one question: within the number of values a statement may carry.
BATCH: Final = 1000
_OWED: Final = (PeriodState.MET, PeriodState.MISSED, PeriodState.OPEN)
_COLUMNS: Final = (
    "pk", "section", "programme_id", "offence_code", "received_on", "start_date", "created_at", "end_date", "officer_id",
    "regency", "district", "client__sex", "client__birth_date", "client__birth_year", "client__education",
    "client__occupation", "case__prior_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a report; `as_of`: the day to which it is known, the last of them or today where they go on."""

    first: date
    last: date
    as_of: date


def counted_in(office_id: int) -> QuerySet[Supervision]:
    """The guidances of an office, as its own monthly report counts them: for the work of the night, which is nobody's."""
    return _counted(Supervision.objects.filter(office_id=office_id))


def counted_by(staff: Staff) -> QuerySet[Supervision]:
    """The guidances a member of staff may count: what he may see, without what was entered in error.

    Programmes that do not count as guidance (a study for a court) stand in reports of their own.
    """
    return _counted(supervisions_of(staff))


def _counted(rows: QuerySet[Supervision]) -> QuerySet[Supervision]:
    rows = rows.exclude(status=Status.BATAL).order_by()
    return rows.filter(Q(programme__isnull=True) | Q(programme__counts_as_active=True))


def book_of(rows: QuerySet[Supervision], span: Span, *, reporting: bool = True) -> Book:
    """Everybody among `rows` and his balance; with what those who are there reported, if asked.

    Four statements, and for the reporting three more for each thousand clients and three for the office.
    """
    history, grounds = _history(rows)
    officers = _officers(rows, span.last)
    everybody = [_guided(row, history, grounds, officers, span.last) for row in rows.values_list(*_COLUMNS)]
    if reporting:
        there = [one.id for one in everybody if balance(one, span.first, span.last).after]
        reported = _reported(there, span)
        everybody = [replace(one, reporting=reported.get(one.id)) for one in everybody]
    return book(everybody, span.first, span.last)


def _history(rows: QuerySet[Supervision]) -> tuple[dict[int, list[tuple[date, Status]]], dict[int, str]]:
    """Statuses by day, and the ground of the last revocation."""
    history: dict[int, list[tuple[date, Status]]] = defaultdict(list)
    grounds: dict[int, str] = {}
    events = StatusEvent.objects.filter(supervision__in=rows.values("pk")).order_by("on", "pk")
    known = {status.value: status for status in Status}
    for pk, on, status, ground in events.values_list("supervision_id", "on", "status", "ground"):
        history[pk].append((on, known[status]))
        if ground:
            grounds[pk] = ground
    return history, grounds


def _officers(rows: QuerySet[Supervision], day: date) -> dict[int, int]:
    """Who guided whom at the end of a day. A hand-over from a day on is the receiver's on that day."""
    there = Assignment.objects.filter(supervision__in=rows.values("pk"), since__lte=day)
    there = there.filter(Q(until__isnull=True) | Q(until__gt=day)).order_by("since", "pk")
    return dict(there.values_list("supervision_id", "officer_id"))


def _guided(
    row: tuple[Any, ...],
    history: dict[int, list[tuple[date, Status]]],
    grounds: dict[int, str],
    officers: dict[int, int],
    day: date,
) -> Guided:
    (
        pk, section, programme, offence, received, start, created, end, officer,
        regency, district, sex, born, birth_year, education, occupation, prior,
    ) = row  # fmt: skip
    return Guided(
        id=pk,
        entered_on=received or start or created.date(),
        history=history.get(pk, ()),
        sex=sex,
        section=section,
        programme=programme or "",
        offence=offence,
        age=_age(born, birth_year, day),
        education=education,
        occupation=occupation,
        regency=regency,
        district=district,
        officer=str(officers.get(pk, officer) or ""),
        ground=grounds.get(pk, ""),
        end_date=end,
        is_recidivist=prior > 0,
    )


def _age(born: date | None, birth_year: int | None, day: date) -> int | None:
    """Whole years on a day; of whom only the year is known, those he turns in it."""
    if born is not None:
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return day.year - birth_year if birth_year else None


def _reported(ids: Sequence[int], span: Span) -> dict[int, Reporting]:
    """How those with a duty met it in the span, as known on its last day."""
    reader = DutyReader()
    found: dict[int, Reporting] = {}
    for start in range(0, len(ids), BATCH):
        some = Supervision.objects.filter(pk__in=ids[start : start + BATCH])
        for pk, duty in reader.read(some).items():
            if (reporting := _reporting(duty, span)) is not None:
                found[pk] = reporting
    return found


def _reporting(duty: Duty, span: Span) -> Reporting | None:
    if duty.facts is None:
        return None
    begun = [
        period
        for period in periods(duty.facts, span.as_of, until=span.as_of)
        if span.first <= period.target <= span.last
    ]
    owed = [period for period in begun if period.state in _OWED]
    return Reporting(
        due=len(owed),
        met=sum(period.state is PeriodState.MET for period in owed),
        excused=sum(period.state is PeriodState.EXCUSED for period in begun),
        misses=standing(duty.facts, span.as_of).missed_run,
        kinds=frozenset(kind for on, kind in duty.facts.visits if span.first <= on <= span.last),
    )
