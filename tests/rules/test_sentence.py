from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.calendar import Span
from bimbing.rules.programmes import Programme, Section
from bimbing.rules.sentence import (
    HALF,
    TWO_THIRDS,
    Finding,
    FindingCode,
    FractionRounding,
    Sentence,
    SentenceSettings,
    ServiceProblem,
    Severity,
    cmb_start,
    cross_check,
    revocation_limit,
    sentence_dates,
    service_deadline,
    service_problem,
    service_progress,
    suggested_end,
)

PB, CB = Programme.PB, Programme.CB


@pytest.mark.parametrize(
    ("programme", "counted_from", "length", "remission", "term", "part", "h", "x", "e"),
    [
        pytest.param(*row[1:], id=row[0])
        for row in [
            (
                *("V1", PB, date(2024, 3, 10), Span(3), Span(), Span(3), Span(2)),
                *(date(2026, 3, 10), date(2027, 3, 10), date(2028, 3, 10)),
            ),
            (
                *("V2", PB, date(2024, 3, 10), Span(3), Span(0, 2), Span(2, 10), Span(1, 10, 20)),
                *(date(2026, 1, 30), date(2027, 1, 10), date(2028, 1, 10)),
            ),
            (
                *("V3", PB, date(2023, 8, 31), Span(4, 6), Span(0, 5, 15), Span(4, 0, 15), Span(2, 8, 10)),
                *(date(2026, 5, 10), date(2027, 9, 14), date(2028, 9, 14)),
            ),
            (
                *("V4", PB, date(2024, 11, 29), Span(2, 6), Span(0, 1, 15), Span(2, 4, 15), Span(1, 7)),
                *(date(2026, 6, 29), date(2027, 4, 14), date(2028, 4, 14)),
            ),
            (
                *("V5", CB, date(2025, 2, 1), Span(1, 3), Span(), Span(1, 3), Span(0, 10)),
                *(date(2025, 12, 1), date(2026, 5, 1), date(2026, 5, 1)),
            ),
            (
                *("V6", CB, date(2025, 2, 1), Span(1, 6), Span(0, 1), Span(1, 5), Span(0, 11, 10)),
                *(date(2026, 1, 11), date(2026, 7, 1), date(2026, 7, 1)),
            ),
            (
                *("V7", CB, date(2025, 7, 15), Span(0, 17), Span(), Span(1, 5), Span(0, 11, 10)),
                *(date(2026, 6, 25), date(2026, 12, 15), date(2026, 12, 15)),
            ),
            (
                *("V8", CB, date(2025, 9, 1), Span(0, 9), Span(), Span(0, 9), Span(0, 6)),
                *(date(2026, 3, 1), date(2026, 6, 1), date(2026, 6, 1)),
            ),
            (
                *("V10", PB, date(2024, 2, 29), Span(3), Span(), Span(3), Span(2)),
                *(date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 28)),
            ),
        ]
    ],
)
def test_two_thirds_expiry_and_end_follow_from_the_sentence(
    programme: Programme,
    counted_from: date,
    length: Span,
    remission: Span,
    term: Span,
    part: Span,
    h: date,
    x: date,
    e: date,
) -> None:
    dates = sentence_dates(Sentence(counted_from, length, remission))
    assert (dates.term, dates.fraction) == (term, part)
    assert (dates.fraction_on, dates.expires_on) == (h, x)
    assert suggested_end(programme, section=Section.BKD, dates=dates) == e


def test_a_child_is_released_at_half_and_its_end_is_left_to_the_document() -> None:
    dates = sentence_dates(Sentence(date(2025, 5, 20), Span(2)), fraction=HALF)
    assert dates.fraction == Span(1)
    assert (dates.fraction_on, dates.expires_on) == (date(2026, 5, 20), date(2027, 5, 20))
    assert suggested_end(PB, section=Section.BKA, dates=dates) is None
    assert suggested_end(CB, section=Section.BKA, dates=dates) == date(2027, 5, 20)


def test_the_end_agrees_with_two_published_cases() -> None:
    released = Sentence(date(2019, 1, 3), Span(0, 4, 5))
    assert sentence_dates(released).expires_on == date(2019, 5, 8)
    parole = sentence_dates(Sentence(date(2012, 5, 10), Span(3)))
    assert parole.expires_on == date(2015, 5, 10)
    assert suggested_end(PB, section=Section.BKD, dates=parole) == date(2016, 5, 10)


