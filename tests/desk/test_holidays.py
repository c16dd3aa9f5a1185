"""A closed day moves what falls on it, and opening it again moves it back; the nation's days are everybody's."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils.timezone import localdate

from bimbing.attendance.actions import settle
from bimbing.audit.models import Event
from bimbing.offices.models import Holiday, Office, Staff
from tests.factories import SupervisionFactory

ADDRESS = "/pengaturan/libur/"


def test_a_day_to_report_on_a_closed_day_moves_and_comes_back(admin: Browser, ani: Staff) -> None:
    today = localdate()
    row = SupervisionFactory(
        officer=ani, office=ani.office, start_date=date(today.year - 1, 1, 4), end_date=None
    )
    settle(supervision_ids=[row.pk], as_of=today)
    row.refresh_from_db()
    usual = row.next_due_on
    answer = admin.post(ADDRESS, {"on": f"{usual:%d-%m-%Y}", "name": "Pindahan kantor"})
    assert (answer.status_code, answer["Location"]) == (303, f"{ADDRESS}?tahun={usual.year}")
    row.refresh_from_db()
    assert row.next_due_on != usual
    day = Holiday.objects.get(office=ani.office)
    assert admin.post(f"{ADDRESS}{day.pk}/buka/").status_code == 303
    row.refresh_from_db()
    assert row.next_due_on == usual
    deeds = Event.objects.filter(subject_type="holiday").order_by("pk").values_list("action", flat=True)
    assert list(deeds) == ["holiday.added", "holiday.removed"]


@pytest.mark.parametrize("on", ["", "31-2-2027", "kemarin", "1-1-1990", "17-8-2026"])
def test_what_is_no_free_day_is_refused_and_kept(admin: Browser, on: str) -> None:
    Holiday.objects.create(office=None, on=date(2026, 8, 17), name="Hari Kemerdekaan")
    answer = admin.post(ADDRESS, {"on": on, "name": "Hari jadi"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["on"])
    assert answer.context["form"]["name"].value() == "Hari jadi"
    assert not Holiday.objects.exclude(office=None).exists()


def test_neither_the_nations_days_nor_anothers_are_opened(admin: Browser, other_office: Office) -> None:
    nation = Holiday.objects.create(office=None, on=date(2026, 8, 17), name="Hari Kemerdekaan")
    theirs = Holiday.objects.create(office=other_office, on=date(2026, 8, 18), name="Hari jadi Madiun")
    for day in (nation, theirs):
        assert admin.post(f"{ADDRESS}{day.pk}/buka/").status_code == 404
    assert Holiday.objects.count() == 2
    page = admin.get(f"{ADDRESS}?tahun=2026").content.decode()
    assert "Hari Kemerdekaan" in page
    assert "Madiun" not in page


def test_the_same_day_said_twice_is_one_day_with_the_newer_name(admin: Browser, office: Office) -> None:
    for name in ("Hari jadi", "Hari jadi kota", "Hari jadi kota"):
        admin.post(ADDRESS, {"on": "2-3-2027", "name": name})
    assert list(Holiday.objects.filter(office=office).values_list("on", "name")) == [
        (date(2027, 3, 2), "Hari jadi kota")
    ]
    assert Event.objects.filter(action="holiday.added").count() == 2


def test_a_year_asks_the_same_however_many_days_it_has(
    admin: Browser, office: Office, django_assert_num_queries: Any
) -> None:
    for number in range(1, 4):
        Holiday.objects.create(office=office, on=date(2026, number, 1), name=f"Hari {number}")
        if number in (1, 3):
            with django_assert_num_queries(4):  # session, staff, office, days
                admin.get(f"{ADDRESS}?tahun=2026")


@pytest.mark.parametrize("year", ["abc", "", "99999", "1", "20 26", "²⁰²⁶"])
def test_a_year_that_is_none_shows_this_year(admin: Browser, year: str) -> None:
    assert admin.get(ADDRESS, {"tahun": year}).context["year"] == localdate().year
