"""Who has not reported yet, who missed, how many times in a row: from stored columns only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from bimbing.jobs.models import DailyRun
from bimbing.offices.models import Staff
from bimbing.offices.permissions import GUIDES, Role
from bimbing.rules.duty import ReportState
from bimbing.supervision.models import Supervision

FIRST: Final = 10
"""Ten names, not three hundred: a list that overwhelms is not worked through."""


SETTLED: Final = (ReportState.REPORTED, ReportState.EXCUSED, ReportState.SUSPENDED)
"""Nobody needs to be called about them this month."""


class Show(StrEnum):
    """Which of the two lists."""

    MISSED = "terlewat"
    NOT_YET = "belum"


@dataclass(frozen=True, slots=True)
class MissedFilter:
    """What is asked for. `officer_id` 0 stands for clients without an officer."""

    show: Show = Show.MISSED
    officer_id: int | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """The month in numbers, of all that `staff` sees under the filter. `stale`: rows not computed for today."""

    reported: int
    not_yet: int
    excused: int
    suspended: int
    no_duty: int
    missed: int
    orange: int
    red: int
    stale: int

    @property
    def on_duty(self) -> int:
        """Who owes a report this month: reported or not yet."""
        return self.reported + self.not_yet

    @property
    def resting(self) -> int:
        """Whose duty rests: excused, or detained in another case."""
        return self.excused + self.suspended


def watched(staff: Staff, wanted: MissedFilter) -> QuerySet[Supervision]:
    """The running guidances under the filter."""
    rows = Supervision.objects.visible_to(staff).active()
    if wanted.officer_id is not None:
        rows = rows.filter(officer_id=wanted.officer_id or None)
    return rows.filter(section=wanted.section) if wanted.section else rows


def truth(staff: Staff, wanted: MissedFilter, *, today: date) -> Truth:
    """The three states and the runs of misses, in one query."""
    office = staff.office

    def state(is_: ReportState) -> Count:
        return Count("pk", filter=Q(report_state=is_))

    return Truth(
        **watched(staff, wanted)
        .order_by()
        .aggregate(
            reported=state(ReportState.REPORTED),
            not_yet=state(ReportState.NOT_YET),
            excused=state(ReportState.EXCUSED),
            suspended=state(ReportState.SUSPENDED),
            no_duty=state(ReportState.NONE),
            missed=Count("pk", filter=Q(missed_run__gte=1)),
            orange=Count(
                "pk", filter=Q(missed_run__gte=office.orange_misses, missed_run__lt=office.red_misses)
            ),
            red=Count("pk", filter=Q(missed_run__gte=office.red_misses)),
            stale=Count("pk", filter=Q(standing_until__isnull=True) | Q(standing_until__lt=today)),
        )
    )


def missed_list(staff: Staff, wanted: MissedFilter) -> QuerySet[Supervision]:
    """The list, most urgent first: longest run, then longest not seen. Behind stands who has come since, is excused or
    need not come."""
    rows = watched(staff, wanted)
    if wanted.show is Show.NOT_YET:
        rows = rows.filter(report_state=ReportState.NOT_YET)
    else:
        rows = rows.filter(missed_run__gte=1)
    is_settled = Case(
        When(report_state__in=SETTLED, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return (
        rows.select_related("client", "officer")
        .prefetch_related("client__phones", "client__guarantors")
        .order_by(
            is_settled,
            "-missed_run",
            F("last_visit_on").asc(nulls_first=True),
            "next_due_on",
            "name_key",
            "pk",
        )
    )


def computed_until() -> date | None:
    """The last day for which the nightly roll has run, None if it never has."""
    return DailyRun.objects.filter(name="standings").values_list("last_on", flat=True).first()


def officers_of(staff: Staff) -> QuerySet[Staff]:
    """Whose clients the list may be narrowed to; nobody's where only the own clients are seen anyway."""
    sees_others = (
        staff.sees_whole_office or staff.role == Role.SECTION_HEAD or staff.office.officers_see_section
    )
    if not sees_others:
        return Staff.objects.none()
    rows = Staff.objects.filter(office_id=staff.office_id, role__in=sorted(GUIDES))
    if staff.section:
        rows = rows.filter(section__in=("", staff.section))
    return rows.order_by("full_name")
