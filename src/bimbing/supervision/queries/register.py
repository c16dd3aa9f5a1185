"""What is asked of the register, and the rows that answer it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet

from bimbing.clients.queries import search
from bimbing.offices.models import Staff
from bimbing.rules.status import LifeState, Status
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import clients_of, supervisions_of
from bimbing.supervision.queries.columns import Columns

#: Stands for "nothing entered" in the address and in the counts.
NONE: Final = "-"
MANY_MISSES: Final = 3


class Group(StrEnum):
    """A way to group the register; the words are those of the address."""

    STATUS = "status"
    REPORT = "lapor"
    MISSES = "terlewat"
    PROGRAMME = "program"
    OFFICER = "pk"
    OFFENCE = "kejahatan"
    SECTION = "seksi"
    REGENCY = "kabupaten"
    DISTRICT = "kecamatan"
    PHASE = "tahap"
    ENDS = "berakhir"
    LACKS = "kurang"


class Life(StrEnum):
    """The status as the office sorts by it; `entered_in_error` stands apart so that nothing is hidden or miscounted."""

    ACTIVE = "aktif"
    PAST_END = "lewat"
    ENDED = "selesai"
    ERROR = "batal"


class Lack(StrEnum):
    """What a record still needs."""

    OFFICER = "tanpa_pk"
    END = "tanpa_akhir"
    PHONE = "tanpa_telepon"
    CARD = "tanpa_kartu"


class Order(StrEnum):
    """What the list is sorted by; the words are those of the columns."""

    NAME = "nama"
    END = "akhir"
    NEXT = "jadwal"
    MISSES = "terlewat"
    RECEIVED = "terima"
    REGISTER = "register"
    START = "mulai"
    PROGRAMME = "program"
    OFFICER = "pk"
    LAST = "terakhir"


LIFE_OF: Final = {
    LifeState.ACTIVE: Life.ACTIVE,
    LifeState.PAST_END: Life.PAST_END,
    LifeState.ENDED: Life.ENDED,
}
USUAL: Final[Mapping[Group, tuple[str, ...]]] = {Group.STATUS: (Life.ACTIVE, Life.PAST_END)}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the register: values picked in each group, a text, an order, the page behind or before a row.

    `columns`: what the address wants shown; empty where it leaves that to whoever reads.
    """

    as_of: date
    picks: Mapping[Group, tuple[str, ...]] = field(default_factory=lambda: dict(USUAL))
    text: str = ""
    order: Order = Order.NAME
    descending: bool = False
    after: int | None = None
    before: int | None = None
    columns: Columns = ()


# ------------------------------------------------------------------ what a row is in each group

_COLUMNS: Final = {
    Group.PROGRAMME: "programme_id",
    Group.OFFICER: "officer_id",
    Group.OFFENCE: "offence_code",
    Group.SECTION: "section",
    Group.REGENCY: "regency",
    Group.DISTRICT: "district",
    Group.PHASE: "phase",
    Group.REPORT: "report_state",
}
LACKING: Final[Mapping[Lack, Q]] = {
    Lack.OFFICER: Q(officer__isnull=True),
    Lack.END: Q(end_date__isnull=True),
    Lack.PHONE: Q(has_phone=False),
    Lack.CARD: Q(has_card=False),
}


def condition_of(group: Group, values: Sequence[str], as_of: date) -> Q:
    """The condition of one group: any of its picked values. Values that make no sense match nothing."""
    known = [value for value in values if value != NONE]
    empty = NONE in values
    condition = Q(pk__in=())
    if group is Group.STATUS:
        for value in known:
            condition |= _life(value, as_of)
    elif group is Group.MISSES:
        numbers = {int(value) for value in known if value.isdecimal()}
        condition |= Q(missed_run__in=sorted(number for number in numbers if number < MANY_MISSES))
        if any(number >= MANY_MISSES for number in numbers):
            condition |= Q(missed_run__gte=MANY_MISSES)
    elif group is Group.ENDS:
        for value in known:
            condition |= Q(end_date__gte=f"{value}-01", end_date__lt=f"{_next_month(value)}-01")
        if empty:
            condition |= Q(end_date__isnull=True)
    elif group is Group.LACKS:
        for value in known:
            condition |= LACKING[Lack(value)]
    else:
        column = _COLUMNS[group]
        if known:
            condition |= Q(**{f"{column}__in": known})
        if empty:
            condition |= Q(**{f"{column}__isnull": True}) if column.endswith("_id") else Q(**{column: ""})
    return condition


def _life(value: str, as_of: date) -> Q:
    past = Q(status=Status.AKTIF, end_date__lt=as_of)
    return {
        Life.ACTIVE: Q(is_active=True)
        & (~Q(status=Status.AKTIF) | Q(end_date__isnull=True) | Q(end_date__gte=as_of)),
        Life.PAST_END: Q(is_active=True) & past,
        Life.ENDED: Q(is_active=False) & ~Q(status=Status.BATAL),
        Life.ERROR: Q(status=Status.BATAL),
    }[Life(value)]


def _next_month(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def life_of(row: Supervision, as_of: date) -> Life:
    """In which of the status groups a row stands."""
    if row.status == Status.BATAL:
        return Life.ERROR
    if not row.is_active:
        return Life.ENDED
    past = row.status == Status.AKTIF and row.end_date is not None and row.end_date < as_of
    return Life.PAST_END if past else Life.ACTIVE


# ------------------------------------------------------------------ rows


def searched(staff: Staff, text: str) -> QuerySet[Supervision]:
    """The rows that `staff` may see and `text` finds; all of them for an empty text."""
    rows = supervisions_of(staff)
    if text.strip():
        rows = rows.filter(client__in=search(clients_of(staff), text, office_id=staff.office_id).values("pk"))
    return rows


def matching(staff: Staff, filters: Filters) -> QuerySet[Supervision]:
    """Every row that is asked for, unsorted."""
    rows = searched(staff, filters.text)
    for group, values in filters.picks.items():
        if values:
            rows = rows.filter(condition_of(group, values, filters.as_of))
    return rows
