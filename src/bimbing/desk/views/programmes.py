"""The programmes of the office: which it offers, in which order, how often their clients report and from when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bimbing.clients.actions import StaleVersion
from bimbing.desk.actions_rules import rule_programme, withdraw_programme_rule
from bimbing.desk.forms_rules import (
    GROUP_LABELS,
    AnswerForm,
    NewProgrammeForm,
    OwnAnswerForm,
    ProgrammeRuleForm,
)
from bimbing.desk.views.ruling import (
    Facts,
    Ruling,
    effect_sentences,
    interval_word,
    ruling_page,
    withdrawn,
    yes_no,
)
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.rules.dates import medium_date
from bimbing.rules.duty import Interval
from bimbing.rules.programmes import mark_of
from bimbing.supervision.actions.rulings import CodeTaken, LabelTaken, add_programme, answer_programme
from bimbing.supervision.models import END_RULE_LABELS, Programme
from bimbing.supervision.queries.answers import (
    interval_effect,
    programme_rule_on,
    programme_rules_of,
    programmes_of,
    running_by,
)
from bimbing.supervision.queries.intervals import office_intervals

page = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Line:
    """A programme as the list shows it. `coming`: what changes, and on which day."""

    row: Programme
    mark: str
    group: str
    interval: str
    counts: bool
    running: int
    coming: str


@requires(Permission.MANAGE_OFFICE)
@require_safe
def programmes(request: StaffRequest) -> HttpResponse:
    """Every programme the office knows, in its order."""
    today, staff = timezone.localdate(), request.user
    rules = list(programme_rules_of(staff))
    running = running_by(staff, "programme_id")
    lines = [_line(row, rules, running[row.code], today) for row in programmes_of(staff.office_id)]
    context = {
        "lines": lines,
        "off": sum(not line.row.offered for line in lines),  # type: ignore[attr-defined]
        "own": sum(line.row.office_id is not None for line in lines),
    }
    return render(request, "desk/programmes.html", context)


def _line(row: Programme, rules: Sequence[Any], running: int, today: date) -> Line:
    mine = [rule for rule in rules if rule.programme_id == row.pk]
    now = next((rule for rule in reversed(mine) if rule.valid_from <= today), row)
    then = next((rule for rule in mine if rule.valid_from > today), None)
    coming = ""
    if then is not None:
        coming = _("%(interval)s from %(day)s") % {
            "interval": interval_word(then.interval),
            "day": medium_date(then.valid_from),
        }
    return Line(
        row=row,
        mark=mark_of(row.code),
        group=str(GROUP_LABELS.get(row.group, row.group)),  # type: ignore[call-overload]
        interval=interval_word(now.interval),
        counts=now.counts_as_active,
        running=running,
        coming=coming,
    )


@requires(Permission.MANAGE_OFFICE)
@page
def programme_new(request: StaffRequest) -> HttpResponse:
    """A programme of the office's own."""
    form = NewProgrammeForm(
        request.POST if request.method == "POST" else None,
        initial={"interval": Interval.BULANAN.value, "counts_as_active": True, "position": 50,
                 "sections": ["BKD"], "group": "lain", "end_rule": "document"},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        columns = dict(form.cleaned_data)
        mark = columns.pop("mark")
        try:
            made = add_programme(mark=mark, columns=columns, by=request.user, at=timezone.localtime())
        except CodeTaken:
            form.add_error("mark", _("This short form is in use already."))
        except LabelTaken:
            form.add_error("label", _("The office knows a programme of this name already."))
        else:
            messages.success(
                request, _("%(name)s is added. New clients can get it now.") % {"name": made.label}
            )
            return see_other("programmes")
    return render(request, "desk/programme_new.html", {"form": form}, status=422 if form.errors else 200)


@requires(Permission.MANAGE_OFFICE)
@page
def programme_edit(request: StaffRequest, code: str) -> HttpResponse:
    """One programme: what its clients owe from a coming day on. What is offered has a form of its own."""
    at, staff = timezone.localtime(), request.user
    programme = get_object_or_404(programmes_of(staff.office_id), pk=code)
    today = at.date()
    ruling = Ruling(
        template="desk/programme.html",
        form=ProgrammeRuleForm,
        rows=programme_rules_of(staff).filter(programme=programme),
        first=programme,
        facts=_facts,
        decide=partial(rule_programme, programme=programme, by=staff, at=at),
        withdraw="programme_rule_withdraw",
        back="programme_edit",
        effect=partial(_effect, request, programme),
    )
    last = programme_rule_on(staff.office_id, programme, date.max)
    context = _about(request, programme) | {"answer": _answer_form(programme)}
    return ruling_page(request, ruling, today=today, values=last, context=context, back=[programme.pk])


def _facts(rule: Any) -> Facts:
    return [
        (_("Clients report"), interval_word(rule.interval)),
        (_("Counts among the active"), yes_no(rule.counts_as_active)),
    ]


def _effect(request: StaffRequest, programme: Programme, given: Mapping[str, Any]) -> list[str]:
    staff, day = request.user, given["valid_from"]
    now = office_intervals(staff.office_id)
    then = now.with_programme(programme.pk, day, Interval(given["interval"]))
    said = effect_sentences(interval_effect(staff, day=day, now=now, then=then), day)
    before = programme_rule_on(staff.office_id, programme, day)
    if before.counts_as_active != given["counts_as_active"]:
        n = running_by(staff, "programme_id")[programme.pk]
        words = (
            ngettext(
                "%(n)s client is counted among the active in reports.",
                "%(n)s clients are counted among the active in reports.",
                n,
            )
            if given["counts_as_active"]
            else ngettext(
                "%(n)s client is no longer counted among the active in reports.",
                "%(n)s clients are no longer counted among the active in reports.",
                n,
            )
        )
        said.append(words % {"n": n})
    return said


def _about(request: StaffRequest, programme: Programme) -> dict[str, Any]:
    return {
        "programme": programme,
        "mark": mark_of(programme.pk),
        "group": GROUP_LABELS.get(programme.group, programme.group),  # type: ignore[call-overload]
        "sections": programme.sections.replace(",", ", "),
        "end_rule": END_RULE_LABELS.get(programme.end_rule, ""),  # type: ignore[call-overload]
        "running": running_by(request.user, "programme_id")[programme.pk],
    }


def _answer_form(programme: Any, sent: Any = None) -> AnswerForm:
    kind = OwnAnswerForm if programme.office_id else AnswerForm
    return kind(
        sent,
        initial={
            "is_offered": programme.offered,
            "position": programme.place,
            "version": programme.answer_version,
            "label": programme.label,
            "group": programme.group,
            "sections": programme.sections.split(","),
            "end_rule": programme.end_rule,
        },
    )


@requires(Permission.MANAGE_OFFICE)
@require_POST
def programme_answer(request: StaffRequest, code: str) -> HttpResponse:
    """Whether new clients get a programme, and its place; of the office's own also its name and facts."""
    staff = request.user
    programme = get_object_or_404(programmes_of(staff.office_id), pk=code)
    form = _answer_form(programme, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        version = given.pop("version")
        answer = {name: given.pop(name) for name in ("is_offered", "position")}
        try:
            changed = answer_programme(
                programme=programme,
                version=version,
                answer=answer,
                own=given,
                by=staff,
                at=timezone.localtime(),
            )
        except StaleVersion:
            messages.error(request, _("Somebody else changed this meanwhile; look at it and save again."))
        except LabelTaken:
            messages.error(request, _("The office knows a programme of this name already."))
        else:
            messages.success(
                request, _("Saved.") if changed else _("Nothing was different, so nothing was changed.")
            )
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return see_other("programme_edit", programme.pk)


@requires(Permission.MANAGE_OFFICE)
@require_POST
def programme_rule_withdraw(request: StaffRequest, rule_id: int) -> HttpResponse:
    """A coming change of a programme is not to come."""
    rule = get_object_or_404(programme_rules_of(request.user), pk=rule_id)
    verb = partial(withdraw_programme_rule, rule=rule, by=request.user, at=timezone.localtime())
    return withdrawn(request, verb, "programme_edit", rule.programme_id)
