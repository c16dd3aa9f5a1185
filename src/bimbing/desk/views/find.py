"""The box on every page: a card, a name, any number. It always leads somewhere."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bimbing.attendance.queries.desk import Answer, WhoIs, who_is
from bimbing.desk.queries.find import SHOWN, Hit, Why, hits
from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Permission
from bimbing.rules.card_code import CodeKind, read_code
from bimbing.rules.finding import Fit

#: What a hit was found by; `%(what)s` is empty where it must not be shown.
_WHY: Final = {
    Why.NEAR: gettext_lazy("similar: %(what)s"),
    Why.ALIAS: gettext_lazy("alias %(what)s"),
    Why.CALLED: gettext_lazy("called %(what)s"),
    Why.INITIALS: gettext_lazy("initials %(what)s"),
    Why.REGENCY: gettext_lazy("regency of %(what)s"),
    Why.DECISION: gettext_lazy("decision %(what)s"),
    Why.REGISTER_NO: gettext_lazy("register no. %(what)s"),
    Why.NIK: gettext_lazy("NIK %(what)s"),
    Why.PHONE: gettext_lazy("phone %(what)s"),
}
#: The same where the words are a child's and stay unsaid.
_WHY_SECRET: Final = {
    Why.NEAR: gettext_lazy("similar name"),
    Why.ALIAS: gettext_lazy("by an alias"),
    Why.CALLED: gettext_lazy("by what he is called"),
    Why.FATHER: gettext_lazy("by the father's name"),
}


@require_safe
@requires(Permission.SIGNED_IN)
def find(request: StaffRequest) -> HttpResponse:
    """A card goes to the desk (or the file); one person to his file; several to a list; none to what else to try.

    Whoever is only similar to what was typed is shown, never opened by itself.
    """
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
    if len(found) == 1 and found[0].fit is not Fit.NEAR and (url := _door(staff, found[0].client.pk)):
        return HttpResponseRedirect(url)
    return _page(request, text, found)


def _door(staff: Staff, client_id: int) -> str:
    """Where a person leads for this member of staff: his file, the desk, or nowhere."""
    if staff.may(Permission.SEE_FILE):
        return reverse("client_file", args=[client_id])
    return f"{reverse('attendance_desk')}?klien={client_id}" if staff.may(Permission.RECORD_VISIT) else ""


def _problem(answer: WhoIs) -> str:
    return {
        Answer.DAMAGED: _("This code is not complete. Scan again, or type the code under the picture."),
        Answer.OTHER_OFFICE: _("This card belongs to another office."),
        Answer.NOT_YOURS: _("This client is with another officer."),
    }.get(answer.answer, _("Nobody has this card."))


def why_words(hit: Hit) -> list[str]:
    """By what somebody was found, in words."""
    return [str(_WHY[why]) % {"what": what} if what else str(_WHY_SECRET[why]) for why, what in hit.reasons]


def _page(request: StaffRequest, text: str, found: Sequence[Hit], *, problem: str = "") -> HttpResponse:
    shown = [(hit, _door(request.user, hit.client.pk), why_words(hit)) for hit in found[:SHOWN]]
    context = {
        "text": text,
        "problem": problem,
        "hits": shown,
        "lists": [
            (is_near, some)
            for is_near in (False, True)
            if (some := [one for one in shown if (one[0].fit is Fit.NEAR) is is_near])
        ],
        "exact": sum(hit.fit is not Fit.NEAR for hit in found),
        "is_cut": len(found) > SHOWN,
        "may_list": request.user.may(Permission.SEE_CLIENTS),
        "list_url": f"{reverse('register')}?{urlencode({'q': text, 'status': 'semua'})}",
    }
    return render(request, "desk/find.html", context)
