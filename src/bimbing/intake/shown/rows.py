"""Rows and sheets of an import as the page shows them: words instead of codes, children by initials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.answered import effective, is_open
from bimbing.intake.queries.questions import OF_IDENTITY
from bimbing.intake.shown.answer_words import cell_words
from bimbing.intake.shown.asking import Asking, RowAsked, row_asked
from bimbing.intake.shown.labels import KINDS_OF_SHEET, MEANINGS, PROBLEM_WORDS
from bimbing.intake.shown.sentences import UNKNOWN_SHORT, Remark, Words, remark_of
from bimbing.rules.names import display_name, initials
from bimbing.supervision.queries.choices import programme_said
from bimbing.ui.kinds import Kind

Outcome = ImportRow.Outcome
#: The words of the address.
OUTCOME_WORDS: Final[Mapping[ImportRow.Outcome, str]] = {
    Outcome.NEW: "baru",
    Outcome.CHANGED: "berubah",
    Outcome.SAME: "sama",
    Outcome.DOUBTFUL: "meragukan",
    Outcome.REJECTED: "ditolak",
}
OUTCOME_KINDS: Final[Mapping[ImportRow.Outcome, Kind]] = {
    Outcome.NEW: Kind.OK,
    Outcome.CHANGED: Kind.HINT,
    Outcome.SAME: Kind.NEUTRAL,
    Outcome.DOUBTFUL: Kind.WAIT,
    Outcome.REJECTED: Kind.MISS,
}
#: What becomes of rows that are neither simply new nor simply there.
OUTCOME_NOTES: Final[Mapping[ImportRow.Outcome, Words]] = {
    Outcome.DOUBTFUL: gettext_lazy("entered; what is not clear stays empty"),
    Outcome.REJECTED: gettext_lazy("not entered; correct and bring again"),
}
_SURE, FAIRLY_SURE = 0.9, 0.7
#: Notes that say what the row does; the others (a zero put back, a title taken off) wait until the row is opened.
_ALWAYS_SHOWN: Final = frozenset({"will_change", "new_visits", "repeated_in_file"})


@dataclass(frozen=True, slots=True)
class Door:
    """A filter with its count."""

    label: Words
    count: int
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell of the row as it stood: column letter, heading, text, whether a question hangs on it."""

    letter: str
    heading: str
    text: str
    asked: bool


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of the list."""

    pk: int
    number: int
    sheet: str
    name: str
    register_no: str
    programme: str
    officer: str
    start: date | None
    end: date | None
    outcome: Words
    kind: Kind
    remarks: Sequence[Remark]
    notes: Sequence[Remark]
    cells: Sequence[CellShown]
    client_id: int | None
    asked: RowAsked

    @property
    def key(self) -> str:
        """Its number as a template joins it to a name."""
        return str(self.pk)

    @property
    def has_more(self) -> bool:
        """Whether something stands under the row."""
        return bool(self.remarks or self.notes or self.asked.questions or self.asked.answered)


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """What a column was taken for, and how surely."""

    letter: str
    heading: str
    meaning: Words
    sureness: str
    kind: Kind
    samples: Sequence[str]


@dataclass(frozen=True, slots=True)
class SheetShown:
    """How a sheet was read."""

    name: str
    kind: Words
    header: str
    records: int
    hidden: bool
    exchanged: str
    columns: Sequence[ColumnShown]


def row_shown(row: ImportRow, batch: Import, asking: Asking) -> RowShown:
    """A row in words. A child's name is not written out in a list (UU 11/2012 Art. 19)."""
    values, programmes = effective(row), asking.lists.programmes
    programme = values.get("programme") or ""
    child = any(issue["code"].startswith("juvenile_") for issue in row.issues)
    asked_now = row_asked(row, asking, veiled=child)
    in_questions = {question.field for question in asked_now.questions}
    name = values.get("full_name") or ""
    said = [
        (issue["code"], remark_of(_veiled(issue) if child else issue))
        for issue in row.issues
        if not (issue["field"] in in_questions and is_open(issue) and issue["code"] not in OF_IDENTITY)
    ]
    return RowShown(
        pk=row.pk,
        number=row.row,
        sheet=row.sheet,
        name=(initials(name) if child else display_name(name)) or "—",
        register_no=values.get("register_no") or "",
        programme=programme_said(programme, programmes.get(programme, programme)),
        officer=values.get("officer") or "",
        start=_day(values.get("start_date")),
        end=_day(values.get("end_date")),
        outcome=Outcome(row.outcome).label,
        kind=OUTCOME_KINDS[Outcome(row.outcome)],
        remarks=sorted(
            (remark for code, remark in said if remark.open or code in _ALWAYS_SHOWN),
            key=lambda remark: not remark.open,
        ),
        notes=[remark for code, remark in said if not (remark.open or code in _ALWAYS_SHOWN)],
        cells=[] if child else cells_shown(row, batch),
        client_id=row.client_id,
        asked=asked_now,
    )


