"""What a printed card may show, and which cards there are: the layouts, and the sides of the paper."""

from dataclasses import dataclass
from enum import StrEnum

NIK_DIGITS = 16


class CardKind(StrEnum):
    """A card as an office chooses it. The value is kept and stands in addresses."""

    BOOKLET = "buku"
    A6 = "a6"
    WALLET_10 = "dompet-10"
    WALLET_8 = "dompet-8"


class Sides(StrEnum):
    """One side of the paper, or both, turned over its long or its short edge."""

    ONE = "satu"
    LONG = "panjang"
    SHORT = "pendek"


@dataclass(frozen=True, slots=True)
class CardChoice:
    """A layout and how it is printed."""

    kind: CardKind = CardKind.BOOKLET
    sides: Sides = Sides.SHORT


class Privacy(StrEnum):
    """How much of the record the paper may show."""

    PRIVATE = "private"
    CHILD = "child"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class PrivacyProfile:
    """Which facts may be printed. UU 27/2022 article 4 (criminal record, children), UU 11/2012 article 19 (children)."""

    full_name: bool
    photo: bool
    letterhead: bool
    address: bool
    birth_place: bool
    programme: bool
    nik_digits: int
    case_facts: bool
    personal_facts: bool


#: The card is carried in a wallet and shown to village staff: nothing about the offence unless the office decides so.
PROFILES: dict[Privacy, PrivacyProfile] = {
    Privacy.PRIVATE: PrivacyProfile(
        full_name=True,
        photo=True,
        letterhead=True,
        address=True,
        birth_place=True,
        programme=True,
        nik_digits=4,
        case_facts=False,
        personal_facts=False,
    ),
    Privacy.CHILD: PrivacyProfile(
        full_name=False,
        photo=False,
        letterhead=False,
        address=False,
        birth_place=False,
        programme=False,
        nik_digits=0,
        case_facts=False,
        personal_facts=False,
    ),
    Privacy.FULL: PrivacyProfile(
        full_name=True,
        photo=True,
        letterhead=True,
        address=True,
        birth_place=True,
        programme=True,
        nik_digits=NIK_DIGITS,
        case_facts=True,
        personal_facts=True,
    ),
}
