"""The status of a client's row: its column, ticks, the name, the remarks, the colour, the group it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bimbing.intake.imports.context import Context
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.model import Cell, Field
from bimbing.intake.imports.row_cells import RowCells
from bimbing.intake.imports.taught import WordReaders
from bimbing.rules.names import PersonName
from bimbing.rules.reading import DoubtCode, Severity, plain
from bimbing.rules.status import Status
from bimbing.rules.status_words import read_remark

OTHER_OFFICER = re.compile(
    r"\b(?:di)?(?:oper|alih(?:kan)?|pindah(?:kan)?|ganti|serah(?:kan)?|limpah(?:kan)?)\b\s*(?:ke|kpd|kepada|dari|dr|oleh)?\s*(?P<name>(?:pk|pak|bu|bpk|ibu)\b.*)",
    re.IGNORECASE,
)
_HANDED_OVER = re.compile(r"limpah|bapas|mutasi", re.IGNORECASE)
"""A bare *pindah* may be a house; only these words say that another office has the client."""

# Registers repeat the same words thousands of times.
_remark = lru_cache(4096)(read_remark)


class StatusCells(RowCells):
    """A row whose status is read; where two places tell different ones, a person decides.

    `colour` is the fill of the row ("" for none) and `explained` what the legends say of colours.
    """

    context: Context
    words: WordReaders
    name: PersonName | None = None
    colour: str = ""
    explained: Mapping[str, str | None]

    def read_status(self) -> None:
        cell, column = self.at(Meaning.STATUS)
        if cell is not None:
            self.take(Field.STATUS, Meaning.STATUS, self.words.status)
        self.ticked(Field.STATUS, Meaning.STATUS_TICK, self.words.status)
        if self.name is not None and self.name.suggested_status:
            self._status_in_name(self.name.suggested_status, cell, column)
        if self.doubted(Field.STATUS) or self._status_in_remark() or Field.STATUS in self.values:
            return
        if colour := self.colour:
            self._coloured(colour)
        elif self.context.status:
            self.values[Field.STATUS] = self.context.status

    def _status_in_remark(self) -> bool:
        """What the remarks say of the status; True where they settle it, or make it doubtful."""
        shown = self.values.get(Field.STATUS)
        for column in self.columns.all(Meaning.REMARKS):
            remark = self.line.cells[column] if column < len(self.line.cells) else None
            if not isinstance(remark, str) or OTHER_OFFICER.search(remark):
                continue
            told = _remark(remark).value
            if told is None or told.status is None or told.status == shown:
                continue
            if shown is None:
                self.values[Field.STATUS] = told.status
                self.say(
                    Field.STATUS, "status_in_remark", Severity.NOTE, remark, column, suggest=str(told.status)
                )
            else:
                del self.values[Field.STATUS]
                self.say(
                    Field.STATUS,
                    DoubtCode.STATUS_UNCLEAR,
                    Severity.ASK,
                    remark,
                    column,
                    raw=f"{shown} / {plain(remark)}",
                    suggest=str(told.status),
                )
            return True
        return False

    def _status_in_name(self, told: str, cell: Cell, column: int) -> None:
        """A status behind the name, unless the status column says another: then a person decides."""
        name_cell, name_column = self.at(Meaning.NAME)
        shown = self.values.get(Field.STATUS)
        if shown is not None and shown != told:
            del self.values[Field.STATUS]
            self.say(
                Field.STATUS,
                DoubtCode.STATUS_UNCLEAR,
                Severity.ASK,
                cell,
                column,
                raw=f"{plain(name_cell)} / {plain(cell)}",
                suggest=told,
            )
        elif told == Status.DILIMPAHKAN and not _HANDED_OVER.search(plain(name_cell)):
            self.say(
                Field.STATUS,
                DoubtCode.STATUS_UNCLEAR,
                Severity.ASK,
                name_cell,
                name_column,
                raw=plain(name_cell),
                suggest=told,
            )
        elif not self.doubted(Field.STATUS):
            self.values[Field.STATUS] = told
            self.say(Field.STATUS, "status_in_name", Severity.NOTE, name_cell, name_column, suggest=told)

    def _coloured(self, colour: str) -> None:
        if colour not in self.explained:
            self.say(Field.STATUS, "colour_unexplained", Severity.ASK, colour=colour)
        elif status := self.explained[colour]:
            self.values[Field.STATUS] = status
            self.say(Field.STATUS, "status_in_colour", Severity.NOTE, colour=colour, suggest=status)
