"""The limit of KUHP (UU 1/2023) art. 73, and what a revocation waits for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.calendar import is_leap
from bimbing.rules.programmes import Programme
from bimbing.rules.revocation import (
    Timeliness,
    excludes_release,
    limit_of,
    revocation_limit,
    timeliness,
    working_days_since,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("end", "limit"),
    [
        (date(2028, 3, 10), date(2028, 6, 10)),
        (date(2027, 9, 10), date(2027, 12, 10)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),  # a leap year
        (date(2027, 11, 29), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 6, 30)),
        (date(2026, 12, 15), date(2027, 3, 15)),  # over the turn of a year
        (date(2028, 2, 29), date(2028, 5, 29)),
        (date(2026, 1, 31), date(2026, 4, 30)),
    ],
)
def test_the_limit_is_three_calendar_months_after_the_end(end: date, limit: date) -> None:
    assert revocation_limit(end) == limit


@given(DAYS)
def test_the_limit_lies_three_months_on_and_never_in_a_fourth(end: date) -> None:
    limit = revocation_limit(end)
    assert (limit.year * 12 + limit.month) - (end.year * 12 + end.month) == 3
    assert limit.day == end.day or (limit + timedelta(days=1)).day == 1
    assert 89 <= (limit - end).days <= 92
    assert limit.month != 2 or limit.day <= 28 + is_leap(limit.year)


@given(DAYS, DAYS)
def test_a_later_end_never_has_an_earlier_limit(one: date, other: date) -> None:
    assert (one <= other) <= (revocation_limit(one) <= revocation_limit(other))


def test_only_parole_has_a_limit_in_law() -> None:
    end = date(2028, 3, 10)
    assert [code for code in Programme if limit_of(code, end) is not None] == [Programme.PB]
    assert limit_of("PB", end) == date(2028, 6, 10)
    assert (limit_of("PB", None), limit_of("", end), limit_of("RUMAH_SINGGAH", end)) == (None, None, None)


@pytest.mark.parametrize(
    ("on", "prosecuted", "said"),
    [
        (date(2028, 3, 1), None, Timeliness.IN_TIME),
        (date(2028, 6, 10), None, Timeliness.IN_TIME),
        (date(2028, 6, 11), None, Timeliness.TOO_LATE),
        (date(2028, 6, 11), date(2028, 6, 10), Timeliness.PROSECUTED),
        (date(2028, 6, 11), date(2028, 3, 10), Timeliness.PROSECUTED),
        (date(2028, 6, 11), date(2028, 6, 11), Timeliness.TOO_LATE),
        (date(2028, 6, 11), date(2028, 3, 9), Timeliness.TOO_LATE),
        (date(2028, 6, 10), date(2028, 6, 11), Timeliness.IN_TIME),
    ],
)
def test_later_only_with_a_prosecution_within_the_three_months(
    on: date, prosecuted: date | None, said: Timeliness
) -> None:
    assert timeliness(date(2028, 3, 10), on, prosecuted) is said


@given(DAYS, DAYS, st.none() | DAYS)
def test_a_revocation_by_the_limit_is_always_in_time(end: date, on: date, prosecuted: date | None) -> None:
    said = timeliness(end, on, prosecuted)
    assert (said is Timeliness.IN_TIME) == (on <= revocation_limit(end))


def test_the_second_revocation_excludes_and_the_first_does_not() -> None:
    assert [excludes_release(n) for n in range(4)] == [False, False, True, True]


@pytest.mark.parametrize(
    ("today", "passed"),
    [
        (date(2026, 11, 9), 0),  # the day itself, a Monday
        (date(2026, 11, 10), 1),
        (date(2026, 11, 13), 4),
        (date(2026, 11, 15), 4),  # Saturday and Sunday are none
        (date(2026, 11, 17), 5),  # the 16th is a holiday
        (date(2026, 12, 8), 20),
        (date(2026, 11, 1), 0),
    ],
)
def test_working_days_pass_without_weekends_and_holidays(today: date, passed: int) -> None:
    assert working_days_since(date(2026, 11, 9), today, {date(2026, 11, 16)}) == passed
