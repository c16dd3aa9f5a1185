"""Proves every stored column of Supervision and the search: recomputes them from the facts, names each difference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from bimbing.attendance.queries.duty import DutyReader, Sums, sums_of
from bimbing.cards.models import Card
from bimbing.clients.actions import search_text  # the one place that says what a client is found by
from bimbing.clients.models import Client, Phone, SearchEntry
from bimbing.rules.status import ACTIVE, Status
from bimbing.supervision.actions import copied_columns  # the one place that says what is copied
from bimbing.supervision.models import CaseOffence, StatusEvent, Supervision
from bimbing.supervision.queries import numbers_of

BATCH: Final = 1000
#: The columns of a case of which no offence is known.
NO_OFFENCE: Final = {"offence_id": None, "offence_text": "", "articles": ""}
SUMS: Final = tuple(field.name for field in fields(Sums))
#: Columns of a case that repeat its primary offence, as a difference names them.
CASE_PRIMARY: Final = "case."
#: Stored columns that are not sums of visits, each with where its facts stand.
#: The one that stands on the client.
CLIENT_HAS_CARD: Final = "client.has_card"
FLAGS: Final = ("has_card", "has_phone")
COPIES: Final = ("is_active", "ended_on", "name_key", "offence_code", "district", "regency", *FLAGS)


@dataclass(frozen=True, slots=True)
class Difference:
    """One stored column that is not what its facts say."""

    supervision_id: int
    column: str
    stored: Any
    true: Any


def differences(*, as_of: date) -> Iterator[Difference]:
    """Every difference, in the order of ids. Fixed number of queries for a thousand rows.

    A standing is compared on the last day for which it claims to be true, at most `as_of`; one that claims nothing
    (null) or no longer reaches `as_of` is a difference in itself: the nightly roll is owed.
    """
    reader, last = DutyReader(), 0
    while True:
        rows = list(
            Supervision.objects.filter(pk__gt=last).select_related("client", "case").order_by("pk")[:BATCH]
        )
        if not rows:
            return
        yield from _of_batch(reader, rows, as_of)
        last = rows[-1].pk


def unfindable() -> Iterator[int]:
    """Clients whose line in the search is missing, or is not what their names and numbers say; in the order of ids."""
    last = 0
    while True:
        some = list(Client.objects.filter(pk__gt=last).order_by("pk").prefetch_related("phones")[:BATCH])
        if not some:
            return
        ids = [client.pk for client in some]
        numbers = numbers_of(ids)
        entries = SearchEntry.objects.filter(pk__in=ids).values_list("pk", "office_id", "text")
        lines = {pk: (office_id, text) for pk, office_id, text in entries}
        for client in some:
            if lines.get(client.pk) != (client.office_id, search_text(client, numbers[client.pk])):
                yield client.pk
        last = ids[-1]


def _of_batch(reader: DutyReader, rows: list[Supervision], as_of: date) -> Iterator[Difference]:
    ids = [row.pk for row in rows]
    duties = reader.read(Supervision.objects.filter(pk__in=ids))
    latest: dict[int, tuple[str, date]] = {}
    # By the order of entry: what was decided last holds, whichever day its paper names.
    events = StatusEvent.objects.filter(supervision_id__in=ids).order_by("pk")
    for pk, status, on in events.values_list("supervision_id", "status", "on"):
        latest[pk] = (status, on)
    clients = [row.client_id for row in rows]
    holders = set(
        Card.objects.filter(client_id__in=clients, state=Card.State.VALID).values_list("client_id", flat=True)
    )
    reachable = set(
        Phone.objects.filter(client_id__in=clients).order_by().values_list("client_id", flat=True)
    )
    primaries = _primaries(row.case_id for row in rows)
    for row in rows:
        primary = primaries.get(row.case_id, NO_OFFENCE)
        for name, true in primary.items():
            if getattr(row.case, name) != true:
                yield Difference(row.pk, CASE_PRIMARY + name, getattr(row.case, name), true)
        flags = {
            "offence_code": primary["offence_id"] or "",
            "has_card": row.client_id in holders,
            "has_phone": row.client_id in reachable,
        }
        if row.client.has_card != flags["has_card"]:
            yield Difference(row.pk, CLIENT_HAS_CARD, row.client.has_card, flags["has_card"])
        for column, true in (true_copies(row, latest.get(row.pk)) | flags).items():
            if getattr(row, column) != true:
                yield Difference(row.pk, column, getattr(row, column), true)
        until = row.standing_until
        sums = sums_of(duties[row.pk], as_of if until is None else min(until, as_of))
        for column in SUMS:
            if getattr(row, column) != getattr(sums, column):
                yield Difference(row.pk, column, getattr(row, column), getattr(sums, column))
        if until is not None and until < as_of and until == sums.standing_until:
            now = sums_of(duties[row.pk], as_of)
            yield Difference(row.pk, "standing_until", until, now.standing_until)


def _primaries(case_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Case -> what its primary offence says, as columns of the case; one query."""
    rows = CaseOffence.objects.filter(case_id__in=set(case_ids), is_primary=True).order_by()
    columns = rows.values_list("case_id", *NO_OFFENCE)
    return {pk: dict(zip(NO_OFFENCE, values, strict=True)) for pk, *values in columns}


def true_copies(row: Supervision, latest: tuple[str, date] | None) -> dict[str, Any]:
    """What the copied columns of a supervision must be. `latest`: its last change of status and the day of it."""
    is_active = Status(row.status) in ACTIVE
    ended_on = None
    if not is_active:
        ended_on = latest[1] if latest is not None and latest[0] == row.status else row.ended_on
    return {"is_active": is_active, "ended_on": ended_on, **copied_columns(row.client, row.case)}
