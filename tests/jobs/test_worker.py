"""The worker: does what waits, survives what fails, stops when asked, sleeps until it is woken."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from bimbing.jobs.actions import JobFailed, Task, Worker, cancel, queue, worker
from bimbing.jobs.alone import OnlyOne
from bimbing.jobs.models import DailyRun, Job
from bimbing.jobs.progress import progress_of
from tests.at_once import at_once
from tests.factories import AT
from tests.jobs.kinds import ask, kind, state

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Worker]]:
    """Starts workers that would look by themselves only once in a minute; all are ended with the test."""
    monkeypatch.setattr(worker, "LOOK_SECONDS", 60.0)
    threads: list[tuple[Worker, threading.Thread]] = []

    def start() -> Worker:
        made = Worker(clock=lambda: AT)
        threads.append((made, threading.Thread(target=made.serve)))
        threads[-1][1].start()
        return made

    yield start
    for made, _ in threads:
        made.stop()
    for _, thread in threads:
        thread.join(timeout=20)
        assert not thread.is_alive()


def work_off() -> int:
    return Worker(clock=lambda: AT).work_off()


def until(is_so: Callable[[], bool], seconds: float = 20) -> float:
    """Waits for it; how long that took."""
    began, pause = time.monotonic(), threading.Event()
    while not is_so():
        assert time.monotonic() - began < seconds
        pause.wait(0.01)
    return time.monotonic() - began


def write(name: str) -> None:
    DailyRun.objects.create(name=name, last_on=AT.date())


def test_a_job_is_done_with_its_words_and_keeps_its_result() -> None:
    got: list[Task] = []

    def count(task: Task) -> Any:
        got.append(task)
        task.progress("count", 1, 2)
        return {"n": task.job.args["n"] + 1}

    with kind("count", count):
        job = ask(args={"n": 41}, subject_id=7)
        assert work_off() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.error, job.finished_at) == ("done", {"n": 42}, "", AT)
    assert (got[0].at, got[0].job.subject_id) == (AT, 7)
    assert work_off() == 0


@pytest.mark.parametrize(
    ("error", "code", "attempts"),
    [
        (JobFailed("discarded"), "discarded", 1),
        (ValueError("3522151005900001"), "stumbled", 1),
        (MemoryError(), "stumbled", 1),
    ],
)
def test_a_failure_is_a_code_and_the_log_has_the_rest(
    caplog: pytest.LogCaptureFixture, error: Exception, code: str, attempts: int
) -> None:
    def fail(task: Task) -> None:
        with transaction.atomic():
            write("half")
            raise error

    with kind("count", fail), caplog.at_level(logging.ERROR):
        job = ask()
        work_off()
    job.refresh_from_db()
    assert (job.state, job.error, job.result, job.attempts) == ("failed", code, None, attempts)
    assert not DailyRun.objects.filter(name="half").exists()
    assert (f"Job {job.pk} (count) stumbled." in caplog.text) is (code == "stumbled")


def test_a_kind_that_nobody_knows_fails_and_does_not_stop_the_others() -> None:
    unknown = ask("a", kind="of a later version")
    with kind("count", lambda task: None):
        known = ask("b")
        assert work_off() == 2
    assert (state(unknown), state(known)) == ("failed", "done")


def test_a_busy_database_is_tried_again_but_not_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    def busy(task: Task) -> None:
        raise OperationalError("database is locked")

    with kind("count", busy):
        job = ask()
        states = []
        for _ in range(queue.MAX_ATTEMPTS):
            work_off()
            states.append(state(job))
    assert states == ["queued"] * 4 + ["failed"]
    job.refresh_from_db()
    assert (job.error, job.attempts) == ("busy", 5)


def test_a_job_whose_end_could_not_be_written_down_is_done_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    finish = queue.finish

    def lost(**words: Any) -> bool:
        raise OperationalError("the server closed the connection")

    with kind("count", lambda task: done.append(task.job.attempts)):
        job = ask()
        monkeypatch.setattr(queue, "finish", lost)
        with pytest.raises(OperationalError):
            work_off()
        assert state(job) == "running"
        Job.objects.update(beat_at=None)
        monkeypatch.setattr(queue, "finish", finish)
        work_off()
    assert (state(job), done) == ("done", [1, 2])


def test_how_far_it_is_can_be_seen_while_its_transaction_is_open(serving: Callable[[], Worker]) -> None:
    go_on = threading.Event()

    def count(task: Task) -> None:
        with transaction.atomic():
            write("inside")
            task.progress("count", 3, 10)
            go_on.wait(20)
            task.progress("count", 10, 10)

    with kind("count", count):
        serving()
        job = ask()
        until(lambda: progress_of(Job.objects.get()).done == 3)
        shown = progress_of(Job.objects.get())
        assert (shown.step, shown.done, shown.total, shown.is_stopping) == ("count", 3, 10, False)
        if connection.vendor != "sqlite":  # any other process reads it in the row
            until(lambda: Job.objects.get().step == "count")
            assert (Job.objects.get().done, Job.objects.get().total) == (3, 10)
        assert not DailyRun.objects.filter(name="inside").exists()
        go_on.set()
        until(lambda: state(job) == "done")
    assert DailyRun.objects.filter(name="inside").exists()


@pytest.mark.parametrize("from_elsewhere", [False, True], ids=["the same process", "another process"])
def test_a_running_job_that_is_stopped_leaves_nothing(
    serving: Callable[[], Worker], monkeypatch: pytest.MonkeyPatch, from_elsewhere: bool
) -> None:
    if from_elsewhere and connection.vendor == "sqlite":
        return  # there is no other process
    asked, pause = threading.Event(), threading.Event()

    def count(task: Task) -> None:
        with transaction.atomic():
            write("inside")
            for n in range(2000):
                task.progress("count", n, 2000)
                asked.set()
                pause.wait(0.01)

    with kind("count", count):
        serving()
        job = ask()
        assert asked.wait(20)
        until(lambda: state(job) == "running")
        if from_elsewhere:
            monkeypatch.setattr("bimbing.jobs.progress.stop_here", lambda job: False)
        cancel(job=Job.objects.get(), at=AT)
        until(lambda: state(job) != "running")
    assert (state(job), DailyRun.objects.filter(name="inside").exists()) == ("cancelled", False)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one process: nobody else can take a job over")
def test_who_lost_his_job_to_another_stops_and_his_word_does_not_count(serving: Callable[[], Worker]) -> None:
    asked, pause, ended = threading.Event(), threading.Event(), threading.Event()

    def count(task: Task) -> None:
        try:
            for n in range(2000):
                task.progress("count", n, 2000)
                asked.set()
                pause.wait(0.01)
        finally:
            ended.set()

    with kind("count", count):
        serving()
        job = ask()
        assert asked.wait(20)
        Job.objects.update(worker="another")
        assert ended.wait(10)
    assert (state(job), Job.objects.get().worker) == ("running", "another")


def test_asking_wakes_a_sleeping_worker_at_once(serving: Callable[[], Worker]) -> None:
    with kind("count", lambda task: None):
        serving()
        first = ask("a")
        until(lambda: state(first) == "done")
        later = ask("b")
        assert until(lambda: state(later) == "done") < 5  # it would look by itself after a minute


def test_a_fault_of_the_queue_itself_does_not_end_the_worker(
    serving: Callable[[], Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [OperationalError("the disk is locked")]
    release = queue.release_dead

    def stumble_once(**words: Any) -> int:
        if faults:
            raise faults.pop()
        return release(**words)

    monkeypatch.setattr(queue, "release_dead", stumble_once)
    with kind("count", lambda task: None):
        serving()
        until(lambda: not faults)
        job = ask()
        until(lambda: state(job) == "done")


def test_two_workers_do_each_job_once() -> None:
    done: list[str] = []
    pause = threading.Event()

    def count(task: Task) -> None:
        done.append(task.job.key)
        pause.wait(0.005)

    with kind("count", count):
        for number in range(12):
            ask(f"job {number:02}")

        def take() -> int:
            mine = Worker(clock=lambda: AT)
            number = 0
            while job := queue.claim(worker=mine.name, at=AT):
                mine._do(job)
                number += 1
            return number

        taken = at_once([take, take])
    assert sum(taken) == 12
    assert sorted(done) == [f"job {number:02}" for number in range(12)]
    assert set(Job.objects.values_list("state", "attempts")) == {("done", 1)}


def test_one_key_asked_for_by_two_at_once_is_one_job() -> None:
    jobs = at_once([lambda: ask("same").pk, lambda: ask("same").pk])
    assert jobs[0] == jobs[1]
    assert Job.objects.count() == 1


def test_one_process_at_a_time_is_the_worker_of_a_file(tmp_path: Path) -> None:
    first, second = OnlyOne(tmp_path / "x.pekerja"), OnlyOne(tmp_path / "x.pekerja")
    assert [first.take(), first.take(), second.take()] == [True, True, False]
    first.release()
    assert second.take() is True
    second.release()
