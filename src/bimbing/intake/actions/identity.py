"""A person says who a row is: somebody of the register, a row of the file, somebody new, or nobody to be entered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from bimbing.audit.actions import record
from bimbing.intake.actions.decided import BY_RULE, NEW, SEARCHED, SKIP, Place, target_in, understood
from bimbing.intake.actions.receive import compare, lock_intake
from bimbing.intake.models import Import, ImportRow
from bimbing.offices.models import Staff
from bimbing.supervision.queries import clients_of


class DecisionRefused(Exception):
    """Nothing was written."""


class NotWaiting(DecisionRefused):
    """The import was brought in, discarded or undone."""


class NoSuchPerson(DecisionRefused):
    """Nobody there whom this member of staff may see, or no such row in the file."""


class InACircle(DecisionRefused):
    """The rows would be each other."""


class AlreadyDecided(DecisionRefused):
    """Somebody else was faster, and said otherwise; `identity` is what he said."""

    def __init__(self, identity: Mapping[str, Any]) -> None:
        super().__init__(identity)
        self.identity = identity


@transaction.atomic
def decide(
    *, row: ImportRow, as_: str, by: Staff, at: datetime, guidance: str = BY_RULE, anew: bool = False
) -> ImportRow:
    """Keep who a row is, and lay the whole file beside the register with that. Raises a DecisionRefused.

    `as_`: `client:<id>`, `row:<sheet>!<row>`, `new` or `skip`; `guidance` says what becomes of a row whose person is
    told (`decided.GUIDANCES`). A row that is decided otherwise already is changed only `anew`.
    """
    current = _locked(row)
    identity = {"as": as_, "guidance": guidance, "by": by.full_name, "at": at.isoformat()}
    if current.identity is not None and not anew:
        if all(current.identity.get(name) == identity[name] for name in ("as", "guidance")):
            return current
        raise AlreadyDecided(current.identity)
    _look_at_target(current, as_, by)
    # The questions go with the decision, so that they come back when it is taken back.
    kept = (current.identity or {}).get("asked", [])
    asked = [remark for remark in current.issues if remark["code"] in SEARCHED]
    _write(current, identity | {"asked": asked or kept}, "import.identity_decided", by, at)
    return current


@transaction.atomic
def reopen(*, row: ImportRow, by: Staff, at: datetime) -> ImportRow:
    """Take a decision back: the question is open again. Raises NotWaiting."""
    current = _locked(row)
    if current.identity is not None:
        current.issues = [*current.issues, *current.identity.get("asked", [])]
        _write(current, None, "import.identity_reopened", by, at)
    return current


def _locked(row: ImportRow) -> ImportRow:
    """The row as it is now; whoever else decides or brings in waits."""
    batch = Import.objects.select_related("office").get(pk=row.batch_id)
    lock_intake(batch.office)
    batch.refresh_from_db(fields=["state", "counts"])
    if batch.state != Import.State.PREVIEW:
        raise NotWaiting
    current = ImportRow.objects.get(pk=row.pk)
    current.batch = batch
    return current


def _look_at_target(row: ImportRow, as_: str, by: Staff) -> None:
    if as_ in (NEW, SKIP):
        return
    client_id, place = target_in(as_)
    if client_id is not None:
        if not clients_of(by).filter(pk=client_id, office_id=row.batch.office_id).exists():
            raise NoSuchPerson
        return
    if place is None:
        raise NoSuchPerson
    _refuse_circle(row, place)


def _refuse_circle(row: ImportRow, place: Place) -> None:
    """Follows the rows from one to the next; there are as many steps as decisions at most."""
    here, seen = (row.sheet, row.row), set[Place]()
    following: Place | None = place
    while following is not None:
        if following == here or following in seen:
            raise InACircle
        seen.add(following)
        sheet, number = following
        found = row.batch.rows.filter(sheet=sheet, row=number).values_list("identity", flat=True)
        if not found:
            raise NoSuchPerson
        decided = understood(found[0]) if found[0] else None
        following = decided.place if decided is not None else None


def _write(row: ImportRow, identity: dict[str, Any] | None, action: str, by: Staff, at: datetime) -> None:
    before = (row.identity or {}).get("as")
    row.identity = identity
    row.save(update_fields=["identity", "issues"])
    record(
        by=by,
        at=at,
        action=action,
        subject="import",
        subject_id=row.batch_id,
        changes={"row": (None, f"{row.sheet}!{row.row}"), "identity": (before, (identity or {}).get("as"))},
        office_id=row.batch.office_id,
    )
    compare(batch=row.batch, at=at, searching=False)
    row.refresh_from_db()
