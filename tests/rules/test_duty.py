"""The calendar model, by tables of cases. The client of most of them: parole from 10-03-2026, two years."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bimbing.rules.duty import (
    AttendanceKind,
    DutyFacts,
    DutySettings,
    Interval,
    MissAlarm,
    PeriodState,
    ReportState,
    Standing,
    coming_targets,
    is_recorded_late,
    miss_alarm,
    periods,
    standing,
    suggest_next,
)

START, END = date(2026, 3, 10), date(2028, 3, 10)
HADIR, IZIN = AttendanceKind.HADIR, AttendanceKind.IZIN
VISITS = ((date(2026, 3, 10), HADIR), (date(2026, 4, 8), HADIR), (date(2026, 5, 12), HADIR))


def parole(*more: tuple[date, AttendanceKind], **changes: Any) -> DutyFacts:
    """The client who reported in March, April and May 2026, and then as `more` says."""
    return replace(DutyFacts(start=START, end=END, visits=(*VISITS, *more)), **changes)


def states(facts: DutyFacts, as_of: date, *, months: int) -> list[str]:
    return [period.state.value for period in periods(facts, as_of)[:months]]


def test_two_years_touch_25_months_and_the_last_is_due_with_nine_days() -> None:
    found = periods(parole(), date(2028, 4, 1))
    assert len(found) == 25
    assert (found[0].start, found[0].end) == (START, date(2026, 3, 31))
    assert (found[-1].start, found[-1].end) == (date(2028, 3, 1), END)
    assert found[-1].state is PeriodState.MISSED


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (date(2028, 3, 7), PeriodState.NOT_DUE),
        (date(2028, 3, 8), PeriodState.MISSED),
        (date(2028, 3, 31), PeriodState.MISSED),
        (date(2028, 3, 1), PeriodState.NOT_DUE),
    ],
)
def test_the_last_month_is_due_with_seven_days_before_the_end(end: date, state: PeriodState) -> None:
    last = periods(parole(end=end), date(2028, 5, 1))[-1]
    assert (last.end, last.state) == (end, state)


def test_registration_is_the_report_of_the_first_month() -> None:
    facts = DutyFacts(start=date(2026, 3, 31), end=END)
    first = periods(facts, date(2026, 4, 1))[0]
    assert (first.start, first.end, first.state) == (date(2026, 3, 31), date(2026, 3, 31), PeriodState.MET)
    assert first.met_on == date(2026, 3, 31)
    assert standing(facts, date(2026, 4, 1)).met_total == 1


@pytest.mark.parametrize(
    ("as_of", "more", "run", "alarm"),
    [
        pytest.param(date(2026, 8, 15), (), 2, MissAlarm.WARNING, id="june and july, august still open"),
        pytest.param(date(2026, 8, 31), (), 2, MissAlarm.WARNING, id="the last day of august"),
        pytest.param(date(2026, 9, 1), (), 3, MissAlarm.FLAG, id="august closed"),
        pytest.param(date(2026, 9, 1), ((date(2026, 7, 9), IZIN),), 2, MissAlarm.WARNING, id="july excused"),
        pytest.param(date(2026, 9, 1), ((date(2026, 7, 20), HADIR),), 1, MissAlarm.QUIET, id="came in july"),
        pytest.param(date(2026, 9, 5), ((date(2026, 6, 25), HADIR),), 2, MissAlarm.WARNING, id="backdated"),
        pytest.param(date(2026, 6, 30), (), 0, MissAlarm.QUIET, id="june open"),
        pytest.param(date(2026, 7, 1), (), 1, MissAlarm.QUIET, id="june closed"),
    ],
)
def test_misses_in_a_row_are_counted_up_to_the_last_closed_month(
    as_of: date, more: Sequence[tuple[date, AttendanceKind]], run: int, alarm: MissAlarm
) -> None:
    found = standing(parole(*more), as_of)
    assert found.missed_run == run
    assert miss_alarm(found.missed_run, warning=2, flag=3) is alarm


def test_a_visit_typed_in_later_is_marked() -> None:
    assert is_recorded_late(date(2026, 6, 25), date(2026, 9, 5))
    assert not is_recorded_late(date(2026, 6, 25), date(2026, 6, 25))


def test_months_in_detention_have_no_duty_and_leave_the_run_as_it_was() -> None:
    detained = parole(suspended=[(date(2026, 6, 1), date(2026, 8, 31))])
    assert states(detained, date(2026, 9, 1), months=7) == [*["met"] * 3, *["suspended"] * 3, "open"]
    assert standing(detained, date(2026, 9, 1)).missed_run == 0
    after_a_miss = parole(suspended=[(date(2026, 7, 1), date(2026, 8, 31))])
    assert standing(after_a_miss, date(2026, 9, 1)).missed_run == 1
    assert standing(after_a_miss, date(2026, 10, 1)).missed_run == 2


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (date(2026, 6, 8), None, PeriodState.MISSED),
        (date(2026, 6, 7), None, PeriodState.SUSPENDED),
        (date(2026, 5, 20), date(2026, 6, 23), PeriodState.MISSED),
        (date(2026, 5, 20), date(2026, 6, 24), PeriodState.SUSPENDED),
    ],
)
def test_detention_for_a_part_of_a_month_rests_the_duty_if_less_than_a_week_is_left(
    first: date, last: date | None, state: PeriodState
) -> None:
    june = periods(parole(suspended=[(first, last)]), date(2026, 7, 1))[3]
    assert (june.start, june.state) == (date(2026, 6, 1), state)


def test_a_visit_in_detention_is_no_report_but_one_before_it_is() -> None:
    june = [(date(2026, 6, 3), date(2026, 6, 30))]
    visited = (date(2026, 6, 20), AttendanceKind.KUNJUNGAN)
    assert states(parole(visited, suspended=june), date(2026, 7, 1), months=4)[3] == "suspended"
    both = parole((date(2026, 6, 2), HADIR), visited, suspended=june)
    assert periods(both, date(2026, 7, 1))[3].met_on == date(2026, 6, 2)


def test_a_permission_that_covers_the_month_excuses_it_and_a_report_all_the_same_counts() -> None:
    away = parole(excused=[(date(2026, 5, 20), date(2026, 6, 28))])
    assert states(away, date(2026, 7, 1), months=4)[3] == "excused"
    came = parole((date(2026, 6, 29), HADIR), excused=[(date(2026, 5, 20), date(2026, 6, 28))])
    assert states(came, date(2026, 7, 1), months=4)[3] == "met"
    short = parole(excused=[(date(2026, 6, 1), date(2026, 6, 14))])
    assert states(short, date(2026, 7, 1), months=4)[3] == "missed"


def test_permission_and_detention_together_excuse() -> None:
    facts = parole(
        suspended=[(date(2026, 6, 1), date(2026, 6, 15))], excused=[(date(2026, 6, 10), date(2026, 6, 27))]
    )
    assert states(facts, date(2026, 7, 1), months=4)[3] == "excused"


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (AttendanceKind.HADIR, "met"),
        (AttendanceKind.DARING, "met"),
        (AttendanceKind.KUNJUNGAN, "met"),
        (AttendanceKind.POS, "met"),
        (AttendanceKind.IZIN, "excused"),
        (AttendanceKind.SAKIT, "excused"),
        (AttendanceKind.TITIP, "missed"),
        (AttendanceKind.MANGKIR, "missed"),
    ],
)
def test_each_kind_of_attendance_does_for_the_month_what_the_office_set(
    kind: AttendanceKind, state: str
) -> None:
    assert states(parole((date(2026, 6, 9), kind)), date(2026, 7, 1), months=4)[3] == state


def test_an_office_may_let_the_guarantor_report() -> None:
    lenient = DutySettings(satisfying=frozenset({HADIR, AttendanceKind.TITIP}))
    facts = parole((date(2026, 6, 9), AttendanceKind.TITIP), settings=lenient)
    assert states(facts, date(2026, 7, 1), months=4)[3] == "met"


def test_one_kind_cannot_both_report_and_excuse() -> None:
    with pytest.raises(ValueError, match="both"):
        DutySettings(satisfying=frozenset({IZIN}))


def test_a_later_report_does_not_delete_a_miss() -> None:
    came_late = parole((date(2026, 7, 1), HADIR))
    assert states(came_late, date(2026, 7, 15), months=5) == [*["met"] * 3, "missed", "met"]
    found = standing(came_late, date(2026, 7, 15))
    assert (found.missed_total, found.met_total, found.due_total) == (1, 4, 5)


def test_a_report_in_the_running_month_ends_the_run_when_that_month_closes() -> None:
    back = parole((date(2026, 9, 3), HADIR))
    september = standing(back, date(2026, 9, 30))
    assert (september.missed_run, september.report_state) == (3, ReportState.REPORTED)
    october = standing(back, date(2026, 10, 1))
    assert (october.missed_run, october.missed_total) == (0, 3)


def test_days_of_grace_hold_the_miss_back_and_let_a_late_report_count_for_the_month_before() -> None:
    grace = DutySettings(grace_days=3)
    waiting = parole(settings=grace)
    assert states(waiting, date(2026, 7, 3), months=5)[3:] == ["open", "open"]
    assert states(waiting, date(2026, 7, 4), months=5)[3:] == ["missed", "open"]
    late = parole((date(2026, 7, 2), HADIR), settings=grace)
    assert states(late, date(2026, 7, 10), months=5)[3:] == ["met", "open"]
    both = parole((date(2026, 6, 30), HADIR), (date(2026, 7, 2), HADIR), settings=grace)
    assert states(both, date(2026, 7, 10), months=5)[3:] == ["met", "met"]
    too_late = parole((date(2026, 7, 4), HADIR), settings=grace)
    assert states(too_late, date(2026, 7, 10), months=5)[3:] == ["missed", "met"]


def test_whoever_left_owes_nothing_for_the_month_of_leaving_or_after() -> None:
    left = parole(left_on=date(2026, 8, 20))
    assert states(left, date(2026, 12, 1), months=9) == [*["met"] * 3, "missed", "missed", "not_due"]
    found = standing(left, date(2026, 12, 1))
    assert found.missed_run == 2
    assert (found.next_due_on, found.report_state, found.valid_until) == (None, ReportState.NONE, None)
    first_of_month = parole(left_on=date(2026, 8, 1))
    assert states(first_of_month, date(2026, 12, 1), months=9) == [*["met"] * 3, "missed", "missed"]


def test_a_closing_letter_after_the_end_changes_nothing() -> None:
    assert periods(parole(left_on=date(2028, 4, 5)), date(2028, 5, 1)) == periods(parole(), date(2028, 5, 1))


def test_the_standing_of_a_client_in_the_middle_of_august() -> None:
    assert standing(parole(), date(2026, 8, 15)) == Standing(
        next_due_on=date(2026, 8, 10),
        missed_run=2,
        missed_total=2,
        due_total=5,
        met_total=3,
        last_visit_on=date(2026, 5, 12),
        report_state=ReportState.NOT_YET,
        valid_until=date(2026, 8, 31),
    )


def test_after_the_report_the_next_month_is_due() -> None:
    found = standing(parole((date(2026, 6, 9), HADIR)), date(2026, 6, 9))
    assert (found.next_due_on, found.report_state) == (date(2026, 7, 10), ReportState.REPORTED)


def test_the_day_to_come_goes_over_weekend_and_holiday_but_not_out_of_the_month() -> None:
    sunday = DutyFacts(start=START, end=END, visits=((date(2026, 4, 8), HADIR),))
    assert standing(sunday, date(2026, 4, 8)).next_due_on == date(2026, 5, 11)
    closed = DutySettings(holidays=frozenset({date(2026, 5, 11), date(2026, 5, 12)}))
    holiday = DutyFacts(start=START, end=END, visits=((date(2026, 4, 8), HADIR),), settings=closed)
    assert standing(holiday, date(2026, 4, 8)).next_due_on == date(2026, 5, 13)
    last_day = DutyFacts(start=START, end=END, report_day=31, visits=((date(2026, 4, 8), HADIR),))
    assert standing(last_day, date(2026, 4, 8)).next_due_on == date(2026, 5, 29)


def test_the_preferred_day_clamps_from_its_original_day() -> None:
    facts = DutyFacts(
        start=date(2026, 1, 5),
        end=date(2027, 1, 5),
        report_day=31,
        settings=DutySettings(working_weekdays=frozenset(range(7))),
    )
    targets = [period.target for period in periods(facts, date(2026, 1, 5))]
    assert targets[:5] == [
        *(date(2026, 1, 5), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31))
    ]
    assert targets[-1] == date(2027, 1, 5)


def test_a_day_of_the_month_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        DutyFacts(start=START, end=END, report_day=32)


@pytest.mark.parametrize(
    ("interval", "second", "third"),
    [
        (
            Interval.DUA_BULANAN,
            (date(2026, 5, 1), date(2026, 6, 30), date(2026, 5, 11)),
            (date(2026, 7, 1), date(2026, 8, 31), date(2026, 7, 10)),
        ),
        (
            Interval.TIGA_BULANAN,
            (date(2026, 6, 1), date(2026, 8, 31), date(2026, 6, 10)),
            (date(2026, 9, 1), date(2026, 11, 30), date(2026, 9, 10)),
        ),
    ],
)
def test_longer_intervals_take_several_calendar_months_together(
    interval: Interval, second: tuple[date, date, date], third: tuple[date, date, date]
) -> None:
    found = periods(DutyFacts(start=START, end=END, interval=interval), START)
    assert [(p.start, p.end, p.target) for p in found[1:3]] == [second, third]


def test_weekly_periods_run_from_monday_to_sunday_on_the_weekday_of_the_start() -> None:
    facts = DutyFacts(start=date(2026, 3, 12), end=date(2026, 4, 1), interval=Interval.MINGGUAN)
    found = periods(facts, date(2026, 4, 2))
    assert [(p.start, p.end, p.target) for p in found] == [
        (date(2026, 3, 12), date(2026, 3, 15), date(2026, 3, 12)),
        (date(2026, 3, 16), date(2026, 3, 22), date(2026, 3, 19)),
        (date(2026, 3, 23), date(2026, 3, 29), date(2026, 3, 26)),
        (date(2026, 3, 30), date(2026, 4, 1), date(2026, 4, 1)),
    ]
    assert [p.state.value for p in found] == ["met", "missed", "missed", "not_due"]


def test_two_weeks_are_taken_together() -> None:
    facts = DutyFacts(start=date(2026, 3, 12), end=date(2026, 5, 1), interval=Interval.DUA_MINGGUAN)
    assert [(p.start, p.end) for p in periods(facts, START)[:3]] == [
        (date(2026, 3, 12), date(2026, 3, 22)),
        (date(2026, 3, 23), date(2026, 4, 5)),
        (date(2026, 4, 6), date(2026, 4, 19)),
    ]


def test_without_an_interval_nothing_is_due() -> None:
    facts = parole(interval=Interval.TIDAK_ADA)
    assert periods(facts, date(2027, 1, 1)) == []
    assert standing(facts, date(2027, 1, 1)) == Standing(
        None, 0, 0, 0, 0, date(2026, 5, 12), ReportState.NONE, END
    )


def test_guidance_without_a_known_end_goes_on() -> None:
    found = standing(parole(end=None), date(2026, 9, 1))
    assert (found.missed_run, found.next_due_on) == (3, date(2026, 9, 10))
    assert periods(parole(end=None), date(2026, 9, 1))[-1].start == date(2027, 9, 1)


def test_detention_without_an_end_leaves_no_next_day() -> None:
    found = standing(parole(suspended=[(date(2026, 6, 1), None)], end=None), date(2026, 9, 1))
    assert (found.next_due_on, found.report_state) == (None, ReportState.SUSPENDED)
    assert found.valid_until == date(2026, 9, 30)


def test_before_the_start_only_the_start_is_due() -> None:
    found = standing(DutyFacts(start=START, end=END), date(2026, 3, 1))
    assert found == Standing(START, 0, 0, 0, 0, None, ReportState.NONE, date(2026, 3, 9))


def test_an_end_before_the_start_gives_no_duty() -> None:
    facts = DutyFacts(start=START, end=date(2026, 3, 9))
    assert periods(facts, date(2026, 5, 1)) == []
    assert standing(facts, date(2026, 5, 1)).report_state is ReportState.NONE


def test_a_start_in_another_century_is_refused() -> None:
    with pytest.raises(ValueError, match="0206-03-10"):
        standing(DutyFacts(start=date(206, 3, 10), end=None), date(2026, 5, 1))


def test_visits_may_come_in_any_order_and_twice() -> None:
    shuffled = parole(visits=(*reversed(VISITS), *VISITS))
    assert standing(shuffled, date(2026, 9, 1)) == standing(parole(), date(2026, 9, 1))


@pytest.mark.parametrize(
    ("visit_on", "expected"),
    [
        pytest.param(date(2026, 6, 9), date(2026, 7, 10), id="the tenth of the next month"),
        pytest.param(date(2026, 6, 30), date(2026, 7, 10), id="even soon after a late one"),
        pytest.param(date(2026, 4, 20), date(2026, 5, 11), id="a sunday goes to monday"),
        pytest.param(date(2028, 2, 9), date(2028, 3, 10), id="the last one on the last day"),
        pytest.param(date(2028, 3, 2), None, id="nothing after the last"),
    ],
)
def test_the_next_day_to_offer_follows_the_visit(visit_on: date, expected: date | None) -> None:
    assert suggest_next(parole(), visit_on) == expected


def test_a_late_report_in_the_days_of_grace_is_offered_a_day_of_the_same_month() -> None:
    facts = parole(settings=DutySettings(grace_days=15))
    assert suggest_next(facts, date(2026, 7, 3)) == date(2026, 7, 10)
    assert suggest_next(facts, date(2026, 7, 13)) == date(2026, 7, 14)
    assert suggest_next(facts, date(2026, 7, 10)) == date(2026, 7, 13)


def test_the_card_prints_the_days_to_come() -> None:
    facts = parole((date(2026, 6, 9), HADIR))
    assert coming_targets(facts, date(2026, 6, 9), limit=3) == [
        *(date(2026, 7, 10), date(2026, 8, 10), date(2026, 9, 10))
    ]
    assert len(coming_targets(facts, date(2026, 6, 9), limit=100)) == 21
    assert coming_targets(facts, date(2028, 3, 11), limit=3) == []
    assert len(coming_targets(parole(end=None), date(2026, 6, 9), limit=24)) == 24
