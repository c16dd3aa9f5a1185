"""Dates as an Indonesian office reads and writes them: one date, a period in one cell, dates in a free text, and back.

The reading of a single date is in `date_reading`; everything about dates is imported from here.
"""

from __future__ import annotations

import re
from datetime import date

from bimbing.rules.calendar_words import DAYS, MONTHS, RANGE, SHORT_MONTHS
from bimbing.rules.date_reading import age_on, read_date, serial_to_date, valid_date
from bimbing.rules.reading import LONGEST_CELL, DoubtCode, Raw, Reading, ask, plain

__all__ = [
    "age_on",
    "dates_in",
    "long_date",
    "medium_date",
    "month_name",
    "read_date",
    "read_date_pair",
    "serial_to_date",
    "short_date",
    "typed_date",
]

# ------------------------------------------------------------------ periods

_WORDED = r"\d{1,2}[\s.\-/]*(?:[A-Za-z]{3,9})[\s.\-/,]*\d{2,5}"
_NUMERIC = r"\d{1,4}\s*[-/.\\]\s*\d{1,2}(?:\s*[-/.\\]\s*|\s+)\d{2,5}"
_CLOCK = re.compile(r"(?<=\d)\s+\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
_DATE_IN_TEXT = re.compile(rf"(?<![\w./-])(?:{_NUMERIC}|{_WORDED})(?!\d)")


def read_date_pair(
    raw: Raw, *, today: date | None = None, century_pivot: int | None = None
) -> tuple[Reading[date], Reading[date]]:
    """Both ends of a period in one cell: `10-03-2026 s/d 10-03-2028`, `10 Maret - 10 Juni 2026`.

    A single date without a word of range is the first end. An end before the start keeps both as written; the caller
    compares (both readings can be right and the row still wrong).
    """
    if not isinstance(raw, str):
        return read_date(raw, today=today, century_pivot=century_pivot), Reading(None)
    text = _CLOCK.sub("", plain(raw)[:LONGEST_CELL])

    def one(part: str) -> Reading[date]:
        return read_date(part, today=today, century_pivot=century_pivot)

    parts = [part.strip(" ,;()") for part in RANGE.split(text)]
    if len(parts) == 2:
        if not any(re.search(r"\d", part) for part in parts):
            return one(text), Reading(None)
        second = one(parts[1])
        if second.empty:
            second = Reading(None, (ask(DoubtCode.DATE_OPEN_END, raw=text),))
        return _lend_year(one(parts[0]), second), second
    found = [match.group() for match in _DATE_IN_TEXT.finditer(text)]
    if len(found) == 2:
        return one(found[0]), one(found[1])
    halves = re.split(r"\s+-\s+|\s*[;&|]\s*|\s+/\s+", text)
    if len(halves) == 2 and all(re.search(r"\d", half) for half in halves):
        second = one(halves[1])
        return _lend_year(one(halves[0]), second), second
    twin = re.fullmatch(rf"({_NUMERIC})\s*[-–]\s*({_NUMERIC})", text)
    if twin:
        return one(twin[1]), one(twin[2])
    return one(text), Reading(None)


def _lend_year(first: Reading[date], second: Reading[date]) -> Reading[date]:
    """`10 Maret s/d 10 Juni 2026`: the start borrows the year of the end."""
    doubt = next((doubt for doubt in first.doubts if doubt.code is DoubtCode.DATE_NO_YEAR), None)
    if doubt is None or second.value is None:
        return first
    day, month = int(doubt.param("day") or 0), int(doubt.param("month") or 0)
    found = valid_date(second.value.year, month, day)
    if found is None or found > second.value:
        return first
    return Reading(found, tuple(other for other in first.doubts if other is not doubt))


def dates_in(text: str, *, today: date | None = None) -> tuple[date, ...]:
    """All certain dates written in a free text, in order."""
    found = (
        read_date(match.group(), today=today).value
        for match in _DATE_IN_TEXT.finditer(plain(text)[: 4 * LONGEST_CELL])
    )
    return tuple(day for day in found if day is not None)


# ------------------------------------------------------------------ writing


def month_name(month: int) -> str:
    """`Maret` for 3."""
    return MONTHS[month - 1]


def short_date(day: date) -> str:
    """`10 Mar 2026`, for tables."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def medium_date(day: date) -> str:
    """`10 Maret 2026`, for letters."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """`Selasa, 10 Maret 2026`, for headings and the card."""
    return f"{DAYS[day.weekday()]}, {medium_date(day)}"


def typed_date(day: date) -> str:
    """`10-03-2026`, the form in which officers type."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"
