"""Reads about the office itself: whether it exists, its people, its posts, and who may do what."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from bimbing.audit.models import Event
from bimbing.offices.models import DateRule, DutyRule, Holiday, Office, Outpost, Signatory, Staff
from bimbing.offices.permissions import MEANING, RIGHTS, Permission, Role
from bimbing.rules.sentence import ChildParoleEnd, FractionRounding, SentenceSettings

#: How a password that cannot be used begins (`django.contrib.auth.hashers`).
NO_PASSWORD = Q(password="") | Q(password__startswith="!")  # noqa: S106  (not a password: the lack of one)


class StaffState(StrEnum):
    """The parts of the list of staff; the values stand in the address."""

    ALL = ""
    WITHOUT_SIGN_IN = "tanpa-sandi"
    LEFT = "nonaktif"


@dataclass(frozen=True, slots=True)
class StaffCounts:
    """How many people each part of the list holds."""

    active: int
    without_sign_in: int
    left: int


@dataclass(frozen=True, slots=True)
class RightsRow:
    """One right: its words, and for each role, in the order of `Role`, whether it has it."""

    permission: Permission
    meaning: Promise | str
    cells: tuple[tuple[Role, Promise | str, bool], ...]


def office_exists() -> bool:
    """Whether the program has been set up. Until then every way leads to the first page."""
    return Office.objects.exists()


def staff_of(staff: Staff) -> QuerySet[Staff]:
    """The colleagues of a member of staff, himself included; nobody of another office."""
    return Staff.objects.of_office(staff.office_id)


def staff_rows(staff: Staff, state: StaffState) -> QuerySet[Staff]:
    """One part of the list of staff, those who guide clients by name among the others."""
    rows = staff_of(staff).select_related("outpost")
    if state is StaffState.LEFT:
        return rows.filter(is_active=False)
    rows = rows.filter(is_active=True)
    return rows.filter(NO_PASSWORD) if state is StaffState.WITHOUT_SIGN_IN else rows


def staff_counts(staff: Staff) -> StaffCounts:
    """How many people each part of the list of staff holds."""
    counts = staff_of(staff).aggregate(
        active=Count("pk", filter=Q(is_active=True)),
        without_sign_in=Count("pk", filter=Q(is_active=True) & NO_PASSWORD),
        left=Count("pk", filter=Q(is_active=False)),
    )
    return StaffCounts(**counts)


def outposts_of(staff: Staff) -> QuerySet[Outpost]:
    """The posts of the staff member's office."""
    return Outpost.objects.filter(office_id=staff.office_id)


def posts_with_staff(staff: Staff) -> QuerySet[Outpost]:
    """The posts, each with how many of the staff belong to it (`people`)."""
    active = Staff.objects.filter(outpost=OuterRef("pk"), is_active=True).order_by().values("outpost")
    people = Subquery(active.annotate(n=Count("pk")).values("n"))
    return outposts_of(staff).annotate(people=Coalesce(people, 0))


def last_change_of_office(staff: Staff) -> Event | None:
    """Who changed the settings last, and when."""
    changes = Event.objects.filter(office_id=staff.office_id, action="office.edited")
    return changes.order_by("-pk").first()


def holidays_of(staff: Staff, year: int) -> QuerySet[Holiday]:
    """The days of a year on which the office is closed: the nation's (office null) and its own."""
    ours = Q(office=None) | Q(office_id=staff.office_id)
    return Holiday.objects.filter(ours, on__year=year).order_by("on", "pk")


def duty_rules_of(staff: Staff) -> QuerySet[DutyRule]:
    """What the office decided about the duty to report, by the first day."""
    return DutyRule.objects.filter(office_id=staff.office_id).select_related("decided_by")


def duty_rule_on(office_id: int, day: date) -> Office | DutyRule:
    """How the duty is counted on a day: by the last rule that has begun, else as the office began."""
    begun = DutyRule.objects.filter(office_id=office_id, valid_from__lte=day).order_by("-valid_from")
    return begun.first() or Office.objects.get(pk=office_id)


def date_rules_of(staff: Staff) -> QuerySet[DateRule]:
    """What the office decided about how dates are computed, by the first day."""
    return DateRule.objects.filter(office_id=staff.office_id).select_related("decided_by")


def date_rule_on(office_id: int, day: date) -> DateRule:
    """The conventions for a guidance that begins on a day: by the last rule that has begun, else as the office began
    (a rule that is not saved)."""
    begun = DateRule.objects.filter(office_id=office_id, valid_from__lte=day).order_by("-valid_from")
    return begun.first() or first_date_rule(Office.objects.get(pk=office_id))


def first_date_rule(office: Office) -> DateRule:
    """How an office computed dates before it decided anything; not saved."""
    return DateRule(office=office, valid_from=date.min, end_offset_days=office.end_offset_days)


@dataclass(frozen=True, slots=True)
class Conventions:
    """How an office computes dates, by the day on which a guidance begins."""

    first: SentenceSettings
    later: tuple[tuple[date, SentenceSettings], ...] = ()

    def on(self, start: date | None) -> SentenceSettings:
        """For a guidance that begins on `start`; without a start, as the office computes at last."""
        for since, answer in reversed(self.later):
            if start is None or since <= start:
                return answer
        return self.first


def conventions_of(office: Office) -> Conventions:
    """How the office computes dates. One query."""
    rules = DateRule.objects.filter(office_id=office.pk).order_by("valid_from")
    return Conventions(
        _conventions(office, first_date_rule(office)),
        tuple((rule.valid_from, _conventions(office, rule)) for rule in rules),
    )


def _conventions(office: Office, rule: DateRule) -> SentenceSettings:
    return SentenceSettings(
        end_offset_days=rule.end_offset_days,
        fraction_month_days=rule.fraction_month_days,
        fraction_rounding=FractionRounding(rule.fraction_rounding),
        date_tolerance_days=office.date_tolerance_days,
        child_parole=ChildParoleEnd(rule.child_parole),
        leave_months=rule.leave_months,
    )


def signatories_of(staff: Staff) -> QuerySet[Signatory]:
    """Who signs and signed for the office, by the first day."""
    return Signatory.objects.filter(office_id=staff.office_id).select_related("decided_by")


def signatory_on(office_id: int, day: date) -> Signatory | None:
    """Who signs a letter of that day; None where nobody was named yet."""
    begun = Signatory.objects.filter(office_id=office_id, valid_from__lte=day).order_by("-valid_from")
    return begun.first()


def rights_table() -> list[RightsRow]:
    """Who may do what: the table of `permissions`, ready to be shown."""
    return [
        RightsRow(permission, meaning, tuple((role, role.label, permission in RIGHTS[role]) for role in Role))
        for permission, meaning in MEANING.items()
    ]


def is_shared() -> bool:
    """Whether several offices stand in this database; the practice office has a neighbour only to be kept out of."""
    return not settings.PRACTICE and Office.objects.order_by("pk")[1:2].exists()
