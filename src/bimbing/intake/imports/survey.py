"""The first look at a workbook: which tables it has and of what kind, who its officers are, what its colours mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from bimbing.intake.imports.choices import NOTHING_CHOSEN, Choices, impose, layout_key, place_of
from bimbing.intake.imports.colours import Legends
from bimbing.intake.imports.columns import Columns, letter, map_columns
from bimbing.intake.imports.context import officer_in_text
from bimbing.intake.imports.exchanged import FEWEST_TEXT, ODDS, ODDS_BESIDE_ANOTHER, ODDS_OF_TWO, is_exchanged
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.lines import Line, sort_lines
from bimbing.intake.imports.model import Cell, RowKind, SheetKind
from bimbing.intake.imports.officers import OfficerBook
from bimbing.intake.imports.reader import Book, Sheet
from bimbing.intake.imports.tables import Table, find_tables, headless_table
from bimbing.intake.imports.wording import normal
from bimbing.rules.decisions import read_officer_text
from bimbing.rules.programme_words import read_programme
from bimbing.rules.reading import is_blank, plain

_STRONG = (
    Meaning.REGISTER_NO, Meaning.NIK, Meaning.BIRTH, Meaning.BIRTH_DATE, Meaning.START, Meaning.END, Meaning.PERIOD, Meaning.PROGRAMME,
    Meaning.OFFENCE, Meaning.OFFENCE_ARTICLES, Meaning.ARTICLES, Meaning.DECREE, Meaning.DECREE_NO, Meaning.SENTENCE, Meaning.ADDRESS,
    Meaning.INTEGRATION_DATE, Meaning.HOURS, Meaning.SENTENCE_END,
)  # fmt: skip
_OF_A_REGISTER = (
    Meaning.START, Meaning.END, Meaning.PERIOD, Meaning.BIRTH, Meaning.BIRTH_DATE, Meaning.ADDRESS, Meaning.SENTENCE, Meaning.NIK,
    Meaning.DECREE, Meaning.DECREE_NO, Meaning.OFFENCE_ARTICLES,
)  # fmt: skip
_DATES = (
    Meaning.START, Meaning.END, Meaning.SENTENCE_END, Meaning.DECREE_DATE, Meaning.BIRTH_DATE, Meaning.INTEGRATION_DATE,
    Meaning.ASSIMILATION_DATE, Meaning.RECEIVED_ON,
)  # fmt: skip
MONTHS_OF_A_MATRIX = 3
SHOWN_ROWS = 40
"""Clients whose cells are looked at for the samples that are shown beside a column."""
LONG_ENOUGH = 15
"""So many clients let a table speak for itself about exchanged dates."""
_OTHER_WORK = re.compile(
    r"\b(?:litmas|penelitian\s+kemasyarakatan|pendampingan|sidang\s+tpp)\b", re.IGNORECASE
)
"""Work on persons who are no clients under guidance; such a sheet without a period of guidance gives none."""

_VISITS = re.compile(
    r"\b(?:wajib\s+lapor|buku\s+lapor|lapor\s+diri|absen\w*|daftar\s+hadir|kehadiran|kunjungan|buku\s+tamu)\b",
    re.IGNORECASE,
)
"""Titles of ledgers, whose days may stand in group rows instead of a column."""


@dataclass(slots=True)
class Found:
    """One table with its columns, kind and sorted rows. `place`, `layout`, `remembered` as in `model.SheetFound`."""

    sheet: Sheet
    table: Table
    columns: Columns
    kind: SheetKind
    lines: list[Line] = field(default_factory=list)
    place: str = ""
    layout: str = ""
    remembered: bool = False

    @property
    def titles(self) -> list[str]:
        return [text for row in self.table.above if (text := row_text(self.sheet, row))]


@dataclass(slots=True)
class Survey:
    """What a workbook holds, before its clients are read.

    `guessed`: for a bare sheet the table it may hold after all, if a person says what its columns are.
    """

    tables: list[Found]
    bare: list[Sheet]
    officers: OfficerBook
    legends: Legends
    guessed: dict[str | None, Found] = field(default_factory=dict)


def survey(book: Book, choices: Choices = NOTHING_CHOSEN) -> Survey:
    """Looks at every sheet, hidden ones included."""
    found: list[Found] = []
    bare: list[Sheet] = []
    guessed: dict[str | None, Found] = {}
    for sheet in book.sheets:
        tables = find_tables(sheet)
        if not tables and (headless := headless_table(sheet)) is not None:
            tables = [headless]
        items = [_look(sheet, table, choices, first=table is tables[0]) for table in tables]
        if (
            len(items) == 1
            and not items[0].table.headings_known
            and items[0].kind not in (SheetKind.REGISTER, SheetKind.SKIPPED)
        ):
            guessed[sheet.name] = items.pop()
        for before, after in pairwise(items):
            last = max(
                (line.row for line in before.lines if line.kind in (None, RowKind.CONTINUATION)), default=0
            )
            after.table.above = [row for row in after.table.above if row > last]
        found += items
        if not items:
            bare.append(sheet)
    looked_at = [item for item in found if item.kind is not SheetKind.SKIPPED]
    _mark_exchanged(looked_at)
    for item in looked_at:
        _say_exchanged(item, choices.exchanged.get(item.place, {}))
    read = [sheet for sheet in book.sheets if (sheet.name or "") not in choices.skipped]
    return Survey(found, bare, _officers(looked_at, read, choices), Legends(book), guessed)


def _look(sheet: Sheet, table: Table, choices: Choices, *, first: bool) -> Found:
    columns = map_columns(table, lambda c: not is_blank(c) and read_programme(c).value is not None)
    item = Found(sheet, table, columns, kind_of(columns))
    _choose(item, choices, first=first)
    if item.kind is SheetKind.SKIPPED:
        return item
    if item.kind is SheetKind.REGISTER and _OTHER_WORK.search(f"{sheet.name or ''} {' '.join(item.titles)}"):
        item.kind = (
            SheetKind.LIST
            if not columns.has(Meaning.START, Meaning.END, Meaning.PERIOD, Meaning.RELEASE)
            else item.kind
        )
    if (
        item.kind is SheetKind.REGISTER
        and not columns.has(*_OF_A_REGISTER)
        and _VISITS.search(" ".join([sheet.name or "", *item.titles]))
    ):
        item.kind = SheetKind.LEDGER
    if item.kind not in (SheetKind.LIST, SheetKind.OFFICERS):
        item.lines = sort_lines(table, columns)
        columns.show([line.cells for line in _clients(item)[:SHOWN_ROWS]])
    return item


def _choose(item: Found, choices: Choices, *, first: bool) -> None:
    """What a person said of this table wins. A list whose names a person found is a register."""
    item.place = place_of(item.sheet.name, item.table.header_rows[-1], first=first)
    item.layout = layout_key(item.table, _nature(item))
    if item.place in choices.skipped:
        item.kind = SheetKind.SKIPPED
        return
    chosen, item.remembered = choices.of_table(item.place, item.layout)
    if not chosen:
        return
    had_names = item.columns.has(Meaning.NAME)
    impose(item.columns, chosen)
    item.kind = kind_of(item.columns)
    if item.kind is SheetKind.LIST and item.columns.has(Meaning.NAME) and not had_names:
        item.kind = SheetKind.REGISTER


def _nature(item: Found) -> str:
    """What the words around a table say of the work it belongs to."""
    text = " ".join([item.sheet.name or "", *item.titles])
    return "visits" if _VISITS.search(text) else "other work" if _OTHER_WORK.search(text) else ""


def kind_of(columns: Columns) -> SheetKind:
    if columns.has(Meaning.NAME):
        if columns.has(Meaning.TIMESTAMP):
            return SheetKind.FORM
        months = len(columns.all(Meaning.MONTH))
        if months >= MONTHS_OF_A_MATRIX or columns.has(Meaning.DAY):
            return SheetKind.MATRIX
        if months and not columns.has(*_OF_A_REGISTER):
            return SheetKind.MATRIX  # early in the year a matrix has only a month or two
        if columns.has(Meaning.OFFICER_NIP, Meaning.RANK) and not columns.has(*_STRONG):
            return SheetKind.OFFICERS
        if columns.has(Meaning.DATE) and not columns.has(*_OF_A_REGISTER):
            return SheetKind.LEDGER
        return SheetKind.REGISTER if columns.has(*_STRONG) else SheetKind.LIST
    if columns.has(Meaning.OFFICER) and len([c for c in columns.items if c.heading]) <= 6:
        return SheetKind.OFFICERS
    return SheetKind.LIST


def row_text(sheet: Sheet, row: int) -> str:
    """The text of a row outside tables: its cells, one after the other."""
    cells = [plain(c) for c in sheet.rows[row - 1] if c is not None] if row <= len(sheet.rows) else []
    if len(cells) == 2 and ":" not in cells[0] and ":" not in cells[1] and len(cells[0]) <= 20:
        return " : ".join(cells)  # a label and what it labels: `PK | Drs. Budi Hartono`
    return " ".join(cells)


def _mark_exchanged(found: list[Found]) -> None:
    """Finds the columns whose real dates were read month first: by each table, then by all tables of one layout."""
    alike: dict[tuple[Meaning, str], list[tuple[Found, int]]] = defaultdict(list)
    for item in found:
        dated = [c for c in item.columns.items if c.meaning in _DATES]
        cells = {c.index: _cells(_clients(item), c.index) for c in dated}
        for odds, fewest in ((ODDS, FEWEST_TEXT), (ODDS_BESIDE_ANOTHER, 0)):
            item.columns.exchanged |= {c for c, values in cells.items() if is_exchanged(values, odds, fewest)}
            if not item.columns.exchanged:
                break
        for column in dated:
            alike[column.meaning, normal(column.heading)].append((item, column.index))
    for group in alike.values():
        _agree(group)
    for group in alike.values():
        real = [(item, i) for item, i in group if any(isinstance(c, date) for c in _cells(_clients(item), i))]
        if all(item.columns.exchanged for item, _ in real):
            _agree(real, ODDS_OF_TWO, 0)


def _agree(group: list[tuple[Found, int]], odds: float = ODDS, fewest: int = FEWEST_TEXT) -> None:
    """Columns alike on several sheets were typed alike: a short one follows what all of them together show."""
    if len(group) < 2 and odds == ODDS:
        return
    cells = [cell for item, index in group for cell in _cells(_clients(item), index)]
    together = is_exchanged(cells, odds, fewest)
    for item, index in group:
        if together and (len(_clients(item)) < LONG_ENOUGH or odds < ODDS):
            item.columns.exchanged.add(index)
        elif not together and len(_clients(item)) < LONG_ENOUGH:
            item.columns.exchanged.discard(index)


def _clients(item: Found) -> list[Line]:
    return [line for line in item.lines if line.kind is None]


def _say_exchanged(item: Found, chosen: Mapping[str, bool]) -> None:
    """A person's word on day and month. Where no date is a real one, it speaks of those written in figures."""
    if not chosen:
        return
    clients = _clients(item)
    for column in item.columns.items:
        yes = chosen.get(letter(column.index))
        if yes is None:
            continue
        item.columns.told.add(column.index)
        item.columns.exchanged.discard(column.index)
        if not yes:
            continue
        real = any(isinstance(cell, date) for cell in _cells(clients, column.index))
        (item.columns.exchanged if real else item.columns.month_first).add(column.index)


