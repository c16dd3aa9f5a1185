"""Many clients handed over at once, all in one transaction, and a hand-over taken back.

Whatever the number of clients, the number of statements is the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from bimbing.audit.actions import record, record_many
from bimbing.offices.models import Staff
from bimbing.rows import insert_rows, update_rows
from bimbing.supervision.models import Assignment, HandOver, HandOverItem, Supervision
from bimbing.supervision.queries import officers_of, supervisions_of

#: More than these at once nobody looks through, and no letter lists.
MOST_AT_ONCE: Final = 500


class Why(StrEnum):
    """Why a client of a hand-over stays where he is."""

    GONE = "gone"  # not to be seen any more by who hands over
    CHANGED = "changed"  # somebody changed the record since the page was opened
    ENDED = "ended"
    SAME = "same"  # is that officer's already
    SECTION = "section"  # the receiver works in the other section and would not see him
    LATER = "later"  # his present officer began on a later day than the one of the hand-over


@dataclass(frozen=True, slots=True)
class Move:
    """What is wanted for one client: the version of the record it was decided on, and who receives."""

    supervision_id: int
    version: int
    receiver_id: int


class NothingHandedOver(Exception):
    """Nothing was written: every client stayed out. `left` says why, by supervision."""

    def __init__(self, left: Mapping[int, Why]) -> None:
        super().__init__(f"{len(left)} clients")
        self.left = left


class NoReceiver(Exception):
    """A receiver is nobody to whom clients of the office can be given (any more)."""


class AlreadyUndone(Exception):
    """The hand-over was taken back before."""


@transaction.atomic
def hand_over_many(
    *, moves: Sequence[Move], since: date, reason: str, request_key: UUID, by: Staff, at: datetime
) -> tuple[HandOver, dict[int, Why]]:
    """Give clients of the office of `by` to other officers from a day on; the hand-over, and who stayed out and why.

    Who was changed meanwhile stays as he is, the others go. The same `request_key` again is the hand-over that is
    there. The visits of the past stay with whoever received them. Raises NothingHandedOver, NoReceiver.
    """
    batch, is_new = HandOver.objects.get_or_create(
        request_key=request_key,
        defaults={"office_id": by.office_id, "since": since, "reason": reason, "by": by, "at": at},
    )
    if not is_new:
        return batch, {}
    receivers = {one.pk: one for one in officers_of(by)}
    if any(move.receiver_id not in receivers for move in moves):
        raise NoReceiver
    wanted = {move.supervision_id: move for move in moves}
    rows = _locked(by, list(wanted))
    begun = _open_assignments(rows)
    left = {}
    for pk, move in wanted.items():
        if why := _stays(rows.get(pk), move, receivers[move.receiver_id], begun.get(pk), since):
            left[pk] = why
    going = [(row, wanted[pk].receiver_id) for pk, row in rows.items() if pk not in left]
    if not going:
        raise NothingHandedOver(left)
    _write(batch, going, begun)
    _tell(batch, going, "supervision.handed_over", by, at)
    return batch, left


def _locked(by: Staff, ids: Sequence[int]) -> dict[int, Supervision]:
    """The guidances that `by` may see, held until the transaction ends, in one order so that nobody waits in a ring."""
    rows = supervisions_of(by).filter(pk__in=ids).order_by("pk").select_for_update()
    return {row.pk: row for row in rows}


def _open_assignments(rows: Mapping[int, Supervision]) -> dict[int, Assignment]:
    found = Assignment.objects.filter(supervision_id__in=list(rows), until__isnull=True)
    return {one.supervision_id: one for one in found}


def _stays(
    row: Supervision | None, move: Move, receiver: Staff, begun: Assignment | None, since: date
) -> Why | None:
    if row is None:
        return Why.GONE
    if row.version != move.version:
        return Why.CHANGED
    if not row.is_active:
        return Why.ENDED
    if row.officer_id == receiver.pk:
        return Why.SAME
    if receiver.section and receiver.section != row.section:
        return Why.SECTION
    return Why.LATER if begun is not None and begun.since > since else None


def _write(
    batch: HandOver, going: Sequence[tuple[Supervision, int]], begun: Mapping[int, Assignment]
) -> None:
    update_rows(
        Supervision, ("officer_id", "version"), [(row.pk, taker, row.version + 1) for row, taker in going]
    )
    closing = [begun[row.pk].pk for row, _ in going if row.pk in begun]
    Assignment.objects.filter(pk__in=closing).update(until=batch.since)
    same = {
        "since": batch.since,
        "reason": batch.reason,
        "by_id": batch.by_id,
        "at": batch.at,
        "batch_id": batch.pk,
    }
    insert_rows(
        Assignment,
        ("supervision_id", "officer_id", *same),
        ((row.pk, taker, *same.values()) for row, taker in going),
    )
    insert_rows(
        HandOverItem,
        (
            "batch_id", "supervision_id", "giver_id", "receiver_id", "version", "end_date", "last_visit_on",
            "missed_run",
        ),
        (
            (
                batch.pk, row.pk, row.officer_id, taker, row.version + 1, row.end_date, row.last_visit_on,
                row.missed_run,
            )
            for row, taker in going
        ),
    )  # fmt: skip


@transaction.atomic
def take_back(*, batch: HandOver, by: Staff, at: datetime) -> int:
    """Every client of a hand-over goes back to whom he was with; how many. The row of the hand-over stays.

    The caller has made sure that nothing was done since (`desk.actions_handing`) and holds the rows.
    Raises AlreadyUndone.
    """
    undone = HandOver.objects.filter(pk=batch.pk, undone_at__isnull=True).update(undone_by=by, undone_at=at)
    if not undone:
        raise AlreadyUndone
    items = list(batch.items.select_related("supervision"))
    Assignment.objects.filter(batch=batch).delete()
    _reopen(items, batch.since)
    update_rows(
        Supervision,
        ("officer_id", "version"),
        [(item.supervision_id, item.giver_id, item.version + 1) for item in items],
    )
    going = [(item.supervision, item.giver_id) for item in items]
    _tell(batch, going, "supervision.handed_back", by, at)
    batch.refresh_from_db()
    return len(items)


def _reopen(items: Sequence[HandOverItem], since: date) -> None:
    """The assignment that the hand-over closed: the giver's last one of each guidance that ended on that day."""
    givers = {item.supervision_id: item.giver_id for item in items if item.giver_id is not None}
    closed = Assignment.objects.filter(supervision_id__in=list(givers), until=since).order_by("since", "pk")
    last = {one.supervision_id: one.pk for one in closed if one.officer_id == givers[one.supervision_id]}
    Assignment.objects.filter(pk__in=list(last.values())).update(until=None)


def _tell(
    batch: HandOver, going: Sequence[tuple[Supervision, int | None]], action: str, by: Staff, at: datetime
) -> None:
    """A line for each client, and one for the whole."""
    changes: dict[int, Mapping[str, Any]] = {
        row.pk: {"officer": (row.officer_id, taker), "since": (None, batch.since)} for row, taker in going
    }
    record_many(
        by=by,
        at=at,
        action=action,
        subject="supervision",
        rows=((row.pk, row.client_id) for row, _ in going),
        purpose=batch.reason[:200],
        changes=changes,
    )
    record(
        by=by,
        at=at,
        action="handover.undone" if action == "supervision.handed_back" else "handover.made",
        subject="handover",
        subject_id=batch.pk,
        changes={"clients": (None, len(going)), "since": (None, batch.since)},
        purpose=batch.reason[:200],
        office_id=batch.office_id,
    )
