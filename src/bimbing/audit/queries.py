"""Reads of the trail: one office's events, newest first, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bimbing.audit.models import Event

PAGE = 50


@dataclass(frozen=True, slots=True)
class EventFilters:
    """What is asked of the trail. `since` and `until` (exclusive) are moments; `before` and `after` are event ids."""

    staff_id: int | None = None
    action: str = ""
    client_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events, newest first; the ids from which one goes on to older and back to newer ones, if there are any."""

    rows: Sequence[Event]
    older: int | None
    newer: int | None


def events_of(office_id: int, filters: EventFilters) -> QuerySet[Event]:
    """The events of one office that are asked for, newest first."""
    rows = Event.objects.filter(office_id=office_id)
    if filters.staff_id is not None:
        rows = rows.filter(staff_id=filters.staff_id)
    if filters.action:
        rows = rows.filter(action=filters.action)
    if filters.client_id is not None:
        rows = rows.filter(client_id=filters.client_id)
    if filters.since:
        rows = rows.filter(at__gte=filters.since)
    if filters.until:
        rows = rows.filter(at__lt=filters.until)
    return rows


def event_page(office_id: int, filters: EventFilters, *, size: int = PAGE) -> EventPage:
    """One page by key, never by offset: page a thousand costs as much as page one. One query."""
    rows = events_of(office_id, filters)
    if filters.after is not None:
        found = list(rows.filter(pk__gt=filters.after).order_by("pk")[: size + 1])
        more, found = len(found) > size, found[:size][::-1]
        return EventPage(found, found[-1].pk if found else None, found[0].pk if more and found else None)
    if filters.before is not None:
        rows = rows.filter(pk__lt=filters.before)
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    newer = found[0].pk if found and filters.before is not None else None
    return EventPage(found, found[-1].pk if more else None, newer)
