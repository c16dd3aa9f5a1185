"""What the settings of an office say on a day, and what is decided and still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from bimbing.offices.models import DateRule, DutyRule, Holiday, Office, Outpost, Signatory, Staff
from bimbing.offices.queries import date_rule_on, duty_rule_on, signatory_on
from bimbing.supervision.models_rules import ArticleHint, PhaseRule, ProgrammeRule
from bimbing.supervision.queries.answers import offences_of, phase_rule_on, programmes_of


@dataclass(frozen=True, slots=True)
class Coming:
    """Something decided that holds from a coming day: its page, and what it is about."""

    day: date
    route: str
    args: Sequence[Any] = ()
    name: str = ""
    interval: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """What holds today, as far as the page over all settings says it."""

    office: Office
    duty: Office | DutyRule
    phase: PhaseRule
    dates: DateRule
    signatory: Signatory | None
    programmes: int
    programmes_off: int
    offences: int
    offences_own: int
    hints: int
    posts: int
    days_off: int
    coming: Sequence[Coming]


def settings_today(staff: Staff, today: date) -> Today:
    """What the office of `staff` has set. A fixed number of queries."""
    office_id = staff.office_id
    programmes = programmes_of(office_id).aggregate(
        on=Count("pk", filter=Q(offered=True)), off=Count("pk", filter=Q(offered=False))
    )
    offences = offences_of(office_id).aggregate(
        on=Count("pk", filter=Q(offered=True)), own=Count("pk", filter=Q(office__isnull=False))
    )
    ours = Q(office=None) | Q(office_id=office_id)
    return Today(
        office=staff.office,
        duty=duty_rule_on(office_id, today),
        phase=phase_rule_on(office_id, today),
        dates=date_rule_on(office_id, today),
        signatory=signatory_on(office_id, today),
        programmes=programmes["on"],
        programmes_off=programmes["off"],
        offences=offences["on"],
        offences_own=offences["own"],
        hints=ArticleHint.objects.filter(office_id=office_id).count(),
        posts=Outpost.objects.filter(office_id=office_id).count(),
        days_off=Holiday.objects.filter(ours, on__year=today.year).count(),
        coming=_coming(office_id, today),
    )


def _coming(office_id: int, today: date) -> list[Coming]:
    """Everything that is decided and has not begun, the nearest first. Five queries."""
    later = {"office_id": office_id, "valid_from__gt": today}
    found = [
        Coming(rule.valid_from, "programme_edit", (rule.programme_id,), rule.programme.label, rule.interval)
        for rule in ProgrammeRule.objects.filter(**later).select_related("programme")
    ]
    for kind, route in ((DutyRule, "duty_rules"), (PhaseRule, "phase_rules"), (DateRule, "date_rules")):
        days: Any = kind.objects.filter(**later).values_list("valid_from", flat=True)
        found += [Coming(day, route) for day in days]
    for signatory in Signatory.objects.filter(**later):
        found.append(Coming(signatory.valid_from, "signatories", name=str(signatory)))
    return sorted(found, key=lambda one: one.day)
