"""Whether two entries may be one person: what speaks for it, what against, and when to ask.

Every sign has a weight: how much likelier it is seen with one person written twice than with two whom one could take for
one. The weights add up; from `ASKED` on a person is asked. Nothing here decides: brothers live in one house, twins are
born on one day, and half a village is called Supriyadi.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bimbing.rules.addresses import read_address
from bimbing.rules.name_keys import fold
from bimbing.rules.name_likeness import NameLikeness, NameMatch, father_of, names_alike
from bimbing.rules.nik import LENGTH as NIK_LENGTH
from bimbing.rules.register_no import register_key


class Reason(StrEnum):
    """What two entries have in common."""

    SAME_NIK = "same_nik"
    NIK_ONE_DIGIT = "nik_one_digit"
    NIK_NEAR = "nik_near"  # only the serial differs: twins and neighbours have that too
    SAME_NAME = "same_name"
    NAME_VARIANT = "name_variant"
    NAME_MOVED = "name_moved"
    NAME_TYPO = "name_typo"
    NAME_SHORT = "name_short"
    NAME_PART = "name_part"
    NAME_NEAR = "name_near"
    ALIAS = "alias"
    SAME_BIRTH = "same_birth"
    BIRTH_SWAPPED = "birth_swapped"
    BIRTH_ONE_DIGIT = "birth_one_digit"
    BIRTH_YEAR = "birth_year"
    BIRTH_IN_NIK = "birth_in_nik"  # one side's NIK holds the birth date of the other
    SAME_FATHER = "same_father"
    FATHER_NEAR = "father_near"
    SAME_VILLAGE = "same_village"
    SAME_PHONE = "same_phone"
    SAME_REGISTER_NO = "same_register_no"
    SAME_DECISION = "same_decision"


class Against(StrEnum):
    """What speaks for two persons."""

    NAME = "name_differs"
    NIK = "nik_differs"
    BIRTH = "birth_differs"
    SEX = "sex_differs"
    FATHER = "father_differs"
    VILLAGE = "village_differs"


#: From this weight on a person is asked.
ASKED: Final = 4.0
_WEIGHTS: Final[dict[Reason | Against, float]] = {
    Reason.SAME_NIK: 7.0,
    Reason.NIK_ONE_DIGIT: 3.5,
    Reason.NIK_NEAR: 1.5,
    Reason.SAME_NAME: 3.0,
    Reason.NAME_VARIANT: 2.6,
    Reason.NAME_MOVED: 2.3,
    Reason.NAME_TYPO: 1.7,
    Reason.NAME_SHORT: 1.7,
    Reason.NAME_PART: 0.7,
    Reason.NAME_NEAR: 0.3,
    Reason.ALIAS: 2.0,
    Reason.SAME_BIRTH: 3.6,
    Reason.BIRTH_SWAPPED: 2.6,
    Reason.BIRTH_ONE_DIGIT: 1.6,
    Reason.BIRTH_YEAR: 1.0,
    Reason.BIRTH_IN_NIK: 2.6,
    Reason.SAME_FATHER: 2.0,
    Reason.FATHER_NEAR: 1.0,
    Reason.SAME_VILLAGE: 1.0,
    Reason.SAME_PHONE: 1.5,
    Reason.SAME_REGISTER_NO: 2.5,
    Reason.SAME_DECISION: 1.0,
    Against.NAME: -6.0,
    Against.NIK: -4.0,
    Against.BIRTH: -4.0,
    Against.SEX: -3.0,
    Against.FATHER: -2.5,
    Against.VILLAGE: -0.8,
}
_OF_NAME: Final[dict[NameLikeness, Reason | Against]] = {
    NameLikeness.SAME: Reason.SAME_NAME,
    NameLikeness.VARIANT: Reason.NAME_VARIANT,
    NameLikeness.ABBREVIATED: Reason.NAME_SHORT,
    NameLikeness.TYPO: Reason.NAME_TYPO,
    NameLikeness.NEAR: Reason.NAME_NEAR,
    NameLikeness.PART: Reason.NAME_PART,
    NameLikeness.DIFFERENT: Against.NAME,
}
#: What a further own word that fits adds: three words seldom agree by chance.
_A_WORD_MORE: Final = 0.4
_COMMON_DAY: Final = 1.4  # the first of January, the office's day for an unknown one, proves less
_SAME_YEAR: Final = 1.0  # another day of the same year is less another birth
_TWINS: Final = -2.5  # whole NIKs one behind the other under two names: registered together
_LONGEST_VILLAGE: Final = 30
_BARE_NUMBER: Final = 2.0  # `45` comes again every year


@dataclass(frozen=True, slots=True)
class Someone:
    """What papers say of a person, as it is compared: folded names, keys of numbers. Empty where they say nothing."""

    name_key: str
    father: str = ""  # as written: folded when somebody is compared with
    alias_keys: tuple[str, ...] = ()
    nik: str = ""
    sex: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    village: str = ""  # its name, or an address that tells it
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()  # rules.register_no.register_key
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was found, the weightiest first."""

    weight: float
    reasons: tuple[Reason, ...]
    against: tuple[Against, ...]

    @property
    def is_asked(self) -> bool:
        return self.weight >= ASKED


