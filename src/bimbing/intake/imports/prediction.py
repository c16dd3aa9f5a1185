"""What was understood, as JSON in the form that the sample registers are scored with."""

from __future__ import annotations

from datetime import date
from typing import Any

from bimbing.intake.imports.model import Field, Record, Understood
from bimbing.rules.reading import Severity

_PLAIN = [f for f in Field if f not in (Field.ALIASES, Field.PHONES, Field.SENTENCE, Field.ATTENDANCE)]


def to_json(understood: Understood) -> dict[str, Any]:
    """`{"records": […], "duplicates": […]}`: sheet, row, the fields that have a value, and the issues."""
    return {
        "records": [record_json(r) for r in understood.records],
        "duplicates": [[_place(sheet, row) for sheet, row in group] for group in understood.duplicates],
    }


def record_json(record: Record) -> dict[str, Any]:
    fields: dict[str, Any] = {"sheet": record.sheet, "row": record.row}
    for name in _PLAIN:
        value = getattr(record, name)
        if value is not None:
            fields[name] = value.isoformat() if isinstance(value, date) else value
    if record.aliases:
        fields["aliases"] = list(record.aliases)
    if record.phones:
        fields["phones"] = [p.e164 for p in record.phones]
    if record.sentence is not None:
        term = record.sentence
        fields["sentence"] = "seumur hidup" if term.life else f"{term.years}-{term.months}-{term.days}"
    reported = sorted({m.iso for m in record.attendance if m.counts})
    if reported:
        fields["attendance"] = reported
    fields["issues"] = [
        {
            "field": i.field,
            "level": i.severity,
            "code": i.code,
            "message": f"{i.code}: {i.text}"[:200],
            "column": i.column,
        }
        for i in record.issues
        if i.severity is not Severity.NOTE
    ]
    return fields


def _place(sheet: str | None, row: int) -> str:
    return f"{sheet or ''}!{row}"
