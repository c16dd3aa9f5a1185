"""A card is issued once, printed many times, and replaced when it is lost."""

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from bimbing.audit.actions import record, record_many
from bimbing.cards.models import Card, CardPrint
from bimbing.clients.models import Client
from bimbing.offices.models import Office, Staff
from bimbing.rules.card_code import SHORT_BYTES, TOKEN_BYTES, short_code, token
from bimbing.supervision.models import Supervision

Draw = Callable[[int], bytes]
BATCH = 500


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
    *, cards: Iterable[Card], profile_of: Mapping[int, str], kind: str, by: Staff, at: datetime
) -> dict[int, int]:
    """Count one more print of each card; card id -> the version that this paper carries.

    `profile_of`: card id -> privacy profile. Written before the paper is drawn: a version may be skipped by a power
    cut, but the same version is never on two different papers.
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
    CardPrint.objects.bulk_create(
        (
            CardPrint(card_id=pk, version=version, kind=kind, profile=profile_of[pk], at=at, by=by)
            for pk, _, version in rows
        ),
        batch_size=BATCH,
    )
    record_many(
        by=by,
        at=at,
        action=f"card.printed.{kind}",
        subject="card",
        rows=((pk, client_id) for pk, client_id, _ in rows),
    )
    return {pk: version for pk, _, version in rows}


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
