"""The administrator adds, changes and closes; nobody falls out of his own door; the neighbour office is not there."""

from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.audit.models import Event
from bimbing.offices import actions
from bimbing.offices.models import Outpost, Staff
from bimbing.offices.permissions import Role
from tests.factories import AT, PASSWORD, StaffFactory

NEW = {
    "full_name": "Hadi Wibowo",
    "title": "S.H.",
    "nip": "19800101 200501 1 001",
    "phone": "",
    "role": "officer",
    "section": "",
    "outpost": "",
    "username": "Hadi",
}


@pytest.fixture
def admin(gita: Staff, browser_of: Any) -> Browser:
    signed_in: Browser = browser_of(gita)
    return signed_in


def columns(staff: Staff, **changed: Any) -> dict[str, Any]:
    names = ("full_name", "title", "nip", "phone", "role", "section", "username")
    return {name: getattr(staff, name) for name in names} | {"outpost": ""} | changed


def test_a_new_person_gets_a_password_that_is_shown_once(admin: Browser, gita: Staff) -> None:
    answer = admin.post("/pengaturan/pegawai/baru/", NEW)
    hadi = Staff.objects.get(username="hadi")
    assert (answer.status_code, answer["Location"]) == (303, f"/pengaturan/pegawai/{hadi.pk}/")
    assert (hadi.office_id, hadi.nip, hadi.must_change_password) == (
        gita.office_id,
        "198001012005011001",
        True,
    )
    password = admin.get(answer["Location"]).context["password"]
    assert len(password) == 14
    assert hadi.check_password(password)
    again = admin.get(answer["Location"])
    assert again.context["password"] == ""
    assert password not in again.content.decode()
    event = Event.objects.get(action="staff.added")
    assert (event.staff_id, event.subject_id) == (gita.pk, hadi.pk)
    assert password not in str(event.changes)


def test_whoever_has_a_handed_out_password_chooses_his_own_first(admin: Browser) -> None:
    answer = admin.post("/pengaturan/pegawai/baru/", NEW)
    password = admin.get(answer["Location"]).context["password"]
    hadi = Browser()
    assert hadi.post("/masuk/", {"username": "hadi", "password": password}).status_code == 303
    for address in ("/", "/klien/", "/pengaturan/hak/"):
        assert hadi.get(address)["Location"] == "/pengaturan/sandi/"
    typed = {"password": password, "password1": PASSWORD, "password2": PASSWORD}
    assert hadi.post("/pengaturan/sandi/", typed)["Location"] == "/"
    assert hadi.get("/").status_code == 200
    assert not Staff.objects.get(username="hadi").must_change_password


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"username": "GITA"}, "username"),
        ({"username": "a"}, "username"),
        ({"nip": "123"}, "nip"),
        ({"full_name": ""}, "full_name"),
        ({"role": "superuser"}, "role"),
        ({"role": "section_head"}, "section"),
        ({"outpost": "999"}, "outpost"),
    ],
)
def test_a_mistake_is_named_at_its_field(
    admin: Browser, gita: Staff, changed: dict[str, str], field: str
) -> None:
    answer = admin.post("/pengaturan/pegawai/baru/", NEW | changed)
    assert list(answer.context["form"].errors) == [field]
    assert list(Staff.objects.all()) == [gita]


def test_an_nip_belongs_to_one_person_of_the_office(admin: Browser, ani: Staff) -> None:
    Staff.objects.filter(pk=ani.pk).update(nip="198001012005011001")
    assert list(admin.post("/pengaturan/pegawai/baru/", NEW).context["form"].errors) == ["nip"]


def test_a_post_of_another_office_cannot_be_chosen(admin: Browser, candra: Staff) -> None:
    post = Outpost.objects.create(office=candra.office, name="Pos Ngawi")
    answer = admin.post("/pengaturan/pegawai/baru/", NEW | {"outpost": post.pk})
    assert list(answer.context["form"].errors) == ["outpost"]


