"""Two people bring in the same workbook at the same moment: each client comes in once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from bimbing.clients.models import Client
from bimbing.intake.actions import Counts, commit, receive
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Role
from tests.factories import AT, OfficeFactory, StaffFactory
from tests.intake.rows import SITI, SUWARNO, row, workbook

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = row(SUWARNO, attendance=[["2026-04-10", "present", ""]]), row(SITI, 8)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each work answers when all start together, each with a connection of its own."""
    barrier, answers = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=10)
            answers[place] = work()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


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
        *(
            lambda b=batch, s=by: commit(batch=b, by=s, at=AT)
            for batch, by in zip(batches, registrars, strict=True)
        )
    )
    assert sorted((counts.new, counts.same) for counts in answers) == [(0, 2), (2, 0)]
    assert Client.objects.count() == 2


def test_one_import_confirmed_twice_at_once_comes_in_once(registrars: tuple[Staff, Staff]) -> None:
    batch = receive(office=registrars[0].office, workbook=workbook(*ROWS), by=registrars[0], at=AT)
    answers: list[Counts] = at_once(*(lambda s=by: commit(batch=batch, by=s, at=AT) for by in registrars))
    assert sorted(counts.new for counts in answers) == [0, 2]
    assert Client.objects.count() == 2


def test_one_file_dropped_twice_at_once_is_one_import(registrars: tuple[Staff, Staff]) -> None:
    office = registrars[0].office
    answers = at_once(
        *(lambda s=by: receive(office=office, workbook=workbook(*ROWS), by=s, at=AT) for by in registrars)
    )
    assert answers[0].pk == answers[1].pk
