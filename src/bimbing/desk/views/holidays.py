"""The days on which the office is closed: the nation's, filled in, and its own."""

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bimbing.desk.actions import close_on, open_on
from bimbing.offices.forms.place import HolidayForm
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.models import Holiday
from bimbing.offices.permissions import Permission
from bimbing.offices.queries import holidays_of

#: How the table of national days marks a date that follows the moon and is not decreed yet.
ESTIMATE = "(perkiraan)"


@requires(Permission.MANAGE_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: StaffRequest) -> HttpResponse:
    """A year of closed days; a new one moves the days to report that fall on it."""
    now = timezone.localtime()
    today = now.date()
    form = HolidayForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        on: date = form.cleaned_data["on"]
        close_on(on=on, name=form.cleaned_data["name"], by=request.user, at=now)
        messages.success(
            request,
            _("The office is closed on %(day)s. Days to report that fall on it have moved.")
            % {"day": written(on, "j F Y")},
        )
        return see_other(f"{request.path}?tahun={on.year}")
    year = _year(request, today)
    days = list(holidays_of(request.user, year))
    context = {
        "form": form,
        "year": year,
        "years": range(today.year - 1, today.year + 3),
        "months": _months(days),
        "national": sum(day.office_id is None for day in days),
        "own": sum(day.office_id is not None for day in days),
        "estimates": sum(ESTIMATE in day.name for day in days),
    }
    return render(request, "desk/holidays.html", context, status=422 if form.errors else 200)


@requires(Permission.MANAGE_OFFICE)
@require_POST
def holiday_remove(request: StaffRequest, holiday_id: int) -> HttpResponse:
    """The office is open on one of its own closed days after all."""
    own = Holiday.objects.filter(office_id=request.user.office_id)
    day = get_object_or_404(own, pk=holiday_id)
    open_on(day=day, by=request.user, at=timezone.localtime())
    messages.success(request, _("The office is open on %(day)s.") % {"day": written(day.on, "j F Y")})
    return see_other(f"/pengaturan/libur/?tahun={day.on.year}")


def _year(request: StaffRequest, today: date) -> int:
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return year if today.year - 10 <= year <= today.year + 10 else today.year


def _months(days: list[Holiday]) -> list[dict[str, Any]]:
    """The days by month, each with whether it is the office's own and whether its date is an estimate."""
    return [
        {
            "first": date(year, month, 1),
            "days": [
                {
                    "pk": day.pk,
                    "on": day.on,
                    "name": day.name.replace(ESTIMATE, "").strip(),
                    "own": day.office_id is not None,
                    "estimate": ESTIMATE in day.name,
                }
                for day in group
            ],
        }
        for (year, month), group in groupby(days, key=lambda day: (day.on.year, day.on.month))
    ]
