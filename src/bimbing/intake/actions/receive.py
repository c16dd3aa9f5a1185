"""A workbook comes in: every row kept as it stands, and laid beside the register. Nothing is entered yet."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from bimbing.audit.actions import record
from bimbing.intake.actions.changes import differences
from bimbing.intake.actions.collector import collector_at_rest
from bimbing.intake.actions.compare import Plan, plans_for
from bimbing.intake.actions.entries import Known
from bimbing.intake.actions.found import Values, WorkbookFound, is_open
from bimbing.intake.models import Import, ImportRow
from bimbing.offices.models import Office, Staff
from bimbing.supervision.models import OffenceCategory, Programme

BATCH = 500


@collector_at_rest()
@transaction.atomic
def receive(*, office: Office, workbook: WorkbookFound, by: Staff, at: datetime) -> Import:
    """Keep a workbook and say what it would do. The same file, still waiting for its answer, is that import again.

    One whose file was brought in before is kept too, and all its rows are the same; `queries.earlier_import` says when.
    """
    lock_intake(office)
    waiting = Import.objects.filter(office=office, digest=workbook.digest, state=Import.State.PREVIEW).first()
    if waiting is not None:
        compare(batch=waiting, at=at)
        return waiting
    batch = Import.objects.create(
        office=office,
        file_name=workbook.file_name[-200:],
        digest=workbook.digest,
        sheets=list(workbook.sheets),
        found=dict(workbook.found or {}),
        uploaded_by=by,
        uploaded_at=at,
    )
    rows = [
        ImportRow(
            batch=batch,
            sheet=row.sheet[:120],
            row=row.row,
            raw=dict(row.raw),
            understood=dict(row.values),
            issues=list(row.issues),
            row_key=row_key(row.values),
            outcome=ImportRow.Outcome.NEW,
        )
        for row in workbook.rows
    ]
    plans = look(office=office, rows=rows, today=today_of(office, at))
    for plan in plans:
        write_down(plan)
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)
    batch.counts = counts_of(plans)
    batch.save(update_fields=["counts"])
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


@transaction.atomic
def compare(*, batch: Import, at: datetime) -> Import:
    """Lay a waiting import beside the register as it is now."""
    rows = list(batch.rows.order_by("pk"))
    before = {row.pk: (row.outcome, row.client_id, row.supervision_id, row.issues) for row in rows}
    plans = look(office=batch.office, rows=rows, today=today_of(batch.office, at))
    for plan in plans:
        write_down(plan)
    changed = [r for r in rows if before[r.pk] != (r.outcome, r.client_id, r.supervision_id, r.issues)]
    ImportRow.objects.bulk_update(
        changed, ["outcome", "client_id", "supervision_id", "issues"], batch_size=100
    )
    batch.counts = counts_of(plans)
    batch.save(update_fields=["counts"])
    return batch


@transaction.atomic
def discard(*, batch: Import, by: Staff, at: datetime) -> None:
    """Put a waiting import aside; its rows stay for the record. One that is done or discarded stays as it is."""
    changed = Import.objects.filter(pk=batch.pk, state=Import.State.PREVIEW).update(
        state=Import.State.DISCARDED, done_at=at
    )
    if changed:
        record(
            by=by,
            at=at,
            action="import.discarded",
            subject="import",
            subject_id=batch.pk,
            office_id=batch.office_id,
        )
    batch.refresh_from_db()


def look(*, office: Office, rows: Sequence[ImportRow], today: date) -> list[Plan]:
    """What these rows would do to the register of the office, as it is now."""
    plans = plans_for(office_id=office.pk, rows=rows)
    differences(office_id=office.pk, plans=plans, known=known_codes(), today=today)
    return plans


def lock_intake(office: Office) -> None:
    """One import of an office at a time: the second waits and then finds what the first brought in.

    FOR NO KEY UPDATE, so that the desk goes on recording visits; SQLite has one writer anyway.
    """
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)


def known_codes() -> Known:
    return Known(
        programmes=frozenset(Programme.objects.values_list("code", flat=True)),
        offences=frozenset(OffenceCategory.objects.values_list("code", flat=True)),
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
        "problems": dict(problems)
    }


def write_down(plan: Plan) -> None:
    row = plan.row
    row.outcome, row.issues = plan.outcome, plan.issues
    row.client_id, row.supervision_id = plan.client_id, plan.supervision_id
