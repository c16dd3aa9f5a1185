"""Two registrars accept one proposal at the same moment: it is written once, and the other is told."""

from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Role
from bimbing.proposals.models import Proposal
from bimbing.supervision.actions import reindex
from bimbing.supervision.models import Supervision
from tests.at_once import at_once
from tests.desk.test_decide import QUEUE, as_shown, correction, look, new_client
from tests.desk.test_drafts import words_of
from tests.factories import OfficeFactory, StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db(transaction=True)


def two_registrars(browser_of: Any) -> tuple[Staff, list[Browser]]:
    office = OfficeFactory()
    officer = StaffFactory(office=office, full_name="Ani")
    staff = [StaffFactory(office=office, full_name=name, role=Role.REGISTRAR) for name in ("Dewi", "Lina")]
    return officer, [browser_of(one) for one in staff]


def race(browsers: list[Browser], proposal: Proposal, sent: dict[str, Any]) -> tuple[Any, Any]:
    """Both at the same moment: (the winner's answer, the loser's)."""
    answers = at_once([lambda b=one: b.post(f"{QUEUE}{proposal.pk}/", sent) for one in browsers])  # type: ignore[misc]
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    winner, loser = sorted(answers, key=lambda answer: answer.status_code)
    return winner, loser


def test_of_two_registrars_one_registers_the_client_and_the_other_is_told(browser_of: Any) -> None:
    officer, browsers = two_registrars(browser_of)
    for number in range(5):
        proposal = new_client(officer, full_name=f"SLAMET {'ABCDE'[number]}", decision_no=f"PAS-{number}")
        sent = proposal.texts | {
            "usulan_versi": "1",
            "lain": ",".join(map(str, Client.objects.values_list("pk", flat=True))),
        }
        _, loser = race(browsers, proposal, sent)
        assert loser.context["proposal"].state == "accepted"
        assert "Ada yang lebih dulu menyimpan" in words_of(loser)
        assert Client.objects.count() == number + 1
    numbers = sorted(row.register_no[:3] for row in Supervision.objects.all())
    assert numbers == ["001", "002", "003", "004", "005"]


def test_of_two_registrars_one_writes_the_correction_and_the_other_is_told(browser_of: Any) -> None:
    officer, browsers = two_registrars(browser_of)
    row = SupervisionFactory(officer=officer, client__village="Desa 0")
    reindex(client_ids=[row.client_id])
    for number in range(1, 6):
        proposal = correction(row, officer, village=f"Desa {number}")
        sent = as_shown(look(browsers[0], proposal))
        _, loser = race(browsers, proposal, sent)
        assert loser.context["proposal"].state == "accepted"
    client = Client.objects.get()
    assert (client.village, client.version) == ("Desa 5", 6)
    assert Event.objects.filter(action="client.edited").count() == 5
    assert Event.objects.filter(action="correction_proposal.accepted").count() == 5
