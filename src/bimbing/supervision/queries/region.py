"""The register of many offices as figures: what a regional office and the Directorate General see. No name is read.

What is counted comes from the tallies (ADR 0014) and from what was appended to them since. What is past its end depends
on the day: it is counted from the register itself, through an index that holds all of it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection

from bimbing.offices.models import Office, Staff
from bimbing.rules.calendar import month_start
from bimbing.rules.duty import ReportState
from bimbing.rules.status import ACTIVE, Status
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries.register import MANY_MISSES, NONE, Filters, Group, Life
from bimbing.supervision.queries.tallies import KIND, MONTH

#: The groups of the register that a region has. Officers, places and single people are the office's own.
GROUPS: Final = (
    Group.STATUS,
    Group.REPORT,
    Group.MISSES,
    Group.PROGRAMME,
    Group.OFFENCE,
    Group.SECTION,
    Group.ENDS,
)


@dataclass(frozen=True, slots=True)
class Region:
    """The offices somebody may count, by name, and those that he looks at now. `whole`: they are all there are."""

    head: Office
    offices: Sequence[Office]
    seen: Sequence[Office]
    whole: bool

    def ids(self) -> list[int] | None:
        """The offices looked at; None where that is everybody and nothing need be asked about them."""
        return None if self.whole else [office.pk for office in self.seen]


@dataclass(slots=True)
class OfficeLine:
    """One office among those that are asked for."""

    total: int = 0
    reported: int = 0
    not_yet: int = 0
    missed: int = 0
    past_end: int = 0

    def add(self, numbers: Sequence[int], sign: int = 1) -> None:
        """Numbers in the order of the first four."""
        total, reported, not_yet, missed = numbers
        self.total += sign * total
        self.reported += sign * reported
        self.not_yet += sign * not_yet
        self.missed += sign * missed


@dataclass(frozen=True, slots=True)
class Figures:
    """How many are asked for, each group beside the other filters, and each office."""

    total: int
    groups: Mapping[Group, Counter[str]]
    offices: Mapping[int, OfficeLine] = field(default_factory=dict)

    def past_end(self) -> int:
        return sum(line.past_end for line in self.offices.values())


def region_of(staff: Staff, *, office_id: int | None = None) -> Region | None:
    """What `staff` may count; None where `office_id` is an office above, beside or far from him. One query.

    From the Directorate General everybody, from a regional office its own, from a probation office itself.
    """
    own = staff.office
    known = {office.pk: office for office in Office.objects.order_by("name", "pk")}
    bapas = [office for office in known.values() if office.kind == Office.Kind.BAPAS]
    if own.kind == Office.Kind.DITJEN:
        mine = bapas
    elif own.kind == Office.Kind.KANWIL:
        mine = [office for office in bapas if office.parent_id == own.pk]
    else:
        mine = [own]
    if office_id is None or office_id == own.pk:
        return Region(own, mine, mine, whole=len(mine) == len(bapas))
    wanted = known.get(office_id)
    is_below = own.kind == Office.Kind.DITJEN and wanted is not None and wanted.kind == Office.Kind.KANWIL
    if wanted is None or not (is_below or wanted in mine):
        return None
    seen = [office for office in mine if wanted.pk in (office.pk, office.parent_id)]
    return Region(wanted, mine, seen, whole=False)


def overdue(region: Region, as_of: date) -> int:
    """How many running supervisions should have reported before `as_of` and have not."""
    ids = [office.pk for office in region.seen]
    rows = Supervision.objects.filter(office_id__in=ids, is_active__in=[True], next_due_on__lt=as_of)
    return rows.order_by().count()


def figures(region: Region, filters: Filters) -> Figures:
    """Every group counted beside the other filters, and every office. A fixed number of statements, however many
    offices. Groups and offices are counted one after the other: a visit between them may show in one of them."""
    asked = _Asked(region.ids(), filters)
    groups: dict[Group, Counter[str]] = {group: Counter() for group in GROUPS}
    total = 0
    for values, n in asked.kinds():
        failing = [group for group in asked.of_kind if values[group] not in asked.picked[group]]
        if len(failing) > 1:
            continue
        total += 0 if failing else n
        for group in failing or _COUNTED:
            groups[group][values[group]] += n
    groups[Group.ENDS] = asked.months()
    groups = {which: Counter({value: n for value, n in one.items() if n}) for which, one in groups.items()}
    groups[Group.MISSES].pop("0", None)
    return Figures(total, groups, asked.offices())


_COUNTED: Final[tuple[Group, ...]] = tuple(group for group in GROUPS if group is not Group.ENDS)


class _Asked:
    """One question: `ids` of the offices (None: all), and what is picked in each group.

    Where months are picked, the tallies by month answer; where none are, the few by kind do.
    """

    def __init__(self, ids: list[int] | None, filters: Filters) -> None:
        self.ids, self.as_of = ids, filters.as_of
        self.picked = {group: frozenset(filters.picks[group]) for group in GROUPS if filters.picks.get(group)}
        self.by_month = Group.ENDS in self.picked
        #: The picks that a kind can fail.
        self.of_kind = [group for group in self.picked if group is not Group.ENDS]
        self.lives = self.picked.get(Group.STATUS, frozenset(Life))
        #: Whether somebody asks for what has run past its end and not for what has not, or the other way round.
        self.splits = (Life.ACTIVE in self.lives) != (Life.PAST_END in self.lives)

    def kinds(self) -> Iterator[tuple[Mapping[Group, str], int]]:
        """Every kind of supervision there is in these offices (and months), and how many of it."""
        counted: Counter[tuple[Any, ...]] = Counter()
        months = (Group.ENDS,) if self.by_month else ()
        for *kind, n in self._tallied(KIND, only=months, index="tally_by_kind"):
            counted[tuple(kind)] += n
        for *kind, n in self._past(_PAST_KIND, only=months):
            section, programme, offence, report, misses = kind
            counted[section, programme, offence, Status.AKTIF, report, misses] -= n
            counted[section, programme, offence, Life.PAST_END, report, misses] += n
        for (section, programme, offence, status, report, misses), n in counted.items():
            values = {
                Group.SECTION: section,
                Group.PROGRAMME: programme or NONE,
                Group.OFFENCE: offence or NONE,
                Group.STATUS: _life(status),
                Group.REPORT: report,
                Group.MISSES: str(misses),
            }
            yield values, n

    def months(self) -> Counter[str]:
        """The months of ending of all that pass the other filters."""
        counted: Counter[str] = Counter()
        others = [group for group in self.of_kind if group is not Group.STATUS]
        now = f"{self.as_of:%Y-%m}"
        for ends, status, n in self._tallied(("ends", "status"), only=others, index="tally_by_month"):
            has_passed = status == Status.AKTIF and "" < ends < now
            if (Life.PAST_END if has_passed else _life(status)) in self.lives:
                counted[ends or NONE] += n
        if self.splits:
            for (n,) in self._past((), only=others, since=month_start(self.as_of)):
                counted[now] += -n if Life.ACTIVE in self.lives else n
        return counted

    def offices(self) -> dict[int, OfficeLine]:
        """Each office that has any, with what passes all filters."""
        lines: dict[int, OfficeLine] = {}
        others = [group for group in self.picked if group is not Group.STATUS]
        states = [status.value for status in Status if _life(status) in self.lives]
        if states:
            is_one = "status", states
            for office_id, *sums in self._tallied(
                ("office_id",), only=others, index="tally_by_office", sums=True, is_one=is_one
            ):
                lines.setdefault(office_id, OfficeLine()).add(sums)
        if self.splits or Life.PAST_END in self.lives:
            for office_id, *sums in self._past(("office_id",), only=others, sums=True):
                line = lines.setdefault(office_id, OfficeLine())
                if self.splits:
                    line.add(sums, -1 if Life.ACTIVE in self.lives else 1)
                line.past_end = sums[0] if Life.PAST_END in self.lives else 0
        return lines

    # ------------------------------------------------------------------ statements

    def _tallied(
        self,
        names: Sequence[str],
        *,
        only: Collection[Group],
        index: str,
        sums: bool = False,
        is_one: tuple[str, list[str]] | None = None,
    ) -> list[tuple[Any, ...]]:
        """How many of each, or the four sums. What is not yet added up comes beside it, so the same may come twice."""
        needs_months = self.by_month or "ends" in names
        table, index = (
            ("supervision_endingtally", "tally_by_month") if needs_months else ("supervision_tally", index)
        )
        wheres, given = self._where(_COLUMNS, only)
        if is_one:
            wheres.append(f"{is_one[0]} IN ({_marks(is_one[1])})")
            given += is_one[1]
        columns = ", ".join(names)
        summed = _sums("n", "misses") if sums else "SUM(n)"
        part = f"SELECT {columns}, {summed} FROM {{}} WHERE {' AND '.join(wheres)} GROUP BY {columns}"  # noqa: S608
        tables = (self._read_by(table, index), "supervision_tallychange")
        return _all(" UNION ALL ".join(part.format(one) for one in tables), given * 2)

    def _past(
        self, names: Sequence[str], *, only: Collection[Group], sums: bool = False, since: date | None = None
    ) -> list[tuple[Any, ...]]:
        """The same of what has run past its end (since a day), counted in the register itself."""
        wheres, given = self._where(_PAST_COLUMNS, only)
        wheres += [
            f"status = '{Status.AKTIF.value}'",
            "end_date < %s",
            *(["end_date >= %s"] if since else []),
        ]
        given += [self.as_of.isoformat(), *([since.isoformat()] if since else [])]
        summed = _sums("1", _MISSES) if sums else "COUNT(*)"
        columns = ", ".join(names)
        table = self._read_by("supervision_supervision", "supervision_past")
        statement = (
            f"SELECT {columns}{', ' if names else ''}{summed} FROM {table} WHERE {' AND '.join(wheres)}"  # noqa: S608
        )
        return _all(f"{statement} GROUP BY {columns}" if names else statement, given)

    def _where(self, columns: Mapping[Group, str], only: Collection[Group]) -> tuple[list[str], list[Any]]:
        """The offices and the picks of some groups, as conditions on these columns."""
        wheres, given = ["1 = 1"], []
        if self.ids is not None:
            wheres.append(f"office_id IN ({_marks(self.ids)})")
            given += self.ids
        for group in only:
            values: list[Any] = sorted("" if value == NONE else value for value in self.picked[group])
            if group is Group.MISSES:
                values = [int(value) for value in values]
            wheres.append(f"{columns[group]} IN ({_marks(values)})")
            given += values
        return wheres, given

    def _read_by(self, table: str, index: str) -> str:
        """SQLite without statistics would guess; PostgreSQL has them."""
        if connection.vendor == "sqlite" and (
            self.ids is None or index in ("supervision_past", "tally_by_month")
        ):
            return f"{table} INDEXED BY {index}"
        return table


_COLUMNS: Final = {
    Group.SECTION: "section",
    Group.PROGRAMME: "programme",
    Group.OFFENCE: "offence",
    Group.REPORT: "report_state",
    Group.MISSES: "misses",
    Group.ENDS: "ends",
}
_MISSES: Final = "CASE WHEN missed_run > 3 THEN 3 ELSE missed_run END"
_PAST_KIND: Final = ("section", "COALESCE(programme_id, '')", "offence_code", "report_state", _MISSES)
_PAST_COLUMNS: Final = dict(
    zip((Group.SECTION, Group.PROGRAMME, Group.OFFENCE, Group.REPORT, Group.MISSES), _PAST_KIND, strict=True)
) | {Group.ENDS: MONTH[connection.vendor]}


def _sums(n: str, misses: str) -> str:
    """The four numbers of an office's line."""
    return (
        f"SUM({n}), SUM(CASE WHEN report_state = '{ReportState.REPORTED.value}' THEN {n} ELSE 0 END), "
        f"SUM(CASE WHEN report_state = '{ReportState.NOT_YET.value}' THEN {n} ELSE 0 END), "
        f"SUM(CASE WHEN {misses} = {MANY_MISSES} THEN {n} ELSE 0 END)"
    )


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _life(status: str) -> str:
    """The group of a status where the day does not matter."""
    if status == Life.PAST_END:
        return status
    if status == Status.BATAL:
        return Life.ERROR
    return Life.ACTIVE if Status(status) in ACTIVE else Life.ENDED


def _all(statement: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
