"""A workbook comes in: every row kept as it stands, and laid beside the register. Nothing is entered yet."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from bimbing.audit.actions import record
from bimbing.intake.actions.changes import differences
from bimbing.intake.actions.collector import rows_set_aside, set_aside
from bimbing.intake.actions.compare import Plan, plans_for
from bimbing.intake.actions.decided import TELLS_WHO, asks_who
from bimbing.intake.actions.entries import Known
from bimbing.intake.actions.found import Values, WorkbookFound, is_open
from bimbing.intake.actions.similar import keep_look_alikes, say_look_alikes
from bimbing.intake.models import Import, ImportFile, ImportRow
from bimbing.intake.queries.at_work import imports_at_work
from bimbing.intake.queries.decisions import Decisions, decisions_for
from bimbing.offices.models import Office, Staff
from bimbing.rows import insert_rows, update_rows
from bimbing.supervision.models import OffenceCategory, Programme

BATCH: Final = 1000
_COLUMNS: Final = (
    "batch_id", "sheet", "row", "raw", "understood", "issues", "row_key", "outcome", "client_id", "supervision_id",
    "answers", "identity",
)  # fmt: skip


class ImportAtWork(Exception):
    """The import is being entered just now."""


@rows_set_aside()
@transaction.atomic
def receive(*, office: Office, workbook: WorkbookFound, by: Staff, at: datetime) -> Import:
    """Keep a workbook and say what it would do. The same file, still waiting for its answer, is that import again.

    One whose file was brought in before is kept too, and all its rows are the same; `queries.earlier_import` says when.
    """
    lock_intake(office)
    waiting = Import.objects.filter(office=office, digest=workbook.digest, state=Import.State.PREVIEW).first()
    if waiting is not None:
        _keep_file(waiting, workbook)
        compare(batch=waiting, at=at)
        return waiting
    batch = Import.objects.create(
        office=office,
        file_name=workbook.file_name[-200:],
        digest=workbook.digest,
        sheets=list(workbook.sheets),
        found=dict(workbook.found or {}),
        choices=dict(workbook.choices),
        uploaded_by=by,
        uploaded_at=at,
    )
    _keep_file(batch, workbook)
    rows = new_rows(batch, workbook, decisions_for(batch))
    enter_rows(batch, rows, at)
    record(
        by=by,
        at=at,
        action="import.received",
        subject="import",
        subject_id=batch.pk,
        changes={"file": (None, batch.file_name), "rows": (None, len(rows))},
        office_id=office.pk,
    )
    return batch


def new_rows(batch: Import, workbook: WorkbookFound, decisions: Decisions) -> list[ImportRow]:
    """The rows of a workbook with who a person said they are, not yet written and not yet laid beside the register."""
    return [
        ImportRow(
            batch=batch,
            sheet=row.sheet[:120],
            row=row.row,
            raw=row.raw,
            understood=row.values,
            issues=row.issues,
            row_key=(key := row_key(row.values)),
            identity=decisions.of(row.sheet[:120], row.row, key),
            outcome=ImportRow.Outcome.NEW,
        )
        for row in workbook.rows
    ]


def enter_rows(batch: Import, rows: Sequence[ImportRow], at: datetime) -> None:
    """Lay new rows beside the register, write them, and count them."""
    set_aside()
    plans = look(office=batch.office, rows=rows, today=today_of(batch.office, at), searching=True)
    for plan in plans:
        write_down(plan)
    _insert(rows)
    batch.counts = counts_of(plans)
    batch.save(update_fields=["counts"])


def _keep_file(batch: Import, workbook: WorkbookFound) -> None:
    """The file stays while its import waits, so that it can be read another way."""
    if workbook.content:
        ImportFile.objects.get_or_create(batch=batch, defaults={"content": workbook.content})


def drop_file(batch: Import) -> None:
    """The import is decided: the file goes, its rows stay (as little as possible is kept of people's papers)."""
    ImportFile.objects.filter(batch_id=batch.pk).delete()


@transaction.atomic
def compare(*, batch: Import, at: datetime, searching: bool = True) -> Import:
    """Lay a waiting import beside the register as it is now."""
    rows = rows_of(batch)
    before = {row.pk: (row.outcome, row.client_id, row.supervision_id, row.issues) for row in rows}
    plans = look(office=batch.office, rows=rows, today=today_of(batch.office, at), searching=searching)
    for plan in plans:
        write_down(plan)
    changed = [r for r in rows if before[r.pk] != (r.outcome, r.client_id, r.supervision_id, r.issues)]
    for start in range(0, len(changed), BATCH):
        update_rows(
            ImportRow,
            ("outcome", "client_id", "supervision_id", "issues"),
            (
                (row.pk, row.outcome, row.client_id, row.supervision_id, row.issues)
                for row in changed[start : start + BATCH]
            ),
        )
    batch.counts = counts_of(plans)
    batch.save(update_fields=["counts"])
    return batch


def discard(*, batch: Import, by: Staff, at: datetime) -> None:
    """Put a waiting import aside; its rows stay for the record. One that is done or discarded stays as it is.

    Raises ImportAtWork, before it would wait for the one writer.
    """
    if imports_at_work([batch.pk]):
        raise ImportAtWork
    with transaction.atomic():
        _discard(batch, by, at)
    batch.refresh_from_db()


def _discard(batch: Import, by: Staff, at: datetime) -> None:
    changed = Import.objects.filter(pk=batch.pk, state=Import.State.PREVIEW).update(
        state=Import.State.DISCARDED, done_at=at
    )
    if changed:
        drop_file(batch)
        record(
            by=by,
            at=at,
            action="import.discarded",
            subject="import",
            subject_id=batch.pk,
            office_id=batch.office_id,
        )


def rows_of(batch: Import) -> list[ImportRow]:
    """All rows of an import but for their cells as they stood, which nothing here looks at."""
    rows = list(batch.rows.order_by("pk").defer("raw", "undo").iterator(BATCH))
    for row in rows:
        row.batch = batch
    return rows


def _insert(rows: Sequence[ImportRow]) -> None:
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        insert_rows(ImportRow, _COLUMNS, ([getattr(row, name) for name in _COLUMNS] for row in part))


def look(*, office: Office, rows: Sequence[ImportRow], today: date, searching: bool = False) -> list[Plan]:
    """What these rows would do to the register of the office, as it is now. `searching` for look-alikes takes its time;
    else the questions of the last search stay."""
    plans = plans_for(office_id=office.pk, rows=rows)
    if searching:
        say_look_alikes(office_id=office.pk, plans=plans)
    else:
        keep_look_alikes(plans)
    differences(office_id=office.pk, plans=plans, known=known_codes(office.pk), today=today)
    return plans


def lock_intake(office: Office) -> None:
    """One import of an office at a time: the second waits and then finds what the first brought in.

    FOR NO KEY UPDATE, so that the desk goes on recording visits; SQLite has one writer anyway.
    """
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)


