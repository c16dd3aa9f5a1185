"""Who has not reported, who missed; and the excuse that is given from there."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bimbing.attendance.actions import ExcuseRefused, excuse
from bimbing.attendance.forms import ExcuseForm, MissedForm
from bimbing.attendance.queries import missed as queries
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.models import Office
from bimbing.offices.permissions import Permission
from bimbing.rules.calendar import month_end, month_start
from bimbing.rules.dates import short_date
from bimbing.rules.duty import ReportState
from bimbing.rules.phone import display
from bimbing.supervision.models import Supervision
from bimbing.supervision.views.shown import alarm_kind

PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `kind` is the look of the run: red, orange, or only noted.

    Phones are (to dial, to read); guarantors are (name, to dial, to read).
    """

    supervision: Supervision
    kind: str
    has_come: bool
    phones: tuple[tuple[str, str], ...]
    guarantors: tuple[tuple[str, str, str], ...]


@require_GET
@requires(Permission.SEE_FIGURES)
def missed(request: StaffRequest) -> HttpResponse:
    """`?lihat=terlewat|belum`, `pk`, `seksi`, `semua=1`, `hal=`: ten first, then all."""
    staff, today = request.user, timezone.localdate()
    form = MissedForm(request.GET, officers=list(queries.officers_of(staff)))
    wanted = _wanted(request, form)
    truth = queries.truth(staff, wanted, today=today)
    total = truth.missed if wanted.show is queries.Show.MISSED else truth.not_yet
    page = _page_number(request, total)
    start, size = ((page - 1) * PAGE, PAGE) if page else (0, queries.FIRST)
    rows = [_row(row, staff.office) for row in queries.missed_list(staff, wanted)[start : start + size]]
    computed = queries.computed_until()
    return render(
        request,
        "attendance/missed.html",
        {
            "form": form,
            "wanted": wanted,
            "show": wanted.show.value,
            "truth": truth,
            "rows": rows,
            "total": total,
            "page": page,
            "first": start + 1,
            "last": start + len(rows),
            "today": today,
            "narrowed": _narrowed(form, wanted),
            "may_narrow": len(form.fields["pk"].choices) > 2,  # type: ignore[attr-defined]
            "computed": computed,
            "is_stale": bool(truth.stale) or computed is None or computed < today,
            "urls": _urls(request, wanted, page, has_more=start + len(rows) < total),
            "may_contact": staff.may(Permission.SEE_FILE),
            "may_excuse": staff.may(Permission.EXCUSE),
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.EXCUSE)
def excuse_client(request: StaffRequest, supervision_id: int) -> HttpResponse:
    """Excuse a client for a span of days; this month is proposed."""
    now = timezone.localtime()
    rows = Supervision.objects.visible_to(request.user).select_related("client", "officer", "office")
    supervision = get_object_or_404(rows, pk=supervision_id)
    initial = {"since": month_start(now.date()), "until": month_end(now.date())}
    form = ExcuseForm(request.POST if request.method == "POST" else None, today=now.date(), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            excuse(supervision=supervision, by=request.user, at=now, **form.cleaned_data)
        except ExcuseRefused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            named = {"name": supervision.client.list_name, "day": short_date(form.cleaned_data["until"])}
            messages.success(request, _("%(name)s is excused until %(day)s.") % named)
            return see_other("missed")
    context = {"supervision": supervision, "client": supervision.client, "form": form}
    return render(request, "attendance/excuse.html", context, status=422 if form.is_bound else 200)


def _wanted(request: StaffRequest, form: MissedForm) -> queries.MissedFilter:
    form.is_valid()  # a filter that means nothing is left out
    show = request.GET.get("lihat", "")
    return queries.MissedFilter(
        show=queries.Show(show) if show in set(queries.Show) else queries.Show.MISSED,
        officer_id=form.cleaned_data.get("pk"),
        section=form.cleaned_data.get("seksi", ""),
    )


def _narrowed(form: MissedForm, wanted: queries.MissedFilter) -> str:
    """What the list is narrowed to, in words: paper has no choices to look at."""
    said = []
    for name, value in (("pk", wanted.officer_id), ("seksi", wanted.section or None)):
        if value is not None:
            choices = dict(form.fields[name].choices)  # type: ignore[attr-defined]
            said.append(f"{form.fields[name].label}: {choices[str(value)]}")
    return " · ".join(said)


def _page_number(request: StaffRequest, total: int) -> int:
    """0 for the first ten, else the page of the whole list."""
    if "semua" not in request.GET and "hal" not in request.GET:
        return 0
    text = request.GET.get("hal", "1")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return max(1, min(asked, -(-total // PAGE)))


def _row(row: Supervision, office: Office) -> Row:
    client = row.client
    return Row(
        supervision=row,
        kind=alarm_kind(row.missed_run, office) or "neutral",
        has_come=row.report_state == ReportState.REPORTED,
        phones=tuple((phone.number, display(phone.number)) for phone in client.phones.all()),
        guarantors=tuple((who.name, who.phone, display(who.phone)) for who in client.guarantors.all()),
    )


def _urls(
    request: StaffRequest, wanted: queries.MissedFilter, page: int, *, has_more: bool
) -> dict[str, str]:
    """The doors of this page, each with the filters kept."""

    def url(**changes: Any) -> str:
        asked = request.GET.copy()
        for key in ("semua", "hal"):
            asked.pop(key, None)
        for key, value in changes.items():
            asked[key] = value
        return f"{request.path}?{asked.urlencode()}" if asked else request.path

    return {
        "missed": url(lihat=queries.Show.MISSED.value),
        "not_yet": url(lihat=queries.Show.NOT_YET.value),
        "ten": url(),
        "all": url(semua="1"),
        "previous": url(semua="1", hal=page - 1) if page > 1 else "",
        "next": url(semua="1", hal=page + 1) if page and has_more else "",
    }
