"""The facts a duty to report follows from, read for one client or for a hundred thousand.

Per thousand supervisions the number of queries is fixed (visits, excuses, status history); office settings, holidays
and programmes are read once for the whole run.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any, Final

from django.db.models import Q, QuerySet

from bimbing.attendance.models import Excuse, Visit
from bimbing.offices.models import Holiday, Office
from bimbing.rules.duty import (
    AttendanceKind,
    DutyFacts,
    DutyModel,
    DutySettings,
    ReportState,
    periods,
    standing,
)
from bimbing.rules.intervals import latest
from bimbing.rules.phases import DecidedPhase, Phase, phases_by_day, phases_of_duty
from bimbing.rules.status import ENDED, Status
from bimbing.supervision.models import StatusEvent, Supervision
from bimbing.supervision.models_rules import PhaseDecision
from bimbing.supervision.queries.intervals import OfficeIntervals, office_intervals

#: Stands for "for ever" in `standing_until`, where null means "not computed".
FOREVER: Final = date.max
#: Duty periods are cut only inside these years; a start outside them is a typing error and makes no duty.
_YEARS: Final = range(1900, 2198)

_KINDS: Final = {kind.value: kind for kind in AttendanceKind}
_ROW: Final = (
    "pk", "office_id", "programme_id", "interval", "start_date", "end_date", "report_day", "special_dates", "status",
    "ended_on", "counted_from",
)  # fmt: skip

Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Duty:
    """One supervision's duty. `facts` is None where nothing can be due: no start date, or entered in error.

    `told`: (day of the report, next day told) of each report that carried one. `reports`: days of satisfying visits.
    `phases`: from which days on the panel put the client into which phase.
    """

    facts: DutyFacts | None
    told: Sequence[tuple[date, date]]
    reports: Sequence[date]
    phases: Sequence[tuple[date, Phase]] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """The stored sums of one supervision, named as its columns are."""

    last_visit_on: date | None
    next_due_on: date | None
    missed_run: int
    missed_total: int
    due_total: int
    met_total: int
    report_state: ReportState
    phase: str
    standing_until: date

    def columns(self) -> dict[str, Any]:
        """Column -> value."""
        return {name: getattr(self, name) for name in self.__slots__}


#: How an office counts: columns that stand in the office (as it began) and in each rule it decided on later.
_HOW: Final = (
    "duty_model",
    "grace_days",
    "min_last_period_days",
    "home_visit_satisfies",
    "stand_in_satisfies",
)


def duty_settings(office_id: int) -> DutySettings:
    """The office's choices as the rules take them, with those that hold from a later day. Two queries."""
    days = Holiday.objects.filter(Q(office_id=office_id) | Q(office__isnull=True)).order_by()
    closed = frozenset(days.values_list("on", flat=True))
    # One row for each rule, the office's own columns in every one: the desk asks this with every visit.
    rows = (
        Office.objects.filter(pk=office_id)
        .order_by("duty_rules__valid_from")
        .values_list(*_HOW, "duty_rules__valid_from", *(f"duty_rules__{name}" for name in _HOW))
    )
    found = list(rows)
    first = _choices(found[0][: len(_HOW)], closed)
    later = [(row[len(_HOW)], row[len(_HOW) + 1 :]) for row in found if row[len(_HOW)] is not None]
    return replace(first, later=tuple((since, _choices(how, closed)) for since, how in later))


def _choices(how: Sequence[Any], holidays: frozenset[date]) -> DutySettings:
    """Grace is the tolerance after a due day in either model. `how`: the columns of _HOW."""
    model, grace, shortest, home_visit, stand_in = how
    kinds = {AttendanceKind.HADIR, AttendanceKind.DARING, AttendanceKind.POS}
    if home_visit:
        kinds.add(AttendanceKind.KUNJUNGAN)
    if stand_in:
        kinds.add(AttendanceKind.TITIP)
    return DutySettings(
        model=DutyModel(model),
        grace_days=grace,
        min_period_days=shortest,
        satisfying=frozenset(kinds),
        holidays=holidays,
    )