def test_a_part_of_a_day_is_rounded_as_the_office_sets_it() -> None:
    sentence = Sentence(date(2026, 1, 1), Span(0, 0, 100))
    down = SentenceSettings(fraction_rounding=FractionRounding.DOWN)
    assert sentence_dates(sentence).fraction == Span(0, 2, 7)
    assert sentence_dates(sentence, settings=down).fraction == Span(0, 2, 6)


def test_an_office_may_count_the_day_before_the_anniversary() -> None:
    dates = sentence_dates(Sentence(date(2024, 3, 10), Span(3)))
    day_before = SentenceSettings(end_offset_days=-1)
    assert suggested_end(PB, section=Section.BKD, dates=dates, settings=day_before) == date(2028, 3, 9)


def test_detention_in_another_case_moves_the_end() -> None:
    dates = sentence_dates(Sentence(date(2024, 3, 10), Span(3)))
    moved = suggested_end(PB, section=Section.BKD, dates=dates, days_not_counted=92)
    assert moved == date(2028, 6, 10)


@pytest.mark.parametrize("programme", [Programme.PIB, Programme.PENGAWASAN, Programme.ANAK_SYARAT])
def test_an_ordered_period_runs_from_its_start(programme: Programme) -> None:
    end = suggested_end(programme, section=Section.BKD, start=date(2026, 1, 31), period=Span(1, 1))
    assert end == date(2027, 2, 28)
    assert suggested_end(programme, section=Section.BKD, start=date(2026, 1, 31)) is None


@pytest.mark.parametrize("programme", [Programme.KERJA_SOSIAL, Programme.DIVERSI, Programme.LAIN])
def test_no_end_is_invented_where_only_the_document_or_the_hours_say_it(programme: Programme) -> None:
    dates = sentence_dates(Sentence(date(2024, 3, 10), Span(3)))
    assert (
        suggested_end(programme, section=Section.BKD, dates=dates, start=date(2026, 1, 5), period=Span(0, 6))
        is None
    )


def test_assimilation_ends_with_two_thirds_and_family_leave_after_two_days() -> None:
    dates = sentence_dates(Sentence(date(2024, 3, 10), Span(3)))
    assert suggested_end(Programme.ASIMILASI, section=Section.BKD, dates=dates) == date(2026, 3, 10)
    leave = suggested_end(Programme.CMK, section=Section.BKD, start=date(2026, 3, 10))
    assert leave == date(2026, 3, 12)


def test_pre_release_leave_is_as_long_as_the_last_remission_but_at_most_six_months() -> None:
    assert cmb_start(date(2027, 3, 10), Span(0, 4, 5)) == date(2026, 11, 5)
    assert cmb_start(date(2027, 3, 10), Span(0, 9)) == date(2026, 9, 10)


@given(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.builds(Span, st.integers(0, 20), st.integers(0, 11), st.integers(0, 29)),
    st.integers(0, 2000),
)
def test_the_fraction_never_lies_after_the_term(start: date, length: Span, remission_days: int) -> None:
    remission = Span.from_days(min(remission_days, length.in_days()))
    dates = sentence_dates(Sentence(start, length, remission))
    assert dates.fraction.in_days() <= dates.term.in_days()
    assert dates.fraction.in_days() * 3 >= dates.term.in_days() * 2
    assert dates.term.in_days() + remission.in_days() == length.in_days()


def test_remission_longer_than_the_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        sentence_dates(Sentence(date(2024, 3, 10), Span(0, 2), Span(0, 3)), fraction=Fraction(2, 3))


START, EXPIRY, END = date(2026, 3, 10), date(2027, 3, 10), date(2028, 3, 10)


@pytest.mark.parametrize("end", [END, date(2028, 3, 8), date(2028, 3, 12)])
def test_a_document_within_the_tolerance_draws_no_remark(end: date) -> None:
    assert cross_check(PB, start=START, end=end, computed_expiry=EXPIRY, computed_end=END) == ()


def test_a_document_three_days_off_is_shown_with_the_suggestion() -> None:
    assert cross_check(PB, start=START, end=date(2028, 3, 7), computed_expiry=EXPIRY, computed_end=END) == (
        Finding(FindingCode.END_DIFFERS, Severity.WARN, END, -3),
    )


