"""How the time of guidance is cut into periods, before anybody has reported.

Days are ordinals (`date.toordinal`) here: a whole office is recomputed in one go, and adding
integers is ten times faster than adding dates.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, pairwise, zip_longest
from typing import Final, NamedTuple

from bimbing.rules.calendar import is_working_day, working_day_within
from bimbing.rules.duty_facts import (
    INTERVAL_DAYS,
    INTERVAL_MONTHS,
    DutyFacts,
    DutyModel,
    DutySettings,
    Interval,
)

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_MONTH_STARTS: Final = [
    date(year, month, 1).toordinal() for year in range(_FIRST_YEAR, _LAST_YEAR + 1) for month in range(1, 13)
]
_LAST_DAY: Final = _MONTH_STARTS[-24]
NEVER: Final = date.max.toordinal()


class Frame(NamedTuple):
    """One period as ordinals.

    A report from `start` to `closes` counts for it; after `closes` it is missed. An excuse counts from
    `start` to `reach`. `aim` is the day to come as agreed, before weekends and holidays are looked at.
    `owed` is false for a rest of a period that is too short, or that the client did not see the end of.
    """

    start: int
    end: int
    reach: int
    closes: int
    aim: int
    owed: bool


def last_day(facts: DutyFacts) -> int:
    """The last day of duty: the end of guidance, or the day before the client left."""
    end = NEVER if facts.end is None else facts.end.toordinal()
    return end if facts.left_on is None else min(end, facts.left_on.toordinal() - 1)


def frames(facts: DutyFacts) -> Iterator[Frame]:
    """All periods of the guidance in order; endless (to the year 2197) when its end is unknown.

    Raises ValueError when the start lies outside the years 1900 to 2197.
    """
    if facts.interval is Interval.TIDAK_ADA and not facts.later_intervals:
        return iter(())
    if not _MONTH_STARTS[0] <= facts.start.toordinal() <= _LAST_DAY:
        raise ValueError(f"not a date of guidance: {facts.start.isoformat()}")
    return _frames_by_turns(facts) if facts.is_changing else _frames(facts)


def _frames(facts: DutyFacts, anchor: int = 0) -> Iterator[Frame]:
    """`anchor`: blocks of weeks or months are counted from there, where that is after the start."""
    return _calendar_frames(facts, anchor) if has_registration(facts) else _due_date_frames(facts)


class _Turn(NamedTuple):
    """From a day on: how the office counts, how often the client comes, and whether that is another interval."""

    since: date
    settings: DutySettings
    interval: Interval
    is_other: bool


def _turns(facts: DutyFacts) -> list[_Turn]:
    days = {since for since, _ in facts.settings.later} | {since for since, _ in facts.later_intervals}
    turns = [_Turn(date.min, replace(facts.settings, later=()), facts.interval, False)]
    for day in sorted(days):
        interval = facts.interval_on(day)
        settings = replace(facts.settings.on(day), later=())
        turns.append(_Turn(day, settings, interval, interval is not turns[-1].interval))
    return turns


def _frames_by_turns(facts: DutyFacts) -> Iterator[Frame]:
    """A period begun under one choice is finished by it; the next choice cuts what comes after.

    So nobody who has reported already has to come again. The tolerance before a due date gives way to what is not over.
    """
    turns = _turns(facts)
    over = 0
    for turn, following in zip_longest(turns, turns[1:]):
        if turn.interval is Interval.TIDAK_ADA:
            continue
        first = max(turn.since.toordinal(), over + 1)
        ends = following.since.toordinal() if following else NEVER
        under = replace(facts, settings=turn.settings, interval=turn.interval, later_intervals=())
        whole = has_registration(under)
        for frame in _frames(under, first if turn.is_other else 0):
            if not whole and frame.start < first <= frame.aim:
                frame = frame._replace(start=first)
            if frame.start >= ends:
                break
            if frame.start >= first:
                yield frame
                over = max(over, frame.reach)


def has_registration(facts: DutyFacts) -> bool:
    """Whether the day of registration is the report of a first period (calendar periods only)."""
    settings = facts.settings.on(facts.start) if facts.settings.later else facts.settings
    interval = facts.interval_on(facts.start) if facts.later_intervals else facts.interval
    return settings.model is DutyModel.CALENDAR and interval is not Interval.KHUSUS


def target(frame: Frame, settings: DutySettings) -> date:
    """The day to print and remind of: `aim`, moved to a working day inside the period."""
    return date.fromordinal(_due_day(frame.start, frame.aim, frame.end, settings))


def _due_day(first: int, aim: int, last: int, settings: DutySettings) -> int:
    day = date.fromordinal(aim)
    if is_working_day(day, settings.holidays, settings.working_weekdays):  # the usual case, kept short
        return aim
    return working_day_within(
        day,
        date.fromordinal(first),
        date.fromordinal(last),
        settings.holidays,
        settings.working_weekdays,
    ).toordinal()


def _calendar_frames(facts: DutyFacts, anchor: int) -> Iterator[Frame]:
    begin = facts.start.toordinal()
    end = _LAST_DAY if facts.end is None else min(facts.end.toordinal(), _LAST_DAY)
    left = NEVER if facts.left_on is None else facts.left_on.toordinal()
    grace, shortest = facts.settings.grace_days, facts.settings.min_period_days
    spans = _month_spans(facts, anchor) if facts.interval in INTERVAL_MONTHS else _week_spans(facts, anchor)
    first = anchor <= begin
    for opens, natural_end, usual_day in spans:
        start = max(opens, begin)
        if start > end or start >= left:
            return
        last, owed = natural_end, True
        if end < last:
            last, owed = end, end - start >= shortest
        if left <= last:
            last, owed = left - 1, False
        aim = begin if first else min(usual_day, last)
        first = False
        yield Frame(start, last, last, last + grace, aim, owed)


def _month_spans(facts: DutyFacts, anchor: int) -> Iterator[tuple[int, int, int]]:
    """First day, last day and day to come of each block of calendar months."""
    step = INTERVAL_MONTHS[facts.interval]
    day = (facts.report_day or facts.start.day) - 1
    starts = _MONTH_STARTS
    first = max(_month_index(facts.start), bisect_left(starts, anchor))
    for index in range(first, len(starts) - step, step):
        opens, next_month = starts[index], starts[index + 1]
        aim = opens + day
        yield opens, starts[index + step] - 1, aim if aim < next_month else next_month - 1


def _week_spans(facts: DutyFacts, anchor: int) -> Iterator[tuple[int, int, int]]:
    """First day, last day and day to come of each block of weeks, Monday to Sunday."""
    length, weekday = INTERVAL_DAYS[facts.interval], facts.start.weekday()
    monday = anchor + (1 - anchor) % 7  # the first one not before the anchor; day 1 is a Monday
    first = monday if anchor > facts.start.toordinal() else facts.start.toordinal() - weekday
    for opens in range(first, _LAST_DAY, length):
        yield opens, opens + length - 1, opens + weekday


def _due_date_frames(facts: DutyFacts) -> Iterator[Frame]:
    """A tolerance round each due date; what lies between two tolerances reports for neither."""
    settings = facts.settings
    end = _LAST_DAY if facts.end is None else min(facts.end.toordinal(), _LAST_DAY)
    left = NEVER if facts.left_on is None else facts.left_on.toordinal()
    before = facts.start.toordinal()
    for aim, after in pairwise(chain(_due_dates(facts), (NEVER,))):
        if aim > end or aim >= left:
            return
        late = min(settings.late_days, (after - aim) // 2)
        # The neighbour's lateness comes first: a late report must not be taken for an early one.
        early = min(settings.early_days, aim - before - 1 - min(settings.late_days, (aim - before) // 2))
        start, before = aim - early, aim
        due = max(_due_day(start, aim, min(aim + late, end), settings), aim)
        yield Frame(start, due, due + late, due + late, aim, owed=due + late < left)


def _due_dates(facts: DutyFacts) -> Iterator[int]:
    """The due dates after the start."""
    begin = facts.start.toordinal()
    if facts.interval is Interval.KHUSUS:
        yield from sorted({day.toordinal() for day in facts.special_dates if day > facts.start})
    elif facts.interval in INTERVAL_DAYS:
        length = INTERVAL_DAYS[facts.interval]
        yield from range(begin + length, _LAST_DAY, length)
    else:
        step = INTERVAL_MONTHS[facts.interval]
        day = (facts.report_day or facts.start.day) - 1
        starts = _MONTH_STARTS
        for index in range(_month_index(facts.start) + step, len(starts) - 1, step):
            aim = min(starts[index] + day, starts[index + 1] - 1)
            # A preferred day may follow the start at once: nobody is called again within the week.
            if aim - begin >= facts.settings.min_period_days:
                yield aim


def _month_index(day: date) -> int:
    return (day.year - _FIRST_YEAR) * 12 + day.month - 1
