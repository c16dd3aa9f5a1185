"""What only the whole table can tell of a column: ticks, doubles, headings with two meanings, columns without a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from bimbing.intake.imports.content import looks_like_name, share, share_of_periods
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.model import Cell
from bimbing.rules.dates import read_date
from bimbing.rules.reading import plain
from bimbing.rules.status_words import read_status

if TYPE_CHECKING:
    from bimbing.intake.imports.columns import Column, Columns


def promote_names(columns: Columns) -> None:
    """`NAMA/ALIAS` beside `ALIAS` is the name; a second column of names beside `NAMA` is the alias."""
    names = [c for c in columns.items if c.meaning is Meaning.NAME]
    if len(names) > 1 and not columns.has(Meaning.ALIAS):
        for column in names[1:]:
            if "alias" in column.heading.casefold():
                column.meaning = Meaning.ALIAS


def promote_register(columns: Columns) -> None:
    """The number of the social inquiry is the register number of an office that keeps no other."""
    if not columns.has(Meaning.REGISTER_NO):
        for column in columns.items:
            if column.meaning is Meaning.OTHER_REGISTER and "litmas" in column.heading.casefold():
                column.meaning, column.confidence = Meaning.REGISTER_NO, 0.8
                return


_TITLED = re.compile(r",\s*(?:s\.?\s?\w{1,4}|a\.?\s?md|m\.?\s?\w{1,3})\b", re.IGNORECASE)


def by_people(column: Column, columns: Columns, values: list[Cell]) -> Meaning | None:
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


def find_names(columns: Columns, values_of: Callable[[Column], list[Cell]]) -> None:
    """The column of names where no heading says so: letters only, nearly all different, in words."""
    for column in columns.items:
        values = values_of(column)
        if column.meaning is not Meaning.UNKNOWN or len(values) < 3:
            continue
        texts = [plain(v) for v in values]
        if len(set(texts)) >= 0.9 * len(texts) and sum(map(looks_like_name, texts)) >= 0.8 * len(texts):
            column.meaning, column.confidence, column.by = Meaning.NAME, 0.6, "content"
            return


def neighbours(columns: Columns) -> None:
    """`NO. SK | TANGGAL`: a bare date beside a number is the date of that paper."""
    pairs = {Meaning.DECREE_NO: Meaning.DECREE_DATE, Meaning.VERDICT_NO: Meaning.VERDICT_DATE}
    for left, right in pairwise(columns.items):
        wanted = pairs.get(left.meaning)
        if right.meaning is Meaning.DATE and wanted and not any(c.meaning is wanted for c in columns.items):
            right.meaning, right.confidence = wanted, 0.8


def ticks(columns: Columns, values_of: Callable[[Column], list[Cell]]) -> None:
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


def status_ticks(columns: Columns, values_of: Callable[[Column], list[Cell]]) -> None:
    """`AKTIF | SELESAI | DICABUT` side by side with nothing but ticks below: each heading is a status."""

    def may(column: Column) -> bool:
        last = column.heading.split()[-1] if column.heading else ""
        return read_status(last).value is not None and all(len(plain(v)) <= 2 for v in values_of(column))

    for left, right in pairwise(columns.items):
        if may(left) and may(right) and (values_of(left) or values_of(right)):
            for column in (left, right):
                column.meaning, column.confidence, column.by = Meaning.STATUS_TICK, 0.8, "both"


def free(shape: Meaning, taken: set[Meaning]) -> Meaning | None:
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


def ambiguous(
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
    elif column.meaning in (Meaning.CONDITION, Meaning.STATUS, Meaning.UNKNOWN):
        _by_words(column, columns, values, is_programme)
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


def _by_words(
    column: Column, columns: Columns, values: list[Cell], is_programme: Callable[[Cell], bool]
) -> None:
    """A condition that tells statuses is the status; a status, or a column without a name, may hold the programmes."""
    if column.meaning is Meaning.CONDITION:
        if values and not columns.has(Meaning.STATUS) and _statuses(values) > 0.6 * len(values):
            column.meaning, column.confidence, column.by = Meaning.STATUS, 0.8, "content"
        return
    if columns.has(Meaning.PROGRAMME) or len(values) < 5:
        return
    most, sure = (0.6, 0.8) if column.meaning is Meaning.STATUS else (0.8, 0.6)
    if sum(map(is_programme, values)) > most * len(values):
        column.meaning, column.confidence, column.by = Meaning.PROGRAMME, sure, "content"


def _statuses(values: list[Cell]) -> int:
    return sum(read_status(v).value is not None for v in values)


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
