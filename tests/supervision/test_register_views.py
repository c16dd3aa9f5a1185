"""The register on the screen, on paper and as a workbook."""

from typing import Any

import pytest

from bimbing.audit.models import Event
from bimbing.offices.models import Staff
from tests.factories import StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db


def test_the_list_names_adults_and_gives_children_their_initials(
    dewi: Staff, ani: Staff, browser_of: Any
) -> None:
    SupervisionFactory(officer=ani, client__full_name="SUWARNO KARTO")
    SupervisionFactory(officer=ani, section="BKA", client__full_name="BUDI ANGGORO")
    for address in ("/klien/", "/klien/cetak/"):
        shown = browser_of(dewi).get(address).content.decode()
        assert "Suwarno Karto" in shown
        assert "B.A." in shown
        assert "Budi Anggoro" not in shown
        assert "BUDI ANGGORO" not in shown


def test_the_sentence_says_what_is_shown(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    SupervisionFactory(officer=ani, report_state="not_yet")
    shown = browser_of(dewi).get(f"/klien/?program=PB&pk={ani.pk}&lapor=not_yet").context
    assert shown["sentence"] == "PB · PK Ani · belum lapor bulan ini"
    assert shown["total"] == 1


def test_a_chip_takes_its_word_away_and_the_others_stay(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    shown = browser_of(dewi).get("/klien/?q=ani&program=PB&program=CB&urut=-terlewat").context
    assert [(chip.words, chip.url) for chip in shown["chips"]] == [
        ("“ani”", "/klien/?program=PB&program=CB&urut=-terlewat"),
        ("PB", "/klien/?q=ani&program=CB&urut=-terlewat"),
        ("CB", "/klien/?q=ani&program=PB&urut=-terlewat"),
    ]


def test_no_status_picked_is_written_as_all(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    SupervisionFactory(officer=ani, status="berakhir", is_active=False)
    browser = browser_of(dewi)
    assert browser.get("/klien/").context["total"] == 0
    assert browser.get("/klien/?status=semua").context["total"] == 1
    assert browser.get("/klien/?status=selesai").context["total"] == 1


@pytest.mark.parametrize(
    "address",
    [
        "?berakhir=2026-13&terlewat=x&status=hilang&pk=%27", "?sesudah=99999999999999999999", "?q=%00%22%25_%27", "?urut=abc",
        "?kabupaten=%00", "?sebelum=7", "?program=" + "x" * 300, "?kurang=semua", "?q=%22%20OR%20%22", "?q=*", "?q=-",
    ],
)  # fmt: skip
def test_a_senseless_address_still_opens_the_register(dewi: Staff, browser_of: Any, address: str) -> None:
    assert browser_of(dewi).get(f"/klien/{address}").status_code == 200


def test_htmx_gets_the_part_and_a_restored_page_the_whole(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    part = browser.get("/klien/", headers={"HX-Request": "true"})
    assert part.templates[0].name == "supervision/register_part.html"
    whole = browser.get("/klien/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert whole.templates[0].name == "supervision/register.html"
    assert "HX-Request" in whole.headers["Vary"]


@pytest.mark.parametrize("address", ["/klien/", "/klien/cetak/", "/klien/excel/"])
def test_another_office_sees_none_of_it(candra: Staff, ani: Staff, browser_of: Any, address: str) -> None:
    SupervisionFactory(officer=ani, client__full_name="SUWARNO KARTO")
    answer = browser_of(candra).get(address)
    assert answer.status_code == 200
    assert "Suwarno" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/klien/", "/klien/cetak/", "/klien/excel/"])
def test_the_desk_and_the_administrator_have_no_register(
    fitri: Staff, gita: Staff, browser_of: Any, address: str
) -> None:
    assert [browser_of(who).get(address).status_code for who in (fitri, gita)] == [403, 403]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    dewi: Staff, ani: Staff, browser_of: Any, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        SupervisionFactory(officer=ani)
    browser = browser_of(dewi)
    with django_assert_num_queries(
        9
    ):  # session, person, office; columns, counts, rows; programmes, offences, officers
        browser.get("/klien/")


def test_a_workbook_without_a_purpose_is_not_made(dewi: Staff, browser_of: Any) -> None:
    answer = browser_of(dewi).post("/klien/excel/", {"purpose": "  ", "columns": "layar", "shape": "xlsx"})
    assert answer.headers["Content-Type"].startswith("text/html")
    assert not Event.objects.filter(action="register.exported").exists()


def test_an_assistant_sees_the_register_and_takes_nothing_out(office: Any, browser_of: Any) -> None:
    browser = browser_of(StaffFactory(office=office, role="assistant"))
    assert browser.get("/klien/").context["may_export"] is False
    assert browser.get("/klien/excel/").status_code == 403


def test_no_statement_of_the_register_counts_or_skips_its_way_to_a_page(
    dewi: Staff, ani: Staff, browser_of: Any, django_assert_num_queries: Any
) -> None:
    row = SupervisionFactory(officer=ani)
    browser = browser_of(dewi)
    with django_assert_num_queries(10) as asked:
        browser.get(f"/klien/?sesudah={row.pk}")
    statements = [query["sql"].upper() for query in asked.captured_queries]
    assert [sql for sql in statements if " OFFSET " in sql] == []
    (counting,) = [sql for sql in statements if "COUNT(" in sql]
    assert "UNION ALL" in counting  # of all groups at once; the page itself is found by its key
