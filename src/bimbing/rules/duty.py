"""The duty to report: which periods were met, missed or excused, and how a client stands on a day.

Two models (office practice): one report in each calendar period that touches the guidance, or one round
each anniversary of its start. `standing` and `periods` come from the same walk. The rules only flag
(three misses in a row are a ground for revocation, Permenkumham 3/2018); a person decides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from bimbing.rules.calendar import working_day_within
from bimbing.rules.duty_facts import AttendanceKind, DutyFacts, DutyModel, DutySettings, Interval
from bimbing.rules.duty_frames import NEVER, Frame, frames, has_registration, last_day, target

__all__ = [
    "AttendanceKind",
    "DutyFacts",
    "DutyModel",
    "DutySettings",
    "Interval",
    "MissAlarm",
    "Period",
    "PeriodState",
    "ReportState",
    "Standing",
    "coming_targets",
    "is_recorded_late",
    "miss_alarm",
    "periods",
    "standing",
    "suggest_next",
]


class PeriodState(StrEnum):
    """What became of one period, as known on the day asked for."""

    MET = "met"
    EXCUSED = "excused"
    SUSPENDED = "suspended"
    MISSED = "missed"
    OPEN = "open"
    FUTURE = "future"
    NOT_DUE = "not_due"


class ReportState(StrEnum):
    """How the client stands in the period that began last."""

    REPORTED = "reported"
    NOT_YET = "not_yet"
    EXCUSED = "excused"
    SUSPENDED = "suspended"
    NONE = "none"


class MissAlarm(StrEnum):
    """How loud a run of misses is shown."""

    QUIET = "quiet"
    WARNING = "warning"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Period:
    """One period of duty: first and last day, the day to come, what became of it, the day it was met."""

    start: date
    end: date
    target: date
    state: PeriodState
    met_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a client stands on a day.

    `next_due_on`: day to come of the first period still to be met; it may lie in the past while that
    period is open. `missed_run`: misses in a row up to the last closed period (a report in the running
    period does not end the run before that period closes; excused periods neither add nor break).
    `due_total` = `met_total` + `missed_total`: closed periods that were owed, and a running one once met.
    `valid_until`: last day on which all of this still holds if nothing new is recorded; None: for ever.
    """

    next_due_on: date | None
    missed_run: int
    missed_total: int
    due_total: int
    met_total: int
    last_visit_on: date | None
    report_state: ReportState
    valid_until: date | None


# Looking ahead stops here: with a detention without an end, no period is owed any more.
_LOOK_AHEAD_DAYS: Final = 3 * 366

# Enum members as names of the module: the walk meets them millions of times.
_MET, _MISSED, _OPEN, _FUTURE = PeriodState.MET, PeriodState.MISSED, PeriodState.OPEN, PeriodState.FUTURE
_EXCUSED, _SUSPENDED, _NOT_DUE = PeriodState.EXCUSED, PeriodState.SUSPENDED, PeriodState.NOT_DUE

_REPORT_STATES: Final = {
    _MET: ReportState.REPORTED,
    _MISSED: ReportState.NOT_YET,
    _OPEN: ReportState.NOT_YET,
    _EXCUSED: ReportState.EXCUSED,
    _SUSPENDED: ReportState.SUSPENDED,
    _NOT_DUE: ReportState.NONE,
}

_Step = tuple[Frame, PeriodState, int]
_Spans = list[tuple[int, int]]


