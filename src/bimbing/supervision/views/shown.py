"""The register in words, colours and links: what the filters mean, and what each row is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bimbing.offices.models import Office, Section
from bimbing.rules.calendar_words import MONTHS
from bimbing.rules.duty import MissAlarm, ReportState, miss_alarm
from bimbing.supervision.forms import address, cleared, doors, is_usual, toggled
from bimbing.supervision.models import PHASE_LABELS, REPORT_STATE_LABELS, STATUS_LABELS, Supervision
from bimbing.supervision.queries.choices import Names, programme_said
from bimbing.supervision.queries.counting import Counts
from bimbing.supervision.queries.register import NONE, Filters, Group, Lack, Life, life_of

GROUP_TITLES: Final = {
    Group.STATUS: gettext_lazy("Status"),
    Group.REPORT: gettext_lazy("Report this month"),
    Group.MISSES: gettext_lazy("Missed in a row"),
    Group.PROGRAMME: gettext_lazy("Programme"),
    Group.OFFICER: gettext_lazy("Officer"),
    Group.OFFENCE: gettext_lazy("Offence"),
    Group.SECTION: gettext_lazy("Section"),
    Group.REGENCY: gettext_lazy("Regency"),
    Group.DISTRICT: gettext_lazy("District"),
    Group.PHASE: gettext_lazy("Phase"),
    Group.ENDS: gettext_lazy("Ends in"),
    Group.LACKS: gettext_lazy("Incomplete"),
}
LIFE_LABELS: Final = {
    Life.ACTIVE: gettext_lazy("Active"),
    Life.PAST_END: gettext_lazy("Past its end"),
    Life.ENDED: gettext_lazy("Finished"),
    Life.ERROR: gettext_lazy("Entered in error"),
}
LACK_LABELS: Final = {
    Lack.OFFICER: gettext_lazy("No officer"),
    Lack.END: gettext_lazy("No end date"),
    Lack.PHONE: gettext_lazy("No phone"),
    Lack.CARD: gettext_lazy("No card"),
}
MISS_LABELS: Final = {
    "1": gettext_lazy("1 time"),
    "2": gettext_lazy("2 in a row"),
    "3": gettext_lazy("3 or more in a row"),
}
REPORT_KINDS: Final = {
    ReportState.REPORTED: "ok",
    ReportState.NOT_YET: "wait",
    ReportState.EXCUSED: "wait",
    ReportState.SUSPENDED: "ended",
    ReportState.NONE: "neutral",
}
_ALARM_KINDS: Final = {MissAlarm.FLAG: "miss", MissAlarm.WARNING: "wait", MissAlarm.QUIET: ""}
#: Groups whose values are few and fixed: shown even where they count nothing.
_FIXED: Final[dict[Group, Sequence[str]]] = {
    Group.STATUS: (Life.ACTIVE, Life.PAST_END, Life.ENDED),
    Group.REPORT: (ReportState.REPORTED, ReportState.NOT_YET, ReportState.EXCUSED),
    Group.MISSES: ("1", "2", "3"),
    Group.LACKS: tuple(Lack),
}
_BIGGEST_FIRST: Final = frozenset({Group.OFFENCE, Group.REGENCY, Group.DISTRICT})
_SHOWN_FIRST: Final = {Group.OFFICER: 8, Group.OFFENCE: 6, Group.DISTRICT: 6, Group.ENDS: 6}


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a group with its live count; its address puts it in, or takes it out if it is in."""

    label: str
    count: int
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group as it stands at the left of the list."""

    title: str | Promise
    options: Sequence[Option]
    clear_url: str
    first: int


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is being shown, in words; its address takes it away."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: the supervision and what is said about it."""

    row: Supervision
    state_kind: str
    state_words: str
    days_left: int | None
    is_overdue: bool
    alarm: str

    @property
    def programme(self) -> str:
        """`PB` where the office says so, the whole name where the code is no word of the office."""
        programme = self.row.programme
        if programme is None:
            return "—"
        return programme_said(programme.code, programme.label)

    @property
    def left_words(self) -> str:
        """`35 days left`, `ended 4 days ago`, or nothing where there is no end or it is over."""
        if self.days_left is None:
            return ""
        days = abs(self.days_left)
        if self.days_left < 0:
            return ngettext("%(n)s day past", "%(n)s days past", days) % {"n": days}
        return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


def alarm_kind(missed_run: int, office: Office) -> str:
    """The kind in which a run of misses is shown, by the office's own thresholds; empty where it is not remarkable."""
    return _ALARM_KINDS[miss_alarm(missed_run, warning=office.orange_misses, flag=office.red_misses)]


def lines(rows: Sequence[Supervision], as_of: date, office: Office) -> list[Line]:
    """The rows of an office with their state in word and colour."""
    return [_line(row, as_of, office) for row in rows]


def _line(row: Supervision, as_of: date, office: Office) -> Line:
    life = life_of(row, as_of)
    if life is Life.ACTIVE:
        kind = REPORT_KINDS[ReportState(row.report_state)]
        words = str(REPORT_STATE_LABELS[ReportState(row.report_state)])
    elif life is Life.PAST_END:
        kind, words = "hint", _("Past its end, short")
    else:
        kind, words = "ended", str(STATUS_LABELS[row.status])  # type: ignore[index]
    runs = life in (Life.ACTIVE, Life.PAST_END)
    return Line(
        row=row,
        state_kind=kind,
        state_words=words,
        days_left=(row.end_date - as_of).days if row.end_date and runs else None,
        is_overdue=bool(row.next_due_on and row.next_due_on < as_of and runs),
        alarm=alarm_kind(row.missed_run, office) if runs else "",
    )


