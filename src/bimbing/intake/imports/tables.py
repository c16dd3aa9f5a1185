"""Finds the tables of a sheet: header rows under letterheads, of one or two rows, repeated or new ones further down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.model import Cell
from bimbing.intake.imports.months import month_heading
from bimbing.intake.imports.reader import Sheet
from bimbing.intake.imports.wording import by_wording, normal
from bimbing.rules.reading import plain

Row = list[Cell]

FEWEST_CELLS, FEWEST_ROWS = 4, 5
"""A sheet without headings is taken for a table from this size on."""
MONTHS = 12
DAYS = (28, 29, 30, 31)
HEAD_ROWS = 40
"""Rows at the top of a sheet that are all looked at; further down a heading must name a client or a number column."""
_STARTS = ("nama", "no.", "no ", "no\n", "nomor", "timestamp", "n a m a", "nm.", "nm ")
_FIRST_LETTERS = frozenset("nNtT")


@dataclass(slots=True)
class Heading:
    """One column heading: its text (parent first where it has one), and what its wording says (UNKNOWN, 0 if nothing)."""

    text: str
    meaning: Meaning
    confidence: float
    month: tuple[int | None, int] | None = None
    day: int | None = None


@dataclass(slots=True)
class Table:
    """Rows under one header. Rows are counted from 1; `body` excludes header rows but holds everything else below.

    `repeats` are the rows where the same header is printed again, `above` the rows between the previous table and this.
    """

    sheet: Sheet
    header_rows: tuple[int, ...]
    headings: list[Heading]
    last_row: int
    repeats: set[int] = field(default_factory=set)
    above: list[int] = field(default_factory=list)

    @property
    def headings_known(self) -> bool:
        return any(h.text for h in self.headings)

    def body(self) -> Iterator[tuple[int, Row]]:
        for number in range(self.header_rows[-1] + 1, self.last_row + 1):
            if number not in self.repeats:
                yield number, self.sheet.rows[number - 1]


def find_tables(sheet: Sheet) -> list[Table]:
    """All tables of a sheet, from top to bottom; a header printed again continues its table."""
    tables: list[Table] = []
    taken = 0
    end_of_last = 0
    for number, row in enumerate(sheet.rows, start=1):
        if number <= taken or not _may_be_header(row, number):
            continue
        found = _header_at(sheet, number)
        if found is None:
            continue
        rows, headings = found
        taken = rows[-1]
        signature = [h.text for h in headings if h.text]
        if tables and signature == [h.text for h in tables[-1].headings if h.text]:
            tables[-1].repeats.update(rows)
            continue
        if tables:
            tables[-1].last_row = rows[0] - 1
        tables.append(
            Table(sheet, rows, headings, len(sheet.rows), above=list(range(end_of_last + 1, rows[0])))
        )
        end_of_last = rows[-1]
    return tables


def _may_be_header(row: Row, number: int) -> bool:
    if number <= HEAD_ROWS:
        return sum(isinstance(c, str) for c in row) >= 2
    return any(
        isinstance(c, str)
        and c[:1] in _FIRST_LETTERS
        and ((low := c.lower()).startswith(_STARTS) or low == "no")
        for c in row
    )


def _header_at(sheet: Sheet, number: int) -> tuple[tuple[int, ...], list[Heading]] | None:
    row = sheet.rows[number - 1]
    if not _reads_as_header(row):
        return None
    below = sheet.rows[number] if number < len(sheet.rows) else []
    if _is_sub_header(row, below):
        return (number, number + 1), _two_rows(sheet, number, row, below)
    parents = sheet.rows[number - 2] if number > 1 else []
    if _is_parent_row(sheet, number - 1, parents, row):
        return (number - 1, number), _two_rows(sheet, number - 1, parents, row)
    return (number,), _count_out([_heading(c, "") for c in row], _counted(row))


def _reads_as_header(row: Row) -> bool:
    """Mostly known headings, two of them beyond doubt and of different meaning, no figures among them."""
    filled = [c for c in row if c is not None]
    sure: set[Meaning] = set()
    known = months = 0
    counted = _counted(row)
    for cell in filled:
        if (counted and _as_number(cell)) or month_heading(cell):
            months += 1
        elif isinstance(cell, str):
            meaning, confidence = by_wording(cell)
            known += confidence > 0
            if confidence >= 0.9:
                sure.add(meaning)
        elif not isinstance(cell, date):
            return False
    if len(sure - _VALUES_TOO) < 2 and not (sure and months >= 2):
        return False
    if not sure & _LEADING and len(sure) < 3:
        return False
    return (known + months) >= 0.6 * len(filled)


_VALUES_TOO = frozenset({Meaning.SEX_TICK, Meaning.PROGRAMME_TICK})
"""Headings that are as often values (`PB`, `L`): a list of codes is no header."""
_LEADING = frozenset(
    {Meaning.NAME, Meaning.NUMBER, Meaning.REGISTER_NO, Meaning.NIK, Meaning.TIMESTAMP, Meaning.OFFICER}
)
"""A header without any of these needs three headings beyond doubt: `CB | Selesai | Narkotika` is a row of values."""


def _as_number(cell: Cell) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell
    return (
        int(cell) if isinstance(cell, str) and cell.strip().isdecimal() and len(cell.strip()) <= 2 else None
    )


def _counted(row: Row) -> dict[int, int]:
    """Columns headed `1 2 3 …` to 12 (months) or to the end of a month (days), by column; else nothing."""
    numbers = {c: n for c, v in enumerate(row) if (n := _as_number(v)) is not None}
    run = list(numbers.values())
    return numbers if len(run) in (MONTHS, *DAYS) and run == list(range(1, len(run) + 1)) else {}


def _is_sub_header(row: Row, below: Row) -> bool:
    """Whether the next row only splits some headings of this one (`AWAL | AKHIR` under `MASA BIMBINGAN`)."""
    filled = [(c, v) for c, v in enumerate(below) if v is not None]
    counted = _counted(below)
    if not filled or not all((isinstance(v, str) and len(v) <= 30) or c in counted for c, v in filled):
        return False
    known = 0
    for column, value in filled:
        above = row[column] if column < len(row) else None
        parent = above if isinstance(above, str) else _left_of(row, column)
        if above is not None and by_wording(str(above))[0] in (Meaning.NAME, Meaning.NUMBER):
            return False
        known += (
            c_known
            if (c_known := column in counted)
            else max(by_wording(f"{parent} {value}")[1], by_wording(str(value))[1]) > 0
            or bool(month_heading(value) or month_heading(parent))
        )
    empty_above = any(column >= len(row) or row[column] is None for column, _ in filled)
    return empty_above and known >= (0.3 if _splits_only(row, filled) else 0.6) * len(filled)


def _splits_only(row: Row, filled: Sequence[tuple[int, Cell]]) -> bool:
    """Whether every cell of the next row stands under a heading with room beside it, so that it can only split that."""
    columns = [c for c, _ in filled]

    def roomy(column: int) -> bool:
        if column >= len(row) or row[column] is None:
            return True
        return column + 1 in columns and (column + 1 >= len(row) or row[column + 1] is None)

    return (
        len(columns) >= 2
        and all(map(roomy, columns))
        and not any(re.search(r"\d", str(v)) for _, v in filled)
    )


def _is_parent_row(sheet: Sheet, number: int, parents: Row, row: Row) -> bool:
    """Whether the row above groups the headings (`IDENTITAS` over `NAMA | NIK`): short texts, over several columns."""
    filled = [(c, v) for c, v in enumerate(parents) if v is not None]
    if len(filled) < 2 or not all(isinstance(v, str) and len(v) <= 40 for _, v in filled):
        return False
    spans = [m for m in sheet.merged if m[0] == number - 1 and m[3] > m[1]]
    whole = any(m[1] == 0 and m[3] - m[1] + 1 >= len(row) - 1 for m in spans)
    named = sum(by_wording(str(v))[1] > 0 or normal(str(v)) in _GROUPS for _, v in filled) >= 0.6 * len(
        filled
    )
    return not whole and (
        bool(spans) or (named and len(filled) <= len([c for c in row if c is not None]) / 2)
    )


_GROUPS = frozenset(
    {
        "identitas",
        "identitas klien",
        "data diri",
        "biodata",
        "data klien",
        "data perkara",
        "data pribadi",
        "data bimbingan",
        "masa",
    }
)
"""Words that only stand over other headings."""


def _left_of(row: Row, column: int) -> str:
    for at in range(min(column, len(row) - 1), -1, -1):
        if isinstance(row[at], str):
            return str(row[at])
    return ""


def _parent_of(sheet: Sheet, number: int, row: Row, column: int, below: Row) -> str:
    for top, left, bottom, right in sheet.merged:
        if top <= number - 1 <= bottom and left <= column <= right:
            if right == left:
                return ""
            value = sheet.rows[top][left] if left < len(sheet.rows[top]) else None
            return str(value) if value is not None else ""
    if column < len(row) and row[column] is not None:
        alone = (
            column + 1 >= len(row)
            or row[column + 1] is not None
            or column + 1 >= len(below)
            or below[column + 1] is None
        )
        return "" if alone and below[column] is None else str(row[column])
    return _left_of(row, column)


def _two_rows(sheet: Sheet, number: int, row: Row, below: Row) -> list[Heading]:
    headings = []
    for column in range(max(len(row), len(below))):
        upper = row[column] if column < len(row) else None
        lower = below[column] if column < len(below) else None
        if lower is None:
            headings.append(_heading(upper, ""))
        else:
            headings.append(_heading(lower, _parent_of(sheet, number, row, column, below)))
    return _count_out(headings, _counted(below))


def _count_out(headings: list[Heading], counted: dict[int, int]) -> list[Heading]:
    """Columns headed by a run of numbers are months (twelve of them) or days of one month."""
    for column, number in counted.items():
        if len(counted) == MONTHS:
            headings[column] = Heading(headings[column].text, Meaning.MONTH, 0.9, month=(None, number))
        else:
            headings[column] = Heading(headings[column].text, Meaning.DAY, 0.9, day=number)
    return headings


def _heading(cell: Cell, parent: str) -> Heading:
    month = month_heading(cell) or (
        month_heading(parent) if cell is not None else None
    )  # weeks under a month
    own = "" if cell is None else str(cell)
    text = f"{parent} {own}".strip() if normal(parent) != normal(own) else own
    if month:
        return Heading(" ".join(text.split()), Meaning.MONTH, 1.0, month)
    meaning, confidence = by_wording(text)
    if parent:
        own_meaning, own_confidence = by_wording(own)
        if by_wording(parent)[0] is Meaning.SENTENCE and (unit := _UNITS.get(normal(own))):
            return Heading(" ".join(text.split()), unit, 0.9)
        if own_meaning in (Meaning.START, Meaning.END) and own_confidence >= 0.9 and _PERIODS.search(parent):
            return Heading(" ".join(text.split()), own_meaning, 0.9)
        if confidence < 0.7 or (
            confidence < 1.0 and own_confidence >= 0.9 and not _is_vague(own, own_meaning)
        ):
            meaning, confidence = own_meaning, own_confidence
    return Heading(" ".join(text.split()), meaning, confidence)


_UNITS = {
    word: meaning
    for words, meaning in (
        ("th thn tahun t", Meaning.SENTENCE_YEARS),
        ("bl bln bulan b", Meaning.SENTENCE_MONTHS),
        ("hr hari h", Meaning.SENTENCE_DAYS),
    )
    for word in words.split()
}
_PERIODS = re.compile(r"bimbingan|percobaan|pengawasan|periode|\bmasa\b", re.IGNORECASE)
_VAGUE = frozenset(
    {
        Meaning.NUMBER,
        Meaning.DATE,
        Meaning.START,
        Meaning.END,
        Meaning.DECREE,
        Meaning.COUNT,
        Meaning.REGISTER_NO,
    }
)
"""Meanings of words that say little without their parent: `NOMOR`, `TANGGAL`, `AWAL`."""


def _is_vague(text: str, meaning: Meaning) -> bool:
    return meaning in _VAGUE or normal(text) in ("jenis", "lama", "nama", "tempat", "asal")


def counts_columns(row: Row) -> bool:
    """`1 2 3 …` (or `(1) (2) (3)`, `a b c`) under the headings."""
    filled = [(c, v) for c, v in enumerate(row) if v is not None]
    if len(filled) < 3 or not all(
        isinstance(v, int) or (isinstance(v, str) and len(v) <= 5) for _, v in filled
    ):
        return False
    values = [plain(v).strip("() .") for _, v in filled]
    if all(v.isdecimal() and len(v) <= 3 for v in values):
        numbers = [int(v) for v in values]
        return (
            numbers[0] <= 2
            and all(b - a in (0, 1) for a, b in pairwise(numbers))
            and numbers[-1] > numbers[0]
        )
    return len(values) >= 5 and values == [chr(97 + i) for i in range(len(values))]


def headless_table(sheet: Sheet) -> Table | None:
    """The rows of a sheet without any heading, if they look like one table: most of them filled alike."""
    filled = {n: sum(v is not None for v in row) for n, row in enumerate(sheet.rows, start=1)}
    full = [n for n, count in filled.items() if count >= FEWEST_CELLS]
    if len(full) < FEWEST_ROWS or len(full) < 0.7 * sum(count > 0 for count in filled.values()):
        return None
    width = max(len(row) for row in sheet.rows)
    blank = [Heading("", Meaning.UNKNOWN, 0.0) for _ in range(width)]
    return Table(sheet, (full[0] - 1,), blank, len(sheet.rows), above=list(range(1, full[0])))
