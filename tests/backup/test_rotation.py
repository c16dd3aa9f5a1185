"""Which backups stay, the older the fewer."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bimbing.backup.rotation import kept

NOW = datetime(2026, 11, 24, 16, 30)


def every(step: timedelta, times: int) -> list[datetime]:
    return [NOW - step * n for n in range(times)]


def test_two_years_of_hourly_backups_become_some_seventy_files() -> None:
    stay = kept(every(timedelta(hours=1), 24 * 730), now=NOW)
    ages = sorted(NOW - moment for moment in stay)
    assert ages[:25] == [timedelta(hours=n) for n in range(25)]
    assert [age for age in ages if age > timedelta(days=366)][-1].days in range(690, 700)  # the last of 2024
    assert len(stay) == 25 + 29 + 11 + 1


def test_the_last_of_an_hour_stays_and_those_before_it_go() -> None:
    times = [NOW.replace(hour=9, minute=m) for m in (5, 20, 50)] + [NOW.replace(hour=h) for h in (10, 11, 12)]
    assert kept(times, now=NOW) == set(times[2:])


def test_the_three_newest_stay_however_old_they_are() -> None:
    old = [datetime(2020, 1, 1, 8, minute) for minute in range(10)]
    assert kept(old, now=NOW) == {old[9], old[8], old[7]}


def test_a_clock_that_ran_ahead_loses_nothing_new() -> None:
    ahead = [NOW + timedelta(days=400, hours=n) for n in range(5)]
    today = every(timedelta(hours=1), 5)
    assert set(today) <= kept([*ahead, *today], now=NOW)


@given(
    st.lists(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2026, 11, 24)), max_size=60),
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=900)),
)
def test_letting_go_twice_is_letting_go_once_and_the_newest_always_stays(
    moments: list[datetime], later: timedelta
) -> None:
    first = kept(moments, now=NOW)
    assert first <= set(moments)
    assert set(sorted(set(moments), reverse=True)[:1]) <= first
    assert kept(first, now=NOW) == first
    assert kept(kept(moments, now=NOW), now=NOW + later) == kept(moments, now=NOW + later) & first or later


@given(st.lists(st.datetimes(min_value=datetime(2025, 1, 1), max_value=NOW), min_size=1, max_size=80))
def test_each_day_of_the_last_month_that_had_a_backup_has_one_still(moments: list[datetime]) -> None:
    recent = {m.date() for m in moments if NOW - m <= timedelta(days=30)}
    assert recent <= {m.date() for m in kept(moments, now=NOW)}
