"""A detention with both its days: what lies wholly inside is no miss, what lies outside is counted as ever."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.calendar import add_months, month_end, months
from bimbing.rules.duty import DutyFacts, DutyModel, DutySettings, Interval, PeriodState, periods, standing

START, END, TODAY = date(2025, 1, 10), date(2028, 1, 10), date(2027, 12, 1)
DAYS = st.dates(date(2025, 1, 11), date(2027, 11, 1))
INTERVALS = st.sampled_from(
    [Interval.MINGGUAN, Interval.BULANAN, Interval.DUA_BULANAN, Interval.TIGA_BULANAN]
)


def never_came(**given: object) -> DutyFacts:
    facts = DutyFacts(
        start=START,
        end=END,
        interval=Interval.BULANAN,
        visits=[],
        settings=DutySettings(model=DutyModel.CALENDAR),
    )
    return replace(facts, **given)  # type: ignore[arg-type]


@given(DAYS, st.integers(0, 500), INTERVALS, st.sampled_from(list(DutyModel)))
def test_no_period_wholly_inside_a_detention_is_a_miss(
    since: date, days: int, interval: Interval, model: DutyModel
) -> None:
    until = since + timedelta(days=days)
    facts = never_came(suspended=[(since, until)], interval=interval, settings=DutySettings(model=model))
    for period in periods(facts, TODAY):
        if since <= period.start and period.end <= until:
            assert period.state is PeriodState.SUSPENDED


@given(DAYS, st.integers(0, 500))
def test_no_month_wholly_outside_a_detention_changes(since: date, days: int) -> None:
    until = since + timedelta(days=days)
    free = {period.start: period for period in periods(never_came(), TODAY)}
    for period in periods(never_came(suspended=[(since, until)]), TODAY):
        if period.end < since or period.start > until:
            assert period == free[period.start]


@given(DAYS, st.integers(0, 500))
def test_whole_months_inside_are_the_misses_less(since: date, days: int) -> None:
    """At least these are gone; a month with few free days left may go with them."""
    until = min(since + timedelta(days=days), date(2027, 11, 30))
    inside = sum(since <= first and month_end(first) <= until for first in months(since, until))
    before, after = standing(never_came(), TODAY), standing(never_came(suspended=[(since, until)]), TODAY)
    assert inside <= before.missed_total - after.missed_total <= inside + 2


@given(DAYS, st.integers(0, 400), st.integers(0, 100))
def test_a_longer_detention_never_adds_a_miss(since: date, days: int, more: int) -> None:
    short = never_came(suspended=[(since, since + timedelta(days=days))])
    long = never_came(suspended=[(since, since + timedelta(days=days + more))])
    assert standing(long, TODAY).missed_total <= standing(short, TODAY).missed_total


def test_june_to_august_in_detention_leave_the_run_as_it_was() -> None:
    facts = never_came(suspended=[(date(2027, 6, 1), date(2027, 8, 31))])
    states = {p.start: p.state for p in periods(facts, date(2027, 10, 1)) if date(2027, 5, 1) <= p.start}
    assert [states[add_months(date(2027, 5, 1), n)] for n in range(5)] == [
        PeriodState.MISSED,
        *[PeriodState.SUSPENDED] * 3,
        PeriodState.MISSED,
    ]
