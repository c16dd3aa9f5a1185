"""Months in headings, titles and sheet names: `JAN`, `Nov 2025`, `Mar-26`, `BULAN : MARET 2026`, a date formatted as a month."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from bimbing.intake.imports.model import Cell
from bimbing.rules.calendar_words import MONTH_NUMBERS

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MONTH_HEADING = re.compile(r"(?:bulan\s+|bln\s+)?([a-z]+)\.?[\s\-'/.]*(\d{4}|\d{2})?", re.IGNORECASE)
_FULL_DATE = re.compile(r"(?<!\d)(\d{1,2})\s+([a-z]{3,10})\s+(20\d\d)(?!\d)", re.IGNORECASE)


def month_heading(cell: Cell) -> tuple[int | None, int] | None:
    """(year or None, month) of a column heading that is a month and nothing else."""
    if isinstance(cell, date):
        return (cell.year, cell.month) if cell.day == 1 else None
    return _month_text(cell.strip()) if isinstance(cell, str) and len(cell) <= 20 else None


@lru_cache(maxsize=1024)
def _month_text(text: str) -> tuple[int | None, int] | None:
    match = _MONTH_HEADING.fullmatch(text)
    if not match or match[1].casefold() not in MONTH_NUMBERS:
        return None
    year = int(match[2]) if match[2] else None
    return (year + 2000 if year is not None and year < 100 else year), MONTH_NUMBERS[match[1].casefold()]


def years_in(text: str) -> list[int]:
    return [int(y) for y in _YEAR.findall(text)]


def month_in(text: str) -> tuple[int | None, int | None]:
    """(year, month) that a title or sheet name speaks of, as far as it does (`LAPOR MARET` → (None, 3))."""
    years = years_in(text)
    months = [MONTH_NUMBERS[w] for w in re.findall(r"[a-z]+", text.casefold()) if w in MONTH_NUMBERS]
    return (years[-1] if years else None), (months[-1] if months else None)


def as_of(text: str) -> date | None:
    """The day a title speaks of: `KEADAAN SAMPAI DENGAN 31 OKTOBER 2026`; a month alone means its last day."""
    for day, word, year in _FULL_DATE.findall(text):
        month = MONTH_NUMBERS.get(word.casefold())
        if month and 1 <= int(day) <= calendar.monthrange(int(year), month)[1]:
            return date(int(year), month, int(day))
    year_found, month_found = month_in(text)
    if year_found and month_found:
        return date(year_found, month_found, calendar.monthrange(year_found, month_found)[1])
    return None
