"""The register: the grouped list on the screen, and which columns it shows."""

from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.supervision.actions_groups import choose_columns
from bimbing.supervision.forms import SaveGroupForm, address, moves, parameters, read_filters
from bimbing.supervision.queries.choices import names_for
from bimbing.supervision.queries.columns import USUAL_COLUMNS, Col, allowed, columns_for, columns_in
from bimbing.supervision.queries.counting import counts
from bimbing.supervision.queries.pages import page
from bimbing.supervision.queries.register import Filters
from bimbing.supervision.views import shown
from bimbing.supervision.views.columns import PARTS, SPECS, Cells, headings

#: So many columns stand beside each other on an office's screen; more of them are scrolled through.
MOST_BESIDE: Final = 9


@require_safe
@requires(Permission.SEE_CLIENTS)
def register(request: StaffRequest) -> HttpResponse:
    """The clients, grouped with live counts; every filter is in the address."""
    path = reverse("register")
    staff, filters = request.user, read_filters(request.GET, timezone.localdate())
    columns = columns_for(staff, filters.columns)
    counted = counts(staff, filters)
    listed = page(staff, filters, columns=columns)
    names = names_for(staff)
    words = shown.Words(names)
    may_open = staff.may(Permission.SEE_FILE)
    may_pick = staff.may(Permission.ASSIGN_OFFICER)
    cells = Cells(columns, may_open=may_open, may_pick=may_pick)
    sentence = words.sentence(filters)
    context: dict[str, Any] = {
        "filters": filters,
        "total": counted.total,
        "sentence": sentence,
        "chips": shown.chips(filters, words, path),
        "facets": shown.facets(filters, counted, names, words, path),
        "headings": headings(columns, filters, path),
        "is_wide": len(columns) > len(USUAL_COLUMNS),
        "is_widest": len(columns) > MOST_BESIDE,
        "lines": [cells.of(line) for line in shown.lines(listed.rows, filters.as_of, staff.office)],
        "parameters": [pair for pair in parameters(filters) if pair[0] != "q"],
        "next_url": _beside(path, filters, after=listed.next_after),
        "previous_url": _beside(path, filters, before=listed.previous_before),
        "print_url": address(reverse("register_print"), filters),
        "export_url": address(reverse("register_export"), filters),
        "register_url": path,
        "question": address("", filters).removeprefix("?"),
        "column_parts": _parts(request, columns),
        "save_form": _save_form(request, filters),
        "may_export": staff.may(Permission.EXPORT),
        "may_register": staff.may(Permission.REGISTER_CLIENT),
        "may_import": staff.may(Permission.IMPORT),
        "may_pick": may_pick,
    }
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    response = render(request, f"supervision/register{'_part' if is_part else ''}.html", context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def _beside(path: str, filters: Filters, *, after: int | None = None, before: int | None = None) -> str:
    if after is None and before is None:
        return ""
    return address(path, replace(filters, after=after, before=before), paging=True)


def _save_form(request: StaffRequest, filters: Filters) -> SaveGroupForm:
    may_share = request.user.may(Permission.SHARE_GROUPS)
    asked = address("", filters).removeprefix("?")
    initial = {"query": asked, "moving": True}
    form = SaveGroupForm(as_of=filters.as_of, may_share=may_share, initial=initial, auto_id="save_%s")
    if not moves(filters):
        del form.fields["moving"]
    return form


def _parts(request: StaffRequest, columns: tuple[Col, ...]) -> list[dict[str, Any]]:
    """The columns that may be chosen, part by part, each with whether it is shown now."""
    return [
        {
            "title": title,
            "columns": [
                {"word": column.value, "label": SPECS[column].label, "shown": column in columns}
                for column in allowed(offered, request.user)
            ],
        }
        for title, offered in PARTS
    ]


@require_POST
@requires(Permission.SEE_CLIENTS)
def register_columns(request: StaffRequest) -> HttpResponse:
    """Remember which columns this person's list shows, and show the same question with them."""
    is_usual = "biasa" in request.POST
    wanted = () if is_usual else allowed(columns_in(request.POST.getlist("kolom")), request.user)
    choose_columns(staff=request.user, columns=wanted)
    messages.success(
        request, _("The list shows the usual columns.") if is_usual else _("The columns are kept.")
    )
    filters = read_filters(QueryDict(request.POST.get("pertanyaan", "")), timezone.localdate())
    return see_other(address(reverse("register"), replace(filters, columns=())))
