"""Writes about a guidance that is in the register: its columns, its officer, its notes. Its status: `status.py`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bimbing.offices.models import Staff
from bimbing.rules.register_no import register_key
from bimbing.supervision.actions.entering import reindex
from bimbing.supervision.actions.writing import record_change, write_columns
from bimbing.supervision.models import Assignment, Note, Supervision

#: Columns of a supervision on which the duty to report depends.
DUTY_COLUMNS = frozenset(
    {
        "start_date",
        "end_date",
        "interval",
        "report_day",
        "special_dates",
        "programme_id",
        "status",
        "counted_from",
    }
)


@transaction.atomic
def edit_supervision(
    *,
    supervision: Supervision,
    version: int,
    changes: Mapping[str, Any],
    by: Staff,
    at: datetime,
    reason: str = "",
    indexes: bool = True,
) -> dict[str, tuple[Any, Any]]:
    """Change columns (programme, numbers, dates, interval); the differences as column -> (old, new).

    Raises StaleVersion if the row is no longer at `version`. Status and officer have verbs of their own. Without
    `indexes` the caller makes the client findable by a changed number (`copy_down`, `reindex`).
    """
    differences = {
        name: (getattr(supervision, name), value)
        for name, value in changes.items()
        if getattr(supervision, name) != value
    }
    if not differences:
        return {}
    columns = {name: new for name, (_, new) in differences.items()}
    if "register_no" in columns:
        columns["register_key"] = register_key(columns["register_no"])
    write_columns(supervision, version, columns, stale=not DUTY_COLUMNS.isdisjoint(columns))
    record_change(supervision, "supervision.edited", by, at, differences, reason)
    if indexes and {"register_no", "decision_no"} & set(columns):
        reindex(client_ids=[supervision.client_id])
    return differences


@transaction.atomic
def hand_over(
    *,
    supervision: Supervision,
    version: int,
    officer: Staff,
    since: date,
    by: Staff,
    at: datetime,
    reason: str = "",
) -> Assignment:
    """Give a client to another officer from a day on. The visits of the past stay with whoever received them."""
    before = supervision.officer_id
    write_columns(supervision, version, {"officer_id": officer.pk}, stale=False)
    open_rows = Assignment.objects.filter(supervision=supervision, until__isnull=True)
    open_rows.filter(since__lt=since).update(until=since)
    open_rows.filter(since__gte=since).delete()  # it never began
    assignment = Assignment.objects.create(
        supervision=supervision, officer=officer, since=since, reason=reason, by=by, at=at
    )
    record_change(supervision, "supervision.handed_over", by, at, {"officer": (before, officer.pk)}, reason)
    return assignment


@transaction.atomic
def write_note(
    *, supervision: Supervision, on: date, text: str, request_key: UUID, by: Staff, at: datetime
) -> Note:
    """Add a note to a client's file. The same `request_key` again gives the note that is already there."""
    note, is_new = Note.objects.get_or_create(
        request_key=request_key,
        defaults={"supervision": supervision, "on": on, "text": text, "by": by, "at": at},
    )
    if is_new:
        record_change(supervision, "note.written", by, at, {}, "")
    return note
