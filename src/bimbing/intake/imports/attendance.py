"""Attendance in a workbook: month columns beside names, ledgers of one line a visit, answers of an online form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from bimbing.intake.imports.columns import Column, letter
from bimbing.intake.imports.context import Context
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.lines import Line
from bimbing.intake.imports.marks import read_mark
from bimbing.intake.imports.model import Cell, CellIssue, Field, Mark, MarkKind
from bimbing.intake.imports.people import Clue
from bimbing.intake.imports.survey import Found
from bimbing.rules.dates import dates_in, read_date
from bimbing.rules.decisions import read_officer_text
from bimbing.rules.names import read_name
from bimbing.rules.programme_words import read_programme
from bimbing.rules.reading import DoubtCode, Severity, is_blank, is_ditto, plain

_ONLINE = re.compile(r"\b(?:daring|online|wa|vc|video\s*call|whatsapp|telepon|telp|zoom)\b", re.IGNORECASE)
_EXCUSED = re.compile(r"\bi[zj]in\b|\bsakit\b", re.IGNORECASE)
_REPORTS = re.compile(r"lapor|bimbingan|absen|konseling|hadir", re.IGNORECASE)


@dataclass(slots=True)
class Attended:
    """What one line says: marks, and issues about its cells (all for the field `attendance`)."""

    marks: list[Mark] = field(default_factory=list)
    issues: list[CellIssue] = field(default_factory=list)

    def doubt(
        self, code: str, cell: Cell, column: int, row: int, params: tuple[tuple[str, str], ...] = ()
    ) -> None:
        text = "" if cell is None else str(cell)[:100]
        self.issues.append(CellIssue(Field.ATTENDANCE, code, Severity.ASK, params, text, letter(column), row))


# ------------------------------------------------------------------ matrix


def month_years(columns: list[Column], context: Context, fallback: int) -> dict[int, tuple[int, int]]:
    """(year, month) by column: from the heading, else carried on from the last, else the year the titles speak of."""
    found: dict[int, tuple[int, int]] = {}
    year: int | None = None
    order = [c.month[1] for c in columns if c.month]
    over_new_year = sum(b < a for a, b in pairwise(order)) == 1 and order[-1] < order[0]
    last = 0
    for column in columns:
        if column.month is None:
            continue
        own, month = column.month
        if own is not None:
            year = own
        elif year is None:
            year = context.year or fallback
        elif month < last and over_new_year:
            year += 1
        last = month
        found[column.index] = (year, month)
    return found


def day_line(item: Found, line: Line, context: Context, legend: Mapping[str, MarkKind]) -> Attended:
    """The marks of one row under the days of one month; the month is told by title or sheet name."""
    attended = Attended()
    for column in item.columns.items:
        cell = line.cells[column.index] if column.day and column.index < len(line.cells) else None
        if cell is None or column.day is None:
            continue
        if context.year is None or context.month is None:
            attended.doubt("month_unknown", cell, column.index, line.row)
            return attended
        reading = read_mark(
            "v" if cell in (1, "1", column.day, str(column.day)) else cell,
            context.year,
            context.month,
            legend,
        )
        for code, params in reading.doubts:
            attended.doubt(code, cell, column.index, line.row, params)
        for mark in reading.marks:
            try:
                on = mark.on or date(context.year, context.month, column.day)
            except ValueError:
                attended.doubt("day_not_in_month", cell, column.index, line.row, (("day", str(column.day)),))
                continue
            attended.marks.append(_mark(item, line, on, mark.kind, column.index, cell, ""))
    return attended


def matrix_line(
    item: Found, line: Line, months: Mapping[int, tuple[int, int]], legend: Mapping[str, MarkKind]
) -> Attended:
    """The marks of one row of a matrix."""
    attended = Attended()
    for column, (year, month) in months.items():
        cell = line.cells[column] if column < len(line.cells) else None
        if cell is None:
            continue
        reading = read_mark(cell, year, month, legend)
        for mark in reading.marks:
            when = mark.on or date(year, month, 1)
            attended.marks.append(
                Mark(
                    when.year,
                    when.month,
                    mark.on,
                    mark.kind,
                    item.sheet.name,
                    line.row,
                    letter(column),
                    plain(cell),
                )
            )
        for code, params in reading.doubts:
            attended.doubt(code, cell, column, line.row, params)
    return attended


# ------------------------------------------------------------------ ledger and form


@dataclass(slots=True)
class Ledger:
    """Reads a ledger from top to bottom; a ditto mark in the date column is the day above."""

    item: Found
    context: Context
    today: date
    day: date | None = None

    def group(self, text: str) -> None:
        """A group row may name the day of the lines that follow: `Senin, 2 Maret 2026`."""
        days = dates_in(text, today=self.today)
        if len(days) == 1:
            self.day = days[0]

    def line(self, line: Line) -> tuple[Attended, Clue]:
        attended = Attended()
        cell, column = self._at(line, Meaning.DATE)
        if cell is None or is_blank(cell) or is_ditto(cell):
            if self.day is None and cell is not None:
                attended.doubt(DoubtCode.DITTO, cell, column, line.row)
        else:
            reading = read_date(cell, today=self.today)
            self.day = reading.value
            for doubt in reading.doubts:
                if doubt.severity is not Severity.NOTE:
                    attended.doubt(doubt.code, cell, column, line.row, doubt.params)
            if (
                self.day
                and self.context.month
                and self.context.year
                and (self.day.year, self.day.month) != (self.context.year, self.context.month)
            ):
                told = f"{self.context.year:04d}-{self.context.month:02d}"
                attended.doubt(
                    "date_in_other_month", cell, column, line.row, (("raw", plain(cell)), ("month", told))
                )
        note = self._note(line)
        if self.day is not None:
            kind = (
                MarkKind.EXCUSED
                if _EXCUSED.search(note)
                else MarkKind.ONLINE
                if _ONLINE.search(note)
                else MarkKind.PRESENT
            )
            attended.marks.append(_mark(self.item, line, self.day, kind, column, cell, note))
        elif not self.item.columns.has(Meaning.DATE) and self.context.year and self.context.month:
            year, month = self.context.year, self.context.month
            attended.marks.append(
                Mark(year, month, None, MarkKind.PRESENT, self.item.sheet.name, line.row, "", "", note)
            )
        return attended, clue_of(self.item, line, self.day)

    def _at(self, line: Line, meaning: Meaning) -> tuple[Cell, int]:
        column = self.item.columns.first(meaning)
        if column is None:
            return None, 0
        return (line.cells[column] if column < len(line.cells) else None), column

    def _note(self, line: Line) -> str:
        columns = [
            *self.item.columns.all(Meaning.REMARKS),
            *self.item.columns.all(Meaning.CONDITION),
            *self.item.columns.all(Meaning.PURPOSE),
        ]
        return "; ".join(
            plain(line.cells[c]) for c in columns if c < len(line.cells) and line.cells[c] is not None
        )


def form_line(item: Found, line: Line) -> tuple[Attended, Clue, bool]:
    """One answer of an online form; the last value tells whether it was a report (or asked for something else)."""
    attended = Attended()
    stamp, purpose = item.columns.first(Meaning.TIMESTAMP), item.columns.first(Meaning.PURPOSE)
    cell = line.cells[stamp] if stamp is not None and stamp < len(line.cells) else None
    on = cell.date() if isinstance(cell, datetime) else read_date(cell).value
    wish = plain(line.cells[purpose]) if purpose is not None and purpose < len(line.cells) else ""
    reports = purpose is None or _REPORTS.search(wish) is not None
    if on is None and reports:
        attended.doubt("date_unreadable", cell, stamp or 0, line.row)
    elif on is not None and reports:
        attended.marks.append(_mark(item, line, on, MarkKind.ONLINE, stamp or 0, cell, wish))
    return attended, clue_of(item, line, on), reports


def clue_of(item: Found, line: Line, on: date | None) -> Clue:
    """What a line tells of its client: name, register number, programme, officer as written."""

    def text(meaning: Meaning) -> str | None:
        column = item.columns.first(meaning)
        cell = line.cells[column] if column is not None and column < len(line.cells) else None
        return None if cell is None or is_blank(cell) else plain(cell)

    name = read_name(text(Meaning.NAME)).value
    register = text(Meaning.REGISTER_NO)
    officer = read_officer_text(text(Meaning.OFFICER)).value
    return Clue(
        name.full_name if name else "",
        register if register and re.search(r"\d", register) else None,
        read_programme(text(Meaning.PROGRAMME)).value,
        officer[0] if officer and len(officer) == 1 else None,
        on,
    )


def _mark(item: Found, line: Line, on: date, kind: MarkKind, column: int, cell: Cell, note: str) -> Mark:
    return Mark(on.year, on.month, on, kind, item.sheet.name, line.row, letter(column), plain(cell), note)
