"""Two people bring in the same workbook at the same moment: each client comes in once."""

import pytest

from bimbing.clients.models import Client
from bimbing.intake.actions import Counts, commit, receive
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Role
from tests.at_once import at_once
from tests.factories import AT, OfficeFactory, StaffFactory
from tests.intake.rows import SITI, SUWARNO, row, workbook

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = row(SUWARNO, attendance=[["2026-04-10", "present", ""]]), row(SITI, 8)


@pytest.fixture
def registrars() -> tuple[Staff, Staff]:
    office = OfficeFactory()
    return StaffFactory(office=office, role=Role.REGISTRAR), StaffFactory(office=office, role=Role.REGISTRAR)


def test_two_files_that_say_the_same_make_each_client_once(registrars: tuple[Staff, Staff]) -> None:
    batches = [
        receive(office=by.office, workbook=workbook(*ROWS, name=name), by=by, at=AT)
        for by, name in zip(registrars, ("a.xlsx", "b.xlsx"), strict=True)
    ]
    answers = at_once(
        [
            lambda b=batch, s=by: commit(batch=b, by=s, at=AT)
            for batch, by in zip(batches, registrars, strict=True)
        ]
    )
    assert sorted((counts.new, counts.same) for counts in answers) == [(0, 2), (2, 0)]
    assert Client.objects.count() == 2


def test_one_import_confirmed_twice_at_once_comes_in_once(registrars: tuple[Staff, Staff]) -> None:
    batch = receive(office=registrars[0].office, workbook=workbook(*ROWS), by=registrars[0], at=AT)
    answers: list[Counts] = at_once([lambda s=by: commit(batch=batch, by=s, at=AT) for by in registrars])
    assert sorted(counts.new for counts in answers) == [0, 2]
    assert Client.objects.count() == 2


def test_one_file_dropped_twice_at_once_is_one_import(registrars: tuple[Staff, Staff]) -> None:
    office = registrars[0].office
    answers = at_once(
        [lambda s=by: receive(office=office, workbook=workbook(*ROWS), by=s, at=AT) for by in registrars]
    )
    assert answers[0].pk == answers[1].pk