def someone(
    *,
    full_name: str,
    father: str = "",
    aliases: Iterable[str] = (),
    nik: str = "",
    sex: str = "",
    birth_date: date | None = None,
    birth_year: int | None = None,
    village: str = "",
    phones: Iterable[str] = (),
    numbers: Iterable[str] = (),
    decisions: Iterable[str] = (),
) -> Someone:
    """A person out of texts as papers have them."""
    return Someone(
        name_key=fold(full_name),
        father=father or father_of(full_name),
        alias_keys=tuple(filter(None, map(fold, aliases))),
        nik=nik,
        sex=sex,
        birth_date=birth_date,
        birth_year=birth_year,
        village=village,
        phones=tuple(phones),
        numbers=tuple(filter(None, map(register_key, numbers))),
        decisions=tuple(filter(None, map(register_key, decisions))),
    )


@lru_cache(maxsize=20_000)
def village_key(text: str) -> str:
    """The village of an address, folded; a short text without the words of an address is the village itself."""
    if not text:
        return ""
    village = read_address(text).village
    return fold(
        village or (text if len(text) <= _LONGEST_VILLAGE and not any(map(str.isdigit, text)) else "")
    )


@lru_cache(maxsize=20_000)  # a register repeats its names
def folded(text: str) -> str:
    """`rules.name_keys.fold`, remembered."""
    return fold(text)


def likeness(one: Someone, other: Someone) -> Likeness:
    """Weighs every sign. The order of the two makes no difference."""
    signs: list[tuple[Reason | Against, float]] = [_name(one, other)]
    if signs[0][0] is Against.NAME and not (one.nik and one.nik == other.nik):
        return Likeness(_WEIGHTS[Against.NAME], (), (Against.NAME,))
    _nik(one, other, signs)
    _birth(one, other, signs)
    _father(one, other, signs)
    if one.sex and other.sex and one.sex != other.sex:
        signs.append((Against.SEX, 0))
    if (here := village_key(one.village)) and (there := village_key(other.village)):
        signs.append((_village(here, there), 0))
    if one.phones and not set(one.phones).isdisjoint(other.phones):
        signs.append((Reason.SAME_PHONE, 0))
    if one.numbers and (same := set(one.numbers).intersection(other.numbers)):
        signs.append((Reason.SAME_REGISTER_NO, -_BARE_NUMBER if all(map(str.isdigit, same)) else 0))
    if one.decisions and not set(one.decisions).isdisjoint(other.decisions):
        signs.append((Reason.SAME_DECISION, 0))
    weighed = sorted(((_WEIGHTS[sign] + more, sign) for sign, more in signs), reverse=True)
    return Likeness(
        sum(weight for weight, _ in weighed),
        tuple(sign for _, sign in weighed if isinstance(sign, Reason)),
        tuple(sign for _, sign in reversed(weighed) if isinstance(sign, Against)),
    )


def _name(one: Someone, other: Someone) -> tuple[Reason | Against, float]:
    match = names_alike(one.name_key, other.name_key, fathers=(folded(one.father), folded(other.father)))
    if match.likeness < NameLikeness.TYPO and (one.alias_keys or other.alias_keys) and _known_as(one, other):
        return Reason.ALIAS, 0
    return _named(match), _A_WORD_MORE * max(match.words - 1, 0)


def _named(match: NameMatch) -> Reason | Against:
    if match.moved and match.likeness is NameLikeness.VARIANT:
        return Reason.NAME_MOVED
    return _OF_NAME[match.likeness]


