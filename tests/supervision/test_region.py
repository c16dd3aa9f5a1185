"""What a regional office counts: every group beside every other filter, of its own offices alone, and never a name."""

import io
import zipfile
from collections import Counter
from datetime import date
from itertools import combinations
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from bimbing.offices.models import Office, Staff
from bimbing.offices.permissions import Role, roles_at
from bimbing.rules.status import ACTIVE, Status
from bimbing.supervision.actions import fold_tallies
from bimbing.supervision.forms import read_filters
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries.region import GROUPS, OfficeLine, figures, overdue, region_of
from bimbing.supervision.queries.register import NONE, Filters, Group, condition_of
from tests.factories import AT, OfficeFactory, StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db
TODAY = AT.date()
QUESTIONS = {
    Group.STATUS: "status=lewat", Group.REPORT: "lapor=not_yet", Group.MISSES: "terlewat=3&terlewat=1",
    Group.PROGRAMME: "program=PB&program=CB", Group.OFFENCE: "kejahatan=NARKOTIKA&kejahatan=-",
    Group.SECTION: "seksi=BKD", Group.ENDS: "berakhir=2026-11&berakhir=-",
}  # fmt: skip


@pytest.fixture
def top(db: None) -> Staff:
    office = OfficeFactory(code="ditjen", city="Jakarta", short_name="Ditjen", kind=Office.Kind.DITJEN)
    return StaffFactory(office=office, username="yanti", full_name="Yanti", role=Role.OVERSEER)


@pytest.fixture
def many(ani: Staff, candra: Staff) -> list[Supervision]:
    """A hundred and twenty of every kind in two offices, on both sides of today and of each bucket."""
    draw, rows = Random(4), []
    for number in range(120):
        status = draw.choice([*Status, Status.AKTIF, Status.AKTIF, Status.AKTIF])
        rows.append(
            SupervisionFactory(
                officer=draw.choice([ani, candra]), status=status, is_active=status in ACTIVE, start_date=date(2020, 1, 1),
                section=draw.choice(["BKD", "BKA"]), programme_id=draw.choice(["PB", "CB", "CMB", None]),
                offence_code=draw.choice(["NARKOTIKA", "PENCURIAN", ""]), missed_run=draw.choice([0, 1, 2, 3, 4, 9]),
                report_state=draw.choice(["reported", "not_yet", "none"]), register_no=f"{number}",
                end_date=draw.choice([None, date(2026, 10, 3), date(2026, 11, 23), date(2026, 11, 24), date(2027, 3, 1)]),
                next_due_on=draw.choice([None, date(2026, 11, 23), date(2026, 11, 24)]),
            )
        )  # fmt: skip
    return rows


def asked(query: str) -> Filters:
    read = read_filters(QueryDict(query), TODAY)
    return Filters(as_of=TODAY, picks={group: read.picks[group] for group in GROUPS})


def said_plainly(filters: Filters, group: Group) -> Counter[str]:
    """The counts of a group by asking the register for each value that there can be."""
    rows = Supervision.objects.order_by()
    for other, values in filters.picks.items():
        if other is not group and values:
            rows = rows.filter(condition_of(other, values, TODAY))
    values = {
        Group.STATUS: ["aktif", "lewat", "selesai", "batal"], Group.REPORT: ["reported", "not_yet", "none"],
        Group.MISSES: ["1", "2", "3"], Group.PROGRAMME: ["PB", "CB", "CMB", NONE],
        Group.OFFENCE: ["NARKOTIKA", "PENCURIAN", NONE], Group.SECTION: ["BKD", "BKA"],
        Group.ENDS: ["2026-10", "2026-11", "2027-03", NONE],
    }[group]  # fmt: skip
    found = {value: rows.filter(condition_of(group, (value,), TODAY)).count() for value in values}
    return Counter({value: n for value, n in found.items() if n})


@pytest.mark.parametrize("is_folded", [True, False])
def test_any_two_filters_count_what_the_register_counts(
    top: Staff, many: list[Supervision], is_folded: bool
) -> None:
    if is_folded:
        fold_tallies()
    region = region_of(top)
    assert region is not None
    alone = [*QUESTIONS.values(), "", "status=semua", "status=aktif", "status=selesai&status=batal"]
    for query in [*alone, *(f"{one}&{two}" for one, two in combinations(QUESTIONS.values(), 2))]:
        filters = asked(query)
        found = figures(region, filters)
        for group in GROUPS:
            assert found.groups[group] == said_plainly(filters, group), (query, group)
        matching = Supervision.objects.order_by()
        for group, values in filters.picks.items():
            if values:
                matching = matching.filter(condition_of(group, values, TODAY))
        assert found.total == matching.count() == sum(line.total for line in found.offices.values()), query
        for office in region.seen:
            own = matching.filter(office=office)
            line = found.offices.get(office.pk, OfficeLine())
            assert (line.total, line.reported, line.not_yet, line.missed, line.past_end) == (
                own.count(), own.filter(report_state="reported").count(), own.filter(report_state="not_yet").count(),
                own.filter(missed_run__gte=3).count(), own.filter(status="aktif", end_date__lt=TODAY).count(),
            ), (query, office)  # fmt: skip


