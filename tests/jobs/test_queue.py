"""The queue: a key is a job, a claim is one worker's, what died is taken up again, what is stopped stays stopped."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from bimbing.jobs import progress
from bimbing.jobs.actions import cancel, queue
from bimbing.jobs.models import Job
from bimbing.jobs.queries import latest_job, subjects_at_work
from tests.factories import AT
from tests.jobs.kinds import ask, state

pytestmark = pytest.mark.django_db


def claimed(worker: str = "one") -> Job:
    job = queue.claim(worker=worker, at=AT)
    assert job is not None
    return job


def silent_for(job: Job, seconds: int) -> None:
    """As if its worker had last been heard of so long ago, by the database's clock."""
    Job.objects.filter(pk=job.pk).update(beat_at=queue.Now() - timedelta(seconds=seconds))


def test_the_same_key_is_the_same_job_whatever_became_of_it() -> None:
    job = ask("a", args={"n": 1})
    assert ask("a", args={"n": 2}).pk == job.pk
    queue.finish(job=claimed(), state=Job.State.DONE, at=AT)
    assert ask("a").pk == job.pk
    assert ask("b").pk != job.pk
    assert Job.objects.get(key="a").args == {"n": 1}


def test_asking_wakes_the_worker_once_it_is_committed(django_capture_on_commit_callbacks: Any) -> None:
    queue.awake.clear()
    with django_capture_on_commit_callbacks() as callbacks:
        ask()
        assert not queue.awake.is_set()
    for callback in callbacks:
        callback()
    assert queue.awake.is_set()


def test_the_oldest_is_claimed_first_and_each_once() -> None:
    jobs = [ask("a"), ask("b")]
    assert [claimed().pk, claimed("two").pk] == [job.pk for job in jobs]
    assert queue.claim(worker="three", at=AT) is None
    first = Job.objects.get(key="a")
    assert (first.state, first.worker, first.attempts, first.started_at) == ("running", "one", 1, AT)


def test_looking_at_an_empty_queue_takes_no_lock(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert queue.claim(worker="one", at=AT) is None


def test_only_the_word_of_who_has_the_job_counts() -> None:
    ask()
    lost = claimed("one")
    Job.objects.filter(pk=lost.pk).update(worker="two")
    assert queue.finish(job=lost, state=Job.State.FAILED, at=AT, error="busy") is False
    assert (lost.state, lost.error) == ("running", "")


def test_what_died_is_taken_up_again_and_what_lives_is_not() -> None:
    ask("dead")
    ask("here")
    dead, here = claimed(), claimed()
    silent_for(dead, 31)
    silent_for(here, 31)
    with progress.running(here):
        assert queue.release_dead(at=AT) == 1
    assert (state(dead), state(here)) == ("queued", "running")
    again = claimed("two")
    assert (again.pk, again.attempts, again.worker) == (dead.pk, 2, "two")


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite one process does the jobs: the others died"
)
@pytest.mark.parametrize(("seconds", "expected"), [(29, "running"), (31, "queued")])
def test_a_worker_elsewhere_is_given_thirty_seconds(seconds: int, expected: str) -> None:
    ask()
    job = claimed("elsewhere")
    silent_for(job, seconds)
    queue.release_dead(at=AT)
    assert state(job) == expected


def test_who_was_to_stop_before_it_died_has_stopped() -> None:
    ask()
    job = claimed()
    cancel(job=job, at=AT)
    silent_for(job, 31)
    queue.release_dead(at=AT)
    assert state(job) == "cancelled"


def test_what_takes_the_process_down_five_times_is_given_up() -> None:
    job = ask()
    for _ in range(queue.MAX_ATTEMPTS):
        assert state(job) == "queued"
        silent_for(claimed(), 31)
        queue.release_dead(at=AT)
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == ("failed", "gave_up", 5)


def test_a_waiting_job_is_stopped_at_once_and_never_claimed() -> None:
    job = ask()
    assert cancel(job=job, at=AT).state == "cancelled"
    assert queue.claim(worker="one", at=AT) is None


def test_a_running_job_is_asked_to_stop_and_ended_ones_stay_as_they_are() -> None:
    ask()
    job = claimed()
    assert cancel(job=job, at=AT).state == "running"
    assert progress.progress_of(job).is_stopping
    queue.finish(job=job, state=Job.State.DONE, at=AT, result={"n": 3})
    assert (cancel(job=job, at=AT).state, job.result) == ("done", {"n": 3})


def test_the_last_job_of_a_subject_and_who_is_at_work() -> None:
    ask("a", subject_id=7)
    last = ask("b", subject_id=7)
    ask("c", subject_id=8)
    ask("d", subject_id=9, kind="other")
    cancel(job=Job.objects.get(key="c"), at=AT)
    assert latest_job(kind="count", subject_id=7) == last
    assert latest_job(kind="count", subject_id=9) is None
    assert subjects_at_work(kind="count", subject_ids=[7, 8, 9]) == {7}
