"""What everybody does for himself: password, language, size of the letters; and the table of rights."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client as Browser

from bimbing.audit.models import Event
from bimbing.offices.management.commands.permission_table import PAGE, permission_page
from bimbing.offices.models import Staff
from bimbing.offices.permissions import MEANING, RIGHTS, Permission, Role, may
from bimbing.offices.queries import rights_table
from tests.factories import PASSWORD

OTHER = "sepeda tua di gudang"


def change(browser: Browser, **typed: str) -> Any:
    return browser.post(
        "/pengaturan/sandi/", {"password": PASSWORD, "password1": OTHER, "password2": OTHER} | typed
    )


def test_a_new_password_keeps_this_session_and_ends_the_others(ani: Staff, browser_of: Any) -> None:
    here, there = browser_of(ani), browser_of(ani)
    assert change(here)["Location"] == "/pengaturan/akun/"
    assert here.get("/pengaturan/akun/").status_code == 200
    assert there.get("/pengaturan/akun/").status_code == 302
    ani.refresh_from_db()
    assert ani.check_password(OTHER)
    assert Event.objects.get().action == "staff.password_changed"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"password": "salah"}, "password"),
        ({"password2": "lain sama sekali"}, "password2"),
        ({"password1": "pendek", "password2": "pendek"}, "password1"),
        ({"password1": PASSWORD, "password2": PASSWORD}, "password1"),
    ],
)
def test_a_mistake_leaves_the_password_alone(
    ani: Staff, browser_of: Any, typed: dict[str, str], field: str
) -> None:
    answer = change(browser_of(ani), **typed)
    assert list(answer.context["form"].errors) == [field]
    ani.refresh_from_db()
    assert ani.check_password(PASSWORD)


def test_language_and_large_letters_are_kept_with_the_person(ani: Staff, browser_of: Any) -> None:
    browser = browser_of(ani)
    answer = browser.post(
        "/pengaturan/tampilan/", {"language": "en", "large_text": "on", "next": "/pengaturan/akun/"}
    )
    assert (answer.status_code, answer["Location"]) == (303, "/pengaturan/akun/")
    page = browser.get("/pengaturan/akun/").content.decode()
    assert '<html lang="en" class="large">' in page
    assert "How my screen looks" in page


def test_preferences_lead_back_to_pages_of_ours_only(ani: Staff, browser_of: Any) -> None:
    answer = browser_of(ani).post("/pengaturan/tampilan/", {"language": "id", "next": "//jahat.example"})
    assert answer["Location"] == "/"


def test_a_language_nobody_speaks_changes_nothing(ani: Staff, browser_of: Any) -> None:
    browser_of(ani).post("/pengaturan/tampilan/", {"language": "xx"})
    ani.refresh_from_db()
    assert ani.language == "id"


def test_preferences_cannot_be_had_by_a_link(ani: Staff, browser_of: Any) -> None:
    assert browser_of(ani).get("/pengaturan/tampilan/").status_code == 405


def test_everybody_signed_in_may_read_who_may_do_what(fitri: Staff, browser_of: Any, client: Browser) -> None:
    answer = browser_of(fitri).get("/pengaturan/hak/")
    assert answer.status_code == 200
    assert len(answer.context["rows"]) == len(Permission)
    assert "Mencatat kehadiran" in answer.content.decode()
    assert client.get("/pengaturan/hak/").status_code == 302


def test_the_table_says_exactly_what_the_program_enforces() -> None:
    shown = {(row.permission, role): allowed for row in rights_table() for role, _, allowed in row.cells}
    assert shown == {(p, role): may(role, p) for p in Permission for role in Role}


def test_every_right_has_words_and_every_role_has_rights() -> None:
    assert set(MEANING) == set(Permission)
    assert set(RIGHTS) == set(Role)


def test_a_role_nobody_knows_may_nothing() -> None:
    assert not any(may("superuser", permission) for permission in Permission)


def test_the_administrator_reads_no_file_and_the_desk_no_register() -> None:
    assert RIGHTS[Role.ADMIN] == {Permission.SIGNED_IN, Permission.MANAGE_STAFF, Permission.MANAGE_OFFICE}
    assert RIGHTS[Role.DESK] == {
        Permission.SIGNED_IN,
        Permission.RECORD_VISIT,
        Permission.KEEP_DRAFTS,
        Permission.PROPOSE,
    }


def test_only_the_registrar_enters_clients() -> None:
    assert [role for role in Role if may(role, Permission.REGISTER_CLIENT)] == [Role.REGISTRAR]


def test_the_reference_page_equals_the_code() -> None:
    assert PAGE.read_text(encoding="utf-8") == permission_page()
    call_command("permission_table", check=True)
