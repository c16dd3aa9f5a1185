"""Two people correct one client at the same moment, again and again: nothing is lost, and every loser is told.

`BIMBING_EDITS` says how many edits; see CONTRIBUTING.
"""

import os
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.desk.actions import edit_person
from bimbing.offices.models import Office, Staff
from bimbing.supervision.actions import reindex
from tests.at_once import at_once
from tests.desk.test_edit_client import of_three, opened, save
from tests.factories import OfficeFactory, StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db(transaction=True)

EDITS = int(os.environ.get("BIMBING_EDITS", "40"))


@pytest.fixture
def pair(browser_of: Any) -> tuple[Client, list[Browser]]:
    """A client, and the browsers of two registrars."""
    office: Office = OfficeFactory()
    staff: list[Staff] = [
        StaffFactory(office=office, full_name=name, role="registrar") for name in ("Dewi", "Lina")
    ]
    client = SupervisionFactory(office=office, client__full_name="SUWARNO").client
    reindex(client_ids=[client.pk])
    return client, [browser_of(one) for one in staff]


def saving(browser: Browser, client: Client, sent: dict[str, Any]) -> Callable[[], Any]:
    return lambda: browser.post(f"/klien/{client.pk}/ubah/", sent)


def test_nothing_is_lost_and_every_loser_is_told(pair: tuple[Client, list[Browser]]) -> None:
    client, browsers = pair
    typed, told = [], 0
    for number in range(EDITS // 2):
        mine = [f"Desa {number} {name}" for name in ("Dewi", "Lina")]
        sent = [
            opened(browser, client) | {"village": text} for browser, text in zip(browsers, mine, strict=True)
        ]
        answers = at_once(
            [saving(browser, client, form) for browser, form in zip(browsers, sent, strict=True)]
        )
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        loser = next(n for n, answer in enumerate(answers) if answer.status_code == 409)
        (line,) = answers[loser].context["lines"]
        assert (line.mine, line.now) == (mine[loser], mine[1 - loser])
        assert line.by == ("Dewi", "Lina")[1 - loser]
        told += 1
        again = save(browsers[loser], client, of_three(answers[loser]) | {"pilih_village": "saya"})
        assert again.status_code == 303
        assert client.village == mine[loser]
        typed += mine
    values = [
        event.changes["village"] for event in Event.objects.filter(action="client.edited").order_by("pk")
    ]
    assert told == EDITS // 2
    assert sorted(new for _, new in values) == sorted(typed)
    assert all(before[1] == after[0] for before, after in pairwise(values))
    assert client.version == len(typed) + 1


def test_two_who_change_different_fields_keep_both(pair: tuple[Client, list[Browser]]) -> None:
    client, browsers = pair
    for number in range(5):
        changes = ({"village": f"Desa {number}"}, {"occupation": f"Kerja {number}"})
        sent = [opened(browser, client) | change for browser, change in zip(browsers, changes, strict=True)]
        answers = at_once(
            [saving(browser, client, form) for browser, form in zip(browsers, sent, strict=True)]
        )
        loser = next(n for n, answer in enumerate(answers) if answer.status_code == 409)
        assert save(browsers[loser], client, of_three(answers[loser])).status_code == 303
        assert (client.village, client.occupation) == (f"Desa {number}", f"Kerja {number}")


def test_without_the_version_the_later_one_overwrites_and_nobody_is_told(
    pair: tuple[Client, list[Browser]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tests above would look like if the check were gone."""

    def careless(*, client: Client, version: int, **rest: Any) -> bool:
        return edit_person(client=client, version=Client.objects.get(pk=client.pk).version, **rest)

    monkeypatch.setattr("bimbing.desk.views.edit_client.edit_person", careless)
    client, browsers = pair
    sent = [opened(browser, client) | {"village": f"Desa {n}"} for n, browser in enumerate(browsers)]
    assert [
        saving(browser, client, form)().status_code for browser, form in zip(browsers, sent, strict=True)
    ] == [303, 303]
