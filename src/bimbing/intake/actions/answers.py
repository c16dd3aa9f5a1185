"""What a person answers to the questions of a waiting import. `understood` stays what the file says; answers lie over it.

Each verb is one transaction with its line in the trail; it refuses (AnswerRefused) where the import no longer waits, and
compares anew only what the answer can touch.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Protocol

from django.db import transaction

from bimbing.audit.actions import record
from bimbing.intake.actions.bounded import Sign, compare_anew, signs_of
from bimbing.intake.actions.receive import lock_intake, today_of
from bimbing.intake.actions.typed import Lists, may_be_typed, read_typed
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.answered import EXTRA, effective, is_open
from bimbing.intake.queries.choices import offences, officers, programmes
from bimbing.intake.queries.questions import Option, above, questions_of, rows_asking
from bimbing.offices.models import Staff
from bimbing.rules.reading import Doubt
from bimbing.supervision.models import STATUS_LABELS

#: Beside what can be typed, these come along with something typed.
_ALONG: Final = ("birth_year", "life", "subsidiary")


class AnswerRefused(Exception):
    """Nothing was written. `code` is one of ours (`answer_words`) or of a cell's doubts; `insist`: saying it again takes it."""

    def __init__(self, code: str, *, insist: bool = False, **params: str) -> None:
        super().__init__(code)
        self.code, self.insist, self.params = code, insist, params


def answer(*, row: ImportRow, field: str, value: Any, by: Staff, at: datetime) -> list[ImportRow]:
    """Say what a field of a row holds, in the form of `actions.found`; None: it stays empty, knowingly.

    Gives the rows that are otherwise than before, the answered one always among them.
    """
    return _write(row, {field: {"value": value}}, by, at)


def answer_typed(
    *, row: ImportRow, field: str, text: str, by: Staff, at: datetime, sure: bool = False
) -> list[ImportRow]:
    """Say it in words, read by the rules that read a cell. What is doubtful is refused until it is said again (`sure`)."""
    values = typed_values(batch=row.batch, field=field, text=text, at=at, sure=sure)
    return _write(row, {name: {"value": value} for name, value in values.items()}, by, at)


def keep(*, row: ImportRow, field: str, by: Staff, at: datetime) -> list[ImportRow]:
    """What was read in this field is right: its open questions are done with, also one that comes up again."""
    if not (codes := _open_codes(row, field)):
        raise AnswerRefused("no_such_question")
    return _write(row, {field: {"kept": codes}}, by, at)


def take_back(*, row: ImportRow, field: str, by: Staff, at: datetime) -> list[ImportRow]:
    """What the file says holds again, and its questions are open again."""
    return _write(row, {field: None}, by, at)


def answer_alike(
    *,
    batch: Import,
    field: str,
    code: str,
    by: Staff,
    at: datetime,
    place: int | None = None,
    empty: bool = False,
    typed: str = "",
    text: str | None = None,
    sure: bool = False,
) -> int:
    """Answer the same question in all rows that have it: `place` takes each row's own option of that number (0 is the
    proposal), `empty` leaves the field empty, `typed` says one value. `text`: only where the cell says this. How many.
    """
    values = typed_values(batch=batch, field=field, text=typed, at=at, sure=sure) if typed else {}

    def given(row: ImportRow, over: Mapping[str, Any]) -> dict[str, Any]:
        if typed:
            return {name: {"value": value} for name, value in values.items()}
        question = next((q for q in questions_of(row, over) if q.field == field), None)
        if question is None:
            return {}
        if empty:
            return {field: {"value": None}} if question.may_be_empty else {}
        if place is None or place >= len(question.options):
            return {}
        return _of_option(row, field, question.options[place], at)

    return _write_alike(batch, field, code, text, given, by, at)


@transaction.atomic
def answer_many(*, batch: Import, given: Mapping[int, Mapping[str, Any]], by: Staff, at: datetime) -> None:
    """Say what fields of many rows hold: row -> field -> value. All of it, or nothing (AnswerRefused)."""
    _lock(batch)
    rows = list(batch.rows.filter(pk__in=given).order_by("pk"))
    before: set[Sign] = set()
    for row in rows:
        before |= signs_of(row)
        _lay(row, {name: {"value": value} for name, value in given[row.pk].items()}, by, at)
    _save(batch, rows, before, at)
    _trail(batch, by, at, {"rows": (None, len(rows))}, "")


