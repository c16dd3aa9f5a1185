"""The three phases of guidance (PP 31/1999 art. 31 to 35): suggested boundaries.

The panel session (sidang TPP) decides when a client moves on; what is computed here only suggests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final


class Phase(StrEnum):
    """A phase of guidance, in order."""

    AWAL = "awal"
    LANJUTAN = "lanjutan"
    AKHIR = "akhir"


PHASE_FRACTIONS: Final = (Fraction(1, 4), Fraction(3, 4))
"""Office practice; the regulation gives no fractions."""


@dataclass(frozen=True, slots=True)
class PhaseBoundaries:
    """First day of the second and of the third phase."""

    lanjutan_from: date
    akhir_from: date


class PhaseStep(StrEnum):
    """What the panel decided, beside the phase that the client was in."""

    BEGINS = "masuk"
    MOVES_ON = "naik"
    STAYS = "tetap"
    GOES_BACK = "kembali"


def step_of(current: Phase | None, wanted: Phase) -> PhaseStep:
    """The step from the phase that is recorded (None: none yet) to the one that the panel says."""
    if current is None:
        return PhaseStep.BEGINS
    order = list(Phase)
    before, after = order.index(current), order.index(wanted)
    if before == after:
        return PhaseStep.STAYS
    return PhaseStep.MOVES_ON if after > before else PhaseStep.GOES_BACK


def is_unusual(current: Phase | None, wanted: Phase) -> bool:
    """Whether a step passes a phase over or leads back: the panel may, but says why."""
    if current is None:
        return False
    order = list(Phase)
    return order.index(wanted) - order.index(current) not in (0, 1)


@dataclass(frozen=True, slots=True)
class DecidedPhase:
    """A decision of the panel. `counts_from`: from when on the duty follows it; `withdrawn_on`: its last day there."""

    phase: Phase
    since: date
    counts_from: date
    withdrawn_on: date | None = None


def phases_by_day(decisions: Sequence[DecidedPhase]) -> tuple[tuple[date, Phase], ...]:
    """From which day on a client is in which phase: what stands, in the order in which it was decided."""
    return tuple((one.since, one.phase) for one in decisions if one.withdrawn_on is None)


def phases_of_duty(decisions: Sequence[DecidedPhase]) -> tuple[tuple[date, Phase | None], ...]:
    """From which day on which phase counts for the duty. A withdrawn decision held until it was withdrawn."""
    days = {one.counts_from for one in decisions}
    days |= {one.withdrawn_on + timedelta(days=1) for one in decisions if one.withdrawn_on is not None}

    def holds(day: date) -> Phase | None:
        for one in reversed(decisions):
            if one.counts_from <= day and (one.withdrawn_on is None or day <= one.withdrawn_on):
                return one.phase
        return None

    return tuple((day, holds(day)) for day in sorted(days))


class PhaseProblem(StrEnum):
    """Why a decision of the panel cannot be recorded with these days."""

    BEFORE_START = "before_start"
    AFTER_END = "after_end"
    NOT_AFTER_LAST = "not_after_last"
    PANEL_TO_COME = "panel_to_come"


def phase_problem(
    *, since: date, tpp_on: date, today: date, start: date | None, end: date | None, last: date | None
) -> PhaseProblem | None:
    """What is wrong with the days of a decision, or None. `last`: first day of the decision that stands."""
    if tpp_on > today:
        return PhaseProblem.PANEL_TO_COME
    if start is not None and since < start:
        return PhaseProblem.BEFORE_START
    if end is not None and since > end:
        return PhaseProblem.AFTER_END
    return PhaseProblem.NOT_AFTER_LAST if last is not None and since <= last else None


def phase_boundaries(
    start: date, end: date, fractions: tuple[Fraction, Fraction] = PHASE_FRACTIONS
) -> PhaseBoundaries:
    """The days on which the second and third phase would begin: start + floor(days x fraction).

    Raises ValueError when the end lies before the start or the fractions are not in order.
    """
    first, second = fractions
    if end < start:
        raise ValueError("the guidance ends before it starts")
    if not 0 <= first <= second <= 1:
        raise ValueError("phase fractions must rise from 0 to 1")
    days = (end - start).days
    return PhaseBoundaries(
        lanjutan_from=start + timedelta(days=int(days * first)),
        akhir_from=start + timedelta(days=int(days * second)),
    )


def suggested_phase(
    start: date, end: date, today: date, fractions: tuple[Fraction, Fraction] = PHASE_FRACTIONS
) -> Phase:
    """The phase that the calendar suggests for `today`."""
    boundaries = phase_boundaries(start, end, fractions)
    if today >= boundaries.akhir_from:
        return Phase.AKHIR
    return Phase.LANJUTAN if today >= boundaries.lanjutan_from else Phase.AWAL


def phase_to_propose(
    current: Phase,
    start: date,
    end: date,
    today: date,
    fractions: tuple[Fraction, Fraction] = PHASE_FRACTIONS,
) -> Phase | None:
    """The next phase to put before the panel, or None while `current` is in step with the calendar.

    Always the phase right after `current`, even when the calendar is two ahead, and never a step back:
    the panel may have moved the client early on purpose.
    """
    order = list(Phase)
    position = order.index(current)
    if order.index(suggested_phase(start, end, today, fractions)) <= position:
        return None
    return order[position + 1]
