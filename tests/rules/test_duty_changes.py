"""An office changes how it counts from a day on: what is over stays as it was, what comes is counted the new way."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.duty import (
    AttendanceKind,
    DutyFacts,
    DutyModel,
    DutySettings,
    PeriodState,
    periods,
    standing,
)
from tests.rules.test_duty_properties import DAYS, clients, many

CALENDAR = DutySettings()
ANNIVERSARY = DutySettings(model=DutyModel.ANNIVERSARY)
START = date(2026, 3, 10)
NEW_YEAR = date(2027, 1, 1)


def facts(*visits: date, first: DutySettings = CALENDAR, then: DutySettings = ANNIVERSARY) -> DutyFacts:
    """A guidance from 10 March 2026 to 10 March 2028 under two choices of the office, changed on New Year 2027."""
    return DutyFacts(
        start=START,
        end=date(2028, 3, 10),
        visits=[(day, AttendanceKind.HADIR) for day in visits],
        settings=replace(first, later=((NEW_YEAR, then),)),
    )


def months(given: DutyFacts, first: date, last: date) -> list[tuple[date, date, date]]:
    return [
        (period.start, period.end, period.target)
        for period in periods(given, last, until=last)
        if first <= period.target <= last
    ]


def test_from_calendar_months_to_the_day_of_the_start() -> None:
    found = months(facts(), date(2026, 11, 1), date(2027, 2, 28))
    assert found == [
        (date(2026, 11, 1), date(2026, 11, 30), date(2026, 11, 10)),
        (date(2026, 12, 1), date(2026, 12, 31), date(2026, 12, 10)),
        (
            date(2027, 1, 1),
            date(2027, 1, 11),
            date(2027, 1, 11),
        ),  # the 10th is a Sunday; December is over first
        (date(2027, 1, 27), date(2027, 2, 10), date(2027, 2, 10)),
    ]


def test_from_the_day_of_the_start_to_calendar_months() -> None:
    found = months(facts(first=ANNIVERSARY, then=CALENDAR), date(2026, 12, 1), date(2027, 2, 28))
    assert found == [
        (date(2026, 11, 26), date(2026, 12, 10), date(2026, 12, 10)),
        (
            date(2026, 12, 27),
            date(2027, 1, 11),
            date(2027, 1, 11),
        ),  # it has begun, so it stays as it was said
        (date(2027, 2, 1), date(2027, 2, 28), date(2027, 2, 10)),
    ]


def test_days_of_grace_that_come_later_forgive_nothing_that_is_over() -> None:
    lenient = replace(CALENDAR, grace_days=10)
    late = [date(2026, month, 5) for month in (5, 6, 7, 8, 9, 10, 11, 12)]
    before = standing(facts(*late, then=lenient), date(2026, 12, 31))
    assert before == replace(standing(facts(*late, then=CALENDAR), date(2026, 12, 31)))
    # January is owed from 1 January; a report of 5 February still saves it, once the grace holds.
    after = periods(facts(date(2027, 2, 5), then=lenient), date(2027, 2, 20), until=date(2027, 1, 31))
    assert (after[-1].start, after[-1].state, after[-1].met_on) == (
        date(2027, 1, 1),
        PeriodState.MET,
        date(2027, 2, 5),
    )


def test_a_home_visit_counts_by_the_choice_of_its_day() -> None:
    strict = replace(CALENDAR, satisfying=frozenset({AttendanceKind.HADIR}))
    visits = [(date(2026, 12, 8), AttendanceKind.KUNJUNGAN), (date(2027, 1, 8), AttendanceKind.KUNJUNGAN)]
    given = replace(facts(then=strict), visits=visits)
    states = {period.start: period.state for period in periods(given, date(2027, 2, 1))}
    assert (states[date(2026, 12, 1)], states[NEW_YEAR]) == (PeriodState.MET, PeriodState.MISSED)


def test_choices_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        DutySettings(later=((NEW_YEAR, CALENDAR), (START, CALENDAR)))
    with pytest.raises(ValueError, match="only the first"):
        DutySettings(later=((START, replace(CALENDAR, later=((NEW_YEAR, CALENDAR),))),))


@st.composite
def changing(draw: st.DrawFn) -> tuple[DutyFacts, date]:
    given = draw(clients())
    since = draw(DAYS)
    other = replace(
        given.settings,
        model=draw(st.sampled_from(list(DutyModel))),
        grace_days=draw(st.sampled_from([0, 3, 10])),
        min_period_days=draw(st.sampled_from([7, 0, 1])),
        satisfying=draw(st.sampled_from([given.settings.satisfying, frozenset({AttendanceKind.HADIR})])),
    )
    return replace(given, settings=replace(given.settings, later=((since, other),))), since


@many
@given(changing())
def test_no_past_is_counted_anew(drawn: tuple[DutyFacts, date]) -> None:
    given, since = drawn
    bare = replace(given, settings=replace(given.settings, later=()))
    day = since - timedelta(days=1)
    now, was = standing(given, day), standing(bare, day)
    assert (now.missed_run, now.missed_total, now.met_total, now.last_visit_on) == (
        was.missed_run,
        was.missed_total,
        was.met_total,
        was.last_visit_on,
    )


@many
@given(changing(), DAYS)
def test_periods_follow_each_other(drawn: tuple[DutyFacts, date], as_of: date) -> None:
    given, _ = drawn
    found = periods(given, as_of, until=as_of + timedelta(days=366))
    assert all(one.end < other.start for one, other in pairwise(found))
    assert all(period.start <= period.target <= period.end for period in found)
    assert standing(given, as_of).missed_total == sum(period.state is PeriodState.MISSED for period in found)


@many
@given(clients(), DAYS, DAYS)
def test_the_same_choice_again_changes_nothing(given: DutyFacts, since: date, as_of: date) -> None:
    again = replace(given, settings=replace(given.settings, later=((since, given.settings),)))
    assert periods(again, as_of) == periods(given, as_of)
    assert standing(again, as_of) == standing(given, as_of)
