"""What somebody said of a row is kept: with the file, with the row, until it is taken back or its person is gone."""

from typing import Any

import pytest

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.intake.actions import commit, compare, undo
from bimbing.intake.actions.decided import SECOND, target_in
from bimbing.intake.actions.identity import decide, reopen
from bimbing.intake.models import ImportRow
from bimbing.offices.models import Office, Staff
from tests.factories import AT
from tests.intake.rows import SITI, SUWARNO, bring_in, row
from tests.intake.test_actions_identity import SUARNO, asked, outcomes, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def suwarno(dewi: Staff) -> Client:
    bring_in(dewi, row(SUWARNO))
    return Client.objects.get()


@pytest.fixture
def alike(dewi: Staff, suwarno: Client) -> ImportRow:
    """A waiting row that looks like Suwarno of the register."""
    return waiting(dewi, row(SUARNO)).rows.get()


def test_taken_back_the_question_is_open_again(dewi: Staff, suwarno: Client, alike: ImportRow) -> None:
    before = asked(alike.batch)
    for said in ("new", f"client:{suwarno.pk}", "skip"):
        decide(row=alike, as_=said, by=dewi, at=AT, anew=True)
        assert asked(alike.batch) == {}
    reopened = reopen(row=alike, by=dewi, at=AT)
    assert (reopened.identity, asked(alike.batch), reopened.outcome) == (None, before, "doubtful")
    assert Event.objects.filter(action="import.identity_reopened").count() == 1
    reopen(row=alike, by=dewi, at=AT)
    assert Event.objects.filter(action="import.identity_reopened").count() == 1


def test_a_decision_does_not_close_anothers_question(dewi: Staff, suwarno: Client) -> None:
    other = row(SITI, 8, full_name="SITI MUNAWARO", register_no="7", nik=None, birth_date="1985-01-05")
    bring_in(dewi, row(SITI), name="siti.xlsx")
    batch = waiting(dewi, row(SUARNO), other)
    assert (list(asked(batch)), list(asked(batch, 8))) == (["looks_like_known"], ["looks_like_known"])
    decide(row=batch.rows.get(row=7), as_="new", by=dewi, at=AT)
    assert (list(asked(batch)), list(asked(batch, 8))) == ([], ["looks_like_known"])
    batch.refresh_from_db()
    assert (batch.counts["look_alikes"], batch.counts["decided"]) == (1, 1)


def test_a_question_ends_when_the_other_row_turns_out_to_be_the_same(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO), row(SUARNO, 8))
    decide(row=batch.rows.get(row=7), as_="row:PB!8", by=dewi, at=AT)
    assert asked(batch, 8) == {}


def test_the_decision_holds_when_the_same_file_is_dropped_again(
    dewi: Staff, suwarno: Client, alike: ImportRow
) -> None:
    decide(row=alike, as_="new", by=dewi, at=AT)
    again = waiting(dewi, row(SUARNO))
    assert (again.pk, asked(again), outcomes(again)) == (alike.batch_id, {}, ["new"])
    compare(batch=again, at=AT)
    assert asked(again) == {}


def test_the_decision_holds_when_the_file_comes_back_after_an_undo(
    dewi: Staff, suwarno: Client, alike: ImportRow
) -> None:
    decide(row=alike, as_=f"client:{suwarno.pk}", guidance=SECOND, by=dewi, at=AT)
    commit(batch=alike.batch, by=dewi, at=AT)
    undo(batch=alike.batch, by=dewi, at=AT)
    again = waiting(dewi, row(SUARNO))
    assert again.pk != alike.batch_id
    assert (again.rows.get().client_id, asked(again)) == (suwarno.pk, {})


def test_a_corrected_file_keeps_the_decisions_of_the_rows_it_left_alone(
    dewi: Staff, suwarno: Client, alike: ImportRow
) -> None:
    decide(row=alike, as_="skip", by=dewi, at=AT)
    corrected = waiting(dewi, row(SITI, 6), row(SUARNO, 12), name="corrected.xlsx")
    assert outcomes(corrected) == ["new", "rejected"]


def test_a_decision_about_somebody_who_is_gone_is_none(dewi: Staff, office: Office) -> None:
    first, _ = bring_in(dewi, row(SUWARNO))
    batch = waiting(dewi, row(SITI, 8))
    decide(row=batch.rows.get(), as_=f"client:{Client.objects.get().pk}", by=dewi, at=AT)
    undo(batch=first, by=dewi, at=AT)
    compare(batch=batch, at=AT)
    assert (outcomes(batch), batch.rows.get().client_id) == (["new"], None)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("client:12", (12, None)),
        ("row:JAN! 2026!7", (None, ("JAN! 2026", 7))),
        ("row:!7", (None, ("", 7))),
        ("row:PB", (None, None)),
        ("client:", (None, None)),
        ("client:١٢", (None, None)),
    ],
)
def test_a_target_is_read_as_it_is_written(said: str, found: tuple[Any, Any]) -> None:
    assert target_in(said) == found
