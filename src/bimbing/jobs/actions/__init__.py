"""Writes of jobs: the day's due work, and work that somebody asked for and does not wait for."""

from bimbing.jobs.actions.daily import catch_up, daily, look_around, often, start_clock
from bimbing.jobs.actions.queue import JobFailed, Task, cancel, enqueue, work
from bimbing.jobs.actions.worker import Worker, start_worker
from bimbing.jobs.progress import JobCancelled

__all__ = [
    "JobCancelled",
    "JobFailed",
    "Task",
    "Worker",
    "cancel",
    "catch_up",
    "daily",
    "enqueue",
    "look_around",
    "often",
    "start_clock",
    "start_worker",
    "tidy",
    "work",
]
