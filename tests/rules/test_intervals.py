"""How often a client reports, from which day on: his own word, then his phase, then his programme, then monthly."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.duty import (
    AttendanceKind,
    DutyFacts,
    Interval,
    PeriodState,
    ReportState,
    periods,
    standing,
)
from bimbing.rules.intervals import IntervalTimeline, interval_timeline
from bimbing.rules.phases import Phase
from tests.rules.test_duty_properties import DAYS, clients, many

START, DECEMBER = date(2026, 3, 10), date(2026, 12, 1)
EVER = date.min


def test_nothing_said_is_once_a_month() -> None:
    assert interval_timeline() == IntervalTimeline(Interval.BULANAN)


def test_his_own_interval_comes_before_everything() -> None:
    found = interval_timeline(
        own=Interval.MINGGUAN,
        programme=[(EVER, Interval.BULANAN), (DECEMBER, Interval.DUA_MINGGUAN)],
        by_phase=[(EVER, {Phase.AWAL: Interval.TIGA_BULANAN})],
        phases=[(EVER, Phase.AWAL)],
    )
    assert found == IntervalTimeline(Interval.MINGGUAN)


def test_the_programme_changes_from_its_day() -> None:
    found = interval_timeline(programme=[(EVER, Interval.BULANAN), (DECEMBER, Interval.DUA_MINGGUAN)])
    assert found == IntervalTimeline(Interval.BULANAN, ((DECEMBER, Interval.DUA_MINGGUAN),))
    assert (found.on(date(2026, 11, 30)), found.on(DECEMBER)) == (Interval.BULANAN, Interval.DUA_MINGGUAN)


def test_the_phase_comes_before_the_programme_from_the_day_it_counts() -> None:
    found = interval_timeline(
        programme=[(EVER, Interval.BULANAN)],
        by_phase=[(EVER, {Phase.AKHIR: Interval.DUA_BULANAN})],
        phases=[(date(2026, 6, 1), Phase.LANJUTAN), (DECEMBER, Phase.AKHIR)],
    )
    assert found == IntervalTimeline(Interval.BULANAN, ((DECEMBER, Interval.DUA_BULANAN),))


def test_a_phase_that_the_office_leaves_open_follows_the_programme() -> None:
    found = interval_timeline(
        programme=[(EVER, Interval.MINGGUAN)],
        by_phase=[(EVER, {Phase.AKHIR: Interval.DUA_BULANAN}), (DECEMBER, {})],
        phases=[(EVER, Phase.AKHIR)],
    )
    assert found == IntervalTimeline(Interval.DUA_BULANAN, ((DECEMBER, Interval.MINGGUAN),))


def test_a_change_to_the_same_is_no_change() -> None:
    found = interval_timeline(programme=[(EVER, Interval.BULANAN), (DECEMBER, Interval.BULANAN)])
    assert found.later == ()


# ------------------------------------------------------------------ what the duty makes of it


def facts(
    *visits: date, then: Interval, since: date = DECEMBER, first: Interval = Interval.BULANAN
) -> DutyFacts:
    return DutyFacts(
        start=START,
        end=date(2028, 3, 10),
        interval=first,
        visits=[(day, AttendanceKind.HADIR) for day in visits],
        later_intervals=((since, then),),
    )


def spans(found: DutyFacts, first: date, last: date) -> list[tuple[date, date]]:
    return [(one.start, one.end) for one in periods(found, last, until=last) if one.start >= first]


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (Interval.DUA_BULANAN, [(DECEMBER, date(2027, 1, 31)), (date(2027, 2, 1), date(2027, 3, 31))]),
        (Interval.TIGA_BULANAN, [(DECEMBER, date(2027, 2, 28))]),
        (Interval.TIDAK_ADA, []),
        # 1 December is a Tuesday: the weeks begin on the Monday after it.
        (
            Interval.DUA_MINGGUAN,
            [
                (date(2026, 12, 7), date(2026, 12, 20)),
                (date(2026, 12, 21), date(2027, 1, 3)),
                (date(2027, 1, 4), date(2027, 1, 17)),
                (date(2027, 1, 18), date(2027, 1, 31)),
                (date(2027, 2, 1), date(2027, 2, 14)),
                (date(2027, 2, 15), date(2027, 2, 28)),
            ],
        ),
    ],
)  # fmt: skip
def test_the_new_periods_begin_at_the_change(then: Interval, expected: list[tuple[date, date]]) -> None:
    assert spans(facts(then=then), DECEMBER, date(2027, 2, 28)) == expected


def test_a_block_that_has_begun_is_finished_as_it_was_said() -> None:
    found = facts(then=Interval.BULANAN, first=Interval.TIGA_BULANAN)
    # March–May, June–August, September–November: over by the change, and December is a month again.
    assert spans(found, date(2026, 9, 1), date(2027, 1, 31)) == [
        (date(2026, 9, 1), date(2026, 11, 30)),
        (DECEMBER, date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 31)),
    ]
    earlier = facts(then=Interval.BULANAN, first=Interval.TIGA_BULANAN, since=date(2026, 10, 1))
    assert spans(earlier, date(2026, 9, 1), date(2026, 12, 31)) == [
        (date(2026, 9, 1), date(2026, 11, 30)),
        (DECEMBER, date(2026, 12, 31)),
    ]


def test_from_no_duty_to_a_duty_nothing_before_it_is_owed() -> None:
    now = standing(facts(first=Interval.TIDAK_ADA, then=Interval.BULANAN), date(2027, 2, 10))
    assert (now.missed_total, now.due_total, now.next_due_on) == (2, 2, date(2027, 2, 10))


def test_a_change_before_the_guidance_began_holds_from_its_first_day() -> None:
    found = facts(then=Interval.DUA_BULANAN, since=date(2026, 1, 1))
    bare = replace(found, interval=Interval.DUA_BULANAN, later_intervals=())
    assert periods(found, date(2026, 12, 31)) == periods(bare, date(2026, 12, 31))
    assert periods(found, START)[0].state is PeriodState.MET  # the day of registration


def test_intervals_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        DutyFacts(
            start=START,
            end=None,
            later_intervals=((DECEMBER, Interval.BULANAN), (START, Interval.MINGGUAN)),
        )


@st.composite
def changing(draw: st.DrawFn) -> tuple[DutyFacts, date]:
    drawn, since = draw(clients()), draw(DAYS)
    other = draw(st.sampled_from([one for one in Interval if one is not Interval.KHUSUS]))
    return replace(drawn, later_intervals=((since, other),)), since


@many
@given(changing())
def test_no_period_that_has_begun_is_counted_anew(drawn: tuple[DutyFacts, date]) -> None:
    changed, since = drawn
    bare = replace(changed, later_intervals=())
    last = since + timedelta(days=400)
    before = [one for one in periods(bare, last, until=since - timedelta(days=1)) if one.start < since]
    after = [one for one in periods(changed, last, until=since - timedelta(days=1)) if one.start < since]
    assert after == before


@pytest.mark.parametrize(
    ("as_of", "visit", "state", "until"),
    [
        (date(2026, 11, 20), None, ReportState.NOT_YET, date(2026, 11, 30)),
        (date(2026, 11, 20), date(2026, 11, 5), ReportState.REPORTED, date(2026, 11, 30)),
        (DECEMBER, None, ReportState.NONE, None),
        (DECEMBER, date(2026, 11, 5), ReportState.NONE, None),
    ],
)
def test_whose_duty_ceases_is_neither_overdue_nor_reported(
    as_of: date, visit: date | None, state: ReportState, until: date | None
) -> None:
    visits = [visit] if visit else []
    now = standing(facts(*visits, then=Interval.TIDAK_ADA), as_of)
    last = date(2028, 3, 10) if until is None else until  # the guidance runs on without a duty
    assert (now.report_state, now.next_due_on if as_of == DECEMBER else None, now.valid_until) == (
        state,
        None,
        last,
    )


@many
@given(changing(), DAYS, st.integers(min_value=0, max_value=400))
def test_what_is_stored_is_true_for_as_long_as_it_says(
    drawn: tuple[DutyFacts, date], as_of: date, days: int
) -> None:
    changed, _ = drawn
    stored = standing(changed, as_of)
    assert stored.valid_until is None or stored.valid_until >= as_of
    later = as_of + timedelta(days=days)
    if stored.valid_until is None or later <= stored.valid_until:
        assert replace(standing(changed, later), valid_until=None) == replace(stored, valid_until=None)


@many
@given(changing())
def test_periods_never_overlap(drawn: tuple[DutyFacts, date]) -> None:
    changed, since = drawn
    found = periods(changed, since + timedelta(days=400), until=since + timedelta(days=400))
    assert all(one.end < other.start for one, other in pairwise(found))
