"""Two people correct one guidance and its case at the same moment, again and again: nothing is lost.

`BIMBING_EDITS` says how many edits; see CONTRIBUTING.
"""

import os
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.attendance.actions import settle
from bimbing.audit.models import Event
from bimbing.desk.actions import GuidanceEdit, edit_guidance
from bimbing.offices.models import Office, Staff
from bimbing.supervision.actions import Offence, offences_of, reindex
from bimbing.supervision.models import Supervision
from tests.at_once import at_once
from tests.desk.test_edit_client import of_three
from tests.desk.test_edit_guidance import address, opened, save
from tests.factories import AT, OfficeFactory, StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db(transaction=True)

EDITS = int(os.environ.get("BIMBING_EDITS", "40"))
#: What each of the two types: one field of the guidance, one of the case, and the articles of the main offence.
NAMES = "decision_no", "court", "articles_1"


@pytest.fixture
def pair(browser_of: Any) -> tuple[Supervision, list[Browser]]:
    """A guidance, and the browsers of two registrars."""
    office: Office = OfficeFactory()
    staff: list[Staff] = [
        StaffFactory(office=office, full_name=name, role="registrar") for name in ("Dewi", "Lina")
    ]
    row = SupervisionFactory(office=office)
    settle(supervision_ids=[row.pk], as_of=AT.date())
    reindex(client_ids=[row.client_id])
    return row, [browser_of(one) for one in staff]


def test_nothing_is_lost_and_every_loser_is_told(pair: tuple[Supervision, list[Browser]]) -> None:
    row, browsers = pair
    typed: list[str] = []
    for number in range(EDITS // 2):
        name = NAMES[number % len(NAMES)]
        mine = [f"{number} {who}" for who in ("Dewi", "Lina")]
        sent = [opened(browser, row) | {name: text} for browser, text in zip(browsers, mine, strict=True)]
        answers = at_once(
            [
                (lambda browser=browser, form=form: browser.post(address(row), form))
                for browser, form in zip(browsers, sent, strict=True)
            ]
        )
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        loser = next(n for n, answer in enumerate(answers) if answer.status_code == 409)
        (line,) = answers[loser].context["lines"]
        assert (line.name, line.mine, line.now) == (name, mine[loser], mine[1 - loser])
        assert line.by == ("Dewi", "Lina")[1 - loser]
        again = save(browsers[loser], row, of_three(answers[loser]) | {f"pilih_{name}": "saya"})
        assert again.status_code == 303
        typed += mine
    changes = [
        event.changes
        for event in Event.objects.filter(action__in=("supervision.edited", "case.edited")).order_by("pk")
    ]
    for name in NAMES:
        values = [change[name] for change in changes if name in change]
        assert all(before[1] == after[0] for before, after in pairwise(values))
    assert sorted(new for change in changes for _, new in change.values()) == sorted(typed)
    row.refresh_from_db()
    assert (row.version - 1) + (row.case.version - 1) == len(typed)


def test_one_who_changes_the_guidance_and_one_who_changes_the_case_keep_both(
    pair: tuple[Supervision, list[Browser]],
) -> None:
    row, browsers = pair
    for number in range(5):
        changes = ({"decision_no": f"PAS-{number}"}, {"articles_2": f"Ps. {number}"})
        sent = [opened(browser, row) | change for browser, change in zip(browsers, changes, strict=True)]
        answers = at_once(
            [
                (lambda browser=browser, form=form: browser.post(address(row), form))
                for browser, form in zip(browsers, sent, strict=True)
            ]
        )
        # One writes the guidance, the other the case: both may pass, and neither overwrites the other.
        for browser, answer in zip(browsers, answers, strict=True):
            if answer.status_code == 409:
                assert save(browser, row, of_three(answer)).status_code == 303
        row.refresh_from_db()
        assert row.decision_no == f"PAS-{number}"
        assert offences_of(row.case)[-1] == Offence(articles=f"Ps. {number}")


def test_without_the_versions_the_later_one_overwrites_and_nobody_is_told(
    pair: tuple[Supervision, list[Browser]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tests above would look like if the check were gone."""

    def careless(*, supervision: Supervision, edit: GuidanceEdit, **rest: Any) -> bool:
        now = Supervision.objects.select_related("case").get(pk=supervision.pk)
        fresh = GuidanceEdit(
            version=now.version, case_version=now.case.version, columns=edit.columns, case=edit.case
        )
        return edit_guidance(supervision=supervision, edit=fresh, **rest)

    monkeypatch.setattr("bimbing.desk.views.edit_guidance.edit_guidance", careless)
    row, browsers = pair
    sent = [opened(browser, row) | {"court": f"PN {n}"} for n, browser in enumerate(browsers)]
    assert [save(browser, row, form).status_code for browser, form in zip(browsers, sent, strict=True)] == [
        303,
        303,
    ]
