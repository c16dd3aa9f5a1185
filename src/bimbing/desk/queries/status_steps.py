"""What a change of status is decided on: the history, the visits, the revocations before, the letters' head."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from bimbing.attendance.models import Visit
from bimbing.offices.models import Holiday, Staff
from bimbing.offices.permissions import Role
from bimbing.rules.duty import AttendanceKind
from bimbing.rules.status import Status
from bimbing.rules.steps import Guidance
from bimbing.supervision.models import StatusEvent, Supervision
from bimbing.supervision.queries import supervisions_of

#: The client himself was met, at the office or elsewhere: what cannot be after his death.
_MET = (AttendanceKind.HADIR, AttendanceKind.DARING, AttendanceKind.KUNJUNGAN, AttendanceKind.POS)


@dataclass(frozen=True, slots=True)
class Ground:
    """A guidance with everything a step is checked against. `events` in the order of days."""

    row: Supervision
    events: Sequence[StatusEvent]
    guidance: Guidance
    earlier_revocations: int


def ground_of(row: Supervision) -> Ground:
    """Three queries."""
    events = list(events_of(row))
    visits = Visit.objects.filter(supervision=row, voided_at__isnull=True, kind__in=_MET).order_by("on")
    others = Supervision.objects.filter(client_id=row.client_id, status=Status.DICABUT).exclude(pk=row.pk)
    guidance = Guidance(
        status=Status(row.status),
        programme=row.programme_id or "",
        start=row.start_date,
        end=row.end_date,
        history=[(event.on, Status(event.status)) for event in events],
        visits=list(visits.values_list("on", flat=True)),
    )
    return Ground(row, events, guidance, others.count())


def events_of(row: Supervision) -> QuerySet[StatusEvent]:
    """The history of one guidance, by day; what was entered first stands first on a day."""
    return StatusEvent.objects.filter(supervision=row).select_related("by").order_by("on", "pk")


def event_of(row_id: int, staff: Staff, event_id: int) -> StatusEvent | None:
    """One change of status of a client's guidance, if `staff` may see it. `row_id`: the client."""
    seen = supervisions_of(staff).filter(client_id=row_id).order_by().values("pk")
    events = StatusEvent.objects.filter(pk=event_id, supervision__in=seen)
    return events.select_related(
        "supervision__client", "supervision__programme", "supervision__office", "supervision__officer",
        "supervision__case", "by",
    ).first()  # fmt: skip


def holidays_since(office_id: int, day: date) -> frozenset[date]:
    """The days after `day` on which the office was closed."""
    ours = Q(office_id=office_id) | Q(office__isnull=True)
    return frozenset(Holiday.objects.filter(ours, on__gt=day).order_by().values_list("on", flat=True))


def head_of(office_id: int) -> Staff | None:
    """Who signs: the head of the office, the first by name where several are entered."""
    heads = Staff.objects.filter(office_id=office_id, role=Role.HEAD, is_active=True)
    return heads.order_by("full_name").first()


def waiting_for_letter(staff: Staff, *, today: date) -> QuerySet[Supervision]:
    """The guidances that are past their end and still open, the longest first: what the closing letter is awaited for."""
    rows = supervisions_of(staff).filter(status=Status.AKTIF, end_date__lt=today)
    return rows.select_related("client", "programme", "officer").order_by("end_date", "name_key", "pk")


def met_after_end(ids: Collection[int]) -> set[int]:
    """Those of the guidances whose client was met after the end: something is wrong with one of the two days."""
    visits = Visit.objects.filter(supervision_id__in=ids, voided_at__isnull=True, kind__in=_MET)
    late = visits.filter(on__gt=F("supervision__end_date")).order_by()
    return set(late.values_list("supervision_id", flat=True))
