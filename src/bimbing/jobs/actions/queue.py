"""The queue: a row is a job. Claimed in one transaction, taken up again where its worker died, run at least once.

At least once, not exactly once: a worker may die between the work's commit and the word that it is done. So every
work must be safe to run twice; the claim only keeps two from doing the same at the same time.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from bimbing.jobs import progress
from bimbing.jobs.models import Job

#: A job that took its process down so often is not tried again.
MAX_ATTEMPTS: Final = 5
#: Codes of `Job.error` that any kind may end with; a kind adds its own by `JobFailed`.
STUMBLED: Final = "stumbled"  # a fault of the program; the log has it under the job's number
BUSY: Final = "busy"  # the database did not let it in, MAX_ATTEMPTS times
GAVE_UP: Final = "gave_up"  # the process ended in the middle of it, MAX_ATTEMPTS times

#: Set when there is something to do, so that the worker of this process need not look every second.
awake = threading.Event()


class JobFailed(Exception):
    """The work cannot be done, and no second try would change that. `code` is a word of the kind's page."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Task:
    """What a work gets: the job, the moment at which this attempt began, and where to say how far it is."""

    job: Job
    at: datetime
    progress: Callable[[str, int, int], None]


Work = Callable[[Task], Any]
_works: dict[str, Work] = {}


def work(kind: str) -> Callable[[Work], Work]:
    """Register what does the jobs of a kind. It must be safe to run twice; what it returns (JSON) is the result."""

    def register(doer: Work) -> Work:
        _works[kind] = doer
        return doer

    return register


def work_of(kind: str) -> Work:
    """Raises JobFailed where this version of the program does not know the kind."""
    try:
        return _works[kind]
    except KeyError:
        raise JobFailed(STUMBLED) from None


def enqueue(
    *,
    kind: str,
    key: str,
    at: datetime,
    by_id: int | None = None,
    office_id: int | None = None,
    subject_id: int | None = None,
    args: Mapping[str, Any] | None = None,
) -> Job:
    """Ask for a job. The same key is the same job, whatever became of it; the worker here wakes at once."""
    with transaction.atomic():
        job, _ = Job.objects.get_or_create(
            key=key,
            defaults={
                "kind": kind,
                "office_id": office_id,
                "subject_id": subject_id,
                "by_id": by_id,
                "args": dict(args or {}),
                "created_at": at,
            },
        )
        transaction.on_commit(awake.set)
    return job


def claim(*, worker: str, at: datetime) -> Job | None:
    """The oldest waiting job, now this worker's; None where there is none, or others hold what there is.

    The first look takes no lock: on SQLite a transaction would wait for the one writer, only to find nothing.
    """
    waiting = Job.objects.filter(state=Job.State.QUEUED).order_by("pk")
    if not waiting.exists():
        return None
    with transaction.atomic():
        job = waiting.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        Job.objects.filter(pk=job.pk).update(
            state=Job.State.RUNNING,
            worker=worker,
            attempts=job.attempts + 1,
            started_at=at,
            beat_at=Now(),
            step="",
            done=0,
            total=0,
        )
    job.refresh_from_db()
    return job


def finish(*, job: Job, state: Job.State, at: datetime, result: Any = None, error: str = "") -> bool:
    """Write down how this attempt ended. False where the job is no longer this worker's: another's word counts."""
    mine = Job.objects.filter(pk=job.pk, worker=job.worker, state=Job.State.RUNNING)
    changed = mine.update(
        state=state,
        finished_at=None if state == Job.State.QUEUED else at,
        result=result,
        error=error,
        step="",
        done=0,
        total=0,
    )
    job.refresh_from_db()
    return bool(changed)


def release_dead(*, at: datetime) -> int:
    """Give back the running jobs whose worker died. How many.

    SQLite: only the one worker of the database calls this, so what runs and is not done here has no one. Elsewhere
    the lease tells, by the database's clock. Who was asked to stop before it died has stopped.
    """
    dead = Job.objects.filter(state=Job.State.RUNNING).exclude(pk__in=progress.done_here())
    if connection.vendor != "sqlite":
        dead = dead.filter(Q(beat_at__isnull=True) | Q(beat_at__lt=Now() - progress.LEASE))
    if not dead.exists():
        return 0
    with transaction.atomic():
        ended = dead.filter(stop_asked_at__isnull=False).update(state=Job.State.CANCELLED, finished_at=at)
        ended += dead.filter(attempts__gte=MAX_ATTEMPTS).update(
            state=Job.State.FAILED, error=GAVE_UP, finished_at=at
        )
        return ended + dead.update(state=Job.State.QUEUED, worker="", beat_at=None)


def cancel(*, job: Job, at: datetime) -> Job:
    """Stop a job: a waiting one at once, a running one when it next says how far it is. One that ended stays ended.

    A job that this process does is asked through its memory first: on SQLite its transaction holds the one writer.
    """
    if not progress.stop_here(job):
        waiting = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED)
        if not waiting.update(state=Job.State.CANCELLED, finished_at=at, stop_asked_at=at):
            Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(stop_asked_at=at)
    job.refresh_from_db()
    return job
