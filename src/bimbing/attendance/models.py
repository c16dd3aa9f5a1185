"""What was reported: visits and excuses. Duties and misses follow from them by rule (`rules.duty`)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bimbing.offices.models import Outpost, Staff
from bimbing.rules.duty import AttendanceKind
from bimbing.supervision.models import Supervision

KIND_LABELS = {
    AttendanceKind.HADIR: _("Present"),
    AttendanceKind.DARING: _("Online"),
    AttendanceKind.KUNJUNGAN: _("Home visit"),
    AttendanceKind.POS: _("Present at a post"),
    AttendanceKind.IZIN: _("Excused"),
    AttendanceKind.SAKIT: _("Ill"),
    AttendanceKind.TITIP: _("Represented"),
    AttendanceKind.MANGKIR: _("Absent"),
}


class Visit(models.Model):
    """One report of one client on one day. Never deleted: voided, with a reason.

    `on` is the day it happened, `recorded_at` when it was typed: paper sheets come in later, and say so.
    `request_key` is made by the form or the device: the same request twice is one visit.
    """

    class Source(models.TextChoices):
        SCAN = "scan", _("card scanned")
        CODE = "code", _("code typed")
        FOUND = "found", _("found by name")
        PAPER = "paper", _("from paper")
        IMPORT = "import", _("from a workbook")

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    day_known = models.BooleanField(default=True)  # false: a paper list had only a tick in the month's column
    time = models.TimeField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=KIND_LABELS.items(), default=AttendanceKind.HADIR)
    outpost = models.ForeignKey(Outpost, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=Source)
    note = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)  # the next date as told to the client
    received_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    request_key = models.UUIDField(unique=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("supervision", "on"), condition=Q(voided_at__isnull=True), name="one_visit_a_day"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="a_voided_visit_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=("supervision", "-on"), name="visit_of_supervision"),
            models.Index(fields=("on",), name="visit_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d-%m-%Y} {self.kind}"

    @property
    def is_late_entry(self) -> bool:
        """Typed on a later day than it happened."""
        return timezone.localtime(self.recorded_at).date() > self.on


class Excuse(models.Model):
    """A span of days in which reporting is excused (izin, sakit): it neither counts as a miss nor ends a run."""

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="excuses")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-since", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="an_excuse_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return f"{self.since:%d-%m-%Y} - {self.until:%d-%m-%Y}"
