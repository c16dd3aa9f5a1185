"""The administrator sets the office up; two of them at once lose nothing; the neighbour office is not there."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils.timezone import localdate

from bimbing.audit.models import Event
from bimbing.offices.actions import Changed, edit_office
from bimbing.offices.forms.place import COLUMNS, example_number
from bimbing.offices.models import Office, Outpost, Staff
from tests.factories import AT, StaffFactory

ADDRESS = "/pengaturan/kantor/"


@pytest.fixture
def admin(gita: Staff, browser_of: Any) -> Browser:
    signed_in: Browser = browser_of(gita)
    return signed_in


def typed(office: Office, **changed: Any) -> dict[str, Any]:
    """The office's form as the page would send it."""
    values = {name: getattr(office, name) for name in COLUMNS} | {"version": office.version} | changed
    return {name: value for name, value in values.items() if value is not False}


def test_what_is_saved_stands_in_the_office_and_in_the_trail(
    admin: Browser, office: Office, gita: Staff
) -> None:
    answer = admin.post(ADDRESS, typed(office, city="Tuban", red_misses=4))
    assert (answer.status_code, answer["Location"]) == (303, ADDRESS)
    office.refresh_from_db()
    assert (office.city, office.red_misses, office.version) == ("Tuban", 4, 2)
    event = Event.objects.get(action="office.edited")
    assert (event.staff_id, event.changes) == (
        gita.pk,
        {"city": ["Bojonegoro", "Tuban"], "red_misses": [3, 4]},
    )


def test_saving_what_stands_there_writes_nothing(admin: Browser, office: Office) -> None:
    assert admin.post(ADDRESS, typed(office)).status_code == 303
    office.refresh_from_db()
    assert office.version == 1
    assert not Event.objects.filter(action="office.edited").exists()


def test_the_duty_is_not_changed_by_a_form_that_says_so(admin: Browser, office: Office) -> None:
    admin.post(ADDRESS, typed(office, city="Tuban", grace_days=30, duty_model="anniversary", code="lain"))
    office.refresh_from_db()
    assert (office.grace_days, office.duty_model, office.code) == (0, "calendar", "bojonegoro")


def test_a_second_administrator_is_told_and_loses_nothing(
    admin: Browser, office: Office, gita: Staff
) -> None:
    stale = typed(office, city="Lamongan", phone="0353 1")
    hani = StaffFactory(office=office, username="hani", full_name="Hani", role="admin")
    edit_office(office=office, version=1, changes={"city": "Tuban"}, by=hani, at=AT)
    answer = admin.post(ADDRESS, stale)
    assert answer.status_code == 409
    assert [(part["now"], part["typed"]) for part in answer.context["conflict"]] == [
        ("—", "0353 1"),
        ("Tuban", "Lamongan"),
    ]
    assert answer.context["changed_by"].staff_name == "Hani"
    assert answer.context["form"]["city"].value() == "Lamongan"
    office.refresh_from_db()
    assert office.city == "Tuban"
    again = admin.post(ADDRESS, stale | {"version": answer.context["form"]["version"].value()})
    office.refresh_from_db()
    assert (again.status_code, office.city, office.phone) == (303, "Lamongan", "0353 1")


def test_the_action_refuses_an_old_version(office: Office, gita: Staff) -> None:
    edit_office(office=office, version=1, changes={"city": "Tuban"}, by=gita, at=AT)
    with pytest.raises(Changed) as refused:
        edit_office(office=office, version=1, changes={"city": "Lamongan"}, by=gita, at=AT)
    assert refused.value.now.city == "Tuban"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"register_template": "{program}/{year}"}, "register_template"),
        ({"register_template": "{seq}/{program}"}, "register_template"),
        ({"register_template": "{seq}/{umur}/{year}"}, "register_template"),
        ({"orange_misses": 4, "red_misses": 3}, "red_misses"),
        ({"orange_misses": 0}, "orange_misses"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_kept(
    admin: Browser, office: Office, changed: dict[str, Any], field: str
) -> None:
    answer = admin.post(ADDRESS, typed(office, city="Tuban") | changed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["city"].value() == "Tuban"
    office.refresh_from_db()
    assert office.city == "Bojonegoro"


def test_the_example_shows_what_is_typed_and_saves_nothing(admin: Browser, office: Office) -> None:
    answer = admin.post(
        ADDRESS + "contoh/",
        typed(office, register_template="W.{seq:4}/{program}/{year2}", letterhead="ATAS\n<b>BAPAS</b>"),
    )
    text = answer.content.decode()
    assert answer.context["example"] == example_number("W.{seq:4}/{program}/{year2}", localdate())
    assert answer.context["example"].startswith("W.0012/PB/")
    assert "&lt;b&gt;BAPAS&lt;/b&gt;" in text
    office.refresh_from_db()
    assert office.version == 1


def test_a_template_that_is_refused_has_no_example() -> None:
    assert example_number("{program}", date(2026, 11, 24)) == ""


def test_a_post_is_added_renamed_and_taken_out(admin: Browser, office: Office, gita: Staff) -> None:
    assert admin.post("/pengaturan/pos/", {"name": "Pos Tuban", "address": ""}).status_code == 303
    post = Outpost.objects.get(office=office)
    assert (
        admin.post(f"/pengaturan/pos/{post.pk}/", {"name": "Pos Jatirogo", "address": "Jl. 1"}).status_code
        == 303
    )
    post.refresh_from_db()
    assert (post.name, post.address) == ("Pos Jatirogo", "Jl. 1")
    assert admin.post(f"/pengaturan/pos/{post.pk}/", {"do": "remove"})["Location"] == "/pengaturan/pos/"
    assert not Outpost.objects.exists()
    deeds = Event.objects.filter(subject_type="outpost").order_by("pk").values_list("action", flat=True)
    assert list(deeds) == ["post.added", "post.edited", "post.removed"]


def test_a_post_with_staff_stays(admin: Browser, office: Office) -> None:
    post = Outpost.objects.create(office=office, name="Pos Tuban")
    StaffFactory(office=office, outpost=post)
    answer = admin.post(f"/pengaturan/pos/{post.pk}/", {"do": "remove"})
    assert (answer.status_code, answer["Location"]) == (303, f"/pengaturan/pos/{post.pk}/")
    assert Outpost.objects.filter(pk=post.pk).exists()


def test_two_posts_of_a_name_are_refused_whatever_the_case(admin: Browser, office: Office) -> None:
    Outpost.objects.create(office=office, name="Pos Tuban")
    answer = admin.post("/pengaturan/pos/", {"name": "POS TUBAN"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])


def test_the_post_of_another_office_is_not_there(admin: Browser, other_office: Office) -> None:
    post = Outpost.objects.create(office=other_office, name="Pos Ngawi")
    assert admin.get(f"/pengaturan/pos/{post.pk}/").status_code == 404
    assert admin.post(f"/pengaturan/pos/{post.pk}/", {"do": "remove"}).status_code == 404
    assert "Ngawi" not in admin.get("/pengaturan/pos/").content.decode()


def test_the_list_of_posts_asks_the_same_however_many_there_are(
    admin: Browser, office: Office, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        Outpost.objects.create(office=office, name=f"Pos {number}")
        if number in (0, 2):
            with django_assert_num_queries(4):  # session, staff, office, posts
                admin.get("/pengaturan/pos/")
