"""What holds for every client: the invariants of the duty rules."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bimbing.rules.calendar import days_in_month
from bimbing.rules.duty import (
    AttendanceKind,
    DutyFacts,
    DutyModel,
    DutySettings,
    Interval,
    Period,
    PeriodState,
    ReportState,
    periods,
    standing,
    suggest_next,
)

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
DAYS = st.dates(FIRST, LAST)
REPORTS = DutySettings().satisfying
STATES = {
    PeriodState.MET: ReportState.REPORTED,
    PeriodState.MISSED: ReportState.NOT_YET,
    PeriodState.OPEN: ReportState.NOT_YET,
    PeriodState.EXCUSED: ReportState.EXCUSED,
    PeriodState.SUSPENDED: ReportState.SUSPENDED,
    PeriodState.NOT_DUE: ReportState.NONE,
}
LATER = timedelta(days=1)


@st.composite
def spans(draw: st.DrawFn) -> list[tuple[date, date | None]]:
    drawn = draw(st.lists(st.tuples(DAYS, st.none() | st.integers(0, 120)), max_size=2))
    return [(day, None if days is None else day + timedelta(days=days)) for day, days in drawn]


@st.composite
def clients(draw: st.DrawFn) -> DutyFacts:
    start = draw(st.dates(FIRST, date(2026, 12, 31)))
    days_off = st.frozensets(DAYS, max_size=10)
    return DutyFacts(
        start=start,
        end=draw(st.none() | st.integers(0, 800).map(lambda n: start + timedelta(days=n))),
        interval=draw(st.sampled_from(list(Interval)) | st.just(Interval.BULANAN)),
        visits=draw(st.lists(st.tuples(DAYS, st.sampled_from(list(AttendanceKind))), max_size=30)),
        report_day=draw(st.none() | st.integers(1, 31)),
        special_dates=draw(st.lists(DAYS, max_size=8)),
        excused=draw(st.just([]) | spans()),
        suspended=draw(st.just([]) | spans()),
        left_on=draw(st.none() | DAYS),
        settings=DutySettings(
            model=draw(st.sampled_from(list(DutyModel))),
            grace_days=draw(st.sampled_from([0, 0, 3, 10])),
            early_days=draw(st.sampled_from([14, 0, 3])),
            late_days=draw(st.sampled_from([7, 0, 2])),
            min_period_days=draw(st.sampled_from([7, 0, 1])),
            working_weekdays=draw(st.sampled_from([frozenset(range(5)), frozenset(range(7))])),
            holidays=draw(days_off),
        ),
    )


many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def closed(facts: DutyFacts, period: Period, as_of: date) -> bool:
    """Whether the period takes no more reports: without any report or excuse it would be decided."""
    bare = replace(facts, visits=[], excused=[], suspended=[])
    for same in periods(bare, as_of, until=period.start):
        if same.start == period.start:
            return same.state in {PeriodState.MISSED, PeriodState.NOT_DUE} or _is_first(facts, same, as_of)
    raise AssertionError("the period is gone")


def _is_first(facts: DutyFacts, period: Period, as_of: date) -> bool:
    return period.state is PeriodState.MET and as_of > period.end + timedelta(days=facts.settings.grace_days)


@many
@given(clients(), DAYS)
def test_standing_equals_what_the_list_of_periods_says(facts: DutyFacts, as_of: date) -> None:
    found = periods(facts, as_of, until=as_of + timedelta(days=3 * 366))
    begun = [period for period in found if period.start <= as_of]
    met = [period for period in begun if period.state is PeriodState.MET]
    missed = [period for period in begun if period.state is PeriodState.MISSED]
    run = 0
    for period in begun:
        if period.state is PeriodState.MISSED:
            run += 1
        elif period.state is PeriodState.MET and closed(facts, period, as_of):
            run = 0
    to_come = [p for p in found if p.state in {PeriodState.OPEN, PeriodState.FUTURE}]
    reports = [day for day, kind in facts.visits if kind in REPORTS and day <= as_of]

    stood = standing(facts, as_of)

    assert (stood.met_total, stood.missed_total) == (len(met), len(missed))
    assert stood.due_total == stood.met_total + stood.missed_total
    assert stood.missed_run == run
    assert stood.next_due_on == (to_come[0].target if to_come else None)
    assert stood.last_visit_on == max(reports, default=None)
    last = min(facts.end or date.max, (facts.left_on or date.max) - LATER)
    over = as_of > last and not any(p.state is PeriodState.OPEN for p in begun)
    expected = ReportState.NONE if over or not begun else STATES[begun[-1].state]
    assert stood.report_state is expected


@many
@given(clients(), DAYS)
def test_a_standing_holds_to_the_day_it_names(facts: DutyFacts, as_of: date) -> None:
    stood = standing(facts, as_of)
    assert stood.valid_until is None or stood.valid_until >= as_of
    horizon = min(stood.valid_until or date.max, as_of + timedelta(days=1200))
    for step in {1, 2, 7, 30, (horizon - as_of).days // 2, (horizon - as_of).days}:
        day = as_of + timedelta(days=step)
        if day <= horizon:
            assert standing(facts, day) == stood


@many
@given(clients(), DAYS)
def test_every_day_between_two_recomputations_shows_the_stored_standing(
    facts: DutyFacts, as_of: date
) -> None:
    stored, day = standing(facts, as_of), as_of
    for _ in range(80):
        day += LATER
        if stored.valid_until is not None and day > stored.valid_until:
            stored = standing(facts, day)
        assert standing(facts, day) == stored


@many
@given(clients(), DAYS, DAYS)
def test_what_was_met_or_missed_stays_so(facts: DutyFacts, one: date, other: date) -> None:
    early, late = sorted((one, other))
    now, then = periods(facts, early, until=LAST), periods(facts, late, until=LAST)
    assert [(p.start, p.end, p.target) for p in now] == [(p.start, p.end, p.target) for p in then]
    for before, after in zip(now, then, strict=True):
        if before.state in {PeriodState.MET, PeriodState.MISSED}:
            assert (after.state, after.met_on) == (before.state, before.met_on)
        if before.state is PeriodState.NOT_DUE:
            assert after.state in {PeriodState.NOT_DUE, PeriodState.EXCUSED, PeriodState.MET}
    sooner, later = standing(facts, early), standing(facts, late)
    assert sooner.missed_total <= later.missed_total
    assert sooner.met_total <= later.met_total
    assert sooner.due_total <= later.due_total


@many
@given(clients(), DAYS)
def test_a_met_period_has_its_day_and_no_other_has_one(facts: DutyFacts, as_of: date) -> None:
    found = periods(facts, as_of, until=LAST)
    reports = {day for day, kind in facts.visits if kind in REPORTS and day <= as_of}
    days = [period.met_on for period in found if period.state is PeriodState.MET]
    assert all(day is not None and (day in reports or day == facts.start) for day in days)
    assert all(period.met_on is None for period in found if period.state is not PeriodState.MET)
    for period in found:
        # With days of grace a report may belong to the period before the one it was made in.
        its_own = any(period.start <= day <= period.end for day in reports) and not facts.settings.grace_days
        if its_own and not facts.suspended:
            assert period.state is PeriodState.MET


@many
@given(clients(), DAYS)
def test_one_report_counts_once(facts: DutyFacts, as_of: date) -> None:
    once = replace(facts, visits=[(day, kind) for day, kind in dict(facts.visits).items()])
    days = [p.met_on for p in periods(once, as_of, until=LAST) if p.met_on and p.met_on != facts.start]
    assert len(days) == len(set(days))


@many
@given(clients(), DAYS)
def test_periods_come_in_order_and_calendar_ones_without_a_gap(facts: DutyFacts, as_of: date) -> None:
    found = periods(facts, as_of, until=LAST)
    assert all(period.start <= period.target <= period.end for period in found)
    in_calendar = facts.settings.model is DutyModel.CALENDAR and facts.interval is not Interval.KHUSUS
    for before, after in pairwise(found):
        assert before.start < after.start
        assert before.end < after.end
        if in_calendar:
            assert before.end + LATER == after.start
    if found and in_calendar:
        assert found[0].start == facts.start


@many
@given(clients(), DAYS, DAYS)
def test_one_more_report_never_makes_more_misses(facts: DutyFacts, as_of: date, visit: date) -> None:
    more = replace(facts, visits=[*facts.visits, (visit, AttendanceKind.HADIR)])
    assert standing(more, as_of).missed_total <= standing(facts, as_of).missed_total
    assert standing(more, as_of).met_total >= standing(facts, as_of).met_total


@many
@given(clients(), DAYS)
def test_an_excuse_never_makes_more_misses(facts: DutyFacts, day: date) -> None:
    more = replace(facts, excused=[*facts.excused, (day, day + timedelta(days=20))])
    assert standing(more, LAST).missed_total <= standing(facts, LAST).missed_total
    assert standing(more, LAST).missed_run <= standing(facts, LAST).missed_run


@many
@given(clients(), DAYS)
def test_the_day_offered_next_lies_after_the_visit_and_inside_the_guidance(
    facts: DutyFacts, visit_on: date
) -> None:
    offered = suggest_next(facts, visit_on)
    if offered is not None:
        assert offered > visit_on
        assert facts.end is None or offered <= facts.end + timedelta(days=7)


@many
@given(st.dates(FIRST, LAST), st.integers(1, 31), st.sampled_from(list(DutyModel)))
def test_days_to_come_clamp_from_the_original_day(start: date, day: int, model: DutyModel) -> None:
    every_day = DutySettings(model=model, working_weekdays=frozenset(range(7)))
    facts = DutyFacts(start=start, end=None, report_day=day, settings=every_day)
    for period in periods(facts, start, until=start + timedelta(days=800))[1:]:
        assert period.target.day == min(day, days_in_month(period.target.year, period.target.month))
