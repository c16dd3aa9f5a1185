"""The cards: one, a group, those that are out of date, all; the officer's sheets and carnet; a lost card replaced."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bimbing.cards.actions import issue, record_prints, replace
from bimbing.cards.models import Card, Printer
from bimbing.cards.pdf import (
    CARNET,
    CARNET_DENSE,
    CardChoice,
    CardKind,
    Offsets,
    PrintReport,
    Sides,
    render_cards,
    render_carnet,
    render_pk_sheets,
)
from bimbing.cards.queries import cards_of_client, habit_of, printers_of, prints_of_client
from bimbing.cards.queries.out_of_date import out_of_date
from bimbing.desk.queries.card_faces import Printing, card_faces, full_cards, pk_sheet_faces, profile_of
from bimbing.desk.views.card_words import LAYOUTS, SIDES
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
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


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is printed ("kartu", "lembar", "buku", "buku-rapat"), how, and on which printer."""

    what: str
    card: CardChoice
    printer: Printer | None
    continued: bool = False

    @property
    def offsets(self) -> Offsets:
        one = self.printer
        if one is None:
            return Offsets()
        return Offsets(
            (float(one.front_right), float(one.front_down)), (float(one.back_right), float(one.back_down))
        )


@requires(Permission.PRINT_CARD)
@require_GET
def cards(request: StaffRequest) -> HttpResponse:
    """Whose cards to print: those without one, those whose card is out of date, an officer's, a programme's, all."""
    today = timezone.localdate()
    rows = _printable(request, Filters(as_of=today))
    lacking = _printable(request, Filters(as_of=today, picks={Group.LACKS: (Lack.CARD,), **_ACTIVE}))
    old = out_of_date(rows)
    names = {officer.pk: officer.full_name for officer in officers_of(request.user)}
    groups = (
        ("pk", _("By officer"), _counted(rows, "officer_id", names, old), True),
        ("program", _("By programme"), _counted(rows, "programme_id", None, old), False),
    )
    without = lacking.count()
    context = _how(request) | {
        "total": rows.count(),
        "lacking": without,
        "old": len(old),
        "needed": without + len(old),
        "groups": groups,
        "largest": LARGEST_RUN,
    }
    return render(request, "desk/cards.html", context)


_ACTIVE: dict[Group, tuple[str, ...]] = {Group.STATUS: (Life.ACTIVE.value, Life.PAST_END.value)}


def _printable(request: StaffRequest, filters: Filters) -> Rows:
    return matching(request.user, filters)


def _how(request: StaffRequest) -> dict[str, Any]:
    """The choice of layout, sides and printer, as it was made the last time."""
    choice, printer_id = habit_of(request.user)
    return {
        "layouts": LAYOUTS,
        "sides": SIDES,
        "chosen": choice,
        "printers": printers_of(request.user),
        "chosen_printer": printer_id,
    }


def _counted(
    rows: Rows, column: str, names: dict[int, str] | None, old: set[int]
) -> list[tuple[str, str, int, int]]:
    """(value, name, count, of them with an old card) of each value of a column, largest first."""
    counted = rows.order_by().values_list(column).annotate(number=Count("pk")).order_by("-number", column)
    outdated = Counter(value for pk, value in rows.order_by().values_list("pk", column) if pk in old)
    return [
        (str(value), names.get(value, str(value)) if names else str(value), number, outdated[value])
        for value, number in counted
        if value is not None
    ]


@requires(Permission.PRINT_CARD)
@require_POST
def print_group(request: StaffRequest) -> HttpResponseBase:
    """A file of cards, officers' sheets or a carnet of a group; the group is given as in the register's address.

    `lama`: only cards that are out of date; `perlu`: those and who has none; `penuh`: who needs a further sheet.
    """
    query = QueryDict(mutable=True)  # a button adds its group in the address, the form says how
    query.update(request.POST)
    query.update(request.GET)
    chosen = _chosen(request, query)
    ids = _asked_for(request, query, chosen)[:LARGEST_RUN]
    if not ids:
        messages.warning(request, _("There is nobody in this group, so nothing was printed."))
        return see_other("cards")
    return _print(request, ids, chosen)


def _asked_for(request: StaffRequest, query: QueryDict, chosen: Chosen) -> list[int]:
    today = timezone.localdate()
    asked = read_filters(query, today).picks
    wanted = [group for group in (Group.OFFICER, Group.PROGRAMME, Group.LACKS) if query.get(group.value)]
    if all(asked[group] for group in wanted):
        picks = _ACTIVE | {group: asked[group] for group in wanted}
        rows = _printable(request, Filters(as_of=today, picks=picks))
    else:  # a group that cannot be read is an empty one; left out, it would print the whole office
        rows = Supervision.objects.none()
    selected = [number for value in query.getlist("pilih") if (number := id_in(value))]
    if selected:
        rows = supervisions_of(request.user).filter(pk__in=selected)
    ids = list(rows.order_by("name_key", "pk").values_list("pk", "client__has_card"))
    if query.get("lama") or query.get("perlu"):
        old = out_of_date(rows)
        return [pk for pk, has_card in ids if pk in old or (query.get("perlu") and not has_card)]
    if chosen.continued:
        full = full_cards(rows, chosen.card.kind)
        return [pk for pk, _has_card in ids if pk in full]
    return [pk for pk, _has_card in ids]


def _chosen(request: StaffRequest, query: QueryDict) -> Chosen:
    """What was asked for; a layout or printer that is not known is the usual one."""
    usual, _printer_id = habit_of(request.user)
    kind, sides = query.get("tata", ""), query.get("sisi", "")
    card = CardChoice(
        CardKind(kind) if kind in set(CardKind) else usual.kind,
        Sides(sides) if sides in set(Sides) else usual.sides,
    )
    printer = printers_of(request.user).filter(pk=id_in(query.get("pencetak")) or 0).first()
    what = query.get("jenis", "kartu")
    return Chosen(what, card, printer, continued=bool(query.get("penuh")) and what == "kartu")


