"""What a record of a running guidance lacks, and where its parts contradict each other. Nothing here is decided:
each flaw is a question to a person, with the one step that mends it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bimbing.rules import nik as nik_rules
from bimbing.rules.calendar import NO_TIME, Span
from bimbing.rules.programmes import Programme, Section, facts_of
from bimbing.rules.sentence import (
    FindingCode,
    SentenceSettings,
    cross_check,
    dates_known,
    suggested_end,
)


class Flaw(StrEnum):
    """What may be wrong with a record; those up to NO_CARD are missing, the others contradict."""

    NO_OFFICER = "tanpa_pk"
    NO_PROGRAMME = "tanpa_program"
    NO_START = "tanpa_awal"
    NO_END = "tanpa_akhir"
    NO_DECISION = "tanpa_sk"
    NO_OFFENCE = "tanpa_pidana"
    NO_BIRTH = "tanpa_lahir"
    NO_NIK = "tanpa_nik"
    NO_PHONE = "tanpa_telepon"
    NO_CARD = "tanpa_kartu"
    OFFICER_GONE = "pk_keluar"
    PAST_END = "lewat_akhir"
    PB_WITHOUT_YEAR = "pb_tanpa_setahun"
    CB_OVER_SIX_MONTHS = "cb_lebih_enam_bulan"
    EXPIRY_DIFFERS = "ekspirasi_beda"
    END_DIFFERS = "akhir_beda"
    NIK_OTHER_BIRTH = "nik_lahir_beda"
    NIK_OTHER_SEX = "nik_kelamin_beda"
    NOT_OF_SECTION = "program_salah_seksi"
    DECIDED_AFTER_START = "sk_sesudah_awal"


MISSING: Final = tuple(Flaw)[: tuple(Flaw).index(Flaw.NO_CARD) + 1]
CONTRADICTING: Final = tuple(flaw for flaw in Flaw if flaw not in MISSING)

_OF_DATES: Final = {
    FindingCode.PB_WITHOUT_YEAR: Flaw.PB_WITHOUT_YEAR,
    FindingCode.CB_OVER_SIX_MONTHS: Flaw.CB_OVER_SIX_MONTHS,
    FindingCode.EXPIRY_DIFFERS: Flaw.EXPIRY_DIFFERS,
    FindingCode.END_DIFFERS: Flaw.END_DIFFERS,
}


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One running guidance as far as it can be checked. Empty text and None: the record does not say it.

    `runs_on`: the status is the plain active one, so that a past end means that somebody has to close it.
    `detained_on`, `length`, `remission`: of the sentence; without a first day and a length nothing is computed.
    """

    section: str
    programme: str
    has_officer: bool
    officer_works: bool
    start: date | None
    end: date | None
    runs_on: bool
    decision_no: str
    decision_date: date | None
    has_offence: bool
    nik: str
    birth_date: date | None
    sex: str
    has_phone: bool
    has_card: bool
    expires_on: date | None = None
    detained_on: date | None = None
    length: Span = NO_TIME
    remission: Span = NO_TIME
    is_life: bool = False


@dataclass(frozen=True, slots=True)
class Flawed:
    """One flaw. `said` is what the rules would say instead, where they say anything (ISO date or `L`/`P`)."""

    flaw: Flaw
    said: str = ""


def flaws(facts: RecordFacts, *, today: date, settings: SentenceSettings) -> tuple[Flawed, ...]:
    """Everything to be looked at in one record, in the order of `Flaw`."""
    found = {flawed.flaw: flawed for flawed in (*_missing(facts), *_contradicting(facts, today, settings))}
    return tuple(found[flaw] for flaw in Flaw if flaw in found)


def _missing(facts: RecordFacts) -> Iterator[Flawed]:
    programme = facts.programme
    checks = (
        (Flaw.NO_OFFICER, not facts.has_officer),
        (Flaw.NO_PROGRAMME, not programme),
        (Flaw.NO_START, facts.start is None),
        # Community service ends with its hours (KUHP 1/2023 art. 85), and guidance after the end has no end of its own.
        (Flaw.NO_END, facts.end is None and programme not in _WITHOUT_END),
        (Flaw.NO_DECISION, not facts.decision_no),
        (Flaw.NO_OFFENCE, not facts.has_offence),
        (Flaw.NO_BIRTH, facts.birth_date is None),
        (Flaw.NO_NIK, not facts.nik),
        (Flaw.NO_PHONE, not facts.has_phone),
        (Flaw.NO_CARD, not facts.has_card),
    )
    return (Flawed(flaw) for flaw, lacks in checks if lacks)


_WITHOUT_END: Final = frozenset({Programme.KERJA_SOSIAL, Programme.BIMBINGAN_LANJUTAN})


def _contradicting(facts: RecordFacts, today: date, settings: SentenceSettings) -> Iterator[Flawed]:
    if facts.has_officer and not facts.officer_works:
        yield Flawed(Flaw.OFFICER_GONE)
    if facts.runs_on and facts.end is not None and facts.end < today:
        yield Flawed(Flaw.PAST_END)
    if facts.decision_date and facts.start and facts.decision_date > facts.start:
        yield Flawed(Flaw.DECIDED_AFTER_START)
    known = facts.programme in set(Programme)
    if known and Section(facts.section) not in facts_of(Programme(facts.programme)).sections:
        yield Flawed(Flaw.NOT_OF_SECTION)
    if known and facts.start and facts.end and facts.end >= facts.start:
        yield from _of_dates(facts, facts.start, facts.end, settings)
    if (told := nik_rules.facts(facts.nik, today=today)) is not None:
        if told.birth_date and facts.birth_date and told.birth_date != facts.birth_date:
            yield Flawed(Flaw.NIK_OTHER_BIRTH, told.birth_date.isoformat())
        if told.sex and facts.sex and told.sex != facts.sex:
            yield Flawed(Flaw.NIK_OTHER_SEX, told.sex)


def _of_dates(facts: RecordFacts, start: date, end: date, settings: SentenceSettings) -> Iterator[Flawed]:
    programme = Programme(facts.programme)
    dates = dates_known(
        counted_from=facts.detained_on,
        length=facts.length,
        remission=facts.remission,
        is_life=facts.is_life,
        settings=settings,
    )
    computed_end = suggested_end(
        programme, section=Section(facts.section), dates=dates, start=start, settings=settings
    )
    for finding in cross_check(
        programme,
        start=start,
        end=end,
        expires_on=facts.expires_on,
        computed_expiry=dates.expires_on if dates else None,
        computed_end=computed_end,
        settings=settings,
    ):
        if (flaw := _OF_DATES.get(finding.code)) is not None:
            yield Flawed(flaw, finding.suggested.isoformat() if finding.suggested else "")
