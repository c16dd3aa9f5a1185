"""Rows of an import cut out as sheets to be corrected and dropped in again: the file's own columns, and what is asked.

What a row had from around it (its sheet's programme, a group row's officer, a colour) is written into the row, and a cell
that only its whole column made doubtful keeps a question mark: read again, untouched rows say and ask the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bimbing.intake.exported import Cell, Sheet
from bimbing.intake.imports.headings import PHRASES, Meaning
from bimbing.intake.imports.months import month_heading
from bimbing.intake.imports.wording import by_wording
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.answered import Issue, answered, effective
from bimbing.rules.dates import typed_date
from bimbing.rules.programme_words import read_programme
from bimbing.rules.reading import plain

PROBLEM: Final = "MASALAH"
OFFICERS: Final = "DAFTAR PK"
NAMELESS_SHEET: Final = "DATA"
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]00:00:00)?")
#: Columns that the other columns of the table rename in the same way again.
_RENAMED: Final = {
    (Meaning.OFFENCE, Meaning.OFFENCE_ARTICLES),
    (Meaning.ARTICLES, Meaning.OFFENCE_ARTICLES),
    (Meaning.VERDICT, Meaning.DECREE),
    (Meaning.VERDICT_NO, Meaning.DECREE_NO),
    (Meaning.VERDICT_DATE, Meaning.DECREE_DATE),
    (Meaning.DATE, Meaning.DECREE_DATE),
}
_FREE: Final = {
    Meaning.UNKNOWN,
    Meaning.MONTH,
    Meaning.DAY,
    Meaning.SEX_TICK,
    Meaning.PROGRAMME_TICK,
    Meaning.STATUS_TICK,
}
#: What a row may have from around it: field, the column that would hold it, the heading of one that is added.
_FROM_AROUND: Final = (
    ("programme", (Meaning.PROGRAMME, Meaning.PROGRAMME_TICK), "PROGRAM"),
    ("officer", (Meaning.OFFICER,), "PK"),
    ("status", (Meaning.STATUS,), "STATUS"),
)
#: Columns that hold one field and nothing else: an answer can be written into them.
_OF_FIELD: Final[Mapping[str, Meaning]] = {
    "full_name": Meaning.NAME, "register_no": Meaning.REGISTER_NO, "nik": Meaning.NIK, "sex": Meaning.SEX,
    "birth_place": Meaning.BIRTH_PLACE, "birth_date": Meaning.BIRTH_DATE, "phones": Meaning.PHONE,
    "sentence": Meaning.SENTENCE, "hours": Meaning.HOURS, "programme": Meaning.PROGRAMME, "decree_no": Meaning.DECREE_NO,
    "decree_date": Meaning.DECREE_DATE, "start_date": Meaning.START, "end_date": Meaning.END,
    "sentence_end_date": Meaning.SENTENCE_END, "origin": Meaning.ORIGIN, "officer": Meaning.OFFICER,
    "status": Meaning.STATUS, "address": Meaning.ADDRESS,
}  # fmt: skip

Say = Callable[[ImportRow], str]
Typed = Callable[[str, Any], str]


@dataclass(slots=True)
class _Table:
    """One table of the file: its columns, and the rows that are cut out of it."""

    name: str
    columns: Sequence[Mapping[str, Any]]
    rows: list[ImportRow] = field(default_factory=list)

    def column(self, *meanings: Meaning) -> str | None:
        """The letter of the first column of one of these meanings."""
        return next((c["letter"] for c in self.columns if c["meaning"] in meanings), None)


def cut_out(batch: Import, rows: Sequence[ImportRow], *, say: Say, typed: Typed) -> list[Sheet]:
    """The sheets, in the order of the file. `say` puts a row's questions into words, `typed` a value as one types it."""
    tables: dict[tuple[str, int], _Table] = {}
    for row in rows:
        place, columns = _columns_of(batch, row)
        name = row.sheet or NAMELESS_SHEET
        tables.setdefault((row.sheet, place), _Table(name, columns)).rows.append(row)
    sheets: dict[str, Sheet] = {}
    for table in tables.values():
        lines = _lines(table, say, typed)
        if table.name in sheets:
            sheets[table.name].lines.extend([[], *lines])
        else:
            sheets[table.name] = Sheet(table.name, lines)
    if officers := [officer for officer in batch.found.get("officers", ()) if officer["name"]]:
        told = [[officer["name"], officer.get("nip") or ""] for officer in officers]
        sheets.setdefault(OFFICERS, Sheet(OFFICERS, [["NAMA PK", "NIP"], *told]))
    return list(sheets.values())


def _columns_of(batch: Import, row: ImportRow) -> tuple[int, Sequence[Mapping[str, Any]]]:
    """The table of a row: the last one on its sheet whose heading stands above it."""
    found: tuple[int, Sequence[Mapping[str, Any]]] = (0, ())
    for place, sheet in enumerate(batch.sheets):
        head = max(sheet["header_rows"], default=0)
        if sheet["sheet"] == row.sheet and sheet["columns"] and head <= row.row:
            found = (place, sheet["columns"])
    return found


