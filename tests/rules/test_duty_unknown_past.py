"""What nobody recorded is not a miss: an office that begins its record today has no misses of yesterday."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from bimbing.rules.duty import AttendanceKind, DutyFacts, PeriodState, periods, standing
from tests.rules.test_duty_properties import DAYS, LAST, clients, many

PB = DutyFacts(start=date(2025, 1, 10), end=date(2027, 1, 10))
HADIR = AttendanceKind.HADIR


@pytest.mark.parametrize(
    ("counted_from", "missed", "due"),
    [
        (None, 9, 10),  # the registration in January met its month; nobody came afterwards
        (date(2025, 8, 1), 3, 3),
        (date(2025, 11, 1), 0, 0),
    ],
)
def test_only_months_of_the_record_can_be_missed(counted_from: date | None, missed: int, due: int) -> None:
    now = standing(replace(PB, counted_from=counted_from), date(2025, 11, 20))
    assert (now.missed_total, now.missed_run, now.due_total) == (missed, missed, due)


def test_a_report_from_before_the_record_still_stands() -> None:
    facts = replace(PB, counted_from=date(2025, 8, 1), visits=[(date(2025, 5, 12), HADIR)])
    found = {period.start: period.state for period in periods(facts, date(2025, 8, 20))}
    assert found[date(2025, 5, 1)] is PeriodState.MET
    assert found[date(2025, 6, 1)] is PeriodState.NOT_DUE


@many
@given(clients(), DAYS, DAYS)
def test_nothing_before_the_record_is_missed_and_nothing_after_it_changes(
    facts: DutyFacts, since: date, as_of: date
) -> None:
    known = replace(facts, counted_from=since)
    before = {period.start: period for period in periods(facts, as_of, until=LAST)}
    for period in periods(known, as_of, until=LAST):
        if period.start >= since:
            assert period == before[period.start]
        else:
            assert period.state in {PeriodState.MET, PeriodState.NOT_DUE}
