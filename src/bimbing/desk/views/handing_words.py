"""What the pages of a hand-over say: why somebody stays, what was done since, how caseloads change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bimbing.desk.queries.handing import Done
from bimbing.offices.models import Section
from bimbing.rules.dates import short_date
from bimbing.supervision.actions import Clash, CoverRefused, Why
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries.caseloads import Load

WHY_WORDS: Final[Mapping[Why, Promise | str]] = {
    Why.GONE: gettext_lazy("no longer within your reach"),
    Why.CHANGED: gettext_lazy("somebody changed the record meanwhile"),
    Why.ENDED: gettext_lazy("the guidance has ended"),
    Why.SAME: gettext_lazy("is with this officer already"),
    Why.SECTION: gettext_lazy("the receiver works in the other section"),
    Why.LATER: gettext_lazy("the present officer began later than this day"),
}
DONE_WORDS: Final[Mapping[Done, Promise | str]] = {
    Done.CHANGED: gettext_lazy("the record was changed or handed on"),
    Done.VISIT: gettext_lazy("a visit was recorded"),
    Done.NOTE: gettext_lazy("a note was written"),
    Done.EXCUSE: gettext_lazy("an excuse was given"),
}
_FULL: Final = 100.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar, in per cent of its full length."""

    kind: str
    start: float
    size: float


@dataclass(frozen=True, slots=True)
class LoadLine:
    """An officer in the table of caseloads: now and after, children apart; `picked`: receives."""

    load: Load
    after: int
    adults_after: int
    children_after: int
    may_receive: bool
    picked: bool
    pieces: Sequence[Piece]

    @property
    def change(self) -> int:
        return self.after - self.load.total

    @property
    def change_words(self) -> str:
        return f"+{self.change}" if self.change > 0 else f"−{-self.change}" if self.change else ""

    @property
    def section_words(self) -> str:
        """`Dewasa`, `Anak`, or both."""
        section = self.load.officer.section
        return str(Section(section).label) if section else _("both sections")


def load_lines(
    loads: Sequence[Load],
    rows: Sequence[Supervision],
    given: Mapping[int, int],
    *,
    receivers: Collection[int],
    picked: Collection[int],
) -> list[LoadLine]:
    """How every caseload changes when `given` (guidance -> receiver) is done. Who neither gives nor can receive is left
    out; who gives stands first."""
    moved: dict[tuple[int, bool], int] = {}
    givers: set[int] = set()
    for row in rows:
        if row.officer_id is not None:
            givers.add(row.officer_id)
        if (taker := given.get(row.pk)) is None:
            continue
        child = row.section == Section.JUVENILE
        for officer, step in ((row.officer_id, -1), (taker, 1)):
            if officer is not None:
                moved[officer, child] = moved.get((officer, child), 0) + step
    counted = [
        (
            load,
            load.adults + moved.get((load.officer.pk, False), 0),
            load.children + moved.get((load.officer.pk, True), 0),
        )
        for load in loads
        if load.officer.pk in receivers or load.officer.pk in givers
    ]
    longest = max((max(load.total, adults + children) for load, adults, children in counted), default=0) or 1
    lines = [
        LoadLine(
            load=load,
            after=adults + children,
            adults_after=adults,
            children_after=children,
            may_receive=load.officer.pk in receivers,
            picked=load.officer.pk in picked,
            pieces=_pieces(load, adults, children, longest),
        )
        for load, adults, children in counted
    ]
    return sorted(lines, key=lambda line: line.load.officer.pk not in givers)


def _pieces(load: Load, adults: int, children: int, longest: int) -> list[Piece]:
    """Adults who stay, children who stay, who comes, who goes."""
    parts = (
        ("accent", min(load.adults, adults)),
        ("hint", min(load.children, children)),
        ("ok", max(0, adults - load.adults) + max(0, children - load.children)),
        ("neutral", max(0, load.adults - adults) + max(0, load.children - children)),
    )
    pieces, start = [], 0.0
    for kind, number in parts:
        size = round(_FULL * number / longest, 2)
        if size:
            pieces.append(Piece(kind, round(start, 2), size))
        start += size
    return pieces


def givers_words(rows: Sequence[Supervision]) -> str:
    """`Ani (38), Budi (2), tanpa PK (1)`: who has them now, most first."""
    numbers: dict[str, int] = {}
    for row in rows:
        name = row.officer.full_name if row.officer else _("No officer")
        numbers[name] = numbers.get(name, 0) + 1
    ordered = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} ({number})" for name, number in ordered)


def clash_words(refused: CoverRefused, absent: str, substitute: str) -> str:
    """The sentence that says why a cover cannot stand."""
    other = refused.other
    if other is None:
        return _("%(substitute)s works in one section only and would not see %(number)d of the clients.") % {
            "substitute": substitute,
            "number": refused.number,
        }
    days = {
        "absent": other.absent.full_name,
        "substitute": other.substitute.full_name,
        "since": short_date(other.since),
        "until": short_date(other.until),
    }
    sentence = {
        Clash.ABSENT_HAS_ONE: _(
            "%(substitute)s already stands in for %(absent)s from %(since)s until %(until)s. Change that cover, or end it."
        ),
        Clash.ABSENT_STANDS_IN: _(
            "%(substitute)s stands in for %(absent)s from %(since)s until %(until)s and cannot be absent then. First find somebody else for those clients."
        ),
        Clash.SUBSTITUTE_AWAY: _(
            "%(absent)s is absent from %(since)s until %(until)s and cannot stand in then."
        ),
    }[refused.clash]
    return sentence % days