def take_back_alike(*, batch: Import, field: str, given_at: str, by: Staff, at: datetime) -> int:
    """Take back what was answered for this field in many rows at one moment (the ISO `at` of the answers)."""
    with transaction.atomic():
        _lock(batch)
        rows = [
            row
            for row in batch.rows.exclude(answers={}).order_by("pk")
            if row.answers.get(field, {}).get("at") == given_at
        ]
        before: set[Sign] = set()
        for row in rows:
            before |= signs_of(row)
            row.answers = {name: told for name, told in row.answers.items() if told["at"] != given_at}
        _save(batch, rows, before, at)
        _trail(batch, by, at, {field: (len(rows), 0)}, "taken back")
    return len(rows)


def choose(*, row: ImportRow, field: str, place: int, by: Staff, at: datetime) -> list[ImportRow]:
    """Take the option of this number (0 is the proposal) of a field's open question."""
    over = above(row.batch, [row]).get(row.pk)
    question = next((q for q in questions_of(row, over) if q.field == field), None)
    if question is None or not 0 <= place < len(question.options):
        raise AnswerRefused("no_such_question")
    return _write(row, _of_option(row, field, question.options[place], at), by, at)


def _of_option(row: ImportRow, field: str, option: Option, at: datetime) -> dict[str, Any]:
    """One of the proposed answers as it is kept. A file names officers in short: the whole name is looked for."""
    if option.keeps:
        return {field: {"kept": _open_codes(row, field)}}
    if field == "officer":
        values = typed_values(batch=row.batch, field=field, text=str(option.value), at=at, sure=True)
        return {name: {"value": value} for name, value in values.items()}
    return {field: {"value": option.value}}


def typed_values(*, batch: Import, field: str, text: str, at: datetime, sure: bool) -> dict[str, Any]:
    """What a text gives for a field. Raises AnswerRefused with the rule's own reason."""
    return read_for(batch, at)(field, text, sure=sure)


class Read(Protocol):
    """Reads what was typed for a field (see `typed_values`), again and again for one import."""

    def __call__(self, field: str, text: str, *, sure: bool) -> dict[str, Any]: ...


def read_for(batch: Import, at: datetime) -> Read:
    """The reader of typed answers of an import: what can be chosen is looked up once."""
    today = today_of(batch.office, at)
    lists: list[Lists] = []

    def read(field: str, text: str, *, sure: bool) -> dict[str, Any]:
        if not may_be_typed(field):
            raise AnswerRefused("unknown_field", field=field)
        if not text.strip():
            raise AnswerRefused("nothing_typed")
        if not lists:
            lists.append(lists_of(batch))
        told = read_typed(field, text, today=today, lists=lists[0])
        if (doubt := told.refused) is not None:
            raise _refusal(doubt, text, insist=False)
        if (doubt := told.unsure) is not None and not sure:
            raise _refusal(doubt, text, insist=True)
        return dict(told.values)

    return read


def lists_of(batch: Import) -> Lists:
    """What can be chosen for a row of this import."""
    return Lists(
        programmes(batch.office_id),
        offences(batch.office_id),
        {str(code): str(label) for code, label in STATUS_LABELS.items()},
        officers(batch),
    )


def _refusal(doubt: Doubt, text: str, *, insist: bool) -> AnswerRefused:
    return AnswerRefused(str(doubt.code), insist=insist, **({"raw": text.strip()[:100]} | dict(doubt.params)))


def _open_codes(row: ImportRow, field: str) -> list[str]:
    return sorted({r["code"] for r in row.issues if r["field"] == field and is_open(r)})


def note_problems_taken_out(*, batch: Import, rows: int, purpose: str, by: Staff, at: datetime) -> None:
    """Keep in the trail that rows of an import left as a workbook, and what for."""
    record(
        by=by,
        at=at,
        action="import.problems_exported",
        subject="import",
        subject_id=batch.pk,
        changes={"rows": (None, rows)},
        purpose=purpose,
        office_id=batch.office_id,
    )


