"""The tables of a report as a page and a workbook read them: headings, rows in words, each figure with its door."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.reports.exports import Row, Sheet
from bimbing.reports.queries.kept import Why
from bimbing.rules.month_report import (
    AGAIN,
    FIRST_TIME,
    NEXT_MONTH,
    THIS_MONTH,
    UNKNOWN,
    WORKS,
    WORKS_NOT,
    Measure,
    Table,
)
from bimbing.supervision.models import GROUND_LABELS
from bimbing.supervision.queries.choices import Names

MEASURE_LABELS: Final[Mapping[Measure, Promise]] = {
    Measure.BEFORE: _("At the beginning"),
    Measure.IN: _("Came in"),
    Measure.FINISHED: _("Ended"),
    Measure.REVOKED: _("Revoked"),
    Measure.MOVED: _("Transferred"),
    Measure.DIED: _("Died"),
    Measure.OUT: _("Went out"),
    Measure.AFTER: _("At the end"),
    Measure.DUE: _("With a duty"),
    Measure.REPORTED: _("Reported"),
    Measure.NOT_REPORTED: _("Not reported"),
    Measure.MANY_MISSES: _("3 or more in a row"),
    Measure.PRESENT: _("Present"),
    Measure.POST: _("At a post"),
    Measure.ONLINE: _("Online"),
    Measure.VISITED: _("Home visit"),
    Measure.STAND_IN: _("Represented"),
    Measure.EXCUSED: _("Excused"),
}
TITLES: Final[Mapping[str, Promise]] = {
    "keadaan": _("State of clients"),
    "kejahatan": _("By offence"),
    "umur": _("By age"),
    "pendidikan": _("By education"),
    "pekerjaan": _("By work"),
    "wilayah": _("By district"),
    "pk": _("By officer"),
    "absen": _("Attendance"),
    "hmb": _("Guidance ending (HMB)"),
    "baru": _("New clients"),
    "cabut": _("Revoked"),
    "residivis": _("Recidivists"),
}
#: What the first column of a table is called.
ROW_LABELS: Final[Mapping[str, Promise]] = {
    "keadaan": _("Programme"),
    "kejahatan": _("Offence"),
    "umur": _("Age in years"),
    "pendidikan": _("Education"),
    "pekerjaan": _("Work"),
    "wilayah": _("Regency / district"),
    "pk": _("Officer"),
    "absen": _("Programme"),
    "hmb": _("Month"),
    "baru": _("Programme"),
    "cabut": _("Ground"),
    "residivis": _("Recidivism"),
}
_FIXED: Final[Mapping[str, Promise]] = {
    WORKS: _("Working"),
    WORKS_NOT: _("Not working"),
    AGAIN: _("Recidivist"),
    FIRST_TIME: _("Not a recidivist"),
    THIS_MONTH: _("This month and before"),
    NEXT_MONTH: _("Next month"),
    UNKNOWN: _("not entered"),
}
WHY: Final[Mapping[Why, Promise]] = {
    Why.ADDED: _("entered later"),
    Why.IN_ERROR: _("entered in error"),
    Why.STATUS: _("status recorded later"),
    Why.CORRECTED: _("data corrected"),
}
#: Tables whose columns are split by sex.
BY_SEX: Final = frozenset(
    {"keadaan", "kejahatan", "umur", "pendidikan", "pekerjaan", "hmb", "baru", "residivis"}
)
#: Tables with the share of those who reported behind them.
WITH_RATE: Final = frozenset({"pk", "absen"})
SEXES: Final = ("L", "P")

Door = Callable[[str, str, Measure, str], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and the address of its names; no address where nobody stands there."""

    number: int
    url: str
    strong: bool = False  # a sum over L, P and unknown


@dataclass(frozen=True, slots=True)
class Line:
    """One row in words. `rate`: (per cent, met, owed), None where nothing was owed or the table has no share."""

    label: str
    figures: tuple[Figure, ...]
    rate: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A table ready to be read. `heads`: (words, how many columns)."""

    key: str
    title: Promise
    row_label: Promise
    heads: tuple[tuple[Promise, int], ...]
    by_sex: bool
    with_rate: bool
    lines: tuple[Line, ...]
    total: Line

    @property
    def width(self) -> int:
        """How many columns the table has with its first."""
        return 1 + len(self.total.figures) + self.with_rate


def row_word(key: str, row: str, names: Names) -> str:
    """What a row is called: by the office's own names, else as it was entered."""
    if key in ("keadaan", "absen", "baru"):
        found = names.programmes.get(row)
    elif key == "kejahatan":
        found = names.offences.get(row)
    elif key == "pk":
        found = names.officers.get(row)
    elif key == "cabut":
        found = str(GROUND_LABELS.get(row, "")) if row != UNKNOWN else None  # type: ignore[call-overload]
    else:
        found = None
    return found or str(_FIXED.get(row, row))


def shown(table: Table, names: Names, door: Door) -> Shown:
    """A table in words; `door(table, row, measure, sex)` gives the address of the names behind a figure."""
    by_sex, with_rate = table.key in BY_SEX, table.key in WITH_RATE
    lines = [
        _line(table, row, row_word(table.key, row, names), door, by_sex, with_rate) for row in table.rows
    ]
    return Shown(
        key=table.key,
        title=TITLES[table.key],
        row_label=ROW_LABELS[table.key],
        heads=tuple((MEASURE_LABELS[one], len(SEXES) + 1 if by_sex else 1) for one in table.measures),
        by_sex=by_sex,
        with_rate=with_rate,
        lines=tuple(lines),
        total=_line(table, "", "", door, by_sex, with_rate),
    )


def _line(table: Table, row: str, label: str, door: Door, by_sex: bool, with_rate: bool) -> Line:
    figures = []
    for measure in table.measures:
        for sex in (*SEXES, "") if by_sex else ("",):
            number = len(table.at(row, measure, sex))
            url = door(table.key, row, measure, sex) if number else ""
            figures.append(Figure(number, url, strong=by_sex and not sex))
    rate = None
    if with_rate and (percent := table.rate(row)) is not None:
        owed, met = table.owed(row)
        rate = (percent, met, owed)
    return Line(label, tuple(figures), rate)


def sums(table: Table) -> Sequence[int]:
    """Of the balance: at the beginning, came in, left, at the end."""
    left = (Measure.FINISHED, Measure.REVOKED, Measure.MOVED, Measure.DIED)
    return (
        len(table.at("", Measure.BEFORE)),
        len(table.at("", Measure.IN)),
        sum(len(table.at("", measure)) for measure in left),
        len(table.at("", Measure.AFTER)),
    )


def sheet(table: Shown) -> Sheet:
    """The same table without doors, for the workbook."""
    rows = (
        Row(line.label, tuple(figure.number for figure in line.figures), line.rate and line.rate[1:])
        for line in table.lines
    )
    heads = tuple((str(words), width) for words, width in table.heads)
    return Sheet(str(table.title), str(table.row_label), heads, table.by_sex, table.with_rate, tuple(rows))