def test_overdue_are_those_who_run_and_should_have_reported_before_today(
    top: Staff, many: list[Supervision]
) -> None:
    region = region_of(top)
    assert region is not None
    by_hand = [row for row in many if row.is_active and row.next_due_on == date(2026, 11, 23)]
    assert overdue(region, TODAY) == len(by_hand) > 0


def test_a_regional_office_counts_its_own_offices_alone(
    wulan: Staff, many: list[Supervision], office: Office
) -> None:
    region = region_of(wulan)
    assert region is not None
    own = sum(row.office_id == office.pk for row in many)
    assert (figures(region, asked("status=semua")).total, [one.pk for one in region.seen]) == (
        own,
        [office.pk],
    )
    assert 0 < own < len(many)


def test_who_sees_which_region(
    top: Staff, wulan: Staff, office: Office, other_office: Office, region: Office, ani: Staff
) -> None:
    def seen(staff: Staff, office_id: int | None = None) -> list[int] | None:
        found = region_of(staff, office_id=office_id)
        return None if found is None else sorted(one.pk for one in found.seen)

    assert seen(top) == sorted([office.pk, other_office.pk])
    assert (
        seen(top, region.pk) == seen(top, office.pk) == seen(wulan) == seen(wulan, office.pk) == [office.pk]
    )
    assert seen(wulan, other_office.pk) is None
    assert seen(wulan, top.office_id) is None
    assert seen(ani) == [office.pk]
    assert seen(ani, region.pk) is None
    assert seen(top, 10**9) is None


def test_the_page_of_a_strangers_office_does_not_exist(
    browser_of: Any, wulan: Staff, office: Office, other_office: Office
) -> None:
    browser = browser_of(wulan)
    assert browser.get(f"/wilayah/{office.pk}/").status_code == 200
    assert browser.get(f"/wilayah/{other_office.pk}/").status_code == 404
    assert browser.get(f"/wilayah/{other_office.pk}/excel/").status_code == 404


@pytest.mark.parametrize("name", ["ani", "dewi", "eko", "fitri", "gita", "candra"])
def test_nobody_of_an_office_opens_the_region(
    request: pytest.FixtureRequest, browser_of: Any, name: str
) -> None:
    assert browser_of(request.getfixturevalue(name)).get("/wilayah/").status_code == 403


def test_who_counts_opens_no_register_and_no_file(browser_of: Any, wulan: Staff, ani: Staff) -> None:
    row = SupervisionFactory(officer=ani)
    browser = browser_of(wulan)
    assert [browser.get(path).status_code for path in ("/klien/", f"/klien/{row.client_id}/", "/absen/")] == [
        403
    ] * 3


def test_the_page_shows_numbers_and_no_name(browser_of: Any, wulan: Staff, ani: Staff) -> None:
    SupervisionFactory(officer=ani, client__full_name="RAHASIA KENARI", next_due_on=date(2026, 1, 5))
    page = browser_of(wulan).get("/wilayah/").content.decode()
    assert "Bapas Bojonegoro" in page
    assert "RAHASIA" not in page.upper()
    assert "<b>1</b> klien sudah lewat jadwal lapornya" in page


def test_the_page_asks_as_much_of_three_offices_as_of_one(
    browser_of: Any, wulan: Staff, ani: Staff, region: Office
) -> None:
    SupervisionFactory(officer=ani)
    browser = browser_of(wulan)
    browser.get("/wilayah/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/wilayah/")
    for number in range(2):
        SupervisionFactory(officer=StaffFactory(office=OfficeFactory(city=f"Kota {number}", parent=region)))
    with CaptureQueriesContext(connection) as three:
        page = browser.get("/wilayah/").content.decode()
    assert (len(one), page.count("main-cell")) == (len(three), 3)


def test_the_workbook_holds_the_table_of_the_page(browser_of: Any, wulan: Staff, ani: Staff) -> None:
    SupervisionFactory(officer=ani, client__full_name="RAHASIA KENARI")
    answer = browser_of(wulan).get("/wilayah/excel/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        text = "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    assert "Bapas Bojonegoro" in text
    assert "Wulan" in text
    assert "RAHASIA" not in text.upper()


def test_a_role_above_the_offices_is_given_only_there(gita: Staff, wulan: Staff, region: Office) -> None:
    assert "overseer" not in dict(roles_at(gita.office.kind))
    assert sorted(dict(roles_at(region.kind))) == ["admin", "overseer"]
