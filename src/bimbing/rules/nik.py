"""The NIK, the sixteen-digit number of every resident.

Six digits region of first registration, DDMMYY of birth (a woman's day + 40), four digits serial (Permendagri 102/2019).
The number is permanent and may differ from a corrected birth date, so what it says is a suggestion only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bimbing.rules.reading import (
    Doubt,
    DoubtCode,
    Raw,
    Reading,
    ask,
    error,
    formula_error,
    is_blank,
    is_ditto,
    number_of,
    plain,
)

LENGTH = 16
# Provinces by the code of the home ministry: 11–21 Sumatra, 31–36 Java, 51–53, 61–65, 71–76, 81–82, 91–97.
_PROVINCES = frozenset(
    [*range(11, 22), *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)]
)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*e\s*\+?\s*\d{1,2}", re.IGNORECASE)
_WORDS = re.compile(r"^(?:n\.?\s*i\.?\s*k|no\.?\s*(?:nik|ktp)|ktp)\s*[.:]*\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NikFacts:
    """What a NIK suggests: sex (`L`/`P`), birth date, code of the district of first registration (`35.22.15`)."""

    sex: str | None
    birth_date: date | None
    region: str


def read_nik(raw: Raw) -> Reading[str]:
    """Sixteen digits, or no value and why: a number cell or `3,52215E+15` (a spreadsheet keeps fifteen digits), a wrong
    length, a dummy, a masked number. Oddities inside sixteen digits (day 00, unknown province) keep the value and ask.
    """
    if is_blank(raw) and not re.search(r"0{5}", plain(raw)):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    text = _WORDS.sub("", plain(raw))
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=text),))
    if number_of(raw) is not None:
        return Reading(None, (_number_doubt(text),))
    if _SCIENTIFIC.fullmatch(text):
        return Reading(None, (error(DoubtCode.NIK_SCIENTIFIC, raw=text),))
    if re.search(r"[xX*#•]{2}", text):
        return Reading(None, (error(DoubtCode.NIK_MASKED, raw=text),))
    digits = re.sub(r"[\s.\-_/'\",:]", "", text)
    if not digits.isascii() or not digits.isdigit():
        return Reading(None, (error(DoubtCode.NIK_LETTERS, raw=text),))
    if len(digits) != LENGTH:
        return Reading(None, (error(DoubtCode.NIK_LENGTH, raw=text, length=str(len(digits))),))
    if _is_dummy(digits):
        return Reading(None, (error(DoubtCode.NIK_DUMMY, raw=text),))
    return Reading(digits, _oddities(digits))


def _number_doubt(text: str) -> Doubt:
    digits = re.sub(r"\D", "", text)
    if "e" in text.casefold() or (len(digits) == LENGTH and digits.endswith("0" * 8)):
        return error(DoubtCode.NIK_SCIENTIFIC, raw=text)
    if len(digits) == LENGTH:
        return error(DoubtCode.NIK_NUMBER, raw=text, certain=digits[:15])
    return error(DoubtCode.NIK_LENGTH, raw=text, length=str(len(digits)))


def _is_dummy(digits: str) -> bool:
    return (
        len(set(digits)) <= 2 or digits[6:] == "0" * 10 or digits in ("1234567890123456", "0123456789012345")
    )


def _oddities(digits: str) -> tuple[Doubt, ...]:
    found = []
    day, month = int(digits[6:8]), int(digits[8:10])
    if int(digits[:2]) not in _PROVINCES:
        found.append(ask(DoubtCode.NIK_REGION, raw=digits, region=digits[:2]))
    if not (1 <= day <= 31 or 41 <= day <= 71):
        found.append(ask(DoubtCode.NIK_DAY, raw=digits, day=digits[6:8]))
    if not 1 <= month <= 12:
        found.append(ask(DoubtCode.NIK_MONTH, raw=digits, month=digits[8:10]))
    if digits[12:] == "0000":
        found.append(ask(DoubtCode.NIK_SERIAL, raw=digits))
    return tuple(found)


def facts(nik: str, *, today: date) -> NikFacts | None:
    """What sixteen digits suggest; None for anything else. The century is the later one that is not in the future."""
    if len(nik) != LENGTH or not nik.isascii() or not nik.isdigit():
        return None
    day, month, short = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    sex = "L" if 1 <= day <= 31 else "P" if 41 <= day <= 71 else None
    region = f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"
    return NikFacts(sex, _birth(short, month, day - 40 if day > 40 else day, today), region)


def _birth(short: int, month: int, day: int, today: date) -> date | None:
    for century in (2000, 1900):
        try:
            born = date(century + short, month, day)
        except ValueError:
            continue
        if born <= today:
            return born
    return None


def mask(nik: str) -> str:
    """`3522••••••••9001`: the first and last four digits, for lists and screens that others can see."""
    return f"{nik[:4]}{'•' * (len(nik) - 8)}{nik[-4:]}" if len(nik) > 8 else "•" * len(nik)
