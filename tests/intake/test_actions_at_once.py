"""Two people bring in the same workbook at the same moment: each client comes in once."""

import itertools

import pytest

from bimbing.clients.models import Client
from bimbing.intake.actions import Counts, commit, commit_later, receive
from bimbing.intake.models import Import
from bimbing.jobs.actions import Worker, queue
from bimbing.jobs.models import Job
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


def take_all() -> list[int]:
    """One worker: the jobs it did, by number."""
    mine, done = Worker(clock=lambda: AT), []
    while job := queue.claim(worker=mine.name, at=AT):
        mine._do(job)
        done.append(job.pk)
    return done


def test_two_who_press_at_once_ask_for_one_job_and_one_import(registrars: tuple[Staff, Staff]) -> None:
    batch = receive(office=registrars[0].office, workbook=workbook(*ROWS), by=registrars[0], at=AT)
    jobs = at_once([lambda s=by: commit_later(batch=batch, by=s, at=AT) for by in registrars])
    assert jobs[0].pk == jobs[1].pk
    assert sorted(map(len, at_once([take_all, take_all]))) == [0, 1]
    assert (Job.objects.get().state, Import.objects.get().state, Client.objects.count()) == (
        "done",
        "done",
        2,
    )


def test_two_files_that_say_the_same_done_by_two_workers_at_once_make_each_client_once(
    registrars: tuple[Staff, Staff],
) -> None:
    for by, name in zip(registrars, ("a.xlsx", "b.xlsx"), strict=True):
        commit_later(
            batch=receive(office=by.office, workbook=workbook(*ROWS, name=name), by=by, at=AT), by=by, at=AT
        )
    assert len([*itertools.chain(*at_once([take_all, take_all]))]) == 2
    assert list(Job.objects.values_list("state", flat=True)) == ["done", "done"]
    assert sorted(job.result["new"] for job in Job.objects.all()) == [0, 2]
    assert Client.objects.count() == 2


def test_a_job_done_by_two_at_once_after_a_lost_lease_enters_it_once(registrars: tuple[Staff, Staff]) -> None:
    """What the lease is there to prevent, and what is safe all the same."""
    by = registrars[0]
    batch = receive(office=by.office, workbook=workbook(*ROWS), by=by, at=AT)
    commit_later(batch=batch, by=by, at=AT)
    first = queue.claim(worker="one", at=AT)
    Job.objects.update(state="queued")
    second = queue.claim(worker="two", at=AT)
    assert first is not None
    assert second is not None
    at_once([lambda j=job: Worker(clock=lambda: AT)._do(j) for job in (first, second)])
    job = Job.objects.get()
    assert (job.state, job.worker, job.result["new"]) == ("done", "two", 2)
    assert Client.objects.count() == 2
