"""The kinds of offence of the office: its own beside the nation's, their order, and what articles mean here."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bimbing.clients.actions import StaleVersion
from bimbing.desk.forms_rules import AnswerForm, HintForm, NewOffenceForm, OwnOffenceForm
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.rules.offence_words import NEW_CODE, OLD_CODE
from bimbing.rules.offences import OFFENCES
from bimbing.supervision.actions.rulings import (
    CodeTaken,
    LabelTaken,
    add_offence,
    answer_offence,
    explain_article,
    forget_article,
)
from bimbing.supervision.models_rules import ArticleHint
from bimbing.supervision.queries.answers import hints_of, offences_of, offered, running_by

page = require_http_methods(["GET", "HEAD", "POST"])
#: Which of the two forms of the page was sent.
HINT = "pasal"


@requires(Permission.MANAGE_OFFICE)
@page
def offences(request: StaffRequest) -> HttpResponse:
    """Every kind of offence the office knows; a new one, and what an article means."""
    staff, at = request.user, timezone.localtime()
    rows = offences_of(staff.office_id)
    sent = request.POST if request.method == "POST" else None
    about_hint = sent is not None and sent.get("do") == HINT
    adding = NewOffenceForm(None if about_hint else sent, initial={"position": 50})
    explaining = HintForm(sent if about_hint else None, offences=offered(rows))
    if about_hint and explaining.is_valid():
        explain_article(**explaining.cleaned_data, by=staff, at=at)
        messages.success(request, _("Explained. The next workbook is read by it."))
        return see_other("offences")
    if sent is not None and not about_hint and adding.is_valid():
        try:
            made = add_offence(**adding.cleaned_data, by=staff, at=at)
        except (CodeTaken, LabelTaken):
            adding.add_error("label", _("The office knows an offence of this name already."))
        else:
            messages.success(
                request, _("%(name)s is added. Cases can be given it now.") % {"name": made.label}
            )
            return see_other("offences")
    running = running_by(staff, "offence_code")
    laws = {OLD_CODE: _("KUHP, old"), NEW_CODE: _("KUHP, new")}
    context = {
        "lines": [(row, running[row.code], _usual(row.code)) for row in rows],
        "hints": [(hint, laws.get(hint.law) or f"UU {hint.law}") for hint in hints_of(staff)],
        "adding": adding,
        "explaining": explaining,
    }
    status = 422 if adding.errors or explaining.errors else 200
    return render(request, "desk/offences.html", context, status=status)


def _usual(code: str) -> str:
    """The laws by which the rules know a kind of offence."""
    facts = OFFENCES.get(code)  # type: ignore[call-overload]
    return facts.laws if facts else ""


@requires(Permission.MANAGE_OFFICE)
@page
def offence_edit(request: StaffRequest, code: str) -> HttpResponse:
    """Whether a kind of offence is offered, and its place; of the office's own also its name."""
    staff = request.user
    offence: Any = get_object_or_404(offences_of(staff.office_id), pk=code)
    kind = OwnOffenceForm if offence.office_id else AnswerForm
    form = kind(
        request.POST if request.method == "POST" else None,
        initial={
            "is_offered": offence.offered,
            "position": offence.place,
            "version": offence.answer_version,
            "label": offence.label,
        },
    )
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        version = given.pop("version")
        answer = {name: given.pop(name) for name in ("is_offered", "position")}
        try:
            changed = answer_offence(
                offence=offence, version=version, answer=answer, own=given, by=staff, at=timezone.localtime()
            )
        except StaleVersion:
            form.add_error(None, _("Somebody else changed this meanwhile; look at it and save again."))
            form.data = {**request.POST.dict(), "version": str(offence.answer_version)}
            status = 409
        except LabelTaken:
            form.add_error("label", _("The office knows an offence of this name already."))
            status = 422
        else:
            messages.success(
                request, _("Saved.") if changed else _("Nothing was different, so nothing was changed.")
            )
            return see_other("offences")
    context = {
        "form": form,
        "offence": offence,
        "running": running_by(staff, "offence_code")[offence.pk],
        "usual": _usual(offence.pk),
    }
    return render(request, "desk/offence.html", context, status=status)


@requires(Permission.MANAGE_OFFICE)
@require_POST
def offence_hint_remove(request: StaffRequest, hint_id: int) -> HttpResponse:
    """An article means again what the rules say."""
    hint = get_object_or_404(ArticleHint.objects.filter(office_id=request.user.office_id), pk=hint_id)
    forget_article(hint=hint, by=request.user, at=timezone.localtime())
    messages.success(request, _("Taken out: the article is read as the rules say."))
    return see_other("offences")
