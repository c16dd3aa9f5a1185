"""The one door: a client is registered from his papers, or a known person gets a further guidance."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bimbing.clients.models import Client
from bimbing.desk.actions import AlreadyRegistered, NumberTaken, SameProgrammeRuns
from bimbing.desk.actions_proposals import register_drafted
from bimbing.desk.forms_new_client import PARTS, NewClientForm
from bimbing.desk.forms_proposal import page_state
from bimbing.desk.queries.client_file import cases_of
from bimbing.desk.queries.look_alikes import LookAlike, look_alikes
from bimbing.desk.views.case_words import cases_shown
from bimbing.desk.views.drafts import Door, drafts_beside, opened_draft, texts_kept
from bimbing.desk.views.further_guidance import BESIDE
from bimbing.desk.views.new_client_words import hints_of, likeness_words, part_words
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.proposals.actions import end_draft
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import clients_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_CLIENT)
def new_client(request: StaffRequest) -> HttpResponse:
    """Type the papers and save. Somebody who so probably is in the register already that saving would make him two
    is shown first; `orang` chooses him, `lain` says that these are other persons."""
    at = timezone.localtime()
    client = known_person(request)
    door = _door(client)
    if request.method != "POST" or "orang" in request.POST:
        kept = texts_kept(request)
        form = NewClientForm(staff=request.user, today=at.date(), client=client, initial=kept)
        return page(request, form, door)
    form = NewClientForm(request.POST, staff=request.user, today=at.date(), client=client)
    if not form.is_valid():
        return page(request, form, door, status=422)
    if asked := to_ask(request, form):
        return page(request, form, door, asked=asked, status=409)
    held = page_state(request.POST)
    entry = replace(form.registration(), beside_running=BESIDE in request.POST)
    try:
        row = register_drafted(
            entry=entry, draft=held.key, page=held.page, turn=held.turn, by=request.user, at=at
        )
    except SameProgrammeRuns as known:
        return page(request, form, door, running=known.row, status=409)
    except NumberTaken:
        form.add_error("register_no", NewClientForm.taken())
        return page(request, form, door, status=422)
    except AlreadyRegistered as known:
        end_draft(key=held.key, page=held.page, turn=held.turn, by=request.user, at=at)
        messages.info(
            request, _("This guidance is in the register already, as %(number)s.") % _named(known.row)
        )
        return see_other("card_print", known.row.client_id)
    messages.success(request, _("%(name)s is registered as %(number)s.") % _named(row))
    return see_other("card_print", row.client_id)


def _door(client: Client | None) -> Door:
    return Door(
        action=reverse("client_new"),
        check=reverse("client_new_check"),
        cancel=reverse("register"),
        save=_("Save the guidance") if client else _("Save the client"),
        leads_on=True,
        after=_("After saving: print the card."),
    )


def _named(row: Supervision) -> dict[str, str]:
    return {"name": row.client.list_name, "number": row.register_no or "—"}


@require_POST
@requires(Permission.REGISTER_CLIENT)
def check(request: StaffRequest) -> HttpResponse:
    """What the typed papers come to so far, beside each field. Nothing is kept."""
    form = NewClientForm(
        request.POST, staff=request.user, today=timezone.localdate(), client=known_person(request)
    )
    return checked(request, form)


def checked(request: StaffRequest, form: NewClientForm) -> HttpResponse:
    """The remarks beside the fields of what is typed so far."""
    form.is_valid()
    context = {"hints": hints_of(form), "client": form.client} | _shown(alike_to(request, form))
    return render(request, "desk/new_client_check.html", context)


def known_person(request: StaffRequest) -> Client | None:
    """The person chosen among the look-alikes, or named in the address; a stranger does not exist (404). Of a draft
    that is opened again the person it is about, as long as he may be seen."""
    theirs = clients_of(request.user)
    if draft := opened_draft(request):
        return theirs.filter(pk=id_in(draft.texts.get("klien")) or 0).first()
    sent: Mapping[str, Any] = request.POST if request.method == "POST" else request.GET
    chosen = str(sent.get("orang") or sent.get("klien") or "0")
    if chosen == "0":
        return None
    return get_object_or_404(theirs, pk=id_in(chosen) or 0)


def alike_to(request: StaffRequest, form: NewClientForm) -> list[LookAlike]:
    """The look-alikes of what is typed. Who may not open files is shown none: the registrar will look."""
    if form.client or not request.user.may(Permission.SEE_FILE):
        return []
    return look_alikes(request.user, form.typed())


def to_ask(request: StaffRequest, form: NewClientForm) -> list[LookAlike]:
    """The look-alikes of whom it must be said first whether they are the same person; empty once it was said."""
    asked = [one for one in alike_to(request, form) if one.is_strong]
    said = set(request.POST.get("lain", "").split(","))
    return [] if {str(one.client.pk) for one in asked} <= said else asked


def _shown(alike: list[LookAlike]) -> dict[str, list[tuple[LookAlike, list[Any]]]]:
    """The look-alikes in words: the strong ones stand open, the others fold away behind one stop of the Tab key."""
    told = [(one, likeness_words(one)) for one in alike]
    return {
        "strong": [pair for pair in told if pair[0].is_strong],
        "weak": [pair for pair in told if not pair[0].is_strong],
    }


def _cases(request: StaffRequest, form: NewClientForm) -> Any:
    """The known person's verdicts, each of which may get a further programme on a page of its own."""
    return cases_shown(cases_of(form.client, request.user), today=form.today) if form.client else ()


def _name_of(form: NewClientForm) -> str:
    """The known person's name; a child's in full only for who may open the file."""
    client = form.client
    if client is None:
        return ""
    return client.shown_name if form.staff.may(Permission.SEE_FILE) else client.list_name


def page(
    request: StaffRequest,
    form: NewClientForm,
    door: Door,
    *,
    asked: list[LookAlike] | None = None,
    running: Supervision | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of the door, with what is said about what was typed. `asked`: look-alikes that must be decided first."""
    alike: list[LookAlike] = []
    if form.is_bound:
        alike = asked or alike_to(request, form)
    wrong = next((name for name in form.fields if name in form.errors), None)
    if not asked:
        form.fields[wrong or next(iter(form.fields))].widget.attrs["autofocus"] = True
    hints = hints_of(form) if form.is_bound else {}
    parts = [
        {
            "name": name,
            **part_words(name),
            "fields": [
                (form[key], width, hints.get(key, "")) for key, width in fields.items() if key in form.fields
            ],
        }
        for name, fields in PARTS.items()
    ]
    context = {
        "form": form,
        "door": door,
        "client": form.client,
        "known_name": _name_of(form),
        "parts": [part for part in parts if part["fields"] or (part["name"] == "person" and form.client)],
        "more_is_open": any(name in form.errors for name in PARTS["more"]),
        **_shown(alike),
        "running": running,
        "cases": _cases(request, form) if door.leads_on else (),
        "asked": ",".join(str(one.client.pk) for one in asked or ()),
        "problems": len(form.errors),
        **(drafts_beside(request) if door.keeps_drafts else {}),
        **door.more,
    }
    return render(request, door.template, context, status=status)