class Words:
    """The names of the codes, said once for facets, chips, titles, paper and workbook."""

    def __init__(self, names: Names) -> None:
        self._said: Mapping[Group, Mapping[Any, Any]] = {
            Group.STATUS: LIFE_LABELS,
            Group.REPORT: REPORT_STATE_LABELS,
            Group.MISSES: MISS_LABELS,
            Group.LACKS: LACK_LABELS,
            Group.SECTION: dict(Section.choices),
            Group.PHASE: PHASE_LABELS,
            Group.PROGRAMME: names.programmes,
            Group.OFFENCE: names.offences,
            Group.OFFICER: names.officers,
        }

    def value(self, group: Group, value: str) -> str:
        """A value of a group as a person says it."""
        if value == NONE:
            return _("Not filled in")
        if group is Group.ENDS:
            return f"{MONTHS[int(value[5:]) - 1]} {value[:4]}"
        return str(self._said.get(group, {}).get(value, value))

    def phrase(self, group: Group, value: str) -> str:
        """A value as it stands in the sentence over the list, where its group is not written beside it."""
        said = self.value(group, value)
        if group is Group.OFFICER:
            return _("No officer") if value == NONE else _("PK %(name)s") % {"name": said}
        if group is Group.REPORT:
            return _("%(state)s this month") % {"state": said.lower()}
        if group is Group.MISSES:
            return _("missed %(times)s") % {"times": said.lower()}
        if group is Group.ENDS:
            return _("ends in %(month)s") % {"month": said} if value != NONE else _("No end date")
        if group is Group.PROGRAMME and value != NONE:
            return programme_said(value, said)
        if value == NONE:
            return _("%(group)s not filled in") % {"group": GROUP_TITLES[group]}
        return said.lower() if group in (Group.STATUS, Group.LACKS) else said

    def sentence(self, filters: Filters) -> str:
        """`PB · PK Ani · belum lapor bulan ini`; the usual statuses go without saying."""
        said = [
            f" {_('or')} ".join(self.phrase(group, value) for value in values)
            for group, values in _in_order(filters)
            if not is_usual(filters, group)
        ]
        if filters.text:
            said.insert(0, f"“{filters.text}”")
        if not filters.picks.get(Group.STATUS):
            said.append(_("all statuses"))
        return " · ".join(said) or _("All active clients")


_SENTENCE_ORDER: Final = (
    Group.PROGRAMME, Group.OFFICER, Group.OFFENCE, Group.SECTION, Group.REGENCY, Group.DISTRICT, Group.PHASE,
    Group.STATUS, Group.REPORT, Group.MISSES, Group.ENDS, Group.LACKS,
)  # fmt: skip


def _in_order(filters: Filters) -> Iterator[tuple[Group, tuple[str, ...]]]:
    for group in _SENTENCE_ORDER:
        if values := filters.picks.get(group, ()):
            yield group, values


def chips(filters: Filters, words: Words, path: str) -> list[Chip]:
    """What is being shown beyond the usual, each word removable."""
    shown = []
    if filters.text:
        without = replace(filters, text="", after=None, before=None)
        shown.append(Chip(f"“{filters.text}”", address(path, without)))
    for group, values in _in_order(filters):
        if not is_usual(filters, group):
            shown += [
                Chip(words.phrase(group, value), address(path, toggled(filters, group, value)))
                for value in values
            ]
    if not filters.picks.get(Group.STATUS):
        shown.append(Chip(_("all statuses"), address(path, cleared(filters, Group.STATUS))))
    return shown


def facets(
    filters: Filters,
    counted: Counts,
    names: Names,
    words: Words,
    path: str,
    *,
    groups: Iterable[Group] = tuple(Group),
) -> list[Facet]:
    """The groups at the left. A group that divides nothing (one section, one officer) is left out unless picked."""
    shown = []
    for group in groups:
        numbers, picked = counted.groups[group], filters.picks.get(group, ())
        values = _values(group, numbers, picked, names, filters.as_of)
        if len(values) < 2 and not picked:
            continue
        door = doors(path, filters, group)
        options = [
            Option(words.value(group, value), numbers.get(value, 0), door(value), value in picked)
            for value in values
        ]
        clear = "" if is_usual(filters, group) else address(path, cleared(filters, group))
        shown.append(Facet(GROUP_TITLES[group], options, clear, _SHOWN_FIRST.get(group, 12)))
    return shown


def _values(
    group: Group, numbers: dict[str, int], picked: Sequence[str], names: Names, as_of: date
) -> Sequence[str]:
    there = {value for value, number in numbers.items() if number} | set(picked)
    if group in _FIXED:
        fixed = list(_FIXED[group])
        return fixed + sorted(there - set(fixed))
    if group is Group.ENDS:
        now = f"{as_of:%Y-%m}"
        months = sorted(there - {NONE})
        return (
            [m for m in months if m >= now]
            + [m for m in reversed(months) if m < now]
            + sorted(there & {NONE})
        )
    if group in _BIGGEST_FIRST:
        return sorted(there, key=lambda value: (value == NONE, -numbers.get(value, 0), value))
    in_order: Mapping[Group, Mapping[Any, Any]] = {
        Group.PROGRAMME: names.programmes,
        Group.OFFICER: names.officers,
        Group.PHASE: PHASE_LABELS,
    }
    listed = in_order.get(group, {})
    place = {value: at for at, value in enumerate(listed)}
    return sorted(there, key=lambda value: (value == NONE, place.get(value, len(place)), value))
