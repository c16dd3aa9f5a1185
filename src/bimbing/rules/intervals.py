"""How often a client reports, from which day on: the one place where the four answers meet.

His own interval comes first (an officer said so for him), then what the office says of the phase he is in, then what
it says of his programme, then once a month.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from bimbing.rules.duty_facts import Interval
from bimbing.rules.phases import Phase

USUAL: Final = Interval.BULANAN
_T = TypeVar("_T")
#: What holds from a day on, in the order of days.
Since = Sequence[tuple[date, _T]]


@dataclass(frozen=True, slots=True)
class IntervalTimeline:
    """The interval as the guidance begins, and each other one with the first day from which it holds."""

    first: Interval
    later: tuple[tuple[date, Interval], ...] = ()

    def on(self, day: date) -> Interval:
        """The interval in force on a day."""
        for since, interval in reversed(self.later):
            if since <= day:
                return interval
        return self.first


def interval_timeline(
    *,
    own: Interval | None = None,
    programme: Since[Interval] = (),
    by_phase: Since[Mapping[Phase, Interval]] = (),
    phases: Since[Phase | None] = (),
) -> IntervalTimeline:
    """The intervals of one guidance.

    `programme`: what holds for its programme. `by_phase`: what the office says of phases; a phase that it does not
    name follows the programme. `phases`: from which days on the client's phase counts for his duty.
    """
    if own is not None:
        return IntervalTimeline(own)
    days = sorted({day for since in (programme, by_phase, phases) for day, _ in since} - {date.min})
    first = _in_force(date.min, programme, by_phase, phases)
    later: list[tuple[date, Interval]] = []
    for day in days:
        interval = _in_force(day, programme, by_phase, phases)
        if interval is not (later[-1][1] if later else first):
            later.append((day, interval))
    return IntervalTimeline(first, tuple(later))


def _in_force(
    day: date,
    programme: Since[Interval],
    by_phase: Since[Mapping[Phase, Interval]],
    phases: Since[Phase | None],
) -> Interval:
    phase, said = latest(phases, day), latest(by_phase, day)
    if phase is not None and said is not None and phase in said:
        return said[phase]
    return latest(programme, day) or USUAL


def latest(since: Since[_T], day: date) -> _T | None:
    """What holds on a day: the last that has begun; None before the first."""
    for begins, value in reversed(since):
        if begins <= day:
            return value
    return None
