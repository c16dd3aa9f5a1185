"""A workbook that came in: the file's fingerprint, every row as it stood, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bimbing.offices.models import Office, Staff


class Import(models.Model):
    """One file of one office. `digest` makes a second run of the same file recognisable."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("To be confirmed")
        DONE = "done", _("Brought in")
        DISCARDED = "discarded", _("Discarded")
        UNDONE = "undone", _("Undone")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    counts = models.JSONField(default=dict)
    sheets = models.JSONField(default=list)
    found = models.JSONField(
        default=dict
    )  # officers it names, lines that found no client, how many rows were none
    uploaded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    undo = models.JSONField(null=True)  # where the import begins and ends in the tables: `actions.undo`
    #: How a person said to read the file: `imports.choices`. Empty: as Bimbing understood it.
    choices = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=("office", "-id"), name="import_of_office")]

    def __str__(self) -> str:
        return self.file_name


class ImportFile(models.Model):
    """The file itself while its import waits, to be read anew another way; it goes when the import is decided."""

    batch = models.OneToOneField(Import, on_delete=models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.batch.file_name


class ImportRow(models.Model):
    """One client row of the file, kept for ever as it stood, with what was read in it and what it became."""

    class Outcome(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("Same")
        DOUBTFUL = "doubtful", _("Doubtful")
        REJECTED = "rejected", _("Rejected")

    class Made(models.TextChoices):
        CLIENT = "client"  # a person with his guidance
        GUIDANCE = "guidance"  # a guidance of a person who was there

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=120, blank=True)
    row = models.PositiveIntegerField()  # as the user sees it in the spreadsheet: 1 is the first
    raw = models.JSONField()
    understood = models.JSONField()
    issues = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome)
    row_key = models.CharField(
        max_length=64
    )  # SHA-256 of what was understood: the same row again changes nothing
    client_id = models.BigIntegerField(null=True)
    supervision_id = models.BigIntegerField(null=True)
    made = models.CharField(max_length=8, blank=True, default="")
    undo = models.JSONField(null=True)  # the old values of what it changed: `actions.snapshots`
    #: What a person answered, over what was read: field -> {value, by, at}. `understood` stays as the file says it.
    answers = models.JSONField(default=dict)
    #: Who a person said this is: {as: "client:<id>" | "row:<sheet>!<row>" | "new" | "skip", by, at}; null: nobody was asked.
    identity = models.JSONField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("batch", "sheet", "row"), name="a_row_once_a_file")]
        indexes = [
            models.Index(fields=("row_key",), name="import_row_key"),
            models.Index(fields=("supervision_id",), name="import_row_became"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"


class Layout(models.Model):
    """A table whose columns a person of the office confirmed: the next file that has it is read so without asking."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)  # SHA-256 of its headings, in their order
    name = models.CharField(max_length=200)  # the sheet and file it was confirmed on, for people
    columns = models.JSONField()  # letter -> meaning
    confirmed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("office", "key"), name="a_layout_once_an_office")]

    def __str__(self) -> str:
        return self.name


class LearntWord(models.Model):
    """What a word of the office's own means: `word` under `field` (programme, offence, status) is `code`."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=20)
    word_key = models.CharField(max_length=120)  # `rules.taught_words`; of an officer, folded as names are
    word = models.CharField(max_length=120)
    code = models.CharField(max_length=40)
    learnt_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    learnt_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("office", "field", "word_key"), name="a_word_once_an_office")
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.code}"
