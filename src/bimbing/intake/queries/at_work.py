"""Which imports are being entered just now, and how that went the last time."""

from collections.abc import Iterable
from typing import Final

from bimbing.intake.models import Import
from bimbing.jobs.models import Job
from bimbing.jobs.queries import latest_job, subjects_at_work
from bimbing.offices.models import Office

COMMIT_JOB: Final = "intake.commit"


def commit_job(batch: Import) -> Job | None:
    """The last job that was to enter this import; None where nobody asked for it yet."""
    return latest_job(kind=COMMIT_JOB, subject_id=batch.pk)


def imports_at_work(import_ids: Iterable[int]) -> set[int]:
    """Those of the imports that are being entered, or wait their turn: their rows must not change now."""
    return subjects_at_work(kind=COMMIT_JOB, subject_ids=import_ids)


def same_file_at_work(*, office: Office, digest: str) -> Import | None:
    """The import of this very file that is being entered just now. Reads only: nobody waits for the one writer."""
    same = list(Import.objects.filter(office=office, digest=digest, state=Import.State.PREVIEW))
    at_work = imports_at_work(batch.pk for batch in same) if same else set()
    return next((batch for batch in same if batch.pk in at_work), None)
