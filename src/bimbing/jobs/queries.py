"""Reads of jobs: the job of a subject, and which subjects are being worked on."""

from collections.abc import Iterable

from bimbing.jobs.models import LIVE, Job


def latest_job(*, kind: str, subject_id: int) -> Job | None:
    """The last job of this kind that was asked for; a look at its subject's rights is the caller's."""
    return Job.objects.filter(kind=kind, subject_id=subject_id).order_by("-pk").first()


def subjects_at_work(*, kind: str, subject_ids: Iterable[int]) -> set[int]:
    """Those of the subjects that have a job waiting or running."""
    live = Job.objects.filter(kind=kind, subject_id__in=list(subject_ids), state__in=LIVE)
    return {subject for subject in live.values_list("subject_id", flat=True) if subject is not None}


def live_job(*, kind: str) -> Job | None:
    """The job of a kind that waits or runs, for kinds that have no subject."""
    return Job.objects.filter(kind=kind, state__in=LIVE).order_by("pk").first()
