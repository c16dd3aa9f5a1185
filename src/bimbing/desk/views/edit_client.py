"""A client's data are corrected. Two people may do so at once: the later one sees three columns and loses nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bimbing.clients.actions import StaleVersion
from bimbing.clients.models import Client
from bimbing.desk.actions import edit_person
from bimbing.desk.forms_client import FIELDS, PARTS, ClientDataForm, texts_of
from bimbing.desk.queries.client_file import file_client
from bimbing.desk.queries.last_changes import last_changes
from bimbing.desk.views.stale import BEFORE, WAS, opened_texts, picks_in, shown_lines, unchosen
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.rules.three_way import Pick, compared

_ACTIONS: Final = ("client.edited", "client.phones")
PART_TITLES: Final = {
    "name": gettext_lazy("Name"),
    "papers": gettext_lazy("Identity"),
    "where": gettext_lazy("Where he is reached"),
    "life": gettext_lazy("Further"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CLIENT)
def client_edit(request: StaffRequest, client_id: int) -> HttpResponse:
    """Correct the data of a client; 409 with three columns where somebody else saved meanwhile."""
    client = get_object_or_404(file_client(request.user), pk=client_id)
    at = timezone.localtime()
    if request.method != "POST":
        now = texts_of(client)
        return _page(
            request,
            client,
            ClientDataForm(today=at.date(), was=now, initial=now | {"version": client.version}),
        )
    sent, was = request.POST.copy(), opened_texts(request.POST, FIELDS)
    for name, pick in picks_in(request.POST, FIELDS).items():
        if pick is Pick.THEIRS:  # what stood there was sent along as the text to compare with
            sent[name] = was[name]
    form = ClientDataForm(sent, today=at.date(), was=was)
    if not form.is_valid():
        return _page(request, client, form, status=422)
    if unchosen(request.POST, FIELDS):
        return _three_columns(request, client, form, again=True)
    return _saved(request, client, form, at)


def _saved(request: StaffRequest, client: Client, form: ClientDataForm, at: datetime) -> HttpResponse:
    """Write what was touched, and only that; or show who was faster."""
    touched = form.touched()
    try:
        changed = edit_person(
            client=client,
            version=form.cleaned_data["version"],
            changes=form.columns(touched),
            phones=form.phones() if "phones" in touched else None,
            by=request.user,
            at=at,
            reason=form.cleaned_data["reason"],
        )
    except StaleVersion:
        return _three_columns(request, client, form)
    said = _("The data of %(name)s are saved.") if changed else _("Nothing was changed for %(name)s.")
    messages.success(request, said % {"name": client.list_name})
    return see_other("client_file", client.pk)


def _three_columns(
    request: StaffRequest, client: Client, form: ClientDataForm, *, again: bool = False
) -> HttpResponse:
    """What was typed, what it was, what stands there now. Sent again, the form carries the present version.

    `again`: the page was sent back without a choice that had to be made; the choices that were made stay.
    """
    fresh = get_object_or_404(file_client(request.user), pk=client.pk)
    now, mine = texts_of(fresh), {name: request.POST.get(name, "") for name in FIELDS}
    was = opened_texts(request.POST, FIELDS, BEFORE if again else WAS)
    lines = compared(FIELDS, mine=mine, was=was, now=now, same=form.same)
    picks = picks_in(request.POST, FIELDS)
    if not again:  # a choice holds for what was shown then
        picks = {line.name: picks[line.name] for line in lines if line.name in picks and not line.must_choose}
    shown = shown_lines(
        lines,
        labels={name: str(form.fields[name].label) for name in FIELDS},
        changes=last_changes(client_id=client.pk, actions=_ACTIONS),
        picks=picks,
        words=form.words,
    )
    context = {
        "client": fresh,
        "lines": shown,
        "must_choose": sum(one.must_choose for one in shown),
        "again": again,
        "texts": [(line.name, line.mine, line.now, line.was) for line in lines],
        "version": fresh.version,
        "reason": request.POST.get("reason", ""),
        "names": sorted({one.by for one in shown if one.by}),
    }
    return render(request, "desk/client_edit_stale.html", context, status=409)


def _page(request: StaffRequest, client: Client, form: ClientDataForm, *, status: int = 200) -> HttpResponse:
    parts: list[Mapping[str, Any]] = [
        {"title": PART_TITLES[part], "fields": [(form[name], width) for name, width in fields.items()]}
        for part, fields in PARTS.items()
    ]
    context = {
        "client": client,
        "form": form,
        "parts": parts,
        "was": form.was.items(),
        "problems": len(form.errors),
    }
    return render(request, "desk/client_edit.html", context, status=status)
