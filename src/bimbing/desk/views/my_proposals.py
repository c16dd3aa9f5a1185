"""What somebody proposed himself: how it stands, mended and sent again, or withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bimbing.clients.models import Client
from bimbing.desk.forms_client import texts_of
from bimbing.desk.forms_new_client import NewClientForm
from bimbing.desk.forms_proposal import ProposedDataForm, ReasonForm, loosened
from bimbing.desk.views.drafts import Door
from bimbing.desk.views.new_client import known_person, page
from bimbing.desk.views.proposal_read import read_page
from bimbing.desk.views.proposal_words import Shown, shown_proposals
from bimbing.desk.views.propose import (
    correction_page,
    is_blind,
    proposed_texts,
    section_of,
    sent_correction,
    started,
    was_of,
)
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.proposals.actions import ProposalMoved, send_again, withdraw
from bimbing.proposals.models import OPEN, Proposal
from bimbing.proposals.queries import own_proposals
from bimbing.supervision.queries import clients_of

#: Older ones that are decided fold away behind the latest so many.
SHOWN_DECIDED = 50


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a mended page wants written."""

    texts: dict[str, str]
    was: dict[str, str]
    section: str
    client: Client | None
    reason: str


@require_safe
@requires(Permission.PROPOSE)
def my_proposals(request: StaffRequest) -> HttpResponse:
    """One's own proposals: those that came back, those that wait, those that are decided."""
    at = timezone.localtime()
    rows = own_proposals(request.user).select_related("client", "by", "decided_by", "supervision")
    open_rows = list(rows.filter(state__in=OPEN).order_by("-sent_at", "-pk"))
    decided = list(rows.exclude(state__in=OPEN).order_by("-sent_at", "-pk")[:SHOWN_DECIDED])
    shown: dict[str, list[Shown]] = {"returned": [], "sent": [], "decided": []}
    for one in shown_proposals([*open_rows, *decided], at, route="my_proposal"):
        shown[one.state if one.state in OPEN else "decided"].append(one)
    context = {**shown, "may_register": request.user.may(Permission.REGISTER_CLIENT)}
    context["may_decide"] = request.user.may(Permission.EDIT_CLIENT)
    return render(request, "desk/my_proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROPOSE)
def my_proposal(request: StaffRequest, proposal_id: int) -> HttpResponse:
    """One of one's own: mend it and send it again while it is open, read it once it is decided."""
    at = timezone.localtime()
    rows = own_proposals(request.user).select_related("client", "by", "decided_by", "supervision")
    proposal = get_object_or_404(rows, pk=proposal_id)
    if not proposal.is_open:
        return _read_only(request, proposal, at, typed=_typed(request, proposal))
    if proposal.client_id and not clients_of(request.user).filter(pk=proposal.client_id).exists():
        return _read_only(
            request, proposal, at
        )  # he was handed over meanwhile: what was typed is there still
    if proposal.kind == Proposal.Kind.CLIENT:
        return _mend_client(request, proposal, at)
    return _mend_correction(request, proposal, at)


def _typed(request: StaffRequest, proposal: Proposal) -> dict[str, str] | None:
    """What a page that was sent says of the fields the proposal is about; None where it was only looked at."""
    if request.method != "POST":
        return None
    if proposal.kind == Proposal.Kind.CLIENT:
        return proposed_texts(request)
    return {name: request.POST.get(name, text) for name, text in proposal.texts.items()}


def _mend_client(request: StaffRequest, proposal: Proposal, at: datetime) -> HttpResponse:
    sent = request.method == "POST"
    client = known_person(request) if sent else proposal.client
    reason = ReasonForm(request.POST if sent else {"usulan_alasan": proposal.reason})
    door = Door(
        action=reverse("my_proposal", args=[proposal.pk]),
        check=reverse("propose_client_check"),
        cancel=reverse("my_proposals"),
        save=_("Send again"),
        after=_("The registrar looks, completes and registers."),
        template="desk/propose_client.html",
        look="is-loose",
        keeps_drafts=False,
        more={"reason_form": reason, "proposal": proposal, "steps": proposal.steps.select_related("by")},
    )
    if not sent or "orang" in request.POST:
        texts = request.POST.dict() if sent else proposal.texts
        return page(request, started(request, at.date(), client, texts), door)
    form = loosened(NewClientForm(request.POST, staff=request.user, today=at.date(), client=client))
    if not form.is_valid() or not reason.is_valid():
        return page(request, form, door, status=422)
    wanted = _Sent(
        proposed_texts(request), {}, section_of(form), client, reason.cleaned_data["usulan_alasan"]
    )
    return _send(request, proposal, wanted, at)


def _mend_correction(request: StaffRequest, proposal: Proposal, at: datetime) -> HttpResponse:
    client = get_object_or_404(
        clients_of(request.user).prefetch_related("phones"), pk=proposal.client_id or 0
    )
    blind = is_blind(request.user)
    if request.method != "POST":
        now = {} if blind else texts_of(client)
        shown = now | proposal.texts | {"reason": proposal.reason}
        form = ProposedDataForm(today=at.date(), was=now, blind=blind, initial=shown)
        return correction_page(request, client, form, proposal=proposal)
    form = sent_correction(request, at.date())
    wanted = form.wanted() if form.is_valid() else {}
    if form.is_valid() and not wanted:
        form.add_error(None, _("Nothing is changed yet: change what is wrong, then propose."))
    if form.errors:
        return correction_page(request, client, form, proposal=proposal, status=422)
    sent = _Sent(wanted, was_of(client, form, wanted), client.section, client, form.cleaned_data["reason"])
    return _send(request, proposal, sent, at)


def _send(request: StaffRequest, proposal: Proposal, sent: _Sent, at: datetime) -> HttpResponse:
    try:
        send_again(
            proposal=proposal,
            version=id_in(request.POST.get("usulan_versi")) or 0,
            texts=sent.texts,
            was=sent.was,
            section=sent.section,
            client=sent.client,
            reason=sent.reason,
            by=request.user,
            at=at,
        )
    except ProposalMoved as moved:
        return _read_only(request, moved.now, at, typed=sent.texts)
    messages.success(request, _("Sent again. As soon as the registrar has decided, it stands here."))
    return see_other("my_proposals")


@require_POST
@requires(Permission.PROPOSE)
def proposal_withdraw(request: StaffRequest, proposal_id: int) -> HttpResponse:
    """Take back a proposal of one's own that is not decided yet."""
    at = timezone.localtime()
    proposal = get_object_or_404(own_proposals(request.user), pk=proposal_id)
    try:
        withdraw(
            proposal=proposal,
            version=id_in(request.POST.get("usulan_versi")) or 0,
            by=request.user,
            at=at,
        )
    except ProposalMoved as moved:
        return _read_only(request, moved.now, at, typed={})
    messages.success(request, _("Withdrawn."))
    return see_other("my_proposals")


def _read_only(
    request: StaffRequest,
    proposal: Proposal,
    at: datetime,
    *,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    """How it stands; see `read_page`."""
    return read_page(
        request,
        proposal,
        at,
        route="my_proposal",
        back="my_proposals",
        typed=typed,
        may_open=proposal.client_id is not None
        and request.user.may(Permission.SEE_FILE)
        and clients_of(request.user).filter(pk=proposal.client_id).exists(),
        may_withdraw=proposal.is_open,
    )
