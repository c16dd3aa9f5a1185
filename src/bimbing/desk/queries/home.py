"""What each role's home page says. The numbers are those of the register's groups, so that each is a door to its list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Q, QuerySet

from bimbing.attendance.models import Visit
from bimbing.attendance.queries.desk import came_on, expected_on
from bimbing.intake.models import Import
from bimbing.jobs.models import DailyRun
from bimbing.offices.models import Staff
from bimbing.offices.queries import StaffCounts, staff_counts
from bimbing.rules.calendar import month_start
from bimbing.rules.duty import ReportState
from bimbing.rules.status import Status
from bimbing.supervision.models import Cover, Supervision
from bimbing.supervision.queries import supervisions_of
from bimbing.supervision.queries.caseloads import covers_of
from bimbing.supervision.queries.counting import Counts, counts
from bimbing.supervision.queries.region import figures, overdue, region_of
from bimbing.supervision.queries.register import USUAL, Filters, Group, Lack, Life

TO_HANDLE: Final = 10
SHOWN: Final = 6
ENDING_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the register's groups among those not ended. `rate`: per cent reported of those who had to."""

    active: int
    past_end: int
    reported: int
    not_yet: int
    excused: int
    missed_many: int
    lacks: Mapping[str, int]
    ends: Sequence[tuple[date, int]]

    @property
    def total(self) -> int:
        return self.active + self.past_end

    @property
    def rate(self) -> int | None:
        due = self.reported + self.not_yet
        return round(100 * self.reported / due) if due else None


@dataclass(frozen=True, slots=True)
class Day:
    """A day at the desk: who is still expected, who came; the first few, and how many in all."""

    expected: Sequence[Supervision]
    expected_total: int
    came: Sequence[Visit]
    came_total: int


@dataclass(frozen=True, slots=True)
class Handle:
    """One row of the ten: why it is there. `phone` is E.164, empty if nobody knows one."""

    supervision: Supervision
    missed: int
    past_end: bool
    phone: str


@dataclass(frozen=True, slots=True)
class OfficerHome:
    figures: Figures
    day: Day
    week: Sequence[tuple[date, int]]
    handle: Sequence[Handle]
    handle_total: int
    ending: Sequence[Supervision]
    #: Whether the register shows more than the own clients, so that doors must name the officer.
    sees_others: bool
    #: Where this officer is absent or stands in, today or on a coming day.
    covers: Sequence[Cover]


@dataclass(frozen=True, slots=True)
class RegistrarHome:
    figures: Figures
    imports: Sequence[Import]
    day: Day


@dataclass(frozen=True, slots=True)
class Caseload:
    """One bar: an officer, and how his clients stand this month. `pk` is empty for those without an officer."""

    pk: str
    name: str
    reported: int
    not_yet: int
    rest: int


@dataclass(frozen=True, slots=True)
class HeadHome:
    figures: Figures
    first: date
    began: int
    ended: int
    caseloads: Sequence[Caseload]


@dataclass(frozen=True, slots=True)
class Database:
    """What keeps the register: engine and version, megabytes, and for SQLite its promises to the disk."""

    engine: str
    megabytes: float
    encrypted: bool
    journal: str


@dataclass(frozen=True, slots=True)
class AdminHome:
    staff: StaffCounts
    database: Database


def last_nightly_run() -> date | None:
    """The day up to which the standings are settled; None before the first night."""
    return DailyRun.objects.order_by("last_on").values_list("last_on", flat=True).first()


def officer_home(staff: Staff, *, today: date) -> OfficerHome:
    """An officer's own clients. Twelve queries."""
    covers = covers_of(staff, today=today)
    stands_in = any(one.substitute_id == staff.pk and one.since <= today for one in covers)
    sees_others = staff.office.officers_see_section or stands_in
    own = supervisions_of(staff).filter(officer_id=staff.pk, is_active=True)
    sunday = today + timedelta(days=6 - today.weekday())
    coming = own.filter(next_due_on__gt=today, next_due_on__lte=sunday).order_by("next_due_on")
    week = coming.values_list("next_due_on").annotate(number=Count("pk"))
    late = _needs_handling(own, today)
    first_ten = list(
        late.select_related("client")
        .prefetch_related("client__phones")
        .order_by("-missed_run", "next_due_on", "pk")[:TO_HANDLE]
    )
    ending = own.filter(end_date__range=(today, today + timedelta(days=ENDING_DAYS)))
    return OfficerHome(
        figures=_figures(staff, today, officer=staff if sees_others else None),
        day=_day(staff, today, officer=staff),
        week=[(on, number) for on, number in week if on],
        handle=[_handle(row, today) for row in first_ten],
        handle_total=late.count(),
        ending=list(
            ending.select_related("client", "programme").order_by("end_date", "name_key", "pk")[:SHOWN]
        ),
        sees_others=sees_others,
        covers=covers,
    )


def registrar_home(staff: Staff, *, today: date) -> RegistrarHome:
    """What is incomplete in the register of the office, and what is half done. Six queries."""
    waiting = Import.objects.filter(office_id=staff.office_id, state=Import.State.PREVIEW)
    return RegistrarHome(
        figures=_figures(staff, today),
        imports=list(waiting.select_related("uploaded_by")[:SHOWN]),
        day=_day(staff, today),
    )


