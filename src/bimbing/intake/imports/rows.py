"""Turns one line of a table into a record: each cell read by the rules, each doubt kept beside its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from bimbing.intake.imports.cells import ADDRESS_PARTS, broken_formula, longer_address, raw_cells
from bimbing.intake.imports.columns import Columns
from bimbing.intake.imports.context import Context
from bimbing.intake.imports.exchanged import exchange, turn
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.lines import Line
from bimbing.intake.imports.model import Cell, Field, Record
from bimbing.intake.imports.officers import OfficerBook
from bimbing.intake.imports.row_status import OTHER_OFFICER, StatusCells
from bimbing.intake.imports.taught import AS_THE_RULES_SAY, WordReaders
from bimbing.rules.births import read_birth, tidy_place
from bimbing.rules.dates import read_date_pair
from bimbing.rules.decisions import read_decision, read_officer_text, read_origin, read_register_no, read_sex
from bimbing.rules.durations import read_hours, read_sentence
from bimbing.rules.names import read_name
from bimbing.rules.nik import read_nik
from bimbing.rules.phone import read_phones
from bimbing.rules.reading import (
    DoubtCode,
    Reading,
    Severity,
    is_blank,
    is_ditto,
    plain,
)

T = TypeVar("T")

SENTENCE_PARTS = (
    (Meaning.SENTENCE_YEARS, "tahun"),
    (Meaning.SENTENCE_MONTHS, "bulan"),
    (Meaning.SENTENCE_DAYS, "hari"),
)

# Registers repeat the same words thousands of times.
_origin = lru_cache(4096)(read_origin)
_officer_text = lru_cache(4096)(read_officer_text)
_sentence = lru_cache(8192)(read_sentence)
_sex = lru_cache(256)(read_sex)


@dataclass(slots=True)
class RowReader:
    """Reads the lines of one table. `colours` gives a status for a fill (`RRGGBB`), "" for a colour nobody explains."""

    sheet: str | None
    columns: Columns
    officers: OfficerBook
    today: date
    epoch1904: bool = False
    sex_unsure: bool = False
    hidden_rows: frozenset[int] = frozenset()
    colours: Mapping[int, str] = field(default_factory=dict)
    colour_status: Mapping[str, str | None] = field(default_factory=dict)
    words: WordReaders = AS_THE_RULES_SAY

    def record(self, line: Line, context: Context) -> Record:
        """The record of a client's line; values the row does not tell come from the context."""
        return _One(self, line, context).read()