def standing(facts: DutyFacts, as_of: date) -> Standing:
    """How the client stands at the end of the day `as_of`. Later visits are left out."""
    today = as_of.toordinal()
    end = last_day(facts)
    reports, excuses, upcoming = _recorded(facts, today)
    met = missed = run = next_due = 0
    current: PeriodState | None = None
    still_open = False
    changes = min(upcoming, end if end >= today else NEVER)
    first_future, over_on = True, 0
    for frame, state, _ in _walk(facts, today, reports, excuses):
        start, closes = frame.start, frame.closes
        if start > today:
            if first_future:
                changes, first_future = min(changes, start - 1), False
            if state is _FUTURE and not next_due:
                next_due = target(frame, facts.settings).toordinal()
            if next_due or start > today + _LOOK_AHEAD_DAYS:
                break
            continue
        current, over_on = state, closes
        if today <= closes < changes:
            changes = closes
        if state is _MET:
            met += 1
            if closes < today:
                run = 0
        elif state is _MISSED:
            missed += 1
            run += 1
        elif state is _OPEN:
            still_open = True
            next_due = next_due or target(frame, facts.settings).toordinal()
    if facts.later_intervals:
        idle, until = _without_duty(facts, today, over_on)
        current, changes = None if idle else current, min(changes, until)
    over = today > end and not still_open
    return Standing(
        next_due_on=date.fromordinal(next_due) if next_due else None,
        missed_run=run,
        missed_total=missed,
        due_total=met + missed,
        met_total=met,
        last_visit_on=date.fromordinal(reports[-1]) if reports else None,
        report_state=ReportState.NONE if current is None or over else _REPORT_STATES[current],
        valid_until=date.fromordinal(changes) if changes < NEVER else None,
    )


def _without_duty(facts: DutyFacts, today: int, over_on: int) -> tuple[bool, int]:
    """Whether the interval asks nothing today, and the last day on which the answer stays the same.

    What has begun is finished first: `over_on` is the day after which the last begun period is closed.
    """
    turns = [(date.min, facts.interval), *facts.later_intervals]
    for (since, interval), following in zip_longest(turns, turns[1:]):
        first = max(since.toordinal(), over_on + 1)
        last = following[0].toordinal() - 1 if following else NEVER
        if interval is Interval.TIDAK_ADA and first <= last and today <= last:
            return (True, last) if today >= first else (False, first - 1)
    return False, NEVER


def periods(facts: DutyFacts, as_of: date, *, until: date | None = None) -> list[Period]:
    """All periods as known at the end of the day `as_of`, in order, up to those that begin by `until`.

    Without `until`: to the end of guidance, or a year ahead of `as_of` where it has none.
    """
    today = as_of.toordinal()
    if until is None:
        until = facts.end or as_of + timedelta(days=366)
    reports, excuses, _ = _recorded(facts, today)
    found = []
    for frame, state, met_on in _walk(facts, today, reports, excuses):
        if frame.start > until.toordinal():
            break
        found.append(
            Period(
                start=date.fromordinal(frame.start),
                end=date.fromordinal(frame.end),
                target=target(frame, facts.settings),
                state=state,
                met_on=date.fromordinal(met_on) if met_on else None,
            )
        )
    return found


def coming_targets(facts: DutyFacts, as_of: date, *, limit: int) -> list[date]:
    """The next days to come, at most `limit`, from `as_of` on: what a card prints for the future."""
    until = facts.end or as_of + timedelta(days=100 * limit)
    owed = (_OPEN, _FUTURE)
    coming = [period.target for period in periods(facts, as_of, until=until) if period.state in owed]
    return [day for day in coming if day >= as_of][:limit]


def suggest_next(facts: DutyFacts, visit_on: date) -> date | None:
    """The day to offer after a report on `visit_on`, or None when no more is due.

    Always later than the visit: when the period it leaves open has had its day already (the visit came
    in the days of grace and counts for the period before), a later day of that period is offered.
    """
    kind = min(facts.settings.on(visit_on).satisfying, default=AttendanceKind.HADIR)
    reported = replace(facts, visits=[*facts.visits, (visit_on, kind)])
    due = standing(reported, visit_on).next_due_on
    if due is None or due > visit_on:
        return due
    for period in periods(reported, visit_on):
        if period.state in (_OPEN, _FUTURE) and period.end > visit_on:
            settings, earliest = facts.settings, visit_on + timedelta(days=1)
            wished = max(period.target, earliest)
            return working_day_within(
                wished,
                max(period.start, earliest),
                period.end,
                settings.holidays,
                settings.working_weekdays,
            )
    return None


def miss_alarm(missed_run: int, *, warning: int, flag: int) -> MissAlarm:
    """How a run of misses is shown; usually two warn and three flag (Permenkumham 3/2018: three are a ground)."""
    if missed_run >= flag:
        return MissAlarm.FLAG
    return MissAlarm.WARNING if missed_run >= warning else MissAlarm.QUIET


