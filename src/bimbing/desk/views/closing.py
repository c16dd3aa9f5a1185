"""Ending several guidances at once: whoever is past the end and waits for the closing letter."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bimbing.desk.actions import End, end_guidances
from bimbing.desk.forms_status import LettersDayForm
from bimbing.desk.queries.status_steps import met_after_end, waiting_for_letter
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.supervision.models import Supervision

#: So many on one page: what a person looks through before he signs.
MOST = 100
_LONGEST_NUMBER = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One guidance of the list; `number` and `picked` as they were typed, `problem` why it was not ended."""

    row: Supervision
    version: int
    number: str = ""
    picked: bool = False
    problem: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHANGE_STATUS)
def closing(request: StaffRequest) -> HttpResponse:
    """Those past their end, each with a field for its own letter; the picked ones are ended on their own last day."""
    today = timezone.localdate()
    rows = list(waiting_for_letter(request.user, today=today)[:MOST])
    if request.method != "POST":
        form = LettersDayForm(today=today, initial={"written_on": today})
        return _page(request, form, [Line(row, row.version) for row in rows])
    form = LettersDayForm(request.POST, today=today)
    lines = [_line(request.POST, row) for row in rows]
    picked = [line for line in lines if line.picked]
    if not form.is_valid() or not picked:
        if not picked:
            form.add_error(None, _("Nobody is picked."))
        return _page(request, form, lines, code=422)
    return _end(request, form, lines, form.cleaned_data["written_on"])


def _line(sent: QueryDict, row: Supervision) -> Line:
    number = sent.get(f"nomor_{row.pk}", "").replace("\x00", "").strip()[:_LONGEST_NUMBER]
    version = id_in(sent.get(f"versi_{row.pk}", "")) or 0
    return Line(row, version, number, picked=str(row.pk) in sent.getlist("pilih"))


def _end(request: StaffRequest, form: forms.Form, lines: list[Line], written_on: date) -> HttpResponse:
    late = met_after_end([line.row.pk for line in lines if line.picked])
    problems: dict[int, str] = {}
    ends = []
    for line in lines:
        if not line.picked or line.row.end_date is None:
            continue
        if not line.number:
            problems[line.row.pk] = _("The number of the letter is missing.")
        elif line.row.pk in late:
            problems[line.row.pk] = _("A visit is recorded after the end; end it from the file.")
        else:
            ends.append(End(line.row, line.version, line.row.end_date, line.number))
    kept = end_guidances(ends=ends, written_on=written_on, by=request.user, at=timezone.localtime())
    problems |= {row.pk: _("Somebody else changed this record meanwhile.") for row in kept}
    ended = len(ends) - len(kept)
    if ended:
        said = ngettext("%(n)s guidance is ended.", "%(n)s guidances are ended.", ended)
        messages.success(request, said % {"n": ended})
    if not problems:
        return see_other(reverse("closing"))
    done = {end.supervision.pk for end in ends} - {row.pk for row in kept}
    left = [
        Line(line.row, line.version, line.number, line.picked, problems.get(line.row.pk, ""))
        for line in lines
        if line.row.pk not in done
    ]
    return _page(request, form, left, code=422)


def _page(request: StaffRequest, form: forms.Form, lines: list[Line], *, code: int = 200) -> HttpResponse:
    return render(request, "desk/closing.html", {"form": form, "lines": lines}, status=code)
