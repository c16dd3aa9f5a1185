"""Work as rows: what is due once a day, and what somebody asked for and does not wait for."""

from django.db import models


class DailyRun(models.Model):
    """A piece of work that is due once a day. `last_on` is claimed by a conditional UPDATE, so it runs once."""

    name = models.CharField(max_length=40, primary_key=True)
    last_on = models.DateField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.last_on:%d-%m-%Y}"


class Job(models.Model):
    """A piece of work that goes on when nobody looks. Office, subject and person are plain numbers: jobs know no app.

    The key makes asking twice harmless: the same key is the same job. How far it is stands in `step`, `done` and
    `total` only where the engine lets it be written beside the work itself; read it through `jobs.progress`.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    office_id = models.BigIntegerField(null=True)
    subject_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)  # the member of staff who asked for it
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)  # of the last attempt
    finished_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    beat_at = models.DateTimeField(null=True)  # the database's own clock: the worker was alive then
    step = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    error = models.CharField(
        max_length=40, blank=True
    )  # why it failed, as a code; the kind's page has the words

    class Meta:
        ordering = ("pk",)
        indexes = [
            models.Index(fields=("state", "id"), name="job_by_state"),
            models.Index(fields=("kind", "subject_id", "-id"), name="job_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"

    @property
    def is_live(self) -> bool:
        """It waits its turn, or is being done."""
        return self.state in LIVE


LIVE = (Job.State.QUEUED, Job.State.RUNNING)