def test_an_end_before_the_start_is_rejected() -> None:
    found = cross_check(Programme.LAIN, start=START, end=date(2026, 3, 9))
    assert found == (Finding(FindingCode.END_BEFORE_START, Severity.REJECT, START, -1),)
    assert cross_check(Programme.LAIN, start=START, end=START) == ()


def test_parole_that_ends_with_the_sentence_lacks_its_year() -> None:
    expected = (Finding(FindingCode.PB_WITHOUT_YEAR, Severity.WARN, END, -366),)
    assert cross_check(PB, start=START, end=EXPIRY, computed_expiry=EXPIRY, computed_end=END) == expected
    assert cross_check(PB, start=START, end=EXPIRY, expires_on=EXPIRY) == expected
    assert cross_check(Programme.CMB, start=START, end=EXPIRY, expires_on=EXPIRY) == ()


def test_an_expiry_that_differs_is_shown_beside_the_end() -> None:
    found = cross_check(PB, start=START, end=END, expires_on=date(2027, 4, 10), computed_expiry=EXPIRY)
    assert found == (Finding(FindingCode.EXPIRY_DIFFERS, Severity.WARN, EXPIRY, 31),)


def test_conditional_leave_of_more_than_six_months_is_questioned() -> None:
    start = date(2026, 1, 11)
    assert cross_check(CB, start=start, end=date(2026, 7, 1)) == ()
    assert cross_check(CB, start=start, end=date(2026, 7, 11)) == ()
    assert cross_check(CB, start=start, end=date(2026, 7, 12)) == (
        Finding(FindingCode.CB_OVER_SIX_MONTHS, Severity.WARN, date(2026, 7, 11), 1),
    )


def test_parole_can_be_revoked_until_three_months_after_its_end() -> None:
    assert revocation_limit(date(2028, 3, 10)) == date(2028, 6, 10)
    assert revocation_limit(date(2027, 11, 30)) == date(2028, 2, 29)


def test_community_service_of_120_hours_takes_fifteen_days_and_six_months_at_most() -> None:
    progress = service_progress(Decimal(120), date(2026, 1, 5), [])
    assert (progress.days_needed, progress.deadline) == (15, date(2026, 7, 5))
    assert service_deadline(date(2026, 8, 31)) == date(2027, 2, 28)


def test_hours_worked_leave_the_rest() -> None:
    log = [
        (date(2026, 1, 5), Decimal(8)),
        (date(2026, 1, 6), Decimal(8)),
        (date(2026, 1, 7), Decimal(4)),
    ]
    progress = service_progress(Decimal(120), date(2026, 1, 5), log)
    assert progress.worked == 20
    assert progress.remaining == 100
    assert progress.completed_on is None
    assert progress.days_needed == 13


def test_service_is_complete_on_the_day_of_its_last_hour_in_whatever_order_it_was_typed() -> None:
    log = [(date(2026, 1, 9), Decimal(8)), (date(2026, 1, 5), Decimal(8)), (date(2026, 1, 7), Decimal("4.5"))]
    progress = service_progress(Decimal(12), date(2026, 1, 5), log)
    assert progress.completed_on == date(2026, 1, 7)
    assert progress.remaining == 0
    assert progress.days_needed == 0


@pytest.mark.parametrize(
    ("hours", "before", "on", "problem"),
    [
        (Decimal(9), Decimal(0), date(2026, 1, 5), ServiceProblem.OVER_DAILY_LIMIT),
        (Decimal(8), Decimal(0), date(2026, 1, 5), None),
        (Decimal(4), Decimal("4.5"), date(2026, 1, 5), ServiceProblem.OVER_DAILY_LIMIT),
        (Decimal(4), Decimal(4), date(2026, 1, 5), None),
        (Decimal(0), Decimal(0), date(2026, 1, 5), ServiceProblem.NO_HOURS),
        (Decimal(1), Decimal(0), date(2026, 1, 4), ServiceProblem.BEFORE_START),
    ],
)
def test_more_than_eight_hours_on_one_day_are_refused(
    hours: Decimal, before: Decimal, on: date, problem: ServiceProblem | None
) -> None:
    found = service_problem(start=date(2026, 1, 5), on=on, hours=hours, worked_that_day=before)
    assert found is problem


def test_two_thirds_is_exact() -> None:
    assert TWO_THIRDS * 3 == 2