def is_recorded_late(visit_on: date, recorded_on: date) -> bool:
    """Whether a visit was typed in on a later day than it took place; it counts, but is marked."""
    return recorded_on > visit_on


def _recorded(facts: DutyFacts, today: int) -> tuple[list[int], list[int], int]:
    """Reports and excuses up to today, each in order, and the day before the next one to come."""
    satisfying, excusing = facts.settings.satisfying, facts.settings.excusing
    reports, excuses, upcoming = [], [], NEVER
    changing = bool(facts.settings.later)
    for day, kind in facts.visits:
        ordinal = day.toordinal()
        if changing:
            satisfying = facts.settings.on(day).satisfying
        if kind in satisfying:
            if ordinal <= today:
                reports.append(ordinal)
            elif ordinal <= upcoming:
                upcoming = ordinal - 1
        elif kind in excusing:
            if ordinal <= today:
                excuses.append(ordinal)
            elif ordinal <= upcoming:
                upcoming = ordinal - 1
    reports.sort()
    excuses.sort()
    return reports, excuses, upcoming


def _walk(facts: DutyFacts, today: int, reports: list[int], excuses: list[int]) -> Iterator[_Step]:
    """Each period with its state and the day it was met (0 if not).

    Reports are given out in order, each to the earliest period that is unmet and still takes it; that
    way a report in the days of grace saves the period before, and never counts twice.
    """
    suspended = _merged(facts.suspended)
    away = _merged([*facts.suspended, *facts.excused]) if facts.suspended or facts.excused else []
    shortest = facts.settings.min_period_days
    registered = facts.start.toordinal() if has_registration(facts) else NEVER
    since = facts.counted_from.toordinal() if facts.counted_from else 0
    at, count = 0, len(reports)
    changing = bool(facts.settings.later)
    for frame in frames(facts):
        start, closes = frame.start, frame.closes
        if changing and away:
            shortest = facts.settings.on(date.fromordinal(start)).min_period_days
        resting = _resting(frame, suspended, away, shortest) if away else None
        met_on = 0
        if start == registered and start >= since:
            # Only the first period starts on that day.
            met_on = registered if registered <= today else 0
        else:
            while at < count and reports[at] < start:
                at += 1
            while at < count and reports[at] <= closes and not met_on:
                # Whoever is visited in detention has not reported.
                if resting is not _SUSPENDED or not _overlap(suspended, reports[at], reports[at]):
                    met_on = reports[at]
                at += 1
        if met_on:
            yield frame, _MET, met_on
        elif start < since:
            yield frame, _NOT_DUE, 0
        else:
            yield frame, resting or _unmet(frame, today, excuses), 0


def _resting(frame: Frame, suspended: _Spans, away: _Spans, shortest: int) -> PeriodState | None:
    """Whether detention, or detention and permission together, leave too few days free to report."""
    if _overlap(suspended, frame.start, frame.end) > frame.end - frame.start:
        return _SUSPENDED  # the days of grace after it are for those who could have come in time
    days = frame.reach - frame.start + 1
    needed = max(1, min(shortest, days))
    if days - _overlap(suspended, frame.start, frame.reach) < needed:
        return _SUSPENDED
    return _EXCUSED if days - _overlap(away, frame.start, frame.reach) < needed else None


def _unmet(frame: Frame, today: int, excuses: list[int]) -> PeriodState:
    """What a period without a report is."""
    if excuses and bisect_left(excuses, frame.start) < bisect_right(excuses, frame.reach):
        return _EXCUSED
    if not frame.owed:
        return _NOT_DUE
    if today > frame.closes:
        return _MISSED
    return _FUTURE if frame.start > today else _OPEN


def _merged(spans: Sequence[tuple[date, date | None]]) -> _Spans:
    """The spans as ordinals in order, none touching another; a span that ends before it begins is dropped."""
    merged: _Spans = []
    for first, last in sorted((a.toordinal(), NEVER if b is None else b.toordinal()) for a, b in spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        elif first <= last:
            merged.append((first, last))
    return merged


def _overlap(spans: _Spans, first: int, last: int) -> int:
    """How many days of [first, last] lie in the spans."""
    return sum(max(0, min(b, last) - max(a, first) + 1) for a, b in spans)
