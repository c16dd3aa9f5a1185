"""Which cards tell an older state of the record ("kartu lama"), and the digest by which that is known.

The digest sums up what a card of a layout prints of a record as long as nothing happens: name, numbers, officer,
office, dates, the rhythm of the coming days. It leaves out what changes by itself (visits, the next day, the day of
printing), for that is written on the card by hand. Nothing is kept but the digest of each print, so no writer of a
name or an office has to know of cards: a question of five statements recomputes what would be printed now.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db.models import Max, QuerySet

from bimbing.cards.models import Card, CardPrint
from bimbing.offices.models import Office, Section
from bimbing.rules.card_paper import NIK_DIGITS, PROFILES, CardKind, Privacy
from bimbing.rules.names import initials
from bimbing.supervision.models import Supervision

_BATCH: Final = 500
_COLUMNS: Final = (
    "pk", "client_id", "section", "register_no", "start_date", "end_date", "interval", "report_day", "special_dates",
    "programme__label", "programme__interval", "officer__full_name", "officer__title", "officer__nip",
    "client__section", "client__full_name", "client__aliases", "client__birth_place", "client__birth_date",
    "client__address", "client__nik", "client__religion", "client__education", "client__occupation",
    "case__offence__label", "case__offence_text", "case__articles", "case__sentence_years", "case__sentence_months",
    "case__sentence_days", "case__life_sentence",
)  # fmt: skip
#: What a booklet prints and the small cards do not.
_PERSON: Final = ("client__birth_date", "officer__nip")
_CASE: Final = (
    "case__offence__label", "case__offence_text", "case__articles", "case__sentence_years", "case__sentence_months",
    "case__sentence_days", "case__life_sentence", "client__religion", "client__education", "client__occupation",
)  # fmt: skip
_RHYTHM: Final = ("interval", "programme__interval", "report_day", "special_dates")


def digests(rows: QuerySet[Supervision], layout_of: Mapping[int, str] | str) -> dict[int, str]:
    """Supervision id -> digest of what its card would print now. `layout_of`: by supervision id, or one for all.

    Two statements, however many rows of however many offices; a row without a layout is left out.
    """
    return {pk: digest for pk, _, digest in _digests(rows, layout_of)}


def _digests(
    rows: QuerySet[Supervision], layout_of: Mapping[int, str] | str
) -> Iterator[tuple[int, int, str]]:
    offices: dict[int, tuple[Any, ...]] = {
        office.pk: _office(office)
        for office in Office.objects.filter(pk__in=rows.order_by().values("office"))
    }
    for office_id, *values in rows.order_by().values_list("office_id", *_COLUMNS).iterator(2000):
        row = dict(zip(_COLUMNS, values, strict=True))
        layout = layout_of if isinstance(layout_of, str) else layout_of.get(row["pk"], "")
        if layout:
            yield row["pk"], row["client_id"], _digest(row, offices[office_id], CardKind(layout))


def _office(office: Office) -> tuple[Any, ...]:
    return (
        Privacy(office.card_profile), office.letterhead_lines or (office.name,), office.address, office.phone,
        office.city, office.card_notes, office.short_name,
    )  # fmt: skip


def _digest(row: dict[str, Any], office: tuple[Any, ...], layout: CardKind) -> str:
    usual, letterhead, address, phone, city, notes, short_name = office
    child = row["client__section"] == Section.JUVENILE
    privacy = Privacy.CHILD if child else usual
    profile = PROFILES[privacy]
    booklet = layout is CardKind.BOOKLET
    facts: list[Any] = [
        layout.value, privacy.value, address, phone, row["officer__full_name"], row["officer__title"],
        row["client__full_name"] if profile.full_name else initials(row["client__full_name"]),
        *(row[column] for column in _RHYTHM),
    ]  # fmt: skip
    if not child:
        facts += [letterhead[-1], row["client__aliases"], row["register_no"]]
    if layout in (CardKind.BOOKLET, CardKind.A6):
        facts += [row["end_date"], row["programme__label"] if profile.programme else "", short_name]
    if booklet:
        facts += [city, row["start_date"], *(row[column] for column in _PERSON)]
        facts.append(row["client__nik"][-profile.nik_digits :] if profile.nik_digits else "")
        if profile.letterhead:
            facts += letterhead
        if not child:
            facts += [notes, row["client__birth_place"], row["client__address"]]
        if profile.nik_digits == NIK_DIGITS:
            facts += [row[column] for column in _CASE]
    said = json.dumps(facts, default=str, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def out_of_date(rows: QuerySet[Supervision]) -> set[int]:
    """Those of `rows` (of one office, all of whose clients hold a card or not) whose card tells an older state.

    A card that was issued and never printed is one of them; who holds no card is not. Of a client with several
    guidances the card is that of the guidance it was printed for, if that is among the rows. Five statements.
    """
    held = dict(
        Card.objects.filter(state=Card.State.VALID, client__in=rows.order_by().values("client")).values_list(
            "pk", "client_id"
        )
    )
    newest = (
        CardPrint.objects.filter(
            kind="card", card__state=Card.State.VALID, card__client__in=rows.order_by().values("client")
        )
        .order_by()
        .values("card")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    prints = {
        held[card_id]: (supervision_id, layout, digest)
        for card_id, supervision_id, layout, digest in CardPrint.objects.filter(pk__in=newest).values_list(
            "card_id", "supervision_id", "layout", "digest"
        )
        if card_id in held
    }
    layouts = {row: layout for row, layout, _ in prints.values() if row and layout}
    now = digests(rows, layouts)
    old: set[int] = set()
    holders = set(held.values())
    of_client: dict[int, list[int]] = {}
    for pk, client_id in rows.order_by("-is_active", "-start_date", "-pk").values_list("pk", "client_id"):
        of_client.setdefault(client_id, []).append(pk)
    for client_id, theirs in of_client.items():
        if client_id not in holders:
            continue
        printed_for, _, digest = prints.get(client_id, (None, "", ""))
        if printed_for not in theirs:
            old.add(theirs[0])
        elif now.get(printed_for) != digest:
            old.add(printed_for)
    return old
