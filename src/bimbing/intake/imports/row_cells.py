"""Reading the cells of one row into values and issues: what every field does alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from bimbing.intake.imports.cells import broken_formula
from bimbing.intake.imports.columns import Columns, letter
from bimbing.intake.imports.exchanged import exchange, turn
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.lines import Line
from bimbing.intake.imports.model import Cell, CellIssue, Field
from bimbing.rules.dates import read_date
from bimbing.rules.reading import Doubt, DoubtCode, Reading, Severity, ask, is_blank, is_ditto, plain

T = TypeVar("T")

# Registers repeat their dates, and one text date costs as much as the rest of its row.
_text_date = lru_cache(32_768)(read_date)


_NO_CELL: tuple[Cell, int] = (None, -1)


class RowCells:
    """One row while it is read: the values found so far, and the issues."""

    def __init__(self, columns: Columns, line: Line, today: date, *, epoch1904: bool) -> None:
        self.columns, self.line, self.today, self.epoch1904 = columns, line, today, epoch1904
        self.cells, self.places = line.cells, columns.places
        self.values: dict[str, Any] = {}
        self.issues: list[CellIssue] = []

    def at(self, meaning: Meaning) -> tuple[Cell, int]:
        """The cell of a meaning (None if there is none) and its column (-1 without one)."""
        column = self.places.get(meaning)
        if column is None:
            return _NO_CELL
        return (self.cells[column] if column < len(self.cells) else None), column

    def ask(self, field: str, doubt: Doubt, cell: Cell, column: int) -> None:
        self.issues.append(
            CellIssue(
                field,
                doubt.code,
                doubt.severity,
                doubt.params,
                "" if cell is None else str(cell)[:300],
                letter(column) if column >= 0 else "",
                self.line.row,
                doubt.param("suggest"),
            )
        )

    def say(
        self, field: str, code: str, severity: Severity, cell: Cell = None, column: int = -1, **params: str
    ) -> None:
        """An issue that only the whole row or table can tell."""
        text = "" if cell is None else str(cell)[:300]
        where = letter(column) if column >= 0 else ""
        self.issues.append(
            CellIssue(
                field,
                code,
                severity,
                tuple(params.items()),
                text,
                where,
                self.line.row,
                params.get("suggest"),
            )
        )

    def put(self, field: Field, reading: Reading[Any], cell: Cell, column: int) -> None:
        if reading.value is not None:
            self.values[field] = reading.value
        for doubt in reading.doubts:
            self.ask(field, doubt, cell, column)

    def take(self, field: Field, meaning: Meaning, read: Callable[[Any], Reading[T]]) -> Cell:
        """Reads a cell into a field; a failed formula is an error whatever the field."""
        cell, column = self.at(meaning)
        if cell is None:
            return None
        if broken := broken_formula(cell):
            self.ask(field, broken, cell, column)
        else:
            self.put(field, read(cell), cell, column)
        return cell

    def ticked(self, field: Field, meaning: Meaning, read: Callable[[Any], Reading[T]]) -> None:
        """One tick under several headings names the value; two ticks are a question."""
        cells = self.line.cells
        marked = [
            c
            for c in self.columns.items
            if c.meaning is meaning and c.index < len(cells) and not is_blank(cells[c.index])
        ]
        if len(marked) == 1:
            self.put(field, read(marked[0].heading.split()[-1]), cells[marked[0].index], marked[0].index)
        elif marked:
            self.say(field, "two_ticks", Severity.ASK, cells[marked[1].index], marked[1].index)

    def text(self, field: Field, cell: Cell, column: int, tidy: Callable[[str], str | None] = str) -> None:
        """A free text, which can only be a ditto mark or a failed formula."""
        if doubt := broken_formula(cell) or (
            ask(DoubtCode.DITTO, raw=plain(cell)) if is_ditto(cell) else None
        ):
            self.ask(field, doubt, cell, column)
        elif (value := tidy(plain(cell))) and not is_blank(cell):
            self.values[field] = value

    def day(self, field: Field, meaning: Meaning, *, birth: bool = False) -> None:
        """One date cell; in a column whose real dates were exchanged the date that was meant.

        That is a question, unless a person has said it of the whole column.
        """
        cell, column = self.at(meaning)
        if cell is None:
            return
        if broken := broken_formula(cell):
            self.ask(field, broken, cell, column)
            return
        if column in self.columns.exchanged and isinstance(cell, date):
            meant = exchange(date(cell.year, cell.month, cell.day))
            if meant is not None and (meant.month, meant.day) != (cell.month, cell.day):
                self.values[field] = meant
                self.say(
                    field,
                    "date_exchanged",
                    Severity.NOTE if column in self.columns.told else Severity.ASK,
                    cell,
                    column,
                    raw=cell.isoformat()[:10],
                    suggest=meant.isoformat(),
                )
                return
        read = _text_date if isinstance(cell, str) else read_date
        meant_text = turn(cell) if isinstance(cell, str) and column in self.columns.month_first else None
        reading = read(meant_text or cell, today=self.today, birth=birth, epoch1904=self.epoch1904)
        if reading.empty and field in self.values:
            return
        self.put(field, reading, cell, column)

    def doubted(self, field: Field) -> bool:
        return any(i.field == field and i.severity is not Severity.NOTE for i in self.issues)
