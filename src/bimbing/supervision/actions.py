"""Writes about cases and guidance.

The standing of a supervision (next due day, misses) hangs on visits, which lie above this app. So whoever calls an
action that changes what the duty depends on settles it in the same transaction: `desk.actions`, `intake.actions`,
`attendance.actions`. Until then `standing_until` is null, which `bimbing prove` and the nightly roll both see.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case as If
from django.db.models import F, QuerySet, Value, When

from bimbing.audit.actions import record, record_many
from bimbing.clients.actions import BATCH, StaleVersion, index_clients
from bimbing.clients.models import Client, Phone
from bimbing.offices.models import Office, Staff
from bimbing.rules.register_no import register_key, register_number, sequence_of
from bimbing.rules.status import ACTIVE, Status, may_change, may_reopen
from bimbing.supervision.models import Assignment, Case, Note, RegisterCounter, StatusEvent, Supervision

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


@dataclass(frozen=True, slots=True)
class NewSupervision:
    """A guidance as it comes in. `case` and `columns` are columns of Case and Supervision; `status` is its present
    status, reached on `status_on` if it is not the first one."""

    client: Client
    case: Mapping[str, Any]
    columns: Mapping[str, Any]
    status: Status = Status.AKTIF
    status_on: date | None = None
    status_reason: str = ""


@transaction.atomic
def add_supervisions(
    *, office: Office, entries: Sequence[NewSupervision], by: Staff, at: datetime
) -> list[Supervision]:
    """Enter guidances, in the order given, with their case, first officer and status history; index their clients."""
    cases = [Case(client=entry.client, section=entry.client.section, **entry.case) for entry in entries]
    Case.objects.bulk_create(cases, batch_size=BATCH)
    rows = [_new_row(office, entry, case, at) for entry, case in zip(entries, cases, strict=True)]
    Supervision.objects.bulk_create(rows, batch_size=BATCH)
    StatusEvent.objects.bulk_create(
        (
            event
            for row, entry in zip(rows, entries, strict=True)
            for event in _first_events(row, entry, by, at)
        ),
        batch_size=BATCH,
    )
    Assignment.objects.bulk_create(
        (
            Assignment(
                supervision=row, officer_id=row.officer_id, since=row.start_date or at.date(), by=by, at=at
            )
            for row in rows
            if row.officer_id
        ),
        batch_size=BATCH,
    )
    record_many(
        by=by,
        at=at,
        action="supervision.added",
        subject="supervision",
        rows=((row.pk, row.client_id) for row in rows),
    )
    clients = {row.client_id for row in rows}
    copy_flags(client_ids=clients)
    reindex(client_ids=clients)
    return rows


def _new_row(office: Office, entry: NewSupervision, case: Case, at: datetime) -> Supervision:
    ended = entry.status not in ACTIVE
    began = entry.columns.get("start_date") or at.date()
    told = entry.status_on or entry.columns.get("end_date") or at.date()
    return Supervision(
        client=entry.client,
        case=case,
        office=office,
        section=entry.client.section,
        created_at=at,
        status=entry.status,
        is_active=not ended,
        ended_on=max(told, began) if ended else None,  # a day before the start is a slip of the paper
        register_key=register_key(entry.columns.get("register_no", "")),
        **copied_columns(entry.client, case),
        **entry.columns,
    )


def _first_events(row: Supervision, entry: NewSupervision, by: Staff, at: datetime) -> Iterable[StatusEvent]:
    began = row.start_date or at.date()
    yield StatusEvent(supervision=row, status=Status.AKTIF, on=began, by=by, at=at)
    if entry.status != Status.AKTIF:
        on = max(row.ended_on or entry.status_on or began, began)
        yield StatusEvent(
            supervision=row, status=entry.status, on=on, reason=entry.status_reason, by=by, at=at
        )


def copied_columns(client: Client, case: Case) -> dict[str, str]:
    """The columns of a supervision that stand elsewhere too, so that the register is one narrow table."""
    return {
        "name_key": client.name_key,
        "offence_code": case.offence_id or "",
        "district": client.district,
        "regency": client.regency,
    }


def copy_flags(*, client_ids: Iterable[int]) -> None:
    """Carry into the guidances of these clients whether a phone is known and a card was issued."""
    ids = list(client_ids)
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        with_card = Client.objects.filter(pk__in=some, has_card=True).order_by().values("pk")
        with_phone = Phone.objects.filter(client_id__in=some).order_by().values("client_id")
        Supervision.objects.filter(client_id__in=some).update(
            has_phone=_flag(client_id__in=with_phone), has_card=_flag(client_id__in=with_card)
        )


def _flag(**condition: Any) -> If:
    return If(When(**condition, then=Value(True)), default=Value(False))


@transaction.atomic
def open_book(*, office: Office, section: str, year: int) -> RegisterCounter:
    """The register book of a section and year, locked until the transaction ends; who registers comes one by one.

    A new book goes on after the highest number of that year that came in with a workbook.
    """
    key = {"office": office, "section": section, "year": year}
    if not RegisterCounter.objects.filter(**key).exists():
        last = max(_sequences(office, section, year), default=0)
        RegisterCounter.objects.get_or_create(**key, defaults={"last": last})
    return RegisterCounter.objects.select_for_update().get(**key)


@transaction.atomic
def draw_register_no(*, book: RegisterCounter, programme: str, on: date) -> str:
    """The next free number of an opened book, by the office's template: no gap, no double. Numbers that stand in the
    register already, typed or brought in, are passed over."""
    office, seq = book.office, book.last + 1

    def written(number: int) -> str:
        return register_number(
            office.register_template, seq=number, program=programme, section=book.section, on=on
        )

    rows = Supervision.objects.filter(office=office, section=book.section)
    # Two looks: the number itself (any shape may have been typed), and its place in the year's sequence.
    if _is_taken(rows, office, written(seq), seq, book.year):
        used = _sequences(office, book.section, book.year)
        while seq in used or rows.filter(register_key=register_key(written(seq))).exists():
            seq += 1
    RegisterCounter.objects.filter(pk=book.pk).update(last=seq)
    book.last = seq
    return written(seq)


def _is_taken(rows: QuerySet[Supervision], office: Office, number: str, seq: int, year: int) -> bool:
    alike = rows.filter(register_key__contains=str(seq)).values_list("register_no", flat=True)
    return rows.filter(register_key=register_key(number)).exists() or any(
        sequence_of(office.register_template, written, year=year) == seq for written in alike
    )


def _sequences(office: Office, section: str, year: int) -> set[int]:
    """The sequence numbers that already stand in a section's register of a year, as the template writes them."""
    numbers = Supervision.objects.filter(office=office, section=section).exclude(register_key="")
    found = (
        sequence_of(office.register_template, number, year=year)
        for number in numbers.values_list("register_no", flat=True)
    )
    return {seq for seq in found if seq is not None}


