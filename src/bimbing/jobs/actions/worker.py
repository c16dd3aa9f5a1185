"""Who does the jobs: a thread of the server, or a process of its own beside it (`bimbing worker`)."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone, translation

from bimbing.jobs import progress
from bimbing.jobs.actions import queue
from bimbing.jobs.alone import OnlyOne
from bimbing.jobs.models import Job

#: How often a worker looks for what another process asked for, or left behind. In its own process it is woken.
LOOK_SECONDS: Final = 5.0

_log = logging.getLogger(__name__)


class Worker:
    """Does one job after another. `clock` gives the moment that the work enters as its own."""

    def __init__(self, *, clock: Callable[[], datetime] = timezone.localtime) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:12]}"
        self._clock = clock
        self._ending = threading.Event()

    def work_off(self) -> int:
        """Take up what died, then do all that waits. How many jobs were brought to an end."""
        queue.release_dead(at=self._clock())
        ended = 0
        while not self._ending.is_set() and (job := queue.claim(worker=self.name, at=self._clock())):
            self._do(job)
            if job.state == Job.State.QUEUED:  # the database was busy: later
                break
            ended += 1
        return ended

    def serve(self) -> None:
        """Work until `stop`. Outlives every fault: a locked disk, a database that is away for a while.

        On SQLite one process is the worker of a database; any other waits until that one is gone.
        """
        only = OnlyOne(Path(f"{connection.settings_dict['NAME']}.pekerja")) if _is_sqlite() else None
        try:
            while not self._ending.is_set():
                queue.awake.clear()
                try:
                    if only is None or only.take():
                        self.work_off()
                except Exception:  # the next look tries again
                    _log.exception("Looking for jobs failed; it is tried again in %s seconds.", LOOK_SECONDS)
                finally:
                    close_old_connections()
                if not self._ending.is_set():
                    queue.awake.wait(LOOK_SECONDS)
        finally:
            if only is not None:
                only.release()
            connection.close()

    def stop(self) -> None:
        """End after the job that is being done."""
        self._ending.set()
        queue.awake.set()

    def _do(self, job: Job) -> None:
        with progress.running(
            job
        ) as mine:  # until its end is written down: nobody sees it go back to nothing
            self._do_and_say(job, mine)

    def _do_and_say(self, job: Job, mine: progress.Running) -> None:
        state, result, error = Job.State.DONE, None, ""
        try:
            with translation.override(settings.LANGUAGE_CODE):
                result = queue.work_of(job.kind)(queue.Task(job, self._clock(), mine.report))
        except progress.JobCancelled:
            state = Job.State.CANCELLED
        except queue.JobFailed as failed:
            state, error = Job.State.FAILED, failed.code
        except (OperationalError, InterfaceError):
            _log.exception(
                "Job %s (%s), attempt %s: the database let it down.", job.pk, job.kind, job.attempts
            )
            is_last = job.attempts >= queue.MAX_ATTEMPTS
            state, error = (Job.State.FAILED, queue.BUSY) if is_last else (Job.State.QUEUED, "")
            close_old_connections()
        except Exception:
            _log.exception("Job %s (%s) stumbled.", job.pk, job.kind)
            state, error = Job.State.FAILED, queue.STUMBLED
        queue.finish(job=job, state=state, at=self._clock(), result=result, error=error)


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def start_worker() -> Worker:
    """A thread of the server that does the jobs."""
    worker = Worker()
    threading.Thread(target=worker.serve, name="bimbing-worker", daemon=True).start()
    return worker
