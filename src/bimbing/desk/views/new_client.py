"""The one door: a client is registered from his papers, or a known person gets a further guidance."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bimbing.clients.models import Client
from bimbing.desk.actions import AlreadyRegistered, NumberTaken, SameProgrammeRuns, register_client
from bimbing.desk.forms_new_client import PARTS, NewClientForm
from bimbing.desk.queries.client_file import cases_of
from bimbing.desk.queries.look_alikes import LookAlike, look_alikes
from bimbing.desk.views.case_words import cases_shown
from bimbing.desk.views.further_guidance import BESIDE
from bimbing.desk.views.new_client_words import hints_of, likeness_words, part_words
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import clients_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_CLIENT)
def new_client(request: StaffRequest) -> HttpResponse:
    """Type the papers and save. Somebody who so probably is in the register already that saving would make him two
    is shown first; `orang` chooses him, `lain` says that these are other persons."""
    at = timezone.localtime()
    client = _known(request)
    if request.method != "POST" or "orang" in request.POST:
        kept = request.POST.dict() if request.method == "POST" else {}
        return _page(request, NewClientForm(staff=request.user, today=at.date(), client=client, initial=kept))
    form = NewClientForm(request.POST, staff=request.user, today=at.date(), client=client)
    if not form.is_valid():
        return _page(request, form, status=422)
    asked = [one for one in _alike(request, form) if one.is_strong]
    if not {str(one.client.pk) for one in asked} <= set(request.POST.get("lain", "").split(",")):
        return _page(request, form, asked=asked, status=409)
    entry = replace(form.registration(), beside_running=BESIDE in request.POST)
    try:
        row = register_client(office=request.user.office, entry=entry, by=request.user, at=at)
    except SameProgrammeRuns as known:
        return _page(request, form, running=known.row, status=409)
    except NumberTaken:
        form.add_error("register_no", NewClientForm.taken())
        return _page(request, form, status=422)
    except AlreadyRegistered as known:
        messages.info(
            request, _("This guidance is in the register already, as %(number)s.") % _named(known.row)
        )
        return see_other("card_print", known.row.client_id)
    messages.success(request, _("%(name)s is registered as %(number)s.") % _named(row))
    return see_other("card_print", row.client_id)


def _named(row: Supervision) -> dict[str, str]:
    return {"name": row.client.list_name, "number": row.register_no or "—"}


@require_POST
@requires(Permission.REGISTER_CLIENT)
def check(request: StaffRequest) -> HttpResponse:
    """What the typed papers come to so far, beside each field. Nothing is kept."""
    form = NewClientForm(request.POST, staff=request.user, today=timezone.localdate(), client=_known(request))
    form.is_valid()
    context = {"hints": hints_of(form), "client": form.client} | _shown(_alike(request, form))
    return render(request, "desk/new_client_check.html", context)


def _known(request: StaffRequest) -> Client | None:
    """The person chosen among the look-alikes, or named in the address; a stranger does not exist (404)."""
    sent: Mapping[str, Any] = request.POST if request.method == "POST" else request.GET
    chosen = str(sent.get("orang") or sent.get("klien") or "0")
    if chosen == "0":
        return None
    return get_object_or_404(clients_of(request.user), pk=id_in(chosen) or 0)


def _alike(request: StaffRequest, form: NewClientForm) -> list[LookAlike]:
    return [] if form.client else look_alikes(request.user, form.typed())


def _shown(alike: list[LookAlike]) -> dict[str, list[tuple[LookAlike, list[Any]]]]:
    """The look-alikes in words: the strong ones stand open, the others fold away behind one stop of the Tab key."""
    told = [(one, likeness_words(one)) for one in alike]
    return {
        "strong": [pair for pair in told if pair[0].is_strong],
        "weak": [pair for pair in told if not pair[0].is_strong],
    }


def _page(
    request: StaffRequest,
    form: NewClientForm,
    *,
    asked: list[LookAlike] | None = None,
    running: Supervision | None = None,
    status: int = 200,
) -> HttpResponse:
    alike: list[LookAlike] = []
    if form.is_bound:
        alike = asked or _alike(request, form)
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
        "client": form.client,
        "parts": [part for part in parts if part["fields"] or (part["name"] == "person" and form.client)],
        "more_is_open": any(name in form.errors for name in PARTS["more"]),
        **_shown(alike),
        "running": running,
        "cases": cases_shown(cases_of(form.client, request.user), today=form.today) if form.client else (),
        "asked": ",".join(str(one.client.pk) for one in asked or ()),
        "problems": len(form.errors),
    }
    return render(request, "desk/new_client.html", context, status=status)
