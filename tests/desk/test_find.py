"""The box on every page: a card, one person, several, none; for each who searches."""

from typing import Any

import pytest

from bimbing.cards.models import Card
from bimbing.clients.models import Phone
from bimbing.desk.queries.find import hits
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


# ------------------------------------------------------------------ a wrong letter, and why somebody is a hit


@pytest.fixture
def papers(rows: list[Supervision]) -> list[Supervision]:
    """Moh. Arif with an alias, papers and a telephone; the child with the same."""
    for row in (rows[0], rows[2]):
        client, end = row.client, str(row.client_id % 10)
        client.aliases, client.parent_name, client.call_name = "TRISNO", "SOEKARNO", "Gombloh"
        client.nik, client.regency = f"352215100590000{end}", "Tuban"
        client.save()
        Phone.objects.create(client=client, number=f"+62812345678{end}{end}")
        Supervision.objects.filter(pk=row.pk).update(
            decision_no=f"PAS-12{end}.PK.01", register_no=f"04{end}/PB/2026"
        )
    reindex(client_ids=[row.client_id for row in rows])
    return rows


def _why(answer: Any, client_id: int) -> list[str]:
    return next(why for hit, _, why in answer.context["hits"] if hit.client.pk == client_id)


def test_a_wrong_letter_shows_who_is_similar_and_opens_nobody(
    papers: list[Supervision], dewi: Staff, browser_of: Any
) -> None:
    answer = browser_of(dewi).get("/cari/?q=suwanro")
    assert answer.status_code == 200
    assert _why(answer, papers[1].client_id) == ["mirip: SUWARNO"]
    shown = answer.content.decode()
    assert "Nama yang mirip" in shown
    assert "Tidak ada yang tertulis “suwanro”; 1 orang namanya mirip." in shown


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("arif", []),
        ("arif ngraho", []),
        ("arif trisno", ["alias TRISNO"]),
        ("arif gombloh", ["panggilan Gombloh"]),
        ("arif soekarno", []),
        ("arif tuban", ["Kab./Kota Tuban"]),
        ("MA", ["inisial MA"]),
        ("arif pas-12", ["SK PAS-12{}.PK.01"]),
        ("arif 04", ["no. reg. 04{}/PB/2026"]),
        ("arif 0812-3456", ["telp. 628123456…"]),
        ("arif 35221510", ["NIK 35221510…"]),
        ("arif 5100590", ["NIK …5100590…"]),
        ("moh arid", ["mirip: ARIF"]),
    ],
)
def test_a_hit_says_by_what_it_was_found(
    papers: list[Supervision], dewi: Staff, office: Any, browser_of: Any, text: str, why: list[str]
) -> None:
    SupervisionFactory(office=office, client__full_name="MARGONO ARIFIN TRISNO GOMBLOH SOEKARNO TUBAN NGRAHO",
                       client__nik="3522151005909999", register_no="04/PAS-12/08123456")  # fmt: skip
    reindex(client_ids=Supervision.objects.values_list("client_id", flat=True))
    end = str(papers[0].client_id % 10)
    answer = browser_of(dewi).get("/cari/", {"q": text})
    assert _why(answer, papers[0].client_id) == [words.format(end, end) for words in why]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("trisno", "lewat alias"),
        ("gombloh", "lewat nama panggilan"),
        ("soekarno", "lewat nama ayah"),
        ("budimsn", "nama mirip"),
        ("AB", "inisial AB"),
    ],
)
def test_why_a_child_is_a_hit_gives_no_name_away(
    papers: list[Supervision], dewi: Staff, browser_of: Any, text: str, why: str
) -> None:
    child = papers[2].client
    SupervisionFactory(office=dewi.office, client__full_name="TRISNO GOMBLOH SOEKARNO ABDULLOH")
    reindex(client_ids=Supervision.objects.values_list("client_id", flat=True))
    answer = browser_of(dewi).get("/cari/", {"q": text})
    assert _why(answer, child.pk) == [why]
    shown = answer.content.decode().replace("TRISNO GOMBLOH", "").lower()
    assert "budiman" not in shown


def test_a_list_of_hits_takes_a_fixed_number_of_queries(
    papers: list[Supervision], dewi: Staff, office: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(5):
        assert len(hits(dewi, "arif 04")) == 2
    for number in range(3):
        SupervisionFactory(office=office, client__full_name="ARIF", register_no=f"04{number}/CB/2026")
    reindex(client_ids=Supervision.objects.values_list("client_id", flat=True))
    with django_assert_num_queries(5):
        assert len(hits(dewi, "arif 04")) == 5


def test_a_wrong_letter_finds_nobody_whom_one_may_not_see(
    papers: list[Supervision], candra: Staff, budi: Staff, gita: Staff
) -> None:
    assert [
        hits(staff, text) for staff in (candra, budi, gita) for text in ("suwanro", "arid", "MA", "7/PB")
    ] == [[]] * 12
