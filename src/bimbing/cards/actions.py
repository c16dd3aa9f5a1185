"""A card is issued once, printed many times, and replaced when it is lost."""

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from bimbing.audit.actions import record, record_many
from bimbing.cards.models import Card, CardPrint, Printer, PrintHabit
from bimbing.cards.queries.out_of_date import digests
from bimbing.clients.models import Client
from bimbing.offices.models import Office, Staff
from bimbing.rules.card_code import SHORT_BYTES, TOKEN_BYTES, short_code, token
from bimbing.supervision.models import Supervision

Draw = Callable[[int], bytes]
BATCH = 500


class PrinterExists(Exception):
    """The office has a printer of this name."""


class PrinterChanged(Exception):
    """Somebody else changed the printer since its page was opened."""


@transaction.atomic
def issue(
    *, client_ids: Collection[int], office: Office, by: Staff, at: datetime, draw: Draw = secrets.token_bytes
) -> dict[int, Card]:
    """A valid card for each client, new where there is none: client id -> card."""
    Office.objects.select_for_update().get(
        pk=office.pk
    )  # two people printing the same group make one card each
    cards = {
        card.client_id: card
        for card in Card.objects.filter(office=office, client_id__in=client_ids, state=Card.State.VALID)
    }
    lacking = [client_id for client_id in client_ids if client_id not in cards]
    codes = _free_codes(office, len(lacking), draw)
    new = [
        Card(
            office=office,
            client_id=client_id,
            token=token(draw(TOKEN_BYTES)),
            short_code=code,
            issued_at=at,
            issued_by=by,
        )
        for client_id, code in zip(lacking, codes, strict=True)
    ]
    Card.objects.bulk_create(new, batch_size=BATCH)
    for start in range(0, len(lacking), BATCH):
        some = lacking[start : start + BATCH]
        Client.objects.filter(pk__in=some).update(has_card=True)
        Supervision.objects.filter(client_id__in=some).update(has_card=True)
    record_many(
        by=by, at=at, action="card.issued", subject="card", rows=((card.pk, card.client_id) for card in new)
    )
    return cards | {card.client_id: card for card in new}


@transaction.atomic
def replace(*, card: Card, reason: str, by: Staff, at: datetime, draw: Draw = secrets.token_bytes) -> Card:
    """A new card for a lost one. The old one still finds the person, and says that it was replaced.

    Replacing the same card again (a double click) gives the card that replaced it.
    """
    changed = Card.objects.filter(pk=card.pk, state=Card.State.VALID).update(
        state=Card.State.REPLACED, replaced_at=at, replaced_by=by, replaced_reason=reason
    )
    if not changed:
        return Card.objects.get(client_id=card.client_id, state=Card.State.VALID)
    (code,) = _free_codes(card.office, 1, draw)
    successor = Card.objects.create(
        office=card.office,
        client_id=card.client_id,
        token=token(draw(TOKEN_BYTES)),
        short_code=code,
        sequence=card.sequence + 1,
        issued_at=at,
        issued_by=by,
    )
    record(
        by=by,
        at=at,
        action="card.replaced",
        subject="card",
        subject_id=successor.pk,
        client_id=card.client_id,
        changes={"card": (card.pk, successor.pk)},
        purpose=reason,
    )
    return successor


