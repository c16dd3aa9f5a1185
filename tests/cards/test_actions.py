"""Cards issued once, counted at each print, replaced when lost."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from bimbing.audit.models import Event
from bimbing.cards.actions import issue, record_prints, replace
from bimbing.cards.models import Card, CardPrint
from bimbing.offices.models import Office, Staff
from bimbing.rules.card_code import CodeKind, read_code, shown
from tests.at_once import at_once
from tests.factories import AT, ClientFactory, OfficeFactory, SupervisionFactory

pytestmark = pytest.mark.django_db


def counting() -> Callable[[int], bytes]:
    """A source of bytes that is different each time and the same in every run."""
    state = {"n": 0}

    def draw(size: int) -> bytes:
        state["n"] += 1
        return (state["n"] * 7_919_777).to_bytes(size, "big")

    return draw


def test_a_client_gets_one_card_however_often_it_is_issued(office: Office, dewi: Staff) -> None:
    client = ClientFactory(office=office)
    first = issue(client_ids=[client.pk], office=office, by=dewi, at=AT)
    again = issue(client_ids=[client.pk], office=office, by=dewi, at=AT)
    assert again[client.pk].pk == first[client.pk].pk
    assert Event.objects.filter(action="card.issued", client_id=client.pk).count() == 1


def test_both_codes_of_a_card_are_read_back_as_its_own(office: Office, dewi: Staff) -> None:
    client = ClientFactory(office=office)
    card = issue(client_ids=[client.pk], office=office, by=dewi, at=AT)[client.pk]
    token, short = read_code(card.token.lower()), read_code(shown(card.short_code))
    assert (token.kind, token.value) == (CodeKind.TOKEN, card.token)
    assert (short.kind, short.value) == (CodeKind.SHORT, card.short_code)


def test_a_code_that_is_taken_is_drawn_again(office: Office, dewi: Staff) -> None:
    one, two = ClientFactory.create_batch(2, office=office)
    taken = issue(client_ids=[one.pk], office=office, by=dewi, at=AT, draw=counting())[one.pk]
    tokens = iter(range(1000, 2000))
    same_short = counting()

    def draw(size: int) -> bytes:
        return same_short(size) if size == 8 else next(tokens).to_bytes(size, "big")

    same_short(8)  # the first card drew its short code before its token
    Card.objects.filter(pk=taken.pk).update(short_code=_short_after_one_draw())
    card = issue(client_ids=[two.pk], office=office, by=dewi, at=AT, draw=draw)[two.pk]
    assert card.short_code != Card.objects.get(pk=taken.pk).short_code


def _short_after_one_draw() -> str:
    from bimbing.rules.card_code import short_code

    draw = counting()
    draw(8)
    return short_code(draw(8))


def test_a_replaced_card_says_so_and_leads_to_its_successor(office: Office, dewi: Staff) -> None:
    client = ClientFactory(office=office)
    old = issue(client_ids=[client.pk], office=office, by=dewi, at=AT)[client.pk]
    new = replace(card=old, reason="hilang di pasar", by=dewi, at=AT)
    old.refresh_from_db()
    assert (old.state, old.replaced_by, old.replaced_reason) == (Card.State.REPLACED, dewi, "hilang di pasar")
    assert (new.state, new.sequence, new.client_id) == (Card.State.VALID, 2, client.pk)
    assert new.token != old.token


def test_replacing_twice_makes_one_new_card(office: Office, dewi: Staff) -> None:
    client = ClientFactory(office=office)
    old = issue(client_ids=[client.pk], office=office, by=dewi, at=AT)[client.pk]
    assert replace(card=old, reason="hilang", by=dewi, at=AT) == replace(
        card=old, reason="hilang", by=dewi, at=AT
    )
    assert Card.objects.filter(client=client).count() == 2


def test_the_database_refuses_a_second_valid_card(office: Office, dewi: Staff) -> None:
    client = ClientFactory(office=office)
    card = issue(client_ids=[client.pk], office=office, by=dewi, at=AT)[client.pk]
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.create(
            office=office, client=client, token="T", short_code="S", issued_at=AT, issued_by=card.issued_by
        )


def test_each_print_has_a_version_of_its_own(office: Office, dewi: Staff) -> None:
    client = ClientFactory(office=office)
    card = issue(client_ids=[client.pk], office=office, by=dewi, at=AT)[client.pk]
    row = SupervisionFactory(client=client, office=office)
    told = {"profile_of": {card.pk: "private"}, "printed_for": {card.pk: row.pk}, "by": dewi, "at": AT}
    versions = [record_prints(cards=[card], kind=kind, **told)[card.pk] for kind in ("card", "card", "sheet")]
    assert versions == [1, 2, 3]
    assert list(CardPrint.objects.order_by("version").values_list("version", "kind")) == [
        (1, "card"),
        (2, "card"),
        (3, "sheet"),
    ]
    assert Event.objects.filter(client_id=client.pk, action="card.printed.card").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_people_printing_the_same_group_make_one_card_each_client() -> None:
    office = OfficeFactory()
    from tests.factories import StaffFactory

    dewi = StaffFactory(office=office)
    clients = [client.pk for client in ClientFactory.create_batch(20, office=office)]
    answers = at_once([lambda: issue(client_ids=clients, office=office, by=dewi, at=AT)] * 4)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert Card.objects.count() == 20
