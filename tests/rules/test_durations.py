"""Terms and hours as verdicts and registers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.durations import read_hours, read_sentence, sentence_text
from bimbing.rules.reading import DoubtCode, Severity

C = DoubtCode


@pytest.mark.parametrize(
    ("raw", "term"),
    [
        ("2 thn 6 bln", (2, 6, 0)), ("2 TH 6 BL", (2, 6, 0)), ("2 Tahun 6 bulan 15 hari", (2, 6, 15)), ("2 th.", (2, 0, 0)),
        ("18 bln", (0, 18, 0)), ("1 (satu) tahun", (1, 0, 0)), ("2 (dua) tahun 6 (enam) bulan 15 hari", (2, 6, 15)), ("10th", (10, 0, 0)),
        ("2t 6b", (2, 6, 0)), ("dua tahun enam bulan", (2, 6, 0)), ("dua belas bulan", (0, 12, 0)), ("dua puluh lima tahun", (25, 0, 0)),
        ("setahun", (1, 0, 0)), ("penjara 1 tahun dan 6 bulan", (1, 6, 0)), ("PIDANA PENJARA SELAMA 6 (ENAM) TAHUN", (6, 0, 0)),
        ("4 TH\n6 BL", (4, 6, 0)), ("8 bln.", (0, 8, 0)), ("1 th 2 mgg", (1, 0, 14)),
    ],
)  # fmt: skip
def test_a_plain_term_keeps_the_units_of_the_verdict(raw, term):
    reading = read_sentence(raw)
    assert reading.value is not None
    assert (reading.value.term, reading.value.subsidiary, reading.value.fine, reading.doubts) == (
        term,
        None,
        "",
        (),
    )


@pytest.mark.parametrize(
    ("raw", "term", "subsidiary", "fine"),
    [
        ("5 th denda 1 M sub 3 bln", (5, 0, 0), (0, 3, 0), "1 M"),
        ("5 th + sub 2 bln", (5, 0, 0), (0, 2, 0), ""),
        ("4 thn/800jt/2bln", (4, 0, 0), (0, 2, 0), "800jt"),
        ("8 bln/800jt/2bln", (0, 8, 0), (0, 2, 0), "800jt"),
        ("4 th 6 bl sub 2 bln", (4, 6, 0), (0, 2, 0), ""),
        ("4 tahun 800.000.000 subs 2 bulan", (4, 0, 0), (0, 2, 0), "800.000.000"),
        (
            "1 th denda Rp. 1.000.000.000,- subsidair 3 (tiga) bulan kurungan",
            (1, 0, 0),
            (0, 3, 0),
            "Rp. 1.000.000.000",
        ),
    ],
)
def test_fine_and_subsidiary_term_stay_out_of_the_term(raw, term, subsidiary, fine):
    reading = read_sentence(raw)
    assert reading.value is not None
    assert (reading.value.term, reading.value.subsidiary, reading.value.fine, reading.clear) == (
        term,
        subsidiary,
        fine,
        True,
    )


def test_a_period_of_probation_is_not_added_to_the_term():
    reading = read_sentence("4 bln percobaan 8 bln")
    assert reading.value is not None
    assert (reading.value.term, reading.value.probation, reading.doubts) == ((0, 4, 0), (0, 8, 0), ())


@pytest.mark.parametrize(
    "raw", ["SEUMUR HIDUP", "seumur hidup", "Pidana penjara seumur hidup", "seumurhidup"]
)
def test_life_is_a_flag_and_no_length(raw):
    reading = read_sentence(raw)
    assert reading.value is not None
    assert (reading.value.life, reading.value.term, reading.doubts) == (True, (0, 0, 0), ())


@pytest.mark.parametrize(
    ("raw", "code", "severity", "suggest"),
    [
        ("2,6 th", C.SENTENCE_DECIMAL, Severity.ASK, "2-6-0"),
        ("1.3 th", C.SENTENCE_DECIMAL, Severity.ASK, "1-3-0"),
        ("1,10 th", C.SENTENCE_DECIMAL, Severity.ASK, "1-10-0"),
        ("2.8 th", C.SENTENCE_DECIMAL, Severity.ASK, "2-8-0"),
        (2.6, C.SENTENCE_DECIMAL, Severity.ASK, "2-6-0"),
        ("1,5 bln", C.SENTENCE_DECIMAL, Severity.ASK, None),
        ("2,15 th", C.SENTENCE_DECIMAL, Severity.ASK, None),
        ("3", C.SENTENCE_UNCLEAR, Severity.ASK, None),
        (3, C.SENTENCE_UNCLEAR, Severity.ASK, None),
        ("2 th 6", C.SENTENCE_UNCLEAR, Severity.ASK, "2-0-0"),
        ("1 th 6 bln; 2 th", C.SENTENCE_UNCLEAR, Severity.ASK, "3-6-0"),
        ("xyz", C.SENTENCE_UNCLEAR, Severity.ERROR, None),
        ("0 th", C.SENTENCE_UNCLEAR, Severity.ERROR, None),
        ("idem", C.DITTO, Severity.ASK, None),
        ("#VALUE!", C.FORMULA_ERROR, Severity.ERROR, None),
    ],
)
def test_a_term_nobody_can_be_sure_of_has_no_value(raw, code, severity, suggest):
    reading = read_sentence(raw)
    assert reading.value is None
    assert [(d.code, d.severity) for d in reading.doubts] == [(code, severity)]
    assert reading.suggestion() == suggest


@pytest.mark.parametrize("raw", ["-", "", None, "tidak ada"])
def test_no_term_is_no_fault(raw):
    assert read_sentence(raw).empty


@pytest.mark.parametrize(
    ("raw", "hours"),
    [("120 jam", 120), ("60", 60), (60.0, 60), ("240 (dua ratus empat puluh) jam", 240), ("160 Jam", 160)],
)
def test_hours_are_read_with_or_without_the_word(raw, hours):
    reading = read_hours(raw)
    assert (reading.value, reading.doubts) == (hours, ())


def test_hours_outside_the_law_are_kept_and_asked_about():
    reading = read_hours("300 jam")
    assert (reading.value, reading.has(C.HOURS_OUT_OF_RANGE)) == (300, True)
    assert read_hours("7,5 jam").value is None


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ((0, 18, 0), "1 tahun 6 bulan"),
        ((2, 6, 15), "2 tahun 6 bulan 15 hari"),
        ((1, 0, 0), "1 tahun"),
        ((0, 0, 20), "20 hari"),
        ((0, 0, 0), ""),
    ],
)
def test_a_term_is_shown_in_years_and_months(term, text):
    assert sentence_text(*term) == text


@given(st.integers(0, 30), st.integers(0, 11), st.integers(0, 29))
def test_a_shown_term_is_read_back(years, months, days):
    if years + months + days == 0:
        return
    reading = read_sentence(sentence_text(years, months, days))
    assert reading.value is not None
    assert (reading.value.term, reading.doubts) == ((years, months, days), ())