def _cells(lines: list[Line], column: int) -> list[Cell]:
    return [line.cells[column] for line in lines if column < len(line.cells)]


# ------------------------------------------------------------------ officers


def _officers(found: list[Found], sheets: list[Sheet], choices: Choices) -> OfficerBook:
    """Learns every officer's name: lists first, then titles and group rows, then the officer columns."""
    officers = OfficerBook(choices.words.get("officer"))
    for item in found:
        if item.kind is SheetKind.OFFICERS:
            _learn_list(item, officers)
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, start=1):
            if len(row) - row.count(None) <= 3 and (named := officer_in_text(row_text(sheet, number))):
                officers.learn(named)
    for item in found:
        column = item.columns.first(Meaning.OFFICER)
        if column is None or item.kind is SheetKind.OFFICERS:
            continue
        for cell in dict.fromkeys(_cells([x for x in item.lines if x.kind is None], column)):
            if officers.taught(plain(cell)):
                continue
            reading = read_officer_text(cell)
            if reading.value and len(reading.value) == 1 and reading.clear and isinstance(cell, str):
                officers.learn(cell)
    officers.settle()
    return officers


def _learn_list(item: Found, officers: OfficerBook) -> None:
    columns = item.columns
    name = columns.first(Meaning.NAME) if columns.has(Meaning.NAME) else columns.first(Meaning.OFFICER)
    if name is None:
        return
    nip, rank, short = (columns.first(m) for m in (Meaning.OFFICER_NIP, Meaning.RANK, Meaning.NICKNAME))

    def text(row: list[Cell], column: int | None) -> str:
        return plain(row[column]) if column is not None and column < len(row) else ""

    for _, row in item.table.body():
        if re.search(r"[^\W\d_]{3,}", shown := text(row, name)) and not re.match(
            r"(?:jumlah|total)\b", shown, re.IGNORECASE
        ):
            officers.learn(
                shown, listed=True, nip=text(row, nip), rank=text(row, rank), nickname=text(row, short)
            )


# ------------------------------------------------------------------ colours


def row_colours(item: Found) -> dict[int, str]:
    """The fill of each client row: that of its name cell, or of most of its cells. Stripes over many rows are no sign."""
    name = item.columns.first(Meaning.NAME)
    colours: dict[int, str] = {}
    clients = [line for line in item.lines if line.kind is None]
    for line in clients:
        own = item.sheet.fills.get((line.row, name)) if name is not None else None
        if own is None:
            fills = [item.sheet.fills.get((line.row, c)) for c, v in enumerate(line.cells) if v is not None]
            known = [f for f in fills if f]
            own = max(set(known), key=known.count) if len(known) > len(fills) / 2 else None
        if own:
            colours[line.row] = own
    return colours
