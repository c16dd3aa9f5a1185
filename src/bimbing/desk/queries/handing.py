"""Hand-overs of the office: who went from whom to whom, what was done since, and what the letter says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from bimbing.attendance.models import Excuse, Visit
from bimbing.offices.models import Staff
from bimbing.rules.duty import AttendanceKind
from bimbing.supervision.models import HandOver, HandOverItem, Note, Supervision
from bimbing.supervision.queries import officers_of, supervisions_of

#: So many hand-overs stand on the page of caseloads.
LATEST: Final = 10


class Done(StrEnum):
    """What was done on a client since a hand-over."""

    CHANGED = "changed"
    VISIT = "visit"
    NOTE = "note"
    EXCUSE = "excuse"


def receivers_of(staff: Staff, row: Supervision) -> QuerySet[Staff]:
    """The officers to whom `staff` can give this guidance. Who works in the other section only would not see it."""
    return officers_of(staff).filter(section__in=("", row.section)).exclude(pk=row.officer_id or 0)


@dataclass(frozen=True, slots=True)
class LaterWork:
    """One thing done on a client of a hand-over since; `at` is None where only the record tells that it was changed."""

    supervision_id: int
    client: str
    done: Done
    at: datetime | None = None


def hand_overs_of(staff: Staff) -> QuerySet[HandOver]:
    """The hand-overs of which `staff` may see every client; of another nobody may see a part.

    A letter names all of them, so that the head of a section does not open one with clients of the other section.
    """
    seen = supervisions_of(staff).filter(pk=OuterRef("supervision_id")).order_by()
    hidden = HandOverItem.objects.filter(~Exists(seen), batch_id=OuterRef("pk")).order_by()
    return HandOver.objects.filter(~Exists(hidden), office_id=staff.office_id).select_related(
        "by", "undone_by", "office"
    )


def latest_hand_overs(staff: Staff) -> Sequence[HandOver]:
    """The last hand-overs with `number` of clients. One query."""
    return list(hand_overs_of(staff).annotate(number=Count("items"))[:LATEST])


def items_of(batch: HandOver) -> list[HandOverItem]:
    """The clients of a hand-over by receiver and name. One query."""
    rows = batch.items.select_related("supervision__client", "supervision__programme", "giver", "receiver")
    return list(rows.order_by("receiver__full_name", "receiver_id", "supervision__name_key", "pk"))


def work_since(batch: HandOver) -> list[LaterWork]:
    """What was done on its clients since, oldest first. Four queries, whatever their number."""
    ids = batch.items.order_by().values("supervision_id")
    found: list[LaterWork] = []
    for model, moment, done in (
        (Visit, "recorded_at", Done.VISIT),
        (Note, "at", Done.NOTE),
        (Excuse, "at", Done.EXCUSE),
    ):
        rows = model._default_manager.filter(supervision_id__in=ids, **{f"{moment}__gte": batch.at})  # noqa: SLF001
        found += [
            LaterWork(row.supervision_id, row.supervision.client.list_name, done, getattr(row, moment))
            for row in rows.select_related("supervision__client")
        ]
    changed = batch.items.exclude(supervision__version=F("version")).select_related("supervision__client")
    found += [
        LaterWork(item.supervision_id, item.supervision.client.list_name, Done.CHANGED) for item in changed
    ]
    return sorted(found, key=lambda work: (work.at is None, work.at or batch.at, work.supervision_id))


def received_by(officer: Staff, *, since: date | None = None) -> int:
    """Visits that an officer received, or recorded where nobody is named, whoever guides the client now. One query."""
    his = Q(received_by=officer) | Q(received_by__isnull=True, recorded_by=officer)
    rows = Visit.objects.filter(his, voided_at__isnull=True).exclude(kind=AttendanceKind.MANGKIR)
    return (rows.filter(on__gte=since) if since else rows).count()


def still_running(rows: Sequence[Supervision]) -> list[Supervision]:
    """Those that can be handed over: an ended guidance stays with who had it."""
    return [row for row in rows if row.is_active]
