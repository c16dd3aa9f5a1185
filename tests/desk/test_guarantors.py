"""Who answers for a client is corrected with the same care as his own data."""

from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.audit.models import Event
from bimbing.clients.models import Client, Guarantor
from bimbing.desk.forms_guarantors import FIELDS
from bimbing.offices.models import Staff
from tests.desk.test_edit_client import of_three
from tests.factories import StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(ani: Staff) -> Client:
    row = SupervisionFactory(officer=ani, client__full_name="MOH. ARIF")
    Guarantor.objects.create(client=row.client, name="Siti", relation="istri", phone="+6281234567890")
    return row.client


def opened(browser: Browser, client: Client) -> dict[str, Any]:
    answer = browser.get(f"/klien/{client.pk}/penjamin/")
    assert answer.status_code == 200
    form = answer.context["form"]
    texts = {name: str(form[name].value() or "") for name in (*FIELDS, "version", "reason")}
    return texts | {f"semula_{name}": text for name, text in answer.context["was"]}


def save(browser: Browser, client: Client, sent: dict[str, Any]) -> Any:
    answer = browser.post(f"/klien/{client.pk}/penjamin/", sent)
    client.refresh_from_db()
    return answer


def names(client: Client) -> list[tuple[str, str]]:
    return list(client.guarantors.values_list("name", "phone"))


def test_a_guarantor_is_corrected_and_a_second_added_with_history_in_words(
    client: Client, dewi: Staff, browser_of: Any
) -> None:
    browser, pk = browser_of(dewi), client.guarantors.get().pk
    sent = opened(browser, client)
    assert sent["guarantor_1_phone"] == "0812-3456-7890"
    sent |= {"guarantor_1_phone": "0857 1111 2222", "guarantor_2_name": "Karto", "reason": "pindah nomor"}
    assert save(browser, client, sent).status_code == 303
    assert names(client) == [("Siti", "+6285711112222"), ("Karto", "")]
    assert (client.guarantors.first().pk, client.version) == (pk, 2)  # type: ignore[union-attr]
    shown = browser.get(f"/klien/{client.pk}/?jenis=perubahan").content.decode()
    for words in (
        "telepon penjamin: 0812-3456-7890 → 0857-1111-2222",
        "nama penjamin 2: — → Karto",
        "pindah nomor",
    ):
        assert words in shown


def test_an_emptied_name_takes_the_guarantor_out(client: Client, dewi: Staff, browser_of: Any) -> None:
    sent = opened(browser_of(dewi), client) | dict.fromkeys(FIELDS, "")
    assert save(browser_of(dewi), client, sent).status_code == 303
    assert names(client) == []
    assert Event.objects.get(action="client.edited").changes["guarantor_1_name"] == ["Siti", ""]


def test_a_relation_without_a_name_and_a_phone_that_is_none_are_refused(
    client: Client, dewi: Staff, browser_of: Any
) -> None:
    sent = opened(browser_of(dewi), client) | {"guarantor_2_relation": "kakak", "guarantor_1_phone": "besok"}
    answer = save(browser_of(dewi), client, sent)
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["guarantor_1_phone", "guarantor_2_name"]
    assert (names(client), client.version) == ([("Siti", "+6281234567890")], 1)


def test_a_phone_that_stood_there_unreadable_stands_in_nobodys_way(
    client: Client, dewi: Staff, browser_of: Any
) -> None:
    client.guarantors.update(phone="tetangga")
    save(browser_of(dewi), client, opened(browser_of(dewi), client) | {"guarantor_1_name": "Siti Aminah"})
    assert names(client) == [("Siti Aminah", "tetangga")]


def test_who_is_later_sees_three_columns(client: Client, dewi: Staff, browser_of: Any) -> None:
    lina = StaffFactory(office=dewi.office, full_name="Lina", role="registrar")
    hers, mine = opened(browser_of(lina), client), opened(browser_of(dewi), client)
    save(browser_of(lina), client, hers | {"guarantor_1_relation": "ibu"})
    late = save(browser_of(dewi), client, mine | {"guarantor_1_relation": "kakak"})
    (line,) = late.context["lines"]
    assert (late.status_code, line.label, line.mine, line.was, line.now, line.by) == (
        409, "Hubungan", "kakak", "istri", "ibu", "Lina",
    )  # fmt: skip
    assert (
        save(browser_of(dewi), client, of_three(late) | {"pilih_guarantor_1_relation": "saya"}).status_code
        == 303
    )
    assert client.guarantors.get().relation == "kakak"


@pytest.mark.parametrize("who", ["ani", "fitri", "gita", "eko"])
def test_who_may_not_correct_gets_no_form(
    client: Client, ani: Staff, fitri: Staff, gita: Staff, eko: Staff, browser_of: Any, who: str
) -> None:
    staff = {"ani": ani, "fitri": fitri, "gita": gita, "eko": eko}[who]
    assert browser_of(staff).get(f"/klien/{client.pk}/penjamin/").status_code == 403


def test_a_stranger_finds_no_such_client(client: Client, candra: Staff, browser_of: Any) -> None:
    assert browser_of(candra).get(f"/klien/{client.pk}/penjamin/").status_code == 404
