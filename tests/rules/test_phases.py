from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.phases import (
    Phase,
    PhaseProblem,
    PhaseStep,
    is_unusual,
    phase_boundaries,
    phase_problem,
    phase_to_propose,
    step_of,
    suggested_phase,
)


@pytest.mark.parametrize(
    ("start", "end", "lanjutan", "akhir"),
    [
        (date(2026, 3, 10), date(2028, 3, 10), date(2026, 9, 8), date(2027, 9, 9)),
        (date(2019, 1, 3), date(2019, 5, 8), date(2019, 2, 3), date(2019, 4, 6)),
        (date(2025, 12, 1), date(2026, 5, 1), date(2026, 1, 7), date(2026, 3, 24)),
    ],
)
def test_phases_change_after_one_and_three_quarters(
    start: date, end: date, lanjutan: date, akhir: date
) -> None:
    boundaries = phase_boundaries(start, end)
    assert (boundaries.lanjutan_from, boundaries.akhir_from) == (lanjutan, akhir)
    assert suggested_phase(start, end, lanjutan - timedelta(days=1)) is Phase.AWAL
    assert suggested_phase(start, end, lanjutan) is Phase.LANJUTAN
    assert suggested_phase(start, end, akhir - timedelta(days=1)) is Phase.LANJUTAN
    assert suggested_phase(start, end, akhir) is Phase.AKHIR


def test_the_fractions_are_a_setting() -> None:
    halves = (Fraction(1, 3), Fraction(2, 3))
    boundaries = phase_boundaries(date(2026, 1, 1), date(2026, 1, 31), halves)
    assert (boundaries.lanjutan_from, boundaries.akhir_from) == (date(2026, 1, 11), date(2026, 1, 21))


@pytest.mark.parametrize("fractions", [(Fraction(3, 4), Fraction(1, 4)), (Fraction(1, 4), Fraction(5, 4))])
def test_fractions_out_of_order_are_refused(fractions: tuple[Fraction, Fraction]) -> None:
    with pytest.raises(ValueError, match="rise"):
        phase_boundaries(date(2026, 1, 1), date(2026, 1, 31), fractions)


def test_an_end_before_the_start_has_no_phases() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        phase_boundaries(date(2026, 1, 2), date(2026, 1, 1))


def test_the_panel_is_asked_for_one_step_at_a_time_and_never_backwards() -> None:
    start, end = date(2026, 3, 10), date(2028, 3, 10)
    assert phase_to_propose(Phase.AWAL, start, end, date(2026, 9, 7)) is None
    assert phase_to_propose(Phase.AWAL, start, end, date(2026, 9, 8)) is Phase.LANJUTAN
    assert phase_to_propose(Phase.AWAL, start, end, date(2027, 12, 1)) is Phase.LANJUTAN
    assert phase_to_propose(Phase.LANJUTAN, start, end, date(2027, 12, 1)) is Phase.AKHIR
    assert phase_to_propose(Phase.AKHIR, start, end, date(2026, 4, 1)) is None
    assert phase_to_propose(Phase.AKHIR, start, end, date(2030, 4, 1)) is None


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 4000))
def test_boundaries_lie_inside_the_guidance_and_in_order(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    boundaries = phase_boundaries(start, end)
    assert start <= boundaries.lanjutan_from <= boundaries.akhir_from <= end


@pytest.mark.parametrize(
    ("current", "wanted", "step", "unusual"),
    [
        (None, Phase.LANJUTAN, PhaseStep.BEGINS, False),
        (Phase.AWAL, Phase.LANJUTAN, PhaseStep.MOVES_ON, False),
        (Phase.AWAL, Phase.AKHIR, PhaseStep.MOVES_ON, True),
        (Phase.LANJUTAN, Phase.LANJUTAN, PhaseStep.STAYS, False),
        (Phase.AKHIR, Phase.LANJUTAN, PhaseStep.GOES_BACK, True),
    ],
)
def test_what_the_panel_decided_follows_from_both_phases(
    current: Phase | None, wanted: Phase, step: PhaseStep, unusual: bool
) -> None:
    assert (step_of(current, wanted), is_unusual(current, wanted)) == (step, unusual)


@pytest.mark.parametrize(
    ("since", "tpp_on", "last", "problem"),
    [
        (date(2026, 3, 10), date(2026, 11, 24), None, None),
        (date(2028, 3, 10), date(2026, 11, 24), None, None),
        (date(2026, 3, 9), date(2026, 11, 24), None, PhaseProblem.BEFORE_START),
        (date(2028, 3, 11), date(2026, 11, 24), None, PhaseProblem.AFTER_END),
        (date(2026, 9, 8), date(2026, 11, 25), None, PhaseProblem.PANEL_TO_COME),
        (date(2026, 9, 8), date(2026, 11, 24), date(2026, 9, 8), PhaseProblem.NOT_AFTER_LAST),
        (date(2026, 9, 9), date(2026, 11, 24), date(2026, 9, 8), None),
    ],
)
def test_the_days_of_a_decision(
    since: date, tpp_on: date, last: date | None, problem: PhaseProblem | None
) -> None:
    found = phase_problem(
        since=since,
        tpp_on=tpp_on,
        today=date(2026, 11, 24),
        start=date(2026, 3, 10),
        end=date(2028, 3, 10),
        last=last,
    )
    assert found is problem
