"""Writes the trail, inside the transaction of the deed itself: no deed without its line, no line without its deed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol

from bimbing.audit.models import Event
from bimbing.rows import insert_rows


class Actor(Protocol):
    """Whoever acts: a member of staff (`offices.Staff` fits)."""

    @property
    def pk(self) -> Any: ...
    @property
    def full_name(self) -> Any: ...
    @property
    def role(self) -> Any: ...
    @property
    def office_id(self) -> Any: ...


def record(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subject: str,
    subject_id: int | None = None,
    client_id: int | None = None,
    changes: Mapping[str, Any] | None = None,
    purpose: str = "",
    office_id: int | None = None,
) -> None:
    """Append one event. `office_id` is the actor's own unless the deed concerns another office."""
    Event.objects.create(
        **(_columns(by, at) | ({"office_id": office_id} if office_id else {})),
        action=action,
        subject_type=subject,
        subject_id=subject_id,
        client_id=client_id,
        changes=_plain_of(changes or {}),
        purpose=purpose,
    )


def record_many(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subject: str,
    rows: Iterable[tuple[int, int | None]],
    purpose: str = "",
    changes: Mapping[int, Mapping[str, Any]] | None = None,
) -> None:
    """Append one event for each (subject_id, client_id): a printed selection, an imported file.

    `changes`: subject_id -> field -> (old, new), where they differ from row to row.
    """
    same = _columns(by, at) | {"action": action, "subject_type": subject, "purpose": purpose}
    if changes is None:
        lines: Iterable[tuple[Any, ...]] = (
            (subject_id, client_id, *same.values()) for subject_id, client_id in rows
        )
        insert_rows(Event, ("subject_id", "client_id", *same), lines)
        return
    lines = (
        (subject_id, client_id, _plain_of(changes.get(subject_id, {})), *same.values())
        for subject_id, client_id in rows
    )
    insert_rows(Event, ("subject_id", "client_id", "changes", *same), lines)


def _columns(by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "at": at,
        "office_id": by.office_id,
        "staff_id": by.pk,
        "staff_name": by.full_name,
        "role": by.role,
    }


def _plain_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in changes.items()}


def _plain(value: Any) -> Any:
    """A value as JSON keeps it: dates as ISO text, pairs as lists, enums as their value."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value
