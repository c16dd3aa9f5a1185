"""A month as it was kept, beside what the register says of it today."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from bimbing.offices.models import Staff
from bimbing.reports.models import KeptMonth
from bimbing.rules.month_report import Book, Measure
from bimbing.rules.status import Status
from bimbing.supervision.models import StatusEvent, Supervision

Counted = Mapping[str, Sequence[str]]


class Why(StrEnum):
    """Why a guidance is counted otherwise than it was."""

    ADDED = "added"
    IN_ERROR = "in_error"
    STATUS = "status"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Difference:
    """One guidance that is counted otherwise now: in which columns it stood, in which it stands."""

    row: Supervision
    was: tuple[Measure, ...]
    now: tuple[Measure, ...]
    why: Why


def counted_of(held: Book) -> dict[str, list[str]]:
    """What is kept of a month: number of each guidance that stands in a column -> what it was counted as."""
    return {
        str(one.id): [one.programme, one.section, one.sex, *stands.measures]
        for one, stands in held.balances
        if stands.measures
    }


def digest_of(counted: Counted) -> str:
    """SHA-256 of what is kept; the same for the same facts, in whatever order they were read."""
    text = json.dumps(
        {key: list(value) for key, value in counted.items()}, sort_keys=True, ensure_ascii=False
    )
    return sha256(text.encode()).hexdigest()


def kept_month(staff: Staff, month: date) -> KeptMonth | None:
    """The month as the office kept it; none for whoever sees only a part of the office."""
    if not staff.sees_whole_office or staff.section:
        return None
    return KeptMonth.objects.filter(office_id=staff.office_id, month=month).first()


def differences(kept: KeptMonth, held: Book) -> list[Difference]:
    """Who is counted otherwise today than when the month was kept, and why. Two statements where there is somebody."""
    was, now = kept.counted, counted_of(held)
    ids = sorted({int(key) for key in was.keys() | now.keys() if was.get(key) != now.get(key)})
    if not ids:
        return []
    rows = Supervision.objects.filter(office_id=kept.office_id, pk__in=ids).select_related(
        "client", "programme"
    )
    later = set(
        StatusEvent.objects.filter(supervision_id__in=ids, at__gt=kept.kept_at)
        .order_by()
        .values_list("supervision_id", flat=True)
    )
    return [
        Difference(
            row, _measures(was.get(str(row.pk))), _measures(now.get(str(row.pk))), _why(row, kept, later)
        )
        for row in rows.order_by("name_key", "pk")
    ]


def _measures(counted: Sequence[str] | None) -> tuple[Measure, ...]:
    return tuple(Measure(word) for word in counted[3:]) if counted else ()


def _why(row: Supervision, kept: KeptMonth, later: set[int]) -> Why:
    if row.status == Status.BATAL:
        return Why.IN_ERROR
    if row.created_at > kept.kept_at:
        return Why.ADDED
    return Why.STATUS if row.pk in later else Why.CORRECTED
