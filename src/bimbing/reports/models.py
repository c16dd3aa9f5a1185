"""Counts as of a day, the office's own forms, charts, exports: what a month said when it was over."""

from django.db import models

from bimbing.offices.models import Office


class KeptMonth(models.Model):
    """How a month was counted on the day it was kept, guidance by guidance, so that a later difference has a name.

    `counted`: number of a guidance -> [programme, section, sex, *measures] of the balance (`rules.month_report`).
    `digest`: SHA-256 of it. The night of the first keeps it, or the first one on which the program runs; never overwritten.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # its first day
    counted = models.JSONField()
    digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("-month",)
        constraints = [
            models.UniqueConstraint(fields=("office", "month"), name="a_month_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.month:%Y-%m}"
