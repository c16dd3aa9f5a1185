"""What an office says over the nation's rows, from which day on, and what the panel (TPP) decided about a client."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from bimbing.offices.models import Office, Staff
from bimbing.rules.duty import Interval
from bimbing.rules.phases import Phase, PhaseStep
from bimbing.supervision.models import (
    INTERVAL_LABELS,
    PHASE_LABELS,
    OffenceCategory,
    Programme,
    Supervision,
)

#: What can be said of many clients at once: agreed dates are one client's.
COMMON_INTERVALS = {key: label for key, label in INTERVAL_LABELS.items() if key is not Interval.KHUSUS}
STEP_LABELS = {
    PhaseStep.BEGINS: _("Enters"),
    PhaseStep.MOVES_ON: _("Moves on"),
    PhaseStep.STAYS: _("Stays"),
    PhaseStep.GOES_BACK: _("Goes back"),
}


class OfficeProgramme(models.Model):
    """An office's answer over a programme: whether new clients get it, and its place in the office's lists.

    It says nothing about clients that have it: those keep it, and go on counting. Without a row: offered, and in the
    place of the nation's list.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    is_offered = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("office", "programme"), name="one_answer_to_a_programme")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.programme_id}"


class ProgrammeRule(models.Model):
    """How often clients of a programme report and whether they count as active, in one office, from a day on.

    Before the first rule the programme's own columns hold. A rule holds from a coming day, so that no month that is
    over is ever counted anew.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    interval = models.CharField(max_length=14, choices=COMMON_INTERVALS.items(), default=Interval.BULANAN)
    counts_as_active = models.BooleanField(default=True)
    reason = models.CharField(max_length=250)
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("valid_from",)
        constraints = [
            models.UniqueConstraint(
                fields=("office", "programme", "valid_from"), name="one_programme_rule_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.valid_from:%d-%m-%Y}"


class OfficeOffence(models.Model):
    """An office's answer over a kind of offence: whether it is offered, and its place. Without a row: as the nation."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    offence = models.ForeignKey(OffenceCategory, on_delete=models.CASCADE, related_name="+")
    is_offered = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("office", "offence"), name="one_answer_to_an_offence")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.offence_id}"


class ArticleHint(models.Model):
    """What an article means in this office: a suggestion that goes before the rules' own.

    `law`: `lama` and `baru` for the KUHP of 1946 and of 2023, else number and year as `35/2009`. An empty `article`
    stands for the whole law.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    law = models.CharField(max_length=12)
    article = models.CharField(max_length=6, blank=True)
    offence = models.ForeignKey(OffenceCategory, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("law", "article")
        constraints = [
            models.UniqueConstraint(fields=("office", "law", "article"), name="one_hint_an_article")
        ]

    def __str__(self) -> str:
        return f"{self.law} {self.article} {self.offence_id}"


class PhaseRule(models.Model):
    """Where the phases of guidance are suggested, and how often clients report in each, from a day on.

    The fractions are per cent of the days of guidance. An empty interval leaves the phase to the programme.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    first_percent = models.PositiveSmallIntegerField(default=25)
    second_percent = models.PositiveSmallIntegerField(default=75)
    awal_interval = models.CharField(max_length=14, choices=COMMON_INTERVALS.items(), blank=True)
    lanjutan_interval = models.CharField(max_length=14, choices=COMMON_INTERVALS.items(), blank=True)
    akhir_interval = models.CharField(max_length=14, choices=COMMON_INTERVALS.items(), blank=True)
    reason = models.CharField(max_length=250)
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("valid_from",)
        constraints = [models.UniqueConstraint(fields=("office", "valid_from"), name="one_phase_rule_a_day")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.valid_from:%d-%m-%Y}"

    @property
    def intervals(self) -> Mapping[Phase, Interval]:
        """The phases for which the office says an interval."""
        said = {phase: getattr(self, f"{phase.value}_interval") for phase in Phase}
        return {phase: Interval(interval) for phase, interval in said.items() if interval}


class PhaseDecision(models.Model):
    """What a session of the panel (sidang TPP) decided about the phase of a client (PP 31/1999 art. 31 to 35).

    `since` is the day the phase begins, `until` the day before the next one. `counts_from`: from here on the interval
    of the phase holds; never before the day after it was recorded, so that no month that is over is counted anew.
    A withdrawn decision stays, with the day on which it was withdrawn.
    """

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="phase_decisions")
    phase = models.CharField(max_length=8, choices=PHASE_LABELS.items())
    decision = models.CharField(max_length=8, choices=STEP_LABELS.items())
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    counts_from = models.DateField()
    tpp_number = models.CharField(max_length=120)
    tpp_date = models.DateField()
    note = models.CharField(max_length=250, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=250, blank=True)
    withdrawn_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("supervision",),
                condition=models.Q(until__isnull=True, withdrawn_on__isnull=True),
                name="one_phase_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.since:%d-%m-%Y}"
