"""The step "record what the panel (sidang TPP) decided": for one client, and for several of one session."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bimbing.clients.actions import StaleVersion
from bimbing.clients.models import Client
from bimbing.desk.actions_rules import (
    SessionEntry,
    SessionRefused,
    decide_phase,
    decide_session,
    withdraw_phase,
)
from bimbing.desk.forms_rules import PhaseDecisionForm, SessionForm, WithdrawalForm
from bimbing.desk.queries.client_file import file_client, present_supervision, supervision_for
from bimbing.desk.queries.phases import IntervalFrom, PhaseStrip, Proposal, phase_strip, proposals
from bimbing.desk.views.stale import Shown
from bimbing.desk.views.stale_step import carried, differing, renewed
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Permission
from bimbing.rules.phases import Phase, PhaseProblem
from bimbing.supervision.actions.phases import NotTheLast, PhaseRefused, ReasonMissing
from bimbing.supervision.models import INTERVAL_LABELS, PHASE_LABELS, Supervision
from bimbing.supervision.models_rules import PhaseDecision
from bimbing.supervision.queries import supervisions_of
from bimbing.supervision.queries.intervals import OfficeIntervals

PROBLEM_WORDS: dict[PhaseProblem, tuple[str, Promise | str]] = {
    PhaseProblem.PANEL_TO_COME: ("tpp_date", gettext_lazy("This day has not come yet.")),
    PhaseProblem.BEFORE_START: ("since", gettext_lazy("This is before the guidance begins.")),
    PhaseProblem.AFTER_END: ("since", gettext_lazy("This is after the guidance ends.")),
    PhaseProblem.NOT_AFTER_LAST: (
        "since",
        gettext_lazy("The decision that stands begins on this day or later; withdraw it first."),
    ),
}
#: A session decides about a table of people, not about a register.
SHOWN = 50
FROM_WORDS = {
    IntervalFrom.OWN: gettext_lazy("said for this client"),
    IntervalFrom.PHASE: gettext_lazy("as the office says of the phase"),
    IntervalFrom.PROGRAMME: gettext_lazy("as the programme says"),
}


def strip_context(row: Supervision, staff: Staff, today: date, said: OfficeIntervals) -> dict[str, Any]:
    """What the strip of phases on the client's file shows. `said`: how often clients of the office report."""
    strip = phase_strip(row, today, said)
    may = staff.may(Permission.RECORD_PHASE) and row.is_active
    return {
        "strip": strip,
        "phase_words": [(span, PHASE_LABELS[span.phase]) for span in strip.spans],
        "proposed": PHASE_LABELS[strip.propose] if strip.propose else "",
        "interval_word": INTERVAL_LABELS[strip.interval],
        "interval_from": FROM_WORDS[strip.interval_from],
        "phase_url": f"{reverse('client_phase', args=[row.client_id])}?bimbingan={row.pk}" if may else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_PHASE)
def client_phase(request: StaffRequest, client_id: int) -> HttpResponse:
    """Record what a session of the panel decided about one client; before it what the days suggest."""
    client = get_object_or_404(file_client(request.user), pk=client_id)
    at = timezone.localtime()
    row = _row(request, client)
    strip = phase_strip(row, at.date())
    sent = request.POST if request.method == "POST" else None
    form = PhaseDecisionForm(sent, today=at.date(), initial=_initial(row, strip))
    if sent is None or not form.is_valid():
        return _page(request, row, strip, form, at.date())
    try:
        _decide(request, row, form, at)
    except StaleVersion:
        row = _row(request, client)
        wanted = {"phase": str(PHASE_LABELS[Phase(form.cleaned_data["phase"])])}
        lines = differing(row, sent, wanted)
        form = PhaseDecisionForm(renewed(sent, row), today=at.date())
        return _page(request, row, phase_strip(row, at.date()), form, at.date(), lines)
    except PhaseRefused as refused:
        field, words = PROBLEM_WORDS[refused.problem]
        form.add_error(field, str(words))
    except ReasonMissing:
        form.add_error("note", _("A phase is passed over or gone back to: say why the panel did so."))
    else:
        messages.success(request, _("What the panel decided is recorded."))
        return see_other(f"{reverse('client_file', args=[client.pk])}?bimbingan={row.pk}#tahap")
    return _page(request, row, strip, form, at.date())


def _row(request: StaffRequest, client: Client) -> Supervision:
    named = request.POST.get("supervision") if request.method == "POST" else request.GET.get("bimbingan")
    if not named:
        return present_supervision(client, request.user)
    row = supervision_for(client, request.user, id_in(named) or 0)
    return row if row is not None else get_object_or_404(Supervision.objects.none())


