"""The register leaves the screen: on paper, as a workbook, as CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
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
from bimbing.supervision.exports import Cell, Column, csv_text, workbook
from bimbing.supervision.forms import ExportForm, address, read_filters
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries.choices import names_for
from bimbing.supervision.queries.columns import BOOK, Col, Columns, allowed, columns_for, with_related
from bimbing.supervision.queries.pages import ordered
from bimbing.supervision.queries.register import Filters, matching
from bimbing.supervision.views import shown
from bimbing.supervision.views.columns import SPECS, cell

#: More rows than this are no paper any more; the workbook has no such end.
MOST_PRINTED: Final = 3000
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: In the address of the printed page: the columns of the list instead of the register book's.
AS_SEEN: Final = "layar"


@require_safe
@requires(Permission.SEE_CLIENTS)
def register_print(request: StaffRequest) -> HttpResponse:
    """All rows of the list on paper: in the columns of the office's register book, or in those of the list."""
    filters = read_filters(request.GET, timezone.localdate())
    as_seen = request.GET.get("lembar") == AS_SEEN
    columns = _seen(request, filters) if as_seen else allowed(BOOK, request.user)
    rows = list(_rows(request, filters, columns)[: MOST_PRINTED + 1])
    lines = shown.lines(rows, filters.as_of, request.user.office)
    path = address(reverse("register_print"), filters)
    context = {
        "rows": rows[:MOST_PRINTED],
        "lines": [[cell(column, line) for column in columns] for line in lines[:MOST_PRINTED]]
        if as_seen
        else (),
        "labels": [SPECS[column].label for column in columns],
        "as_seen": as_seen,
        "book_url": path,
        "seen_url": f"{path}{'&' if '?' in path else '?'}lembar={AS_SEEN}",
        "is_cut": len(rows) > MOST_PRINTED,
        "most": MOST_PRINTED,
        "may_open": request.user.may(Permission.SEE_FILE),
        "sentence": shown.Words(names_for(request.user)).sentence(filters),
        "back_url": address(reverse("register"), filters),
    }
    return render(request, "supervision/register_print.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EXPORT)
def register_export(request: StaffRequest) -> HttpResponse:
    """The list as a workbook or as CSV: asks what for, keeps the answer in the trail, marks every sheet with it."""
    at = timezone.localtime()
    filters = read_filters(request.GET, at.date())
    sentence = shown.Words(names_for(request.user)).sentence(filters)
    form = ExportForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        context = {
            "form": form,
            "sentence": sentence,
            "columns": ", ".join(str(SPECS[column].label) for column in _seen(request, filters)),
            "total": matching(request.user, filters).count(),
            "back_url": address(reverse("register"), filters),
        }
        return render(request, "supervision/register_export.html", context)
    given = form.cleaned_data
    as_book = given["columns"] == "buku"
    columns = allowed(BOOK, request.user) if as_book else _seen(request, filters)
    taken = Taken(request, filters, columns, sentence, given["purpose"], at)
    made = taken.as_csv() if given["shape"] == "csv" else taken.as_workbook()
    record(
        by=request.user,
        at=at,
        action="register.exported",
        subject="register",
        changes={
            "filters": address("", filters).removeprefix("?"),
            "rows": len(taken.rows),
            "columns": ".".join(columns),
        },
        purpose=given["purpose"],
    )
    return made


def _seen(request: StaffRequest, filters: Filters) -> Columns:
    """The columns of the list. The register number, which stands there under the name, comes right behind it."""
    columns = columns_for(request.user, filters.columns)
    return columns if Col.REGISTER in columns else (Col.NAME, Col.REGISTER, *columns[1:])


def _rows(request: StaffRequest, filters: Filters, columns: Columns) -> QuerySet[Supervision]:
    return with_related(ordered(matching(request.user, filters), filters), columns)


@dataclass(slots=True)
class Taken:
    """A list that is being taken out: its rows, and what stands over them."""

    request: StaffRequest
    filters: Filters
    columns: Columns
    sentence: str
    purpose: str
    at: datetime
    rows: Sequence[Supervision] = ()

    def __post_init__(self) -> None:
        self.rows = list(_rows(self.request, self.filters, self.columns))

    def as_workbook(self) -> HttpResponse:
        made = workbook(
            title=self._title,
            watermark=self._mark,
            sheet=_("Register"),
            columns=self._headings,
            rows=self._cells(),
            made_at=self.at,
        )
        return self._file(made, XLSX, "xlsx")

    def as_csv(self) -> HttpResponse:
        made = csv_text(title=self._title, watermark=self._mark, columns=self._headings, rows=self._cells())
        return self._file(made, "text/csv; charset=utf-8", "csv")

    def _file(self, content: bytes, content_type: str, ending: str) -> HttpResponse:
        response = HttpResponse(content, content_type=content_type)
        name = f"register-{self.at:%Y-%m-%d-%H%M}.{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @property
    def _title(self) -> str:
        names = {"office": self.request.user.office.short_name, "what": self.sentence}
        return _("Client register, %(office)s: %(what)s") % names

    @property
    def _mark(self) -> str:
        return _("Taken out by %(name)s on %(when)s for: %(purpose)s") % {
            "name": self.request.user.full_name,
            "when": f"{short_date(self.at.date())} {self.at:%H.%M}",
            "purpose": self.purpose,
        }

    @property
    def _headings(self) -> list[Column]:
        specs = (SPECS[column] for column in self.columns)
        return [Column(_("No."), 6), *(Column(str(spec.label), spec.width) for spec in specs)]

    def _cells(self) -> Iterator[list[Cell]]:
        lines = shown.lines(self.rows, self.filters.as_of, self.request.user.office)
        for number, line in enumerate(lines, start=1):
            yield [number, *(cell(column, line) for column in self.columns)]