# ---- writing


@transaction.atomic
def _write(row: ImportRow, given: Mapping[str, Any], by: Staff, at: datetime) -> list[ImportRow]:
    """Put these answers (None: take back) over the row, as it stands now, and see what changes."""
    batch = row.batch
    _lock(batch)
    current = batch.rows.select_for_update().get(pk=row.pk)
    current.batch = batch
    old, before = effective(current), signs_of(current)
    _lay(current, given, by, at)
    new = effective(current)
    changed = _save(batch, [current], before, at)
    _trail(
        batch,
        by,
        at,
        {name: (_shown(old, name), _shown(new, name)) for name in given},
        f"{current.sheet}!{current.row}"[:200],
    )
    row.refresh_from_db()
    return [row, *(other for other in changed if other.pk != row.pk)]


@transaction.atomic
def _write_alike(
    batch: Import,
    field: str,
    code: str,
    text: str | None,
    given: Callable[[ImportRow, Mapping[str, Any]], dict[str, Any]],
    by: Staff,
    at: datetime,
) -> int:
    _lock(batch)
    rows = rows_asking(batch, field=field, code=code, text=text)
    over = _over(batch, rows, field)
    before: set[Sign] = set()
    answered = []
    for row in rows:
        if not (answers := given(row, over(row))):
            continue
        before |= signs_of(row)
        _lay(row, answers, by, at)
        answered.append(row)
    if answered:
        _save(batch, answered, before, at)
        _trail(batch, by, at, {field: (None, len(answered))}, code)
    return len(answered)


def _over(batch: Import, rows: Sequence[ImportRow], field: str) -> Callable[[ImportRow], Mapping[str, Any]]:
    """What stands above each row, counting the answers given a moment ago: `idem` under `idem`."""
    found, last = above(batch, rows), dict[str, tuple[int, Any]]()

    def over(row: ImportRow) -> Mapping[str, Any]:
        told = dict(found.get(row.pk, {}))
        if field not in told and row.sheet in last and row.pk - last[row.sheet][0] == 1:
            told[field] = last[row.sheet][1]
        if field in told:
            last[row.sheet] = (row.pk, told[field])
        return told

    return over


def _lock(batch: Import) -> None:
    """One at a time in an office's imports; who comes after finds what the first wrote, or that it is decided."""
    lock_intake(batch.office)
    batch.refresh_from_db(fields=["state", "counts"])
    if batch.state != Import.State.PREVIEW:
        raise AnswerRefused("not_waiting")


def _lay(row: ImportRow, given: Mapping[str, Any], by: Staff, at: datetime) -> None:
    answers = dict(row.answers)
    for name, told in given.items():
        if told is None:
            answers.pop(name, None)
            if name == "birth_date":
                answers.pop("birth_year", None)
            continue
        if not (may_be_typed(name) or name in _ALONG or "kept" in told):
            raise AnswerRefused("unknown_field", field=name)
        if name == "full_name" and told.get("value", "") is None:
            raise AnswerRefused("name_needed", field=name)
        answers[name] = told | {"by": by.pk, "at": at.isoformat()}
    row.answers = answers


def _save(batch: Import, rows: Sequence[ImportRow], before: Iterable[Sign], at: datetime) -> list[ImportRow]:
    ImportRow.objects.bulk_update(rows, ["answers"], batch_size=100)
    return compare_anew(batch=batch, rows=rows, before=before, at=at)


def _trail(batch: Import, by: Staff, at: datetime, changes: Mapping[str, Any], purpose: str) -> None:
    record(
        by=by,
        at=at,
        action="import.answered",
        subject="import",
        subject_id=batch.pk,
        changes=changes,
        purpose=purpose,
        office_id=batch.office_id,
    )


def _shown(values: Mapping[str, Any], name: str) -> Any:
    if name.startswith(EXTRA):
        return values.get("extra", {}).get(name[len(EXTRA) :])
    return values.get(name)
