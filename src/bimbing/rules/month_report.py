"""What a probation office reports for a span of days: who was there, who came, who left, who reported.

Each figure is a set of persons, so that whoever reads it can ask for their names, and figures that must agree are made
from the same sets: present at the beginning + came in - left = present at the end, and the end of one month is the
beginning of the next, because both follow from one history of days. Only what a day says counts, never on which day
it was typed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bimbing.rules.duty_facts import AttendanceKind
from bimbing.rules.status import ACTIVE, Status

#: Stands for "not known" as a row of a table and in an address.
UNKNOWN: Final = "-"


class Measure(StrEnum):
    """A column of a table. The words are those of the address."""

    BEFORE = "sisa"
    IN = "masuk"
    FINISHED = "berakhir"
    REVOKED = "dicabut"
    MOVED = "dilimpahkan"
    DIED = "meninggal"
    OUT = "keluar"
    AFTER = "akhir"
    DUE = "wajib"
    REPORTED = "lapor"
    NOT_REPORTED = "belum"
    MANY_MISSES = "terlewat3"
    PRESENT = "hadir"
    POST = "pos"
    ONLINE = "daring"
    VISITED = "kunjungan"
    STAND_IN = "titip"
    EXCUSED = "izin"


#: How a guidance leaves the office. Whoever was entered in error was never there.
LEAVES: Final[Mapping[Status, Measure]] = {
    Status.BERAKHIR: Measure.FINISHED,
    Status.DICABUT: Measure.REVOKED,
    Status.DILIMPAHKAN: Measure.MOVED,
    Status.MENINGGAL: Measure.DIED,
}
_OUT: Final = frozenset(LEAVES.values())

#: The kind that stands for a client who came in several ways in one month, the strongest first.
_STRONGEST: Final = (
    (AttendanceKind.HADIR, Measure.PRESENT),
    (AttendanceKind.POS, Measure.POST),
    (AttendanceKind.DARING, Measure.ONLINE),
    (AttendanceKind.KUNJUNGAN, Measure.VISITED),
    (AttendanceKind.TITIP, Measure.STAND_IN),
)


@dataclass(frozen=True, slots=True)
class Reporting:
    """How one client met his duty in the span. `due`: periods owed (none excused, none suspended); `met` of them.

    `excused`: periods in which he was excused. `kinds`: what was recorded for him in the span. `misses`: in a row, at
    the end of the span.
    """

    due: int = 0
    met: int = 0
    excused: int = 0
    misses: int = 0
    kinds: frozenset[AttendanceKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Guided:
    """One guidance as reports count it. `history`: (day, status), the first one first.

    `entered_on`: the day the office received the client. `reporting` is None for whoever is not looked at.
    Codes only; words are found by whoever shows them.
    """

    id: int
    entered_on: date
    history: Sequence[tuple[date, Status]]
    sex: str = ""
    section: str = ""
    programme: str = ""
    offence: str = ""
    age: int | None = None
    education: str = ""
    occupation: str = ""
    regency: str = ""
    district: str = ""
    officer: str = ""
    ground: str = ""
    end_date: date | None = None
    is_recidivist: bool = False
    reporting: Reporting | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """How one guidance stands in the balance of a span: there before, there after, what it did in between."""

    before: bool
    after: bool
    moves: tuple[Measure, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every column in which it stands; a client who came back twice stands in it twice."""
        ends = ((Measure.BEFORE,) if self.before else ()) + ((Measure.AFTER,) if self.after else ())
        return ends + self.moves + tuple(Measure.OUT for move in self.moves if move in _OUT)