def _known_as(one: Someone, other: Someone) -> bool:
    """Whether one is called what the other is, in any of their names."""
    mine, theirs = (one.name_key, *one.alias_keys), (other.name_key, *other.alias_keys)
    return any(
        names_alike(a, b).likeness >= NameLikeness.VARIANT
        for a in mine
        for b in theirs
        if (a, b) != (one.name_key, other.name_key)
    )


def _nik(one: Someone, other: Someone, signs: list[tuple[Reason | Against, float]]) -> None:
    a, b = one.nik, other.nik
    if len(a) != NIK_LENGTH or len(b) != NIK_LENGTH:
        return
    if a == b:
        signs.append((Reason.SAME_NIK, 0))
    elif a[:12] == b[:12]:
        is_named_alike = signs[0][0] in (Reason.SAME_NAME, Reason.NAME_VARIANT, Reason.NAME_MOVED)
        signs.append((Reason.NIK_NEAR, 0 if is_named_alike else _TWINS))
    elif _one_slip(a, b):
        signs.append((Reason.NIK_ONE_DIGIT, 0))
    else:
        signs.append((Against.NIK, 0))


def _one_slip(a: str, b: str) -> bool:
    """One figure wrong, or two neighbours changed over."""
    places = [place for place, pair in enumerate(zip(a, b, strict=True)) if pair[0] != pair[1]]
    if len(places) == 2:
        first, second = places
        return second == first + 1 and a[first] == b[second] and a[second] == b[first]
    return len(places) == 1


def _birth(one: Someone, other: Someone, signs: list[tuple[Reason | Against, float]]) -> None:
    a, b = one.birth_date, other.birth_date
    if (a is None) != (b is None) and (told := birth_sign(one)) is not None and told == birth_sign(other):
        signs.append((Reason.BIRTH_IN_NIK, 0))
        return
    year, their_year = year_of(one), year_of(other)
    if not year or not their_year:
        return
    if a and a == b:
        signs.append((Reason.SAME_BIRTH, -_COMMON_DAY if is_new_year(a) else 0))
    elif not a or not b or is_new_year(a) or is_new_year(b):
        signs.append((Reason.BIRTH_YEAR, 0) if year == their_year else (Against.BIRTH, 0))
    elif swapped(a) == b:
        signs.append((Reason.BIRTH_SWAPPED, 0))
    elif _one_slip(f"{a:%d%m%Y}", f"{b:%d%m%Y}"):
        signs.append((Reason.BIRTH_ONE_DIGIT, 0))
    else:
        signs.append((Against.BIRTH, _SAME_YEAR if year == their_year else 0))


def birth_sign(one: Someone) -> tuple[int, int, int] | None:
    """Day, month and the last two figures of the year, of the birth date or else as the NIK has them."""
    if (born := one.birth_date) is not None:
        return born.day, born.month, born.year % 100
    if len(one.nik) != NIK_LENGTH or not one.nik.isdecimal():
        return None
    day, month, year = int(one.nik[6:8]), int(one.nik[8:10]), int(one.nik[10:12])
    return day - 40 if day > 40 else day, month, year


def year_of(one: Someone) -> int | None:
    return one.birth_date.year if one.birth_date else one.birth_year


def is_new_year(day: date) -> bool:
    """The first of January is what an office writes where only the year is known."""
    return day.day == 1 and day.month == 1


def swapped(day: date) -> date | None:
    """Day and month changed over; None where that is no day, or the same one."""
    return day.replace(day=day.month, month=day.day) if day.day <= 12 and day.day != day.month else None


def _father(one: Someone, other: Someone, signs: list[tuple[Reason | Against, float]]) -> None:
    if not one.father or not other.father:
        return
    match = names_alike(folded(one.father), folded(other.father))
    if match.likeness >= NameLikeness.ABBREVIATED:
        signs.append((Reason.SAME_FATHER, 0))
    elif match.likeness is NameLikeness.DIFFERENT:
        signs.append((Against.FATHER, 0))
    else:
        signs.append((Reason.FATHER_NEAR, 0))


def _village(one: str, other: str) -> Reason | Against:
    alike = names_alike(one, other).likeness
    return Reason.SAME_VILLAGE if alike >= NameLikeness.TYPO else Against.VILLAGE