def _lines(table: _Table, say: Say, typed: Typed) -> list[list[Cell]]:
    letters = sorted({*(c["letter"] for c in table.columns), *_letters(table.rows)}, key=_place)
    of_letter = {c["letter"]: c for c in table.columns}
    added = [
        (name, heading)
        for name, meanings, heading in _FROM_AROUND
        if table.column(*meanings) is None and any(row.understood.get(name) for row in table.rows)
    ]
    head: list[Cell] = [_heading(of_letter.get(at, {"heading": "", "meaning": "unknown"})) for at in letters]
    lines: list[list[Cell]] = [[f"TAHUN {year}"]] if (year := _year(table)) else []
    lines.append([*head, *(heading for _, heading in added), PROBLEM])
    for row in table.rows:
        cells, spoken_for = _cells(table, row, typed)
        more = [_word(name, effective(row).get(name)) for name, _ in added]
        lines.append([*(cells.get(at) for at in letters), *more, say(row)])
        lines.extend(_continued(row, letters, spoken_for))
    return lines


def _letters(rows: Sequence[ImportRow]) -> set[str]:
    return {key.rstrip("0123456789") for row in rows for key in row.raw}


def _place(at: str) -> int:
    number = 0
    for sign in at:
        number = number * 26 + ord(sign) - 64
    return number


def _continued(row: ImportRow, letters: Sequence[str], spoken_for: Collection[str]) -> list[list[Cell]]:
    """The rows that went on with this one, each on its own line again; nothing is added to a cell that was answered."""
    return [
        [None if at in spoken_for else _cell(cells.get(at)) for at in letters]
        for _, cells in sorted(_going_on(row).items())
    ]


def _going_on(row: ImportRow) -> dict[int, dict[str, Any]]:
    """Row number -> its cells, of the rows that went on with this one (`B8` among the cells of row 7)."""
    lines: dict[int, dict[str, Any]] = {}
    for key, text in row.raw.items():
        if (at := key.rstrip("0123456789")) != key:
            lines.setdefault(int(key[len(at) :]), {})[at] = text
    return lines


def _own_cells(row: ImportRow) -> dict[str, Any]:
    """The cells of the row itself, without what the rows that went on with it added."""
    own = {at: text for at, text in row.raw.items() if at.isalpha()}
    for _, cells in sorted(_going_on(row).items(), reverse=True):
        for at, text in cells.items():
            whole, more = str(own.get(at, "")), plain(text)
            if whole == more or whole == str(text):
                own.pop(at, None)
            elif whole.endswith(f" {more}"):
                own[at] = whole[: -len(more) - 1]
    return own


def _heading(column: Mapping[str, Any]) -> Cell:
    """The office's own heading; where alone it does not say what the column was taken for, with that word."""
    heading, meaning = str(column["heading"]), Meaning(column["meaning"])
    alone = by_wording(heading)[0]
    if meaning in _FREE or alone is meaning or (alone, meaning) in _RENAMED:
        return _cell(heading)
    word = next((phrase for phrase, means in PHRASES.items() if means is meaning), "").upper()
    both = f"{heading} ({word})"
    return both if heading and by_wording(both)[0] is meaning else word


def _year(table: _Table) -> int | None:
    """The year of months whose headings do not name it: the earliest that the rows' own marks tell."""
    months = [month_heading(str(c["heading"])) for c in table.columns if c["meaning"] == Meaning.MONTH]
    marks = [mark[0] for row in table.rows for mark in row.understood.get("attendance", ())]
    return int(min(marks)[:4]) if marks and any(month and month[0] is None for month in months) else None


# ---- the cells of a row


def _cells(table: _Table, row: ImportRow, typed: Typed) -> tuple[dict[str, Cell], set[str]]:
    """The cells of a row, and the columns into which an answer was written."""
    cells = {at: _cell(text) for at, text in _own_cells(row).items()}
    spoken_for: set[str] = set()
    values = effective(row)
    for name, meanings, _ in _FROM_AROUND:
        at = table.column(*meanings[:1])
        if at and cells.get(at) is None and values.get(name) and not _asked(row, name):
            cells[at] = _word(name, values[name])
    for remark in row.issues:
        _keep_in_doubt(cells, remark, row)
    for name in answered(row):
        at = table.column(_OF_FIELD[name]) if name in _OF_FIELD else None
        if name == "birth_date" and at is None and (at := table.column(Meaning.BIRTH)):
            told = [
                values.get("birth_place") or "",
                typed(name, values.get(name)) or str(values.get("birth_year", "")),
            ]
            cells[at] = ", ".join(part for part in told if part) or None
        elif at:
            cells[at] = typed(name, values.get(name)) or None
        if at:
            spoken_for.add(at)
    return cells, spoken_for


def _asked(row: ImportRow, name: str) -> bool:
    return any(remark["field"] == name and remark["severity"] != "note" for remark in row.issues)


def _keep_in_doubt(cells: dict[str, Cell], remark: Issue, row: ImportRow) -> None:
    """What only the whole column told stays in doubt in the cell itself; a number stays a number."""
    at, code = remark.get("column") or "", remark["code"]
    if at not in cells or remark["field"] in answered(row):
        return
    if code == "date_exchanged" and (meant := row.understood.get(remark["field"])):
        cells[at] = f"{typed_date(date.fromisoformat(meant))} ?"
    elif code == "sex_p_ambiguous":
        cells[at] = f"{row.raw[at]} ?"
    elif code == "nik_number" and str(row.raw[at]).isdecimal():
        cells[at] = int(row.raw[at])


def _cell(text: Any) -> Cell:
    """A cell as it stood: a real date is one again, all else is text."""
    if text is None or text == "":
        return None
    if match := _ISO.fullmatch(str(text)):
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            return str(text)
    return str(text)


def _word(name: str, value: Any) -> Cell:
    """A code in the word that is read as that code."""
    if not value:
        return None
    if name == "programme" and read_programme(value).value != value:
        return str(value).replace("_", " ").title()
    return str(value).replace("_", " ").upper() if name in ("programme", "status") else str(value)
