"""What comes in: a workbook as plain data, whoever read it.

`values` of a row holds only what the row says, keyed as the register's fields; JSON all through:

    full_name, parent_name, register_no, nik, sex, birth_place, address, offence, articles, programme, decree_no,
    origin, officer, status                                   text
    birth_date, decree_date, start_date, end_date, sentence_end_date   `YYYY-MM-DD`
    aliases      [text]                 phones      [[E.164, owner]]
    sentence     [years, months, days]  life        true          subsidiary  text
    hours        whole number           birth_year  whole number
    attendance   [[`YYYY-MM-DD` or `YYYY-MM`, kind, note]]    extra       {key: text}

An issue is `{field, code, severity, params, text, column, row, proposal}`; severity is note, ask or error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bimbing.intake.queries.answered import answered, effective, is_open, marked

__all__ = [
    "Issue",
    "RowFound",
    "Values",
    "WorkbookFound",
    "answered",
    "effective",
    "is_open",
    "issue",
    "marked",
]

Values = Mapping[str, Any]
Issue = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowFound:
    """One client row: where it stands, its cells as text, what they say, what a clerk would ask."""

    sheet: str
    row: int
    raw: Mapping[str, Any]
    values: Values
    issues: Sequence[Issue] = ()


@dataclass(frozen=True, slots=True)
class WorkbookFound:
    """One file. `digest` is its SHA-256; `sheets` and `found` are shown to the person who brings it in.

    `content` is the file itself, kept while its import waits (empty: it cannot be read anew); `choices` is how a person
    said to read it, in the form of `imports.choices`.
    """

    file_name: str
    digest: str
    rows: Sequence[RowFound]
    sheets: Sequence[Mapping[str, Any]] = ()
    found: Mapping[str, Any] | None = None
    content: bytes = b""
    choices: Mapping[str, Any] = field(default_factory=dict)


def issue(field: str, code: str, severity: str, **params: str) -> Issue:
    """A remark of ours, made when the row was laid beside the register (`by`: so that it can be made anew)."""
    return {"field": field, "code": code, "severity": severity, "params": params, "by": "register"}
