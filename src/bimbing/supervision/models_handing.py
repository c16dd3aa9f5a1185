"""Clients change hands: a hand-over of one or many, and somebody who stands in for an absent officer for some days.

Beside `models.py` because that room is full; whoever needs these imports them from `supervision.models`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bimbing.offices.models import Office, Staff


class HandOver(models.Model):
    """One hand-over of one or many clients from a day on, as one letter tells it. Undone, it stays for the record.

    `request_key` is made by the form: the same form sent twice is one hand-over.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    reason = models.CharField(max_length=250)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    request_key = models.UUIDField(unique=True)
    undone_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=("office", "-id"), name="handover_of_office")]

    def __str__(self) -> str:
        return f"{self.since:%d-%m-%Y} #{self.pk}"


class HandOverItem(models.Model):
    """One client of a hand-over: from whom to whom, and how he stood on the day of the letter.

    `version` is the guidance's after the hand-over: while it is still that, nobody has changed the record since.
    """

    batch = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="items")
    supervision = models.ForeignKey("supervision.Supervision", on_delete=models.CASCADE, related_name="+")
    giver = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    end_date = models.DateField(null=True, blank=True)
    last_visit_on = models.DateField(null=True, blank=True)
    missed_run = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("batch", "supervision"), name="a_client_once_a_hand_over")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.supervision_id}"


class Cover(models.Model):
    """From one day through another somebody sees and works on the clients of an absent officer; they stay his.

    It begins and ends by its days alone: nobody switches it (ADR 0012).
    """

    class Kind(models.TextChoices):
        LEAVE = "cuti", _("leave")
        ILL = "sakit", _("ill")
        DUTY = "dinas", _("away on duty")
        OTHER = "lain", _("another reason")

    absent = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()  # the last day on which it holds
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.LEAVE)
    document = models.CharField(max_length=120, blank=True)  # the letter or order it stands on
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("since", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="a_cover_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(absent=F("substitute")), name="nobody_stands_in_for_himself"),
        ]
        indexes = [
            models.Index(fields=("substitute", "until"), name="cover_by_substitute"),
            models.Index(fields=("absent", "until"), name="cover_by_absent"),
        ]

    def __str__(self) -> str:
        return f"{self.since:%d-%m-%Y} - {self.until:%d-%m-%Y}"