class DutyReader:
    """Reads duties batch by batch and remembers what all batches share. Lives as long as one run."""

    def __init__(self) -> None:
        self._settings: dict[int, DutySettings] = {}
        self._intervals: dict[int, OfficeIntervals] = {}

    def settings_of(self, office_id: int) -> DutySettings:
        """The duty settings of an office; two queries the first time."""
        if office_id not in self._settings:
            self._settings[office_id] = duty_settings(office_id)
        return self._settings[office_id]

    def read(self, supervisions: QuerySet[Supervision]) -> dict[int, Duty]:
        """The duty of each supervision, by its id. `supervisions` is evaluated once (and locked, if it says so)."""
        rows = list(supervisions.values_list(*_ROW))
        ids = [row[0] for row in rows]
        visits: dict[int, list[tuple[date, AttendanceKind, date | None]]] = defaultdict(list)
        recorded = Visit.objects.filter(supervision_id__in=ids, voided_at__isnull=True).order_by()
        for pk, on, kind, next_on in recorded.values_list("supervision_id", "on", "kind", "next_on"):
            visits[pk].append((on, _KINDS[kind], next_on))
        excuses: dict[int, list[Span]] = defaultdict(list)
        excused = Excuse.objects.filter(supervision_id__in=ids).order_by()
        for pk, since, until in excused.values_list("supervision_id", "since", "until"):
            excuses[pk].append((since, until))
        history: dict[int, list[tuple[date, str]]] = defaultdict(list)
        events = StatusEvent.objects.filter(supervision_id__in=ids).order_by("on", "pk")
        for pk, on, status in events.values_list("supervision_id", "on", "status"):
            history[pk].append((on, status))
        decided: dict[int, list[DecidedPhase]] = defaultdict(list)
        decisions = PhaseDecision.objects.filter(supervision_id__in=ids).order_by("pk")
        for pk, phase, since, counts_from, withdrawn_on in decisions.values_list(
            "supervision_id", "phase", "since", "counts_from", "withdrawn_on"
        ):
            decided[pk].append(DecidedPhase(Phase(phase), since, counts_from, withdrawn_on))
        return {
            row[0]: self._duty(row, visits[row[0]], excuses[row[0]], history[row[0]], decided.get(row[0], ()))
            for row in rows
        }

    def foresee(
        self,
        columns: Mapping[str, Any],
        *,
        visits: list[tuple[date, AttendanceKind, date | None]],
        history: list[tuple[date, str]],
    ) -> Duty:
        """The duty of a supervision that is not yet written, by its columns; what they do not name is the default."""
        return self._duty(
            (
                columns["id"],
                columns["office_id"],
                columns.get("programme_id"),
                columns.get("interval", ""),
                columns.get("start_date"),
                columns.get("end_date"),
                columns.get("report_day"),
                columns.get("special_dates", []),
                columns["status"],
                columns.get("ended_on"),
                columns.get("counted_from"),
            ),
            visits,
            [],
            history,
        )

    def _duty(
        self,
        row: tuple[
            int,
            int,
            str | None,
            str,
            date | None,
            date | None,
            int | None,
            list[str],
            str,
            date | None,
            date | None,
        ],
        visits: list[tuple[date, AttendanceKind, date | None]],
        excuses: list[Span],
        history: list[tuple[date, str]],
        decisions: Sequence[DecidedPhase] = (),
    ) -> Duty:
        (
            _,
            office_id,
            programme_id,
            interval,
            start,
            end,
            report_day,
            special_dates,
            status,
            ended_on,
            since,
        ) = row
        settings = self.settings_of(office_id)
        satisfying = [visit for visit in visits if visit[1] in settings.on(visit[0]).satisfying]
        reports = [on for on, _, _ in satisfying]
        told = [(on, next_on) for on, _, next_on in satisfying if next_on]
        phases = phases_by_day(decisions)
        if (
            start is None
            or start.year not in _YEARS
            or status == Status.BATAL
            or (end is not None and end < start)
        ):
            return Duty(None, told, reports, phases)
        last_seen = max(reports, default=start)
        intervals = self.intervals_of(office_id).timeline(
            programme_id, interval, phases=phases_of_duty(decisions)
        )
        facts = DutyFacts(
            start=start,
            end=end,
            interval=intervals.first,
            later_intervals=intervals.later,
            visits=[(on, kind) for on, kind, _ in visits],
            report_day=report_day if report_day and report_day <= 31 else None,
            special_dates=_days(special_dates),
            excused=excuses,
            suspended=_suspended(history, status, last_seen),
            left_on=_left_on(status, end, ended_on, last_seen),
            counted_from=since,
            settings=settings,
        )
        return Duty(facts, told, reports, phases)

    def intervals_of(self, office_id: int) -> OfficeIntervals:
        """How often clients of an office report; two queries the first time."""
        if office_id not in self._intervals:
            self._intervals[office_id] = office_intervals(office_id)
        return self._intervals[office_id]


