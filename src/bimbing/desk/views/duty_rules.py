"""How the office counts the duty to report: now, from a coming day on, and what was decided before."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bimbing.desk.actions import count_from, count_on_as_before
from bimbing.offices.actions import RuleTooEarly
from bimbing.offices.forms.place import DutyRuleForm
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.offices.queries import duty_rule_on, duty_rules_of
from bimbing.rules.calendar import add_months, month_start

#: The columns of a rule that say how it counts.
_HOW = ("duty_model", "grace_days", "min_last_period_days", "home_visit_satisfies", "stand_in_satisfies")


@requires(Permission.MANAGE_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def duty_rules(request: StaffRequest) -> HttpResponse:
    """The rule in force, those to come and those that were, and a change from a coming day on."""
    now = timezone.localtime()
    today = now.date()
    rules = list(duty_rules_of(request.user))
    latest = rules[-1] if rules else request.user.office
    next_month = add_months(month_start(today), 1)
    form = DutyRuleForm(
        request.POST if request.method == "POST" else None,
        today=today,
        initial={name: getattr(latest, name) for name in _HOW}
        | {"valid_from": f"{next_month.day}-{next_month.month}-{next_month.year}"},
    )
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["valid_from"]
        count_from(
            valid_from=day,
            columns={name: form.cleaned_data[name] for name in _HOW},
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=now,
        )
        messages.success(
            request,
            _("Decided. It holds from %(day)s; what is over stays as it was counted.")
            % {"day": written(day, "j F Y")},
        )
        return see_other("duty_rules")
    context = {
        "form": form,
        "now": duty_rule_on(request.user.office_id, today),
        "coming": [rule for rule in rules if rule.valid_from > today],
        "past": [rule for rule in reversed(rules) if rule.valid_from <= today],
        "first": request.user.office,
    }
    return render(request, "desk/duty_rules.html", context, status=422 if form.errors else 200)


@requires(Permission.MANAGE_OFFICE)
@require_POST
def duty_rule_withdraw(request: StaffRequest, rule_id: int) -> HttpResponse:
    """A coming change is not to come."""
    rule = get_object_or_404(duty_rules_of(request.user), pk=rule_id)
    try:
        count_on_as_before(rule=rule, by=request.user, at=timezone.localtime())
    except RuleTooEarly:
        messages.error(request, _("This rule holds already. Decide another from a coming day on."))
    else:
        messages.success(request, _("Withdrawn: the office goes on counting as before."))
    return see_other("duty_rules")
