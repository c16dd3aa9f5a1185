from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.calendar import (
    Span,
    add_months,
    add_span,
    days_in_month,
    month_end,
    month_start,
    months,
    next_working_day,
    subtract_span,
    working_day_within,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
SPANS = st.builds(Span, st.integers(0, 20), st.integers(0, 30), st.integers(0, 60))


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        (
            date(2026, 1, 31),
            [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)],
        ),
        (
            date(2025, 10, 30),
            [
                date(2025, 11, 30),
                date(2025, 12, 30),
                date(2026, 1, 30),
                date(2026, 2, 28),
                date(2026, 3, 30),
            ],
        ),
        (
            date(2023, 12, 31),
            [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31)],
        ),
    ],
)
def test_months_from_one_anchor_clamp_and_come_back_to_its_day(anchor: date, expected: list[date]) -> None:
    assert [add_months(anchor, n) for n in range(1, 6)] == expected


def test_chained_months_come_back_to_the_original_day_only_with_the_anchor_day() -> None:
    february = add_months(date(2026, 1, 31), 1)
    assert add_months(february, 1) == date(2026, 3, 28)
    assert add_months(february, 1, anchor_day=31) == date(2026, 3, 31)


def test_months_go_backwards_over_the_year() -> None:
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 15), -13) == date(2024, 12, 15)


@given(DAYS, st.integers(-600, 600))
def test_a_moved_date_keeps_its_day_or_ends_a_shorter_month(day: date, n: int) -> None:
    moved = add_months(day, n)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == n
    assert moved.day == min(day.day, days_in_month(moved.year, moved.month))


@given(DAYS, st.integers(0, 100), st.integers(0, 100))
def test_moving_twice_with_the_original_day_equals_moving_once(day: date, a: int, b: int) -> None:
    assert add_months(add_months(day, a), b, anchor_day=day.day) == add_months(day, a + b)


@given(DAYS)
def test_month_borders_agree_with_the_day_before_the_next_month(day: date) -> None:
    assert month_start(day).day == 1
    assert month_end(day) + timedelta(days=1) == add_months(month_start(day), 1)
    assert month_start(day) <= day <= month_end(day)


def test_spans_are_added_by_the_calendar_first_months_then_days() -> None:
    assert add_span(date(2019, 1, 3), Span(0, 4, 5)) == date(2019, 5, 8)
    assert add_span(date(2024, 2, 29), Span(3)) == date(2027, 2, 28)
    assert subtract_span(date(2028, 2, 29), Span(0, 5, 15)) == date(2027, 9, 14)


@pytest.mark.parametrize(
    ("whole", "part", "rest"),
    [
        (Span(3), Span(0, 2), Span(2, 10)),
        (Span(4, 6), Span(0, 5, 15), Span(4, 0, 15)),
        (Span(2, 6), Span(0, 1, 15), Span(2, 4, 15)),
        (Span(0, 17), Span(), Span(1, 5)),
        (Span(0, 0, 45), Span(0, 1, 15), Span()),
    ],
)
def test_remission_is_taken_off_with_months_of_thirty_days(whole: Span, part: Span, rest: Span) -> None:
    assert whole.minus(part) == rest


def test_the_days_of_a_month_are_a_setting() -> None:
    assert Span(0, 1).minus(Span(0, 0, 1), month_days=31) == Span(0, 0, 30)


def test_a_span_refuses_to_become_negative() -> None:
    with pytest.raises(ValueError, match="longer"):
        Span(1).minus(Span(1, 0, 1))
    with pytest.raises(ValueError, match="never negative"):
        Span(1, -1)


def test_a_span_keeps_what_was_written_until_it_is_normalised() -> None:
    assert Span(0, 18) != Span(1, 6)
    assert Span(0, 18).normalised() == Span(1, 6)
    assert Span(2, 6).plus(Span(0, 8, 10)) == Span(2, 14, 10)
    assert not Span()
    assert Span(days=1)


@given(SPANS, SPANS)
def test_taking_away_what_was_added_leaves_the_normalised_span(a: Span, b: Span) -> None:
    assert a.plus(b).minus(b) == a.normalised()
    assert a.normalised().in_days() == a.in_days()


def test_months_lists_each_touched_month_once() -> None:
    assert list(months(date(2026, 11, 30), date(2027, 2, 1))) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]
    assert list(months(date(2026, 5, 2), date(2026, 5, 1))) == [date(2026, 5, 1)]
    assert list(months(date(2026, 5, 2), date(2026, 4, 30))) == []


def test_a_due_date_goes_over_the_weekend_and_the_holidays_behind_it() -> None:
    saturday = date(2026, 5, 30)
    assert next_working_day(saturday, ()) == date(2026, 6, 1)
    assert next_working_day(saturday, {date(2026, 6, 1)}) == date(2026, 6, 2)
    assert next_working_day(saturday, (), working_weekdays=range(6)) == saturday
    assert next_working_day(date(2026, 5, 29), ()) == date(2026, 5, 29)


def test_an_office_that_never_works_is_an_error_in_the_settings() -> None:
    with pytest.raises(ValueError, match="no working day"):
        next_working_day(date(2026, 5, 30), (), working_weekdays=())


def test_a_day_to_come_stays_inside_its_period() -> None:
    sunday = date(2026, 5, 31)
    assert working_day_within(sunday, date(2026, 5, 1), date(2026, 5, 31), ()) == date(2026, 5, 29)
    assert working_day_within(sunday, date(2026, 5, 1), date(2026, 6, 30), ()) == date(2026, 6, 1)
    assert working_day_within(sunday, date(2026, 5, 30), date(2026, 5, 31), ()) == sunday
