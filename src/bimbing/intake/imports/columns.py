"""Decides what each column of a table holds, by the wording of its heading and by its content, with a confidence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from statistics import median

from bimbing.intake.imports.content import best_shape, looks_like_name, said, share, share_of_periods
from bimbing.intake.imports.headings import EXTRAS, Meaning
from bimbing.intake.imports.model import Cell, ColumnFound
from bimbing.intake.imports.tables import Table, counts_columns
from bimbing.intake.imports.wording import normal
from bimbing.rules.dates import read_date
from bimbing.rules.reading import plain
from bimbing.rules.status_words import read_status

SAMPLE_ROWS = 240

_SHAPE_OF: dict[Meaning, tuple[Meaning, ...]] = {
    Meaning.NIK: (Meaning.NIK,),
    Meaning.PHONE: (Meaning.PHONE,),
    Meaning.SEX: (Meaning.SEX,),
    Meaning.BIRTH: (Meaning.BIRTH, Meaning.DATE),
    Meaning.BIRTH_DATE: (Meaning.DATE,),
    Meaning.START: (Meaning.DATE,),
    Meaning.END: (Meaning.DATE,),
    Meaning.SENTENCE_END: (Meaning.DATE,),
    Meaning.DECREE_DATE: (Meaning.DATE,),
    Meaning.VERDICT_DATE: (Meaning.DATE,),
    Meaning.INTEGRATION_DATE: (Meaning.DATE,),
    Meaning.ASSIMILATION_DATE: (Meaning.DATE,),
    Meaning.SENTENCE: (Meaning.SENTENCE,),
    Meaning.ORIGIN: (Meaning.ORIGIN,),
    Meaning.ADDRESS: (Meaning.ADDRESS,),
    Meaning.VERDICT: (Meaning.DECREE,),
}
"""What the cells under a heading should look like; other meanings are free text and cannot contradict."""


@dataclass(slots=True)
class Column:
    """One column: `meaning` as decided; `by` is "wording", "content", "both" or "" (nothing known)."""

    index: int
    heading: str
    meaning: Meaning
    confidence: float
    by: str
    month: tuple[int | None, int] | None = None
    samples: tuple[str, ...] = ()
    day: int | None = None


@dataclass(slots=True)
class Columns:
    """The columns of one table. `places` gives the first column of each meaning once settled; `usual_filled` is how many cells a full row usually has."""

    items: list[Column]
    usual_filled: int = 3
    exchanged: set[int] = field(default_factory=set)
    places: dict[Meaning, int] = field(default_factory=dict)
    extras: list[tuple[int, str]] = field(default_factory=list)

    def settled(self) -> None:
        """From now on the meanings stay; rows ask for them thousands of times."""
        self.extras = [(c.index, key) for c in self.items if (key := EXTRAS.get(c.meaning))]
        self.places = {c.meaning: c.index for c in reversed(self.items)}

    def first(self, meaning: Meaning) -> int | None:
        return self.places.get(meaning)

    def all(self, meaning: Meaning) -> list[int]:
        return [c.index for c in self.items if c.meaning is meaning]

    def has(self, *meanings: Meaning) -> bool:
        return any(c.meaning in meanings for c in self.items)

    def found(self) -> tuple[ColumnFound, ...]:
        return tuple(
            ColumnFound(
                c.index, letter(c.index), c.heading, c.meaning, round(c.confidence, 2), c.by, c.samples
            )
            for c in self.items
            if c.heading or c.samples
        )


@lru_cache(maxsize=512)
def letter(index: int) -> str:
    """`A` for 0, `AA` for 26."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def map_columns(table: Table, is_programme: Callable[[Cell], bool]) -> Columns:
    """Wording first, then content: it confirms, contradicts, or names a column without a readable heading."""
    rows = [
        row for _, row in table.body() if sum(v is not None for v in row) >= 3 and not counts_columns(row)
    ]
    step = max(1, len(rows) // SAMPLE_ROWS)
    sample = rows[::step]
    width = max([len(table.headings), *(len(r) for r in sample)], default=0)
    items = []
    for index in range(width):
        heading = table.headings[index] if index < len(table.headings) else None
        if heading is not None and normal(heading.text) == "tempat" and _is_birth_date(table, index + 1):
            heading.meaning, heading.confidence = Meaning.BIRTH_PLACE, 0.9
        values = said([r[index] for r in sample if index < len(r)])
        samples = tuple(dict.fromkeys(plain(v)[:60] for v in values[:40]))[:5]
        if heading is None:
            items.append(Column(index, "", Meaning.UNKNOWN, 0.0, "", None, samples))
            continue
        column = Column(
            index,
            heading.text,
            heading.meaning,
            heading.confidence,
            "wording",
            heading.month,
            samples,
            heading.day,
        )
        _weigh(column, values)
        items.append(column)
    columns = Columns(items, int(median([sum(v is not None for v in r) for r in sample])) if sample else 3)
    _settle(columns, sample, is_programme)
    columns.settled()
    return columns


def _is_birth_date(table: Table, index: int) -> bool:
    return index < len(table.headings) and table.headings[index].meaning is Meaning.BIRTH_DATE


def _weigh(column: Column, values: list[Cell]) -> None:
    """Lets the content confirm the wording or contradict it."""
    expected = _SHAPE_OF.get(column.meaning)
    if expected is None or len(values) < 5:
        return
    agreement = max(share(shape, values) for shape in expected)
    if agreement >= 0.6:
        column.by = "both"
    elif agreement < 0.2 and (found := best_shape(values, 0.8)) and found[0] not in expected:
        column.confidence = min(column.confidence, 0.5)
        column.by = "contradicted"


def _settle(columns: Columns, sample: list[list[Cell]], is_programme: Callable[[Cell], bool]) -> None:
    """Resolves what only the whole table can tell: contradicted, unnamed and ambiguous columns."""

    def values_of(column: Column) -> list[Cell]:
        return said([r[column.index] for r in sample if column.index < len(r)])

    _status_ticks(columns, values_of)
    _promote_names(columns)
    _promote_register(columns)
    taken = {c.meaning for c in columns.items if c.by != "contradicted"}
    for column in columns.items:
        if column.by == "contradicted" or column.meaning is Meaning.UNKNOWN:
            found = best_shape(values_of(column), 0.8)
            meaning = _free(found[0], taken) if found else None
            if found and meaning:
                column.meaning, column.confidence, column.by = meaning, 0.6 * found[1], "content"
                taken.add(meaning)
            elif column.meaning is Meaning.UNKNOWN and (
                told := _by_people(column, columns, values_of(column))
            ):
                column.meaning, column.confidence, column.by = told, 0.6, "content"
                taken.add(told)
    if Meaning.NAME not in taken and taken & _OF_A_CLIENT:
        _find_names(columns, values_of)
    _neighbours(columns)
    _ticks(columns, values_of)
    for column in columns.items:
        _ambiguous(column, columns, values_of, is_programme)
    if columns.has(Meaning.OFFENCE) and not columns.has(Meaning.ARTICLES, Meaning.OFFENCE_ARTICLES):
        _rename(columns, Meaning.OFFENCE, Meaning.OFFENCE_ARTICLES)
    if columns.has(Meaning.ARTICLES) and not columns.has(Meaning.OFFENCE, Meaning.OFFENCE_ARTICLES):
        _rename(columns, Meaning.ARTICLES, Meaning.OFFENCE_ARTICLES)
    for verdict, decree in (
        (Meaning.VERDICT, Meaning.DECREE),
        (Meaning.VERDICT_NO, Meaning.DECREE_NO),
        (Meaning.VERDICT_DATE, Meaning.DECREE_DATE),
    ):
        if columns.has(verdict) and not columns.has(Meaning.DECREE, decree):
            _rename(columns, verdict, decree)
    _drop_seconds(columns)


_OF_A_CLIENT = {
    Meaning.REGISTER_NO,
    Meaning.NIK,
    Meaning.BIRTH,
    Meaning.ADDRESS,
    Meaning.START,
    Meaning.END,
    Meaning.SENTENCE,
}


def _promote_names(columns: Columns) -> None:
    """`NAMA/ALIAS` beside `ALIAS` is the name; a second column of names beside `NAMA` is the alias."""
    names = [c for c in columns.items if c.meaning is Meaning.NAME]
    if len(names) > 1 and not columns.has(Meaning.ALIAS):
        for column in names[1:]:
            if "alias" in column.heading.casefold():
                column.meaning = Meaning.ALIAS


def _promote_register(columns: Columns) -> None:
    """The number of the social inquiry is the register number of an office that keeps no other."""
    if not columns.has(Meaning.REGISTER_NO):
        for column in columns.items:
            if column.meaning is Meaning.OTHER_REGISTER and "litmas" in column.heading.casefold():
                column.meaning, column.confidence = Meaning.REGISTER_NO, 0.8
                return


_TITLED = re.compile(r",\s*(?:s\.?\s?\w{1,4}|a\.?\s?md|m\.?\s?\w{1,3})\b", re.IGNORECASE)


def _by_people(column: Column, columns: Columns, values: list[Cell]) -> Meaning | None:
    """What a column without a readable heading says of people: words of status, or names with degrees (officers)."""
    if len(values) < 5:
        return None
    if not columns.has(Meaning.STATUS) and sum(read_status(v).value is not None for v in values) > 0.8 * len(
        values
    ):
        return Meaning.STATUS
    if not columns.has(Meaning.OFFICER) and sum(
        _TITLED.search(plain(v)) is not None for v in values
    ) > 0.5 * len(values):
        return Meaning.OFFICER
    return None


def _find_names(columns: Columns, values_of: Callable[[Column], list[Cell]]) -> None:
    """The column of names where no heading says so: letters only, nearly all different, in words."""
    for column in columns.items:
        values = values_of(column)
        if column.meaning is not Meaning.UNKNOWN or len(values) < 3:
            continue
        texts = [plain(v) for v in values]
        if len(set(texts)) >= 0.9 * len(texts) and sum(map(looks_like_name, texts)) >= 0.8 * len(texts):
            column.meaning, column.confidence, column.by = Meaning.NAME, 0.6, "content"
            return


def _neighbours(columns: Columns) -> None:
    """`NO. SK | TANGGAL`: a bare date beside a number is the date of that paper."""
    pairs = {Meaning.DECREE_NO: Meaning.DECREE_DATE, Meaning.VERDICT_NO: Meaning.VERDICT_DATE}
    for left, right in pairwise(columns.items):
        wanted = pairs.get(left.meaning)
        if right.meaning is Meaning.DATE and wanted and not any(c.meaning is wanted for c in columns.items):
            right.meaning, right.confidence = wanted, 0.8


def _ticks(columns: Columns, values_of: Callable[[Column], list[Cell]]) -> None:
    """Columns headed `L | P` or `PB | CB | CMB` hold ticks; with dates in them they are dates, else nothing we know."""
    for meaning in (Meaning.SEX_TICK, Meaning.PROGRAMME_TICK):
        ticked = [c for c in columns.items if c.meaning is meaning]
        marks = all(len(plain(v)) <= 2 for c in ticked for v in values_of(c))
        if len(ticked) > 1 and marks:
            continue
        for column in ticked:
            dates = share(Meaning.DATE, values_of(column)) > 0.6
            assimilation = column.heading.casefold().startswith("as")
            day = Meaning.ASSIMILATION_DATE if assimilation else Meaning.INTEGRATION_DATE
            column.meaning = day if dates and meaning is Meaning.PROGRAMME_TICK else Meaning.UNKNOWN


def _status_ticks(columns: Columns, values_of: Callable[[Column], list[Cell]]) -> None:
    """`AKTIF | SELESAI | DICABUT` side by side with nothing but ticks below: each heading is a status."""

    def may(column: Column) -> bool:
        last = column.heading.split()[-1] if column.heading else ""
        return read_status(last).value is not None and all(len(plain(v)) <= 2 for v in values_of(column))

    for left, right in pairwise(columns.items):
        if may(left) and may(right) and (values_of(left) or values_of(right)):
            for column in (left, right):
                column.meaning, column.confidence, column.by = Meaning.STATUS_TICK, 0.8, "both"


def _free(shape: Meaning, taken: set[Meaning]) -> Meaning | None:
    """The meaning for a shape, if no other column has it; a date without a heading could be any date."""
    if shape is Meaning.DATE or shape in taken:
        return None
    if shape is Meaning.SENTENCE and Meaning.AGE in taken:
        return None
    if shape is Meaning.ARTICLES and Meaning.OFFENCE_ARTICLES in taken:
        return None
    if shape is Meaning.DECREE and taken & {Meaning.DECREE_NO, Meaning.VERDICT, Meaning.VERDICT_NO}:
        return None
    if shape is Meaning.BIRTH and Meaning.BIRTH_DATE in taken:
        return None
    return shape


def _ambiguous(
    column: Column,
    columns: Columns,
    values_of: Callable[[Column], list[Cell]],
    is_programme: Callable[[Cell], bool],
) -> None:
    values = values_of(column)
    if column.meaning is Meaning.RELEASE:
        column.meaning, column.confidence = _release(column, columns, values_of)
    elif column.meaning is Meaning.PROBATION:
        dates = share(Meaning.DATE, values) > 0.5
        if dates and not columns.has(Meaning.END):
            column.meaning, column.confidence = Meaning.END, 0.8
        elif not dates and not columns.has(Meaning.SENTENCE):
            column.meaning, column.confidence = Meaning.SENTENCE, 0.8
    elif (
        column.meaning is Meaning.VERDICT
        and share(Meaning.SENTENCE, values) > 0.6
        and not columns.has(Meaning.SENTENCE)
    ):
        column.meaning, column.by = Meaning.SENTENCE, "content"
    elif column.meaning is Meaning.CONDITION and not columns.has(Meaning.STATUS):
        if values and sum(read_status(v).value is not None for v in values) > 0.6 * len(values):
            column.meaning, column.confidence, column.by = Meaning.STATUS, 0.8, "content"
    elif column.meaning is Meaning.STATUS and not columns.has(Meaning.PROGRAMME):
        if len(values) >= 5 and sum(map(is_programme, values)) > 0.6 * len(values):
            column.meaning, column.confidence, column.by = Meaning.PROGRAMME, 0.8, "content"
    elif column.meaning is Meaning.UNKNOWN and not columns.has(Meaning.PROGRAMME):
        if len(values) >= 5 and sum(map(is_programme, values)) > 0.8 * len(values):
            column.meaning, column.confidence, column.by = Meaning.PROGRAMME, 0.6, "content"
    elif (
        column.meaning in (Meaning.START, Meaning.END)
        and share_of_periods(values) > 0.5
        and not columns.has(Meaning.PERIOD)
    ):
        column.meaning, column.by = Meaning.PERIOD, "content"
    elif (
        column.meaning is Meaning.PERIOD
        and share(Meaning.SENTENCE, values) > 0.6
        and share(Meaning.DATE, values) < 0.2
    ):
        column.meaning = Meaning.SENTENCE if not columns.has(Meaning.SENTENCE) else Meaning.UNKNOWN


def _release(
    column: Column, columns: Columns, values_of: Callable[[Column], list[Cell]]
) -> tuple[Meaning, float]:
    """`tgl bebas`: the release (start of guidance), or the expiry of the prison term if it lies a year before the end."""
    started = columns.has(Meaning.START, Meaning.INTEGRATION_DATE, Meaning.PERIOD)
    if columns.has(Meaning.SENTENCE_END):
        return (Meaning.START, 0.9) if not started else (Meaning.UNKNOWN, 0.3)
    ends = next((c for c in columns.items if c.meaning is Meaning.END), None)
    if ends is not None:
        pairs = list(zip(map(_day, values_of(column)), map(_day, values_of(ends)), strict=False))
        known = [(a, b) for a, b in pairs if a and b]
        year_later = sum((b.year - a.year, b.month, b.day) == (1, a.month, a.day) for a, b in known)
        if known and year_later > len(known) / 2:
            return Meaning.SENTENCE_END, 0.8
    return (Meaning.START, 0.8) if not started else (Meaning.SENTENCE_END, 0.6)


def _day(value: Cell) -> date | None:
    return read_date(value).value


def _rename(columns: Columns, old: Meaning, new: Meaning) -> None:
    for column in columns.items:
        if column.meaning is old:
            column.meaning = new


_MANY = frozenset(
    {
        Meaning.PHONE,
        Meaning.REMARKS,
        Meaning.MONTH,
        Meaning.DAY,
        Meaning.SEX_TICK,
        Meaning.PROGRAMME_TICK,
        Meaning.STATUS_TICK,
        Meaning.UNKNOWN,
        Meaning.NUMBER,
        Meaning.COUNT,
        Meaning.SIGNATURE,
    }
)


def _drop_seconds(columns: Columns) -> None:
    """Of several columns with one meaning the surest, then the first, is read; the others stay in the raw row."""
    best: dict[Meaning, Column] = {}
    for column in columns.items:
        if column.meaning in _MANY:
            continue
        other = best.get(column.meaning)
        if other is None:
            best[column.meaning] = column
        elif column.confidence > other.confidence:
            other.meaning, best[column.meaning] = Meaning.UNKNOWN, column
        else:
            column.meaning = Meaning.UNKNOWN