def reindex(*, client_ids: Iterable[int]) -> None:
    """Make these clients findable by their present names and numbers."""
    numbers: dict[int, list[str]] = {client_id: [] for client_id in client_ids}
    ids = list(numbers)
    for start in range(0, len(ids), BATCH):
        rows = Supervision.objects.filter(client_id__in=ids[start : start + BATCH])
        for client_id, register_no, decision_no in rows.values_list(
            "client_id", "register_no", "decision_no"
        ):
            numbers[client_id] += [register_no, decision_no]
    index_clients(client_ids=ids, numbers=numbers)


def copy_down(*, client: Client) -> None:
    """Carry a client's changed name, section, district or phones into his supervisions, and make him findable again."""
    for row in Supervision.objects.filter(client=client).select_related("case"):
        Supervision.objects.filter(pk=row.pk).update(
            section=client.section, **copied_columns(client, row.case)
        )
    copy_flags(client_ids=[client.pk])
    reindex(client_ids=[client.pk])


@transaction.atomic
def edit_supervision(
    *,
    supervision: Supervision,
    version: int,
    changes: Mapping[str, Any],
    by: Staff,
    at: datetime,
    reason: str = "",
) -> dict[str, tuple[Any, Any]]:
    """Change columns (programme, numbers, dates, interval); the differences as column -> (old, new).

    Raises StaleVersion if the row is no longer at `version`. Status and officer have verbs of their own.
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
    if {"register_no", "decision_no"} & set(columns):
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
    supervision.refresh_from_db()


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
