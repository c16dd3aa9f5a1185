"""A month that is over is kept as it was counted: what was sent upward can then be told from what became known later."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from bimbing.jobs.actions import daily
from bimbing.offices.models import Office
from bimbing.reports.models import KeptMonth
from bimbing.reports.queries.book import Span, book_of, counted_in
from bimbing.reports.queries.kept import counted_of, digest_of
from bimbing.rules.calendar import add_months, month_start


@transaction.atomic
def keep_month(*, office: Office, month: date, at: datetime) -> KeptMonth | None:
    """Keep how a month of the office is counted now; None where it is kept already, or nobody was there to count.

    `month`: its first day. An empty month is not kept: an office that brings its register in next week has had one.
    """
    if KeptMonth.objects.filter(office=office, month=month).exists():
        return None
    last = add_months(month, 1) - timedelta(days=1)
    counted = counted_of(book_of(counted_in(office.pk), Span(month, last, last), reporting=False))
    if not counted:
        return None
    kept, is_new = KeptMonth.objects.get_or_create(
        office=office,
        month=month,
        defaults={"counted": counted, "digest": digest_of(counted), "kept_at": at},
    )
    return kept if is_new else None


@daily("kept months")
def keep_last_month(day: date) -> int:
    """The night's work: the month before `day`, of every office that has not kept it. How many were kept."""
    month = add_months(month_start(day), -1)
    at = timezone.make_aware(datetime.combine(day, time.min))
    done = KeptMonth.objects.filter(month=month).order_by().values("office_id")
    waiting = Office.objects.filter(kind=Office.Kind.BAPAS).exclude(pk__in=done).order_by("pk")
    return sum(keep_month(office=office, month=month, at=at) is not None for office in waiting)
