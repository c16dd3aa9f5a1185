"""The sixteen digits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.nik import NikFacts, facts, mask, read_nik
from bimbing.rules.reading import DoubtCode, Severity

TODAY = date(2026, 10, 31)
C = DoubtCode


@pytest.mark.parametrize(
    "raw",
    [
        "3522155005900002",
        "'3522155005900002",
        "3522 1550 0590 0002",
        "3522.15.500590.0002",
        "NIK: 3522155005900002",
        " 3522155005900002 ",
    ],
)
def test_sixteen_digits_are_a_nik_whatever_stands_between(raw):
    reading = read_nik(raw)
    assert (reading.value, reading.doubts) == ("3522155005900002", ())


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("3.52215E+15", C.NIK_SCIENTIFIC),
        ("3,52E+15", C.NIK_SCIENTIFIC),
        (3.52215e15, C.NIK_SCIENTIFIC),
        (3523020312979740.0, C.NIK_NUMBER),
        (3522151005909001, C.NIK_NUMBER),
        ("352215", C.NIK_LENGTH),
        ("35221510059090011", C.NIK_LENGTH),
        ("0000000000000000", C.NIK_DUMMY),
        ("1234567890123456", C.NIK_DUMMY),
        ("3522xxxxxxxxxxxx", C.NIK_MASKED),
        ("3522************", C.NIK_MASKED),
        ("35221510O5909001", C.NIK_LETTERS),
        ("#N/A", C.FORMULA_ERROR),
    ],
)
def test_a_broken_nik_has_no_value_and_an_error(raw, code):
    reading = read_nik(raw)
    assert reading.value is None
    assert [(d.code, d.severity) for d in reading.doubts] == [(code, Severity.ERROR)]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("3522150005900001", C.NIK_DAY),
        ("3522157205900001", C.NIK_DAY),
        ("3522151013900001", C.NIK_MONTH),
        ("0022151005909001", C.NIK_REGION),
        ("3522151005900000", C.NIK_SERIAL),
    ],
)
def test_an_odd_nik_is_kept_and_asked_about(raw, code):
    reading = read_nik(raw)
    assert reading.value == raw
    assert [(d.code, d.severity) for d in reading.doubts] == [(code, Severity.ASK)]


@pytest.mark.parametrize("raw", ["-", "", None, "tidak ada"])
def test_no_nik_is_no_fault(raw):
    assert read_nik(raw).empty


def test_a_nik_suggests_sex_birth_and_district():
    assert facts("3522155005900002", today=TODAY) == NikFacts("P", date(1990, 5, 10), "35.22.15")
    assert facts("3522151005900001", today=TODAY) == NikFacts("L", date(1990, 5, 10), "35.22.15")
    assert facts("3522151005100001", today=TODAY) == NikFacts("L", date(2010, 5, 10), "35.22.15")
    assert facts("3522150005900001", today=TODAY) == NikFacts(None, None, "35.22.15")
    assert facts("352215", today=TODAY) is None


def test_a_masked_nik_shows_four_digits_at_each_end():
    assert mask("3522155005900002") == "3522••••••••0002"
    assert mask("352215") == "••••••"


@given(st.dates(min_value=date(1927, 1, 1), max_value=date(2026, 10, 31)), st.booleans())
def test_the_birth_in_a_nik_is_read_back(born, woman):
    nik = f"352215{born.day + 40 * woman:02d}{born:%m%y}9001"
    found = facts(nik, today=TODAY)
    assert found is not None
    assert (found.birth_date, found.sex) == (born, "P" if woman else "L")
