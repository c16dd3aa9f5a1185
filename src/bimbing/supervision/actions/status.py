"""Writes about the status of a guidance: each change with its day and its papers; a wrong day put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from bimbing.offices.models import Staff
from bimbing.rules.status import ACTIVE, ENDED, Status, may_change, may_reopen
from bimbing.supervision.actions.writing import record_change, write_columns
from bimbing.supervision.models import StatusEvent, Supervision

_ONE_DAY = timedelta(days=1)


class StatusRefused(Exception):
    """A change of status that the case does not allow; `current` and `wanted` say which."""

    def __init__(self, current: Status, wanted: Status) -> None:
        super().__init__(f"{current} -> {wanted}")
        self.current, self.wanted = current, wanted


class NumberInUse(Exception):
    """An entry in error cannot be taken up again: its register number meanwhile belongs to somebody else."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What a change of status stands on. `document_no` and its date: the letter, decision or certificate.

    `until`: last day of a detention, as far as it is known. `request_on`, `statement_on`: the client's request and
    the guarantor's statement for a transfer. `prosecuted_on`: the prosecution of KUHP art. 73.
    """

    document_no: str = ""
    document_date: date | None = None
    ground: str = ""
    target: str = ""
    reason: str = ""
    until: date | None = None
    prosecuted_on: date | None = None
    request_on: date | None = None
    statement_on: date | None = None

    def columns(self) -> dict[str, Any]:
        """Column of StatusEvent -> value."""
        return {name: getattr(self, name) for name in self.__slots__}


@transaction.atomic
def change_status(
    *,
    supervision: Supervision,
    version: int,
    status: Status,
    on: date,
    by: Staff,
    at: datetime,
    **papers: Any,
) -> StatusEvent:
    """End, revoke, transfer, suspend or reopen a guidance from a day on. `papers`: the fields of Papers.

    A detention that is over when it is entered (`until` lies before the day of `at`) leaves the status as it was,
    with both days in the history. Raises StatusRefused if the present status does not lead there (reopening an
    ended one asks for a reason), NumberInUse, StaleVersion if the row moved on meanwhile.
    """
    given = Papers(**papers)
    current = Status(supervision.status)
    reopening = status is Status.AKTIF and may_reopen(current) and bool(given.reason)
    if not may_change(current, status) and not reopening:
        raise StatusRefused(current, status)
    if current is Status.BATAL and _number_taken(supervision):
        raise NumberInUse
    over = status is Status.DITAHAN and given.until is not None and given.until < at.date()
    write_columns(
        supervision, version, _columns(current if over else status, on, given, reopening), stale=True
    )
    event = _event(supervision, status, on, by, at, **given.columns())
    if over and given.until is not None:
        _event(supervision, current, given.until + _ONE_DAY, by, at)
    changes = {"status": (current, status), "on": (None, on), "document_no": (None, given.document_no)}
    changes |= {"until": (None, given.until)} if given.until else {}
    record_change(supervision, "supervision.status", by, at, changes, given.reason)
    return event


def _columns(status: Status, on: date, given: Papers, reopening: bool) -> dict[str, Any]:
    active = status in ACTIVE
    columns: dict[str, Any] = {"status": status, "is_active": active, "ended_on": None if active else on}
    if status is Status.BERAKHIR:
        columns |= {"closing_no": given.document_no, "closing_date": given.document_date or on}
    elif reopening:
        columns |= {"closing_no": "", "closing_date": None}
    return columns


def _event(
    supervision: Supervision, status: Status, on: date, by: Staff, at: datetime, **columns: Any
) -> StatusEvent:
    return StatusEvent.objects.create(supervision=supervision, status=status, on=on, by=by, at=at, **columns)


def _number_taken(supervision: Supervision) -> bool:
    if not supervision.register_key:
        return False
    rows = Supervision.objects.filter(
        office_id=supervision.office_id, section=supervision.section, register_key=supervision.register_key
    )
    return rows.exclude(status=Status.BATAL).exists()


@transaction.atomic
def correct_status_event(
    *,
    supervision: Supervision,
    version: int,
    event_id: int,
    changes: Mapping[str, Any],
    reason: str,
    by: Staff,
    at: datetime,
) -> dict[str, tuple[Any, Any]]:
    """Put right the day (`on`) or the paper (`document_no`, `document_date`) of one event; the differences.

    What hangs on the day follows: the end of the guidance, the last day of a detention that this event closed.
    Raises StaleVersion, StatusEvent.DoesNotExist. Nothing is written where nothing differs.
    """
    history = list(StatusEvent.objects.filter(supervision=supervision).order_by("pk"))
    event = next((one for one in history if one.pk == event_id), None)
    if event is None:
        raise StatusEvent.DoesNotExist
    differences = {
        name: (getattr(event, name), value)
        for name, value in changes.items()
        if getattr(event, name) != value
    }
    if not differences:
        return {}
    fresh = {name: new for name, (_, new) in differences.items()}
    write_columns(supervision, version, _following(supervision, history, event, fresh), stale=True)
    StatusEvent.objects.filter(pk=event.pk).update(**fresh)
    before = history[history.index(event) - 1] if history.index(event) else None
    if before is not None and before.until is not None and "on" in fresh:
        StatusEvent.objects.filter(pk=before.pk).update(until=fresh["on"] - _ONE_DAY)
    record_change(supervision, "supervision.status_corrected", by, at, differences, reason)
    return differences


def _following(
    supervision: Supervision, history: list[StatusEvent], event: StatusEvent, fresh: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns of the guidance that follow from its last event."""
    if event is not history[-1] or event.status != supervision.status or event.status not in ENDED:
        return {}
    columns: dict[str, Any] = {"ended_on": fresh["on"]} if "on" in fresh else {}
    if event.status == Status.BERAKHIR:
        number = fresh.get("document_no", event.document_no)
        written = fresh.get("document_date", event.document_date)
        columns |= {"closing_no": number, "closing_date": written or fresh.get("on", event.on)}
    return columns
