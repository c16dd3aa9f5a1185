"""The figures of all offices below: what a regional office and the Directorate General see. Counts only, no names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.models import Office
from bimbing.offices.permissions import Permission
from bimbing.rules.duty import ReportState
from bimbing.supervision.exports import Column, workbook
from bimbing.supervision.forms import address, read_filters
from bimbing.supervision.queries.choices import names_for
from bimbing.supervision.queries.counting import Counts
from bimbing.supervision.queries.region import (
    GROUPS,
    Figures,
    OfficeLine,
    Region,
    figures,
    overdue,
    region_of,
)
from bimbing.supervision.queries.register import Filters, Group
from bimbing.supervision.views import shown


@dataclass(frozen=True, slots=True)
class Line:
    """An office in the table. `rate`: per cent reported of those who had to this month; None where nobody had to."""

    office: Office
    url: str
    numbers: OfficeLine

    @property
    def rate(self) -> int | None:
        due = self.numbers.reported + self.numbers.not_yet
        return round(100 * self.numbers.reported / due) if due else None


@require_safe
@requires(Permission.SEE_REGION)
def region(request: StaffRequest, office_id: int | None = None) -> HttpResponse:
    """Every group and every office counted, in any combination; every filter is in the address."""
    today = timezone.localdate()
    seen, filters, counted = _asked(request, office_id, today)
    names = names_for(request.user)
    words = shown.Words(names)
    path = request.path
    groups = Counts(total=counted.total, groups=counted.groups)
    context: dict[str, Any] = {
        "region": seen,
        "is_part": seen.head.pk != request.user.office_id,
        "today": today,
        "filters": filters,
        "sentence": words.sentence(filters),
        "total": counted.total,
        "sums": _sums(counted),
        "overdue": overdue(seen, today),
        "chips": shown.chips(filters, words, path),
        "facets": shown.facets(filters, groups, names, words, path, groups=GROUPS),
        "lines": _lines(seen, counted, filters),
        "all_url": address(reverse("region"), filters),
        "clear_url": path,
        "export_url": address(_path("region_export", office_id), filters),
        "doors": {
            "reported": _only(path, filters, Group.REPORT, ReportState.REPORTED),
            "not_yet": _only(path, filters, Group.REPORT, ReportState.NOT_YET),
            "missed": _only(path, filters, Group.MISSES, "3"),
            "past_end": _only(path, filters, Group.STATUS, "lewat"),
        },
    }
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    response = render(request, f"supervision/region{'_part' if is_part else ''}.html", context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


@require_safe
@requires(Permission.SEE_REGION)
def region_export(request: StaffRequest, office_id: int | None = None) -> HttpResponse:
    """The table of offices as a workbook. It names nobody, so nobody is asked what it is for."""
    at = timezone.localtime()
    seen, filters, counted = _asked(request, office_id, at.date())
    sentence = shown.Words(names_for(request.user)).sentence(filters)
    headings = (
        (_("Office"), 34),
        (_("Guidances"), 14),
        (_("Reported"), 14),
        (_("Not yet reported"), 14),
        (_("3 or more in a row"), 18),
        (_("Past its end"), 14),
    )
    watermark = _("%(name)s, %(office)s, %(when)s: %(sentence)s") % {
        "name": request.user.full_name,
        "office": request.user.office.short_name,
        "when": f"{at:%d-%m-%Y %H.%M}",
        "sentence": sentence,
    }
    made = workbook(
        title=f"{_('Region')} {seen.head.short_name}",
        watermark=watermark,
        sheet=_("Region"),
        columns=[Column(heading, width) for heading, width in headings],
        rows=[(line.office.short_name, *_cells(line.numbers)) for line in _lines(seen, counted, filters)],
        made_at=at,
    )
    response = HttpResponse(
        made, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="wilayah-{at:%Y-%m-%d}.xlsx"'
    return response


def _asked(request: StaffRequest, office_id: int | None, as_of: date) -> tuple[Region, Filters, Figures]:
    """What is looked at, how, and what is counted. An office out of reach does not exist."""
    seen = region_of(request.user, office_id=office_id)
    if seen is None:
        raise Http404
    read = read_filters(request.GET, as_of)
    filters = Filters(as_of=as_of, picks={group: read.picks.get(group, ()) for group in GROUPS})
    return seen, filters, figures(seen, filters)


def _path(route: str, office_id: int | None) -> str:
    return reverse(route) if office_id is None else reverse(f"{route}_office", args=[office_id])


def _only(path: str, filters: Filters, group: Group, value: str) -> str:
    """The same question, in one group this value alone."""
    return address(path, replace(filters, picks={**filters.picks, group: (value,)}))


def _cells(line: OfficeLine) -> tuple[int, ...]:
    return line.total, line.reported, line.not_yet, line.missed, line.past_end


def _sums(counted: Figures) -> OfficeLine:
    sums = OfficeLine()
    for line in counted.offices.values():
        sums.add((line.total, line.reported, line.not_yet, line.missed))
        sums.past_end += line.past_end
    return sums


def _lines(seen: Region, counted: Figures, filters: Filters) -> Sequence[Line]:
    """The offices by name, those without anybody too."""
    return [
        Line(
            office,
            address(reverse("region_office", args=[office.pk]), filters),
            counted.offices.get(office.pk, OfficeLine()),
        )
        for office in seen.seen
    ]