def test_columns_that_are_not_on_the_form_stay(admin: Browser, ani: Staff, candra: Staff) -> None:
    smuggled = columns(
        ani, office=candra.office_id, office_id=candra.office_id, password="x", is_active="", version=9
    )
    admin.post(f"/pengaturan/pegawai/{ani.pk}/", smuggled)
    before = (ani.office_id, ani.password, True)
    ani.refresh_from_db()
    assert (ani.office_id, ani.password, ani.is_active) == before


def test_a_change_keeps_its_old_value_in_the_trail(admin: Browser, ani: Staff) -> None:
    answer = admin.post(f"/pengaturan/pegawai/{ani.pk}/", columns(ani, role="assistant", title="S.Sos."))
    assert answer.status_code == 303
    ani.refresh_from_db()
    assert (ani.role, ani.title) == (Role.ASSISTANT, "S.Sos.")
    event = Event.objects.get(action="staff.edited")
    assert event.changes == {"role": ["officer", "assistant"], "title": ["", "S.Sos."]}


def test_saving_without_a_change_writes_nothing(admin: Browser, ani: Staff) -> None:
    assert admin.post(f"/pengaturan/pegawai/{ani.pk}/", columns(ani)).status_code == 303
    assert not Event.objects.filter(action="staff.edited").exists()


def test_a_lost_right_is_gone_with_the_next_click(admin: Browser, dewi: Staff, browser_of: Any) -> None:
    theirs = browser_of(gita_two(dewi))
    assert theirs.get("/pengaturan/pegawai/").status_code == 200
    second = Staff.objects.get(username="gita2")
    admin.post(f"/pengaturan/pegawai/{second.pk}/", columns(second, role="desk"))
    assert theirs.get("/pengaturan/pegawai/").status_code == 403


def gita_two(colleague: Staff) -> Staff:
    return StaffFactory(office=colleague.office, username="gita2", full_name="Gita Dua", role=Role.ADMIN)