def known_codes(office_id: int) -> Known:
    """The programmes and offences of the nation, and those that the office added."""
    return Known(
        programmes=frozenset(Programme.objects.known_to(office_id).values_list("code", flat=True)),
        offences=frozenset(OffenceCategory.objects.known_to(office_id).values_list("code", flat=True)),
    )


def today_of(office: Office, at: datetime) -> date:
    return at.astimezone(ZoneInfo(office.time_zone)).date()


def row_key(values: Values) -> str:
    """What a row says, as one number: two rows that say the same have the same, wherever they stand."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def counts_of(plans: Sequence[Plan]) -> dict[str, Any]:
    """Rows by outcome, and by open question (`problems`: code -> rows)."""
    counted = Counter(plan.outcome.value for plan in plans)
    problems = Counter(
        code for plan in plans for code in {remark["code"] for remark in plan.issues if is_open(remark)}
    )
    return {outcome.value: counted[outcome.value] for outcome in ImportRow.Outcome} | {
        "problems": dict(problems),
        "look_alikes": sum(asks_who(plan.issues) for plan in plans),
        "second_guidances": sum(any(remark["code"] == TELLS_WHO for remark in plan.issues) for plan in plans),
        "decided": sum(plan.row.identity is not None for plan in plans),
    }


def write_down(plan: Plan) -> None:
    row = plan.row
    row.outcome, row.issues = plan.outcome, plan.issues
    row.client_id, row.supervision_id = plan.client_id, plan.supervision_id
