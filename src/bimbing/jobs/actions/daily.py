"""Work that is due by the calendar, claimed in the database: no broker, nothing runs twice, a night off is caught up."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from django.db import close_old_connections
from django.utils import timezone

from bimbing.jobs.models import DailyRun

Work = Callable[[date], object]
T = TypeVar("T", bound=Callable[[], object])

_WORK: dict[str, Work] = {}
_OFTEN: dict[str, Callable[[], object]] = {}
_log = logging.getLogger(__name__)


def daily(name: str) -> Callable[[Work], Work]:
    """Register a function as due once a day; it gets the day and must be safe to run twice."""

    def register(work: Work) -> Work:
        _WORK[name] = work
        return work

    return register


def often(name: str) -> Callable[[T], T]:
    """Register a function as due at every look of the clock; it must be cheap, and safe to run twice and at once."""

    def register(work: T) -> T:
        _OFTEN[name] = work
        return work

    return register


def tidy() -> None:
    """Do what is due at every look."""
    for work in _OFTEN.values():
        work()


def catch_up(*, now: datetime) -> list[str]:
    """Do every daily work whose last day is before today. The names of what was done here.

    The day is claimed after the work is done, by a conditional UPDATE; two processes may both do it (it is safe
    to run twice), but a process killed half-way leaves the day unclaimed, so it is done again at the next start.
    """
    today, done = now.date(), []
    for name, work in _WORK.items():
        run, _ = DailyRun.objects.get_or_create(name=name, defaults={"last_on": date(2000, 1, 1)})
        if run.last_on >= today:
            continue
        work(today)
        if DailyRun.objects.filter(name=name, last_on=run.last_on).update(last_on=today, finished_at=now):
            done.append(name)
    return done


def start_clock(seconds: float = 300) -> None:
    """A thread of the server that catches up every few minutes: an office PC is on at midnight only by accident."""

    def tick() -> None:
        while True:
            time.sleep(seconds)
            try:
                catch_up(now=timezone.localtime())
                tidy()
            except Exception:  # the thread must outlive a locked disk; the next tick tries again
                _log.exception("The day's due work failed; it is tried again in %s seconds.", seconds)
            finally:
                close_old_connections()

    threading.Thread(target=tick, name="bimbing-clock", daemon=True).start()
