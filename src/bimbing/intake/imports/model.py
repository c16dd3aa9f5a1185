"""What a spreadsheet was understood to say: plain, frozen data without a database or a screen.

`understand.understand(book, today=…)` returns an `Understood`. Everything a person has to decide later (issues,
look-alikes, columns that were guessed) is in it, and so is everything that was read but not used: each record keeps
the text of its whole row, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bimbing.rules.durations import Sentence
from bimbing.rules.phone import Phone
from bimbing.rules.reading import Severity

Cell = str | float | int | bool | date | datetime | None
"""One cell as the reader gives it. Empty is None; every number of a workbook is a float or an int."""


class Field(StrEnum):
    """The fields of a record that the register stores (the same names everywhere)."""

    FULL_NAME = "full_name"
    ALIASES = "aliases"
    PARENT_NAME = "parent_name"
    REGISTER_NO = "register_no"
    NIK = "nik"
    SEX = "sex"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    PHONES = "phones"
    OFFENCE = "offence"
    ARTICLES = "articles"
    SENTENCE = "sentence"
    HOURS = "hours"
    PROGRAMME = "programme"
    DECREE_NO = "decree_no"
    DECREE_DATE = "decree_date"
    START_DATE = "start_date"
    END_DATE = "end_date"
    SENTENCE_END_DATE = "sentence_end_date"
    ORIGIN = "origin"
    OFFICER = "officer"
    STATUS = "status"
    ATTENDANCE = "attendance"


@dataclass(frozen=True, slots=True)
class CellIssue:
    """Something a careful clerk would ask about one field of one row (severity: note, ask or error, as in the rules).

    `code` is stable and translated by the screen; `params` fill its sentence. `text` is the cell as it stands in the
    sheet, `column` its letter ("" where the issue does not come from one cell). `proposal` is a value the clerk may
    take with one key: ISO date, code or text, never taken by itself.
    """

    field: str
    code: str
    severity: Severity
    params: tuple[tuple[str, str], ...] = ()
    text: str = ""
    column: str = ""
    row: int = 0
    proposal: str | None = None


class MarkKind(StrEnum):
    """What one cell of an attendance sheet says. PRESENT, ONLINE and VISIT count as reported."""

    PRESENT = "present"
    ONLINE = "online"
    VISIT = "visit"
    ABSENT = "absent"
    EXCUSED = "excused"
    SICK = "sick"
    UNCLEAR = "unclear"


REPORTED = frozenset({MarkKind.PRESENT, MarkKind.ONLINE, MarkKind.VISIT})


@dataclass(frozen=True, slots=True)
class Mark:
    """One report or absence: a day where the sheet names one, else only the month (`on` is then None).

    `sheet`, `row` and `column` say where it stands, `text` what stands there, `note` what a ledger line adds.
    """

    year: int
    month: int
    on: date | None
    kind: MarkKind
    sheet: str | None
    row: int
    column: str
    text: str
    note: str = ""

    @property
    def counts(self) -> bool:
        return self.kind in REPORTED

    @property
    def iso(self) -> str:
        """`YYYY-MM-DD`, or `YYYY-MM` where only the month is known."""
        return self.on.isoformat() if self.on else f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Record:
    """One client row. None or empty means: the workbook does not say it, or it cannot be read (then an issue says so).

    `sheet` is None for a CSV file; `row` counts from 1. `raw` holds every non-empty cell of the row as text, keyed
    by column letter, with the rows that continue it in `raw_more`. `extra` holds what the register may keep beside
    the typed fields (religion, guarantor, remarks …), keyed as in `columns.EXTRA`.
    Codes (`programme`, `offence`, `status`) are the codes of the rules.
    """

    sheet: str | None
    row: int
    raw: Mapping[str, str]
    full_name: str | None = None
    aliases: tuple[str, ...] = ()
    parent_name: str | None = None
    register_no: str | None = None
    nik: str | None = None
    sex: str | None = None
    birth_place: str | None = None
    birth_date: date | None = None
    address: str | None = None
    phones: tuple[Phone, ...] = ()
    offence: str | None = None
    articles: str | None = None
    sentence: Sentence | None = None
    hours: int | None = None
    programme: str | None = None
    decree_no: str | None = None
    decree_date: date | None = None
    start_date: date | None = None
    end_date: date | None = None
    sentence_end_date: date | None = None
    origin: str | None = None
    officer: str | None = None
    status: str | None = None
    attendance: tuple[Mark, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[CellIssue, ...] = ()
    raw_more: tuple[tuple[int, Mapping[str, str]], ...] = ()
    hidden: bool = False

    @property
    def key(self) -> tuple[str | None, int]:
        return (self.sheet, self.row)


class RowKind(StrEnum):
    """Why a row is no client of its own."""

    TITLE = "title"
    HEADER = "header"
    REPEATED_HEADER = "repeated header"
    COLUMN_NUMBERS = "column numbers"
    GROUP = "group"
    TOTAL = "total"
    SIGNATURE = "signature"
    LEGEND = "legend"
    LIST = "list"
    OFFICER_LIST = "officer list"
    NOTE = "note"
    CONTINUATION = "continuation"
    ATTENDANCE = "attendance row"
    LEDGER = "ledger line"
    FORM = "form answer"
    FORM_OTHER = "form answer (no report)"
    LEFT_OUT = "left out"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that belongs to no client: title, header, group, total, signature, list."""

    sheet: str | None
    row: int
    kind: RowKind
    text: str


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """A row that belongs to the client of `record` (sheet, row): continuation, attendance, ledger or form line."""

    sheet: str | None
    row: int
    kind: RowKind
    record: tuple[str | None, int]


