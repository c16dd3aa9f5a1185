"""The guidance card: a replaceable token without meaning, and each time it was printed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bimbing.clients.models import Client
from bimbing.offices.models import Office, Staff


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
    """One printing of one card: its version tells a stale card from a fresh one."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="prints")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, default="card")  # card, sheet
    profile = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.card_id} v{self.version}"