def _initial(row: Supervision, strip: PhaseStrip) -> dict[str, Any]:
    """The phase that the days suggest next, and its day."""
    order = list(Phase)
    current = strip.current
    following = order[min(order.index(current) + 1, 2)] if current else strip.suggested or Phase.AWAL
    phase = strip.propose or following
    since = next((span.suggested for span in strip.spans if span.phase is phase), None)
    return {"supervision": row.pk, "version": row.version, "phase": phase, "since": since}


def _decide(request: StaffRequest, row: Supervision, form: PhaseDecisionForm, at: datetime) -> None:
    given = form.cleaned_data
    decide_phase(
        supervision=row,
        version=given["version"],
        phase=Phase(given["phase"]),
        since=given["since"],
        tpp_number=given["tpp_number"],
        tpp_date=given["tpp_date"],
        note=given["note"],
        by=request.user,
        at=at,
    )


def _page(
    request: StaffRequest,
    row: Supervision,
    strip: PhaseStrip,
    form: PhaseDecisionForm,
    today: date,
    lines: Sequence[Shown] | None = None,
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    is_late = lines is not None
    context = {
        "client": row.client,
        "row": row,
        "form": form,
        "strip": strip,
        "phase_words": [(span, PHASE_LABELS[span.phase]) for span in strip.spans],
        "history": strip.decisions,
        "lines": lines or (),
        "is_late": is_late,
        "carried": carried(row, sent, is_late=is_late),
        "today": today,
    }
    status = 409 if is_late else 422 if form.errors else 200
    return render(request, "desk/client_phase.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_PHASE)
def phase_session(request: StaffRequest) -> HttpResponse:
    """Who is due for the next phase by the end of this month, and what one session decided about several of them."""
    at = timezone.localtime()
    today = at.date()
    sent = request.POST if request.method == "POST" else None
    everybody = proposals(request.user, today=today)
    found = everybody[:SHOWN]
    form = SessionForm(sent, today=today)
    picked = {one.row.pk for one in found if sent is not None and str(one.row.pk) in sent.getlist("pilih")}
    if sent is not None and form.is_valid():
        entries = [
            SessionEntry(one.row, id_in(sent.get(f"versi-{one.row.pk}")) or 0, one.phase, one.suggested)
            for one in found
            if one.row.pk in picked
        ]
        if not entries:
            form.add_error(None, _("Nobody is picked."))
        else:
            try:
                decide_session(entries=entries, **form.cleaned_data, by=request.user, at=at)
            except SessionRefused as refused:
                name = refused.row.client.list_name
                form.add_error(None, f"{name}: {_refusal(refused.problem)}")
            else:
                said = ngettext(
                    "The session is recorded for %(n)s client.",
                    "The session is recorded for %(n)s clients.",
                    len(entries),
                )
                messages.success(request, said % {"n": len(entries)})
                return see_other("phase_session")
    context = {
        "form": form,
        "lines": [(one, PHASE_LABELS[one.phase], _now_words(one)) for one in found],
        "picked": picked,
        "all": len(everybody),
        "today": today,
    }
    return render(request, "desk/phase_session.html", context, status=422 if form.errors else 200)


def _now_words(one: Proposal) -> Promise | str:
    return PHASE_LABELS[one.current] if one.current else _("no phase recorded")


def _refusal(problem: PhaseProblem | None) -> str:
    if problem is None:
        return _("somebody else changed this record meanwhile; nothing of the session is written.")
    return str(PROBLEM_WORDS[problem][1])


@require_POST
@requires(Permission.RECORD_PHASE)
def client_phase_withdraw(request: StaffRequest, decision_id: int) -> HttpResponse:
    """A decision was entered wrongly: the one before it stands again."""
    decision = get_object_or_404(
        PhaseDecision.objects.filter(supervision__in=supervisions_of(request.user).values("pk")),
        pk=decision_id,
    )
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why the decision is withdrawn."))
    else:
        try:
            withdraw_phase(decision=decision, by=request.user, at=timezone.localtime(), **form.cleaned_data)
        except (NotTheLast, StaleVersion):
            messages.error(request, _("Only the decision that stands last can be withdrawn."))
        else:
            messages.success(request, _("Withdrawn. It stays in the history."))
    back = reverse("client_phase", args=[decision.supervision.client_id])
    return see_other(f"{back}?bimbingan={decision.supervision_id}")
