"""Due dates at the anniversaries of the start, and agreed dates: each with a tolerance round it."""

from datetime import date, timedelta

import pytest

from bimbing.rules.duty import (
    AttendanceKind,
    DutyFacts,
    DutyModel,
    DutySettings,
    Interval,
    ReportState,
    periods,
    standing,
    suggest_next,
)

START, END = date(2026, 3, 10), date(2028, 3, 10)
EVERY_DAY = frozenset(range(7))
ANNIVERSARY = DutySettings(model=DutyModel.ANNIVERSARY, working_weekdays=EVERY_DAY)
WEEKDAYS_ONLY = DutySettings(model=DutyModel.ANNIVERSARY)
HADIR = AttendanceKind.HADIR


def client(*visits: date, settings: DutySettings = ANNIVERSARY) -> DutyFacts:
    return DutyFacts(start=START, end=END, visits=[(day, HADIR) for day in visits], settings=settings)


def states(facts: DutyFacts, as_of: date, *, count: int) -> list[str]:
    return [period.state.value for period in periods(facts, as_of)[:count]]


def test_two_years_have_24_due_dates_from_april_to_the_day_of_the_end() -> None:
    targets = [period.target for period in periods(client(), START)]
    assert len(targets) == 24
    assert (targets[0], targets[-1]) == (date(2026, 4, 10), date(2028, 3, 10))
    assert {day.day for day in targets} == {10}


def test_due_dates_clamp_from_the_original_day() -> None:
    facts = DutyFacts(start=date(2026, 1, 31), end=date(2026, 7, 1), settings=ANNIVERSARY)
    assert [period.target for period in periods(facts, START)] == [
        *(date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30))
    ]


def test_registration_is_no_report_for_the_first_due_date() -> None:
    found = standing(client(START), date(2026, 4, 10))
    assert (found.met_total, found.report_state) == (0, ReportState.NOT_YET)
    assert found.next_due_on == date(2026, 4, 10)


@pytest.mark.parametrize(
    ("visit_on", "state"),
    [
        (date(2026, 3, 26), "missed"),
        (date(2026, 3, 27), "met"),
        (date(2026, 4, 10), "met"),
        (date(2026, 4, 17), "met"),
        (date(2026, 4, 18), "missed"),
    ],
)
def test_a_report_counts_from_14_days_before_to_7_days_after(visit_on: date, state: str) -> None:
    assert states(client(visit_on), date(2026, 4, 20), count=1) == [state]


def test_a_due_date_is_missed_only_after_seven_days() -> None:
    assert standing(client(), date(2026, 4, 17)).missed_run == 0
    assert standing(client(), date(2026, 4, 18)).missed_run == 1
    assert standing(client(), date(2026, 6, 18)).missed_run == 3


def test_one_report_serves_one_due_date() -> None:
    assert states(client(date(2026, 4, 17)), date(2026, 5, 18), count=2) == ["met", "missed"]


def test_an_excuse_inside_the_tolerance_excuses_and_outside_it_does_not() -> None:
    inside = DutyFacts(START, END, visits=[(date(2026, 4, 15), AttendanceKind.SAKIT)], settings=ANNIVERSARY)
    outside = DutyFacts(START, END, visits=[(date(2026, 4, 20), AttendanceKind.SAKIT)], settings=ANNIVERSARY)
    assert states(inside, date(2026, 5, 1), count=1) == ["excused"]
    assert states(outside, date(2026, 5, 1), count=1) == ["missed"]


def test_a_due_date_on_a_sunday_goes_to_monday_and_its_tolerance_with_it() -> None:
    may = periods(client(settings=WEEKDAYS_ONLY), START)[1]
    assert (may.start, may.end, may.target) == (date(2026, 4, 26), date(2026, 5, 11), date(2026, 5, 11))
    assert states(client(date(2026, 5, 18), settings=WEEKDAYS_ONLY), date(2026, 6, 1), count=2)[1] == "met"
    assert standing(client(settings=WEEKDAYS_ONLY), date(2026, 5, 18)).missed_run == 1
    assert standing(client(settings=WEEKDAYS_ONLY), date(2026, 5, 19)).missed_run == 2


def test_a_long_closure_carries_the_due_date_to_the_first_working_day() -> None:
    closed = frozenset(date(2026, 4, 9) + timedelta(days=n) for n in range(5))
    facts = client(settings=DutySettings(model=DutyModel.ANNIVERSARY, holidays=closed))
    assert periods(facts, START)[0].target == date(2026, 4, 14)


