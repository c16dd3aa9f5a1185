"""Takes a whole import back: what it made goes, what it changed is as before, and nothing else is touched."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import ManyToOneRel, QuerySet

from bimbing.attendance.actions import settle
from bimbing.attendance.models import Visit
from bimbing.audit.actions import record, record_many
from bimbing.clients.models import Client
from bimbing.intake.actions.receive import lock_intake, today_of
from bimbing.intake.actions.snapshots import put_back
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.known import chunks
from bimbing.intake.queries.later_work import Later, Made, later_work, made_by
from bimbing.offices.models import Staff, StaffAlias
from bimbing.supervision.actions import reindex
from bimbing.supervision.models import Case, StatusEvent, Supervision


class Refusal(StrEnum):
    """Why an import stays."""

    NOT_DONE = "not_done"  # never brought in, or taken back already
    NOT_KEPT = "not_kept"  # brought in by a version of the program that kept no old values
    LATER_WORK = "later_work"


class UndoRefused(Exception):
    """Nothing was written. `later` is the work that hangs on what the import brought, the oldest first."""

    def __init__(self, reason: Refusal, later: Sequence[Later] = ()) -> None:
        super().__init__(reason)
        self.reason, self.later = reason, later


@transaction.atomic
def undo(*, batch: Import, by: Staff, at: datetime) -> None:
    """Take a finished import back. Raises UndoRefused, and then nothing was written.

    Its rows stay for the record, and no longer count as brought in: the same file comes in anew. The trail keeps the
    lines of the import and gets one for each client that goes and each guidance that is put back.
    """
    lock_intake(batch.office)
    current = Import.objects.select_related("office").get(pk=batch.pk)
    if current.state != Import.State.DONE:
        raise UndoRefused(Refusal.NOT_DONE)
    if current.undo is None:
        raise UndoRefused(Refusal.NOT_KEPT)
    made = made_by(current)
    _lock(made)
    if later := later_work(current, made):
        raise UndoRefused(Refusal.LATER_WORK, later)
    _remove(current, made)
    _put_back(current, made, by, at)
    _remove_officers(current.undo)
    _forget(current, made)
    settle(supervision_ids=made.changed, as_of=today_of(current.office, at))
    current.state = Import.State.UNDONE
    current.save(update_fields=["state"])
    record_many(
        by=by, at=at, action="import.undone", subject="client", rows=((pk, pk) for pk in sorted(made.clients))
    )
    numbers = {
        "clients": len(made.clients),
        "supervisions": len(made.guidances),
        "restored": len(made.changed),
    }
    record(
        by=by,
        at=at,
        action="import.undone",
        subject="import",
        subject_id=current.pk,
        changes={name: (None, number) for name, number in numbers.items() if number},
        office_id=current.office_id,
    )
    batch.refresh_from_db()


def _lock(made: Made) -> None:
    """Who works on one of these meanwhile waits, and then finds it gone or as it was; who was first is seen."""
    for model, ids in (
        (Client, made.clients | made.changed_clients),
        (Supervision, made.supervisions),
    ):
        for chunk in chunks(sorted(ids)):
            rows: Any = model._default_manager.select_for_update().filter(pk__in=chunk)  # noqa: SLF001
            list(rows.order_by("pk").values_list("pk"))


def _remove(batch: Import, made: Made) -> None:
    """Visits first, then from the guidance up to the person; whatever else hangs on them stops it all (PROTECT)."""
    first, last = (batch.undo or {})["visits"]
    for chunk in chunks(sorted(made.supervisions)):
        visits = Visit.objects.filter(supervision_id__in=chunk, source=Visit.Source.IMPORT)
        visits.filter(pk__gt=first, pk__lte=last).delete()
    for chunk in chunks(sorted(made.guidances)):
        cases = list(Supervision.objects.filter(pk__in=chunk).values_list("case_id", flat=True))
        StatusEvent.objects.filter(supervision_id__in=chunk).delete()
        Supervision.objects.filter(pk__in=chunk).delete()
        Case.objects.filter(pk__in=cases).delete()
    for chunk in chunks(sorted(made.clients)):
        Client.objects.filter(pk__in=chunk).delete()
    reindex(client_ids=sorted(set(made.guidances.values()) - made.clients))


def _put_back(batch: Import, made: Made, by: Staff, at: datetime) -> None:
    for pk, changed in made.changed.items():
        if not changed:
            continue  # it only got reports
        row = Supervision.objects.select_related("client", "case").get(pk=pk)
        put_back(row=row, changed=changed)
        parts = (changed.get(part, {}) for part in ("client", "case", "supervision"))
        record(
            by=by,
            at=at,
            action="import.undone",
            subject="supervision",
            subject_id=pk,
            client_id=row.client_id,
            changes={name: (new, old) for part in parts for name, (old, new) in part.items()},
            purpose=f"impor {batch.pk}",
        )


def _remove_officers(kept: dict[str, Any]) -> None:
    """Officers and spellings that came with the file, unless somebody has use for them by now."""
    StaffAlias.objects.filter(pk__in=kept["spellings"]).delete()
    idle = Staff.objects.filter(pk__in=kept["officers"], last_login__isnull=True)
    unused = {staff.pk for staff in idle if not staff.has_usable_password()}
    unused -= _named_anywhere(unused)
    Staff.objects.filter(pk__in=unused).delete()


def _named_anywhere(staff_ids: Collection[int]) -> set[int]:
    """Those of them to whom any row of the program points."""
    named: set[int] = set()
    for relation in Staff._meta.get_fields(include_hidden=True):  # noqa: SLF001
        if isinstance(relation, ManyToOneRel):
            rows = relation.related_model._default_manager  # noqa: SLF001
            name = relation.field.attname
            named.update(
                rows.filter(**{f"{name}__in": staff_ids}).order_by().values_list(name, flat=True).distinct()
            )
    return named


def _forget(batch: Import, made: Made) -> None:
    """No import says any more that a row of it is in the register, where it is so no longer."""
    for chunk in chunks(sorted(made.guidances)):
        _loosen(ImportRow.objects.filter(supervision_id__in=chunk))
    # The same file once more had nothing to do then; it would have now.
    later = ImportRow.objects.filter(batch__office_id=batch.office_id, batch_id__gt=batch.pk)
    for chunk in chunks(sorted(made.changed)):
        keys = batch.rows.filter(supervision_id__in=chunk).values("row_key")
        _loosen(later.filter(supervision_id__in=chunk, row_key__in=keys))


def _loosen(rows: QuerySet[ImportRow]) -> None:
    rows.update(client_id=None, supervision_id=None)
