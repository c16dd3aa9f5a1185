"""Signing in and out: what opens the door, what keeps it shut, and what it must not tell."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bimbing.audit.models import Event
from bimbing.offices.models import Staff
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(browser: Browser, username: str, password: str = PASSWORD, **more: str) -> Any:
    return browser.post("/masuk/", {"username": username, "password": password, **more})


def test_sign_in_leads_home_and_stands_in_the_trail(dewi: Staff, client: Browser) -> None:
    answer = sign_in(client, "dewi")
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert client.session["_auth_user_id"] == str(dewi.pk)
    event = Event.objects.get()
    assert (event.action, event.staff_id, event.office_id) == ("staff.signed_in", dewi.pk, dewi.office_id)


def test_user_name_is_taken_in_any_case_and_with_spaces_around(dewi: Staff, client: Browser) -> None:
    assert sign_in(client, "  DeWi ").status_code == 303


def test_sign_in_gives_the_session_a_new_key_and_ignores_a_planted_one(dewi: Staff, client: Browser) -> None:
    session = client.session
    session["seen"] = True
    session.save()
    planted = session.session_key
    client.cookies["bimbing_sesi"] = planted
    sign_in(client, "dewi")
    assert client.cookies["bimbing_sesi"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_somebody_signed_in_already_is_led_on(dewi: Staff, browser_of: Any) -> None:
    assert browser_of(dewi).get("/masuk/?next=/klien/")["Location"] == "/klien/"


def test_sign_out_ends_the_session_on_the_server(dewi: Staff, client: Browser) -> None:
    sign_in(client, "dewi")
    key = client.cookies["bimbing_sesi"].value
    answer = client.post("/keluar/")
    assert (answer.status_code, answer["Location"]) == (303, "/masuk/?keluar=1")
    assert not Session.objects.filter(session_key=key).exists()
    assert Event.objects.first().action == "staff.signed_out"


def test_sign_out_by_a_link_is_refused(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    assert browser.get("/keluar/").status_code == 405
    assert browser.get("/").status_code == 200


def test_wrong_password_and_unknown_name_answer_alike(dewi: Staff, client: Browser) -> None:
    closed = Staff.objects.create_user(
        "lama", PASSWORD, office=dewi.office, full_name="Lama", is_active=False
    )
    pages, queries = set(), []
    for name in ("dewi", "tidakada", closed.username):
        with CaptureQueriesContext(connection) as counted:
            answer = sign_in(Browser(), name, "salah salah salah")
        queries.append(len(counted))
        page = re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
        pages.add((answer.status_code, page.replace(f'value="{name}"', "")))
    assert len(pages) == 1
    status, page = pages.pop()
    assert status == 200
    assert "Nama pengguna atau kata sandi salah" in page
    assert queries[0] == queries[1] == queries[2]


def test_refusal_stands_in_the_trail_of_the_office_but_a_typed_unknown_name_is_not_kept(
    dewi: Staff, client: Browser
) -> None:
    sign_in(client, "dewi", "salah salah salah")
    sign_in(client, "kata sandi rahasia", "x")
    known, unknown = Event.objects.order_by("pk")
    assert (known.action, known.staff_id, known.office_id) == ("staff.refused", dewi.pk, dewi.office_id)
    assert (unknown.action, unknown.staff_id, unknown.office_id, unknown.staff_name) == (
        "staff.refused",
        None,
        0,
        "",
    )


def test_the_eighth_wrong_password_locks_this_name_from_this_address_only(
    dewi: Staff, ani: Staff, client: Browser
) -> None:
    for _ in range(7):
        assert sign_in(client, "dewi", "salah salah salah").status_code == 200
    locked = sign_in(client, "dewi", "salah salah salah")
    assert locked.status_code == 429
    assert "seperempat jam" in locked.content.decode()
    assert sign_in(client, "DEWI").status_code == 429  # another spelling is the same name
    assert sign_in(client, "ani").status_code == 303
    elsewhere = Browser(REMOTE_ADDR="10.0.0.9")
    assert sign_in(elsewhere, "dewi").status_code == 303


def test_an_unknown_name_is_locked_like_a_known_one(dewi: Staff, client: Browser) -> None:
    codes = [sign_in(client, "tidakada", "salah salah salah").status_code for _ in range(8)]
    assert codes == [200] * 7 + [429]


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/klien/?lapor=not_yet", "/klien/?lapor=not_yet"),
        ("", "/"),
        ("https://jahat.example/", "/"),
        ("//jahat.example/", "/"),
        ("///jahat.example", "/"),
        ("/\\jahat.example", "/"),
        ("\\\\jahat.example", "/"),
        ("http:jahat.example", "/"),
        ("https:/jahat.example", "/"),
        ("javascript:alert(1)", "/"),
        ("data:text/html,x", "/"),
        (" //jahat.example", "/"),
        ("\t//jahat.example", "/"),
        ("http://testserver.jahat.example/", "/"),
        ("http://testserver@jahat.example/", "/"),
        ("http://testserver/absen/", "http://testserver/absen/"),
        ("absen", "/"),
        ("1.5", "/"),
        ("0", "/"),
    ],
)
def test_next_leads_to_pages_of_ours_only(dewi: Staff, client: Browser, wanted: str, reached: str) -> None:
    assert sign_in(client, "dewi", next=wanted)["Location"] == reached
    assert Browser().get("/masuk/", {"next": wanted}).context["next"] == reached


def test_a_user_name_longer_than_any_is_refused_like_any_other(dewi: Staff, client: Browser) -> None:
    answer = sign_in(client, "d" * 5000)
    assert answer.status_code == 200
    assert "Nama pengguna atau kata sandi salah" in answer.content.decode()


def test_anonymous_reader_is_sent_to_the_door_and_back(dewi: Staff, client: Browser) -> None:
    answer = client.get("/pengaturan/akun/")
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/?next=/pengaturan/akun/")


def test_form_from_another_site_is_refused_with_a_sentence(dewi: Staff) -> None:
    answer = Browser(enforce_csrf_checks=True).post("/masuk/", {"username": "dewi", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Formulir ini sudah kedaluwarsa" in answer.content.decode()


def test_language_can_be_chosen_before_signing_in(dewi: Staff, client: Browser) -> None:
    answer = client.post("/pengaturan/tampilan/", {"language": "en", "next": "/masuk/"})
    assert (answer.status_code, answer["Location"]) == (303, "/masuk/")
    assert "<h1>Sign in</h1>" in client.get("/masuk/").content.decode()


def test_page_of_sign_in_is_never_cached(dewi: Staff, client: Browser) -> None:
    assert client.get(reverse("sign_in"))["Cache-Control"] == "no-store"
