"""Writes about a guidance that is in the register: its columns, its status, its officer, its notes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from bimbing.audit.actions import record
from bimbing.clients.actions import StaleVersion
from bimbing.offices.models import Staff
from bimbing.rules.register_no import register_key
from bimbing.rules.status import ACTIVE, Status, may_change, may_reopen
from bimbing.supervision.actions.entering import reindex
from bimbing.supervision.models import Assignment, Note, StatusEvent, Supervision

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


class StatusRefused(Exception):
    """A change of status that the case does not allow; `current` and `wanted` say which."""

    def __init__(self, current: Status, wanted: Status) -> None:
        super().__init__(f"{current} -> {wanted}")
        self.current, self.wanted = current, wanted


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
    _write(supervision, version, columns, stale=not DUTY_COLUMNS.isdisjoint(columns))
    _record(supervision, "supervision.edited", by, at, differences, reason)
    if indexes and {"register_no", "decision_no"} & set(columns):
        reindex(client_ids=[supervision.client_id])
    return differences


@transaction.atomic
def change_status(
    *,
    supervision: Supervision,
    version: int,
    status: Status,
    on: date,
    by: Staff,
    at: datetime,
    document_no: str = "",
    ground: str = "",
    target: str = "",
    reason: str = "",
) -> StatusEvent:
    """End, revoke, transfer, suspend or reopen a guidance from a day on, with its paper.

    Raises StatusRefused if the present status does not lead there (reopening an ended one asks for a reason),
    StaleVersion if the row moved on meanwhile.
    """
    current = Status(supervision.status)
    reopening = status is Status.AKTIF and may_reopen(current) and bool(reason)
    if not may_change(current, status) and not reopening:
        raise StatusRefused(current, status)
    active = status in ACTIVE
    columns: dict[str, Any] = {"status": status, "is_active": active, "ended_on": None if active else on}
    if status is Status.BERAKHIR:
        columns |= {"closing_no": document_no, "closing_date": on}
    _write(supervision, version, columns, stale=True)
    event = StatusEvent.objects.create(
        supervision=supervision,
        status=status,
        on=on,
        document_no=document_no,
        ground=ground,
        target=target,
        reason=reason,
        by=by,
        at=at,
    )
    changes = {"status": (current, status), "on": (None, on), "document_no": (None, document_no)}
    _record(supervision, "supervision.status", by, at, changes, reason)
    return event


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
    _write(supervision, version, {"officer_id": officer.pk}, stale=False)
    open_rows = Assignment.objects.filter(supervision=supervision, until__isnull=True)
    open_rows.filter(since__lt=since).update(until=since)
    open_rows.filter(since__gte=since).delete()  # it never began
    assignment = Assignment.objects.create(
        supervision=supervision, officer=officer, since=since, reason=reason, by=by, at=at
    )
    _record(supervision, "supervision.handed_over", by, at, {"officer": (before, officer.pk)}, reason)
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
        _record(supervision, "note.written", by, at, {}, "")
    return note


def _write(supervision: Supervision, version: int, columns: dict[str, Any], *, stale: bool) -> None:
    if stale:
        columns = columns | {"standing_until": None}
    changed = Supervision.objects.filter(pk=supervision.pk, version=version).update(
        **columns, version=F("version") + 1
    )
    if not changed:
        raise StaleVersion
    supervision.refresh_from_db(fields=[*columns, "version"])


def _record(
    supervision: Supervision, action: str, by: Staff, at: datetime, changes: Mapping[str, Any], reason: str
) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject="supervision",
        subject_id=supervision.pk,
        client_id=supervision.client_id,
        changes=changes,
        purpose=reason,
    )
