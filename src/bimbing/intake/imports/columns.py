"""Decides what each column of a table holds, by the wording of its heading and by its content, with a confidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median

from bimbing.intake.imports.content import best_shape, said, share
from bimbing.intake.imports.headings import EXTRAS, Meaning
from bimbing.intake.imports.model import Cell, ColumnFound
from bimbing.intake.imports.settling import (
    ambiguous,
    by_people,
    find_names,
    free,
    neighbours,
    promote_names,
    promote_register,
    status_ticks,
    ticks,
)
from bimbing.intake.imports.tables import Table, counts_columns
from bimbing.intake.imports.wording import normal
from bimbing.rules.reading import plain

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
    """One column: `meaning` as decided; `by` is "wording", "content", "both", "person" or "" (nothing known)."""

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
    """The columns of one table. `usual_filled` is how many cells a full row usually has.

    `places`, `extras`: once settled, the first column of each meaning, and the columns that are kept as text beside the
    fields. `exchanged`: columns whose real dates stand month first; `month_first`: whose dates in words of figures do, as
    a person said; `told`: of which a person said it, one way or the other.
    """

    items: list[Column]
    usual_filled: int = 3
    exchanged: set[int] = field(default_factory=set)
    month_first: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    places: dict[Meaning, int] = field(default_factory=dict)
    extras: list[tuple[int, str]] = field(default_factory=list)

    def settled(self) -> None:
        """From now on the meanings stay; rows ask for them thousands of times."""
        self.extras = [(c.index, key) for c in self.items if (key := EXTRAS.get(c.meaning))]
        self.places = {c.meaning: c.index for c in reversed(self.items)}

    def show(self, clients: Sequence[list[Cell]]) -> None:
        """Takes the samples of each column from rows of clients, now that it is known which they are."""
        for column in self.items:
            values = said([row[column.index] for row in clients if column.index < len(row)])
            column.samples = tuple(dict.fromkeys(plain(v)[:60] for v in values))[:5]

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
    rows = [row for _, row in table.body() if len(row) - row.count(None) >= 3 and not counts_columns(row)]
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
    columns = Columns(items, int(median([len(r) - r.count(None) for r in sample])) if sample else 3)
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

    status_ticks(columns, values_of)
    promote_names(columns)
    promote_register(columns)
    taken = {c.meaning for c in columns.items if c.by != "contradicted"}
    for column in columns.items:
        if column.by == "contradicted" or column.meaning is Meaning.UNKNOWN:
            found = best_shape(values_of(column), 0.8)
            meaning = free(found[0], taken) if found else None
            if found and meaning:
                column.meaning, column.confidence, column.by = meaning, 0.6 * found[1], "content"
                taken.add(meaning)
            elif column.meaning is Meaning.UNKNOWN and (
                told := by_people(column, columns, values_of(column))
            ):
                column.meaning, column.confidence, column.by = told, 0.6, "content"
                taken.add(told)
    if Meaning.NAME not in taken and taken & _OF_A_CLIENT:
        find_names(columns, values_of)
    neighbours(columns)
    ticks(columns, values_of)
    for column in columns.items:
        ambiguous(column, columns, values_of, is_programme)
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


def _rename(columns: Columns, old: Meaning, new: Meaning) -> None:
    for column in columns.items:
        if column.meaning is old:
            column.meaning = new


REPEATABLE = frozenset(
    {
        Meaning.PHONE,
        Meaning.REMARKS,
        Meaning.MONTH,
        Meaning.DAY,
        Meaning.SEX_TICK,
        Meaning.PROGRAMME_TICK,
        Meaning.STATUS_TICK,
        Meaning.UNKNOWN,
        Meaning.IGNORED,
        Meaning.NUMBER,
        Meaning.COUNT,
        Meaning.SIGNATURE,
    }
)
"""What several columns of one table may hold."""


def _drop_seconds(columns: Columns) -> None:
    """Of several columns with one meaning the surest, then the first, is read; the others stay in the raw row."""
    best: dict[Meaning, Column] = {}
    for column in columns.items:
        if column.meaning in REPEATABLE:
            continue
        other = best.get(column.meaning)
        if other is None:
            best[column.meaning] = column
        elif column.confidence > other.confidence:
            other.meaning, best[column.meaning] = Meaning.UNKNOWN, column
        else:
            column.meaning = Meaning.UNKNOWN
