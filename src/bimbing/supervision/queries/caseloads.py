"""How many clients each officer guides, who stands in for whom, and who is chosen to be handed over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q, QuerySet

from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import GUIDES, Permission, Role
from bimbing.supervision.models import Assignment, Cover, Supervision
from bimbing.supervision.queries import officers_of, supervisions_of

#: So many running guidances of somebody stand on his page; the register has them all.
SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Load:
    """An officer's running guidances: adults and children apart. `stands_in`: who has his clients today."""

    officer: Staff
    adults: int
    children: int
    stands_in: Cover | None = None

    @property
    def total(self) -> int:
        return self.adults + self.children


def caseloads(staff: Staff, *, today: date) -> list[Load]:
    """Everybody who can be given clients of the office, and those who have some, by name. Three queries.

    The numbers are of the whole office, also for the head of a section: half a caseload would look like room.
    """
    counted = (
        Supervision.objects.filter(office_id=staff.office_id, officer__isnull=False)
        .active()
        .order_by()
        .values_list("officer_id")
        .annotate(
            adults=Count("pk", filter=Q(section=Section.ADULT)),
            children=Count("pk", filter=Q(section=Section.JUVENILE)),
        )
    )
    numbers = {pk: (adults, children) for pk, adults, children in counted}
    people = Staff.objects.of_office(staff.office_id).order_by("full_name", "pk")
    people = people.filter(Q(pk__in=list(numbers)) | Q(role__in=sorted(GUIDES), is_active=True))
    away = absences(staff, today=today)
    return [Load(one, *numbers.get(one.pk, (0, 0)), away.get(one.pk)) for one in people]


def absences(staff: Staff, *, today: date) -> Mapping[int, Cover]:
    """The covers that hold today in the office, by who is absent. One query."""
    holding = Cover.objects.filter(absent__office_id=staff.office_id, since__lte=today, until__gte=today)
    return {one.absent_id: one for one in holding.select_related("substitute", "absent")}


def cover_for(row: Supervision, *, today: date) -> Cover | None:
    """Who stands in today for a client's officer. One query where the guidance runs and has an officer."""
    if row.officer_id is None or not row.is_active:
        return None
    holding = Cover.objects.filter(absent_id=row.officer_id, since__lte=today, until__gte=today)
    return holding.select_related("absent", "substitute").first()


def covers_of(staff: Staff, *, today: date) -> list[Cover]:
    """Where `staff` is absent or stands in today or on a coming day, the first to begin first. One query."""
    rows = Cover.objects.filter(Q(absent=staff) | Q(substitute=staff), until__gte=today)
    return list(rows.select_related("absent", "substitute", "by"))


def office_covers(staff: Staff, *, today: date) -> QuerySet[Cover]:
    """The covers of the office that hold or will hold."""
    rows = Cover.objects.filter(absent__office_id=staff.office_id, until__gte=today)
    return rows.select_related("absent", "substitute", "by")


def changeable_covers(staff: Staff, *, today: date) -> QuerySet[Cover]:
    """The covers that `staff` may move: of those whose page he reaches, as long as they are not over."""
    rows = office_covers(staff, today=today).filter(absent__in=reached_officers(staff))
    return rows if staff.may(Permission.ASSIGN_OFFICER) else rows.none()


def reached_officers(staff: Staff) -> QuerySet[Staff]:
    """The officers whose page `staff` may open: one's own, or all of the office (a section head: of his section)."""
    everybody = Staff.objects.of_office(staff.office_id).guides().order_by("full_name", "pk")
    if staff.role in GUIDES:
        return everybody.filter(pk=staff.pk)
    if staff.role == Role.SECTION_HEAD and staff.section:
        return everybody.filter(section__in=("", staff.section))
    return everybody if staff.may(Permission.SEE_CLIENTS) else everybody.none()


def substitutes_for(staff: Staff, absent: Staff) -> QuerySet[Staff]:
    """Who can stand in for `absent`: the other officers of the office at work."""
    return officers_of(staff).exclude(pk=absent.pk)


def chosen(staff: Staff, ids: Collection[int]) -> list[Supervision]:
    """Those of these guidances that `staff` may see, as a hand-over lists them. One query."""
    rows = supervisions_of(staff).filter(pk__in=ids).select_related("client", "programme", "officer")
    return list(rows.order_by("name_key", "pk"))


@dataclass(frozen=True, slots=True)
class Former:
    """What is said about clients somebody guided once: figures, no names."""

    clients: int
    running: int


def former_of(officer: Staff) -> Former:
    """Guidances that were an officer's and are somebody else's now. One query."""
    rows = (
        Assignment.objects.filter(officer=officer, until__isnull=False)
        .exclude(supervision__officer=officer)
        .aggregate(
            clients=Count("supervision", distinct=True),
            running=Count("supervision", filter=Q(supervision__is_active=True), distinct=True),
        )
    )
    return Former(rows["clients"], rows["running"])


def present_of(staff: Staff, officer: Staff) -> Sequence[Supervision]:
    """The first of an officer's running guidances that `staff` may see, by name. One query."""
    rows = supervisions_of(staff).active().filter(officer=officer).select_related("client", "programme")
    return list(rows.order_by("name_key", "pk")[:SHOWN])
