"""What was kept of the database, where, and when it was last seen to be whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Backup(models.Model):
    """One file of a backup, or the try to make one. The files are what counts: these rows tell the office about them.

    A file without a row (after a restore) is restored all the same; a row without its file says that it was pruned.
    """

    class Reason(models.TextChoices):
        HOURLY = "hourly", _("by itself")
        BY_HAND = "by_hand", _("by hand")
        BEFORE_UPDATE = "before_update", _("before a new version")

    name = models.CharField(max_length=80)
    reason = models.CharField(max_length=14, choices=Reason)
    made_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)  # the member of staff who asked for it
    size = models.BigIntegerField(default=0)  # bytes of the file
    rows = models.BigIntegerField(default=0)  # of all tables together
    event_id = models.BigIntegerField(default=0)  # the last line of the trail that is in it
    seconds = models.FloatField(default=0)
    checked_at = models.DateTimeField(null=True)  # read back, opened and compared, row by row
    drilled_at = models.DateTimeField(
        null=True
    )  # restored into a folder of its own, and the program opened it
    copied_at = models.DateTimeField(null=True)  # it stands outside this computer, and was read back there
    downloaded_at = models.DateTimeField(
        null=True
    )  # a person took it away; nobody can tell whether it arrived
    pruned_at = models.DateTimeField(null=True)
    error = models.CharField(
        max_length=20, blank=True
    )  # why there is no whole file: a code of `archive.Fault`

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = [models.Index(fields=("-made_at",), name="backup_latest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        """It was written, read back and found to say what the database said."""
        return self.checked_at is not None and not self.error
