"""What is not in the register yet: the page somebody is still typing, and what somebody proposes to the registrar."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bimbing.clients.models import Client
from bimbing.offices.models import Office, Section, Staff
from bimbing.supervision.models import Supervision


class Draft(models.Model):
    """A page "New client" as far as it was typed. It is its owner's alone; nobody else finds it.

    `texts`: field -> what stands in it. `key` is made with the page; (`page`, `turn`): the window that saved last and
    how far its typing was, so that what arrives late overwrites nothing. One that has ended keeps no word once its
    client is registered or proposed; one that was thrown away keeps them for a while, to be taken back.
    """

    class End(models.TextChoices):
        DONE = "done", _("registered or proposed")
        DISCARDED = "discarded", _("thrown away")

    owner = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    texts = models.JSONField(default=dict)
    page = models.UUIDField()
    turn = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=10, choices=End, blank=True)

    class Meta:
        ordering = ("-saved_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("owner", "key"), name="one_draft_of_a_page"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_as="")
                | (Q(ended_at__isnull=False) & ~Q(ended_as="")),
                name="an_ended_draft_says_how",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)


class Proposal(models.Model):
    """A client who should come into the register, or a correction of one who is there, as somebody proposes it.

    `texts`: field -> what was typed, as the page of that kind has them; of a correction only what should change, and
    `was` says what stood there then. `client`: of a correction whose it is; of a new client the known person whose
    further guidance it is, and once accepted whoever came in. `word` is what it was returned with last.
    """

    class Kind(models.TextChoices):
        CLIENT = "client", _("New client")
        CORRECTION = "correction", _("Correction")

    class State(models.TextChoices):
        SENT = "sent", _("Waits")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=3, choices=Section)
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    client = models.ForeignKey(Client, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    supervision = models.ForeignKey(
        Supervision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    texts = models.JSONField(default=dict)
    was = models.JSONField(default=dict)
    reason = models.CharField(max_length=140, blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    request_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField()
    word = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("sent_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="correction") | Q(client__isnull=False), name="a_correction_has_its_client"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(word=""), name="a_returned_proposal_has_a_word"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(client__isnull=False, decided_by__isnull=False),
                name="an_accepted_proposal_has_its_client",
            ),
        ]
        indexes = [
            models.Index(fields=("office", "state", "sent_at"), name="proposals_queue"),
            models.Index(fields=("by", "state"), name="proposals_own"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


#: In these states its proposer may still mend or withdraw it.
OPEN = (Proposal.State.SENT, Proposal.State.RETURNED)


class Step(models.Model):
    """What became of a proposal, one step after the other: who, when, with which word. Never changed."""

    class Kind(models.TextChoices):
        SENT = "sent", _("Proposed")
        SENT_AGAIN = "sent_again", _("Sent again")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    word = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%d-%m-%Y %H:%M}"
