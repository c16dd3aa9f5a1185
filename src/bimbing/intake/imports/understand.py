"""Reads a whole workbook as a careful clerk would: every client, every cell, and every question to ask."""

from __future__ import annotations

import gc
import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

from bimbing.intake.imports.attendance import Attended, Ledger, day_line, form_line, matrix_line, month_years
from bimbing.intake.imports.cells import raw_cells
from bimbing.intake.imports.choices import NOTHING_CHOSEN, Choices
from bimbing.intake.imports.context import Context, add_text, context_of, latest_day
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.lines import Line
from bimbing.intake.imports.marks import read_legend
from bimbing.intake.imports.model import (
    CellIssue,
    Field,
    LinkedRow,
    Mark,
    OfficerFound,
    Record,
    RowKind,
    SheetFound,
    SheetKind,
    SkippedRow,
    Understood,
    UnplacedRow,
)
from bimbing.intake.imports.people import Clue, How, Key, PersonIndex, group_people
from bimbing.intake.imports.reader import Book, Sheet
from bimbing.intake.imports.rows import RowReader
from bimbing.intake.imports.survey import Found, Survey, row_colours, row_text, survey
from bimbing.intake.imports.tables import FEWEST_ROWS
from bimbing.intake.imports.taught import WordReaders
from bimbing.rules.decisions import sex_column_is_ambiguous
from bimbing.rules.nik import facts
from bimbing.rules.reading import Severity, plain

FEWEST_MEN = 2
"""So many men under P, and nobody under L, make a column of sexes doubtful."""
RARE_COLOUR = 0.25
"""A fill that no legend explains is a question only on fewer rows than this share; on more it is decoration."""


def understand(book: Book, *, today: date, choices: Choices = NOTHING_CHOSEN) -> Understood:
    """Everything that a workbook says. `today` is the yardstick for two-digit years and ages, never a value.

    What a person chose (`choices`) wins over wording and content.
    """
    collecting = gc.isenabled()
    gc.disable()  # a register is hundreds of thousands of small objects that all stay: looking for garbage finds none
    try:
        return _Work(book, survey(book, choices), today, choices).all()
    finally:
        if collecting:
            gc.enable()


def _men_as_p(item: Found, clients: list[Line], sex: int | None) -> bool:
    """Whether a column of sexes writes *pria* as P: its heading says `P/W`, or its many P are men by name and NIK."""
    if sex is None:
        return False
    if re.search(r"\bp\s*/\s*w\b", item.columns.items[sex].heading, re.IGNORECASE):
        return True
    name, nik = item.columns.first(Meaning.NAME), item.columns.first(Meaning.NIK)
    men = 0
    for line in clients:
        word = plain(line.cells[sex]).strip(". ").casefold() if sex < len(line.cells) else ""
        if word in ("l", "lk", "laki-laki", "laki"):
            return False
        if word == "p":
            written = plain(line.cells[name]) if name is not None else ""
            told = (
                facts(digits, today=date.max)
                if nik is not None
                and nik < len(line.cells)
                and (digits := plain(line.cells[nik])).isdecimal()
                and len(digits) == 16
                else None
            )
            men += bool(re.search(r"\bbin\b", written, re.IGNORECASE)) or (
                told is not None and told.sex == "L"
            )
    return men >= FEWEST_MEN


