"""The office, its posts, its people, its holidays and its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from bimbing.offices.permissions import GUIDES, WHOLE_OFFICE, Permission, Role, may
from bimbing.rules.sentence import ChildParoleEnd, FractionRounding

if TYPE_CHECKING:
    from datetime import date


class Section(models.TextChoices):
    """The two case sections of every office; children are kept apart (PP 9/2017: a register of their own)."""

    ADULT = "BKD", _("Adults")
    JUVENILE = "BKA", _("Children")


class Office(models.Model):
    """One probation office (Balai Pemasyarakatan) and the settings that differ from office to office.

    A regional office (Kanwil) and the Directorate General are rows too: people work there who see the figures of the
    offices below, and no client. `parent` is the regional office that a probation office belongs to.
    """

    class TimeZone(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    class DutyModel(models.TextChoices):
        CALENDAR = "calendar", _("Once in each calendar month")
        ANNIVERSARY = "anniversary", _("On the day of the month the guidance began")

    class Kind(models.TextChoices):
        BAPAS = "bapas", _("Probation office")
        KANWIL = "kanwil", _("Regional office")
        DITJEN = "ditjen", _("Directorate General")

    class CardProfile(models.TextChoices):
        PRIVATE = "private", _("Private: without offence, religion or full NIK")
        FULL = "full", _("Full: every field of the paper form")

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.BAPAS)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    letterhead = models.TextField(blank=True)  # one line of the letterhead a line
    address = models.CharField(max_length=250, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    city = models.CharField(max_length=60, blank=True)
    time_zone = models.CharField(max_length=20, choices=TimeZone, default=TimeZone.WIB)
    opening_hours = models.CharField(max_length=60, blank=True, default="08.00-15.00")

    duty_model = models.CharField(max_length=12, choices=DutyModel, default=DutyModel.CALENDAR)
    grace_days = models.PositiveSmallIntegerField(default=0)
    min_last_period_days = models.PositiveSmallIntegerField(default=7)
    orange_misses = models.PositiveSmallIntegerField(default=2)
    red_misses = models.PositiveSmallIntegerField(default=3)
    date_tolerance_days = models.PositiveSmallIntegerField(default=2)
    end_offset_days = models.SmallIntegerField(default=0)
    stand_in_satisfies = models.BooleanField(default=False)
    home_visit_satisfies = models.BooleanField(default=True)
    backdate_days = models.PositiveSmallIntegerField(default=60)
    officers_see_section = models.BooleanField(default=False)
    register_template = models.CharField(
        max_length=80, default="{seq:3}/{program}/{section}/{roman_month}/{year}"
    )
    card_profile = models.CharField(max_length=10, choices=CardProfile, default=CardProfile.PRIVATE)
    card_notes = models.TextField(blank=True)
    adult_section_name = models.CharField(max_length=80, default="Bimbingan Klien Dewasa")
    juvenile_section_name = models.CharField(max_length=80, default="Bimbingan Klien Anak")
    juvenile_prompts = models.CharField(
        max_length=20, blank=True, default="18, 21"
    )  # ages at which the file asks
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | models.Q(kind="bapas"),
                name="only_probation_offices_have_a_region",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def letterhead_lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.letterhead.splitlines() if line.strip())


class DutyRule(models.Model):
    """How the office counts the duty to report from a day on; before the first of them, as its own columns say.

    A change holds from a coming day, so that no month that is over is ever counted anew.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="duty_rules")
    valid_from = models.DateField()
    duty_model = models.CharField(max_length=12, choices=Office.DutyModel, default=Office.DutyModel.CALENDAR)
    grace_days = models.PositiveSmallIntegerField(default=0)
    min_last_period_days = models.PositiveSmallIntegerField(default=7)
    home_visit_satisfies = models.BooleanField(default=True)
    stand_in_satisfies = models.BooleanField(default=False)
    reason = models.CharField(max_length=250)  # the order or agreement that decided it
    decided_by = models.ForeignKey("Staff", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("valid_from",)
        constraints = [models.UniqueConstraint(fields=("office", "valid_from"), name="one_duty_rule_a_day")]

    def __str__(self) -> str:
        return f"{self.office} {self.valid_from:%d-%m-%Y}"


class DateRule(models.Model):
    """By which conventions dates are computed for guidances that begin on or after a day.

    Before the first rule: the office's own `end_offset_days` and the usual conventions. A guidance keeps the
    conventions of the day it began, so that a checked date never turns into a doubtful one.
    """

    class Rounding(models.TextChoices):
        UP = FractionRounding.UP.value, _("up to the next day")
        DOWN = FractionRounding.DOWN.value, _("down to the day before")

    class ChildParole(models.TextChoices):
        DOCUMENT = ChildParoleEnd.DOCUMENT.value, _("only as the decision says")
        EXPIRY = ChildParoleEnd.EXPIRY.value, _("the end of the sentence")
        EXPIRY_PLUS_YEAR = ChildParoleEnd.EXPIRY_PLUS_YEAR.value, _("the end of the sentence and one year")

    class Offset(models.IntegerChoices):
        ANNIVERSARY = 0, _("the anniversary itself")
        DAY_BEFORE = -1, _("the day before the anniversary")

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    end_offset_days = models.SmallIntegerField(choices=Offset, default=Offset.ANNIVERSARY)
    fraction_month_days = models.PositiveSmallIntegerField(default=30)
    fraction_rounding = models.CharField(max_length=4, choices=Rounding, default=Rounding.UP)
    child_parole = models.CharField(max_length=16, choices=ChildParole, default=ChildParole.DOCUMENT)
    leave_months = models.PositiveSmallIntegerField(default=6)
    reason = models.CharField(max_length=250)
    decided_by = models.ForeignKey("Staff", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("valid_from",)
        constraints = [models.UniqueConstraint(fields=("office", "valid_from"), name="one_date_rule_a_day")]

    def __str__(self) -> str:
        return f"{self.office} {self.valid_from:%d-%m-%Y}"


class Signatory(models.Model):
    """Who signs the office's letters from a day on: the head, or who acts for him (Plt., Plh.)."""

    class Standing(models.TextChoices):
        HEAD = "kepala", "Kepala"
        ACTING = "plt", "Plt. Kepala"
        DAILY = "plh", "Plh. Kepala"

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    standing = models.CharField(max_length=6, choices=Standing, default=Standing.HEAD)
    full_name = models.CharField(max_length=120)
    rank = models.CharField(max_length=80, blank=True)  # Pembina (IV/a)
    nip = models.CharField(max_length=18, blank=True)
    reason = models.CharField(max_length=250)
    decided_by = models.ForeignKey("Staff", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("valid_from",)
        constraints = [models.UniqueConstraint(fields=("office", "valid_from"), name="one_signatory_a_day")]

    def __str__(self) -> str:
        return f"{self.get_standing_display()} {self.full_name}"


class Outpost(models.Model):
    """A post of the office in another regency (Pos Bapas), without a register of its own."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="outposts")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=("office", "name"), name="one_outpost_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Holiday(models.Model):
    """A day on which no office is open: national (office is null) or of one office."""

    office = models.ForeignKey(
        Office, null=True, blank=True, on_delete=models.CASCADE, related_name="holidays"
    )
    on = models.DateField()
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("on",)
        constraints = [
            models.UniqueConstraint(fields=("office", "on"), name="one_holiday_a_day_of_an_office"),
            models.UniqueConstraint(
                fields=("on",), condition=models.Q(office__isnull=True), name="one_national_holiday_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d-%m-%Y} {self.name}"


class StaffManager(BaseUserManager["Staff"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Staff:
        staff: Staff = self.model(username=username, **fields)
        staff.set_password(password)
        staff.save()
        return staff


class StaffQuerySet(models.QuerySet["Staff"]):
    def of_office(self, office_id: int) -> StaffQuerySet:
        return self.filter(office_id=office_id)

    def guides(self) -> StaffQuerySet:
        """Those who can be given clients."""
        return self.filter(role__in=sorted(GUIDES))


class Staff(AbstractBaseUser):
    """A person of the office. Without a usable password he is only a name that clients can be given to."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="staff")
    outpost = models.ForeignKey(Outpost, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=20, choices=Role, default=Role.OFFICER)
    section = models.CharField(max_length=3, choices=Section, blank=True)  # empty: both
    full_name = models.CharField(_("full name"), max_length=120)
    title = models.CharField(max_length=40, blank=True)  # S.H., M.Si.
    nip = models.CharField(max_length=18, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, choices=[("id", "Indonesia"), ("en", "English")], default="id")
    large_text = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)  # it was handed out by the administrator
    is_active = models.BooleanField(default=True)
    #: No column: the day on which this person is at work now, by the office's clock; the middleware sets it. None
    #: (a job, a command) is no day, and what holds for some days only does not hold then (ADR 0012).
    works_on: date | None = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = StaffManager.from_queryset(StaffQuerySet)()

    class Meta:
        ordering = ("full_name",)
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_names_differ_by_more_than_case"),
            models.UniqueConstraint(
                fields=("office", "nip"), name="one_staff_member_a_nip", condition=~models.Q(nip="")
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def name_with_title(self) -> str:
        return f"{self.full_name}, {self.title}" if self.title else self.full_name

    @property
    def sees_whole_office(self) -> bool:
        return self.role in WHOLE_OFFICE

    def may(self, permission: Permission) -> bool:
        """Whether this person's role has the right; see `permissions.RIGHTS`."""
        return self.is_active and may(self.role, permission)


class StaffAlias(models.Model):
    """How an officer is spelt in the office's workbooks; learnt when an import is confirmed."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="aliases")
    name_key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("office", "name_key"), name="one_officer_an_alias")]

    def __str__(self) -> str:
        return self.name_key
