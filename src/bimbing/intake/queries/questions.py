"""The open questions of a row: one for each field, with the answers that one key gives."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.answered import Issue, effective, is_open

#: Who a row is, is not a value of a cell: asked side by side, not here.
OF_IDENTITY: Final = frozenset(
    (
        "namesake_known",
        "namesake_in_file",
        "several_known",
        "name_alone",
        "looks_like_known",
        "looks_like_in_file",
    )
)
#: What the cell says cannot stay whatever a person says: another value, or none.
_CANNOT_STAY: Final = frozenset(
    ("end_before_start", "register_taken", "register_taken_in_file", "nik_of_other", "nik_length", "no_name")
)
#: Answered by yes or by opening the client's file later; there is no cell to type into.
_YES_ONLY: Final = frozenset(("attendance",))
#: Asked of a row because of what is not in it: its colour, another sheet.
_NO_CELL: Final = frozenset(("colour_unexplained", "only_in_attendance"))
_NEVER_EMPTY: Final = frozenset(("full_name", "attendance"))
_SEX_CODES: Final = frozenset(("sex_p_ambiguous", "sex_unclear", "two_ticks"))
#: So many rows above a "same as above" are looked at.
REACH: Final = 60


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: a value in the form of `actions.found`; or, `keeps`, that what was read is right (value: what was)."""

    value: Any
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one field of one row. `first` is the issue that is put into words; `text` the cell."""

    row: ImportRow
    field: str
    issues: Sequence[Issue]
    options: Sequence[Option]
    may_type: bool
    may_be_empty: bool

    @property
    def first(self) -> Issue:
        return self.issues[0]

    @property
    def text(self) -> str:
        return str(self.first.get("text") or "")

    @property
    def code(self) -> str:
        return str(self.first["code"])

    @property
    def key(self) -> tuple[int, str]:
        return self.row.pk, self.field


def questions_of(row: ImportRow, above: Mapping[str, Any] | None = None) -> list[Question]:
    """The open questions of a row. `above`: field -> what the rows before it say there, for `idem`."""
    asked: dict[str, list[Issue]] = {}
    for remark in row.issues:
        if is_open(remark) and remark["code"] not in OF_IDENTITY and remark["field"]:
            asked.setdefault(remark["field"], []).append(remark)
    values = effective(row) if asked else {}
    return [_question(row, field, _once(issues), values, above or {}) for field, issues in asked.items()]


def _once(issues: list[Issue]) -> list[Issue]:
    """The file and the register both miss a name: that is one question."""
    return [issue for issue in issues if issue["code"] != "no_name"] or issues


def asks(row: ImportRow) -> list[str]:
    """The fields of the open questions, in their order: what `questions_of` is keyed by."""
    open_ones = (r for r in row.issues if is_open(r) and r["code"] not in OF_IDENTITY and r["field"])
    return list(dict.fromkeys(remark["field"] for remark in open_ones))


def _question(
    row: ImportRow, field: str, issues: list[Issue], values: Mapping[str, Any], above: Mapping[str, Any]
) -> Question:
    codes = {issue["code"] for issue in issues}
    options = [option for issue in issues for option in _proposals(issue, field, above)]
    read = values.get(field)
    stays = not codes & _CANNOT_STAY and "ditto" not in codes
    if field in _YES_ONLY:
        options = [Option(None, keeps=True)]
    elif codes == {"date_year_only"} and field == "birth_date" and values.get("birth_year"):
        options = [Option(values["birth_year"], keeps=True)]
    elif stays and read not in (None, "", []):
        same = [option for option in options if option.value == read]
        options = [Option(read, keeps=True), *(o for o in options if o not in same)]
    elif stays and codes & {"colour_unexplained", "status_unclear"}:
        options = [*options, Option("aktif", keeps=True)]
    distinct: list[Option] = []
    for option in options:
        if all(option.value != other.value for other in distinct):
            distinct.append(option)
    return Question(row, field, issues, distinct[:2], field not in _YES_ONLY, field not in _NEVER_EMPTY)


def _proposals(issue: Issue, field: str, above: Mapping[str, Any]) -> list[Option]:
    """What a clerk would propose: the first is the likeliest."""
    params = issue.get("params") or {}
    code, proposal = issue["code"], issue.get("proposal")
    found: list[Any] = []
    if proposal:
        found.append(_in_form(field, str(proposal)))
    if code == "ditto" and above.get(field) is not None:
        found.append(above[field])
    elif code == "date_exchanged":
        found.append(params.get("raw"))
    elif code == "sentence_decimal":
        found.append(_fraction(str(issue.get("text") or "")))
    elif code in _SEX_CODES and field == "sex":
        found += ["L", "P"]
    elif field in ("programme", "officer", "offence"):
        found += [word for word in str(params.get("options", "")).split("|") if word]
    return [Option(value) for value in found if value not in (None, "")]


def _in_form(field: str, text: str) -> Any:
    if field == "sentence":
        parts = text.split("-")
        return [int(part) for part in parts] if len(parts) == 3 and all(map(str.isdecimal, parts)) else None
    if field.endswith("_date"):
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return None
    return text


def _fraction(text: str) -> list[int] | None:
    """`1,6 th` as a fraction: one year and 6/10 of one, in months and days of a thirtieth."""
    match = re.search(r"(\d{1,2})\s*[.,]\s*(\d{1,2})", text)
    if match is None:
        return None
    months = int(match[2]) / 10 ** len(match[2]) * 12
    return [int(match[1]), int(months), round((months - int(months)) * 30)]


# ---- questions of a whole import


def asking_rows(batch: Import, code: str = "") -> QuerySet[ImportRow]:
    """Rows that may hold an open question (`code`: this one), in the order of the file. A text search: `asks` tells."""
    said = batch.rows.annotate(said=Cast("issues", TextField()))
    asking = Q(said__contains='"severity": "ask"') | Q(said__contains='"severity": "error"')
    return said.filter(asking, said__contains=f'"code": "{code}' if code else "").order_by("pk")


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of an import, open or answered: row and field."""

    row: int
    field: str
    is_open: bool


