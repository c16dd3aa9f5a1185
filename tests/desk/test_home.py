"""The home page of each role: the right numbers, each the door to exactly its list, and nobody else's clients."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client as Browser
from django.utils import timezone

from bimbing.attendance.models import Visit
from bimbing.clients.models import Phone
from bimbing.desk.queries.home import admin_home, head_home, officer_home, registrar_home
from bimbing.intake.models import Import
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Role
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries.register import USUAL, Filters, Group, matching
from tests.factories import AT, StaffFactory, SupervisionFactory


@pytest.fixture
def today(db: None) -> date:
    return timezone.localdate()


def guidance(officer: Staff | None, today: date, **columns: Any) -> Supervision:
    usual = {"start_date": today - timedelta(days=200), "end_date": today + timedelta(days=400)}
    row: Supervision = SupervisionFactory(officer=officer, **(usual | columns))
    return row


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main", 1)[1]))


def doors(answer: Any) -> list[tuple[int, str]]:
    """(number, address) of every number on the page that is a door to the register."""
    page = answer.content.decode()
    found = re.findall(
        r'<a class="stat[^"]*" href="(/klien/[^"]*)">\s*<span[^>]*>[^<]*</span>\s*<span class="stat-value">(\d+)</span>',
        page,
    )
    found += re.findall(r'<a class="chip" href="(/klien/[^"]*)">[^<]*<b>(\d+)</b>', page)
    found += re.findall(r'<dd><a href="(/klien/\?[^"]*)">(\d+)</a>', page)
    bars = re.findall(
        r'<th scope="row"><a href="(/klien/[^"]*)">.*?<td class="num">(\d+)', page, flags=re.DOTALL
    )
    return [(int(number), address.replace("&amp;", "&")) for address, number in found + bars]


def behind(address: str, staff: Staff, today: date) -> int:
    """How many rows the register lists at an address."""
    query = QueryDict(address.partition("?")[2])
    picks = dict(USUAL) | {group: tuple(query.getlist(group)) for group in Group if group in query}
    return matching(staff, Filters(as_of=today, picks=picks)).count()


def mixture(ani: Staff, budi: Staff, today: date) -> None:
    """Clients in every state, of two officers and of none."""
    for officer in (ani, budi):
        guidance(officer, today, report_state="reported")
        guidance(officer, today, report_state="not_yet", next_due_on=today, missed_run=1)
        guidance(officer, today, report_state="not_yet", missed_run=4)
        guidance(officer, today, report_state="excused", end_date=today + timedelta(days=40))
        guidance(officer, today, end_date=today - timedelta(days=70))
        guidance(officer, today, is_active=False, status="berakhir", ended_on=today)
        guidance(officer, today, is_active=False, status="batal", ended_on=today)
    guidance(None, today, office=ani.office, end_date=None, report_state="not_yet")


@pytest.mark.parametrize(("role", "number"), [(Role.REGISTRAR, 9), (Role.HEAD, 12), (Role.AUDITOR, 12)])
def test_each_number_opens_a_list_of_exactly_that_length(
    ani: Staff, budi: Staff, today: date, browser_of: Any, role: str, number: int
) -> None:
    mixture(ani, budi, today)
    reader = StaffFactory(office=ani.office, role=role)
    found = doors(browser_of(reader).get("/"))
    assert len(found) == number, found
    assert [(n, a) for n, a in found if behind(a, reader, today) != n] == []


@pytest.mark.parametrize("open_section", [False, True])
def test_an_officers_numbers_are_those_of_his_own_clients(
    ani: Staff, budi: Staff, today: date, browser_of: Any, open_section: bool
) -> None:
    ani.office.officers_see_section = open_section
    ani.office.save()
    mixture(ani, budi, today)
    found = doors(browser_of(ani).get("/"))
    assert [number for number, _ in found[:5]] == [5, 1, 2, 1, 1]
    assert [(n, a) for n, a in found if behind(a, ani, today) != n] == []


def test_the_ten_to_handle_come_worst_first_and_say_why(
    ani: Staff, budi: Staff, today: date, browser_of: Any
) -> None:
    for misses in (1, 2, 3):
        guidance(ani, today, missed_run=misses, client__full_name=f"KALI {misses}")
    guidance(
        ani, today, report_state="not_yet", next_due_on=today - timedelta(days=5), client__full_name="BELUM"
    )
    guidance(ani, today, end_date=today - timedelta(days=9), client__full_name="LEWAT")
    guidance(
        ani, today, report_state="reported", next_due_on=today + timedelta(days=9), client__full_name="BAIK"
    )
    guidance(budi, today, missed_run=9, client__full_name="PUNYA BUDI")
    home = officer_home(ani, today=today)
    names = [row.supervision.client.shown_name for row in home.handle]
    assert names[:3] == ["Kali 3", "Kali 2", "Kali 1"]
    assert sorted(names[3:]) == ["Belum", "Lewat"]
    page = text_of(browser_of(ani).get("/"))
    assert "3 kali berturut-turut terlewat" in page
    assert "Terlewat sekali" in page
    assert "Lewat akhir" in page
    assert "Punya Budi" not in page


@pytest.mark.parametrize(("misses", "kind"), [(2, "wait"), (3, "miss")])
def test_a_run_is_red_only_where_the_office_calls_it_red(
    ani: Staff, today: date, browser_of: Any, misses: int, kind: str
) -> None:
    guidance(ani, today, missed_run=misses)
    page = browser_of(ani).get("/").content.decode()
    badge = page[: page.index(f"{misses} kali berturut-turut terlewat")].rsplit('class="badge', 1)[1]
    assert badge.startswith(f" is-{kind}")


def test_the_list_to_handle_stops_at_ten_and_says_of_how_many(
    ani: Staff, today: date, browser_of: Any
) -> None:
    for _ in range(12):
        guidance(ani, today, missed_run=1)
    answer = browser_of(ani).get("/")
    assert len(answer.context["home"].handle) == 10
    assert "10 dari 12" in text_of(answer)


def test_the_next_step_is_a_call_where_a_number_is_known(ani: Staff, today: date, browser_of: Any) -> None:
    row = guidance(ani, today, missed_run=2)
    assert "Cari nomor telepon" in text_of(browser_of(ani).get("/"))
    Phone.objects.create(client=row.client, number="+6281200000001")
    assert 'href="tel:+6281200000001"' in browser_of(ani).get("/").content.decode()


def test_children_stand_there_by_initials(ani: Staff, today: date, browser_of: Any) -> None:
    guidance(ani, today, missed_run=1, section=Section.JUVENILE, client__full_name="RAHASIA KECIL")
    page = text_of(browser_of(ani).get("/"))
    assert "R.K." in page
    assert "rahasia" not in page.lower()


def test_who_came_today_is_no_longer_expected(ani: Staff, today: date) -> None:
    came = guidance(ani, today, report_state="not_yet", next_due_on=today)
    waits = guidance(ani, today, report_state="not_yet", next_due_on=today)
    Visit.objects.create(
        supervision=came, on=today, source="scan", recorded_by=ani, recorded_at=AT, request_key=uuid4()
    )
    day = officer_home(ani, today=today).day
    assert [visit.supervision for visit in day.came] == [came]
    assert list(day.expected) == [waits]
    assert (day.came_total, day.expected_total) == (1, 1)


def test_the_registrar_sees_the_workbooks_that_wait_of_his_office_only(
    dewi: Staff, candra: Staff, ani: Staff, today: date
) -> None:
    guidance(ani, today)
    for staff, name, state in (
        (dewi, "a.xlsx", "preview"),
        (dewi, "b.xlsx", "done"),
        (candra, "c.xlsx", "preview"),
    ):
        Import.objects.create(
            office=staff.office, file_name=name, digest="0", state=state, uploaded_by=staff, uploaded_at=AT
        )
    assert [row.file_name for row in registrar_home(dewi, today=today).imports] == ["a.xlsx"]


def test_an_empty_register_says_what_to_do_next(dewi: Staff, browser_of: Any) -> None:
    page = text_of(browser_of(dewi).get("/"))
    assert "Register masih kosong" in page
    assert "Impor berkas Excel" in page


def test_the_head_sees_change_rate_and_caseloads(eko: Staff, ani: Staff, budi: Staff, today: date) -> None:
    mixture(ani, budi, today)
    first = today.replace(day=1)
    guidance(budi, today, start_date=first, report_state="reported")
    home = head_home(eko, today=today)
    assert (home.began, home.ended) == (1, 2)
    assert (home.figures.reported, home.figures.not_yet, home.figures.rate) == (3, 5, 38)
    assert [(load.name, load.reported, load.not_yet, load.rest) for load in home.caseloads] == [
        ("Budi", 2, 2, 2),
        ("Ani", 1, 2, 2),
        ("", 0, 1, 0),
    ]


def test_nobody_with_a_duty_makes_no_rate(eko: Staff, ani: Staff, today: date, browser_of: Any) -> None:
    guidance(ani, today)
    assert head_home(eko, today=today).figures.rate is None
    assert browser_of(eko).get("/").status_code == 200


def test_a_head_of_section_counts_the_own_section(ani: Staff, today: date) -> None:
    head = StaffFactory(office=ani.office, role=Role.SECTION_HEAD, section=Section.JUVENILE)
    guidance(ani, today)
    guidance(ani, today, section=Section.JUVENILE)
    assert head_home(head, today=today).figures.total == 1


def test_the_desk_has_a_field_with_the_focus_and_todays_count(
    fitri: Staff, ani: Staff, today: date, browser_of: Any
) -> None:
    row = guidance(ani, today, report_state="not_yet", next_due_on=today)
    answer = browser_of(fitri).get("/")
    assert re.search(r'<input class="big-input"[^>]* autofocus>', answer.content.decode())
    assert (answer.context["day"].came_total, answer.context["day"].expected_total) == (0, 1)
    assert f"/klien/{row.client_id}/" not in answer.content.decode()  # the desk opens no file


def test_the_administrator_sees_the_system_and_no_client(
    gita: Staff, ani: Staff, today: date, browser_of: Any
) -> None:
    guidance(ani, today, missed_run=3, client__full_name="SUWARNO")
    ani.set_unusable_password()
    ani.save()
    home = admin_home(gita)
    assert (home.staff.active, home.staff.without_sign_in, home.staff.left) == (2, 1, 0)
    assert home.database.engine.split()[0] in {"SQLite", "PostgreSQL"}
    assert home.database.megabytes > 0
    page = text_of(browser_of(gita).get("/"))
    assert "Belum ada cadangan" in page
    assert "Suwarno" not in page


@pytest.mark.parametrize("role", list(Role))
def test_another_offices_clients_are_on_nobodys_home(
    office: Any, candra: Staff, today: date, browser_of: Any, role: str
) -> None:
    theirs = StaffFactory(office=candra.office, full_name="Petugas Madiun")
    guidance(
        theirs,
        today,
        missed_run=5,
        report_state="not_yet",
        next_due_on=today,
        client__full_name="ORANG MADIUN",
    )
    page = text_of(browser_of(StaffFactory(office=office, role=role)).get("/"))
    assert "Madiun" not in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("role", "queries"),
    [
        (Role.OFFICER, 17),
        (Role.REGISTRAR, 12),
        (Role.HEAD, 8),
        (Role.SECTION_HEAD, 10),
        (Role.AUDITOR, 8),
        (Role.DESK, 10),
    ],
)
def test_the_page_costs_the_same_whatever_it_shows(
    office: Any,
    today: date,
    rows: int,
    role: str,
    queries: int,
    browser_of: Any,
    django_assert_num_queries: Any,
) -> None:
    staff = StaffFactory(office=office, role=role)
    for _ in range(rows):
        row = guidance(
            staff,
            today,
            missed_run=1,
            report_state="not_yet",
            next_due_on=today,
            end_date=today + timedelta(days=9),
        )
        came = guidance(staff, today, missed_run=2)
        Phone.objects.create(client=row.client, number="+6281200000001")
        Visit.objects.create(
            supervision=came, on=today, source="scan", recorded_by=staff, recorded_at=AT, request_key=uuid4()
        )
        Import.objects.create(
            office=office, file_name="a.xlsx", digest="0", uploaded_by=staff, uploaded_at=AT
        )
    browser = browser_of(staff)
    with django_assert_num_queries(queries):
        assert browser.get("/").status_code == 200


def test_it_cannot_be_posted_to_and_is_closed_to_strangers(ani: Staff, browser_of: Any) -> None:
    assert browser_of(ani).post("/").status_code == 405
    assert Browser().get("/")["Location"] == "/masuk/?next=/"
