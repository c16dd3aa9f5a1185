from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.register_no import (
    DEFAULT_TEMPLATE,
    TemplateProblem,
    register_number,
    sequence_of,
    template_problems,
)

MARCH = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (DEFAULT_TEMPLATE, "012/PB/BKD/III/2026"),
        ("{seq:3}/{program}/{year}", "012/PB/2026"),
        ("W15.PAS-{seq}.{month}.{year2}", "W15.PAS-12.03.26"),
        ("{section}-{year}-{seq:5}", "BKD-2026-00012"),
    ],
)
def test_a_number_is_written_by_the_template(template: str, expected: str) -> None:
    assert register_number(template, seq=12, program="PB", section="BKD", on=MARCH) == expected


def test_a_sequence_longer_than_its_width_is_not_cut() -> None:
    number = register_number("{seq:3}/{year}", seq=12345, program="PB", section="BKD", on=MARCH)
    assert number == "12345/2026"


@pytest.mark.parametrize(
    ("month", "roman"),
    list(enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], start=1)),
)
def test_months_are_written_in_roman_numerals(month: int, roman: str) -> None:
    on = date(2026, month, 1)
    written = register_number("{seq}/{roman_month}", seq=1, program="PB", section="BKD", on=on)
    assert written == f"1/{roman}"


@pytest.mark.parametrize(
    ("template", "problems"),
    [
        (DEFAULT_TEMPLATE, ()),
        ("", (TemplateProblem.EMPTY,)),
        ("   ", (TemplateProblem.EMPTY,)),
        ("{program}/{year}", (TemplateProblem.NO_SEQUENCE,)),
        ("{seq}/{seq}/{year}", (TemplateProblem.SEQUENCE_TWICE,)),
        ("{seq}/{program}", (TemplateProblem.NO_YEAR,)),
        ("{seq}/{tahun}/{year}", (TemplateProblem.UNKNOWN_FIELD,)),
        ("{seq:9}/{year}", (TemplateProblem.BAD_WIDTH,)),
        ("{seq:x}/{year}", (TemplateProblem.BAD_WIDTH,)),
        ("{seq}/{year:2}", (TemplateProblem.BAD_WIDTH,)),
        ("{seq/{year}", (TemplateProblem.BRACES, TemplateProblem.NO_SEQUENCE)),
        ("{seq}/{year}" + "-" * 100, (TemplateProblem.TOO_LONG,)),
        ("{0.__class__}{seq}{year}", (TemplateProblem.BRACES,)),
    ],
)
def test_a_bad_template_is_refused_with_its_reasons(
    template: str, problems: tuple[TemplateProblem, ...]
) -> None:
    assert template_problems(template) == problems


def test_the_year_is_not_asked_for_when_the_sequence_never_restarts() -> None:
    assert template_problems("{seq:5}/{program}", resets_yearly=False) == ()


def test_a_number_is_not_written_from_a_refused_template_or_below_one() -> None:
    with pytest.raises(ValueError, match="no_sequence"):
        register_number("{year}", seq=1, program="PB", section="BKD", on=MARCH)
    with pytest.raises(ValueError, match="start at 1"):
        register_number("{seq}", seq=0, program="PB", section="BKD", on=MARCH)


@pytest.mark.parametrize(
    ("number", "year", "expected"),
    [
        ("012/PB/BKD/III/2026", None, 12),
        (" 1012/pb/bkd/iii/2026 ", 2026, 1012),
        ("012/PB/BKD/III/2025", 2026, None),
        ("012/PB/BKD/XIII/2026", None, None),
        ("B.12/2026", None, None),
        ("", None, None),
    ],
)
def test_the_sequence_is_read_back_from_numbers_of_the_template(
    number: str, year: int | None, expected: int | None
) -> None:
    assert sequence_of(DEFAULT_TEMPLATE, number, year=year) == expected


def test_a_template_that_cannot_be_read_back_gives_no_sequence() -> None:
    assert sequence_of("{seq}/{seq}", "1/1") is None
    assert sequence_of("{tahun}/{seq}", "2026/1") is None
    assert sequence_of("{program}", "PB") is None


@given(
    st.integers(1, 99_999_999),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.sampled_from([DEFAULT_TEMPLATE, "{year2}.{month}.{seq:4}", "{section}({seq})+{program} {year}"]),
)
def test_what_was_written_is_read_back(seq: int, on: date, template: str) -> None:
    number = register_number(template, seq=seq, program="KERJA_SOSIAL", section="BKA", on=on)
    assert sequence_of(template, number, year=on.year) == seq
    assert sequence_of(template, number, year=on.year + 1) is None
