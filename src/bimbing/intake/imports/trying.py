"""How a few cells would be read if their column meant this: the same reader, on a table of one column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bimbing.intake.actions.found import Issue
from bimbing.intake.imports.columns import Column, Columns
from bimbing.intake.imports.context import Context
from bimbing.intake.imports.headings import EXTRAS, Meaning
from bimbing.intake.imports.kept import issue_of, values_of
from bimbing.intake.imports.lines import Line
from bimbing.intake.imports.marks import read_mark
from bimbing.intake.imports.model import Cell, CellIssue, Field
from bimbing.intake.imports.months import month_heading
from bimbing.intake.imports.officers import OfficerBook
from bimbing.intake.imports.rows import RowReader
from bimbing.intake.imports.taught import AS_THE_RULES_SAY, WordReaders
from bimbing.rules.dates import read_date
from bimbing.rules.reading import Severity

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?")
_FIGURES = re.compile(r"\s*'?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*")
_OF_ATTENDANCE = (Meaning.MONTH, Meaning.DAY)
_LEAP = 2024
_OF_A_VISIT = (Meaning.DATE, Meaning.TIMESTAMP)


@dataclass(frozen=True, slots=True)
class Tried:
    """What one cell would say: values as in `actions.found`, and the issues of this column."""

    values: dict[str, Any]
    issues: tuple[Issue, ...] = ()


def try_column(
    meaning: Meaning,
    heading: str,
    cells: Sequence[str],
    *,
    exchanged: bool | None,
    today: date,
    words: WordReaders = AS_THE_RULES_SAY,
    officers: OfficerBook | None = None,
) -> list[Tried]:
    """One `Tried` a cell. `cells` are texts as an import keeps them; `exchanged` is a person's word, None: nobody's."""
    if meaning in (Meaning.UNKNOWN, Meaning.IGNORED):
        return [Tried({}) for _ in cells]
    read = [cell_of(cell) for cell in cells]
    if meaning in _OF_ATTENDANCE:
        return [_mark(cell, heading) for cell in read]
    if meaning in _OF_A_VISIT:
        days = [cell.date() if isinstance(cell, datetime) else read_date(cell).value for cell in read]
        return [Tried({"on": day.isoformat()} if day else {}) for day in days]
    columns = Columns([Column(0, heading, meaning, 1.0, "person")])
    if exchanged is not None:
        columns.told.add(0)
    if exchanged:
        real = any(isinstance(cell, date) for cell in read)
        (columns.exchanged if real else columns.month_first).add(0)
    columns.settled()
    reader = RowReader(None, columns, officers or OfficerBook(), today, words=words)
    return [_one(reader, meaning, cell) for cell in read]


def _one(reader: RowReader, meaning: Meaning, cell: Cell) -> Tried:
    record = reader.record(Line(1, None, [cell], ""), Context())
    issues = tuple(issue_of(issue) for issue in record.issues if issue.column == "A")
    values = values_of(record)
    if meaning in EXTRAS and not values:
        values = {"extra": dict(record.extra)}
    return Tried(values, issues)


def _mark(cell: Cell, heading: str) -> Tried:
    """What one cell under a month says. Titles and legends are not at hand: only a day that no such month has is a doubt.

    A month without a year is taken of the cell's own year, else of a leap year; a day of a month that only the title
    tells, of January.
    """
    year, month = month_heading(heading) or (None, 1)
    year = year or (cell.year if isinstance(cell, date) else _LEAP)
    number = int(cell) if isinstance(cell, str) and cell.isdecimal() and len(cell) <= 2 else cell
    found = read_mark(number, year, month, {})
    issues = tuple(
        issue_of(CellIssue(Field.ATTENDANCE, code, Severity.ASK, params))
        for code, params in found.doubts
        if code == "day_not_in_month"
    )
    return Tried({"marks": [str(mark.kind) for mark in found.marks]} if found.marks else {}, issues)


def cell_of(text: str) -> Cell:
    """The cell that an import kept as text: its dates are dates again."""
    if not _ISO.fullmatch(text):
        return text
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text


def two_ways(text: str) -> tuple[date, date] | None:
    """A date that can be read with day and month exchanged: (as it stands, exchanged); None for any other cell."""
    cell = cell_of(text)
    if isinstance(cell, date):
        year, month, day = cell.year, cell.month, cell.day
    elif match := _FIGURES.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    else:
        return None
    if day == month or not (1 <= day <= 12 and 1 <= month <= 12 and year):
        return None
    return date(year, month, day), date(year, day, month)
