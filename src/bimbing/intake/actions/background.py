"""Entering an import in the background: asked for once, stopped before its end, safe to be done twice."""

from datetime import datetime
from typing import Any

from bimbing.intake.actions.commit import ImportDiscarded, commit
from bimbing.intake.models import Import
from bimbing.intake.queries.at_work import COMMIT_JOB, commit_job
from bimbing.jobs.actions import JobFailed, Task, cancel, enqueue, work
from bimbing.jobs.models import Job
from bimbing.offices.models import Staff

#: `Job.error` beside those of the queue.
DISCARDED = "discarded"
GONE = "gone"


def commit_later(*, batch: Import, by: Staff, at: datetime) -> Job | None:
    """Ask for a waiting import to be entered; None where it is in the register already. Raises ImportDiscarded.

    Whoever asks while it waits or runs gets that same job. Where the last one failed or was stopped it is a new try.
    """
    batch.refresh_from_db(fields=["state"])
    if batch.state in (Import.State.DISCARDED, Import.State.UNDONE):
        raise ImportDiscarded
    if batch.state == Import.State.DONE:
        return None
    tries = Job.objects.filter(
        kind=COMMIT_JOB, subject_id=batch.pk, state__in=(Job.State.FAILED, Job.State.CANCELLED)
    )
    return enqueue(
        kind=COMMIT_JOB,
        key=f"{COMMIT_JOB}:{batch.pk}:{tries.count() + 1}",
        office_id=batch.office_id,
        subject_id=batch.pk,
        by_id=by.pk,
        at=at,
    )


def stop_commit(*, batch: Import, at: datetime) -> Job | None:
    """Stop entering an import: it waits again, and nothing of it is in the register. None where nothing runs."""
    job = commit_job(batch)
    return cancel(job=job, at=at) if job is not None and job.is_live else None


@work(COMMIT_JOB)
def _enter(task: Task) -> Any:
    """The import's own counts are the result: an attempt that finds it entered says what the one before it did."""
    batch = Import.objects.select_related("office").filter(pk=task.job.subject_id or 0).first()
    by = Staff.objects.filter(pk=task.job.by_id or 0).first()
    if batch is None or by is None:
        raise JobFailed(GONE)
    try:
        commit(batch=batch, by=by, at=task.at, progress=task.progress)
    except ImportDiscarded:
        raise JobFailed(DISCARDED) from None
    return batch.counts.get("result")
