"""Somebody without the key to the one door proposes: a client, a further guidance, or a correction of a client's data.

He sees no more for it than before: the front desk, which may not open files, fills in only what is new.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bimbing.clients.models import Client
from bimbing.desk.actions_proposals import propose_drafted
from bimbing.desk.forms_client import FIELDS, PARTS, texts_of
from bimbing.desk.forms_new_client import NewClientForm
from bimbing.desk.forms_proposal import ProposedDataForm, ReasonForm, loosened, page_state, typed_texts
from bimbing.desk.views.drafts import Door, texts_kept
from bimbing.desk.views.edit_client import PART_TITLES
from bimbing.desk.views.new_client import checked, known_person, page
from bimbing.desk.views.stale import opened_texts
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import GUIDES, Permission
from bimbing.proposals.actions import propose_correction
from bimbing.proposals.models import Proposal
from bimbing.supervision.queries import clients_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROPOSE)
def propose_client(request: StaffRequest) -> HttpResponse:
    """The page of the one door for who has no key to it: the name is enough, the registrar completes the rest."""
    at = timezone.localtime()
    client = known_person(request)
    reason = ReasonForm(request.POST if request.method == "POST" else texts_kept(request))
    door = _door(client, reason)
    if request.method != "POST" or "orang" in request.POST:
        return page(request, started(request, at.date(), client, texts_kept(request)), door)
    form = loosened(NewClientForm(request.POST, staff=request.user, today=at.date(), client=client))
    if not form.is_valid() or not reason.is_valid():
        return page(request, form, door, status=422)
    held = page_state(request.POST)
    propose_drafted(
        texts=proposed_texts(request),
        section=section_of(form),
        client=client,
        reason=reason.cleaned_data["usulan_alasan"],
        draft=held.key,
        page=held.page,
        turn=held.turn,
        by=request.user,
        at=at,
    )
    messages.success(request, _("Proposed. As soon as the registrar has decided, it stands here."))
    return see_other("my_proposals")


@require_POST
@requires(Permission.PROPOSE)
def propose_client_check(request: StaffRequest) -> HttpResponse:
    """What the typed papers come to so far, beside each field; see `new_client.check`."""
    today = timezone.localdate()
    form = NewClientForm(request.POST, staff=request.user, today=today, client=known_person(request))
    return checked(request, loosened(form))


def _door(client: Client | None, reason: ReasonForm) -> Door:
    return Door(
        action=reverse("propose_client"),
        check=reverse("propose_client_check"),
        cancel=reverse("my_proposals"),
        save=_("Propose"),
        after=_("The registrar looks, completes and registers."),
        template="desk/propose_client.html",
        look="is-loose",
        more={"reason_form": reason},
    )


def started(
    request: StaffRequest, today: date, client: Client | None, texts: Mapping[str, Any]
) -> NewClientForm:
    """The page as it begins for a proposer: a probation officer proposes himself as the officer."""
    own = {"officer": request.user.pk} if request.user.role in GUIDES else {}
    return loosened(NewClientForm(staff=request.user, today=today, client=client, initial=own | dict(texts)))


def proposed_texts(request: StaffRequest) -> dict[str, str]:
    """What was typed of the client; the word to the registrar is kept beside it."""
    return {name: text for name, text in typed_texts(request.POST).items() if name != "usulan_alasan"}


def section_of(form: NewClientForm) -> str:
    """Whose book a proposed client comes into, so that the right registrar sees him."""
    return str(form.client.section if form.client else form.cleaned_data.get("section") or Section.ADULT)


# ------------------------------------------------------------------ a correction


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROPOSE)
def client_propose(request: StaffRequest, client_id: int) -> HttpResponse:
    """Propose a correction of a client whom one may see."""
    client = get_object_or_404(clients_of(request.user).prefetch_related("phones"), pk=client_id)
    at, blind = timezone.localtime(), is_blind(request.user)
    if request.method != "POST":
        now = {} if blind else texts_of(client)
        return correction_page(
            request, client, ProposedDataForm(today=at.date(), was=now, blind=blind, initial=now)
        )
    form = sent_correction(request, at.date())
    if not form.is_valid():
        return correction_page(request, client, form, status=422)
    if not (wanted := form.wanted()):
        form.add_error(None, _("Nothing is changed yet: change what is wrong, then propose."))
        return correction_page(request, client, form, status=422)
    propose_correction(
        client=client,
        texts=wanted,
        was=was_of(client, form, wanted),
        reason=form.cleaned_data["reason"],
        request_key=page_state(request.POST).key,
        by=request.user,
        at=at,
    )
    messages.success(
        request,
        _("The change for %(name)s is proposed. Until it is accepted the file stays as it is.")
        % {"name": client.list_name},
    )
    return see_other("my_proposals")


def is_blind(staff: Staff) -> bool:
    """Whether somebody proposes without reading the file."""
    return not staff.may(Permission.SEE_FILE)


def sent_correction(request: StaffRequest, today: date) -> ProposedDataForm:
    """The form that was sent, beside what stood there when it was opened."""
    blind = is_blind(request.user)
    was = {} if blind else opened_texts(request.POST, FIELDS)
    return ProposedDataForm(request.POST, today=today, was=was, blind=blind)


def was_of(client: Client, form: ProposedDataForm, wanted: Mapping[str, str]) -> dict[str, str]:
    """What the proposed fields were: as the form was opened, or, where it showed nothing, as they stand there."""
    was = form.was or texts_of(client)
    return {name: was[name] for name in wanted}


def correction_page(
    request: StaffRequest,
    client: Client,
    form: ProposedDataForm,
    *,
    proposal: Proposal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a correction; `proposal`: one of one's own that is mended."""
    blind = is_blind(request.user)
    parts: list[Mapping[str, Any]] = [
        {"title": PART_TITLES[part], "fields": [(form[name], width) for name, width in fields.items()]}
        for part, fields in PARTS.items()
    ]
    context = {
        "client": client,
        "form": form,
        "parts": parts,
        "was": form.was.items(),
        "problems": len([name for name in form.errors if name != "__all__"]),
        "blind": blind,
        "proposal": proposal,
        "steps": proposal.steps.select_related("by") if proposal else (),
        "draft_key": page_state(request.POST).key if request.method == "POST" else uuid4(),
        "cancel": reverse("my_proposals") if blind or proposal else reverse("client_file", args=[client.pk]),
    }
    return render(request, "desk/propose_correction.html", context, status=status)
