"""The trail in words. Who is concerned is looked up when it is read: the trail itself keeps no client's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bimbing.attendance.models import KIND_LABELS
from bimbing.audit.models import Event
from bimbing.audit.queries import EventFilters, event_page
from bimbing.clients.models import Client
from bimbing.desk.queries.trail_words import DEEDS, FIELD_NAMES, SHOWN_FIELDS, Deed
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Permission, Role
from bimbing.offices.queries import staff_of
from bimbing.rules.dates import short_date
from bimbing.supervision.models import INTERVAL_LABELS, PHASE_LABELS, STATUS_LABELS

_ORDER = {name: place for place, name in enumerate((*SHOWN_FIELDS, *FIELD_NAMES))}

#: Columns whose values are codes, and their words.
_WORDS: Mapping[str, Mapping[Any, Any]] = {
    "status": STATUS_LABELS,
    "interval": INTERVAL_LABELS,
    "awal_interval": INTERVAL_LABELS,
    "lanjutan_interval": INTERVAL_LABELS,
    "akhir_interval": INTERVAL_LABELS,
    "phase": PHASE_LABELS,
    "role": dict(Role.choices),
    "section": dict(Section.choices),
    "kind": KIND_LABELS,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One column that changed; values only where they may be shown here."""

    label: Promise | str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words, behind the name of whoever did it."""

    at: datetime
    who: str
    role: Promise | str
    words: SafeString
    icon: str
    kind: str
    purpose: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of the trail, the people it can be filtered by, and where one goes on."""

    lines: Sequence[Line]
    people: Mapping[int, str]
    client_name: str
    older: int | None
    newer: int | None


def trail_for(staff: Staff, filters: EventFilters) -> Trail:
    """A page of the trail of the staff member's office. Three queries, whatever the page holds."""
    page = event_page(staff.office_id, filters)
    people = dict(staff_of(staff).values_list("pk", "full_name"))
    ids = {event.client_id for event in page.rows if event.client_id} | {filters.client_id or 0}
    named = Client.objects.in_office_of(staff).filter(pk__in=ids)
    clients = {client.pk: client.list_name for client in named.only("pk", "section", "full_name")}
    opens = staff.may(Permission.SEE_FILE)
    lines = [_line(event, people, clients, opens=opens) for event in page.rows]
    return Trail(lines, people, clients.get(filters.client_id or 0, ""), page.older, page.newer)


def _line(event: Event, people: Mapping[int, str], clients: Mapping[int, str], *, opens: bool) -> Line:
    deed = DEEDS.get(event.action) or Deed(event.action)
    words = format_html(
        str(deed.sentence),
        client=_client(event.client_id, clients, opens=opens),
        person=people.get(event.subject_id or 0, "?") if event.subject_type == "staff" else "",
    )
    role = Role(event.role).label if event.role in Role.values else ""
    changes = tuple(
        _change(name, values, people)
        for name, values in sorted(event.changes.items(), key=_place)
        if isinstance(values, list)
        and (name in SHOWN_FIELDS or values[:1] != [None])
        and values != [None, ""]
    )
    return Line(event.at, event.staff_name, role, words, deed.icon, deed.kind, event.purpose, changes)


def _place(item: tuple[str, Any]) -> int:
    """The same order on both engines: PostgreSQL does not keep that of a JSON object."""
    return _ORDER.get(item[0], len(_ORDER))


def _client(pk: int | None, clients: Mapping[int, str], *, opens: bool) -> SafeString | str:
    if pk is None:
        return ""
    if pk not in clients:
        return _("client no. %(number)d") % {"number": pk}
    if not opens:
        return format_html("<b>{}</b>", clients[pk])
    return format_html('<a href="{}">{}</a>', reverse("client_file", args=[pk]), clients[pk])


def _change(name: str, values: Sequence[Any], people: Mapping[int, str]) -> Change:
    label = SHOWN_FIELDS.get(name) or FIELD_NAMES.get(name) or name
    if name not in SHOWN_FIELDS or len(values) != 2:
        return Change(label, "", "")
    old, new = values
    return Change(label, "" if old in (None, "") else _value(name, old, people), _value(name, new, people))


def _value(name: str, value: Any, people: Mapping[int, str]) -> str:
    if value in (None, ""):
        return "—"
    if name == "officer":
        return people.get(value, str(value))
    words = _WORDS.get(name, {})
    if value in words:
        return str(words[value])
    try:
        return short_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
