"""The cards: one, a group, all; the officer's sheet; a lost card replaced."""

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bimbing.cards.actions import issue, record_prints, replace
from bimbing.cards.models import Card
from bimbing.cards.pdf import PrintReport, render_cards, render_pk_sheets
from bimbing.cards.queries import cards_of_client, prints_of_client
from bimbing.desk.queries.card_faces import Printing, card_faces, pk_sheet_faces, profile_of
from bimbing.offices.http import StaffRequest, id_in, requires
from bimbing.offices.permissions import Permission
from bimbing.rules.card_code import shown
from bimbing.supervision.forms import read_filters
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import clients_of, officers_of, supervisions_of
from bimbing.supervision.queries.register import Filters, Group, Lack, Life, matching

#: A print run larger than this is cut into several, so that a printer jam does not cost a thousand sheets.
LARGEST_RUN = 1000
IN_MEMORY = 8 * 1024 * 1024

Rows = QuerySet[Supervision]
Render = Callable[[BinaryIO], PrintReport]


@requires(Permission.PRINT_CARD)
@require_GET
def cards(request: StaffRequest) -> HttpResponse:
    """Whose cards to print: those without one, those of an officer or a programme, all."""
    today = timezone.localdate()
    rows = _printable(request, Filters(as_of=today))
    lacking = _printable(request, Filters(as_of=today, picks={Group.LACKS: (Lack.CARD,), **_ACTIVE}))
    groups = (
        (
            "pk",
            _("By officer"),
            _counted(rows, "officer_id", {o.pk: o.full_name for o in officers_of(request.user)}),
        ),
        ("program", _("By programme"), _counted(rows, "programme_id", None)),
    )
    context = {"total": rows.count(), "lacking": lacking.count(), "groups": groups, "largest": LARGEST_RUN}
    return render(request, "desk/cards.html", context)


_ACTIVE: dict[Group, tuple[str, ...]] = {Group.STATUS: (Life.ACTIVE.value, Life.PAST_END.value)}


def _printable(request: StaffRequest, filters: Filters) -> Rows:
    return matching(request.user, filters)


def _counted(rows: Rows, column: str, names: dict[int, str] | None) -> list[tuple[str, str, int]]:
    """(value, name, count) of each value of a column, largest first."""
    counted = rows.order_by().values_list(column).annotate(number=Count("pk")).order_by("-number", column)
    return [
        (str(value), names.get(value, str(value)) if names else str(value), number)
        for value, number in counted
        if value is not None
    ]


@requires(Permission.PRINT_CARD)
@require_POST
def print_group(request: StaffRequest) -> HttpResponseBase:
    """A file of cards, or officers' sheets, of a group; the group is given as in the register's address."""
    today = timezone.localdate()
    asked = read_filters(request.POST, today).picks
    wanted = [
        group for group in (Group.OFFICER, Group.PROGRAMME, Group.LACKS) if request.POST.get(group.value)
    ]
    if all(asked[group] for group in wanted):
        picks = _ACTIVE | {group: asked[group] for group in wanted}
        rows = _printable(request, Filters(as_of=today, picks=picks))
    else:  # a group that cannot be read is an empty one; left out, it would print the whole office
        rows = Supervision.objects.none()
    chosen = [number for value in request.POST.getlist("pilih") if (number := id_in(value))]
    if chosen:
        rows = supervisions_of(request.user).filter(pk__in=chosen)
    ids = list(rows.order_by("name_key", "pk").values_list("pk", flat=True)[:LARGEST_RUN])
    if not ids:
        messages.warning(request, _("There is nobody in this group, so nothing was printed."))
        return redirect("cards")
    return _print(request, ids, sheets=request.POST.get("jenis") == "lembar")


@requires(Permission.PRINT_CARD)
@require_GET
def card_of_client(request: StaffRequest, client_id: int) -> HttpResponse:
    """The state of a client's card: valid, printed when and by whom, and what can be done."""
    client = get_object_or_404(clients_of(request.user), pk=client_id)
    held = cards_of_client(client_id)
    context = {
        "client": client,
        "supervisions": supervisions_of(request.user).filter(client=client).select_related("programme"),
        "valid": next((card for card in held if card.state == Card.State.VALID), None),
        "held": held,
        "shown_code": shown(held[0].short_code) if held else "",
        "prints": prints_of_client(client_id),
        "may_replace": request.user.may(Permission.REPLACE_CARD),
        "may_draft": request.user.may(Permission.KEEP_DRAFTS),
    }
    return render(request, "desk/card_of_client.html", context)


@requires(Permission.PRINT_CARD)
@require_POST
def print_card(request: StaffRequest, client_id: int) -> HttpResponseBase:
    """One client's card as a PDF; issues the card if he has none."""
    return _print(request, [_newest(request, client_id).pk], sheets=False)


@requires(Permission.PRINT_CARD)
@require_http_methods(["GET", "HEAD", "POST"])
def print_pk_sheet(request: StaffRequest, client_id: int) -> HttpResponseBase:
    """One client's officer's sheet as a PDF."""
    if request.method != "POST":
        return redirect("card_print", client_id)
    return _print(request, [_newest(request, client_id).pk], sheets=True)


@requires(Permission.REPLACE_CARD)
@require_POST
def replace_card(request: StaffRequest, client_id: int) -> HttpResponse:
    """A lost card: the old code still finds the person and says that it was replaced."""
    client = get_object_or_404(clients_of(request.user), pk=client_id)
    card = get_object_or_404(Card, client=client, pk=id_in(request.POST.get("kartu")) or 0)
    reason = request.POST.get("alasan", "").replace("\x00", "").strip()[:120]
    if not reason:
        messages.error(request, _("Say why the card is replaced (lost, damaged), then try again."))
        return redirect("card_print", client_id)
    replace(card=card, reason=reason, by=request.user, at=timezone.localtime())
    messages.success(request, _("The card was replaced. Print the new one now."))
    return redirect("card_print", client_id)


def _newest(request: StaffRequest, client_id: int) -> Supervision:
    """The guidance that the card is for: the active one, else the last one."""
    client = get_object_or_404(clients_of(request.user), pk=client_id)
    row = supervisions_of(request.user).filter(client=client).present_first().first()
    if row is None:
        raise Http404
    return row


def _print(request: StaffRequest, ids: list[int], *, sheets: bool) -> HttpResponseBase:
    at = timezone.localtime()
    rows = list(supervisions_of(request.user).filter(pk__in=ids).select_related("client", "office"))
    held = issue(
        client_ids=[row.client_id for row in rows], office=request.user.office, by=request.user, at=at
    )
    profiles = {held[row.client_id].pk: profile_of(row).value for row in rows}
    versions = record_prints(
        cards=held.values(), profile_of=profiles, kind="sheet" if sheets else "card", by=request.user, at=at
    )
    printing = Printing(at.date(), held, versions)
    if sheets:
        faces = pk_sheet_faces(ids, printing, with_notes=request.user.may(Permission.SEE_NOTES))
        return _pdf(lambda out: render_pk_sheets(faces, out), "lembar-pk.pdf")
    return _pdf(lambda out: render_cards(card_faces(ids, printing), out), "kartu-bimbingan.pdf")


def _pdf(draw: Render, name: str) -> HttpResponseBase:
    """A PDF to look at and print; its name says nothing about anybody."""
    file = cast("BinaryIO", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  (the response closes it)
    draw(file)
    file.seek(0)
    return FileResponse(file, filename=name, content_type="application/pdf")
