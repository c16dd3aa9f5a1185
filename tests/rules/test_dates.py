"""Dates as offices type them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.births import read_birth
from bimbing.rules.dates import (
    age_on,
    dates_in,
    long_date,
    medium_date,
    month_name,
    read_date,
    read_date_pair,
    serial_to_date,
    short_date,
    typed_date,
)
from bimbing.rules.reading import DoubtCode, Severity

TODAY = date(2026, 10, 31)
TENTH_OF_MARCH = date(2024, 3, 10)
C = DoubtCode


@pytest.mark.parametrize(
    "raw",
    [
        "10-03-2024", "10/3/24", "10.03.2024", "10 Maret 2024", "10 Mrt 2024", "10-Mar-24", "'10-03-2024", "10-03 2024",
        "10 Maret2024", "10Maret2024", " 10-03-2024  ", "10 March 2024", "March 10, 2024", "2024-03-10", "2024/03/10", "2024-03-10 00:00:00",
        "2024-03-10T07:00:00Z", "10/03/2024 08.15 WIB", "10/03/2024 jam 08.15", "10/III/2024", "Minggu, 10 Maret 2024", "tgl. 10 Maret 2024",
        "1O-03-2024", "l0-03-2024", "10 – 03 – 2024", "10\\03\\2024", "10,03,2024", "10 MARET 2024.", date(2024, 3, 10), datetime(2024, 3, 10, 23, 59),
    ],
)  # fmt: skip
def test_every_spelling_of_a_day_is_that_day_without_a_doubt(raw):
    reading = read_date(raw, today=TODAY)
    assert (reading.value, reading.doubts) == (TENTH_OF_MARCH, ())


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("12 Nopember 2025", date(2025, 11, 12)),
        ("01/02/26", date(2026, 2, 1)),
        ("5 Agt 2024", date(2024, 8, 5)),
        ("7 Agust 2026", date(2026, 8, 7)),
        ("1 Pebruari 2022", date(2022, 2, 1)),
        ("13 Peb 2023", date(2023, 2, 13)),
        ("04-Mei-26", date(2026, 5, 4)),
        ("04-Des-26", date(2026, 12, 4)),
        ("5 Sept 2027", date(2027, 9, 5)),
        ("29-02-2024", date(2024, 2, 29)),
        ("31/12/99", date(1999, 12, 31)),
        ("31/8/28", date(2028, 8, 31)),
        ("Jum'at, 13 Maret 2026", date(2026, 3, 13)),
    ],
)
def test_months_and_short_years_are_read_as_offices_mean_them(raw, day):
    reading = read_date(raw, today=TODAY)
    assert (reading.value, reading.doubts) == (day, ())


@pytest.mark.parametrize(
    "raw",
    [None, "", "  ", "-", "--", "–", "00-00-0000", "0", 0, "s/d", "sd", "tidak ada", "belum", "...", "/"],
)
def test_nothing_is_no_date_and_no_fault(raw):
    assert read_date(raw, today=TODAY).empty


@pytest.mark.parametrize(
    ("raw", "code", "severity", "suggest"),
    [
        ("31-02-2025", C.DATE_IMPOSSIBLE, Severity.ERROR, None),
        ("31-06-2015", C.DATE_IMPOSSIBLE, Severity.ERROR, None),
        ("29-02-2025", C.DATE_IMPOSSIBLE, Severity.ERROR, None),
        ("99-99-2024", C.DATE_IMPOSSIBLE, Severity.ERROR, None),
        ("05-13-2026", C.DATE_SWAPPED_POSSIBLE, Severity.ASK, "2026-05-13"),
        ("1987", C.DATE_YEAR_ONLY, Severity.ASK, None),
        (2026.0, C.DATE_YEAR_ONLY, Severity.ASK, None),
        ("00-00-1990", C.DATE_YEAR_ONLY, Severity.ASK, None),
        ("September 2025", C.DATE_MONTH_ONLY, Severity.ASK, None),
        ("09-2025", C.DATE_MONTH_ONLY, Severity.ASK, None),
        ("Sep-25", C.DATE_MONTH_ONLY, Severity.ASK, None),
        ("00-05-1990", C.DATE_MONTH_ONLY, Severity.ASK, None),
        ("10 Maret", C.DATE_NO_YEAR, Severity.ASK, None),
        ("08-07-204", C.YEAR_MISTYPED, Severity.ERROR, None),
        ("08-07-20244", C.YEAR_MISTYPED, Severity.ERROR, None),
        ("08-07-2204", C.YEAR_MISTYPED, Severity.ERROR, None),
        (date(204, 3, 1), C.YEAR_MISTYPED, Severity.ERROR, None),
        ("10-11-2027 s/d", C.DATE_OPEN_END, Severity.ASK, "2027-11-10"),
        ("10-11-2027 s.d.", C.DATE_OPEN_END, Severity.ASK, "2027-11-10"),
        ("10-03-2026 s/d 10-03-2028", C.DATE_TWO, Severity.ASK, None),
        ("10-03-2026 11-03-2026", C.DATE_TWO, Severity.ASK, None),
        ("#REF!", C.FORMULA_ERROR, Severity.ERROR, None),
        ("#N/A", C.FORMULA_ERROR, Severity.ERROR, None),
        ("idem", C.DITTO, Severity.ASK, None),
        ('"', C.DITTO, Severity.ASK, None),
        ("?", C.UNSURE_MARK, Severity.ASK, None),
        ("bebas", C.DATE_UNREADABLE, Severity.ERROR, None),
        (1e300, C.DATE_UNREADABLE, Severity.ERROR, None),
        (-5, C.DATE_UNREADABLE, Severity.ERROR, None),
    ],
)  # fmt: skip
def test_a_text_that_means_no_certain_day_has_no_value_but_a_doubt(raw, code, severity, suggest):
    reading = read_date(raw, today=TODAY)
    assert reading.value is None
    assert [(d.code, d.severity) for d in reading.doubts] == [(code, severity)]
    assert reading.suggestion() == suggest


@pytest.mark.parametrize(
    ("raw", "day", "code"),
    [
        ("10-03-2026?", date(2026, 3, 10), C.UNSURE_MARK),
        ("± 10-03-2026", date(2026, 3, 10), C.UNSURE_MARK),
        ("s/d 10-11-2027", date(2027, 11, 10), C.DATE_OPEN_START),
        ("Senin, 10 Maret 2026", date(2026, 3, 10), C.DATE_WEEKDAY_DIFFERS),
        ("10-03-2026 revisi", date(2026, 3, 10), C.EXTRA_TEXT),
        ("100324", date(2024, 3, 10), C.DATE_DIGITS_ONLY),
    ],
)
def test_a_doubtful_day_keeps_its_value_and_asks(raw, day, code):
    reading = read_date(raw, today=TODAY)
    assert (reading.value, reading.doubts[0].code, reading.clear) == (day, code, False)


@pytest.mark.parametrize(
    ("raw", "day", "code"),
    [
        (45361, date(2024, 3, 10), C.DATE_SERIAL),
        ("45361", date(2024, 3, 10), C.DATE_SERIAL),
        (46091.0, date(2026, 3, 10), C.DATE_SERIAL),
        (46822.75, date(2028, 3, 10), C.DATE_SERIAL),
        ("10032024", date(2024, 3, 10), C.DATE_DIGITS_ONLY),
        ("20240310", date(2024, 3, 10), C.DATE_DIGITS_ONLY),
        ("10-032024", date(2024, 3, 10), C.DATE_DIGITS_ONLY),
        ("10 Ferbuari 2024", date(2024, 2, 10), C.DATE_MONTH_MISSPELT),
    ],
)
def test_a_certain_day_in_an_odd_form_is_only_noted(raw, day, code):
    reading = read_date(raw, today=TODAY)
    assert (reading.value, reading.doubts[0].code, reading.clear) == (day, code, True)


def test_the_fictional_leap_day_of_1900_is_nobodys_date():
    assert serial_to_date(59) == date(1900, 2, 28)
    assert serial_to_date(60) is None
    assert serial_to_date(61) == date(1900, 3, 1)
    assert serial_to_date(0) is None
    assert serial_to_date(43899, epoch1904=True) == date(2024, 3, 10)


@pytest.mark.parametrize(
    ("raw", "year"),
    [("27-01-02", 2002), ("27-01-14", 2014), ("27-01-15", 1915), ("27-01-95", 1995), ("27-01-26", 1926)],
)
def test_a_short_birth_year_is_this_century_only_from_twelve_years_of_age(raw, year):
    reading = read_date(raw, today=TODAY, birth=True)
    assert reading.value is not None
    assert reading.value.year == year


def test_a_short_year_follows_the_pivot_when_one_is_given():
    assert read_date("01-01-30", century_pivot=29).value == date(1930, 1, 1)
    assert read_date("01-01-29", century_pivot=29).value == date(2029, 1, 1)


def test_nobody_is_born_tomorrow_and_a_child_of_six_is_asked_about():
    assert read_date("01-11-2026", today=TODAY, birth=True).has(C.BIRTH_IN_FUTURE)
    assert read_date("01-11-2026", today=TODAY, birth=True).value is None
    young = read_date("01-01-2020", today=TODAY, birth=True)
    assert (young.value, young.has(C.BIRTH_IMPLAUSIBLE)) == (date(2020, 1, 1), True)


@pytest.mark.parametrize(
    ("raw", "place", "day"),
    [
        ("Malang, 12/05/1990", "Malang", date(1990, 5, 12)),
        ("Malang 12 Mei 1990", "Malang", date(1990, 5, 12)),
        ("MALANG/12-5-1990", "Malang", date(1990, 5, 12)),
        ("Tuban,05 Agustus 1990", "Tuban", date(1990, 8, 5)),
        ("Sumberagung, tgl 3 Mei 1980", "Sumberagung", date(1980, 5, 3)),
        ("Bojonegoro, Jawa Timur, 10 Mei 1990", "Bojonegoro, Jawa Timur", date(1990, 5, 10)),
        ("Jakarta, Jum'at 3 Mei 1991", "Jakarta", date(1991, 5, 3)),
        ("10-05-1990, Tuban", "Tuban", date(1990, 5, 10)),
        ("Kab. Tuban, 10-05-1990 (34 th)", "Kab. Tuban", date(1990, 5, 10)),
        ("-, 12-05-1990", None, date(1990, 5, 12)),
        ("12-05-1990", None, date(1990, 5, 12)),
        ("Tuban", "Tuban", None),
        ("Bojonegoro, -", "Bojonegoro", None),
        ("-", None, None),
    ],
)
def test_place_and_day_of_birth_come_out_of_one_cell(raw, place, day):
    reading = read_birth(raw, today=TODAY)
    assert (reading.place.value, reading.date.value, reading.date.clear) == (place, day, True)


@pytest.mark.parametrize(
    ("raw", "place", "code", "year", "age"),
    [
        ("Bojonegoro, 35 th", "Bojonegoro", C.AGE_INSTEAD_OF_BIRTH, None, 35),
        ("Lamongan, 34", "Lamongan", C.AGE_INSTEAD_OF_BIRTH, None, 34),
        ("Tuban, umur 40", "Tuban", C.AGE_INSTEAD_OF_BIRTH, None, 40),
        ("Tuban, 1987", "Tuban", C.DATE_YEAR_ONLY, 1987, None),
        ("Tuban, th 1987", "Tuban", C.DATE_YEAR_ONLY, 1987, None),
        ("Tuban, Mei 1985", "Tuban", C.DATE_MONTH_ONLY, None, None),
        ("Tuban, 31-02-1990", "Tuban", C.DATE_IMPOSSIBLE, None, None),
    ],
)
def test_an_age_or_a_year_keeps_the_place_and_leaves_the_day_open(raw, place, code, year, age):
    reading = read_birth(raw, today=TODAY)
    assert (reading.place.value, reading.date.value, reading.year, reading.age) == (place, None, year, age)
    assert [doubt.code for doubt in reading.date.doubts] == [code]


@pytest.mark.parametrize(
    ("raw", "start", "end"),
    [
        ("10-03-2026 s/d 10-03-2028", date(2026, 3, 10), date(2028, 3, 10)),
        ("10 Mar 2026 sampai dengan 9 Mar 2028", date(2026, 3, 10), date(2028, 3, 9)),
        ("10-03-2026 - 10-03-2028", date(2026, 3, 10), date(2028, 3, 10)),
        ("10/03/26-10/03/28", date(2026, 3, 10), date(2028, 3, 10)),
        ("10-03-2026\n10-03-2028", date(2026, 3, 10), date(2028, 3, 10)),
        ("10 Maret s/d 10 Juni 2026", date(2026, 3, 10), date(2026, 6, 10)),
        ("s/d 10-03-2028", None, date(2028, 3, 10)),
        ("10-03-2026", date(2026, 3, 10), None),
        ("s/d", None, None),
    ],
)
def test_both_ends_of_a_period_are_read(raw, start, end):
    first, second = read_date_pair(raw, today=TODAY)
    assert (first.value, second.value) == (start, end)
    assert first.clear
    assert second.clear


def test_a_period_left_open_says_so_at_its_end():
    first, second = read_date_pair("10-03-2026 s/d", today=TODAY)
    assert (first.value, second.value, second.has(C.DATE_OPEN_END)) == (date(2026, 3, 10), None, True)


def test_an_impossible_start_does_not_spoil_the_end():
    first, second = read_date_pair("31-02-2026 s/d 10-03-2028", today=TODAY)
    assert (first.has(C.DATE_IMPOSSIBLE), second.value) == (True, date(2028, 3, 10))


def test_dates_are_found_in_a_remark_and_not_in_a_decision_number():
    assert dates_in("cabut tgl 16-05-2026, lapor 3 Mei 2026") == (date(2026, 5, 16), date(2026, 5, 3))
    assert dates_in("PAS-123.PK.01.05.09 TAHUN 2025") == ()


def test_dates_are_written_in_the_office_forms():
    day = date(2026, 3, 10)
    assert (short_date(day), medium_date(day), long_date(day), typed_date(day), month_name(8)) == (
        "10 Mar 2026", "10 Maret 2026", "Selasa, 10 Maret 2026", "10-03-2026", "Agustus",
    )  # fmt: skip


def test_somebody_born_on_leap_day_grows_older_in_march():
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_what_we_write_we_read_back_without_a_doubt(day):
    for write in (short_date, medium_date, long_date, typed_date, date.isoformat):
        reading = read_date(write(day), today=TODAY)
        assert (reading.value, reading.doubts) == (day, ())


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)),
    st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)),
)
def test_a_written_period_is_read_back(start, end):
    first, second = read_date_pair(f"{typed_date(start)} s/d {medium_date(end)}")
    assert (first.value, second.value, first.doubts, second.doubts) == (start, end, (), ())


@given(
    st.dates(min_value=date(1930, 1, 1), max_value=date(2014, 1, 1)),
    st.sampled_from(["Tuban", "Bojonegoro", "Kab. Pati"]),
)
def test_a_written_birth_is_read_back(born, place):
    for text in (
        f"{place}, {typed_date(born)}",
        f"{place} {medium_date(born)}",
        f"{place}/{typed_date(born)}",
    ):
        reading = read_birth(text, today=TODAY)
        assert (reading.place.value, reading.date.value, reading.date.doubts) == (place, born, ())


@given(st.integers(min_value=10_000, max_value=73_415))
def test_serial_numbers_run_on_day_by_day(serial):
    today, tomorrow = serial_to_date(serial), serial_to_date(serial + 1)
    assert today is not None
    assert tomorrow is None or (tomorrow - today).days == 1
