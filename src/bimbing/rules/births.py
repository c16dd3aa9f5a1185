"""Place and date of birth in one cell (`TTL`), as registers have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bimbing.rules.calendar_words import DAY_NUMBERS, MONTH_NUMBERS
from bimbing.rules.dates import read_date
from bimbing.rules.reading import (
    LONGEST_CELL,
    DoubtCode,
    Raw,
    Reading,
    ask,
    formula_error,
    is_blank,
    is_ditto,
    number_of,
    plain,
)

_CALENDAR = "|".join(
    sorted(
        {*MONTH_NUMBERS, *DAY_NUMBERS} - {"agus", "sab", "rab", "sel", "kam", "sun", "jl"},
        key=len,
        reverse=True,
    )
)
_DATE_STARTS = re.compile(
    rf"\d|(?<![a-z])(?:{_CALENDAR}|jum'at|umur|usia|tgl|tanggal|th|thn|tahun)(?=[\s,.\-/]*\d|[\s,.]+(?:{_CALENDAR}|lahir)\b)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?:umur|usia|±|\+/-)?[\s:.±]*(\d{1,3})\s*(?:th|thn|tahun|tahunan|taun|yo)\b\.?", re.IGNORECASE
)
_BARE_AGE = re.compile(r"(?:umur|usia)\s*:?\s*(\d{1,3})|(\d{2})", re.IGNORECASE)
_AGE_BEHIND = re.compile(
    r"[\s,;/(]+(?:umur|usia)?\s*:?\s*\d{1,3}\s*(?:th|thn|tahun)\b\.?\s*\)?$|\((?:umur|usia)?\s*\d{1,3}\)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BirthReading:
    """Place and date of birth, each with its doubts; `year` or `age` where only these are told."""

    place: Reading[str]
    date: Reading[date]
    year: int | None = None
    age: int | None = None


def read_birth(raw: Raw, *, today: date | None = None, century_pivot: int | None = None) -> BirthReading:
    """`Malang, 12/05/1990`, `Malang 12 Mei 1990`, `MALANG/12-5-1990`, `Bojonegoro, 35 th`, `Tuban, 1987`.

    A year or an age alone leaves the date empty with a doubt; the place is kept.
    """
    nothing: Reading[str] = Reading(None)
    if is_blank(raw) and not is_ditto(raw):
        return BirthReading(nothing, Reading(None))
    broken = formula_error(raw)
    if broken is not None or is_ditto(raw):
        doubt = broken or ask(DoubtCode.DITTO, raw=plain(raw))
        return BirthReading(Reading(None, (doubt,)), Reading(None, (doubt,)))
    if isinstance(raw, date) or number_of(raw) is not None:
        return _told(nothing, plain(raw) if number_of(raw) else raw, today, century_pivot)
    text = plain(raw)[:LONGEST_CELL]
    place, rest = _split(text)
    spot: Reading[str] = Reading(place) if place else nothing
    if is_blank(rest):
        return BirthReading(spot, Reading(None))
    return _told(spot, rest, today, century_pivot)


def _split(text: str) -> tuple[str | None, str]:
    """(place, what tells the day); the day may also stand first."""
    start = _DATE_STARTS.search(text)
    if start is None:
        return tidy_place(text), ""
    place, rest = text[: start.start()], text[start.start() :]
    if not re.search(r"[^\W\d_]", place):
        match = re.fullmatch(r"(.*\d)[\s,/;-]+([^\W\d_][^\d]*)", rest)
        behind = match.group(2) if match else ""
        if match and behind and not re.match(rf"(?:{_CALENDAR}|th|thn|tahun|wib)\b", behind, re.IGNORECASE):
            return tidy_place(behind), match.group(1)
    return tidy_place(place), rest


def tidy_place(text: str) -> str | None:
    """A place without the marks around it; capitals throughout become a name (`KEDIRI` → `Kediri`). None if nothing."""
    cleaned = re.sub(
        r"\b(?:tgl|tanggal|tgl\.?\s*lahir|lahir)\b\.?|\bdi\b(?=\s)", " ", text, flags=re.IGNORECASE
    )
    cleaned = re.sub(r"\s+", " ", cleaned).strip(" ,;:/-.()\"'_*")
    if is_blank(cleaned) or not re.search(r"[^\W\d_]", cleaned):
        return None
    return cleaned.title() if cleaned.isupper() or cleaned.islower() else cleaned


def _told(place: Reading[str], rest: Raw, today: date | None, pivot: int | None) -> BirthReading:
    if isinstance(rest, str):
        rest = (
            _AGE_BEHIND.sub("", rest)
            if re.search(r"\d{2}.*\d{2,4}.*\(|\d{4}\D+\d{1,3}\s*th", rest, re.IGNORECASE)
            else rest
        )
        stripped = rest.strip(" ,.;()")
        match = _AGE.fullmatch(stripped) or _BARE_AGE.fullmatch(stripped)
        if match:
            age = next(group for group in match.groups() if group)
            doubt = ask(DoubtCode.AGE_INSTEAD_OF_BIRTH, raw=stripped, age=age)
            return BirthReading(place, Reading(None, (doubt,)), age=int(age))
    reading = read_date(rest, today=today, birth=True, century_pivot=pivot)
    for doubt in reading.doubts:
        if doubt.code is DoubtCode.DATE_YEAR_ONLY:
            year = doubt.param("year")
            return BirthReading(place, reading, year=int(year) if year else None)
    return BirthReading(place, reading)
