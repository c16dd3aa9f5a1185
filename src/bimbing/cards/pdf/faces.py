"""What a printed card says: plain values, already chosen by the caller, in the caller's words.

`name` is always the full name; the privacy profile decides what of it reaches the paper. So no caller can forget.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bimbing.rules.card_paper import NIK_DIGITS, PROFILES, Privacy, PrivacyProfile
from bimbing.rules.names import initials as rules_initials

_INITIALS_ON_PAPER = 4


class RowKind(StrEnum):
    """What happened on a line of the attendance table."""

    COMING = "coming"
    PRESENT = "hadir"
    ONLINE = "daring"
    HOME_VISIT = "kunjungan"
    AT_POST = "pos"
    EXCUSED = "izin"
    ILL = "sakit"
    BY_GUARANTOR = "titip"
    ABSENT = "mangkir"


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of the attendance table; a coming one has a schedule only, an empty one not even that."""

    no: int
    scheduled: date | None = None
    came_on: date | None = None
    note: str = ""
    kind: RowKind = RowKind.COMING
    next: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFace:
    """Everything the card can show. Empty text and None leave the field out or empty for the pen."""

    letterhead: tuple[str, ...]
    office_address: str
    office_phone: str
    register_no: str
    name: str
    programme: str
    officer_name: str
    officer_nip: str
    signatory_city: str
    printed_on: date
    version: int
    qr_text: str
    short_code: str
    outpost: str = ""
    title: str = ""
    birth_place: str = ""
    birth_date: date | None = None
    address: str = ""
    nik: str = ""
    start: date | None = None
    end: date | None = None
    sequence: int = 1
    next_date: date | None = None
    next_place: str = ""
    privacy: Privacy = Privacy.PRIVATE
    offence: str = ""
    article: str = ""
    sentence: str = ""
    religion: str = ""
    ethnicity: str = ""
    citizenship: str = ""
    education: str = ""
    occupation: str = ""
    skin_colour: str = ""
    height_cm: int | None = None
    photo: bytes | None = None
    #: The office's own wording of the notes; None takes the wording of the privacy profile.
    notes: tuple[str, ...] | None = None
    rows: tuple[CardRow, ...] = ()

    @property
    def profile(self) -> PrivacyProfile:
        """What of this face may be printed."""
        return PROFILES[self.privacy]

    @property
    def shown_name(self) -> str:
        """The name as it may be printed."""
        return self.name if self.profile.full_name else initials(self.name)

    @property
    def shown_nik(self) -> str:
        """The identity number as it may be printed: all of it, its last digits behind dots, or nothing."""
        kept = self.profile.nik_digits
        if kept == NIK_DIGITS:
            return self.nik
        if not kept or len(self.nik) <= kept:
            return ""
        return f"•••• •••• •••• {self.nik[-kept:]}"


@dataclass(frozen=True, slots=True)
class PkNote:
    """A note of the officer's record."""

    on: date
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PkSheetFace:
    """The officer's sheet: the card's own data, and what only the office needs beside it."""

    card: CardFace
    #: (what, value) pairs such as ("Lapor", "9 dari 11"), at most four.
    standing: tuple[tuple[str, str], ...] = ()
    phones: tuple[str, ...] = ()
    guarantor: str = ""
    notes: tuple[PkNote, ...] = ()


def initials(name: str) -> str:
    """The initials of the lists, as many as the paper has room for, and a dash where a name has none."""
    letters = [letter for letter in rules_initials(name).split(".") if letter]
    return "".join(f"{letter}." for letter in letters[:_INITIALS_ON_PAPER]) or "–"
