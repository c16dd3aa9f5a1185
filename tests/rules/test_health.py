"""What a record lacks and where it contradicts itself: case by case, and never an error."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.calendar import Span
from bimbing.rules.health import CONTRADICTING, MISSING, Flaw, RecordFacts, flaws
from bimbing.rules.programmes import Programme
from bimbing.rules.sentence import SentenceSettings

TODAY = date(2026, 11, 24)
SETTINGS = SentenceSettings()
#: PB of a man born on 10 May 1990: sentence to 10 March 2027, guidance one year longer.
SOUND = RecordFacts(
    section="BKD",
    programme="PB",
    has_officer=True,
    officer_works=True,
    start=date(2026, 3, 10),
    end=date(2028, 3, 10),
    runs_on=True,
    decision_no="PAS-123.PK.05.09 TAHUN 2026",
    decision_date=date(2026, 3, 1),
    has_offence=True,
    nik="3522151005900001",
    birth_date=date(1990, 5, 10),
    sex="L",
    has_phone=True,
    has_card=True,
    expires_on=date(2027, 3, 10),
)


def found(**changes: Any) -> list[tuple[Flaw, str]]:
    return [(one.flaw, one.said) for one in flaws(replace(SOUND, **changes), today=TODAY, settings=SETTINGS)]


def test_a_sound_record_has_no_flaw() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"has_officer": False}, [(Flaw.NO_OFFICER, "")]),
        ({"programme": ""}, [(Flaw.NO_PROGRAMME, "")]),
        ({"start": None}, [(Flaw.NO_START, "")]),
        ({"end": None}, [(Flaw.NO_END, "")]),
        ({"end": None, "programme": "KERJA_SOSIAL"}, []),
        ({"end": None, "programme": "BIMBINGAN_LANJUTAN"}, []),
        ({"decision_no": ""}, [(Flaw.NO_DECISION, "")]),
        ({"has_offence": False}, [(Flaw.NO_OFFENCE, "")]),
        ({"birth_date": None}, [(Flaw.NO_BIRTH, "")]),
        ({"nik": ""}, [(Flaw.NO_NIK, "")]),
        ({"has_phone": False}, [(Flaw.NO_PHONE, "")]),
        ({"has_card": False}, [(Flaw.NO_CARD, "")]),
        ({"officer_works": False}, [(Flaw.OFFICER_GONE, "")]),
        ({"has_officer": False, "officer_works": False}, [(Flaw.NO_OFFICER, "")]),
        ({"decision_date": date(2026, 3, 11)}, [(Flaw.DECIDED_AFTER_START, "")]),
        ({"programme": "DIVERSI", "expires_on": None}, [(Flaw.NOT_OF_SECTION, "")]),
        ({"programme": "PB2", "expires_on": None}, []),  # an office's own programme follows no rule we know
        ({"birth_date": date(1990, 5, 11)}, [(Flaw.NIK_OTHER_BIRTH, "1990-05-10")]),
        ({"sex": "P"}, [(Flaw.NIK_OTHER_SEX, "L")]),
        ({"nik": "3522155005900001", "sex": "P"}, []),
        ({"end": date(2027, 3, 10)}, [(Flaw.PB_WITHOUT_YEAR, "2028-03-10")]),
        (
            {"end": date(2027, 3, 12)},
            [(Flaw.PB_WITHOUT_YEAR, "2028-03-10")],
        ),  # within the tolerance of two days
        ({"end": date(2026, 11, 23), "expires_on": None}, [(Flaw.PAST_END, "")]),
        ({"end": date(2026, 11, 24), "expires_on": None}, []),  # the last day is a day of guidance
        ({"end": date(2026, 11, 23), "expires_on": None, "runs_on": False}, []),  # detained: no end runs out
        (
            {"programme": "CB", "end": date(2026, 9, 11), "runs_on": False, "expires_on": None},
            [(Flaw.CB_OVER_SIX_MONTHS, "2026-09-10")],
        ),
    ],
)
def test_each_flaw_is_found_and_no_other(changes: dict[str, Any], expected: list[tuple[Flaw, str]]) -> None:
    assert found(**changes) == expected


def test_the_decision_is_laid_beside_the_calculation() -> None:
    # Two years from 10 March 2025, two months of remission: expiry 10 January 2027, PB to 10 January 2028.
    computed = {"detained_on": date(2025, 3, 10), "length": Span(2), "remission": Span(0, 2)}
    assert found(**computed) == [(Flaw.EXPIRY_DIFFERS, "2027-01-10"), (Flaw.END_DIFFERS, "2028-01-10")]
    assert found(**computed, expires_on=date(2027, 1, 10), end=date(2028, 1, 12)) == []
    assert found(**computed, is_life=True) == []
    assert found(detained_on=date(2025, 3, 10), length=Span(0, 1), remission=Span(0, 2)) == []


def test_every_flaw_is_either_missing_or_contradicting() -> None:
    assert (*MISSING, *CONTRADICTING) == tuple(Flaw)
    assert MISSING[-1] is Flaw.NO_CARD


@given(
    st.builds(
        RecordFacts,
        section=st.sampled_from(["BKD", "BKA"]),
        programme=st.sampled_from(["", "X", *Programme]),
        has_officer=st.booleans(),
        officer_works=st.booleans(),
        start=st.none() | st.dates(),
        end=st.none() | st.dates(),
        runs_on=st.booleans(),
        decision_no=st.text(max_size=3),
        decision_date=st.none() | st.dates(),
        has_offence=st.booleans(),
        nik=st.sampled_from(["", "3522151005900001", "9999999999999999", "٣522151005900001"])
        | st.text(max_size=20),
        birth_date=st.none() | st.dates(),
        sex=st.sampled_from(["", "L", "P"]),
        has_phone=st.booleans(),
        has_card=st.booleans(),
        expires_on=st.none() | st.dates(),
        detained_on=st.none() | st.dates(),
        length=st.builds(Span, st.integers(0, 90), st.integers(0, 400), st.integers(0, 40_000)),
        remission=st.builds(Span, st.integers(0, 90), st.integers(0, 400), st.integers(0, 40_000)),
        is_life=st.booleans(),
    )
)
def test_no_record_makes_the_check_stumble(facts: RecordFacts) -> None:
    found = flaws(facts, today=TODAY, settings=SETTINGS)
    assert len({one.flaw for one in found}) == len(found)
