"""Two desks record the same client at the same moment: one visit, and each desk gets an answer it understands."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from bimbing.attendance.actions import Outcome, Recorded, VisitRefused
from bimbing.attendance.models import Visit
from bimbing.offices.models import Office, Staff
from bimbing.offices.permissions import Role
from bimbing.supervision.models import Programme, Supervision
from tests.at_once import at_once
from tests.attendance.scenes import NOW, TODAY, came, supervised
from tests.factories import OfficeFactory, StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 25


@pytest.fixture
def desks() -> tuple[Staff, Staff]:
    office: Office = OfficeFactory()
    return StaffFactory(office=office, role=Role.DESK), StaffFactory(office=office, role=Role.DESK)


def recording(row: Supervision, staff: Staff, key: UUID) -> Callable[[], Recorded]:
    return lambda: came(row, TODAY, staff, NOW, request_key=key)


def test_two_requests_at_the_same_moment_are_one_visit_and_both_desks_are_told(
    desks: tuple[Staff, Staff],
) -> None:
    assert Programme.objects.exists()
    for _ in range(ROUNDS):
        row = supervised(desks[0])
        answers = at_once([recording(row, desk, uuid4()) for desk in desks])
        assert sorted(answer.outcome for answer in answers) == [Outcome.ALREADY, Outcome.RECORDED]
        assert answers[0].visit.pk == answers[1].visit.pk
        assert Visit.objects.filter(supervision=row).count() == 1


def test_one_request_sent_twice_at_the_same_moment_is_recorded_and_repeated(
    desks: tuple[Staff, Staff],
) -> None:
    for _ in range(ROUNDS):
        row, key = supervised(desks[0]), uuid4()
        answers = at_once([recording(row, desks[0], key)] * 2)
        assert sorted(answer.outcome for answer in answers) == [Outcome.RECORDED, Outcome.REPEATED]
        assert Visit.objects.filter(request_key=key).count() == 1


def test_one_key_for_two_clients_at_the_same_moment_records_one_and_refuses_the_other(
    desks: tuple[Staff, Staff],
) -> None:
    rows, key = [supervised(desks[0]), supervised(desks[0])], uuid4()
    answers = at_once([recording(row, desks[0], key) for row in rows])
    assert {type(answer) for answer in answers} == {Recorded, VisitRefused}
    assert Visit.objects.count() == 1


def test_different_clients_at_the_same_moment_are_all_recorded_with_their_sums(
    desks: tuple[Staff, Staff],
) -> None:
    rows = [supervised(desks[0]) for _ in range(6)]
    answers = at_once([recording(row, desks[n % 2], uuid4()) for n, row in enumerate(rows)])
    assert [answer.outcome for answer in answers] == [Outcome.RECORDED] * 6
    assert set(Supervision.objects.values_list("last_visit_on", flat=True)) == {TODAY}
