"""A further programme of the same verdict: after the asimilasi the PB. Person, case and prison are taken over."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bimbing.clients.actions import StaleVersion
from bimbing.clients.models import Client
from bimbing.desk.actions import AlreadyRegistered, NumberTaken, SameProgrammeRuns, register_client
from bimbing.desk.forms_further import FURTHER_PARTS, FurtherForm
from bimbing.desk.queries.client_file import cases_of, file_client
from bimbing.desk.views.case_words import cases_shown
from bimbing.desk.views.new_client_words import hints_of, part_words
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.rules.dates import typed_date
from bimbing.rules.programmes import Programme as Code
from bimbing.supervision.models import Case, Supervision

#: The button that saves; without it a POST brings what was typed at the door.
SAVE = "simpan"
#: The button that says that a second running guidance of one programme is meant.
BESIDE = "sejalan"
#: Programmes that another one of the same verdict follows.
_LEAD_ON: Final = frozenset({Code.ASIMILASI, Code.ASIMILASI_RUMAH})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_CLIENT)
def further_guidance(request: StaffRequest, client_id: int) -> HttpResponse:
    """The form for the case named by `perkara`, with what the door had already; 303 to the card when it is saved."""
    client = get_object_or_404(file_client(request.user), pk=client_id)
    case, rows = _case(request, client)
    former = next((row for row in reversed(rows) if row.is_active), None)
    today = timezone.localdate()
    if request.method == "POST" and {SAVE, BESIDE} & request.POST.keys():
        form = FurtherForm(request.POST, staff=request.user, today=today, case=case, former=former)
        return _saved(request, form, rows)
    typed = request.POST.dict() if request.method == "POST" else {}
    initial: dict[str, Any] = _suggested(rows, former, today) | {
        name: text for name, text in typed.items() if text
    }
    form = FurtherForm(staff=request.user, today=today, case=case, former=former, initial=initial)
    return _page(request, form, rows)


def _case(request: StaffRequest, client: Client) -> tuple[Case, list[Supervision]]:
    """The case named, with the guidances of it that may be seen; 404 for a stranger's."""
    sent = request.POST if request.method == "POST" else request.GET
    wanted = id_in(sent.get("perkara", ""))
    found = next((pair for pair in cases_of(client, request.user) if pair[0].pk == wanted), None)
    if found is None:
        raise Http404
    return found


def _suggested(rows: list[Supervision], former: Supervision | None, today: date) -> dict[str, Any]:
    """What follows from the guidance before: its officer and rhythm; the day it ended as the start; and of an
    asimilasi that runs, that it ends with it."""
    last = former or rows[-1]
    has_ended = last.end_date is not None and last.end_date <= today
    return {
        "officer": last.officer_id or "",
        "interval": last.interval,
        "report_day": last.report_day or "",
        "start_date": typed_date(last.end_date) if last.end_date and has_ended else "",
        "end_former": last.programme_id in _LEAD_ON,
    }


def _saved(request: StaffRequest, form: FurtherForm, rows: list[Supervision]) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, rows, status=422)
    entry = replace(form.registration(), beside_running=BESIDE in request.POST)
    try:
        row = register_client(
            office=request.user.office, entry=entry, by=request.user, at=timezone.localtime()
        )
    except NumberTaken:
        form.add_error("register_no", FurtherForm.taken())
        return _page(request, form, rows, status=422)
    except StaleVersion:
        form.add_error("end_former", _("Somebody changed it meanwhile: look at it, then save again."))
        return _page(request, form, rows, status=409)
    except SameProgrammeRuns as known:
        return _page(request, form, rows, running=known.row, status=409)
    except AlreadyRegistered as known:
        said = _("This guidance is in the register already, as %(number)s.")
        messages.info(request, said % {"number": known.row.register_no or "—"})
        return see_other("card_print", known.row.client_id)
    said = _("%(name)s is registered as %(number)s.")
    messages.success(request, said % {"name": row.client.list_name, "number": row.register_no or "—"})
    return see_other("card_print", row.client_id)


def _page(
    request: StaffRequest,
    form: FurtherForm,
    rows: list[Supervision],
    *,
    running: Supervision | None = None,
    status: int = 200,
) -> HttpResponse:
    hints = hints_of(form) if form.is_bound else {}
    parts = [
        {
            **part_words(part),
            "fields": [(form[name], width, hints.get(name, "")) for name, width in fields.items()],
        }
        for part, fields in FURTHER_PARTS.items()
        if fields
    ]
    context = {
        "client": form.case.client,
        "case": form.case,
        "known": cases_shown([(form.case, rows)], today=form.today)[0],
        "form": form,
        "parts": parts,
        "former": form.former,
        "running": running,
        "problems": len(form.errors),
    }
    return render(request, "desk/further_guidance.html", context, status=status)
