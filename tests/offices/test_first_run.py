"""The first page of all: it makes the office and its administrator once, and is then gone."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.audit.models import Event
from bimbing.offices.forms.people import LETTERHEAD
from bimbing.offices.models import Holiday, Office, Staff
from bimbing.offices.permissions import Role

pytestmark = pytest.mark.django_db

FILLED = {
    "name": "Balai Pemasyarakatan Kelas II Bojonegoro",
    "city": "Bojonegoro",
    "code": "",
    "time_zone": "Asia/Jakarta",
    "letterhead": LETTERHEAD.replace("KANTOR WILAYAH …", "KANTOR WILAYAH JAWA TIMUR"),
    "full_name": "Gita Permatasari",
    "username": "Gita",
    "password1": "kartu hijau di laci",
    "password2": "kartu hijau di laci",
}


def fill(browser: Browser, **changed: Any) -> Any:
    return browser.post("/mulai/", FILLED | changed)


@pytest.mark.parametrize("address", ["/masuk/", "/masuk/?next=/klien/"])
def test_every_way_leads_to_it_while_there_is_no_office(client: Browser, address: str) -> None:
    assert client.get("/")["Location"].startswith("/masuk/")
    assert client.get(address)["Location"] == "/mulai/"
    assert client.get("/mulai/").status_code == 200


def test_it_opens_the_office_and_signs_the_administrator_in(client: Browser) -> None:
    answer = fill(client)
    assert (answer.status_code, answer["Location"]) == (303, "/pengaturan/pegawai/baru/?peran=registrar")
    office, gita = Office.objects.get(), Staff.objects.get()
    assert (office.code, office.short_name, office.city) == ("bojonegoro", "Bapas Bojonegoro", "Bojonegoro")
    assert office.letterhead_lines == (
        "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
        "DIREKTORAT JENDERAL PEMASYARAKATAN",
        "KANTOR WILAYAH JAWA TIMUR",
        "BALAI PEMASYARAKATAN KELAS II BOJONEGORO",
    )
    assert (gita.username, gita.role, gita.must_change_password) == ("gita", Role.ADMIN, False)
    assert client.session["_auth_user_id"] == str(gita.pk)
    assert list(Event.objects.values_list("action", "staff_id")) == [("office.opened", gita.pk)]
    page = client.get(answer["Location"]).content.decode()
    assert "Kantor sudah dibuka" in page
    assert '<option value="registrar" selected>' in page


def test_it_fills_in_the_holidays_of_this_year_and_the_next(client: Browser) -> None:
    fill(client)
    year = Event.objects.get().at.year
    days = dict(Holiday.objects.values_list("on", "name"))
    assert days[date(year, 8, 17)] == "Hari Kemerdekaan Republik Indonesia"
    assert date(year + 1, 12, 25) in days
    assert {day.year for day in days} == {year, year + 1}


def test_it_is_gone_once_an_office_exists(office: Office, client: Browser) -> None:
    assert client.get("/mulai/").status_code == 404
    assert fill(client).status_code == 404
    assert Office.objects.count() == 1
    assert not Staff.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"password2": "kartu merah di laci"}, "password2"),
        ({"password1": "pendek", "password2": "pendek"}, "password1"),
        ({"password1": "password1234", "password2": "password1234"}, "password1"),
        ({"password1": "gita permatasari", "password2": "gita permatasari"}, "password1"),
        ({"username": "g"}, "username"),
        ({"username": "gita permatasari"}, "username"),
        ({"letterhead": LETTERHEAD}, "letterhead"),
        ({"name": ""}, "name"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_a_mistake_is_named_at_its_field_and_makes_nothing(
    client: Browser, changed: dict[str, str], field: str
) -> None:
    answer = fill(client, **changed)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Office.objects.exists()
    assert not Staff.objects.exists()


def test_it_can_be_had_in_english(client: Browser) -> None:
    client.post("/pengaturan/tampilan/", {"language": "en", "next": "/mulai/"})
    assert "<h1>Open the office</h1>" in client.get("/mulai/").content.decode()
