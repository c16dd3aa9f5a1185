"""Proposals: sent once, mended, returned, withdrawn; each step on the version that was seen, and in the trail."""

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from bimbing.audit.models import Event
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Role
from bimbing.proposals.actions import (
    ProposalMoved,
    accept,
    propose_client,
    propose_correction,
    return_proposal,
    send_again,
    withdraw,
)
from bimbing.proposals.models import Proposal
from bimbing.proposals.queries import (
    came_back,
    decidable,
    numbers_by_state,
    own_proposals,
    waits_for_decision,
)
from bimbing.supervision.models import Supervision
from tests.factories import AT, StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db


def proposed(by: Staff, **more: Any) -> Proposal:
    usual = {
        "texts": {"full_name": "SLAMET"},
        "section": "BKD",
        "reason": "datang sendiri",
        "request_key": UUID(int=1),
    }
    return propose_client(**(usual | more), by=by, at=AT)


@pytest.fixture
def row(ani: Staff) -> Supervision:
    made: Supervision = SupervisionFactory(officer=ani, client__village="Ngraho")
    return made


def correction(row: Supervision, by: Staff) -> Proposal:
    return propose_correction(
        client=row.client, texts={"village": "Wedi"}, was={"village": "Ngraho"}, reason="KTP",
        request_key=UUID(int=2), by=by, at=AT,
    )  # fmt: skip


def mended(proposal: Proposal, version: int, by: Staff) -> None:
    send_again(
        proposal=proposal, version=version, texts={"full_name": "SLAMET R"}, was={}, section="BKD", client=None,
        reason="", by=by, at=AT,
    )  # fmt: skip


def steps(proposal: Proposal) -> list[tuple[str, str, str]]:
    return list(proposal.steps.values_list("kind", "by__full_name", "word"))


def test_sent_twice_it_is_one_and_of_another_client_it_is_two(ani: Staff) -> None:
    first, again = proposed(ani), proposed(ani)
    other = proposed(ani, texts={"full_name": "PARDI"})
    assert first.pk == again.pk != other.pk
    assert proposed(ani, texts={"full_name": "PARDI"}).pk == other.pk
    assert Event.objects.filter(action="client_proposal.sent").count() == 2


def test_a_request_key_of_somebody_else_hides_nothing(ani: Staff, budi: Staff) -> None:
    assert proposed(ani).pk != proposed(budi).pk
    assert own_proposals(budi).count() == own_proposals(ani).count() == 1


def test_the_way_of_a_proposal_is_told_step_by_step_and_in_the_trail(ani: Staff, dewi: Staff) -> None:
    proposal = proposed(ani)
    return_proposal(proposal=proposal, version=1, word="NIK kurang", by=dewi, at=AT)
    mended(proposal, 2, ani)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.version, proposal.texts) == ("sent", 3, {"full_name": "SLAMET R"})
    assert steps(proposal) == [
        ("sent", "Ani", "datang sendiri"),
        ("returned", "Dewi", "NIK kurang"),
        ("sent_again", "Ani", ""),
    ]
    trail = Event.objects.filter(subject_type="proposal").order_by("pk")
    assert list(trail.values_list("action", "staff_name", "purpose", "client_id", "changes")) == [
        ("client_proposal.sent", "Ani", "datang sendiri", None, {}),
        ("client_proposal.returned", "Dewi", "NIK kurang", None, {}),
        ("client_proposal.sent_again", "Ani", "", None, {}),
    ]


def test_who_stands_on_an_older_version_is_told_how_it_stands_and_writes_nothing(
    ani: Staff, dewi: Staff, row: Supervision
) -> None:
    proposal = proposed(ani)
    mended(proposal, 1, ani)
    for late in (
        lambda: return_proposal(proposal=proposal, version=1, word="x", by=dewi, at=AT),
        lambda: withdraw(proposal=proposal, version=1, by=ani, at=AT),
        lambda: mended(proposal, 1, ani),
        lambda: accept(proposal=proposal, version=1, client=row.client, by=dewi, at=AT),
    ):
        with pytest.raises(ProposalMoved) as told:
            late()
        assert (told.value.now.version, told.value.now.state) == (2, "sent")
    assert len(steps(proposal)) == 2


def test_what_is_returned_waits_for_its_proposer_and_not_for_the_registrar(ani: Staff, dewi: Staff) -> None:
    proposal = proposed(ani)
    assert (waits_for_decision(dewi), came_back(ani)) == (1, 0)
    return_proposal(proposal=proposal, version=1, word="NIK kurang", by=dewi, at=AT)
    assert (waits_for_decision(dewi), came_back(ani)) == (0, 1)
    with pytest.raises(ProposalMoved):
        return_proposal(proposal=proposal, version=2, word="lagi", by=dewi, at=AT)


def test_what_is_decided_or_withdrawn_is_not_touched_again(ani: Staff, dewi: Staff, row: Supervision) -> None:
    proposal = correction(row, ani)
    accept(proposal=proposal, version=1, client=row.client, by=dewi, at=AT)
    gone = proposed(ani)
    withdraw(proposal=gone, version=1, by=ani, at=AT)
    for one in (proposal, gone):
        with pytest.raises(ProposalMoved):
            mended(one, 2, ani)
        with pytest.raises(ProposalMoved):
            withdraw(proposal=one, version=2, by=ani, at=AT)
    event = Event.objects.get(action="correction_proposal.accepted")
    assert (event.staff_name, event.purpose, event.client_id) == ("Dewi", "Diusulkan Ani", row.client_id)


def test_the_queue_holds_what_somebody_may_decide(
    ani: Staff, dewi: Staff, eko: Staff, fitri: Staff, gita: Staff, candra: Staff, row: Supervision
) -> None:
    adults = StaffFactory(office=ani.office, role=Role.SECTION_HEAD, section=Section.ADULT)
    children = StaffFactory(office=ani.office, role=Role.SECTION_HEAD, section=Section.JUVENILE)
    proposed(ani)
    proposed(fitri, section="BKA", texts={"full_name": "DIMAS"}, request_key=UUID(int=3))
    correction(row, ani)
    told = {
        who: sorted(decidable(staff).values_list("kind", "section"))
        for who, staff in {
            "dewi": dewi, "adults": adults, "children": children, "ani": ani, "eko": eko, "fitri": fitri,
            "gita": gita, "candra": candra,
        }.items()
    }  # fmt: skip
    nothing: list[Any] = []
    assert told == {
        "dewi": [("client", "BKA"), ("client", "BKD"), ("correction", "BKD")],
        "adults": [("correction", "BKD")],
        "children": nothing, "ani": nothing, "eko": nothing, "fitri": nothing, "gita": nothing, "candra": nothing,
    }  # fmt: skip


def test_numbers_by_state_name_every_state_in_one_query(
    ani: Staff, dewi: Staff, django_assert_num_queries: Any
) -> None:
    proposal = proposed(ani)
    return_proposal(proposal=proposal, version=1, word="x", by=dewi, at=AT)
    with django_assert_num_queries(1):
        assert numbers_by_state(decidable(dewi)) == {"sent": 0, "returned": 1, "accepted": 0, "withdrawn": 0}


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"kind": "correction"}, "a_correction_has_its_client"),
        ({"state": "returned"}, "a_returned_proposal_has_a_word"),
        ({"state": "accepted"}, "an_accepted_proposal_has_its_client"),
    ],
)
def test_the_table_refuses_what_makes_no_sense(ani: Staff, columns: dict[str, str], rule: str) -> None:
    proposal = proposed(ani)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**columns)
