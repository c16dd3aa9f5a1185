"""Who has the door, and hostile words at it."""

from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.clients.models import Client
from bimbing.offices.models import Staff
from tests.desk.new_client.papers import ADDRESS, CHECK, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["ani", "eko", "fitri", "gita"])
def test_only_the_registrar_has_the_door(request: pytest.FixtureRequest, browser_of: Any, who: str) -> None:
    browser = browser_of(request.getfixturevalue(who))
    assert [
        browser.get(ADDRESS).status_code,
        browser.post(ADDRESS).status_code,
        browser.post(CHECK).status_code,
    ] == [403] * 3


def test_the_button_is_for_whoever_may(door: Browser, ani: Staff, browser_of: Any) -> None:
    assert 'href="/klien/baru/" data-key="n"' in door.get("/klien/").content.decode()
    assert 'href="/klien/baru/" data-key="n"' in door.get("/").content.decode()
    assert "/klien/baru/" not in browser_of(ani).get("/klien/").content.decode()


def test_a_stranger_as_the_same_person_does_not_exist(
    papers: dict[str, str], arif: Client, candra: Staff, browser_of: Any
) -> None:
    browser = browser_of(candra)
    assert browser.get(f"{ADDRESS}?klien={arif.pk}").status_code == 404
    for name in ("klien", "orang"):
        assert browser.post(ADDRESS, papers | {name: str(arif.pk)}).status_code == 404
        assert browser.post(CHECK, papers | {name: str(arif.pk)}).status_code == 404


def test_an_officer_of_another_office_cannot_be_chosen(
    papers: dict[str, str], candra: Staff, browser_of: Any
) -> None:
    assert refused(browser_of(candra).post(ADDRESS, papers)) == {"officer"}


def test_wrong_methods_are_refused(door: Browser) -> None:
    assert [door.put(ADDRESS).status_code, door.get(CHECK).status_code] == [405, 405]


HOSTILE = (
    "\x00",
    "9" * 5000,
    "²",
    "-1",
    "'; DROP TABLE x; --",
    "<script>alert(1)</script>",
    "\u202egpj",
    "{{7*7}}",
    "1" + "0" * 18,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words(door: Browser, papers: dict[str, str], text: str) -> None:
    page = door.get(ADDRESS).context["form"]
    for name in page.fields:
        for address in (ADDRESS, CHECK):
            answer = door.post(
                address, papers | {name: text, "birth": "1950"} | ({"birth": text} if name == "birth" else {})
            )
            assert answer.status_code in (200, 303, 409, 422), name
            assert "<script>alert" not in answer.content.decode()
    for name in ("klien", "orang", "lain"):
        assert door.post(ADDRESS, papers | {name: text}).status_code in (200, 303, 404, 409, 422)
