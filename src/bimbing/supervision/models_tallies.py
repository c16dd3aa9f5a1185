"""How many supervisions are alike: what a region is counted from, kept true by the database itself (ADR 0014)."""

from django.db import models

from bimbing.offices.models import Office

#: One tally for each of these. An index holds the same and the number: a question reads the index alone.
_KIND = ("section", "programme", "offence", "status", "report_state", "misses")


class Kind(models.Model):
    """What supervisions are counted by for a region, and how many are alike."""

    office = models.ForeignKey(
        Office, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    section = models.CharField(max_length=3)
    programme = models.CharField(max_length=24, blank=True)  # the code; empty where none is entered
    offence = models.CharField(max_length=24, blank=True)
    status = models.CharField(max_length=16)
    report_state = models.CharField(max_length=10)
    misses = models.PositiveSmallIntegerField()  # in a row; 3 are three and more
    n = models.IntegerField()

    class Meta:
        abstract = True


class Tally(Kind):
    """How many supervisions of an office are alike. Written by `actions.tallies` alone."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=("office", *_KIND), name="a_tally_once")]
        indexes = [
            models.Index(fields=(*_KIND, "n"), name="tally_by_kind"),
            models.Index(
                fields=(
                    "office",
                    "status",
                    "report_state",
                    "misses",
                    "section",
                    "programme",
                    "offence",
                    "n",
                ),
                name="tally_by_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.programme} {self.offence}: {self.n}"


class EndingTally(Kind):
    """The same, each month of ending by itself. Several times as many rows, read where months are asked about."""

    ends = models.CharField(max_length=7, blank=True)  # 2026-11; empty where no end is entered

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("office", *_KIND, "ends"), name="an_ending_tally_once")
        ]
        indexes = [
            models.Index(
                fields=(
                    "ends",
                    "status",
                    "office",
                    "section",
                    "programme",
                    "offence",
                    "report_state",
                    "misses",
                    "n",
                ),
                name="tally_by_month",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.programme} {self.offence} {self.ends}: {self.n}"


class TallyChange(Kind):
    """What a change of supervisions did to the tallies, and is not yet added to them. Triggers of the database append
    it, in the transaction of the change (migration 0011); nobody waits for anybody, since nothing is overwritten."""

    ends = models.CharField(max_length=7, blank=True)

    def __str__(self) -> str:
        return f"{self.office_id} {self.programme} {self.offence} {self.ends}: {self.n:+}"
