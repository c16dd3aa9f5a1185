"""The daily report: text that is copied into a message."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.permissions import Permission
from bimbing.reports.queries.day import day_report


@require_safe
@requires(Permission.SEE_FIGURES)
def daily(request: StaffRequest, day: date) -> HttpResponse:
    """The report of a day in the Kanwil's headings, as text ready for a message; counts only, no names."""
    today = timezone.localdate()
    if day > today:
        raise Http404
    text = day_report(request.user, day)
    context = {
        "day": day,
        "text": text,
        "rows": text.count("\n") + 1,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
        "is_part": not request.user.sees_whole_office or bool(request.user.section),
    }
    return render(request, "reports/daily.html", context)
