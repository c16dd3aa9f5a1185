"""Whether a client has a phone and a card stands beside his guidance, true in the transaction of the fact itself."""

from datetime import date

import pytest

from bimbing.attendance.queries.proof import differences
from bimbing.cards.actions import issue
from bimbing.clients.actions import NewClient, add_clients, set_phones
from bimbing.offices.models import Office, Staff
from bimbing.supervision.actions import NewSupervision, add_supervisions, copy_down
from bimbing.supervision.models import Supervision
from tests.factories import AT, SupervisionFactory

pytestmark = pytest.mark.django_db
PHONE = ("+6281234567890", "self")


def unproved(column: str) -> list[int]:
    found = differences(as_of=AT.date())
    return [difference.supervision_id for difference in found if difference.column == column]


def guidances(office: Office, by: Staff, phones: list[list[tuple[str, str]]]) -> list[Supervision]:
    """One guidance for each list of phones, through the one door."""
    people = [
        NewClient({"full_name": f"SUWARNO {place}"}, phones=numbers) for place, numbers in enumerate(phones)
    ]
    clients = add_clients(office=office, entries=people, by=by, at=AT)
    entries = [NewSupervision(client, {}, {"start_date": date(2026, 3, 10)}) for client in clients]
    rows = add_supervisions(office=office, entries=entries, by=by, at=AT)
    return list(Supervision.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def test_who_comes_in_with_a_phone_has_one(office: Office, dewi: Staff) -> None:
    rows = guidances(office, dewi, [[PHONE], []])
    assert [row.has_phone for row in rows] == [True, False]
    assert [row.has_card for row in rows] == [False, False]
    assert unproved("has_phone") == []


def test_a_second_guidance_of_somebody_with_phone_and_card_has_both(office: Office, dewi: Staff) -> None:
    (first,) = guidances(office, dewi, [[PHONE]])
    issue(client_ids=[first.client_id], office=office, by=dewi, at=AT)
    entry = NewSupervision(first.client, {}, {"start_date": date(2026, 9, 1)})
    (second,) = add_supervisions(office=office, entries=[entry], by=dewi, at=AT)
    second.refresh_from_db()
    assert (second.has_phone, second.has_card) == (True, True)
    assert unproved("has_card") == unproved("has_phone") == []


def test_a_phone_that_goes_and_comes_is_carried_into_every_guidance(office: Office, dewi: Staff) -> None:
    (row,) = guidances(office, dewi, [[PHONE]])
    SupervisionFactory(client=row.client, office=office, has_phone=True)
    for phones, expected in (([], False), ([PHONE], True)):
        set_phones(client=row.client, phones=phones, by=dewi, at=AT)
        copy_down(client_ids=[row.client_id])
        found = Supervision.objects.filter(client=row.client).values_list("has_phone", flat=True)
        assert list(found) == [expected, expected]
        assert unproved("has_phone") == []


def test_a_card_is_known_beside_the_guidance_at_once(office: Office, dewi: Staff) -> None:
    rows = guidances(office, dewi, [[], []])
    issue(client_ids=[rows[0].client_id], office=office, by=dewi, at=AT)
    found = Supervision.objects.order_by("pk").values_list("has_card", flat=True)
    assert list(found) == [True, False]
    assert unproved("has_card") == []