def entries_of(batch: Import) -> list[Entry]:
    """Every question of an import in the order of the file, those that were answered in it too. One query."""
    entries: list[Entry] = []
    for row in asking_rows(batch).only("pk", "batch_id", "issues", "answers"):
        open_ones = asks(row)
        fields = dict.fromkeys(
            r["field"]
            for r in row.issues
            if r["field"] in open_ones or (r.get("answered") and r["field"] in row.answers)
        )
        entries += [Entry(row.pk, field, field in open_ones) for field in fields]
    return entries


def alike(batch: Import) -> Counter[tuple[str, ...]]:
    """How many rows ask the same: by (field, code), and by (field, code, what the cell says). By (): all questions."""
    counted: Counter[tuple[str, ...]] = Counter()
    for row in asking_rows(batch).only("pk", "batch_id", "issues"):
        same: set[tuple[str, ...]] = set()
        for remark in row.issues:
            if is_open(remark) and remark["field"]:
                same.add((remark["field"], remark["code"]))
                same.add((remark["field"], remark["code"], folded(str(remark.get("text") or ""))))
        counted.update(same)
        counted[()] += len(asks(row))
    return counted


def rows_asking(batch: Import, *, field: str, code: str, text: str | None = None) -> list[ImportRow]:
    """Rows with this very question; of the same cell text only, where one is given."""
    found = []
    for row in asking_rows(batch, code):
        for remark in row.issues:
            same = remark["field"] == field and remark["code"] == code and is_open(remark)
            if same and (text is None or folded(str(remark.get("text") or "")) == folded(text)):
                found.append(row)
                break
    return found


def rows_to_correct(batch: Import, *, every: bool) -> list[ImportRow]:
    """The rejected rows of an import; with `every`, those too of which some cell is still asked about."""
    rejected = ImportRow.Outcome.REJECTED
    if not every:
        return list(batch.rows.filter(outcome=rejected).order_by("pk"))
    rows = batch.rows.filter(pk__in=asking_rows(batch).values("pk")) | batch.rows.filter(outcome=rejected)
    return [row for row in rows.order_by("pk") if row.outcome == rejected or _asks_of_a_cell(row)]


def _asks_of_a_cell(row: ImportRow) -> bool:
    return any(
        is_open(remark) and remark["field"] not in _YES_ONLY and remark["code"] not in _NO_CELL
        for remark in row.issues
    )


def given_together(batch: Import) -> Counter[tuple[str, str]]:
    """(field, moment) -> rows that were answered there at that moment: by one press, where there are several."""
    counted: Counter[tuple[str, str]] = Counter()
    for answers in batch.rows.exclude(answers={}).order_by().values_list("answers", flat=True):
        counted.update((field, told["at"]) for field, told in answers.items())
    return counted


def folded(text: str) -> str:
    """What a cell says, however it is spaced and capitalised."""
    return " ".join(text.split()).casefold()


def above(batch: Import, rows: Iterable[ImportRow]) -> dict[int, dict[str, Any]]:
    """Row -> what the rows before it on its sheet say in the fields where it says "as above". One query at most."""
    wanted = {
        row.pk: {remark["field"] for remark in row.issues if remark["code"] == "ditto" and is_open(remark)}
        for row in rows
    }
    wanted = {pk: fields for pk, fields in wanted.items() if fields}
    if not wanted:
        return {}
    near = Q()
    for pk in wanted:
        near |= Q(pk__gte=pk - REACH, pk__lt=pk)
    sheet_of = {row.pk: row.sheet for row in rows}
    before = list(batch.rows.filter(near).order_by("-pk").only("batch_id", "sheet", "understood", "answers"))
    found: dict[int, dict[str, Any]] = {}
    for pk, fields in wanted.items():
        for other in before:
            if other.pk >= pk or other.sheet != sheet_of[pk]:
                continue
            for field in fields & effective(other).keys():
                found.setdefault(pk, {}).setdefault(field, effective(other)[field])
    return found