@transaction.atomic
def record_prints(
    *,
    cards: Iterable[Card],
    profile_of: Mapping[int, str],
    printed_for: Mapping[int, int],
    kind: str,
    layout: str = "",
    sides: str = "",
    printer: Printer | None = None,
    by: Staff,
    at: datetime,
) -> dict[int, int]:
    """Count one more print of each card; card id -> the version that this paper carries.

    `profile_of`, `printed_for`: card id -> privacy profile, supervision. Written before the paper is drawn: a version
    may be skipped by a power cut, but the same version is never on two different papers. A card (with its `layout`)
    leaves the digest of what it says, and what was chosen is offered to the same person again.
    """
    ids = sorted(card.pk for card in cards)
    for start in range(0, len(ids), BATCH):
        Card.objects.filter(pk__in=ids[start : start + BATCH]).update(version=F("version") + 1)
    rows = [
        row
        for start in range(0, len(ids), BATCH)
        for row in Card.objects.filter(pk__in=ids[start : start + BATCH]).values_list(
            "pk", "client_id", "version"
        )
    ]
    said = _said_now([printed_for[pk] for pk in ids], layout)
    CardPrint.objects.bulk_create(
        (
            CardPrint(
                card_id=pk,
                version=version,
                kind=kind,
                profile=profile_of[pk],
                layout=layout,
                supervision_id=printed_for[pk],
                digest=said.get(printed_for[pk], ""),
                at=at,
                by=by,
            )
            for pk, _, version in rows
        ),
        batch_size=BATCH,
    )
    if layout:
        PrintHabit.objects.update_or_create(
            staff=by, defaults={"layout": layout, "sides": sides, "printer": printer, "at": at}
        )
    record_many(
        by=by,
        at=at,
        action=f"card.printed.{kind}",
        subject="card",
        rows=((pk, client_id) for pk, client_id, _ in rows),
    )
    return {pk: version for pk, _, version in rows}


def _said_now(supervision_ids: list[int], layout: str) -> dict[int, str]:
    """Supervision id -> digest of the card that is about to be drawn; nothing for what is no card."""
    said: dict[int, str] = {}
    if layout:
        for start in range(0, len(supervision_ids), BATCH):
            some = supervision_ids[start : start + BATCH]
            said |= digests(Supervision.objects.filter(pk__in=some), layout)
    return said


@transaction.atomic
def add_printer(*, name: str, moves: Mapping[str, Decimal], by: Staff, at: datetime) -> Printer:
    """A printer of the office. `moves`: column -> mm. Raises PrinterExists for a name that is taken."""
    if Printer.objects.filter(office_id=by.office_id, name=name).exists():
        raise PrinterExists
    printer = Printer.objects.create(office_id=by.office_id, name=name, **moves)
    _record_printer(printer, "printer.added", {"name": (None, name)} | _told({}, moves), by, at)
    return printer


@transaction.atomic
def set_printer(
    *, printer: Printer, version: int, moves: Mapping[str, Decimal], by: Staff, at: datetime
) -> bool:
    """Other moves for a printer; whether any was different. Raises PrinterChanged over somebody else's change."""
    now = Printer.objects.select_for_update().get(pk=printer.pk)
    if now.version != version:
        raise PrinterChanged
    before = {column: getattr(now, column) for column in moves}
    changes = _told(before, moves)
    if not changes:
        return False
    Printer.objects.filter(pk=now.pk).update(version=F("version") + 1, **moves)
    _record_printer(now, "printer.moved", changes, by, at)
    return True


@transaction.atomic
def remove_printer(*, printer: Printer, by: Staff, at: datetime) -> None:
    """Forget a printer. Removing it twice is no error."""
    if Printer.objects.filter(pk=printer.pk).exists():
        _record_printer(printer, "printer.removed", {"name": (printer.name, None)}, by, at)
        printer.delete()


def _told(before: Mapping[str, Decimal], after: Mapping[str, Decimal]) -> dict[str, tuple[str, str]]:
    zero = Decimal(0)
    return {
        column: (str(before.get(column, zero)), str(value))
        for column, value in after.items()
        if before.get(column, zero) != value
    }


def _record_printer(
    printer: Printer, action: str, changes: Mapping[str, Any], by: Staff, at: datetime
) -> None:
    record(by=by, at=at, action=action, subject="printer", subject_id=printer.pk, changes=dict(changes))


def _free_codes(office: Office, count: int, draw: Draw) -> list[str]:
    """So many different short codes that no card of the office has or had."""
    free: dict[str, None] = {}
    while len(free) < count:
        drawn = {short_code(draw(SHORT_BYTES)) for _ in range(count - len(free))}
        taken = set(
            Card.objects.filter(office=office, short_code__in=drawn).values_list("short_code", flat=True)
        )
        free.update(dict.fromkeys(sorted(drawn - taken)))
    return list(free)[:count]
