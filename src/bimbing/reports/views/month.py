"""The monthly report: its tables, the names behind each figure, the workbook that goes upward."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bimbing.audit.actions import record
from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.models import Section
from bimbing.offices.permissions import Permission
from bimbing.reports.exports import month_workbook
from bimbing.reports.forms import TakeOutForm
from bimbing.reports.models import KeptMonth
from bimbing.reports.queries.kept import Difference, differences, kept_month
from bimbing.reports.queries.month import Month, carried_over, cell, month_book, month_of, rows_in, tables_of
from bimbing.reports.shown import tables as words
from bimbing.rules.calendar import month_start
from bimbing.rules.dates import short_date
from bimbing.rules.month_report import Book, Measure, Table
from bimbing.supervision.queries.choices import Names, names_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the month, the section, and everybody counted in it."""

    month: Month
    section: str
    names: Names
    held: Book
    tables: tuple[Table, ...]


@require_safe
@requires(Permission.SEE_FIGURES)
def present(request: StaffRequest) -> HttpResponse:
    """The report of this month."""
    return redirect("report_month", month_start(timezone.localdate()))


@require_safe
@requires(Permission.SEE_FIGURES)
def month(request: StaffRequest, first: date) -> HttpResponse:
    """All tables of a month, as of its last day or of today; each figure opens its names."""
    asked = _asked(request, first)
    door = partial(_door, asked.month.first, asked.section)
    balance = asked.tables[0]
    kept = None if asked.month.is_running or asked.section else kept_month(request.user, asked.month.first)
    context: dict[str, Any] = {
        "month": asked.month,
        "title": date_format(asked.month.first, "F Y"),
        "sections": _sections(asked.month.first, asked.section),
        "tables": [words.shown(table, asked.names, door) for table in asked.tables],
        "sums": words.sums(balance),
        "carried": carried_over(asked.held, asked.month),
        "before_url": _month_url(asked.month.before, asked.section),
        "next_url": _month_url(asked.month.next, asked.section)
        if asked.month.next <= timezone.localdate()
        else "",
        "export_url": _with_section(reverse("report_export", args=[asked.month.first]), asked.section),
        "is_part": not request.user.sees_whole_office or bool(request.user.section),
        "may_export": request.user.may(Permission.EXPORT),
        "kept": kept,
        "differences": _differing(kept, asked.held) if kept else (),
    }
    return render(request, "reports/month.html", context)


@require_safe
@requires(Permission.SEE_FIGURES)
def names(request: StaffRequest, first: date) -> HttpResponse:
    """The names behind one figure of the report."""
    asked = _asked(request, first)
    key, row = request.GET.get("tabel", ""), request.GET.get("baris", "")
    measure, sex = request.GET.get("kolom", ""), request.GET.get("jk", "")
    those = cell(asked.tables, key, row, measure, sex if sex in words.SEXES else "")
    if those is None:
        raise Http404
    rows = rows_in(request.user, those)
    said = [str(words.MEASURE_LABELS[Measure(measure)])]
    said += [words.row_word(key, row, asked.names)] if row else []
    said += [sex] if sex in words.SEXES else []
    context = {
        "rows": rows,
        "title": words.TITLES[key],
        "sentence": ", ".join(said),
        "month": asked.month,
        "month_words": date_format(asked.month.first, "F Y"),
        "back_url": f"{_month_url(asked.month.first, asked.section)}#{key}",
        "may_open": request.user.may(Permission.SEE_FILE),
    }
    return render(request, "reports/names.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EXPORT)
def export(request: StaffRequest, first: date) -> HttpResponse:
    """The report as a workbook: asks what for, keeps the answer in the trail, marks every sheet with it."""
    at = timezone.localtime()
    form = TakeOutForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        asked_month = _month(first, at.date())
        context = {
            "form": form,
            "month_words": date_format(asked_month.first, "F Y"),
            "back_url": _month_url(asked_month.first, _section(request)),
        }
        return render(
            request, "reports/export.html", context, status=422 if request.method == "POST" else 200
        )
    asked = _asked(request, first)
    purpose = form.cleaned_data["purpose"]
    made = month_workbook(
        office=request.user.office,
        month=asked.month,
        section=asked.section,
        tables=[words.sheet(words.shown(table, asked.names, _nowhere)) for table in asked.tables],
        watermark=_("Taken out by %(name)s on %(when)s for: %(purpose)s")
        % {
            "name": request.user.full_name,
            "when": f"{short_date(at.date())} {at:%H.%M}",
            "purpose": purpose,
        },
        made_at=at,
    )
    record(
        by=request.user,
        at=at,
        action="report.exported",
        subject="report",
        changes={"month": f"{asked.month.first:%Y-%m}", "section": asked.section},
        purpose=purpose,
    )
    response = HttpResponse(made, content_type=XLSX)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="laporan-{asked.month.first:%Y-%m}{asked.section and "-" + asked.section}.xlsx"'
    )
    return response


def _month(first: date, today: date) -> Month:
    found = month_of(first, today)
    if found is None:
        raise Http404
    return found


def _section(request: StaffRequest) -> str:
    given = request.GET.get("seksi", "")
    return given if given in Section.values else ""


def _asked(request: StaffRequest, first: date) -> Asked:
    wanted, section = _month(first, timezone.localdate()), _section(request)
    found = names_for(request.user)
    held = month_book(request.user, wanted, section)
    return Asked(wanted, section, found, held, tables_of(held, wanted, found))


def _with_section(path: str, section: str) -> str:
    return f"{path}?{urlencode({'seksi': section})}" if section else path


def _month_url(first: date, section: str) -> str:
    return _with_section(reverse("report_month", args=[first]), section)


def _door(first: date, section: str, key: str, row: str, measure: Measure, sex: str) -> str:
    asked = {"tabel": key, "baris": row, "kolom": measure.value, "jk": sex, "seksi": section}
    given = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('report_names', args=[first])}?{given}"


def _nowhere(*_: object) -> str:
    """On paper a number opens nothing."""
    return ""


def _sections(first: date, chosen: str) -> list[dict[str, Any]]:
    choices = [("", _("Everybody")), *Section.choices]
    return [
        {"label": label, "url": _month_url(first, value), "is_chosen": value == chosen}
        for value, label in choices
    ]


def _differing(kept: KeptMonth, held: Book) -> Sequence[dict[str, Any]]:
    return [_difference(one) for one in differences(kept, held)]


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "row": one.row,
        "was": ", ".join(str(words.MEASURE_LABELS[measure]) for measure in one.was) or _("not counted"),
        "now": ", ".join(str(words.MEASURE_LABELS[measure]) for measure in one.now) or _("not counted"),
        "why": words.WHY[one.why],
    }