def test_a_due_date_is_never_moved_past_the_end() -> None:
    facts = DutyFacts(start=START, end=date(2026, 5, 10), settings=WEEKDAYS_ONLY)
    last = periods(facts, START)[-1]
    assert (last.target, last.end) == (date(2026, 5, 8), date(2026, 5, 10))


def test_weekly_due_dates_share_the_week_between_them() -> None:
    facts = DutyFacts(
        start=date(2026, 3, 12),
        end=date(2026, 4, 9),
        interval=Interval.MINGGUAN,
        visits=[(date(2026, 3, 22), HADIR), (date(2026, 3, 23), HADIR)],
        settings=ANNIVERSARY,
    )
    found = periods(facts, date(2026, 4, 13))
    assert [period.target for period in found] == [
        *(date(2026, 3, 19), date(2026, 3, 26), date(2026, 4, 2), date(2026, 4, 9))
    ]
    assert [period.start for period in found] == [period.target - timedelta(days=3) for period in found]
    assert [period.met_on for period in found] == [date(2026, 3, 22), date(2026, 3, 23), None, None]
    assert [period.state.value for period in found] == ["met", "met", "missed", "missed"]


def test_a_preferred_day_right_after_the_start_is_left_out() -> None:
    facts = DutyFacts(date(2026, 3, 30), END, report_day=1, settings=ANNIVERSARY)
    assert periods(facts, START)[0].target == date(2026, 5, 1)
    assert periods(DutyFacts(START, END, report_day=1, settings=ANNIVERSARY), START)[0].target == date(
        2026, 4, 1
    )


def test_after_leaving_no_due_date_is_missed() -> None:
    facts = DutyFacts(START, END, left_on=date(2026, 5, 12), settings=ANNIVERSARY)
    assert states(facts, date(2027, 1, 1), count=5) == ["missed", "not_due"]
    assert standing(facts, date(2027, 1, 1)).missed_run == 1


def test_detention_over_the_tolerance_rests_the_duty() -> None:
    facts = DutyFacts(START, END, suspended=[(date(2026, 4, 20), date(2026, 5, 31))], settings=ANNIVERSARY)
    assert states(facts, date(2026, 6, 18), count=3) == ["missed", "suspended", "missed"]
    assert standing(facts, date(2026, 6, 18)).missed_run == 2


@pytest.mark.parametrize("model", list(DutyModel))
def test_agreed_dates_have_their_tolerance_in_both_models(model: DutyModel) -> None:
    agreed = [date(2026, 6, 1), date(2026, 4, 1), date(2026, 4, 1), date(2028, 4, 1), date(2026, 3, 1)]
    facts = DutyFacts(
        START,
        END,
        interval=Interval.KHUSUS,
        special_dates=agreed,
        visits=[(date(2026, 4, 8), HADIR)],
        settings=DutySettings(model=model),
    )
    found = periods(facts, date(2026, 6, 9))
    assert [(period.target, period.state.value) for period in found] == [
        (date(2026, 4, 1), "met"),
        (date(2026, 6, 1), "missed"),
    ]


def test_agreed_dates_close_together_are_told_apart() -> None:
    facts = DutyFacts(
        START,
        END,
        interval=Interval.KHUSUS,
        special_dates=[date(2026, 4, 1), date(2026, 4, 2), date(2026, 5, 4)],
        visits=[(date(2026, 4, 2), HADIR), (date(2026, 5, 11), HADIR)],
    )
    assert states(facts, date(2026, 6, 1), count=3) == ["missed", "met", "met"]


def test_between_two_tolerances_the_last_due_date_still_speaks() -> None:
    reported = standing(client(date(2026, 4, 10)), date(2026, 4, 20))
    assert (reported.report_state, reported.next_due_on) == (ReportState.REPORTED, date(2026, 5, 10))
    missed = standing(client(), date(2026, 4, 20))
    assert (missed.report_state, missed.next_due_on) == (ReportState.NOT_YET, date(2026, 5, 10))
    assert missed.valid_until == date(2026, 4, 25)


def test_the_last_due_date_may_still_be_kept_after_the_end() -> None:
    assert standing(client(), date(2028, 3, 15)).report_state is ReportState.NOT_YET
    assert standing(client(), date(2028, 3, 18)).report_state is ReportState.NONE
    assert standing(client(date(2028, 3, 15)), date(2028, 3, 18)).met_total == 1


def test_the_next_day_to_offer_is_the_due_date_after_the_one_just_met() -> None:
    assert suggest_next(client(), date(2026, 4, 2)) == date(2026, 5, 10)
    assert suggest_next(client(), date(2026, 4, 17)) == date(2026, 5, 10)
    assert suggest_next(client(), date(2028, 3, 10)) is None
