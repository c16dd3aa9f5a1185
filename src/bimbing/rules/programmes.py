"""The programmes under which a client is supervised, and what follows from each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bimbing.rules.duty_facts import Interval


class Programme(StrEnum):
    """A programme of guidance, in the order reports use. The codes are the words staff use."""

    ASIMILASI = "ASIMILASI"
    ASIMILASI_RUMAH = "ASIMILASI_RUMAH"
    PB = "PB"
    CB = "CB"
    CMB = "CMB"
    CMK = "CMK"
    PIB = "PIB"
    PENGAWASAN = "PENGAWASAN"
    KERJA_SOSIAL = "KERJA_SOSIAL"
    DIVERSI = "DIVERSI"
    TINDAKAN = "TINDAKAN"
    ANAK_SYARAT = "ANAK_SYARAT"
    PELATIHAN_KERJA = "PELATIHAN_KERJA"
    BIMBINGAN_LANJUTAN = "BIMBINGAN_LANJUTAN"
    LAIN = "LAIN"


class ProgrammeGroup(StrEnum):
    """The family a programme belongs to."""

    ASIMILASI = "asimilasi"
    INTEGRASI = "integrasi"
    PIDANA_ALTERNATIF = "pidana_alternatif"
    ANAK = "anak"
    LANJUTAN = "lanjutan"
    LAIN = "lain"


class Section(StrEnum):
    """The case sections of an office: adult clients (BKD) and children (BKA)."""

    BKD = "BKD"
    BKA = "BKA"


class EndRule(StrEnum):
    """From what the end of guidance is suggested; the decision document always wins."""

    EXPIRY_PLUS_YEAR = "expiry_plus_year"
    EXPIRY = "expiry"
    FRACTION_DATE = "fraction_date"
    START_PLUS_PERIOD = "start_plus_period"
    TWO_DAYS = "two_days"
    HOURS = "hours"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What follows from a programme.

    `sections`: the sections that may register it. `interval`: the usual duty to report.
    `counts_in_active`: whether its clients belong to the number of active clients. `position`: place in
    reports, from 1.
    """

    group: ProgrammeGroup
    sections: frozenset[Section]
    end_rule: EndRule
    interval: Interval
    counts_in_active: bool
    position: int


_BOTH: Final = frozenset(Section)
_ADULT: Final = frozenset({Section.BKD})
_CHILD: Final = frozenset({Section.BKA})

_G, _E, _I = ProgrammeGroup, EndRule, Interval
_ROWS: Final[Mapping[Programme, tuple[ProgrammeGroup, frozenset[Section], EndRule, Interval, bool]]] = {
    Programme.ASIMILASI: (_G.ASIMILASI, _BOTH, _E.FRACTION_DATE, _I.BULANAN, True),
    # Permenkumham 32/2020 and followers; none begun after 1 July 2023, old rows remain.
    Programme.ASIMILASI_RUMAH: (_G.ASIMILASI, _BOTH, _E.FRACTION_DATE, _I.MINGGUAN, True),
    # KUHP 1/2023 art. 72: the unserved rest of the term and one year more.
    Programme.PB: (_G.INTEGRASI, _BOTH, _E.EXPIRY_PLUS_YEAR, _I.BULANAN, True),
    Programme.CB: (_G.INTEGRASI, _BOTH, _E.EXPIRY, _I.BULANAN, True),
    Programme.CMB: (_G.INTEGRASI, _BOTH, _E.EXPIRY, _I.BULANAN, True),
    # Family leave of at most 2 x 24 hours: only reports mention it.
    Programme.CMK: (_G.INTEGRASI, _BOTH, _E.TWO_DAYS, _I.TIDAK_ADA, False),
    Programme.PIB: (_G.PIDANA_ALTERNATIF, _BOTH, _E.START_PLUS_PERIOD, _I.BULANAN, True),
    Programme.PENGAWASAN: (_G.PIDANA_ALTERNATIF, _ADULT, _E.START_PLUS_PERIOD, _I.BULANAN, True),
    # KUHP 1/2023 art. 85: hours are counted, not months.
    Programme.KERJA_SOSIAL: (_G.PIDANA_ALTERNATIF, _ADULT, _E.HOURS, _I.TIDAK_ADA, True),
    Programme.DIVERSI: (_G.ANAK, _CHILD, _E.DOCUMENT, _I.BULANAN, True),
    Programme.TINDAKAN: (_G.ANAK, _CHILD, _E.DOCUMENT, _I.BULANAN, True),
    Programme.ANAK_SYARAT: (_G.ANAK, _CHILD, _E.START_PLUS_PERIOD, _I.BULANAN, True),
    Programme.PELATIHAN_KERJA: (_G.ANAK, _CHILD, _E.START_PLUS_PERIOD, _I.BULANAN, True),
    Programme.BIMBINGAN_LANJUTAN: (_G.LANJUTAN, _BOTH, _E.DOCUMENT, _I.TIDAK_ADA, True),
    Programme.LAIN: (_G.LAIN, _BOTH, _E.DOCUMENT, _I.BULANAN, True),
}

PROGRAMMES: Final[Mapping[Programme, ProgrammeFacts]] = MappingProxyType(
    {
        programme: ProgrammeFacts(*_ROWS[programme], position=position)
        for position, programme in enumerate(Programme, start=1)
    }
)
"""The facts of each programme, in the order of reports: Asimilasi, PB, CB, CMB, CMK, PiB, then the others."""


def facts_of(programme: Programme) -> ProgrammeFacts:
    """What follows from the programme."""
    return PROGRAMMES[programme]


#: Between the letters of an office's own code and the office's number: two offices may use the same letters.
_OWN: Final = "."


def own_code(word: str, office_id: int) -> str:
    """The key of an office's own programme or offence: `PKBM.12`."""
    letters = re.sub(r"[^A-Z0-9]+", "_", word.upper())[:14].strip("_")
    return f"{letters}{_OWN}{office_id}"


def mark_of(code: str) -> str:
    """The letters that people say and register numbers carry: `PKBM` for `PKBM.12`, `PB` for `PB`."""
    return code.partition(_OWN)[0]