class _Work:
    """One workbook while it is understood."""

    def __init__(self, book: Book, found: Survey, today: date, choices: Choices) -> None:
        self.book, self.survey, self.today = book, found, today
        self.skipped_places, self.words = choices.skipped, WordReaders(choices.words)
        self.records: list[Record] = []
        self.sheets: list[SheetFound] = []
        self.skipped: list[SkippedRow] = []
        self.linked: list[LinkedRow] = []
        self.unplaced: list[UnplacedRow] = []
        self.seen: set[Key] = set()
        self.notes: list[CellIssue] = []
        self.marks: dict[Key, list[Mark]] = defaultdict(list)
        self.marked: dict[Key, list[CellIssue]] = defaultdict(list)
        titles = [t for item in found.tables for t in item.titles] + [s.name or "" for s in book.sheets]
        self.as_of = latest_day(titles)

    def all(self) -> Understood:
        for item in self.survey.tables:
            if item.kind is SheetKind.REGISTER:
                self._register(item)
        groups = group_people(self.records, self.today)
        before = len(self.records)
        index = self._index(groups)
        for item in self.survey.tables:
            if item.kind is SheetKind.MATRIX:
                self._matrix(item, index)
        if len(self.records) > before:
            groups = group_people(self.records, self.today)
            index = self._index(groups)
        for item in self.survey.tables:
            if item.kind in (SheetKind.LEDGER, SheetKind.FORM):
                self._lines_of_visits(item, index)
            elif item.kind in (SheetKind.OFFICERS, SheetKind.LIST, SheetKind.SKIPPED):
                self._list(item)
        for sheet in self.survey.bare:
            self._bare(sheet)
        self._attach()
        return Understood(
            file=self.book.file,
            records=tuple(self.records),
            sheets=tuple(self.sheets),
            skipped=tuple(self.skipped),
            linked=tuple(self.linked),
            unplaced=tuple(self.unplaced),
            duplicates=groups,
            officers=self._officers(),
            as_of=self.as_of,
            notes=tuple(self.notes),
        )

    def _index(self, groups: tuple[tuple[Key, ...], ...]) -> PersonIndex | None:
        """Where lines of visits look for their client; None where there is no client, or no such line."""
        visits = (SheetKind.MATRIX, SheetKind.LEDGER, SheetKind.FORM)
        wanted = any(item.kind in visits for item in self.survey.tables)
        return PersonIndex(self.records, groups) if self.records and wanted else None

    # ---- tables

    def _start(self, item: Found) -> Context:
        """Records titles and headers as rows that are no clients; gives the context they tell."""
        name = item.sheet.name
        for row in item.table.above:
            if (text := row_text(item.sheet, row)) and (name, row) not in self.seen:
                self.skipped.append(SkippedRow(name, row, RowKind.TITLE, text[:200]))
        for row in item.table.header_rows if item.table.headings_known else ():
            self.skipped.append(SkippedRow(name, row, RowKind.HEADER, row_text(item.sheet, row)[:200]))
        return context_of(item.titles, name, self.survey.officers)

    def _reader(self, item: Found) -> RowReader:
        sex = item.columns.first(Meaning.SEX)
        clients = [line for line in item.lines if line.kind is None]
        sexes = [line.cells[sex] for line in clients if sex is not None and sex < len(line.cells)]
        colours = row_colours(item)
        explained = self.survey.legends.of(item.sheet)
        common = {
            c
            for c, n in Counter(colours.values()).items()
            if n > RARE_COLOUR * len(clients) and (n > 2 or n == len(clients)) and c not in explained
        }
        return RowReader(
            item.sheet.name,
            item.columns,
            self.survey.officers,
            self.today,
            epoch1904=self.book.epoch1904,
            sex_unsure=sex_column_is_ambiguous(sexes) or _men_as_p(item, clients, sex),
            hidden_rows=item.sheet.hidden_rows,
            colours={row: c for row, c in colours.items() if c not in common},
            colour_status=explained,
            words=self.words,
        )

    def _not_client(self, item: Found, line: Line, context: Context, last: Key | None) -> Context:
        """Notes a row that is no client; group rows change the context."""
        name = item.sheet.name
        if line.kind is RowKind.CONTINUATION and last is not None:
            self.linked.append(LinkedRow(name, line.row, RowKind.CONTINUATION, last))
            return context
        self.seen.add((name, line.row))
        self.skipped.append(SkippedRow(name, line.row, line.kind or RowKind.NOTE, line.text[:200]))
        return add_text(context, line.text, self.survey.officers) if line.kind is RowKind.GROUP else context

    def _register(self, item: Found) -> None:
        context = start = self._start(item)
        reader = self._reader(item)
        last: Key | None = None
        before = len(self.records)
        months = self._months(item, start)
        for line in item.lines:
            if line.kind is not None:
                context = self._not_client(item, line, context, last)
                continue
            record = reader.record(line, context)
            last = record.key
            self.records.append(record)
            if months:
                self._add(record.key, matrix_line(item, line, months, {}))
        self._found(item, start, len(self.records) - before)

    def _months(self, item: Found, context: Context) -> dict[int, tuple[int, int]]:
        columns = [c for c in item.columns.items if c.meaning is Meaning.MONTH]
        return month_years(columns, context, (self.as_of or self.today).year)

    def _matrix(self, item: Found, index: PersonIndex | None) -> None:
        """Rows of month columns: they belong to the clients of the register, or are the clients where there is none."""
        context = start = self._start(item)
        reader = self._reader(item)
        months = self._months(item, context)
        legend = read_legend(
            [line.text for line in item.lines if line.kind is RowKind.LEGEND] + self._tail_texts(item)
        )
        last: Key | None = None
        before = len(self.records)
        for line in item.lines:
            if line.kind is not None:
                context = self._not_client(item, line, context, last)
                continue
            attended = (
                matrix_line(item, line, months, legend) if months else day_line(item, line, start, legend)
            )
            record = reader.record(line, context)
            if index is None:
                last = record.key
                self.records.append(record)
                self._add(last, attended)
            else:
                clue = Clue(record.full_name or "", record.register_no, record.programme, record.officer)
                last = self._place(item, line, attended, clue, index, RowKind.ATTENDANCE, record)
        self._found(item, start, len(self.records) - before)

    def _tail_texts(self, item: Found) -> list[str]:
        """Full texts of notes and legends (`Line.text` is cut short)."""
        kinds = (RowKind.LEGEND, RowKind.NOTE, RowKind.GROUP, RowKind.SIGNATURE)
        return [row_text(item.sheet, line.row) for line in item.lines if line.kind in kinds] + item.titles

    def _lines_of_visits(self, item: Found, index: PersonIndex | None) -> None:
        context = self._start(item)
        ledger = Ledger(item, context, self.today)
        for line in item.lines:
            if line.kind is not None:
                context = self._not_client(item, line, context, None)
                ledger.group(line.text if line.kind is RowKind.GROUP else "")
            elif item.kind is SheetKind.LEDGER:
                attended, clue = ledger.line(line)
                self._place(item, line, attended, self._with_officer(clue), index, RowKind.LEDGER)
            else:
                attended, clue, reports = form_line(item, line)
                self._place(
                    item, line, attended, clue, index, RowKind.FORM if reports else RowKind.FORM_OTHER
                )
        self._found(item, context, 0)

    def _with_officer(self, clue: Clue) -> Clue:
        if clue.officer and (found := self.survey.officers.match(clue.officer)).officer:
            return replace(clue, officer=found.officer.name)
        return clue

    def _place(
        self,
        item: Found,
        line: Line,
        attended: Attended,
        clue: Clue,
        index: PersonIndex | None,
        kind: RowKind,
        own: Record | None = None,
    ) -> Key | None:
        """Gives a line's marks to its client; a line that fits nobody or several waits for a person to choose."""
        found = index.find(clue) if index else None
        name = item.sheet.name
        if found is not None and found.index is not None and index is not None:
            key = index.records[found.index].key
            self.linked.append(LinkedRow(name, line.row, kind, key))
            self._add(key, attended)
            if found.how is not How.EXACT and attended.marks:
                severity = Severity.ASK if found.how is How.SPELLING else Severity.NOTE
                self.marked[key].append(
                    CellIssue(
                        Field.ATTENDANCE,
                        "name_spelled_otherwise",
                        severity,
                        (("name", clue.name),),
                        clue.name,
                        "",
                        line.row,
                    )
                )
            return key
        if own is not None and (found is None or found.how is How.NOBODY):
            issue = CellIssue(
                Field.FULL_NAME, "only_in_attendance", Severity.ASK, (), own.full_name or "", "", line.row
            )
            record = replace(own, issues=(*own.issues, issue))
            self.records.append(record)
            self._add(record.key, attended)
            return record.key
        candidates = tuple(index.records[i].key for i in found.candidates) if index and found else ()
        self.unplaced.append(
            UnplacedRow(
                name, line.row, kind, clue.name, tuple(attended.marks), raw_cells(line.cells), candidates
            )
        )
        return None

    def _add(self, key: Key, attended: Attended) -> None:
        self.marks[key] += attended.marks
        self.marked[key] += attended.issues

    def _attach(self) -> None:
        """Puts marks and their issues into the records."""
        for place, record in enumerate(self.records):
            marks, issues = self.marks.get(record.key), self.marked.get(record.key)
            if marks or issues:
                ordered = sorted(
                    marks or (), key=lambda m: (m.year, m.month, m.on or date(m.year, m.month, 1))
                )
                self.records[place] = replace(
                    record, attendance=tuple(ordered), issues=(*record.issues, *(issues or ()))
                )

    # ---- what is no client

    def _list(self, item: Found) -> None:
        self._start(item)
        kinds = {SheetKind.OFFICERS: RowKind.OFFICER_LIST, SheetKind.SKIPPED: RowKind.LEFT_OUT}
        kind = kinds.get(item.kind, RowKind.LIST)
        for number, _ in item.table.body():
            if text := row_text(item.sheet, number):
                self.skipped.append(SkippedRow(item.sheet.name, number, kind, text[:200]))
        self._found(item, Context(), 0)

    def _bare(self, sheet: Sheet) -> None:
        rows = [(n, t) for n in range(1, len(sheet.rows) + 1) if (t := row_text(sheet, n))]
        legend = bool(rows) and sum("=" in t for _, t in rows) >= len(rows) / 2
        kind = RowKind.LEGEND if legend else RowKind.NOTE
        left_out = (sheet.name or "") in self.skipped_places
        self.skipped.extend(
            SkippedRow(sheet.name, n, RowKind.LEFT_OUT if left_out else kind, t[:200]) for n, t in rows
        )
        if len(rows) >= FEWEST_ROWS and not legend and not left_out:
            self._note("sheet_not_understood", sheet.name)
        what = SheetKind.EMPTY if not rows else SheetKind.LEGEND if legend else SheetKind.UNKNOWN
        what = SheetKind.SKIPPED if left_out else what
        guessed = self.survey.guessed.get(sheet.name)
        self.sheets.append(
            SheetFound(
                sheet.name,
                what,
                (),
                guessed.columns.found() if guessed else (),
                0.0 if what is SheetKind.UNKNOWN else 1.0,
                hidden=sheet.hidden,
                place=sheet.name or "",
            )
        )

    def _found(self, item: Found, context: Context, records: int) -> None:
        columns = item.columns.found()
        known = [c.confidence for c in columns if c.heading]
        if not item.table.headings_known and item.kind is not SheetKind.SKIPPED:
            self._note("headings_missing", item.sheet.name)
        self.sheets.append(
            SheetFound(
                item.sheet.name,
                item.kind,
                item.table.header_rows,
                columns,
                round(sum(known) / len(known), 2) if known else 0.0,
                hidden=item.sheet.hidden,
                programme=context.programme,
                officer=context.officer,
                exchanged=tuple(c.letter for c in columns if c.index in item.columns.exchanged),
                records=records,
                place=item.place,
                layout=item.layout,
                remembered=item.remembered,
            )
        )

    def _note(self, code: str, sheet: str | None) -> None:
        """An issue of a whole sheet: no client is lost without a word."""
        self.notes.append(CellIssue("", code, Severity.ASK, (("sheet", sheet or ""),)))

    def _officers(self) -> tuple[OfficerFound, ...]:
        clients = Counter(r.officer for r in self.records if r.officer)
        return tuple(
            OfficerFound(o.name, o.titled, tuple(o.spellings), o.nip, o.rank, o.listed, clients[o.name])
            for o in self.survey.officers.officers
        )
