"""Whatever somebody typed or a workbook holds: every reader answers, and says the same twice."""

from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bimbing.rules.births import read_birth
from bimbing.rules.dates import dates_in, read_date, read_date_pair
from bimbing.rules.decisions import read_decision, read_officer_text, read_origin, read_register_no, read_sex
from bimbing.rules.durations import read_hours, read_sentence
from bimbing.rules.name_keys import fold, words_key
from bimbing.rules.names import display_name, initials, read_name, split_titles
from bimbing.rules.nik import mask, read_nik
from bimbing.rules.offences import guess_offence, read_articles
from bimbing.rules.phone import display, read_phones, tail
from bimbing.rules.programme_words import is_general_word, read_programme
from bimbing.rules.reading import (
    DoubtCode,
    Reading,
    Severity,
    ask,
    formula_error,
    is_blank,
    is_ditto,
    note,
    plain,
)
from bimbing.rules.status_words import read_remark, read_status, revocation_ground, transfer_target

READERS = [
    read_birth, read_date, read_date_pair, read_decision, read_officer_text, read_origin, read_register_no, read_sex, read_hours, read_sentence,
    read_name, read_nik, guess_offence, read_articles, read_phones, read_programme, read_remark, read_status, plain, is_blank, is_ditto, formula_error,
]  # fmt: skip
TEXT_ONLY = [
    fold,
    words_key,
    display_name,
    initials,
    split_titles,
    mask,
    display,
    tail,
    is_general_word,
    revocation_ground,
    transfer_target,
    dates_in,
]

# Text made of what cells are made of finds more than letters at random.
PIECES = st.sampled_from(
    ["10", "03", "2024", "-", "/", ".", " ", "s/d", "Maret", "th", "bln", "bin", "Als", "(Alm)", "(", ")", "08", "812", "PB", "CB", "->", "tgl", "PAS-1.PK", "\n", "*", ",", "S.H.", "0", "x", "E+15", "?", "'", '"', "cabut", "Lapas", "IIB", "Pasal", "363", "UU 35/2009", "I", "²", "١٢", "denda", "1 M", "@"]
)  # fmt: skip
CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.text(max_size=80),
    st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=12).map(" ".join),
)  # fmt: skip


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@settings(max_examples=60, deadline=None)
@given(raw=CELLS)
@example(raw=float("nan"))
@example(raw=float("-inf"))
@example(raw=10**400)
@example(raw="²")
@example(raw="١٠-٠٣-٢٠٢٤")
@example(raw="9" * 5000)
@example(raw=datetime(1, 1, 1))
def test_a_reader_answers_whatever_the_cell_holds(reader, raw):
    assert repr(reader(raw)) == repr(reader(raw))


@pytest.mark.parametrize("function", TEXT_ONLY, ids=lambda function: function.__name__)
@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map(" ".join)))
def test_a_text_function_answers_whatever_the_text(function, text):
    assert repr(function(text)) == repr(function(text))


@given(CELLS)
def test_a_read_date_lies_in_a_register(raw):
    reading = read_date(raw, today=date(2026, 10, 31))
    assert reading.value is None or 1900 <= reading.value.year <= 2100
    assert reading.value is None or type(reading.value) is date


@given(CELLS)
def test_a_read_nik_has_sixteen_digits(raw):
    value = read_nik(raw).value
    assert value is None or (len(value) == 16 and value.isascii() and value.isdigit())


@given(CELLS)
def test_plain_text_stays_plain(raw):
    assert plain(plain(raw)) == plain(raw)


def test_a_reading_knows_whether_somebody_must_look():
    assert Reading(None).empty
    assert Reading(1, (note(DoubtCode.DATE_SERIAL),)).clear
    asked = Reading(None, (ask(DoubtCode.DITTO, suggest="x", raw="idem"),))
    assert (asked.clear, asked.empty, asked.suggestion(), asked.has(DoubtCode.DITTO)) == (
        False,
        False,
        "x",
        True,
    )
    assert (asked.doubts[0].severity, asked.doubts[0].param("raw"), asked.doubts[0].param("none")) == (
        Severity.ASK,
        "idem",
        None,
    )


@pytest.mark.parametrize(
    "raw", ["idem", "Idem", "sda", "s.d.a.", '"', "''", '- " -', "(idem)", "sama dgn atas"]
)
def test_ditto_marks_are_known(raw):
    assert is_ditto(raw)


@pytest.mark.parametrize("raw", ["-", "sd", "s/d", "Samadi", "10-03-2024", "", None, 5])
def test_other_cells_are_no_ditto(raw):
    assert not is_ditto(raw)


@pytest.mark.parametrize(
    "raw", [8.154786056732589e-63, "8.154786056732589e-63", 73416, "73416", "1-1-99999999999999999999"]
)
def test_numbers_beyond_any_calendar_are_no_dates(raw):
    assert read_date(raw).value is None
