"""Which columns the list shows, and in which order: chosen once, remembered, sorted by any heading."""

import itertools
import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bimbing.offices.models import Staff
from bimbing.supervision.actions_groups import choose_columns
from bimbing.supervision.models import ListColumns, Supervision
from bimbing.supervision.queries.columns import BOOK, USUAL_COLUMNS, Col, columns_in, in_order
from bimbing.supervision.queries.pages import page
from bimbing.supervision.queries.register import Filters, Order
from bimbing.supervision.views.columns import PARTS, SPECS
from tests.factories import StaffFactory, SupervisionFactory
from tests.supervision.registers import TODAY, many

pytestmark = pytest.mark.django_db


def headings(browser: Any, address: str = "/klien/") -> list[str]:
    page = browser.get(address).content.decode()
    found = re.findall(r"<th[^>]*>(.*?)</th>", page, flags=re.DOTALL)
    return [re.sub(r"<[^>]+>", "", heading).strip() for heading in found]


def test_every_column_is_offered_once_and_the_name_always_stands() -> None:
    offered = [column for _, columns in PARTS for column in columns]
    assert sorted(offered) == sorted(set(Col) - {Col.NAME})
    assert set(SPECS) == set(Col)
    assert tuple(Col) == BOOK


def test_columns_stand_in_the_order_of_the_book_whichever_way_they_are_picked() -> None:
    for picked in itertools.permutations((Col.MISSED, Col.NIK, Col.PROGRAMME)):
        assert in_order(picked) == (Col.NAME, Col.NIK, Col.PROGRAMME, Col.MISSED)
    assert columns_in(["pk", "password", "pk", ""]) == (Col.NAME, Col.OFFICER)
    assert columns_in(["", "x"]) == ()


def test_what_is_chosen_is_remembered_for_this_person_only(
    dewi: Staff, eko: Staff, ani: Staff, browser_of: Any
) -> None:
    SupervisionFactory(officer=ani)
    browser = browser_of(dewi)
    sent = {"kolom": ["nama", "jk", "pk"], "pertanyaan": "program=PB&urut=-terlewat&kolom=nama.nik&sesudah=4"}
    answer = browser.post("/klien/kolom/", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/klien/?program=PB&urut=-terlewat")
    assert headings(browser) == ["Nama", "JK", "PK"]
    assert headings(browser_of(dewi)) == ["Nama", "JK", "PK"]
    usual = [str(SPECS[column].label) for column in USUAL_COLUMNS]
    assert len(headings(browser_of(eko))) == len(usual)
    browser.post("/klien/kolom/", {"kolom": ["nama", "jk"], "biasa": "1"})
    assert not ListColumns.objects.exists()
    assert len(headings(browser)) == len(usual)


def test_the_columns_of_a_group_go_before_ones_own_and_stay_through_the_list(
    dewi: Staff, ani: Staff, browser_of: Any
) -> None:
    choose_columns(staff=dewi, columns=(Col.NAME, Col.SEX))
    SupervisionFactory(officer=ani)
    browser = browser_of(dewi)
    assert headings(browser, "/klien/?kolom=nama.nik.pk") == ["Nama", "NIK", "PK"]
    shown = browser.get("/klien/?kolom=nama.nik.pk").context
    assert [heading.url for heading in shown["headings"]] == [
        "/klien/?urut=-nama&kolom=nama.nik.pk",
        "",
        "/klien/?urut=pk&kolom=nama.nik.pk",
    ]
    assert all("kolom=nama.nik.pk" in option.url for facet in shown["facets"] for option in facet.options)
    assert ("kolom", "nama.nik.pk") in shown["parameters"]


def test_what_is_in_the_file_only_is_offered_to_those_who_open_files(office: Any, browser_of: Any) -> None:
    auditor = StaffFactory(office=office, role="auditor")
    browser = browser_of(auditor)
    offered = {c["word"] for part in browser.get("/klien/").context["column_parts"] for c in part["columns"]}
    assert not offered & {"telepon", "agama", "pendidikan", "pekerjaan", "keterangan"}
    browser.post("/klien/kolom/", {"kolom": ["telepon", "keterangan", "pk"]})
    assert ListColumns.objects.get().columns == ["nama", "pk"]


def test_an_old_choice_with_a_word_nobody_knows_still_opens(dewi: Staff, browser_of: Any) -> None:
    ListColumns.objects.create(staff=dewi, columns=["nama", "hilang", "pk"])
    assert browser_of(dewi).get("/klien/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_all_columns_ask_two_questions_more_whatever_the_rows(
    dewi: Staff, ani: Staff, browser_of: Any, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        SupervisionFactory(officer=ani)
    browser = browser_of(dewi)
    with django_assert_num_queries(10):  # phones and offences instead of what is chosen
        browser.get(f"/klien/?kolom={'.'.join(Col)}")


@pytest.mark.parametrize("order", [order for order in Order if order not in (Order.NAME, Order.MISSES)])
@pytest.mark.parametrize("descending", [False, True])
def test_who_has_nothing_to_sort_by_stands_last_in_either_direction(
    dewi: Staff, ani: Staff, order: Order, descending: bool
) -> None:
    empty = SupervisionFactory(
        officer=None, office=dewi.office, end_date=None, next_due_on=None, received_on=None, register_no="",
        start_date=None, programme_id=None, last_visit_on=None,
    )  # fmt: skip
    full = SupervisionFactory(
        officer=ani, next_due_on=TODAY, received_on=TODAY, last_visit_on=TODAY, register_no="1/PB"
    )
    shown = page(dewi, Filters(as_of=TODAY, order=order, descending=descending, picks={}))
    assert [row.pk for row in shown.rows] == [full.pk, empty.pk]


@pytest.mark.parametrize("order", list(Order))
def test_a_page_deep_in_the_list_is_two_questions_and_no_offset(
    dewi: Staff, ani: Staff, budi: Staff, order: Order
) -> None:
    rows = many([ani, budi], 20, seed=6)
    asked = Filters(as_of=TODAY, picks={}, order=order, after=rows[7].pk)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        page(dewi, asked, size=5)
    assert len(caught) == 2
    assert [query["sql"] for query in caught if " OFFSET " in query["sql"].upper()] == []


def test_the_next_page_of_names_is_found_in_the_index(dewi: Staff, ani: Staff, budi: Staff) -> None:
    rows = many([ani, budi], 60, seed=6)
    asked = Filters(as_of=TODAY, picks={}, after=rows[30].pk)
    with CaptureQueriesContext(connection) as caught:
        page(dewi, asked, size=5)
    statement = caught[-1]["sql"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute(f"EXPLAIN {statement}")
        plan = " ".join(str(part) for line in cursor.fetchall() for part in line)
    assert "supervision_by_name" in plan
    assert "TEMP B-TREE" not in plan


def test_a_second_click_turns_the_list(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    rows = [SupervisionFactory(officer=ani, missed_run=n, register_no=f"{n}/PB") for n in (2, 0, 5)]
    browser = browser_of(dewi)
    first = next(h for h in browser.get("/klien/").context["headings"] if h.label == "Terlewat").url
    shown = browser.get(first)
    order = re.findall(r"(\d)/PB", shown.content.decode().split("<tbody", 1)[1])
    assert order == ["5", "2", "0"]
    second = next(h for h in shown.context["headings"] if h.label == "Terlewat")
    assert (second.sorted, second.url) == ("desc", "/klien/?urut=terlewat")
    assert Supervision.objects.count() == len(rows)
    assert replace(Filters(as_of=TODAY), order=Order.MISSES).descending is False
