"""The backup that nobody has to think of: asked for when an hour has passed and something has happened since."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings

from bimbing.audit.models import Event
from bimbing.backup.actions.drill import drill, is_drill_due
from bimbing.backup.actions.make import make_backup
from bimbing.backup.archive import BackupFault
from bimbing.backup.models import Backup
from bimbing.jobs.actions import JobFailed, Task, enqueue, often, work
from bimbing.jobs.models import Job
from bimbing.jobs.queries import live_job

JOB: Final = "backup"
EVERY: Final = timedelta(hours=1)
AT_LEAST: Final = timedelta(hours=24)
"""Even where nothing happened: a disk that rots should be noticed while the day before is still whole."""


def ask_for_backup(*, reason: Backup.Reason, at: datetime, by_id: int | None = None) -> Job:
    """A backup in the background. Asked again while one waits or runs, it is that one."""
    return live_job(kind=JOB) or enqueue(
        kind=JOB, key=f"{JOB}:{at:%Y%m%d%H%M%S}", at=at, by_id=by_id, args={"reason": reason.value}
    )


@often
def make_if_due(now: datetime) -> Job | None:
    """Ask for a backup where one is due. Called every few minutes; asking twice is harmless."""
    return (
        ask_for_backup(reason=Backup.Reason.HOURLY, at=now)
        if settings.BACKUP_HOURLY and is_due(now)
        else None
    )


def is_due(now: datetime) -> bool:
    """Whether an hour has passed since the last whole backup and something was written since; or a whole day has.

    A try that failed counts as well: the next one comes an hour later, not every few minutes.
    """
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return False  # nobody has done anything here yet
    latest = Backup.objects.order_by("-made_at", "-pk").first()
    if latest is None or latest.made_at > now:  # the clock was set back
        return True
    age = now - latest.made_at
    return age >= AT_LEAST or (age >= EVERY and (latest.event_id != last or not latest.is_whole))


@work(JOB)
def _make(task: Task) -> Any:
    """Safe to do twice: a second attempt makes a second backup."""
    reason = Backup.Reason(task.job.args.get("reason", Backup.Reason.HOURLY))
    try:
        made = make_backup(reason=reason, at=task.at, by_id=task.job.by_id, progress=task.progress)
    except BackupFault as fault:
        raise JobFailed(fault.fault) from fault
    if is_drill_due(task.at):
        drill(made, at=task.at)
    return {"backup": made.pk}
