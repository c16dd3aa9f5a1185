"""Kinds of work for the tests of the queue, told apart by what they do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bimbing.jobs.actions import Task, enqueue, queue
from bimbing.jobs.models import Job
from tests.factories import AT


@contextmanager
def kind(name: str, doer: Callable[[Task], Any]) -> Iterator[str]:
    """A kind that exists for a while."""
    queue._works[name] = doer
    try:
        yield name
    finally:
        del queue._works[name]


def ask(key: str = "a", kind: str = "count", **more: Any) -> Job:
    return enqueue(kind=kind, key=key, at=AT, **more)


def state(job: Job) -> str:
    return str(Job.objects.values_list("state", flat=True).get(pk=job.pk))