@dataclass(frozen=True, slots=True)
class UnplacedRow:
    """An attendance, ledger or form line whose client was not found, or fits more than one: a person must choose."""

    sheet: str | None
    row: int
    kind: RowKind
    name: str
    marks: tuple[Mark, ...]
    raw: Mapping[str, str]
    candidates: tuple[tuple[str | None, int], ...] = ()


@dataclass(frozen=True, slots=True)
class OfficerFound:
    """A probation officer the workbook names. `name` is the fullest spelling without titles, `spellings` all of them.

    `listed` is true where the workbook holds a list of officers with this name; `clients` counts the records.
    """

    name: str
    titled: str
    spellings: tuple[str, ...]
    nip: str = ""
    rank: str = ""
    listed: bool = False
    clients: int = 0


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """What one column was taken for. `confidence` 0–1; `by` says whether wording, content, both or a person decided."""

    index: int
    letter: str
    heading: str
    meaning: str
    confidence: float
    by: str
    samples: tuple[str, ...] = ()


class SheetKind(StrEnum):
    REGISTER = "register"
    MATRIX = "matrix"
    LEDGER = "ledger"
    FORM = "form"
    OFFICERS = "officers"
    LIST = "list"
    LEGEND = "legend"
    EMPTY = "empty"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SheetFound:
    """How one sheet (or one table of it) was read. `exchanged` lists column letters whose dates had day and month swapped.

    `place` names the table and `layout` its headings (`choices`); `remembered`: it was read as a layout of the office.
    """

    sheet: str | None
    kind: SheetKind
    header_rows: tuple[int, ...]
    columns: tuple[ColumnFound, ...]
    confidence: float
    hidden: bool = False
    programme: str | None = None
    officer: str | None = None
    exchanged: tuple[str, ...] = ()
    records: int = 0
    place: str = ""
    layout: str = ""
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """Everything that one workbook was understood to say. `duplicates` groups records (sheet, row) of one person."""

    file: str
    records: tuple[Record, ...]
    sheets: tuple[SheetFound, ...]
    skipped: tuple[SkippedRow, ...] = ()
    linked: tuple[LinkedRow, ...] = ()
    unplaced: tuple[UnplacedRow, ...] = ()
    duplicates: tuple[tuple[tuple[str | None, int], ...], ...] = ()
    officers: tuple[OfficerFound, ...] = ()
    as_of: date | None = None
    notes: tuple[CellIssue, ...] = ()

    @property
    def issues(self) -> int:
        return sum(len(r.issues) for r in self.records)
