"""The guidance card: a replaceable token without meaning, and each time it was printed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bimbing.clients.models import Client
from bimbing.offices.models import Office, Staff
from bimbing.supervision.models import Supervision


class Card(models.Model):
    """The card that opens a client's record. Nothing about the person is in `token` or `short_code`.

    A lost card is replaced: the old row stays, points to its successor, and still finds the person.
    """

    class State(models.TextChoices):
        VALID = "valid", _("Valid")
        REPLACED = "replaced", _("Replaced")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=40, unique=True)
    short_code = models.CharField(max_length=10)
    sequence = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.VALID)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replaced_reason = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=0)  # of the last print

    class Meta:
        ordering = ("client", "sequence")
        constraints = [
            models.UniqueConstraint(fields=("office", "short_code"), name="a_short_code_once_an_office"),
            models.UniqueConstraint(
                fields=("client",), condition=Q(state="valid"), name="one_valid_card_a_client"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class CardPrint(models.Model):
    """One printing of one card. `digest` sums up what stood on it, so that a card that tells an older state of the
    record is found again; empty for what is not a card."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="prints")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, default="card")  # card, sheet, carnet
    profile = models.CharField(max_length=10)
    layout = models.CharField(max_length=12, blank=True)  # of `cards.pdf.CardKind`
    supervision = models.ForeignKey(
        Supervision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    digest = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.card_id} v{self.version}"


class Printer(models.Model):
    """A printer of the office, and how far each card must be moved so that it comes out in its place.

    Millimetres to the right and down, on the front and on the back of the paper.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    front_right = models.DecimalField(max_digits=3, decimal_places=1, default=0)
    front_down = models.DecimalField(max_digits=3, decimal_places=1, default=0)
    back_right = models.DecimalField(max_digits=3, decimal_places=1, default=0)
    back_down = models.DecimalField(max_digits=3, decimal_places=1, default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=("office", "name"), name="one_printer_of_a_name")]

    def __str__(self) -> str:
        return self.name


class PrintHabit(models.Model):
    """What a member of staff chose when last printing a card; the page offers it again."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="+")
    layout = models.CharField(max_length=12)
    sides = models.CharField(max_length=10)
    printer = models.ForeignKey(Printer, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.layout} {self.sides}"
