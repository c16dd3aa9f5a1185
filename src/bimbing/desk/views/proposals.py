"""The registrar's queue: what was proposed, completed and accepted, or returned with a word."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bimbing.clients.actions import StaleVersion
from bimbing.clients.models import Client
from bimbing.desk.actions import AlreadyRegistered, NumberTaken, SameProgrammeRuns
from bimbing.desk.actions_proposals import accept_client, accept_correction
from bimbing.desk.forms_client import FIELDS, ClientDataForm, texts_of
from bimbing.desk.forms_new_client import NewClientForm
from bimbing.desk.forms_proposal import ReturnForm, typed_texts
from bimbing.desk.http import WAITING
from bimbing.desk.queries.client_file import file_client
from bimbing.desk.queries.last_changes import last_changes
from bimbing.desk.views.drafts import Door
from bimbing.desk.views.further_guidance import BESIDE
from bimbing.desk.views.new_client import page, to_ask
from bimbing.desk.views.proposal_read import read_page
from bimbing.desk.views.proposal_words import shown_proposals
from bimbing.desk.views.stale import picks_in, shown_lines, unchosen
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.proposals.actions import ProposalMoved, return_proposal
from bimbing.proposals.models import Proposal
from bimbing.proposals.queries import decidable, numbers_by_state
from bimbing.rules.three_way import Change, Line, Pick, compared
from bimbing.supervision.queries import clients_of

#: A page of the queue, and of what is decided the latest so many.
SHOWN: Final = 100
_ACTIONS: Final = ("client.edited", "client.phones")
_STATES: Final = {"menunggu": Proposal.State.SENT, "kembali": Proposal.State.RETURNED, "diterima": Proposal.State.ACCEPTED}  # fmt: skip


@require_safe
@requires(Permission.EDIT_CLIENT)
def proposals(request: StaffRequest) -> HttpResponse:
    """The queue, the oldest first; `?lihat=` what was returned or accepted, the latest first."""
    at = timezone.localtime()
    rows = decidable(request.user)
    looked = request.GET.get("lihat", "menunggu")
    state = _STATES.get(looked, Proposal.State.SENT)
    order = ("sent_at", "pk") if state is Proposal.State.SENT else ("-decided_at", "-pk")
    listed = rows.filter(state=state).select_related("client", "by", "decided_by", "supervision")
    numbers = numbers_by_state(rows)
    setattr(request, WAITING, numbers[Proposal.State.SENT])
    context = {
        "rows": shown_proposals(listed.order_by(*order)[:SHOWN], at, route="proposal"),
        "tabs": [
            {"code": code, "label": label, "n": numbers[_STATES[code]], "active": _STATES[code] == state}
            for code, label in (
                ("menunggu", _("Waiting")),
                ("kembali", _("Returned")),
                ("diterima", _("Accepted")),
            )
        ],
        "waiting": numbers[Proposal.State.SENT],
        "is_queue": state is Proposal.State.SENT,
        "may_propose": request.user.may(Permission.PROPOSE),
    }
    return render(request, "desk/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CLIENT)
def proposal(request: StaffRequest, proposal_id: int) -> HttpResponse:
    """One proposal: look, complete, accept. Once it is decided, or mended meanwhile, it says so."""
    at = timezone.localtime()
    one = _decidable(request, proposal_id)
    if one.state != Proposal.State.SENT:
        return _read_only(request, one, at, typed=_typed(request, one) if request.method == "POST" else None)
    if one.kind == Proposal.Kind.CLIENT:
        return _client(request, one, at)
    return _correction(request, one, at)


def _decidable(request: StaffRequest, proposal_id: int) -> Proposal:
    rows = decidable(request.user).select_related("client", "by", "decided_by", "supervision")
    one = get_object_or_404(rows, pk=proposal_id)
    if one.client_id is not None:  # whoever may not see the client decides nothing about him
        get_object_or_404(clients_of(request.user), pk=one.client_id)
    return one


def _typed(request: StaffRequest, one: Proposal) -> dict[str, str]:
    """What the page that was sent says of the fields the proposal is about."""
    if one.kind == Proposal.Kind.CLIENT:
        return typed_texts(request.POST)
    return {name: request.POST.get(name, text) for name, text in one.texts.items()}


def _version(request: StaffRequest) -> int:
    return id_in(request.POST.get("usulan_versi")) or 0


# ------------------------------------------------------------------ a new client


def _client(request: StaffRequest, one: Proposal, at: datetime) -> HttpResponse:
    client = _person(request, one)
    door = _door(one, client, first_look=request.method != "POST")
    today = at.date()
    if request.method != "POST" or "orang" in request.POST:
        texts = _as_sent(one.texts) if request.method != "POST" else request.POST
        form = NewClientForm(texts, staff=request.user, today=today, client=client)
        form.is_valid()  # what is still missing shows at once
        return page(request, form, door)
    form = NewClientForm(request.POST, staff=request.user, today=today, client=client)
    if not form.is_valid():
        return page(request, form, door, status=422)
    if asked := to_ask(request, form):
        return page(request, form, door, asked=asked, status=409)
    try:
        row = accept_client(
            proposal=one,
            version=_version(request),
            entry=replace(form.registration(), beside_running=BESIDE in request.POST),
            by=request.user,
            at=at,
        )
    except SameProgrammeRuns as known:
        return page(request, form, door, running=known.row, status=409)
    except ProposalMoved as moved:
        return _read_only(request, moved.now, at, typed=_typed(request, one))
    except NumberTaken:
        form.add_error("register_no", NewClientForm.taken())
        return page(request, form, door, status=422)
    except AlreadyRegistered as known:
        said = _("This guidance is in the register already, as %(number)s. Return the proposal with a word.")
        messages.info(request, said % {"number": known.row.register_no or "—"})
        return see_other("proposal", one.pk)
    said = _("%(name)s is registered as %(number)s. %(proposer)s sees it among his proposals.")
    names = {"name": row.client.list_name, "number": row.register_no or "—", "proposer": one.by.full_name}
    messages.success(request, said % names)
    return see_other("card_print", row.client_id)


def _as_sent(texts: Mapping[str, str]) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.update(texts)
    return sent


def _person(request: StaffRequest, one: Proposal) -> Client | None:
    """Whose further guidance it is: as the registrar chose among the look-alikes, else as it was proposed."""
    chosen = request.POST.get("orang") or request.POST.get("klien")
    if chosen is None:
        return one.client
    if chosen in ("", "0"):
        return None
    return get_object_or_404(clients_of(request.user), pk=id_in(chosen) or 0)


def _door(one: Proposal, client: Client | None, *, first_look: bool) -> Door:
    return Door(
        action=reverse("proposal", args=[one.pk]),
        check=reverse("client_new_check"),
        cancel=reverse("proposals"),
        save=_("Accept: add the guidance") if client else _("Accept and register"),
        after=_("After saving: print the card."),
        template="desk/proposal_client.html",
        keeps_drafts=False,
        more=_beside(one) | {"first_look": first_look},
    )


def _beside(one: Proposal) -> dict[str, Any]:
    """What stands beside a proposal that is decided: who, since when, what was said, and the way back."""
    return {"proposal": one, "steps": one.steps.select_related("by"), "return_form": ReturnForm()}


# ------------------------------------------------------------------ a correction


def _correction(request: StaffRequest, one: Proposal, at: datetime) -> HttpResponse:
    client = _file(request, one)
    if request.method != "POST":
        return _columns(request, one, client, typed=one.texts, picks={})
    names = [name for name in FIELDS if name in one.texts]
    typed = {name: request.POST.get(name, one.texts[name]) for name in names}
    picks = picks_in(request.POST, names)
    if unchosen(request.POST, names):
        return _columns(
            request, one, client, typed=typed, picks=picks, problem=_("Choose in every line marked below.")
        )
    now = texts_of(client)
    taken = {name: typed[name] for name in names if picks.get(name) is Pick.MINE}
    sent = (
        now | taken | {"version": request.POST.get("version", ""), "reason": request.POST.get("reason", "")}
    )
    form = ClientDataForm(sent, today=at.date(), was=now)
    if not form.is_valid():
        errors = {name: [str(one) for one in said] for name, said in form.errors.items()}
        return _columns(request, one, client, typed=typed, picks=picks, errors=errors)
    if not taken and not all(form.same(name, typed[name], now[name]) for name in names):
        problem = _("Take over at least one line, or return the proposal with a word.")
        return _columns(request, one, client, typed=typed, picks=picks, problem=problem)
    return _accepted(request, one, client, form, typed, picks, at)


def _file(request: StaffRequest, one: Proposal) -> Client:
    return get_object_or_404(file_client(request.user).prefetch_related("phones"), pk=one.client_id or 0)


def _accepted(
    request: StaffRequest,
    one: Proposal,
    client: Client,
    form: ClientDataForm,
    typed: Mapping[str, str],
    picks: Mapping[str, Pick],
    at: datetime,
) -> HttpResponse:
    touched = form.touched()
    said = {"name": one.by.full_name, "reason": form.cleaned_data["reason"]}
    reason = _("Proposed by %(name)s: %(reason)s") if said["reason"] else _("Proposed by %(name)s")
    try:
        accept_correction(
            proposal=one,
            version=_version(request),
            client=client,
            client_version=form.cleaned_data["version"],
            changes=form.columns(touched),
            phones=form.phones() if "phones" in touched else None,
            reason=(reason % said)[:200],
            by=request.user,
            at=at,
        )
    except ProposalMoved as moved:
        return _read_only(request, moved.now, at, typed=dict(typed))
    except StaleVersion:
        fresh = _file(request, one)
        problem = _(
            "Somebody saved this client while your page was open. Nothing is written yet; look once more."
        )
        return _columns(request, one, fresh, typed=typed, picks=picks, problem=problem, late=True)
    done = _("Accepted: the data of %(name)s are corrected. %(proposer)s sees it among his proposals.")
    messages.success(request, done % {"name": client.list_name, "proposer": one.by.full_name})
    return see_other("proposals")


def _columns(
    request: StaffRequest,
    one: Proposal,
    client: Client,
    *,
    typed: Mapping[str, str],
    picks: Mapping[str, Pick],
    errors: Mapping[str, list[str]] | None = None,
    problem: str = "",
    late: bool = False,
) -> HttpResponse:
    """Proposed, as it was then, as it stands there now. A proposed text can be corrected in its place. `late`: the
    record moved on while the page was open, so that a choice between two texts no longer holds."""
    now = texts_of(client)
    names = [name for name in FIELDS if name in one.texts]
    bound = ClientDataForm({**now, **typed}, today=timezone.localdate(), was=now)
    for name in names:
        bound.fields[name].widget.attrs["aria-label"] = str(bound.fields[name].label)
    lines = compared(names, mine=typed, was=one.was, now=now, same=bound.same)
    if late:
        picks = {line.name: picks[line.name] for line in lines if line.name in picks and not line.must_choose}
    shown = {
        line.name: line
        for line in shown_lines(
            lines,
            labels={name: str(bound.fields[name].label) for name in names},
            changes=last_changes(client_id=client.pk, actions=_ACTIONS),
            picks=picks,
            words=bound.words,
        )
    }
    rows = [
        {
            "shown": shown[line.name],
            "bound": bound[line.name],
            "is_same": line.change is Change.ALIKE,
            "errors": (errors or {}).get(line.name, ()),
        }
        for line in _in_order(lines)
        if line.name in shown
    ]
    must_choose = sum(line.must_choose for line in lines)
    context = {
        "client": client,
        "rows": rows,
        "moved": sum(line.change in (Change.BOTH, Change.ALIKE) for line in lines),
        "must_choose": must_choose,
        "problem": problem,
        "problems": len(errors or ()),
        "reason": request.POST.get("reason", one.reason),
        **_beside(one),
    }
    status = 409 if late else 422 if problem or errors else 200
    return render(request, "desk/proposal_correction.html", context, status=status)


def _in_order(lines: tuple[Line, ...]) -> list[Line]:
    """What must be chosen stands first, where the keys are."""
    return sorted(lines, key=lambda line: not line.must_choose)


# ------------------------------------------------------------------ back, and decided already


@require_POST
@requires(Permission.EDIT_CLIENT)
def proposal_return(request: StaffRequest, proposal_id: int) -> HttpResponse:
    """Back to its proposer with a word; without one nothing happens."""
    at = timezone.localtime()
    one = _decidable(request, proposal_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a word what is to be mended; then it goes back."))
        return see_other("proposal", one.pk)
    word = form.cleaned_data["word"]
    try:
        return_proposal(proposal=one, version=_version(request), word=word, by=request.user, at=at)
    except ProposalMoved as moved:
        return _read_only(request, moved.now, at, typed={}, word=word)
    messages.success(request, _("Returned to %(name)s with your word.") % {"name": one.by.full_name})
    return see_other("proposals")


def _read_only(
    request: StaffRequest,
    one: Proposal,
    at: datetime,
    *,
    typed: dict[str, str] | None = None,
    word: str = "",
) -> HttpResponse:
    """A proposal that is decided; see `read_page`. `word`: what was to go with it."""
    return read_page(
        request,
        one,
        at,
        route="proposal",
        back="proposals",
        typed=typed,
        my_word=word,
        may_open=one.client_id is not None and request.user.may(Permission.SEE_FILE),
        waits=one.state == Proposal.State.SENT,
    )
