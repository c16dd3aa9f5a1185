"""How a person said to read a workbook: what a column means, which days were exchanged, which sheet is left out.

A table is named by its place: the sheet's name, and for every further table of the sheet `name#row of its headings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

from bimbing.intake.imports.columns import REPEATABLE, Column, Columns, letter
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.tables import Table
from bimbing.intake.imports.wording import normal

V = TypeVar("V")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for one file (`columns`, `exchanged`, `skipped`) and what its office taught (`layouts`, `words`).

    `columns`: place -> letter -> meaning. `exchanged`: place -> letter -> whether day and month stand exchanged.
    `skipped`: places that nobody reads. `layouts`: key of the headings -> letter -> meaning.
    `words`: field (programme, offence, status) -> key of the word -> code; officer -> folded spelling -> name;
    article -> law and article -> code.
    """

    columns: Mapping[str, Mapping[str, Meaning]] = field(default_factory=dict)
    exchanged: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    layouts: Mapping[str, Mapping[str, Meaning]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Choices:
        """From `to_json`, with `layouts` and `words` of the office beside it where there are any.

        What is no choice (an unknown meaning of an older version, another type) is as if nobody had chosen.
        """
        skipped = stored.get("skipped")
        return cls(
            columns=_meanings(stored.get("columns")),
            exchanged=_two_deep(stored.get("exchanged"), bool),
            skipped=frozenset(place for place in skipped if isinstance(place, str))
            if isinstance(skipped, list | tuple)
            else frozenset(),
            layouts=_meanings(stored.get("layouts")),
            words=_two_deep(stored.get("words"), str),
        )

    def to_json(self) -> dict[str, Any]:
        """What was chosen for this file alone, as `Import.choices` keeps it; empty where nothing was."""
        kept: dict[str, Any] = {
            "columns": {
                place: {c: str(m) for c, m in given.items()} for place, given in self.columns.items()
            },
            "exchanged": {place: dict(given) for place, given in self.exchanged.items() if given},
            "skipped": sorted(self.skipped),
        }
        return {name: value for name, value in kept.items() if value}

    def of_table(self, place: str, layout: str) -> tuple[Mapping[str, Meaning], bool]:
        """The meanings chosen for a table, and whether a remembered layout says so. A choice for the file wins."""
        if (own := self.columns.get(place)) is not None:
            return own, False
        known = self.layouts.get(layout) if layout else None
        return (known, True) if known else ({}, False)


NOTHING_CHOSEN = Choices()


def place_of(sheet: str | None, header_row: int, *, first: bool) -> str:
    """The name of a table in a file."""
    return (sheet or "") if first else f"{sheet or ''}#{header_row}"


def layout_key(table: Table, nature: str) -> str:
    """What a table's headings are recognised by: their wording in order, years left out; "" without headings.

    `nature` tells apart sheets that have the same headings and are not the same work (a register, a book of visits).
    """
    if not table.headings_known:
        return ""
    words = [
        f"month {h.month[1]}" if h.month else f"day {h.day}" if h.day else _YEAR.sub("#", normal(h.text))
        for h in table.headings
    ]
    while words and not words[-1]:
        words.pop()
    return sha256("\x1f".join([nature, *words]).encode()).hexdigest()


def impose(columns: Columns, chosen: Mapping[str, Meaning]) -> None:
    """Gives the columns the meanings that a person chose; a column that was taken for the same gives way."""
    given: set[Meaning] = set()
    for column in columns.items:
        meaning = chosen.get(letter(column.index))
        if meaning is not None and can_be(column, meaning):
            column.meaning, column.confidence, column.by = meaning, 1.0, "person"
            given.add(meaning)
    for column in columns.items:
        if column.by != "person" and column.meaning in given - REPEATABLE:
            column.meaning, column.confidence, column.by = Meaning.UNKNOWN, 0.0, ""
    columns.settled()


_TICKS = frozenset({Meaning.SEX_TICK, Meaning.PROGRAMME_TICK, Meaning.STATUS_TICK})


def can_be(column: Column, meaning: Meaning) -> bool:
    """Months, days and ticks are told by the heading; no choice can make them of another column."""
    if meaning is Meaning.MONTH:
        return column.month is not None
    if meaning is Meaning.DAY:
        return column.day is not None
    return bool(column.heading) if meaning in _TICKS else True


def _meanings(stored: Any) -> dict[str, dict[str, Meaning]]:
    known = {str(meaning) for meaning in Meaning}
    return {
        place: {c: Meaning(m) for c, m in given.items() if m in known and m != Meaning.UNKNOWN}
        for place, given in _two_deep(stored, str).items()
    }


def _two_deep(stored: Any, kind: type[V]) -> dict[str, dict[str, V]]:
    return {
        place: {name: value for name, value in given.items() if isinstance(value, kind)}
        for place, given in _items(stored)
        if isinstance(given, Mapping)
    }


def _items(stored: Any) -> Iterable[tuple[str, Any]]:
    return stored.items() if isinstance(stored, Mapping) else ()
