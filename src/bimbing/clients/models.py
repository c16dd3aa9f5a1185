"""The person: identity, contacts, guarantor, and the text by which he is found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from bimbing.offices.models import Office, Section, Staff
from bimbing.rules.names import display_name, initials

if TYPE_CHECKING:
    from typing import Self


class Sex(models.TextChoices):
    MALE = "L", _("Male")
    FEMALE = "P", _("Female")


class Religion(models.TextChoices):
    ISLAM = "Islam", "Islam"
    KRISTEN = "Kristen", "Kristen"
    KATOLIK = "Katolik", "Katolik"
    HINDU = "Hindu", "Hindu"
    BUDDHA = "Buddha", "Buddha"
    KHONGHUCU = "Khonghucu", "Khonghucu"
    KEPERCAYAAN = "Kepercayaan", _("Belief in the One God")


class ClientQuerySet(models.QuerySet["Client"]):
    def in_office_of(self, staff: Staff) -> Self:
        """Clients of the staff member's office and section. The caseload is added by `supervision.queries`."""
        clients = self.filter(office_id=staff.office_id)
        return clients.filter(section=staff.section) if staff.section else clients


class Client(models.Model):
    """A person under guidance, once, however many cases and programmes he has had.

    Names are one field: one-word names are normal in Java, first and last names are not. `birth_year` stands alone
    where the papers know no more. `district` and `regency` are read from the address and may be corrected.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=3, choices=Section, default=Section.ADULT)
    full_name = models.CharField(_("full name"), max_length=160)
    aliases = models.CharField(_("alias"), max_length=160, blank=True)  # separated by " / "
    parent_name = models.CharField(_("father's name"), max_length=120, blank=True)
    call_name = models.CharField(_("called"), max_length=60, blank=True)
    name_key = models.CharField(
        max_length=160, editable=False
    )  # rules.name_keys.fold(full_name): sorting, look-alikes
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=80, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    nik = models.CharField("NIK", max_length=16, blank=True)
    religion = models.CharField(_("religion"), max_length=20, choices=Religion, blank=True)
    education = models.CharField(_("education"), max_length=40, blank=True)
    occupation = models.CharField(_("occupation"), max_length=60, blank=True)
    marital_status = models.CharField(_("marital status"), max_length=20, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    village = models.CharField(_("village"), max_length=60, blank=True)
    district = models.CharField(_("district"), max_length=60, blank=True)
    regency = models.CharField(_("regency"), max_length=60, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)
    has_card = models.BooleanField(default=False, editable=False)  # a sum of facts: kept by `cards.actions`
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ("name_key", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nik="") | models.Q(nik__regex=r"^[0-9]{16}$"), name="nik_has_16_digits"
            ),
            models.CheckConstraint(condition=~models.Q(full_name=""), name="client_has_a_name"),
        ]
        indexes = [
            models.Index(fields=("office", "name_key", "id"), name="client_by_name"),
            models.Index(fields=("office", "nik"), name="client_by_nik", condition=~models.Q(nik="")),
        ]

    def __str__(self) -> str:
        return self.list_name

    @property
    def is_juvenile(self) -> bool:
        return self.section == Section.JUVENILE

    @property
    def shown_name(self) -> str:
        """The name as it is read aloud: `Suwarno`, not `SUWARNO`. Only for the client's own file and card."""
        return display_name(self.full_name)

    @property
    def list_name(self) -> str:
        """The name for lists, titles and messages: a child by initials (UU 11/2012 Ps. 19)."""
        return initials(self.full_name) if self.is_juvenile else self.shown_name

    def age_on(self, day: date) -> int | None:
        """Whole years on `day`; None where the birth date is not known."""
        if self.birth_date is None:
            return None
        return (
            day.year
            - self.birth_date.year
            - ((day.month, day.day) < (self.birth_date.month, self.birth_date.day))
        )


class Phone(models.Model):
    """A number by which a client is reached. Several people may share one, so it is never unique."""

    class Owner(models.TextChoices):
        SELF = "self", _("own")
        SPOUSE = "spouse", _("spouse")
        PARENT = "parent", _("parent")
        CHILD = "child", _("child")
        SIBLING = "sibling", _("sibling")
        GUARANTOR = "guarantor", _("guarantor")
        VILLAGE = "village", _("village office")
        OTHER = "other", _("somebody else")

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(max_length=17)  # E.164: +628…
    owner = models.CharField(max_length=10, choices=Owner, default=Owner.SELF)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("client", "number"), name="a_number_once_a_client")]

    def __str__(self) -> str:
        return self.number


class Guarantor(models.Model):
    """Who answers for the client (penjamin), and for a child the guardian who is told first."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="guarantors")
    name = models.CharField(_("name"), max_length=120)
    relation = models.CharField(_("relation"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=17, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class SearchEntry(models.Model):
    """The line a client is found by (`rules.finding.entry_text`), beside his office.

    A search reads through the lines of one office, so they are indexed by office with the text (see the migrations).
    """

    client = models.OneToOneField(Client, primary_key=True, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text
