"""What an import made and changed, and what was done with it since: the reason why it can no longer be taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Q, QuerySet

from bimbing.attendance.models import Visit
from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.known import chunks
from bimbing.rules.status import Status
from bimbing.supervision.models import Supervision

#: Looking is no work, and an undoing leaves what was before.
_NO_WORK: Final = ("client.opened", "import.undone")
#: So many are named on the page; the others are counted.
NAMED: Final = 10


class Work(StrEnum):
    """Kinds of work that an undo would tear away."""

    VISIT = "visit"
    EXCUSE = "excuse"
    NOTE = "note"
    CARD = "card"
    STATUS = "status"
    HAND_OVER = "hand_over"
    GUIDANCE = "guidance"
    NUMBER = "number"
    EDIT = "edit"


@dataclass(slots=True)
class Made:
    """What an import did: `clients` and `guidances` are new with it, `changed` is supervision -> what to put back."""

    clients: set[int] = field(default_factory=set)
    guidances: dict[int, int] = field(default_factory=dict)  # supervision -> client
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    changed_clients: set[int] = field(default_factory=set)

    @property
    def supervisions(self) -> set[int]:
        return self.guidances.keys() | self.changed.keys()


@dataclass(frozen=True, slots=True)
class Later:
    """One deed: what, with whom, when, by whom (empty where the trail does not say)."""

    work: Work
    client_id: int
    at: datetime | None = None
    by: str = ""


def made_by(batch: Import) -> Made:
    """What the rows of a finished import made and changed."""
    made = Made()
    rows = batch.rows.filter(Q(undo__isnull=False) | ~Q(made="")).order_by("pk")
    for how, client_id, supervision_id, undo in rows.values_list(
        "made", "client_id", "supervision_id", "undo"
    ):
        if client_id is None or supervision_id is None:
            continue
        if how == ImportRow.Made.CLIENT:
            made.clients.add(client_id)
        if how:
            made.guidances[supervision_id] = client_id
        else:
            made.changed[supervision_id] = undo or {}
            made.changed_clients.add(client_id)
    return made


def later_work(batch: Import, made: Made) -> list[Later]:
    """Everything that was done since with what the import made or changed, the oldest first.

    The trail knows each deed; looking is none. What another workbook brought, it knows only as a whole, so visits
    are asked for themselves. A register number given to somebody else meanwhile cannot be put back.
    """
    marks = batch.undo or {}
    found = sorted(_deeds(batch, made), key=lambda later: (later.at is None, later.at))
    return [*found, *_visits(marks["visits"][1], made), *_numbers(batch, made)]


def _deeds(batch: Import, made: Made) -> Iterator[Later]:
    told = _told_since(batch)
    clients = made.clients | set(made.guidances.values()) | made.changed_clients
    for ids in chunks(clients):
        rows = list(
            told.filter(client_id__in=ids).values_list(
                "action", "subject_type", "subject_id", "client_id", "at", "staff_name"
            )
        )
        visits = {subject_id for _, subject, subject_id, *_ in rows if subject == "visit" and subject_id}
        guidance_of = dict(Visit.objects.filter(pk__in=visits).values_list("pk", "supervision_id"))
        for action, subject, subject_id, client_id, at, staff_name in rows:
            if client_id is None or subject_id is None:
                continue
            if subject == "visit":
                hangs_on_it = guidance_of.get(subject_id) in made.supervisions
            elif subject == "supervision":
                hangs_on_it = subject_id in made.supervisions
            else:
                hangs_on_it = client_id in made.changed_clients
            if hangs_on_it or client_id in made.clients:
                yield Later(_work_of(action), client_id, at, staff_name)


def _told_since(batch: Import) -> QuerySet[Event]:
    """The trail since an import, without what a later import did that has been taken back itself."""
    told = Event.objects.filter(pk__gt=(batch.undo or {})["events"][1]).exclude(action__in=_NO_WORK)
    undone = Import.objects.filter(
        office_id=batch.office_id, pk__gt=batch.pk, state=Import.State.UNDONE, undo__isnull=False
    )
    for later in undone.order_by("pk"):
        if later.undo and later.done_at:
            first, last = later.undo["events"]
            told = told.exclude(pk__gt=first, pk__lte=last, at=later.done_at)
    return told


def _work_of(action: str) -> Work:
    kind = action.partition(".")[0]
    if kind in (Work.VISIT, Work.EXCUSE, Work.NOTE, Work.CARD):
        return Work(kind)
    exact = {
        "supervision.status": Work.STATUS,
        "supervision.status_corrected": Work.STATUS,
        "supervision.handed_over": Work.HAND_OVER,
        "supervision.added": Work.GUIDANCE,
    }
    return exact.get(action, Work.EDIT)


def _visits(mark: int, made: Made) -> Iterator[Later]:
    """Visits that a later workbook brought."""
    for ids in chunks(made.supervisions):
        visits = Visit.objects.filter(supervision_id__in=ids, pk__gt=mark, source=Visit.Source.IMPORT)
        rows = visits.order_by("pk").values_list(
            "supervision__client_id", "recorded_at", "recorded_by__full_name"
        )
        for client_id, at, by in rows:
            yield Later(Work.VISIT, client_id, at, by)


def _numbers(batch: Import, made: Made) -> Iterator[Later]:
    """Old register numbers that somebody else has by now."""
    old: dict[str, set[int]] = {}
    for pk, undo in made.changed.items():
        if key := undo.get("supervision", {}).get("register_key", [""])[0]:
            old.setdefault(key, set()).add(pk)
    for keys in chunks(old):
        holders = Supervision.objects.filter(office_id=batch.office_id, register_key__in=keys)
        for pk, client_id, key, section in holders.exclude(status=Status.BATAL).values_list(
            "pk", "client_id", "register_key", "section"
        ):
            owners = Supervision.objects.filter(pk__in=old[key] - {pk}, section=section)
            if pk not in made.supervisions and owners.exists():
                yield Later(Work.NUMBER, client_id)


def names_of(deeds: Sequence[Later]) -> dict[int, str]:
    """Client -> name as lists show it (children by initials)."""
    return {
        pk: client.list_name for pk, client in Client.objects.in_bulk([d.client_id for d in deeds]).items()
    }
