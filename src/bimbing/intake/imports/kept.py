"""A workbook from disk as the plain data that the register's actions take: read, understood, nothing lost."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from bimbing.intake.actions.found import Issue, RowFound, WorkbookFound
from bimbing.intake.imports.choices import NOTHING_CHOSEN, Choices
from bimbing.intake.imports.guarded import read_guarded
from bimbing.intake.imports.model import CellIssue, Field, Record, RowKind, SheetFound, Understood
from bimbing.intake.imports.reader import EmptyFile
from bimbing.intake.imports.understand import understand
from bimbing.rules.phone import PhoneOwner

_OWN_FORM = {Field.ALIASES, Field.PHONES, Field.SENTENCE, Field.ATTENDANCE}
_PLAIN = [field for field in Field if field not in _OWN_FORM]
#: What no text column of PostgreSQL takes, and no person typed.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_SHOWN_ROWS = 60


def read_workbook(
    path: Path, *, file_name: str, today: date, choices: Choices = NOTHING_CHOSEN
) -> tuple[WorkbookFound, Understood]:
    """Read a file in a bounded child process and understand it as it was chosen; raises a FileProblem."""
    content = path.read_bytes()
    understood = understand(read_guarded(path, file=file_name), today=today, choices=choices)
    if not understood.records and not understood.unplaced:
        raise EmptyFile
    found = workbook_found(understood, file_name=file_name, digest=sha256(content).hexdigest())
    return replace(found, content=content, choices=choices.to_json()), understood


def read_content(content: bytes, *, file_name: str, today: date, choices: Choices) -> WorkbookFound:
    """Read the kept bytes of a file once more, another way; raises a FileProblem."""
    with tempfile.TemporaryDirectory(prefix="bimbing-") as folder:
        path = Path(folder) / "berkas"
        path.write_bytes(content)
        return read_workbook(path, file_name=file_name, today=today, choices=choices)[0]


def workbook_found(understood: Understood, *, file_name: str, digest: str) -> WorkbookFound:
    """What was understood as plain JSON."""
    return WorkbookFound(
        file_name=clean(file_name),
        digest=digest,
        rows=[_row(record) for record in understood.records],
        sheets=[_sheet(sheet) for sheet in understood.sheets],
        found={
            "officers": [
                {
                    "name": clean(officer.name),
                    "titled": clean(officer.titled),
                    "spellings": [clean(spelling) for spelling in officer.spellings],
                    "nip": officer.nip,
                    "clients": officer.clients,
                }
                for officer in understood.officers
            ],
            "skipped": dict(Counter(str(row.kind) for row in understood.skipped)),
            "linked": dict(
                Counter(str(row.kind) for row in understood.linked if row.kind is not RowKind.CONTINUATION)
            ),
            "unplaced": [
                {
                    "sheet": row.sheet or "",
                    "row": row.row,
                    "name": clean(row.name),
                    "marks": [mark.iso for mark in row.marks if mark.counts],
                    "candidates": [[sheet or "", number] for sheet, number in row.candidates],
                }
                for row in understood.unplaced
            ],
            "as_of": understood.as_of.isoformat() if understood.as_of else "",
        },
    )


def clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _row(record: Record) -> RowFound:
    raw: dict[str, Any] = dict(record.raw)
    for number, cells in record.raw_more:
        raw |= {f"{letter}{number}": text for letter, text in cells.items()}
    if _UNWRITABLE.search("".join(raw.values())):
        raw = {letter: clean(text) for letter, text in raw.items()}
    return RowFound(
        sheet=clean(record.sheet or ""),
        row=record.row,
        raw=raw,
        values=values_of(record),
        issues=[issue_of(issue) for issue in record.issues],
    )


def values_of(record: Record) -> dict[str, Any]:
    """What a record says, in the form of `actions.found`; only what it says."""
    values: dict[str, Any] = {}
    for name in _PLAIN:
        value = getattr(record, name)
        if value is not None:
            values[str(name)] = (
                value.isoformat()
                if isinstance(value, date)
                else clean(value)
                if isinstance(value, str)
                else value
            )
    if record.aliases:
        values["aliases"] = [clean(alias) for alias in record.aliases]
    if record.phones:
        values["phones"] = [[phone.e164, str(phone.owner or PhoneOwner.SELF)] for phone in record.phones]
    if (term := record.sentence) is not None:
        if term.life:
            values["life"] = True
        else:
            values["sentence"] = list(term.term)
        if term.subsidiary:
            words = ("tahun", "bulan", "hari")
            values["subsidiary"] = " ".join(
                f"{n} {w}" for n, w in zip(term.subsidiary, words, strict=True) if n
            )
    if record.attendance:
        values["attendance"] = [[mark.iso, str(mark.kind), clean(mark.note)] for mark in record.attendance]
    if record.extra:
        values["extra"] = {key: clean(text) for key, text in record.extra.items()}
    for issue in record.issues:
        year = dict(issue.params).get("year", "")
        if issue.code == "date_year_only" and issue.field == Field.BIRTH_DATE and year.isdecimal():
            values["birth_year"] = int(year)
    return values


def issue_of(issue: CellIssue) -> Issue:
    """An issue as plain JSON."""
    return {
        "field": str(issue.field),
        "code": str(issue.code),
        "severity": str(issue.severity),
        "params": {name: clean(text) for name, text in issue.params},
        "text": clean(issue.text),
        "column": issue.column,
        "row": issue.row,
        "proposal": issue.proposal,
    }


def _sheet(sheet: SheetFound) -> dict[str, Any]:
    return {
        "sheet": clean(sheet.sheet or ""),
        "kind": str(sheet.kind),
        "header_rows": list(sheet.header_rows),
        "hidden": sheet.hidden,
        "programme": sheet.programme,
        "officer": sheet.officer,
        "exchanged": list(sheet.exchanged),
        "records": sheet.records,
        "confidence": sheet.confidence,
        "place": clean(sheet.place),
        "layout": sheet.layout,
        "remembered": sheet.remembered,
        "columns": [
            {
                "letter": column.letter,
                "heading": clean(column.heading),
                "meaning": str(column.meaning),
                "confidence": column.confidence,
                "by": column.by,
                "samples": [clean(sample) for sample in column.samples[:3]],
            }
            for column in sheet.columns[:_SHOWN_ROWS]
        ],
    }