def head_home(staff: Staff, *, today: date) -> HeadHome:
    """The office, or the section, in few numbers. Four queries."""
    first = month_start(today)
    rows = supervisions_of(staff).exclude(status=Status.BATAL).order_by()
    moved = rows.aggregate(
        began=Count("pk", filter=Q(start_date__range=(first, today))),
        ended=Count("pk", filter=Q(ended_on__range=(first, today))),
    )
    return HeadHome(
        figures=_figures(staff, today),
        first=first,
        began=moved["began"],
        ended=moved["ended"],
        caseloads=_caseloads(staff),
    )


def desk_home(staff: Staff, *, today: date) -> Day:
    """Who is expected and who came today. Four queries."""
    return _day(staff, today)


def admin_home(staff: Staff) -> AdminHome:
    """Who cannot sign in yet, and how the database is. No client's data."""
    return AdminHome(staff_counts(staff), database_facts())


def database_facts() -> Database:
    """Asked of the engine itself, not of the settings."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            version, journal, pages, size = (
                _one(cursor, statement)
                for statement in (
                    "SELECT sqlite_version()",
                    "PRAGMA journal_mode",
                    "PRAGMA page_count",
                    "PRAGMA page_size",
                )
            )
            encrypted = bool(_one(cursor, "PRAGMA cipher_version"))
            return Database(
                f"SQLite {version}", round(int(pages) * int(size) / 1e6, 1), encrypted, str(journal)
            )
        version = str(_one(cursor, "SHOW server_version")).split()[0]
        size = _one(cursor, "SELECT pg_database_size(current_database())")
        return Database(f"PostgreSQL {version}", round(int(size) / 1e6, 1), False, "WAL")


def _one(cursor: Any, statement: str) -> Any:
    cursor.execute(statement)
    row = cursor.fetchone()
    return row[0] if row else ""


def _figures(staff: Staff, today: date, *, officer: Staff | None = None) -> Figures:
    """One pass over the register, grouped as its page groups it."""
    picks = dict(USUAL) | ({Group.OFFICER: (str(officer.pk),)} if officer else {})
    found: Counts = counts(staff, Filters(as_of=today, picks=picks))
    status, report = found.groups[Group.STATUS], found.groups[Group.REPORT]
    months = sorted(month for month in found.groups[Group.ENDS] if month[:1].isdigit())
    last = f"{today + timedelta(days=ENDING_DAYS):%Y-%m}"
    return Figures(
        active=status[Life.ACTIVE],
        past_end=status[Life.PAST_END],
        reported=report[ReportState.REPORTED],
        not_yet=report[ReportState.NOT_YET],
        excused=report[ReportState.EXCUSED],
        missed_many=found.groups[Group.MISSES]["3"],
        lacks={lack.value: found.groups[Group.LACKS][lack] for lack in Lack},
        ends=[
            (date(int(month[:4]), int(month[5:]), 1), found.groups[Group.ENDS][month])
            for month in months
            if f"{today:%Y-%m}" <= month <= last
        ],
    )


def _day(staff: Staff, today: date, *, officer: Staff | None = None) -> Day:
    expected = expected_on(today, staff, today=today)
    came = came_on(today, staff)
    if officer:
        expected, came = (
            expected.filter(officer_id=officer.pk),
            came.filter(supervision__officer_id=officer.pk),
        )
    return Day(
        expected=list(expected[:SHOWN]),
        expected_total=expected.count(),
        came=list(came[:SHOWN]),
        came_total=came.count(),
    )


def _past_end(today: date) -> Q:
    return Q(status=Status.AKTIF, end_date__lt=today)


def _needs_handling(rows: QuerySet[Supervision], today: date) -> QuerySet[Supervision]:
    overdue = Q(report_state=ReportState.NOT_YET, next_due_on__lt=today)
    return rows.filter(Q(missed_run__gte=1) | overdue | _past_end(today))


def _handle(row: Supervision, today: date) -> Handle:
    phones = row.client.phones.all()
    past_end = row.status == Status.AKTIF and row.end_date is not None and row.end_date < today
    return Handle(row, row.missed_run, past_end, phones[0].number if phones else "")


def _caseloads(staff: Staff) -> list[Caseload]:
    """Largest first, those without an officer last. One query."""
    loads = (
        supervisions_of(staff)
        .filter(is_active=True)
        .order_by()
        .values_list("officer_id", "officer__full_name")
        .annotate(
            number=Count("pk"),
            reported=Count("pk", filter=Q(report_state=ReportState.REPORTED)),
            not_yet=Count("pk", filter=Q(report_state=ReportState.NOT_YET)),
        )
    )
    rows = [
        Caseload(str(pk or ""), name or "", reported, not_yet, number - reported - not_yet)
        for pk, name, number, reported, not_yet in loads
    ]
    return sorted(rows, key=lambda row: (not row.pk, -(row.reported + row.not_yet + row.rest), row.name))


def region_home(staff: Staff, *, today: date) -> dict[str, Any]:
    """The region as it stands today: how many offices, how many run, how many are overdue. No name."""
    region = region_of(staff)
    assert region is not None  # noqa: S101  (one's own is always there)
    picks = dict(USUAL)
    return {
        "offices": len(region.seen),
        "counted": figures(region, Filters(as_of=today, picks=picks)),
        "overdue": overdue(region, today),
    }
