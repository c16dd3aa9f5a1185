"""What an import changes in clients who were there before, kept so that it can be taken back exactly.

A snapshot is taken before and after; what differs is kept with the row of the file (`ImportRow.undo`), as JSON:
`client`, `case`, `supervision`: column -> [old, new]; `phones`, `assignments`: the old rows; `events`: the new ones.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import F, Model

from bimbing.clients.models import Client, Phone
from bimbing.intake.queries.known import chunks
from bimbing.supervision.actions import copy_down, put_primary
from bimbing.supervision.models import Assignment, Case, StatusEvent, Supervision

Snapshot = dict[str, Any]
_OWN: Final = frozenset({"id", "office_id", "client_id", "case_id", "version", "created_at"})
#: Copies and sums of facts that stand elsewhere: made anew from the facts, never restored.
_DERIVED: Final = frozenset(
    {"has_card", "name_key", "offence_code", "district", "regency", "section", "last_visit_on", "next_due_on"}
) | {"has_phone", "missed_run", "missed_total", "due_total", "met_total", "report_state", "standing_until"}


def _columns(model: type[Model], *, without: frozenset[str]) -> tuple[str, ...]:
    return tuple(f.attname for f in model._meta.concrete_fields if f.attname not in without)  # noqa: SLF001


CLIENT: Final = _columns(Client, without=_OWN | {"has_card"})
CASE: Final = _columns(Case, without=_OWN)
SUPERVISION: Final = _columns(Supervision, without=_OWN | _DERIVED)
PHONE: Final = ("id", "number", "owner")
ASSIGNMENT: Final = ("id", "officer_id", "since", "until", "reason", "by_id", "at", "batch_id")


def snapshots(supervision_ids: Iterable[int]) -> dict[int, Snapshot]:
    """Supervision -> how it, its client and its case stand now. A fixed number of queries for each chunk."""
    found: dict[int, Snapshot] = {}
    for ids in chunks(supervision_ids):
        rows = Supervision.objects.filter(pk__in=ids).select_related("client", "case").order_by("pk")
        of_client: dict[int, list[Snapshot]] = {}
        for row in rows:
            kept: Snapshot = {
                "client": _values(row.client, CLIENT),
                "case": _values(row.case, CASE),
                "supervision": _values(row, SUPERVISION),
                "phones": [],
                "assignments": [],
                "events": [],
            }
            found[row.pk] = kept
            of_client.setdefault(row.client_id, []).append(kept)
        for phone in Phone.objects.filter(client_id__in=of_client).order_by("pk"):
            for kept in of_client[phone.client_id]:
                kept["phones"].append(_values(phone, PHONE))
        for assignment in Assignment.objects.filter(supervision_id__in=ids).order_by("pk"):
            found[assignment.supervision_id]["assignments"].append(_values(assignment, ASSIGNMENT))
        events = StatusEvent.objects.filter(supervision_id__in=ids).order_by("pk")
        for pk, supervision_id in events.values_list("pk", "supervision_id"):
            found[supervision_id]["events"].append(pk)
    return found


def difference(before: Snapshot, after: Snapshot) -> Snapshot:
    """What must be put back to get from `after` to `before`; empty where nothing was changed."""
    changed: Snapshot = {}
    for part in ("client", "case", "supervision"):
        if pairs := {
            name: [old, after[part][name]] for name, old in before[part].items() if old != after[part][name]
        }:
            changed[part] = pairs
    for part in ("phones", "assignments"):
        if before[part] != after[part]:
            changed[part] = before[part]
    if fresh := [pk for pk in after["events"] if pk not in before["events"]]:
        changed["events"] = fresh
    return changed


def put_back(*, row: Supervision, changed: Mapping[str, Any]) -> None:
    """Write the old values of one supervision, its client and its case. The caller holds the lock, and settles."""
    if old := _old(changed, "client"):
        Client.objects.filter(pk=row.client_id).update(**old, version=F("version") + 1)
    if old := _old(changed, "case"):
        Case.objects.filter(pk=row.case_id).update(**old, version=F("version") + 1)
        put_primary(case_id=row.case_id)
    if old := _old(changed, "supervision"):
        Supervision.objects.filter(pk=row.pk).update(**old, version=F("version") + 1)
    if "phones" in changed:
        Phone.objects.filter(client_id=row.client_id).delete()
        Phone.objects.bulk_create(Phone(client_id=row.client_id, **phone) for phone in changed["phones"])
    if "assignments" in changed:
        Assignment.objects.filter(supervision=row).delete()
        Assignment.objects.bulk_create(
            Assignment(supervision=row, **assignment) for assignment in changed["assignments"]
        )
    StatusEvent.objects.filter(pk__in=changed.get("events", ()), supervision=row).delete()
    if {"client", "case", "phones", "supervision"} & set(changed):
        copy_down(client_ids=[row.client_id])


def _old(changed: Mapping[str, Any], part: str) -> dict[str, Any]:
    return {name: old for name, (old, _) in changed.get(part, {}).items()}


def _values(owner: Model, columns: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(owner, name)) for name in columns}


def _plain(value: Any) -> Any:
    """A value as JSON keeps it; days and moments as ISO text, which every column takes back."""
    return value.isoformat() if isinstance(value, date) else value
