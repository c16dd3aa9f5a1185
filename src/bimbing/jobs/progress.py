"""How far a job is, and the wish that it stop: written beside the work, never through its transaction.

The work is one transaction, so nothing it writes is seen before its end. It says how far it is to the memory of its
own process, which costs nothing. On SQLite that is enough: one process serves the pages and does the work, and the
one writer is busy anyhow. On PostgreSQL a thread with a connection of its own carries it into the job's row, keeps
the lease alive, and brings back the wish to stop; so any process can show it.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import Error, connection
from django.db.models.functions import Now

from bimbing.jobs.models import Job

#: A running job whose worker was silent for so long is taken up by another (PostgreSQL).
LEASE = timedelta(seconds=30)
CARRY_SECONDS: Final = 0.5

_log = logging.getLogger(__name__)


class JobCancelled(Exception):
    """Somebody stopped the job. Raised by `Running.report`, so that the work's transaction rolls back."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The step (a code of the kind), how many of how many of it are done, and whether a stop was asked for."""

    step: str = ""
    done: int = 0
    total: int = 0
    is_stopping: bool = False


class Running:
    """One job while this process does it. Only the thread that works reports; any thread may read and ask to stop."""

    def __init__(self, job: Job) -> None:
        self.job_id, self.worker = job.pk, job.worker
        self._mark = Progress()
        self._stop = threading.Event()
        self._over = threading.Event()

    def report(self, step: str, done: int, total: int) -> None:
        """Say how far the work is. Raises JobCancelled where it is to stop: nothing of it may remain."""
        self._mark = Progress(step, done, total)
        if self._stop.is_set():
            raise JobCancelled

    def ask_to_stop(self) -> None:
        self._stop.set()

    def end(self) -> None:
        self._over.set()

    def now(self) -> Progress:
        mark = self._mark
        return Progress(mark.step, mark.done, mark.total, self._stop.is_set())

    def carry(self) -> None:
        """A thread's work: the mark into the row, the lease, and the wish to stop back, until the job is over."""
        written, beaten = Progress(), time.monotonic()
        try:
            while not self._over.wait(min(CARRY_SECONDS, LEASE.total_seconds() / 3)):
                mark, is_due = self._mark, time.monotonic() - beaten >= LEASE.total_seconds() / 3
                try:
                    if mark != written or is_due:
                        self._write(mark)
                        written, beaten = mark, time.monotonic()
                    self._look()
                except Error:
                    _log.exception(
                        "Job %s: how far it is could not be written; the work goes on.", self.job_id
                    )
                    connection.close()
        finally:
            connection.close()

    def _write(self, mark: Progress) -> None:
        Job.objects.filter(pk=self.job_id, worker=self.worker, state=Job.State.RUNNING).update(
            step=mark.step, done=mark.done, total=mark.total, beat_at=Now()
        )

    def _look(self) -> None:
        """Stops the work where somebody asked for it, and where another took the job over meanwhile."""
        row = Job.objects.filter(pk=self.job_id).values_list("worker", "stop_asked_at").first()
        if row is not None and (row[0] != self.worker or row[1] is not None):
            self._stop.set()


_here: dict[int, Running] = {}


@contextmanager
def running(job: Job) -> Iterator[Running]:
    """The job is done by this process from here to the end of the block."""
    mine = Running(job)
    _here[job.pk] = mine
    carrier = None
    if connection.vendor != "sqlite":
        carrier = threading.Thread(target=mine.carry, name=f"bimbing-job-{job.pk}", daemon=True)
        carrier.start()
    try:
        yield mine
    finally:
        mine.end()
        if carrier is not None:
            carrier.join()
        if _here.get(job.pk) is mine:
            del _here[job.pk]


def done_here() -> set[int]:
    """Numbers of the jobs that this process is doing."""
    return set(_here)


def progress_of(job: Job) -> Progress:
    """How far a job is: from this process' memory where it does the job, else from the row."""
    if (mine := _here.get(job.pk)) is not None:
        return mine.now()
    return Progress(job.step, job.done, job.total, job.stop_asked_at is not None)


def stop_here(job: Job) -> bool:
    """Ask a job to stop that this process does; False where it does not."""
    mine = _here.get(job.pk)
    if mine is not None:
        mine.ask_to_stop()
    return mine is not None