class _One(StatusCells):
    """One line while it is read, field by field."""

    def __init__(self, reader: RowReader, line: Line, context: Context) -> None:
        super().__init__(reader.columns, line, reader.today, epoch1904=reader.epoch1904)
        self.reader, self.context = reader, context
        self.colour, self.explained = reader.colours.get(line.row, ""), reader.colour_status
        self.words = reader.words

    def read(self) -> Record:
        self._person()
        self._birth()
        self._contact()
        self._offence()
        self._decision()
        self._dates()
        self._programme()
        self._officer()
        self.read_status()
        extra = self._extras()
        return Record(
            sheet=self.reader.sheet,
            row=self.line.row,
            raw=raw_cells(self.line.cells),
            extra=extra,
            issues=tuple(self.issues),
            raw_more=tuple((number, raw_cells(row)) for number, row in self.line.more),
            hidden=self.line.row in self.reader.hidden_rows,
            **self.values,
        )

    # ---- who

    def _person(self) -> None:
        cell, column = self.at(Meaning.NAME)
        reading = read_name(cell)
        self.name = reading.value
        for doubt in reading.doubts:
            if doubt.code is not DoubtCode.NAME_MARK or self.name is None or not self.name.suggested_status:
                self.ask(Field.FULL_NAME, doubt, cell, column)  # a mark that tells the status is said there
        if self.name is None:
            if not reading.doubts:
                self.say(Field.FULL_NAME, "name_missing", Severity.ERROR, cell, column)
        else:
            self.values[Field.FULL_NAME] = self.name.full_name
            if self.name.aliases:
                self.values[Field.ALIASES] = self.name.aliases
            if self.name.parent_name:
                self.values[Field.PARENT_NAME] = self.name.parent_name
        parent, _ = self.at(Meaning.PARENT)
        if not is_blank(parent):
            told = read_name(
                f"X bin {re.sub(r'^(?:bin|binti)[ .]+', '', plain(parent), flags=re.IGNORECASE)}"
            ).value
            if told and told.parent_name:
                self.values[Field.PARENT_NAME] = told.parent_name
        alias, _ = self.at(Meaning.ALIAS)
        if not is_blank(alias):
            given = tuple(
                a.strip() for a in re.split(r"\s*[,/;]\s*|\s+als?\.?\s+", plain(alias)) if a.strip()
            )
            self.values[Field.ALIASES] = tuple(dict.fromkeys((*self.values.get(Field.ALIASES, ()), *given)))
        self.take(Field.REGISTER_NO, Meaning.REGISTER_NO, read_register_no)
        self.take(Field.NIK, Meaning.NIK, read_nik)
        self.take(Field.SEX, Meaning.SEX, lambda c: _sex(c, p_is_ambiguous=self.reader.sex_unsure))
        self.ticked(Field.SEX, Meaning.SEX_TICK, _sex)

    def _birth(self) -> None:
        cell, column = self.at(Meaning.BIRTH)
        if cell is not None:
            if broken := broken_formula(cell):
                self.ask(Field.BIRTH_DATE, broken, cell, column)
            else:
                birth = read_birth(cell, today=self.reader.today)
                self.put(Field.BIRTH_PLACE, birth.place, cell, column)
                self.put(Field.BIRTH_DATE, birth.date, cell, column)
        place, column = self.at(Meaning.BIRTH_PLACE)
        if place is not None and not is_blank(place):
            self.text(Field.BIRTH_PLACE, place, column, tidy_place)
        self.day(Field.BIRTH_DATE, Meaning.BIRTH_DATE, birth=True)

    def _contact(self) -> None:
        cell, column = self.at(Meaning.ADDRESS)
        if cell is not None and not is_blank(cell):
            self.text(Field.ADDRESS, cell, column)
        for meaning, sign in ADDRESS_PARTS:
            part, _ = self.at(meaning)
            if not (is_blank(part) or is_ditto(part) or broken_formula(part)):
                self.values[Field.ADDRESS] = longer_address(
                    self.values.get(Field.ADDRESS, ""), plain(part), sign
                )
        phones: list[Any] = []
        for column in self.columns.all(Meaning.PHONE):
            cell = self.line.cells[column] if column < len(self.line.cells) else None
            if cell is None:
                continue
            broken = broken_formula(cell)
            reading = Reading(None, (broken,)) if broken else read_phones(cell)
            phones += reading.value or ()
            for doubt in reading.doubts:
                self.ask(Field.PHONES, doubt, cell, column)
        if phones:
            self.values[Field.PHONES] = tuple({p.e164: p for p in reversed(phones)}.values())[::-1]

    # ---- what for

    def _offence(self) -> None:
        for meaning in (Meaning.OFFENCE_ARTICLES, Meaning.OFFENCE, Meaning.ARTICLES):
            cell, column = self.at(meaning)
            if cell is None:
                continue
            reading = self.reader.words.offence(cell)
            if reading.articles and (meaning is not Meaning.OFFENCE or Field.ARTICLES not in self.values):
                self.values[Field.ARTICLES] = plain(cell) if meaning is Meaning.ARTICLES else reading.articles
            if meaning is Meaning.ARTICLES:
                for doubt in reading.category.doubts:
                    if doubt.code in (DoubtCode.FORMULA_ERROR, DoubtCode.DITTO):
                        self.ask(Field.ARTICLES, doubt, cell, column)
                if Field.OFFENCE not in self.values and reading.category.value not in (None, "LAINNYA"):
                    self.values[Field.OFFENCE] = reading.category.value
                continue
            self.put(Field.OFFENCE, reading.category, cell, column)
        cell, column = self.at(Meaning.SENTENCE)
        if isinstance(cell, str) and re.search(r"\bjam\b", cell, re.IGNORECASE):
            self.put(Field.HOURS, read_hours(cell), cell, column)
        elif cell is not None:
            self.take(Field.SENTENCE, Meaning.SENTENCE, _sentence)
        else:
            self._sentence_in_parts()
        self.take(Field.HOURS, Meaning.HOURS, read_hours)

    def _sentence_in_parts(self) -> None:
        """Years, months and days in columns of their own: `TH | BLN | HR`."""
        parts: list[str] = []
        where = -1
        for meaning, unit in SENTENCE_PARTS:
            cell, column = self.at(meaning)
            if broken := broken_formula(cell):
                self.ask(Field.SENTENCE, broken, cell, column)
                return
            if cell is None or is_blank(cell) or cell == 0:
                continue
            where = column if where < 0 else where
            parts.append(f"{plain(cell)} {unit}" if re.fullmatch(r"\d+", plain(cell)) else plain(cell))
        if parts:
            self.put(Field.SENTENCE, _sentence(" ".join(parts)), " ".join(parts), where)

    def _decision(self) -> None:
        for meaning in (Meaning.DECREE, Meaning.DECREE_NO):
            cell, column = self.at(meaning)
            if cell is None:
                continue
            number, day = read_decision(cell, today=self.reader.today)
            broken = broken_formula(cell)
            self.put(Field.DECREE_NO, Reading(None, (broken,)) if broken else number, cell, column)
            if meaning is Meaning.DECREE or not self.columns.has(Meaning.DECREE_DATE):
                self.put(Field.DECREE_DATE, Reading(None, (broken,)) if broken else day, cell, column)
        self.day(Field.DECREE_DATE, Meaning.DECREE_DATE)
        self.take(Field.ORIGIN, Meaning.ORIGIN, _origin)

    # ---- when

    def _dates(self) -> None:
        cell, column = self.at(Meaning.PERIOD)
        if cell is not None:
            if broken := broken_formula(cell):
                self.ask(Field.START_DATE, broken, cell, column)
            else:
                start, end = read_date_pair(cell, today=self.reader.today)
                self.put(Field.START_DATE, start, cell, column)
                self.put(Field.END_DATE, end, cell, column)
        self.day(Field.START_DATE, Meaning.START)
        self.day(Field.START_DATE, Meaning.INTEGRATION_DATE)
        if Field.START_DATE not in self.values and not self.doubted(Field.START_DATE):
            self.day(Field.START_DATE, Meaning.ASSIMILATION_DATE)
        self.day(Field.END_DATE, Meaning.END)
        self.day(Field.SENTENCE_END_DATE, Meaning.SENTENCE_END)
        began, ends = self.values.get(Field.START_DATE), self.values.get(Field.END_DATE)
        if began and ends and ends < began:
            cell, column = self.at(Meaning.END)
            self.say(
                Field.END_DATE,
                "end_before_start",
                Severity.ASK,
                cell,
                column,
                start=began.isoformat(),
                end=ends.isoformat(),
            )

    # ---- programme, officer, status

    def _programme(self) -> None:
        read = self.reader.words.programme
        cell = self.take(Field.PROGRAMME, Meaning.PROGRAMME, read)
        self.ticked(Field.PROGRAMME, Meaning.PROGRAMME_TICK, read)
        if Field.PROGRAMME in self.values or self.doubted(Field.PROGRAMME):
            return
        if is_blank(cell) and self.context.programme and not broken_formula(cell):
            self.values[Field.PROGRAMME] = self.context.programme
        elif is_blank(cell) and self.context.unclear:
            self.say(Field.PROGRAMME, DoubtCode.PROGRAMME_UNCLEAR, Severity.ASK, raw=self.context.unclear)

    def _officer_moved(self) -> bool:
        """A remark that hands the client over to another officer: who it is now, a person decides."""
        for column in self.columns.all(Meaning.REMARKS):
            remark = self.cells[column] if column < len(self.cells) else None
            if isinstance(remark, str) and (moved := OTHER_OFFICER.search(remark)):
                other = self.reader.officers.look(moved["name"])
                params = {"suggest": other.officer.name} if other.officer else {}
                self.say(
                    Field.OFFICER,
                    DoubtCode.OFFICER_MOVED,
                    Severity.ASK,
                    remark,
                    column,
                    raw=plain(remark),
                    **params,
                )
                return True
        return False

    def _officer(self) -> None:
        cell, column = self.at(Meaning.OFFICER)
        if self._officer_moved():
            return
        if cell is None or (is_blank(cell) and not broken_formula(cell)):
            if self.context.officer:
                self.values[Field.OFFICER] = self.context.officer
            return
        if told := self.reader.officers.taught(plain(cell)):
            self.values[Field.OFFICER] = told.name
            return
        reading = Reading(None, (broken,)) if (broken := broken_formula(cell)) else _officer_text(cell)
        for doubt in reading.doubts:
            self.ask(Field.OFFICER, doubt, cell, column)
        if reading.value and reading.clear:
            self._named_officer(reading.value[0], cell, column)

    def _named_officer(self, name: str, cell: Cell, column: int) -> None:
        found = self.reader.officers.match(name)
        if found.officer is not None:
            self.values[Field.OFFICER] = found.officer.name
            if found.how == "part":
                self.say(Field.OFFICER, "officer_short", Severity.NOTE, cell, column, name=found.officer.name)
        elif found.how == "many":
            options = "|".join(found.options)
            self.say(
                Field.OFFICER, "officer_many", Severity.ASK, cell, column, raw=plain(cell), options=options
            )
        else:
            self.values[Field.OFFICER] = name
            known = any(o.listed for o in self.reader.officers.officers)
            self.say(
                Field.OFFICER,
                "officer_unknown",
                Severity.ASK if known else Severity.NOTE,
                cell,
                column,
                raw=plain(cell),
            )

    def _extras(self) -> dict[str, str]:
        extras: dict[str, str] = {}
        for index, key in self.columns.extras:
            cell = self.cells[index] if index < len(self.cells) else None
            if cell is not None and not is_blank(cell):
                text = self._kept_text(key, cell, index)
                extras[key] = f"{extras[key]}; {text}" if key in extras else text
        return extras

    def _kept_text(self, key: str, cell: Cell, column: int) -> str:
        """The cell as text; a date of an exchanged column is the one that was meant, and says so."""
        if isinstance(cell, str) and column in self.columns.month_first:
            return turn(cell) or plain(cell)
        if not isinstance(cell, date) or column not in self.columns.exchanged:
            return plain(cell)
        meant = exchange(date(cell.year, cell.month, cell.day))
        if meant is None or meant.month == cell.month:
            return plain(cell)
        raw, suggest = cell.isoformat()[:10], meant.isoformat()
        self.say(key, "date_exchanged", Severity.NOTE, cell, column, raw=raw, suggest=suggest)
        return suggest
