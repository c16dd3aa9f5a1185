"""The box on every page: a card, one person, several, none; for each who searches."""

from typing import Any

import pytest

from bimbing.cards.models import Card
from bimbing.offices.models import Staff
from bimbing.rules import card_code
from bimbing.supervision.actions import reindex
from bimbing.supervision.models import Supervision
from tests.factories import AT, StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(ani: Staff) -> list[Supervision]:
    made = [
        SupervisionFactory(officer=ani, client__full_name="MOH. ARIF", client__village="Ngraho"),
        SupervisionFactory(officer=ani, client__full_name="SUWARNO", client__village="Dander"),
        SupervisionFactory(
            officer=ani, section="BKA", client__full_name="ARIF BUDIMAN", client__village="Kapas"
        ),
    ]
    reindex(client_ids=[row.client_id for row in made])
    return made


@pytest.fixture
def card(rows: list[Supervision], dewi: Staff) -> Card:
    return Card.objects.create(
        office=dewi.office, client=rows[0].client, token=card_code.token(bytes(17)), short_code=card_code.short_code(bytes(8)),
        issued_at=AT, issued_by=dewi,
    )  # fmt: skip


def test_one_person_is_opened_at_once(rows: list[Supervision], dewi: Staff, browser_of: Any) -> None:
    answer = browser_of(dewi).get("/cari/?q=suwarno")
    assert answer.headers["Location"] == f"/klien/{rows[1].client_id}/"


def test_for_the_desk_one_person_stands_at_the_desk(
    rows: list[Supervision], fitri: Staff, browser_of: Any
) -> None:
    answer = browser_of(fitri).get("/cari/?q=suwarno")
    assert answer.headers["Location"] == f"/absen/?klien={rows[1].client_id}"


def test_several_are_told_apart_and_a_child_keeps_its_initials(
    rows: list[Supervision], dewi: Staff, browser_of: Any
) -> None:
    answer = browser_of(dewi).get("/cari/?q=arif")
    assert [hit.client for hit, *_ in answer.context["hits"]] == [rows[2].client, rows[0].client]
    shown = answer.content.decode()
    for words in ("Moh. Arif", "Ngraho", "A.B.", "Kapas", "lahir 10 Mei 1990"):
        assert words in shown
    assert "Budiman" not in shown


def test_nobody_found_says_what_to_try(rows: list[Supervision], dewi: Staff, browser_of: Any) -> None:
    answer = browser_of(dewi).get("/cari/?q=zulkarnain")
    assert answer.status_code == 200
    assert "Tidak ada yang cocok dengan “zulkarnain”" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/cari/", "/cari/?q=", "/cari/?q=%00", "/cari/?q=%22", "/cari/?q=" + "a" * 3000]
)
def test_an_empty_or_senseless_search_opens(dewi: Staff, browser_of: Any, address: str) -> None:
    assert browser_of(dewi).get(address).status_code == 200


@pytest.mark.parametrize("which", ["token", "short_code"])
def test_a_card_goes_to_the_desk(card: Card, fitri: Staff, browser_of: Any, which: str) -> None:
    code = card.token if which == "token" else card_code.shown(card.short_code)
    answer = browser_of(fitri).get("/cari/", {"q": code})
    assert answer.headers["Location"] == f"/absen/?kode={code}"


def test_a_card_read_by_one_who_records_nothing_shows_no_stranger(
    card: Card, gita: Staff, browser_of: Any
) -> None:
    answer = browser_of(gita).get("/cari/", {"q": card.token})
    assert answer.status_code == 200
    assert "Arif" not in answer.content.decode()


@pytest.mark.parametrize("who", ["candra", "budi", "gita"])
def test_a_stranger_finds_nobody(
    rows: list[Supervision], candra: Staff, budi: Staff, gita: Staff, browser_of: Any, who: str
) -> None:
    answer = browser_of({"candra": candra, "budi": budi, "gita": gita}[who]).get("/cari/?q=arif")
    assert answer.context["hits"] == []


def test_an_auditor_sees_the_list_without_doors(
    rows: list[Supervision], office: Any, browser_of: Any
) -> None:
    answer = browser_of(StaffFactory(office=office, role="auditor")).get("/cari/?q=suwarno")
    assert answer.status_code == 200
    assert [url for _, url, _ in answer.context["hits"]] == [""]
