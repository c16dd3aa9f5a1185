"""A hand-over taken back: only while nobody has worked on its clients since."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bimbing.audit.actions import record
from bimbing.desk.queries.handing import LaterWork, work_since
from bimbing.offices.models import Staff
from bimbing.supervision.actions import AlreadyUndone, take_back
from bimbing.supervision.models import HandOver, Supervision


class TakeBackRefused(Exception):
    """Nothing was written. `later` is what was done on its clients since, the oldest first."""

    def __init__(self, later: Sequence[LaterWork]) -> None:
        super().__init__(f"{len(later)} works")
        self.later = later


@transaction.atomic
def undo_hand_over(*, batch: HandOver, by: Staff, at: datetime) -> int:
    """Every client goes back to whom he was with; how many. Raises TakeBackRefused, AlreadyUndone."""
    current = HandOver.objects.select_for_update().get(pk=batch.pk)
    if current.undone_at is not None:
        raise AlreadyUndone
    # Who works on one of these meanwhile waits, and then finds it as it was; who was first is seen.
    rows = Supervision.objects.filter(pk__in=current.items.values("supervision_id"))
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    if later := work_since(current):
        raise TakeBackRefused(later)
    return take_back(batch=current, by=by, at=at)


def note_printed(*, batch: HandOver, by: Staff, at: datetime) -> None:
    """The letter of a hand-over was drawn: it names people, so it is in the trail."""
    record(
        by=by,
        at=at,
        action="handover.printed",
        subject="handover",
        subject_id=batch.pk,
        changes={"clients": (None, batch.items.count())},
    )
