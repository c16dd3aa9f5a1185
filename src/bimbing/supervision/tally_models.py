"""How many supervisions are alike: what a region is counted from, kept true by the database itself (ADR 0014)."""

from django.db import models

from bimbing.offices.models import Office


class Kind(models.Model):
    """What a region counts supervisions by, beside the offence and the month of ending."""

    office = models.ForeignKey(
        Office, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    section = models.CharField(max_length=3)
    programme = models.CharField(max_length=24, blank=True)  # the code; empty where none is entered
    status = models.CharField(max_length=16)
    report_state = models.CharField(max_length=10)
    misses = models.PositiveSmallIntegerField()  # in a row; 3 are three and more
    n = models.IntegerField()

    class Meta:
        abstract = True


class Tally(Kind):
    """How many supervisions of an office are alike, by offence. Written by `actions.tallies` alone."""

    offence = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("office", "section", "programme", "offence", "status", "report_state", "misses"),
                name="a_tally_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.programme} {self.offence}: {self.n}"


class EndingTally(Kind):
    """How many supervisions of an office are alike, by the month of ending. Written by `actions.tallies` alone."""

    ends = models.CharField(max_length=7, blank=True)  # 2026-11; empty where no end is entered

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("office", "section", "programme", "ends", "status", "report_state", "misses"),
                name="an_ending_tally_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.programme} {self.ends}: {self.n}"


class TallyChange(Kind):
    """What a change of supervisions did to the tallies, and is not yet added to them. Triggers of the database append
    it, in the transaction of the change (migration 0011); nobody waits for anybody, since nothing is overwritten."""

    offence = models.CharField(max_length=24, blank=True)
    ends = models.CharField(max_length=7, blank=True)

    def __str__(self) -> str:
        return f"{self.office_id} {self.programme} {self.offence} {self.ends}: {self.n:+}"
