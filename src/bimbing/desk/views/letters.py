"""The letter of a change of status: looked at, its signature filled in, printed as a PDF."""

from datetime import date
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bimbing.audit.actions import record
from bimbing.desk.forms_status import SigningForm
from bimbing.desk.pdf.letters import render_letter
from bimbing.desk.queries.status_steps import event_of, head_of
from bimbing.desk.shown.letters import Signing, letter_of, usual_copies
from bimbing.desk.shown.status import LETTERS
from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.permissions import Permission
from bimbing.offices.queries import signatory_on
from bimbing.supervision.models import StatusEvent

_IN_MEMORY = 1024 * 1024


@require_safe
@requires(Permission.CHANGE_STATUS)
def letter(request: StaffRequest, client_id: int, event_id: int) -> HttpResponse:
    """The letter as it will be printed, and who signs it."""
    event = _event(request, client_id, event_id)
    signing = _signing(event, timezone.localdate())
    form = SigningForm(
        initial={
            "title": signing.title,
            "name": signing.name,
            "nip": signing.nip,
            "copies": "\n".join(signing.copies),
        }
    )
    return _page(request, event, form, signing)


@require_POST
@requires(Permission.CHANGE_STATUS)
def letter_pdf(request: StaffRequest, client_id: int, event_id: int) -> HttpResponseBase:
    """The letter as a PDF; that it was printed is in the trail."""
    event = _event(request, client_id, event_id)
    form = SigningForm(request.POST)
    if not form.is_valid():
        return _page(request, event, form, Signing("", "", "", ()), code=422)
    record(
        by=request.user,
        at=timezone.localtime(),
        action="letter.printed",
        subject="status_event",
        subject_id=event.pk,
        client_id=client_id,
        changes={"status": (None, event.status), "document_no": (None, event.document_no)},
    )
    file = cast("BinaryIO", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115  (the response closes it)
    render_letter(letter_of(event, form.signing()), file)
    file.seek(0)
    return FileResponse(file, filename="surat-bimbingan.pdf", content_type="application/pdf")


def _signing(event: StatusEvent, today: date) -> Signing:
    """Who signs today: whom the office has named, else its head as he stands in the staff."""
    office_id, copies = event.supervision.office_id, usual_copies(event)
    if named := signatory_on(office_id, today):
        return Signing(named.get_standing_display(), named.full_name, named.nip, copies)
    head = head_of(office_id)
    return Signing("Kepala", head.name_with_title if head else "", head.nip if head else "", copies)


def _event(request: StaffRequest, client_id: int, event_id: int) -> StatusEvent:
    event = event_of(client_id, request.user, event_id)
    if event is None or event.status not in LETTERS:
        return get_object_or_404(StatusEvent.objects.none())
    return event


def _page(
    request: StaffRequest, event: StatusEvent, form: SigningForm, signing: Signing, *, code: int = 200
) -> HttpResponse:
    made = letter_of(event, signing)
    context = {
        "client": event.supervision.client,
        "row": event.supervision,
        "event": event,
        "form": form,
        "letter": made,
    }
    return render(request, "desk/client_letter.html", context, status=code)
