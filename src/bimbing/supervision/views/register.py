"""The register: grouped list, its print and its workbook."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bimbing.audit.actions import record
from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.permissions import Permission
from bimbing.rules.dates import short_date
from bimbing.supervision.exports import Cell, Column, masked_nik, workbook
from bimbing.supervision.forms import ExportForm, address, parameters, read_filters
from bimbing.supervision.models import STATUS_LABELS, Supervision
from bimbing.supervision.queries.choices import names_for
from bimbing.supervision.queries.counting import counts
from bimbing.supervision.queries.pages import ordered, page
from bimbing.supervision.queries.register import Filters, matching
from bimbing.supervision.views import shown

#: More rows than this are no paper any more; the workbook has no such end.
MOST_PRINTED = 3000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Permission.SEE_CLIENTS)
def register(request: StaffRequest) -> HttpResponse:
    """The clients, grouped with live counts; every filter is in the address."""
    path = reverse("register")
    filters = read_filters(request.GET, timezone.localdate())
    counted = counts(request.user, filters)
    listed = page(request.user, filters)
    names = names_for(request.user)
    words = shown.Words(names)
    office = request.user.office
    context: dict[str, Any] = {
        "filters": filters,
        "total": counted.total,
        "sentence": words.sentence(filters),
        "chips": shown.chips(filters, words, path),
        "facets": shown.facets(filters, counted, names, words, path),
        "headings": shown.headings(filters, path),
        "lines": shown.lines(listed.rows, filters.as_of, office),
        "parameters": [pair for pair in parameters(filters) if pair[0] != "q"],
        "next_url": _beside(path, filters, after=listed.next_after),
        "previous_url": _beside(path, filters, before=listed.previous_before),
        "print_url": address(reverse("register_print"), filters),
        "export_url": address(reverse("register_export"), filters),
        "register_url": path,
        "may_export": request.user.may(Permission.EXPORT),
        "may_open": request.user.may(Permission.SEE_FILE),
        "may_register": request.user.may(Permission.REGISTER_CLIENT),
        "may_import": request.user.may(Permission.IMPORT),
    }
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    response = render(request, f"supervision/register{'_part' if is_part else ''}.html", context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def _beside(path: str, filters: Filters, *, after: int | None = None, before: int | None = None) -> str:
    if after is None and before is None:
        return ""
    return address(path, replace(filters, after=after, before=before), paging=True)


@require_safe
@requires(Permission.SEE_CLIENTS)
def register_print(request: StaffRequest) -> HttpResponse:
    """All rows of the list on paper, in the column order of the office's register book."""
    filters = read_filters(request.GET, timezone.localdate())
    rows = list(_full_rows(request, filters)[: MOST_PRINTED + 1])
    context = {
        "rows": rows[:MOST_PRINTED],
        "is_cut": len(rows) > MOST_PRINTED,
        "most": MOST_PRINTED,
        "sentence": shown.Words(names_for(request.user)).sentence(filters),
        "back_url": address(reverse("register"), filters),
    }
    return render(request, "supervision/register_print.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EXPORT)
def register_export(request: StaffRequest) -> HttpResponse:
    """The list as a workbook: asks what for, keeps the answer in the trail, marks every sheet with it."""
    at = timezone.localtime()
    filters = read_filters(request.GET, at.date())
    words = shown.Words(names_for(request.user))
    form = ExportForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        context = {
            "form": form,
            "sentence": words.sentence(filters),
            "total": matching(request.user, filters).count(),
            "back_url": address(reverse("register"), filters),
        }
        return render(request, "supervision/register_export.html", context)
    purpose = form.cleaned_data["purpose"]
    rows = list(_full_rows(request, filters))
    sentence = words.sentence(filters)
    record(
        by=request.user,
        at=at,
        action="register.exported",
        subject="register",
        changes={"filters": address("", filters).removeprefix("?"), "rows": len(rows)},
        purpose=purpose,
    )
    mark = _("Taken out by %(name)s on %(when)s for: %(purpose)s") % {
        "name": request.user.full_name,
        "when": f"{short_date(at.date())} {at:%H.%M}",
        "purpose": purpose,
    }
    made = workbook(
        title=_("Client register, %(office)s: %(what)s")
        % {"office": request.user.office.short_name, "what": sentence},
        watermark=mark,
        sheet=_("Register"),
        columns=_columns(),
        rows=_cells(rows),
        made_at=at,
    )
    response = HttpResponse(made, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="register-{at:%Y-%m-%d-%H%M}.xlsx"'
    return response


def _full_rows(request: StaffRequest, filters: Filters) -> Any:
    related = ("client", "case", "case__offence", "programme", "officer")
    return ordered(matching(request.user, filters), filters).select_related(*related)


def _columns() -> list[Column]:
    wanted = (
        (_("No."), 6), (_("Received"), 12), (_("Register number"), 20), (_("Name"), 28), (_("Alias"), 16), ("NIK", 18),
        (_("Place of birth"), 16), (_("Date of birth"), 12), (_("Sex"), 6), (_("Village"), 18), (_("District"), 16),
        (_("Regency"), 16), (_("Prison of origin"), 20), (_("Offence"), 20), (_("Articles"), 22), (_("Programme"), 20),
        (_("Decision number"), 26), (_("Decision date"), 12), (_("Begins"), 12), (_("Ends"), 12), (_("Officer"), 24),
        (_("Status"), 14), (_("Last report"), 12), (_("Next report"), 12), (_("Missed in a row"), 10),
    )  # fmt: skip
    return [Column(heading, width) for heading, width in wanted]


def _cells(rows: list[Supervision]) -> Iterator[list[Cell]]:
    for number, row in enumerate(rows, start=1):
        client, case = row.client, row.case
        child = client.is_juvenile
        yield [
            number, row.received_on, row.register_no, client.list_name, "" if child else client.aliases,
            masked_nik(client.nik), client.birth_place, client.birth_date, client.sex, client.village, row.district,
            row.regency, case.origin_facility, case.offence.label if case.offence else case.offence_text, case.articles,
            row.programme.label if row.programme else "", row.decision_no, row.decision_date, row.start_date, row.end_date,
            row.officer.full_name if row.officer else "", str(STATUS_LABELS[row.status]),  # type: ignore[index]
            row.last_visit_on, row.next_due_on, row.missed_run,
        ]  # fmt: skip