def cells_shown(row: ImportRow, batch: Import) -> list[CellShown]:
    """The row as it stands in the file, with its headings; marked where a question hangs on a cell."""
    asked = {issue.get("column") for issue in row.issues if is_open(issue) and issue.get("column")}
    headings = _headings(batch, row.sheet)
    return [
        CellShown(letter, headings.get(letter.rstrip("0123456789"), ""), cell_words(text), letter in asked)
        for letter, text in row.raw.items()
    ]


def _veiled(issue: Mapping[str, Any]) -> Mapping[str, Any]:
    """A remark on a child's row without the words that may be the name."""
    if issue["field"] != "full_name" and "name" not in issue["code"]:
        return issue
    return dict(issue) | {"text": "…", "params": dict.fromkeys(issue.get("params", ()), "…")}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _headings(batch: Import, sheet: str) -> dict[str, str]:
    for found in batch.sheets:
        if found["sheet"] == sheet and found["columns"]:
            return {column["letter"]: column["heading"] for column in found["columns"]}
    return {}


def sheets_shown(batch: Import) -> list[SheetShown]:
    """How each sheet was read, those with clients first."""
    shown = [
        SheetShown(
            name=sheet["sheet"] or batch.file_name,
            kind=KINDS_OF_SHEET.get(sheet["kind"], sheet["kind"]),
            header=", ".join(str(row) for row in sheet["header_rows"]),
            records=sheet["records"],
            hidden=sheet["hidden"],
            exchanged=", ".join(sheet["exchanged"]),
            columns=[
                _column(column) for column in sheet["columns"] if column["heading"] or column["samples"]
            ],
        )
        for sheet in batch.sheets
    ]
    return sorted(shown, key=lambda sheet: -sheet.records)


def _column(column: Mapping[str, Any]) -> ColumnShown:
    sureness, kind = sureness_of(column["meaning"], column["confidence"])
    if column.get("by") == "person":
        sureness, kind = _("chosen"), Kind.OK
    return ColumnShown(
        letter=column["letter"],
        heading=column["heading"],
        meaning=MEANINGS.get(column["meaning"], column["meaning"]),
        sureness=sureness,
        kind=kind,
        samples=column["samples"],
    )


def sureness_of(meaning: str, confidence: float) -> tuple[str, Kind]:
    """How surely a column was read, as a word."""
    if meaning == "unknown":
        return _("kept as text"), Kind.NEUTRAL
    if confidence >= _SURE:
        return _("sure"), Kind.OK
    if confidence >= FAIRLY_SURE:
        return _("fairly sure"), Kind.OK
    return _("please check"), Kind.WAIT


def problem_label(code: str) -> Words:
    """An open question as a group: few words."""
    return PROBLEM_WORDS.get(code, UNKNOWN_SHORT)
