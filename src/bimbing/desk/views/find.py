"""The box on every page: a card, a name, any number. It always leads somewhere."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bimbing.attendance.queries.desk import Answer, WhoIs, who_is
from bimbing.desk.queries.find import SHOWN, hits
from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.permissions import Permission
from bimbing.rules.card_code import CodeKind, read_code


@require_safe
@requires(Permission.SIGNED_IN)
def find(request: StaffRequest) -> HttpResponse:
    """A card goes to the desk (or the file); one person to his file; several to a list; none to what else to try."""
    staff = request.user
    text = request.GET.get("q", "").replace("\x00", "").strip()[:120]
    if read_code(text).kind is not CodeKind.OTHER:
        if staff.may(Permission.RECORD_VISIT):
            return HttpResponseRedirect(f"{reverse('attendance_desk')}?{urlencode({'kode': text})}")
        answer = who_is(text, staff)
        if answer.client is not None and staff.may(Permission.SEE_FILE):
            return HttpResponseRedirect(reverse("client_file", args=[answer.client.pk]))
        return _page(request, text, [], problem=_problem(answer))
    found = hits(staff, text) if text else []
    if len(found) == 1 and (url := _door(staff, found[0].pk)):
        return HttpResponseRedirect(url)
    return _page(request, text, found)


def _door(staff: object, client_id: int) -> str:
    """Where a person leads for this member of staff: his file, the desk, or nowhere."""
    may = staff.may  # type: ignore[attr-defined]
    if may(Permission.SEE_FILE):
        return reverse("client_file", args=[client_id])
    return f"{reverse('attendance_desk')}?klien={client_id}" if may(Permission.RECORD_VISIT) else ""


def _problem(answer: WhoIs) -> str:
    return {
        Answer.DAMAGED: _("This code is not complete. Scan again, or type the code under the picture."),
        Answer.OTHER_OFFICE: _("This card belongs to another office."),
        Answer.NOT_YOURS: _("This client is with another officer."),
    }.get(answer.answer, _("Nobody has this card."))


def _page(request: StaffRequest, text: str, found: list, *, problem: str = "") -> HttpResponse:  # type: ignore[type-arg]
    context = {
        "text": text,
        "problem": problem,
        "hits": [(client, _door(request.user, client.pk)) for client in found[:SHOWN]],
        "is_cut": len(found) > SHOWN,
        "may_list": request.user.may(Permission.SEE_CLIENTS),
        "list_url": f"{reverse('register')}?{urlencode({'q': text, 'status': 'semua'})}",
    }
    return render(request, "desk/find.html", context)