def balance(one: Guided, first: date, last: date) -> Balance:
    """What a guidance does in the days from `first` to `last`, both included.

    A change dated before the client was received happened on the day he was received: nobody leaves before he came.
    """
    early = [status for on, status in one.history if on <= one.entered_on]
    turns = [(one.entered_on, status) for status in (Status.AKTIF, *early[-1:])]
    turns += [(on, status) for on, status in one.history if on > one.entered_on]
    there, before, moves = False, False, []
    for on, status in turns:
        if on > last:
            break
        now = status in ACTIVE
        if on < first:
            before = now
        elif now != there:
            moves.append(Measure.IN if now else LEAVES.get(status, Measure.FINISHED))
        there = now
    return Balance(before, there, tuple(moves))


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the report. `rows`: the keys in their order; `cells`: who stands in (row, measure).

    A number is the length of a cell and never a sum of its own. A client who came back within the span stands twice
    among those who came in, as he does in the office's book.
    """

    key: str
    measures: tuple[Measure, ...]
    rows: tuple[str, ...]
    cells: Mapping[tuple[str, Measure], tuple[Guided, ...]]

    def at(self, row: str, measure: Measure, sex: str = "") -> tuple[Guided, ...]:
        """Who stands in a cell, in all rows for an empty `row`; only those of a sex where one is given."""
        rows = (row,) if row else self.rows
        return tuple(
            one for name in rows for one in self.cells.get((name, measure), ()) if not sex or one.sex == sex
        )

    def rate(self, row: str = "") -> int | None:
        """Per cent of the periods owed that were met, rounded; None where nothing was owed."""
        due, met = self.owed(row)
        return round(100 * met / due) if due else None

    def owed(self, row: str = "") -> tuple[int, int]:
        """Periods owed and met by those of a row: the denominator and the numerator of the rate."""
        those = [one.reporting for one in self.at(row, Measure.DUE) if one.reporting]
        return sum(one.due for one in those), sum(one.met for one in those)


@dataclass(frozen=True, slots=True)
class Book:
    """Everybody the office may count, and how he stands in the balance of a span."""

    first: date
    last: date
    balances: Sequence[tuple[Guided, Balance]]

    @property
    def after(self) -> list[Guided]:
        """Who is under guidance at the end of the last day."""
        return [one for one, held in self.balances if held.after]

    def moved(self, measure: Measure) -> list[Guided]:
        """Who made a move, once for each time."""
        return [one for one, held in self.balances for move in held.moves if move is measure]


def book(everybody: Iterable[Guided], first: date, last: date) -> Book:
    """Lay everybody beside a span of days."""
    return Book(first, last, [(one, balance(one, first, last)) for one in everybody])


def table(
    key: str,
    measures: Sequence[Measure],
    entries: Iterable[tuple[str, Measure, Guided]],
    order: Sequence[str] = (),
) -> Table:
    """Gather (row, measure, who) into a table. Rows in `order` come first and always; others by their key, unknown last."""
    cells: dict[tuple[str, Measure], list[Guided]] = defaultdict(list)
    seen = dict.fromkeys(order)
    others = set()
    for row, measure, one in entries:
        cells[(row or UNKNOWN, measure)].append(one)
        others.add(row or UNKNOWN)
    rest = sorted(others - set(seen), key=lambda row: (row == UNKNOWN, row))
    return Table(key, tuple(measures), (*seen, *rest), {cell: tuple(who) for cell, who in cells.items()})


BALANCE: Final = (
    Measure.BEFORE,
    Measure.IN,
    Measure.FINISHED,
    Measure.REVOKED,
    Measure.MOVED,
    Measure.DIED,
    Measure.AFTER,
)
DUTY: Final = (
    Measure.AFTER,
    Measure.DUE,
    Measure.REPORTED,
    Measure.NOT_REPORTED,
    Measure.MANY_MISSES,
)
KINDS: Final = (
    Measure.DUE,
    *(measure for _, measure in _STRONGEST),
    Measure.EXCUSED,
    Measure.NOT_REPORTED,
)
#: The age groups of the monthly report: (key, first age, last age).
AGES: Final = (
    ("<12", 0, 11),
    ("12-13", 12, 13),
    ("14-17", 14, 17),
    ("18-20", 18, 20),
    ("21-30", 21, 30),
    ("31-40", 31, 40),
    ("41-50", 41, 50),
    ("51-60", 51, 60),
    (">60", 61, 200),
)
WORKS, WORKS_NOT = "bekerja", "tidak_bekerja"
AGAIN, FIRST_TIME = "residivis", "bukan"
THIS_MONTH, NEXT_MONTH = "ini", "depan"
#: Misses in a row from which a client stands in a column of his own (Permenkumham 3/2018: a ground for revocation).
MANY: Final = 3
#: What registers write for nobody's work.
_NO_WORK: Final = frozenset(
    {"tidak bekerja", "belum bekerja", "pengangguran", "tidak ada", "belum/tidak bekerja"}
)


def age_group(age: int | None) -> str:
    """The age group of an age in whole years; unknown where it makes no sense."""
    return next((key for key, low, high in AGES if age is not None and low <= age <= high), UNKNOWN)


def works(occupation: str) -> str:
    """Whether an occupation is one: `bekerja`, `tidak_bekerja`, or unknown."""
    words = " ".join(occupation.casefold().split())
    if not words or words == UNKNOWN:
        return UNKNOWN
    return WORKS_NOT if words in _NO_WORK else WORKS


def monthly(
    held: Book, *, programmes: Sequence[str], officers: Sequence[str], ends: tuple[date, date]
) -> tuple[Table, ...]:
    """The twelve tables of the monthly report (domain section 4.4). `ends`: last days of the month and of the next.

    `programmes`, `officers`: rows that come first and always, in their order.
    """
    there = held.after
    return (
        _balance_table(held, programmes),
        _there("kejahatan", there, lambda one: one.offence),
        _there("umur", there, lambda one: age_group(one.age), [key for key, _, _ in AGES]),
        _there("pendidikan", there, lambda one: one.education),
        _there("pekerjaan", there, lambda one: works(one.occupation), (WORKS, WORKS_NOT)),
        _there("wilayah", there, lambda one: f"{one.regency} / {one.district}".strip(" /")),
        table("pk", DUTY, _duty(there, lambda one: one.officer), officers),
        table("absen", KINDS, _kinds(there, lambda one: one.programme), _used(programmes, there)),
        table("hmb", (Measure.AFTER,), _ending(there, *ends), (THIS_MONTH, NEXT_MONTH)),
        table("baru", (Measure.IN,), ((one.programme, Measure.IN, one) for one in held.moved(Measure.IN))),
        table(
            "cabut",
            (Measure.REVOKED,),
            ((one.ground, Measure.REVOKED, one) for one in held.moved(Measure.REVOKED)),
        ),
        _there(
            "residivis", there, lambda one: AGAIN if one.is_recidivist else FIRST_TIME, (FIRST_TIME, AGAIN)
        ),
    )


def _balance_table(held: Book, programmes: Sequence[str]) -> Table:
    entries = [(one.programme, measure, one) for one, stands in held.balances for measure in stands.measures]
    return table("keadaan", BALANCE, entries, _used(programmes, [one for _, _, one in entries]))


def _used(order: Sequence[str], those: Iterable[Guided]) -> list[str]:
    """The rows of an order that somebody stands in."""
    used = {one.programme for one in those}
    return [row for row in order if row in used]


def _there(
    key: str, there: Iterable[Guided], of: Callable[[Guided], str], order: Sequence[str] = ()
) -> Table:
    return table(key, (Measure.AFTER,), ((of(one), Measure.AFTER, one) for one in there), order)


def _duty(there: Iterable[Guided], of: Callable[[Guided], str]) -> Iterable[tuple[str, Measure, Guided]]:
    for one in there:
        yield of(one), Measure.AFTER, one
        reporting = one.reporting
        if reporting is None:
            continue
        if reporting.due:
            yield of(one), Measure.DUE, one
            met = reporting.met >= reporting.due
            yield of(one), Measure.REPORTED if met else Measure.NOT_REPORTED, one
        if reporting.misses >= MANY:
            yield of(one), Measure.MANY_MISSES, one


def _kinds(there: Iterable[Guided], of: Callable[[Guided], str]) -> Iterable[tuple[str, Measure, Guided]]:
    """Everybody with a duty, and each of them in exactly one further column."""
    for one in there:
        reporting = one.reporting
        if reporting is not None and (reporting.due or reporting.excused):
            yield of(one), Measure.DUE, one
            yield of(one), _kind(reporting), one


def _kind(reporting: Reporting) -> Measure:
    """The one column of a client. Who owed nothing more than the day of his registration was present on it."""
    if not reporting.due:
        return Measure.EXCUSED
    if reporting.met < reporting.due:
        return Measure.NOT_REPORTED
    return next((measure for kind, measure in _STRONGEST if kind in reporting.kinds), Measure.PRESENT)


def _ending(there: Iterable[Guided], last: date, next_end: date) -> Iterable[tuple[str, Measure, Guided]]:
    """Whose guidance is to end this month, and the next. Whoever is past his end already waits in this month."""
    for one in there:
        if one.end_date is not None and one.end_date <= next_end:
            yield THIS_MONTH if one.end_date <= last else NEXT_MONTH, Measure.AFTER, one
