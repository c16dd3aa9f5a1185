"""What the office decides from a day on besides its programmes: the phases, how dates are computed, who signs."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bimbing.desk.actions_rules import rule_phases, withdraw_phase_rule
from bimbing.desk.forms_rules import DateRuleForm, PhaseRuleForm, SignatoryForm
from bimbing.desk.views.ruling import Facts, Ruling, effect_sentences, interval_word, ruling_page, withdrawn
from bimbing.offices.actions import (
    set_date_rule,
    set_signatory,
    withdraw_date_rule,
    withdraw_signatory,
)
from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.models import Signatory
from bimbing.offices.permissions import Permission
from bimbing.offices.queries import date_rules_of, first_date_rule, signatories_of
from bimbing.rules.duty import Interval
from bimbing.rules.phases import Phase
from bimbing.supervision.models import PHASE_LABELS
from bimbing.supervision.models_rules import PhaseRule
from bimbing.supervision.queries.answers import interval_effect, phase_rules_of
from bimbing.supervision.queries.intervals import office_intervals

page = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.MANAGE_OFFICE)
@page
def phase_rules(request: StaffRequest) -> HttpResponse:
    """Where the phases of guidance are suggested, and how often clients report in each."""
    at, staff = timezone.localtime(), request.user
    first = PhaseRule(office=staff.office, valid_from=date.min)
    ruling = Ruling(
        template="desk/phase_rules.html",
        form=PhaseRuleForm,
        rows=phase_rules_of(staff),
        first=first,
        facts=_phase_facts,
        decide=partial(rule_phases, by=staff, at=at),
        withdraw="phase_rule_withdraw",
        back="phase_rules",
        effect=partial(_phase_effect, request),
    )
    values = phase_rules_of(staff).order_by("valid_from").last() or first
    return ruling_page(request, ruling, today=at.date(), values=values, context={})


def _phase_facts(rule: PhaseRule) -> Facts:
    bounds = _("%(first)s %% and %(second)s %% of the days") % {
        "first": rule.first_percent,
        "second": rule.second_percent,
    }
    return [
        (_("Boundaries"), bounds),
        *((PHASE_LABELS[phase], _said(rule.intervals.get(phase))) for phase in Phase),
    ]


def _said(interval: Interval | None) -> str:
    return interval_word(interval) if interval else _("as the programme says")


def _phase_effect(request: StaffRequest, given: Mapping[str, Any]) -> list[str]:
    staff, day = request.user, given["valid_from"]
    said = {phase: given[f"{phase.value}_interval"] for phase in Phase}
    now = office_intervals(staff.office_id)
    then = now.with_phases(day, {phase: Interval(one) for phase, one in said.items() if one})
    return effect_sentences(interval_effect(staff, day=day, now=now, then=then), day)


@requires(Permission.MANAGE_OFFICE)
@require_POST
def phase_rule_withdraw(request: StaffRequest, rule_id: int) -> HttpResponse:
    """A coming change of the phases is not to come."""
    rule = get_object_or_404(phase_rules_of(request.user), pk=rule_id)
    verb = partial(withdraw_phase_rule, rule=rule, by=request.user, at=timezone.localtime())
    return withdrawn(request, verb, "phase_rules")


@requires(Permission.MANAGE_OFFICE)
@page
def date_rules(request: StaffRequest) -> HttpResponse:
    """By which conventions dates are computed for guidances that begin from a day on."""
    at, staff = timezone.localtime(), request.user
    first = first_date_rule(staff.office)
    ruling = Ruling(
        template="desk/date_rules.html",
        form=DateRuleForm,
        rows=date_rules_of(staff),
        first=first,
        facts=_date_facts,
        decide=partial(set_date_rule, by=staff, at=at),
        withdraw="date_rule_withdraw",
        back="date_rules",
    )
    values = date_rules_of(staff).order_by("valid_from").last() or first
    return ruling_page(request, ruling, today=at.date(), values=values, context={})


def _date_facts(rule: Any) -> Facts:
    return [
        (_("The last day of guidance is"), rule.get_end_offset_days_display()),
        (_("Days of a month when a fraction is taken"), str(rule.fraction_month_days)),
        (_("A part of a day is rounded"), rule.get_fraction_rounding_display()),
        (_("The PB of a child ends"), rule.get_child_parole_display()),
        (_("CB and CMB last at most, in months"), str(rule.leave_months)),
    ]


@requires(Permission.MANAGE_OFFICE)
@require_POST
def date_rule_withdraw(request: StaffRequest, rule_id: int) -> HttpResponse:
    """A coming change of the conventions is not to come."""
    rule = get_object_or_404(date_rules_of(request.user), pk=rule_id)
    verb = partial(withdraw_date_rule, rule=rule, by=request.user, at=timezone.localtime())
    return withdrawn(request, verb, "date_rules")


@requires(Permission.MANAGE_OFFICE)
@page
def signatories(request: StaffRequest) -> HttpResponse:
    """Who signs the office's letters: the head, or who acts for him, from a day on."""
    at, staff = timezone.localtime(), request.user
    ruling = Ruling(
        template="desk/signatories.html",
        form=SignatoryForm,
        rows=signatories_of(staff),
        first=None,
        facts=_signs,
        decide=partial(set_signatory, by=staff, at=at),
        withdraw="signatory_withdraw",
        back="signatories",
    )
    values = Signatory(office=staff.office, valid_from=date.min)
    return ruling_page(request, ruling, today=at.date(), values=values, context={})


def _signs(rule: Signatory) -> Facts:
    facts = [(_("Signs as"), rule.get_standing_display()), (_("Name"), rule.full_name)]
    return facts + [(label, text) for label, text in ((_("Rank"), rule.rank), ("NIP", rule.nip)) if text]


@requires(Permission.MANAGE_OFFICE)
@require_POST
def signatory_withdraw(request: StaffRequest, rule_id: int) -> HttpResponse:
    """Who was to sign from a coming day on is not to."""
    rule = get_object_or_404(signatories_of(request.user), pk=rule_id)
    verb = partial(withdraw_signatory, rule=rule, by=request.user, at=timezone.localtime())
    return withdrawn(request, verb, "signatories")
