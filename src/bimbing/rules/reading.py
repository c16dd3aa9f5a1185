"""What a careful clerk reads in a cell or a typed field, and where she would ask.

Every reader of this package returns a `Reading`: the value, if the text says it, and doubts. A reader never guesses in
silence and never raises on what somebody typed. Labels for the codes live with the screens, not here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")

# A cell that tells a date, a number or a telephone is never longer; the rest is cut off before the patterns run over it.
LONGEST_CELL = 300

# What a workbook reader or a form hands over: text, a number, a date, or nothing.
Raw = str | int | float | date | datetime | bool | None


class Severity(StrEnum):
    """How loudly a doubt speaks: `note` needs nobody, `ask` wants a yes or no, `error` cannot be taken as it stands."""

    NOTE = "note"
    ASK = "ask"
    ERROR = "error"


class DoubtCode(StrEnum):
    """Why a cell is not simply read. One list for all readers."""

    # any cell
    FORMULA_ERROR = "formula_error"
    UNREADABLE = "unreadable"
    UNSURE_MARK = "unsure_mark"
    EXTRA_TEXT = "extra_text"
    DITTO = "ditto"
    # dates
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_UNREADABLE = "date_unreadable"
    DATE_YEAR_ONLY = "date_year_only"
    DATE_MONTH_ONLY = "date_month_only"
    DATE_NO_YEAR = "date_no_year"
    DATE_OPEN_END = "date_open_end"
    DATE_OPEN_START = "date_open_start"
    DATE_TWO = "date_two"
    DATE_SERIAL = "date_serial"
    DATE_DIGITS_ONLY = "date_digits_only"
    DATE_SWAPPED_POSSIBLE = "date_swapped_possible"
    DATE_MONTH_MISSPELT = "date_month_misspelt"
    DATE_WEEKDAY_DIFFERS = "date_weekday_differs"
    YEAR_MISTYPED = "year_mistyped"
    BIRTH_CENTURY = "birth_century"
    BIRTH_IN_FUTURE = "birth_in_future"
    BIRTH_IMPLAUSIBLE = "birth_implausible"
    AGE_INSTEAD_OF_BIRTH = "age_instead_of_birth"
    # NIK
    NIK_SCIENTIFIC = "nik_scientific"
    NIK_NUMBER = "nik_number"
    NIK_LENGTH = "nik_length"
    NIK_DUMMY = "nik_dummy"
    NIK_MASKED = "nik_masked"
    NIK_LETTERS = "nik_letters"
    NIK_DAY = "nik_day"
    NIK_MONTH = "nik_month"
    NIK_REGION = "nik_region"
    NIK_SERIAL = "nik_serial"
    # telephones
    PHONE_SHORT = "phone_short"
    PHONE_LONG = "phone_long"
    PHONE_UNSURE = "phone_unsure"
    PHONE_SCIENTIFIC = "phone_scientific"
    PHONE_LOST_ZERO = "phone_lost_zero"
    # sentences and hours
    SENTENCE_DECIMAL = "sentence_decimal"
    SENTENCE_UNCLEAR = "sentence_unclear"
    HOURS_UNCLEAR = "hours_unclear"
    HOURS_OUT_OF_RANGE = "hours_out_of_range"
    # programme, status, sex
    PROGRAMME_UNCLEAR = "programme_unclear"
    PROGRAMME_TWO = "programme_two"
    STATUS_UNCLEAR = "status_unclear"
    SEX_P_AMBIGUOUS = "sex_p_ambiguous"
    SEX_UNCLEAR = "sex_unclear"
    # people
    NAME_TITLE = "name_title"
    NAME_MARK = "name_mark"
    NAME_DIGITS = "name_digits"
    NAME_UNCLEAR = "name_unclear"
    NAME_TWO = "name_two"
    OFFICER_TWO = "officer_two"
    OFFICER_MOVED = "officer_moved"
    OFFICER_UNCLEAR = "officer_unclear"
    # registers, decisions, prisons
    REGISTER_IS_DATE = "register_is_date"
    REGISTER_NUMBER = "register_number"
    DECISION_TWO = "decision_two"
    ORIGIN_UNCLEAR = "origin_unclear"
    # offences
    OFFENCE_GUESS = "offence_guess"
    OFFENCE_TWO = "offence_two"
    OFFENCE_UNKNOWN = "offence_unknown"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reservation about one cell.

    `params` are text pairs for the sentence on the screen. Three names are used everywhere: `raw` (what stands there),
    `suggest` (what a clerk would propose, in the form the field takes) and `options` (several, divided by `|`).
    """

    code: DoubtCode
    severity: Severity
    params: tuple[tuple[str, str], ...] = ()

    def param(self, name: str) -> str | None:
        """The parameter of that name, or None."""
        return next((value for key, value in self.params if key == name), None)


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value as far as the text says it (None: it does not), and the doubts about it."""

    value: T | None
    doubts: tuple[Doubt, ...] = ()

    @property
    def clear(self) -> bool:
        """True when nobody has to look: no doubt, or notes only."""
        return all(doubt.severity is Severity.NOTE for doubt in self.doubts)

    @property
    def empty(self) -> bool:
        """True when the text says nothing at all, which is no fault."""
        return self.value is None and not self.doubts

    def has(self, code: DoubtCode) -> bool:
        """Whether this doubt was raised."""
        return any(doubt.code is code for doubt in self.doubts)

    def suggestion(self) -> str | None:
        """What a clerk would propose where the value is missing or doubtful."""
        return next((found for doubt in self.doubts if (found := doubt.param("suggest")) is not None), None)


def note(code: DoubtCode, **params: str) -> Doubt:
    """A doubt that needs nobody."""
    return Doubt(code, Severity.NOTE, tuple(params.items()))


def ask(code: DoubtCode, **params: str) -> Doubt:
    """A doubt that wants an answer."""
    return Doubt(code, Severity.ASK, tuple(params.items()))


def error(code: DoubtCode, **params: str) -> Doubt:
    """A doubt that forbids taking the cell as it stands."""
    return Doubt(code, Severity.ERROR, tuple(params.items()))


def words(text: str, apart: str | None = None) -> frozenset[str]:
    """A word list written as one text, divided by spaces (or by `apart`)."""
    return frozenset(text.split(apart))


# ------------------------------------------------------------------ what every reader does first

_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"'})
_DASHES = re.compile("[‐‑‒–—―−]")
_INVISIBLE = re.compile("[­​-‏‪-‮⁠﻿]")
_FORMULA_ERROR = re.compile(
    r"#\s*(?:ref|n/?a|value|name\?*|div/0|num|null|spill|calc|getting_data)[!?]*|err:\d+", re.IGNORECASE
)
_BLANK_WORDS = words(
    "tidak ada|tdk ada|tak ada|t ada|ga ada|gak ada|nggak ada|tidak punya|tdk punya|belum|blm|belum ada|blm ada|belum diisi|"
    "nihil|kosong|null|none|nil|na|n a|tidak tahu|tdk tahu|tidak diketahui|tdk diketahui|sd|s d|s d d|sampai|"
    "data tidak ada|data kosong|tidak memiliki|tdk memiliki",
    "|",
)


def plain(raw: Raw) -> str:
    """Text on one line: NFKC, straight quotes and hyphens, single spaces, without Excel's leading text mark.

    Whole numbers lose their `.0`; a date becomes ISO. Never raises.
    """
    if isinstance(raw, str):
        return _plain_text(raw)
    if raw is None or isinstance(raw, bool):
        return ""
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e17 else repr(raw)
    return str(raw)


@lru_cache(maxsize=32_768)  # one cell is asked by several readers, and registers repeat their words
def _plain_text(text: str) -> str:
    if text.isascii():  # nearly every cell, and there is nothing to normalise in it
        text = " ".join(text.replace("`", "'").split())
    else:
        text = _INVISIBLE.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", text).translate(_QUOTES)))
        text = " ".join(text.split())
    while text == "'" or (text.startswith("'") and not text.endswith("'")):
        text = text[1:].lstrip()  # Excel's mark for "this is text", kept by some exports
    return text


LONGEST_BLANK = 40


def is_blank(raw: Raw) -> bool:
    """Whether the cell says nothing: empty, dashes, dots, `tidak ada`, `s/d` alone, `00-00-0000`, a zero."""
    if isinstance(raw, str):
        return _is_blank_text(raw)
    if raw is None or isinstance(raw, bool):
        return True
    return not isinstance(raw, date) and not raw


@lru_cache(maxsize=32_768)
def _is_blank_text(text: str) -> bool:
    text = plain(text).casefold()
    if not text or re.fullmatch(r"[\s\-_.,:;/\\|*=~0()]+", text):
        return True
    if len(text) > LONGEST_BLANK or re.search(r"[\d#]", text):
        return False
    return re.sub(r"[^a-z]+", " ", text).strip() in _BLANK_WORDS


def formula_error(raw: Raw) -> Doubt | None:
    """The doubt for `#REF!`, `#N/A` and their kind, which a workbook stores where a formula failed."""
    text = plain(raw)
    return error(DoubtCode.FORMULA_ERROR, raw=text) if _FORMULA_ERROR.fullmatch(text) else None


def number_of(raw: Raw) -> float | None:
    """The number, if the cell holds one (not a text of digits, not a truth value, nothing infinite)."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    try:
        number = float(raw)
    except OverflowError:
        return None
    return number if number == number and abs(number) != float("inf") else None


_DITTO = re.compile(
    r"(?:[\"'`,]{1,3}|-\s*[\"']{1,3}\s*-|idem|id\.?|sda|s\.\s?d\.\s?a\.?|s/d/a|ditto|do\.|sama(?:\s+(?:dgn|dengan|spt|seperti))?(?:\s+(?:di\s*)?atas)?|sama)",
    re.IGNORECASE,
)


LONGEST_DITTO = 30


def is_ditto(raw: Raw) -> bool:
    """Whether the cell only says "as above": `idem`, `sda`, `s.d.a.`, `"`, `- " -`."""
    return isinstance(raw, str) and len(raw) <= LONGEST_DITTO and _is_ditto_text(raw)


@lru_cache(maxsize=16_384)
def _is_ditto_text(raw: str) -> bool:
    text = " ".join(unicodedata.normalize("NFKC", raw).translate(_QUOTES).split()).strip("()").strip()
    return _DITTO.fullmatch(text) is not None


def distinct(items: Iterable[U]) -> tuple[U, ...]:
    """The items without repetition, in their order."""
    return tuple(dict.fromkeys(items))
