"""A hand-over that was made: what it did, its letter, and taking it back."""

from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from bimbing.desk.actions_handing import TakeBackRefused, note_printed, undo_hand_over
from bimbing.desk.pdf.handing_letter import draw_letter
from bimbing.desk.queries.handing import hand_overs_of, items_of
from bimbing.desk.queries.handing_letter import letter_of
from bimbing.desk.views.hand_over_many import left_out
from bimbing.desk.views.handing_words import DONE_WORDS
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.supervision.actions import AlreadyUndone
from bimbing.supervision.models import HandOver, HandOverItem

_IN_MEMORY: Final = 4 * 1024 * 1024
#: So much of later work is named where a hand-over cannot be taken back.
_NAMED: Final = 12


def _batch(request: StaffRequest, batch_id: int) -> HandOver:
    return get_object_or_404(hand_overs_of(request.user), pk=batch_id)


@require_safe
@requires(Permission.ASSIGN_OFFICER)
def hand_over(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Who went from whom to whom, from when, why; who stayed out."""
    return _page(request, _batch(request, batch_id))


def _page(request: StaffRequest, batch: HandOver, *, refused: TakeBackRefused | None = None) -> HttpResponse:
    items = items_of(batch)
    stayed = left_out(request, request.GET.get("sisa", ""))
    later = refused.later if refused else ()
    context = {
        "batch": batch,
        "items": items,
        "sums": _sums(items),
        "stayed": stayed,
        "again_url": f"{reverse('hand_over_many')}?pilih={'.'.join(str(row.pk) for row, _why in stayed)}",
        "later": [(work.client, DONE_WORDS[work.done], work.at) for work in later[:_NAMED]],
        "later_more": max(0, len(later) - _NAMED),
    }
    return render(request, "desk/hand_over.html", context, status=409 if refused else 200)


def _sums(items: list[HandOverItem]) -> list[dict[str, Any]]:
    """How many went from whom to whom, most first."""
    sums: dict[tuple[str, str], int] = {}
    for item in items:
        pair = (item.giver.full_name if item.giver else "", item.receiver.full_name)
        sums[pair] = sums.get(pair, 0) + 1
    ordered = sorted(sums.items(), key=lambda one: (-one[1], one[0]))
    return [{"giver": giver, "receiver": receiver, "number": number} for (giver, receiver), number in ordered]


@require_POST
@requires(Permission.ASSIGN_OFFICER)
def letter(request: StaffRequest, batch_id: int) -> HttpResponseBase:
    """The record of the hand-over as a PDF, one page or several for each pair of officers."""
    batch = _batch(request, batch_id)
    at = timezone.localtime()
    note_printed(batch=batch, by=request.user, at=at)
    file = cast("BinaryIO", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115  (the response closes it)
    draw_letter(letter_of(batch, printed_on=at.date()), file)
    file.seek(0)
    return FileResponse(file, filename="berita-acara-serah-terima.pdf", content_type="application/pdf")


@require_POST
@requires(Permission.ASSIGN_OFFICER)
def undo(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Take a hand-over back, unless somebody has worked on its clients since."""
    batch = _batch(request, batch_id)
    try:
        number = undo_hand_over(batch=batch, by=request.user, at=timezone.localtime())
    except TakeBackRefused as refused:
        return _page(request, batch, refused=refused)
    except AlreadyUndone:
        messages.info(request, _("This hand-over was taken back already."))
    else:
        words = ngettext(
            "Taken back: %(n)s client is with the officer before.",
            "Taken back: %(n)s clients are with the officer before.",
            number,
        )
        messages.success(request, words % {"n": number})
    return see_other("hand_over", batch.pk)