def test_a_closed_account_is_out_at_once_and_for_good(admin: Browser, ani: Staff, browser_of: Any) -> None:
    theirs = browser_of(ani)
    assert theirs.get("/").status_code == 200
    assert admin.post(f"/pengaturan/pegawai/{ani.pk}/keadaan/", {"do": "close"}).status_code == 303
    assert theirs.get("/")["Location"] == "/masuk/?next=/"
    answer = admin.post(f"/pengaturan/pegawai/{ani.pk}/keadaan/", {"do": "reopen"})
    assert theirs.get("/")["Location"] == "/masuk/?next=/"  # the old session is not revived
    ani.refresh_from_db()
    assert ani.is_active
    assert not ani.check_password(PASSWORD)
    assert ani.check_password(admin.get(answer["Location"]).context["password"])
    actions = list(Event.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["staff.closed", "staff.reopened", "staff.password_handed_out"]


def test_a_new_password_ends_the_open_sessions(admin: Browser, ani: Staff, browser_of: Any) -> None:
    theirs = browser_of(ani)
    admin.post(f"/pengaturan/pegawai/{ani.pk}/sandi/")
    assert theirs.get("/")["Location"] == "/masuk/?next=/"


def test_nobody_closes_his_own_account(admin: Browser, gita: Staff, dewi: Staff) -> None:
    gita_two(dewi)
    admin.post(f"/pengaturan/pegawai/{gita.pk}/keadaan/", {"do": "close"})
    gita.refresh_from_db()
    assert gita.is_active
    assert "hanya dapat ditutup oleh administrator lain" in admin.get("/pengaturan/pegawai/").content.decode()


def test_nobody_takes_his_own_administration_away(admin: Browser, gita: Staff) -> None:
    answer = admin.post(f"/pengaturan/pegawai/{gita.pk}/", columns(gita, role="desk"))
    assert list(answer.context["form"].errors) == ["role"]
    gita.refresh_from_db()
    assert gita.role == Role.ADMIN


def test_another_administrator_can_be_closed(admin: Browser, dewi: Staff) -> None:
    second = gita_two(dewi)
    admin.post(f"/pengaturan/pegawai/{second.pk}/keadaan/", {"do": "close"})
    second.refresh_from_db()
    assert not second.is_active


def test_the_last_administrator_is_kept_whoever_asks(gita: Staff, eko: Staff) -> None:
    with pytest.raises(actions.LastAdministrator):
        actions.close_account(staff=gita, by=eko, at=AT)
    with pytest.raises(actions.LastAdministrator):
        actions.edit_staff(staff=gita, changes={"role": Role.DESK}, by=eko, at=AT)


@pytest.mark.parametrize("address", ["", "sandi/", "keadaan/"])
def test_a_person_of_another_office_does_not_exist(admin: Browser, candra: Staff, address: str) -> None:
    before = candra.password
    answer = admin.post(f"/pengaturan/pegawai/{candra.pk}/{address}", columns(candra, do="close"))
    assert answer.status_code == 404
    assert admin.get(f"/pengaturan/pegawai/{candra.pk}/").status_code == 404
    candra.refresh_from_db()
    assert (candra.password, candra.is_active) == (before, True)


def test_the_list_holds_the_own_office_only(admin: Browser, ani: Staff, candra: Staff) -> None:
    page = admin.get("/pengaturan/pegawai/").content.decode()
    assert "Ani" in page
    assert "Candra" not in page


def test_the_list_has_its_parts(admin: Browser, gita: Staff, ani: Staff, budi: Staff) -> None:
    ani.set_unusable_password()
    ani.save()
    Staff.objects.filter(pk=budi.pk).update(is_active=False)
    parts = {state: list(admin.get(f"/pengaturan/pegawai/?keadaan={state}").context["rows"])
             for state in ("", "tanpa-sandi", "nonaktif", "apa-saja")}  # fmt: skip
    assert parts == {"": [ani, gita], "tanpa-sandi": [ani], "nonaktif": [budi], "apa-saja": [ani, gita]}


@pytest.mark.parametrize("others", [0, 2])
def test_the_list_costs_five_queries(
    admin: Browser, gita: Staff, others: int, django_assert_num_queries: Any
) -> None:
    post = Outpost.objects.create(office=gita.office, name="Pos Tuban")
    StaffFactory.create_batch(others, office=gita.office, outpost=post)
    with django_assert_num_queries(5):
        assert len(admin.get("/pengaturan/pegawai/").context["rows"]) == 1 + others


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_the_administrator_reaches_the_staff(
    office: Any, ani: Staff, browser_of: Any, role: str
) -> None:
    browser = browser_of(StaffFactory(office=office, role=role, section="BKD"))
    assert browser.get("/pengaturan/pegawai/").status_code == 403
    assert browser.get("/pengaturan/pegawai/baru/").status_code == 403
    assert browser.post(f"/pengaturan/pegawai/{ani.pk}/", columns(ani, role="head")).status_code == 403
    assert browser.post(f"/pengaturan/pegawai/{ani.pk}/sandi/").status_code == 403
    assert browser.post(f"/pengaturan/pegawai/{ani.pk}/keadaan/", {"do": "close"}).status_code == 403
    ani.refresh_from_db()
    assert (ani.role, ani.is_active) == (Role.OFFICER, True)


@pytest.mark.parametrize("address", ["sandi/", "keadaan/"])
def test_a_link_changes_nothing(admin: Browser, ani: Staff, address: str) -> None:
    assert admin.get(f"/pengaturan/pegawai/{ani.pk}/{address}").status_code == 405


def test_the_list_cannot_be_posted_to(admin: Browser) -> None:
    assert admin.post("/pengaturan/pegawai/").status_code == 405
