"""What an office decides from a day on: one row a day, the last that has begun holds. One way in, one way back."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from bimbing.audit.actions import record
from bimbing.offices.actions.place import RuleTooEarly
from bimbing.offices.models import Office, Staff


class DecidedMeanwhile(Exception):
    """Somebody else decided or withdrew something since the page was opened. `last`: what stands last, if anything."""

    def __init__(self, last: models.Model | None) -> None:
        super().__init__(str(last))
        self.last = last


def last_decided(rows: models.QuerySet[Any]) -> int:
    """The number of what was decided last, 0 where nothing stands: what a form carries as its version."""
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def decide(
    *,
    kind: Any,
    of: Mapping[str, Any],
    seen: int,
    valid_from: date,
    first: date,
    columns: Mapping[str, Any],
    before: Any,
    said: tuple[str, str],
    reason: str,
    by: Staff,
    at: datetime,
) -> Any:
    """Write what holds in the office of `by` from a day on; a rule that was to begin that very day is replaced.

    `kind`: the table. `of`: further columns that a rule stands for (a programme). `seen`: `last_decided` when the form was opened.
    `first`: the earliest day. `before`: what held on that day (object with the columns). `said`: action and subject
    of the trail. Raises RuleTooEarly and DecidedMeanwhile. Standings are settled by the caller.
    """
    if valid_from < first:
        raise RuleTooEarly(first)
    Office.objects.select_for_update(no_key=True).get(pk=by.office_id)
    rows = kind.objects.filter(office_id=by.office_id, **of)
    if last_decided(rows) != seen:
        raise DecidedMeanwhile(rows.order_by("-pk").first())
    rows.filter(valid_from=valid_from).delete()
    rule = kind.objects.create(
        office_id=by.office_id,
        valid_from=valid_from,
        **of,
        **columns,
        reason=reason,
        decided_by=by,
        decided_at=at,
    )
    changes = {
        name: (getattr(before, name, None), value)
        for name, value in columns.items()
        if getattr(before, name, None) != value
    }
    _record(said, rule.pk, by, at, {**_named(of), "since": (None, valid_from), **changes}, reason)
    return rule


@transaction.atomic
def take_back(
    *, rule: models.Model, of: Mapping[str, Any], said: tuple[str, str], by: Staff, at: datetime
) -> None:
    """A rule that does not hold yet is not to come. Raises RuleTooEarly where it holds already."""
    since: date = rule.valid_from  # type: ignore[attr-defined]
    if since <= at.date():
        raise RuleTooEarly(at.date() + timedelta(days=1))
    pk = rule.pk
    rule.delete()
    _record(said, pk, by, at, {**_named(of), "since": (since, None)}, "")


def _named(of: Mapping[str, Any]) -> dict[str, Any]:
    return {name: (None, value) for name, value in of.items()}


def _record(
    said: tuple[str, str], pk: int, by: Staff, at: datetime, changes: Mapping[str, Any], reason: str
) -> None:
    record(by=by, at=at, action=said[0], subject=said[1], subject_id=pk, changes=changes, purpose=reason)
