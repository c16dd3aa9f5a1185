"""One day: who came, who was expected, who has not come; the sheet that is printed for it."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bimbing.attendance.queries import desk
from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.permissions import Permission


@require_GET
@requires(Permission.RECORD_VISIT)
def attendance_day(request: StaffRequest, day: date) -> HttpResponse:
    """The list of one day; printed, it is the sheet on which signatures are given."""
    staff, today = request.user, timezone.localdate()
    context = {
        "day": day,
        "today": today,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "is_past": day < today,
        "came": list(desk.came_on(day, staff).order_by("recorded_at", "pk")),
        "expected": list(desk.expected_on(day, staff, today=today)) if day >= today else [],
        "told": desk.told_for(day, staff) if day < today else [],
    }
    return render(request, "attendance/day.html", context)
