"""What is refused in a change of status, and what is asked before it is believed."""

from dataclasses import replace
from datetime import date

import pytest

from bimbing.rules.status import Status
from bimbing.rules.steps import (
    Doubt,
    Guidance,
    Refusal,
    Step,
    doubts_of,
    last_change,
    moved_refusal,
    refusal_of,
    visits_against,
)

TODAY = date(2026, 11, 24)
END = date(2026, 11, 10)
HERE = Guidance(
    status=Status.AKTIF,
    programme="PB",
    start=date(2026, 3, 10),
    end=END,
    history=[(date(2026, 3, 10), Status.AKTIF)],
    visits=[date(2026, 9, 8), date(2026, 10, 6), date(2026, 11, 3)],
)


def step(status: Status, on: date = END, **given: object) -> Step:
    return Step(status, on, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("taken", "refused"),
    [
        (step(Status.BERAKHIR, END), None),
        (step(Status.BERAKHIR, date(2026, 11, 9)), Refusal.EARLY_WITHOUT_REASON),
        (step(Status.BERAKHIR, date(2026, 11, 9), has_reason=True), None),
        (step(Status.DICABUT, date(2026, 11, 9)), None),
        (step(Status.MENINGGAL, TODAY), None),
        (step(Status.MENINGGAL, date(2026, 11, 25)), Refusal.NOT_COME),
        (step(Status.MENINGGAL, date(2026, 3, 10)), None),
        (step(Status.MENINGGAL, date(2026, 3, 9)), Refusal.BEFORE_START),
        (step(Status.DITAHAN, END, until=END), None),
        (step(Status.DITAHAN, END, until=date(2027, 5, 1)), None),  # a last day may be still to come
        (step(Status.DITAHAN, END, until=date(2026, 11, 9)), Refusal.UNTIL_BEFORE),
        (step(Status.BATAL, date(2020, 1, 1)), None),  # it undoes the entry, its days too
    ],
)
def test_days_that_contradict_the_guidance_are_refused(taken: Step, refused: Refusal | None) -> None:
    assert refusal_of(HERE, taken, TODAY) is refused


def test_a_change_cannot_lie_before_the_change_before_it() -> None:
    detained = replace(
        HERE, status=Status.DITAHAN, history=[*HERE.history, (date(2026, 6, 1), Status.DITAHAN)]
    )
    assert refusal_of(detained, step(Status.AKTIF, date(2026, 5, 31)), TODAY) is Refusal.BEFORE_LAST
    assert refusal_of(detained, step(Status.AKTIF, date(2026, 6, 1)), TODAY) is None


def test_the_day_of_the_entry_binds_nothing_but_an_imported_end_does() -> None:
    late = replace(HERE, start=None, history=[(date(2026, 11, 20), Status.AKTIF)])
    assert refusal_of(late, step(Status.MENINGGAL, date(2026, 5, 1)), TODAY) is None
    assert last_change(replace(HERE, history=[])) is None
    assert last_change(replace(HERE, history=[(END, Status.DICABUT)])) == END


@pytest.mark.parametrize(
    ("on", "refused"),
    [
        (date(2026, 6, 1), None),
        (date(2026, 5, 31), Refusal.BEFORE_LAST),
        (date(2026, 9, 1), None),
        (date(2026, 9, 2), Refusal.AFTER_NEXT),
        (date(2026, 3, 9), Refusal.BEFORE_START),
        (date(2026, 11, 25), Refusal.NOT_COME),
    ],
)
def test_an_event_moves_only_between_its_neighbours(on: date, refused: Refusal | None) -> None:
    found = moved_refusal(
        on, earliest=date(2026, 6, 1), latest=date(2026, 9, 1), start=date(2026, 3, 10), today=TODAY
    )
    assert found is refused


@pytest.mark.parametrize("status", [Status.BERAKHIR, Status.DICABUT, Status.DILIMPAHKAN, Status.MENINGGAL])
def test_a_visit_after_the_end_or_death_is_asked_about(status: Status) -> None:
    papers = {"request_on": END, "statement_on": END}
    guidance = replace(HERE, status=Status.CABUT_SEMENTARA)
    assert doubts_of(guidance, step(status, date(2026, 11, 3), **papers)) == []  # the last visit's own day
    assert doubts_of(guidance, step(status, date(2026, 11, 2), **papers)) == [Doubt.VISITS_AFTER]
    assert visits_against(guidance, step(status, date(2026, 10, 1))) == HERE.visits[1:]


def test_a_visit_in_detention_is_asked_about_up_to_its_last_day() -> None:
    taken = step(Status.DITAHAN, date(2026, 9, 8), until=date(2026, 10, 6))
    assert visits_against(HERE, taken) == HERE.visits[:2]
    assert doubts_of(HERE, taken) == [Doubt.VISITS_DURING]
    assert doubts_of(HERE, step(Status.DITAHAN, date(2026, 9, 9), until=date(2026, 10, 5))) == []
    assert visits_against(HERE, step(Status.DITAHAN, date(2026, 10, 7))) == HERE.visits[2:]


def test_nothing_is_asked_of_a_release_or_an_entry_in_error() -> None:
    assert doubts_of(HERE, step(Status.AKTIF, date(2026, 4, 1))) == []
    assert doubts_of(HERE, step(Status.BATAL, date(2026, 4, 1))) == []


def test_a_revocation_without_a_provisional_one_before_it_is_asked_about() -> None:
    taken = step(Status.DICABUT)
    assert doubts_of(HERE, taken) == [Doubt.WITHOUT_PROVISIONAL]
    assert doubts_of(replace(HERE, status=Status.CABUT_SEMENTARA), taken) == []


@pytest.mark.parametrize(
    ("programme", "decided", "prosecuted", "asked"),
    [
        ("PB", date(2027, 2, 10), None, False),
        ("PB", date(2027, 2, 11), None, True),
        ("PB", date(2027, 2, 11), date(2027, 2, 10), False),
        ("PB", date(2027, 2, 11), date(2027, 2, 11), True),
        ("CB", date(2027, 2, 11), None, False),
    ],
)
def test_the_decisions_date_is_measured_by_the_limit_for_parole_alone(
    programme: str, decided: date, prosecuted: date | None, asked: bool
) -> None:
    guidance = replace(HERE, status=Status.CABUT_SEMENTARA, programme=programme)
    taken = step(Status.DICABUT, decided_on=decided, prosecuted_on=prosecuted)
    assert (Doubt.AFTER_LIMIT in doubts_of(guidance, taken)) is asked


def test_a_transfer_asks_for_both_papers() -> None:
    one, both = {"request_on": END}, {"request_on": END, "statement_on": END}
    assert doubts_of(HERE, step(Status.DILIMPAHKAN, **one)) == [Doubt.PAPERS_MISSING]
    assert doubts_of(HERE, step(Status.DILIMPAHKAN, **both)) == []
