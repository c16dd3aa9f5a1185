"""Sorts the rows under a header: clients, rows that continue one, groups, totals, page headers, signatures, legends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from bimbing.intake.imports.columns import Columns
from bimbing.intake.imports.context import officer_in_text
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.model import Cell, RowKind
from bimbing.intake.imports.tables import Row, Table, counts_columns
from bimbing.rules.calendar_words import DAY_NUMBERS, MONTH_NUMBERS
from bimbing.rules.programme_words import read_programme
from bimbing.rules.reading import plain

_TOTAL = re.compile(
    r"(?:sub\s*|grand\s*)?(?:jumlah|total|jml|jlh|rekap(?:itulasi)?)\b(?!\s*(?:klien\s+)?bin\b)|"
    r"(?:l|lk|laki[\s-]*laki|p|pr|perempuan|pria|wanita|dewasa|anak)\s*[=:]\s*\d+",
    re.IGNORECASE,
)
_LEGEND = re.compile(r"(?:ket(?:erangan)?|catatan|petunjuk|legenda|n\.?b|note)\.?\s*[:=.]", re.IGNORECASE)
_EQUALS = re.compile(r"\S{1,12}(?:\s*/\s*\S{1,8})*\s*=\s*\w+")
_MONTHS = "|".join(w for w in MONTH_NUMBERS if len(w) > 2)
_SIGNATURE = re.compile(
    rf"(?:mengetahui|menyetujui|disetujui|dibuat oleh|diketahui|kepala|kasubsi|kasubag|kasi|kabapas|plt|plh|a\.?n\.?|an\.|nip|pembina|penata|"
    rf"ketua|pembuat daftar|petugas|operator|yang membuat)\b[\s.:,]|(?:mengetahui|kepala|kasubsi|kabapas)\W*$|nip\b|"
    rf"(?!(?:{'|'.join(DAY_NUMBERS)})\b)[a-z .]{{3,30}},\s*(?:tgl\.?\s*)?(?:\d{{1,2}}|\.+|_+)?\s*(?:{_MONTHS})\.?\s*\d{{4}}\s*$",
    re.IGNORECASE,
)
_CONTINUES_NAME = re.compile(r"(?:(?:bin|binti|alias|als)\b|al\.|@|\()", re.IGNORECASE)
_MARK = re.compile(r"(?:[ivx]{1,5}|[a-z])\s*[.)]?", re.IGNORECASE)
_ENUMERATED = re.compile(r"(?:[ivx]{1,5}|[a-z]|\d{1,2})\s*[.)]\s*\D", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """One row below a header. `kind` is None for a client; `cells` then already hold what continuation rows add."""

    row: int
    kind: RowKind | None
    cells: Row
    text: str
    more: list[tuple[int, Row]] = field(default_factory=list)


def sort_lines(table: Table, columns: Columns) -> list[Line]:
    """All non-empty rows below the header in order, page headers included; continuation rows are joined to their client."""
    sorter = _Sorter(table, columns)
    for number in range(table.header_rows[-1] + 1, table.last_row + 1):
        sorter.take(number, table.sheet.rows[number - 1])
    return sorter.lines


class _Sorter:
    """Walks down the rows, remembering whether the table has ended (total, signature) and which client came last."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.table = table
        self.name = columns.first(Meaning.NAME)
        self.number = columns.first(Meaning.NUMBER)
        self.phones = set(columns.all(Meaning.PHONE))
        self.programme = columns.first(Meaning.PROGRAMME)
        self.usual = columns.usual_filled
        self.lines: list[Line] = []
        self.last: Line | None = None
        self.closed = False
        self.reached = 0  # the last row that belongs to a client: what continues it follows at once
        self.joined = False
        self.tall = _tall_cells(table, columns)
        self.wide = {
            m[0] + 1: m
            for m in table.sheet.merged
            if m[0] == m[2] and m[3] - m[1] + 1 >= max(3, len(table.headings) // 2)
        }

    def take(self, number: int, row: Row) -> None:
        filled: list[tuple[int, Cell]] = [(c, v) for c, v in enumerate(row) if v is not None]
        if not filled:
            return
        self.joined = self.last is not None and number == self.reached + 1
        kind = self._kind(number, row, filled)
        if kind in (None, RowKind.CONTINUATION):
            self.reached = number
        text = " ".join(plain(v) for _, v in filled[:6])
        if kind is RowKind.CONTINUATION and self.last is not None:
            self._join(number, row)
        line = Line(number, kind, self._with_tall(number, row) if kind is None else row, text)
        self.lines.append(line)
        if kind is None:
            self.last, self.closed = line, False
        elif kind is not RowKind.CONTINUATION:
            self.last = None
            if kind in (RowKind.TOTAL, RowKind.SIGNATURE):
                self.closed = True
            elif kind in (RowKind.GROUP, RowKind.REPEATED_HEADER):
                self.closed = False

    def _with_tall(self, number: int, row: Row) -> Row:
        """A client's cells, with what stands once in a cell joined over several rows (one decree for many, one officer)."""
        cells = list(row)
        for column, value in self.tall.get(number, ()):
            if column >= len(cells):
                cells.extend([None] * (column + 1 - len(cells)))
            if cells[column] is None:
                cells[column] = value
        return cells

    def _kind(self, number: int, row: Row, filled: list[tuple[int, Cell]]) -> RowKind | None:
        if number in self.table.repeats:
            return RowKind.REPEATED_HEADER
        if counts_columns(row):
            return RowKind.COLUMN_NUMBERS
        name = self._at(row, self.name)
        if len(filled) == 2 and _MARK.fullmatch(plain(filled[0][1])) and _names_group(plain(filled[1][1])):
            return RowKind.GROUP
        first = next((v for _, v in filled if isinstance(v, str)), "")
        counted = self._is_number(self._at(row, self.number))
        if not counted and self._is_total(first, name):
            return RowKind.TOTAL
        if len(filled) <= 2 and self._is_legend(first):
            return RowKind.LEGEND
        if number in self.wide and len(filled) == 1:
            return RowKind.GROUP
        if isinstance(name, str) and re.search(r"[^\W\d_]", name):
            return self._named(filled, name, counted)
        return self._nameless(filled, counted, first)

    def _is_legend(self, first: Cell) -> bool:
        if not isinstance(first, str):
            return False
        return _LEGEND.match(first.strip()) is not None or (
            self.closed and _EQUALS.match(first.strip()) is not None
        )

    def _is_total(self, first: Cell, name: Cell) -> bool:
        return any(isinstance(v, str) and _TOTAL.match(v.strip()) for v in (first, name))

    def _named(self, filled: list[tuple[int, Cell]], name: str, counted: bool) -> RowKind | None:
        """A row with something in the name column: a client unless it is a group, a name's second line or a signature."""
        if counted:
            return (
                RowKind.GROUP if len(filled) == 2 and self.usual > 3 and _names_group(name.strip()) else None
            )
        if len(filled) <= 2 and self.last is not None and _CONTINUES_NAME.match(name.strip()):
            return RowKind.CONTINUATION
        if _SIGNATURE.match(name.strip() + " ") and len(filled) <= 2:
            return RowKind.SIGNATURE
        if self.closed and any(isinstance(v, str) and _SIGNATURE.match(v.strip() + " ") for _, v in filled):
            return RowKind.SIGNATURE
        if len(filled) >= min(3, self.usual):
            return None
        if len(filled) == 1 and self.usual > 2 and _opens_group(name.strip()):
            return RowKind.GROUP
        if self.closed:
            return RowKind.SIGNATURE
        if len(filled) == 1 and self.usual > 2:
            return RowKind.GROUP if self.number is not None else RowKind.NOTE
        return None

    def _nameless(self, filled: list[tuple[int, Cell]], counted: bool, first: Cell) -> RowKind | None:
        """A row without a name: a continuation, a group, a signature, or a client whose name was forgotten."""
        if counted and len(filled) >= max(3, self.usual // 2) and self.name is not None:
            return None
        text = first.strip() if isinstance(first, str) else ""
        if len(filled) <= 3 and text and _SIGNATURE.match(text + " "):
            return RowKind.SIGNATURE
        if len(filled) == 1 and filled[0][0] != self.programme and text and _names_group(text):
            return RowKind.GROUP
        if self.last is not None and self.joined and not counted and not self._in_front(filled):
            return RowKind.CONTINUATION
        if len(filled) <= 2 and text and (not self.closed or (self._in_front(filled) and _opens_group(text))):
            return RowKind.GROUP
        if len(filled) == 1 and _ENUMERATED.match(text) and _names_group(text):
            return RowKind.GROUP
        if len(filled) == 1 and isinstance(filled[0][1], date):
            return RowKind.GROUP  # the day of the lines that follow
        return RowKind.SIGNATURE if self.closed else RowKind.NOTE

    def _in_front(self, filled: list[tuple[int, Cell]]) -> bool:
        """Whether the row begins where group titles stand: in or before the number or name column."""
        edge = (
            min(c for c in (self.number, self.name) if c is not None)
            if self.name is not None or self.number is not None
            else 0
        )
        return filled[0][0] <= edge

    def _join(self, number: int, row: Row) -> None:
        """Adds a continuation row to its client, cell by cell, and to the rows before it that continue the same client."""
        assert self.last is not None  # noqa: S101 - asked by the caller
        self.last.more.append((number, list(row)))
        cells = self.last.cells
        for column, value in enumerate(row):
            if value is None:
                continue
            if column >= len(cells):
                cells.extend([None] * (column + 1 - len(cells)))
            before = cells[column]
            between = " / " if column in self.phones else " "
            cells[column] = value if before is None else f"{plain(before)}{between}{plain(value)}"

    @staticmethod
    def _at(row: Row, column: int | None) -> Cell:
        return row[column] if column is not None and column < len(row) else None

    @staticmethod
    def _is_number(value: Cell) -> bool:
        if isinstance(value, bool):
            return False
        if isinstance(value, int | float):
            return True
        return isinstance(value, str) and re.fullmatch(r"\s*\d{1,5}\s*[.)]?\s*", value) is not None


_OF_ONE = frozenset({Meaning.NAME, Meaning.NUMBER, Meaning.COUNT, Meaning.REGISTER_NO, Meaning.NIK})
"""What can belong to one client only, however many rows its cell is joined over."""


def _tall_cells(table: Table, columns: Columns) -> dict[int, list[tuple[int, Cell]]]:
    """Row (from 1) → the column and value of every cell above it that is joined down to it."""
    single = {c.index for c in columns.items if c.meaning in _OF_ONE}
    rows = table.sheet.rows
    found: dict[int, list[tuple[int, Cell]]] = {}
    for top, left, bottom, right in table.sheet.merged:
        if (
            left != right
            or top == bottom
            or top < table.header_rows[-1]
            or left in single
            or top >= len(rows)
        ):
            continue
        value = rows[top][left] if left < len(rows[top]) else None
        for number in range(top + 2, bottom + 2) if value is not None else ():
            found.setdefault(number, []).append((left, value))
    return found


def _names_group(text: str) -> bool:
    """Whether a cell behind a bare `A` or `II` is the title of a group: an officer, or a programme written out."""
    reading = read_programme(text)
    return officer_in_text(text) is not None or (reading.value is not None and reading.clear)


def _opens_group(text: str) -> bool:
    """Whether a text below a total begins the next group: `II. CUTI BERSYARAT`, `PK : …`, a programme's name."""
    return (
        _ENUMERATED.match(text) is not None
        or officer_in_text(text) is not None
        or read_programme(text).value is not None
    )