def _days(texts: Sequence[str]) -> list[date]:
    found = []
    for text in texts:
        try:
            found.append(date.fromisoformat(text))
        except (TypeError, ValueError):
            continue  # an agreed date that is none makes no duty
    return found


def _suspended(history: Sequence[tuple[date, str]], status: str, last_seen: date) -> list[Span]:
    """Days without duty: detained in another case, or closed by an entry that was later reopened."""
    spans: list[Span] = []
    for (since, was), following in zip_longest(history, history[1:]):
        if following is None:
            if was == Status.DITAHAN and status == Status.DITAHAN:
                spans.append((since, None))
        elif (was == Status.DITAHAN or was in ENDED) and following[0] > since:
            spans.append((since, following[0] - timedelta(days=1)))
    if status == Status.DITAHAN and not any(last is None for _, last in spans):
        spans.append(
            (last_seen + timedelta(days=1), None)
        )  # nobody wrote since when: not held against the client
    return spans


def _left_on(status: str, end: date | None, ended_on: date | None, last_seen: date) -> date | None:
    """The first day on which the guidance was over before its time; None where it runs or ran to its end."""
    if status not in ENDED:
        return None
    if status == Status.BERAKHIR and end is not None and (ended_on is None or ended_on >= end):
        return None
    return ended_on or last_seen + timedelta(days=1)


def duty_of(supervision: Supervision, reader: DutyReader | None = None) -> Duty:
    """The duty of one supervision: for the desk, the client's file, the year strip. A `reader` keeps what it read."""
    return (reader or DutyReader()).read(Supervision.objects.filter(pk=supervision.pk))[supervision.pk]


def sums_of(duty: Duty, as_of: date) -> Sums:
    """The stored sums as they are at the end of the day `as_of`."""
    phase = latest(duty.phases, as_of) or ""
    moves = min((since for since, _ in duty.phases if since > as_of), default=FOREVER)
    until = moves if moves == FOREVER else moves - timedelta(days=1)
    if duty.facts is None:
        last = max((on for on in duty.reports if on <= as_of), default=None)
        return Sums(last, None, 0, 0, 0, 0, ReportState.NONE, phase, until)
    now = standing(duty.facts, as_of)
    return Sums(
        last_visit_on=now.last_visit_on,
        next_due_on=_as_told(duty, now.next_due_on, as_of),
        missed_run=now.missed_run,
        missed_total=now.missed_total,
        due_total=now.due_total,
        met_total=now.met_total,
        report_state=now.report_state,
        phase=phase,
        standing_until=min(now.valid_until or FOREVER, until),
    )


def _as_told(duty: Duty, due: date | None, as_of: date) -> date | None:
    """The next day to come: the one told at the last report, if it lies in the period that is owed next."""
    if due is None or duty.facts is None:
        return due
    last_told = max((pair for pair in duty.told if pair[0] <= as_of), default=None)
    if last_told is None or last_told[1] == due:
        return due
    if last_told[0] < max((on for on in duty.reports if on <= as_of), default=last_told[0]):
        return due  # a later report told no day
    for period in periods(duty.facts, as_of, until=max(due, last_told[1])):
        if period.target == due:
            return last_told[1] if period.start <= last_told[1] <= period.end else due
    return due