@requires(Permission.PRINT_CARD)
@require_GET
def card_of_client(request: StaffRequest, client_id: int) -> HttpResponse:
    """The state of a client's card: valid, printed when and by whom, out of date or not, and what can be done."""
    client = get_object_or_404(clients_of(request.user), pk=client_id)
    held = cards_of_client(client_id)
    rows = supervisions_of(request.user).filter(client=client)
    context = _how(request) | {
        "client": client,
        "supervisions": rows.select_related("programme"),
        "valid": next((card for card in held if card.state == Card.State.VALID), None),
        "held": held,
        "shown_code": shown(held[0].short_code) if held else "",
        "prints": prints_of_client(client_id),
        "out_of_date": bool(out_of_date(rows)),
        "may_replace": request.user.may(Permission.REPLACE_CARD),
        "may_draft": request.user.may(Permission.KEEP_DRAFTS),
    }
    return render(request, "desk/card_of_client.html", context)


@requires(Permission.PRINT_CARD)
@require_POST
def print_card(request: StaffRequest, client_id: int) -> HttpResponseBase:
    """One client's card as a PDF; issues the card if he has none."""
    return _print(request, [_newest(request, client_id).pk], _chosen(request, request.POST))


@requires(Permission.PRINT_CARD)
@require_http_methods(["GET", "HEAD", "POST"])
def print_pk_sheet(request: StaffRequest, client_id: int) -> HttpResponseBase:
    """One client's officer's sheet as a PDF."""
    if request.method != "POST":
        return redirect("card_print", client_id)
    chosen = _chosen(request, request.POST)
    return _print(request, [_newest(request, client_id).pk], Chosen("lembar", chosen.card, chosen.printer))


@requires(Permission.REPLACE_CARD)
@require_POST
def replace_card(request: StaffRequest, client_id: int) -> HttpResponse:
    """A lost card: the old code still finds the person and says that it was replaced."""
    client = get_object_or_404(clients_of(request.user), pk=client_id)
    card = get_object_or_404(Card, client=client, pk=id_in(request.POST.get("kartu")) or 0)
    reason = request.POST.get("alasan", "").replace("\x00", "").strip()[:120]
    if not reason:
        messages.error(request, _("Say why the card is replaced (lost, damaged), then try again."))
        return see_other("card_print", client_id)
    replace(card=card, reason=reason, by=request.user, at=timezone.localtime())
    messages.success(request, _("The card was replaced. Print the new one now."))
    return see_other("card_print", client_id)


def _newest(request: StaffRequest, client_id: int) -> Supervision:
    """The guidance that the card is for: the active one, else the last one."""
    client = get_object_or_404(clients_of(request.user), pk=client_id)
    row = supervisions_of(request.user).filter(client=client).present_first().first()
    if row is None:
        raise Http404
    return row


def _print(request: StaffRequest, ids: list[int], chosen: Chosen) -> HttpResponseBase:
    at = timezone.localtime()
    rows = list(supervisions_of(request.user).filter(pk__in=ids).select_related("client", "office"))
    held = issue(
        client_ids=[row.client_id for row in rows], office=request.user.office, by=request.user, at=at
    )
    is_card = chosen.what not in _OFFICERS_PAPERS
    versions = record_prints(
        cards=held.values(),
        profile_of={held[row.client_id].pk: profile_of(row).value for row in rows},
        printed_for={held[row.client_id].pk: row.pk for row in rows},
        kind="card" if is_card else _OFFICERS_PAPERS[chosen.what],
        layout=chosen.card.kind.value if is_card else "",
        sides=chosen.card.sides.value,
        printer=chosen.printer,
        by=request.user,
        at=at,
    )
    printing = Printing(at.date(), held, versions, chosen.card.kind if is_card else CardKind.BOOKLET)
    if is_card:
        faces = card_faces(ids, printing)
        return _pdf(
            lambda out: render_cards(
                faces, out, choice=chosen.card, offsets=chosen.offsets, continued=chosen.continued
            ),
            "kartu-bimbingan.pdf",
        )
    notes = chosen.what == "lembar" and request.user.may(Permission.SEE_NOTES)
    sheets = pk_sheet_faces(ids, printing, with_notes=notes)
    if chosen.what == "lembar":
        return _pdf(lambda out: render_pk_sheets(sheets, out, offsets=chosen.offsets), "lembar-pk.pdf")
    layout = CARNET_DENSE if chosen.what == "buku-rapat" else CARNET
    owner = _whose(request, rows)
    return _pdf(
        lambda out: render_carnet(
            sheets, out, officer=owner, layout=layout, sides=chosen.card.sides, offsets=chosen.offsets
        ),
        "buku-klien-pk.pdf",
    )


#: What only the office holds -> kind of the print.
_OFFICERS_PAPERS = {"lembar": "sheet", "buku": "carnet", "buku-rapat": "carnet"}


def _whose(request: StaffRequest, rows: list[Supervision]) -> str:
    """Whose carnet it is: the officer of all these clients, else the office."""
    officers = {row.officer_id for row in rows}
    named = officers_of(request.user).filter(pk__in=[pk for pk in officers if pk]).first()
    return named.name_with_title if named and len(officers) == 1 else request.user.office.short_name


def _pdf(draw: Render, name: str) -> HttpResponseBase:
    """A PDF to look at and print; its name says nothing about anybody."""
    file = cast("BinaryIO", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  (the response closes it)
    draw(file)
    file.seek(0)
    return FileResponse(file, filename=name, content_type="application/pdf")
