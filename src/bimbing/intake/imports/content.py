"""What the cells of a column look like, whatever its heading says: sixteen digits are a NIK, `2 thn 6 bln` is a term."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.model import Cell
from bimbing.rules.calendar_words import MONTH_NUMBERS
from bimbing.rules.reading import is_blank, is_ditto, plain

_MONTHS = "|".join(sorted((w for w in MONTH_NUMBERS if len(w) > 2), key=len, reverse=True))
_DATE = re.compile(
    rf"'?\d{{1,2}}\s*[-/. ]\s*(?:\d{{1,2}}|{_MONTHS})\s*[-/. ]?\s*'?\d{{2,4}}\b.*|\d{{4}}-\d{{2}}-\d{{2}}.*",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r".*\d\)?\s*(?:\([^)]*\)\s*)?(?:th|thn|tahun|bl|bln|bulan|hr|hari)\b.*|seumur hidup", re.IGNORECASE
)
_BIRTH = re.compile(
    rf"[^\d]{{3,}}[\s,/.-]+(?:\d{{1,2}}[\s/.-]*(?:\d{{1,2}}|{_MONTHS})[\s/.-]*\d{{2,4}}|\d{{4}}|\d{{1,2}}\s*th.*)\s*",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\+?62|0|8)[\d\s().-]{6,17}(?:\s*[/;,(&].*)?", re.IGNORECASE)
_NIK = re.compile(r"\d{16}|\d{4}\s?\d{4}\s?\d{4}\s?\d{4}|\d{4,}x{6,}|\d[.,]\d+e\+1\d", re.IGNORECASE)
_REGISTER = re.compile(
    r"\d{1,4}\s*[/.-]\s*[A-Za-z][\w ./-]*[/.-]\s*\d{2,4}|[A-Z]{2,5}[./-]\d{1,4}[./-].*\d{2,4}"
)
_DECREE = re.compile(r".*\bPAS\b.*\d.*|.*/\s*(?:Pid|Pen|PN)\b.*|W\.?\d+\..*", re.IGNORECASE)
_ORIGIN = re.compile(
    r"(?:lapas|lp|l\.p|rutan|lpka|lembaga|rumah tahanan|kejari|kejaksaan|pn|lpp|cabang rutan|cabrutan|bapas)\b.*",
    re.IGNORECASE,
)
_ARTICLES = re.compile(
    r"(?:ps|psl|pasal)?\.?\s*\d{1,3}\b.*(?:ayat|kuhp|uu|jo|ke-|\(\d\)|huruf).*|(?:ps|psl|pasal)\.?\s*\d+.*|\d{2,3}(?:/\d{2,3})*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r".*\b(?:ds|dsn|desa|dusun|dk|jl|jln|jalan|kec|kel|gg|rt|rw)\b[. :]*.+", re.IGNORECASE)
_SEX = frozenset({"l", "p", "lk", "pr", "laki-laki", "laki", "perempuan", "pria", "wanita", "w"})

_NAME = re.compile(r"[^\W\d_][^\d:;=/]{2,60}")

_Shape = Callable[[Cell, str], bool]


def _is_date(value: Cell, text: str) -> bool:
    if isinstance(value, date):
        return True
    if isinstance(value, int | float):
        return 20_000 < value < 60_000
    return _DATE.fullmatch(text) is not None or (
        len(text) == 5 and text.isdecimal() and 20_000 < int(text) < 60_000
    )


def _is_nik(value: Cell, text: str) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value >= 1e15
    return _NIK.fullmatch(text) is not None


def _matches(pattern: re.Pattern[str]) -> _Shape:
    return lambda value, text: isinstance(value, str) and pattern.fullmatch(text) is not None


def _is_phone(value: Cell, text: str) -> bool:
    return not _is_nik(value, text) and _PHONE.fullmatch(text) is not None


SHAPES: dict[Meaning, _Shape] = {
    Meaning.NIK: _is_nik,
    Meaning.PHONE: _is_phone,
    Meaning.SEX: lambda value, text: text.casefold().rstrip(".") in _SEX,
    Meaning.BIRTH: _matches(_BIRTH),
    Meaning.DATE: _is_date,
    Meaning.SENTENCE: _matches(_DURATION),
    Meaning.DECREE: _matches(_DECREE),
    Meaning.REGISTER_NO: _matches(_REGISTER),
    Meaning.ORIGIN: _matches(_ORIGIN),
    Meaning.ADDRESS: _matches(_ADDRESS),
    Meaning.ARTICLES: _matches(_ARTICLES),
}
"""Shapes that speak for themselves, the most certain first."""


def looks_like_name(text: str) -> bool:
    """Letters and at most five words, none of them a word of addresses, articles or programmes."""
    return (
        _NAME.fullmatch(text) is not None
        and len(text.split()) <= 7
        and _ADDRESS.fullmatch(text) is None
        and _ORIGIN.fullmatch(text) is None
    )


def said(values: Sequence[Cell]) -> list[Cell]:
    """The cells that say something of their own."""
    return [v for v in values if v is not None and not is_blank(v) and not is_ditto(v)]


def share(meaning: Meaning, values: Sequence[Cell]) -> float:
    """How many of the cells (of those that say something) have the shape, 0–1."""
    shape = SHAPES[meaning]
    return sum(shape(v, plain(v)) for v in values) / len(values) if values else 0.0


def share_of_periods(values: Sequence[Cell]) -> float:
    """How many of the cells hold two dates (`10-03-2026 s/d 10-03-2028`)."""
    pairs = sum(
        isinstance(v, str) and len(re.findall(r"\d{4}|\d[-/.]\d{2}\b(?![-/.]|\s*\d{4})", v)) >= 2
        for v in values
    )
    return pairs / len(values) if values else 0.0


def best_shape(values: Sequence[Cell], floor: float = 0.7) -> tuple[Meaning, float] | None:
    """The shape that most cells have, if at least `floor` of five or more cells do."""
    if len(values) < 5:
        return None
    shares = [(share(meaning, values), -rank, meaning) for rank, meaning in enumerate(SHAPES)]
    best, _, meaning = max(shares)
    return (meaning, best) if best >= floor else None
