"""A row that resembles somebody is asked about; what a person says of it is obeyed, remembered and can be taken back."""

from typing import Any

import pytest

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.intake.actions import commit, receive
from bimbing.intake.actions.decided import SAME, SECOND, others_in
from bimbing.intake.actions.identity import (
    AlreadyDecided,
    InACircle,
    NoSuchPerson,
    NotWaiting,
    decide,
    reopen,
)
from bimbing.intake.models import Import, ImportRow
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Role
from bimbing.supervision.models import Supervision
from tests.at_once import at_once
from tests.factories import AT, OfficeFactory, StaffFactory
from tests.intake.rows import SITI, SUWARNO, bring_in, row, workbook

pytestmark = pytest.mark.django_db

#: SUWARNO written by another hand: another spelling, day and month changed over, no NIK, a book of its own.
SUARNO: dict[str, Any] = {
    "full_name": "SUARNO",
    "birth_date": "1990-10-05",
    "address": "Desa Ngraho, Bojonegoro",
    "register_no": "201/PB/2026",
    "programme": "PB",
    "start_date": "2026-03-12",
    "end_date": "2028-03-10",
}


def waiting(by: Staff, *rows: Any, name: str = "second.xlsx") -> Import:
    return receive(office=by.office, workbook=workbook(*rows, name=name), by=by, at=AT)


def asked(batch: Import, number: int = 7) -> dict[str, dict[str, Any]]:
    issues = batch.rows.get(row=number).issues
    return {issue["code"]: issue.get("params", {}) for issue in issues if issue["severity"] != "note"}


def noted(batch: Import, number: int = 7) -> set[str]:
    return {issue["code"] for issue in batch.rows.get(row=number).issues if issue["severity"] == "note"}


def outcomes(batch: Import) -> list[str]:
    return list(batch.rows.order_by("pk").values_list("outcome", flat=True))


@pytest.fixture
def suwarno(dewi: Staff) -> Client:
    bring_in(dewi, row(SUWARNO))
    return Client.objects.get()


@pytest.fixture
def alike(dewi: Staff, suwarno: Client) -> ImportRow:
    """A waiting row that looks like Suwarno of the register."""
    return waiting(dewi, row(SUARNO)).rows.get()


# ---- what is asked


def test_a_row_that_resembles_somebody_of_the_register_is_asked_about(
    suwarno: Client, alike: ImportRow
) -> None:
    assert asked(alike.batch) == {
        "looks_like_known": {
            "others": f"client:{suwarno.pk}",
            "reasons": "name_variant|birth_swapped|same_village",
        }
    }
    assert (alike.outcome, alike.client_id, alike.batch.counts["look_alikes"]) == ("doubtful", None, 1)


def test_it_comes_in_as_another_person_while_nobody_says_who_it_is(
    dewi: Staff, suwarno: Client, alike: ImportRow
) -> None:
    commit(batch=alike.batch, by=dewi, at=AT)
    assert Client.objects.count() == 2
    assert "looks_like_known" in asked(alike.batch)


def test_an_earlier_row_of_the_file_is_asked_about_too(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO), row(SUARNO, 8))
    assert asked(batch) == {}
    assert asked(batch, 8)["looks_like_in_file"] == {
        "others": "row:PB!7",
        "reasons": "name_variant|birth_swapped|same_village",
        "row": "7",
        "sheet": "PB",
    }


def test_another_offices_persons_are_never_compared(dewi: Staff, candra: Staff) -> None:
    bring_in(candra, row(SUWARNO))
    assert asked(waiting(dewi, row(SUARNO))) == {}


def test_what_is_found_exactly_is_not_asked_about(dewi: Staff, suwarno: Client) -> None:
    assert asked(waiting(dewi, row(SUWARNO, decree_no="PAS-124"))) == {}


def test_namesakes_name_whom_they_mean(dewi: Staff, suwarno: Client) -> None:
    bare = row(SUWARNO, nik=None, birth_date=None, register_no="099/PB/2026")
    batch = waiting(dewi, bare)
    assert list(asked(batch)) == ["namesake_known"]
    assert others_in(batch.rows.get().issues) == [f"client:{suwarno.pk}"]


# ---- what is decided


def test_the_same_person_the_same_guidance(dewi: Staff, suwarno: Client, alike: ImportRow) -> None:
    decided = decide(row=alike, as_=f"client:{suwarno.pk}", guidance=SAME, by=dewi, at=AT)
    assert (decided.client_id, decided.outcome, asked(alike.batch)) == (suwarno.pk, "changed", {})
    counts = commit(batch=alike.batch, by=dewi, at=AT)
    assert (counts.new, counts.changed, Client.objects.count(), Supervision.objects.count()) == (0, 1, 1, 1)
    assert Client.objects.get().full_name == "SUARNO"


def test_the_same_person_by_the_rules_gets_a_guidance_where_none_fits(
    dewi: Staff, suwarno: Client, alike: ImportRow
) -> None:
    decide(row=alike, as_=f"client:{suwarno.pk}", by=dewi, at=AT)
    commit(batch=alike.batch, by=dewi, at=AT)
    assert (Client.objects.count(), Supervision.objects.count()) == (1, 2)


def test_the_same_person_a_second_guidance(dewi: Staff, suwarno: Client) -> None:
    batch = waiting(dewi, row(SUARNO, start_date="2026-03-10", register_no=None))
    decide(row=batch.rows.get(), as_=f"client:{suwarno.pk}", guidance=SECOND, by=dewi, at=AT)
    assert noted(batch) == {"second_guidance"}
    commit(batch=batch, by=dewi, at=AT)
    assert (Client.objects.count(), Supervision.objects.count()) == (1, 2)
    assert Client.objects.get().full_name == "SUWARNO"


def test_another_person_is_no_more_asked_about(dewi: Staff, suwarno: Client, alike: ImportRow) -> None:
    decided = decide(row=alike, as_="new", by=dewi, at=AT)
    assert (decided.outcome, asked(alike.batch)) == ("new", {})
    commit(batch=alike.batch, by=dewi, at=AT)
    assert Client.objects.count() == 2


@pytest.mark.parametrize(
    "values",
    [
        {"nik": None, "birth_date": None, "register_no": "099/PB/2026"},
        {"full_name": "SUPARMAN", "birth_date": "1971-01-01", "register_no": None},
        {"register_no": "099/PB/2026", "start_date": "2026-05-05"},
    ],
    ids=["a namesake", "the NIK of another", "even found exactly"],
)
def test_another_person_holds_against_every_sign(
    dewi: Staff, suwarno: Client, values: dict[str, Any]
) -> None:
    batch = waiting(dewi, row(SUWARNO, **values))
    decide(row=batch.rows.get(), as_="new", by=dewi, at=AT)
    assert asked(batch) == {}
    commit(batch=batch, by=dewi, at=AT)
    assert Client.objects.count() == 2


def test_a_name_alone_may_be_told(dewi: Staff, suwarno: Client) -> None:
    batch = waiting(dewi, row({"full_name": "SUWARNO"}))
    assert list(asked(batch)) == ["name_alone"]
    decide(row=batch.rows.get(), as_=f"client:{suwarno.pk}", by=dewi, at=AT)
    assert outcomes(batch) == ["same"]
    decide(row=batch.rows.get(), as_="new", anew=True, by=dewi, at=AT)
    assert outcomes(batch) == ["new"]


def test_a_row_that_is_not_to_be_entered_is_not(dewi: Staff, suwarno: Client, alike: ImportRow) -> None:
    decide(row=alike, as_="skip", by=dewi, at=AT)
    assert (outcomes(alike.batch), noted(alike.batch), asked(alike.batch)) == (
        ["rejected"],
        {"skipped_by_person"},
        {},
    )
    counts = commit(batch=alike.batch, by=dewi, at=AT)
    assert (counts.new, counts.rejected, Client.objects.count()) == (0, 1, 1)


def test_two_rows_are_one_person(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO), row(SUARNO, 8))
    decide(row=batch.rows.get(row=8), as_="row:PB!7", guidance=SAME, by=dewi, at=AT)
    assert outcomes(batch) == ["new", "same"]
    commit(batch=batch, by=dewi, at=AT)
    assert (Client.objects.count(), Supervision.objects.count()) == (1, 1)


def test_an_earlier_row_may_be_a_later_ones_person(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO), row(SUARNO, 8))
    decide(row=batch.rows.get(row=7), as_="row:PB!8", guidance=SECOND, by=dewi, at=AT)
    assert asked(batch, 8) == {}
    commit(batch=batch, by=dewi, at=AT)
    assert (Client.objects.count(), Supervision.objects.count()) == (1, 2)
    assert Client.objects.get().full_name == "SUARNO"


def test_a_row_may_be_the_person_of_a_row_that_came_in_before(dewi: Staff, suwarno: Client) -> None:
    batch = waiting(dewi, row(SUWARNO), row(SUARNO, 8))
    decide(row=batch.rows.get(row=8), as_="row:PB!7", guidance=SECOND, by=dewi, at=AT)
    commit(batch=batch, by=dewi, at=AT)
    assert list(Supervision.objects.values_list("client_id", flat=True)) == [suwarno.pk] * 2


def test_two_rows_that_say_the_same_may_be_two_persons(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO), row(SUWARNO, 8))
    decide(row=batch.rows.get(row=8), as_="new", by=dewi, at=AT)
    commit(batch=batch, by=dewi, at=AT)
    assert Client.objects.count() == 2


# ---- one person, two guidances


def test_asimilasi_and_then_parole_are_one_person_and_said_so(dewi: Staff) -> None:
    first = row(
        SUWARNO,
        programme="ASIMILASI",
        register_no="7/AS/2025",
        start_date="2025-06-01",
        end_date="2026-03-09",
    )
    batch = waiting(dewi, first, row(SUWARNO, 8))
    assert (outcomes(batch), noted(batch, 8)) == (["new", "new"], {"second_guidance"})
    note = next(one for one in batch.rows.get(row=8).issues if one["code"] == "second_guidance")
    assert note["params"] == {
        "programme": "ASIMILASI",
        "start": "2025-06-01",
        "row": "7",
        "sheet": "PB",
        "others": "row:PB!7",
    }
    assert (batch.counts["second_guidances"], batch.counts["look_alikes"]) == (1, 0)
    decide(row=batch.rows.get(row=8), as_="new", by=dewi, at=AT)  # somebody parts them
    commit(batch=batch, by=dewi, at=AT)
    assert Client.objects.count() == 2


def test_asimilasi_and_then_parole_written_otherwise_is_only_proposed(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO, programme="ASIMILASI", start_date="2025-06-01", end_date="2026-03-09"))
    batch = waiting(dewi, row(SUARNO))
    assert list(asked(batch)) == ["looks_like_known"]
    decide(row=batch.rows.get(), as_=f"client:{Client.objects.get().pk}", guidance=SAME, by=dewi, at=AT)
    commit(batch=batch, by=dewi, at=AT)
    assert sorted(Supervision.objects.values_list("programme_id", flat=True)) == ["ASIMILASI", "PB"]
    assert Client.objects.count() == 1


# ---- what is refused, and who is told


def test_a_decision_leaves_its_line_in_the_trail(dewi: Staff, suwarno: Client, alike: ImportRow) -> None:
    decide(row=alike, as_=f"client:{suwarno.pk}", by=dewi, at=AT)
    line = Event.objects.filter(action="import.identity_decided").get()
    assert (line.subject_id, line.client_id) == (alike.batch_id, None)  # nothing was done to the client yet
    assert line.changes == {"row": [None, "PB!7"], "identity": [None, f"client:{suwarno.pk}"]}


@pytest.mark.parametrize(
    "said", ["client:0", "client:x", "row:PB!99", "row:", "", "anybody", "client:9" + "9" * 30]
)
def test_nobody_who_is_not_there_is_named(dewi: Staff, alike: ImportRow, said: str) -> None:
    with pytest.raises(NoSuchPerson):
        decide(row=alike, as_=said, by=dewi, at=AT)
    alike.refresh_from_db()
    assert alike.identity is None


def test_a_client_out_of_reach_does_not_exist(dewi: Staff, candra: Staff, alike: ImportRow) -> None:
    bring_in(candra, row(SITI))
    stranger = Client.objects.get(full_name="SITI MUNAWAROH")
    with pytest.raises(NoSuchPerson):
        decide(row=alike, as_=f"client:{stranger.pk}", by=dewi, at=AT)
    children_only = StaffFactory(office=dewi.office, role=Role.REGISTRAR, section=Section.JUVENILE)
    with pytest.raises(NoSuchPerson):
        decide(row=alike, as_=f"client:{Client.objects.get(full_name='SUWARNO').pk}", by=children_only, at=AT)


def test_rows_are_not_each_other(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO), row(SUARNO, 8), row(SITI, 9))
    rows = {one.row: one for one in batch.rows.all()}
    decide(row=rows[8], as_="row:PB!7", by=dewi, at=AT)
    decide(row=rows[9], as_="row:PB!8", by=dewi, at=AT)
    for other in (7, 8, 9):
        with pytest.raises(InACircle):
            decide(row=rows[7], as_=f"row:PB!{other}", by=dewi, at=AT)


def test_what_is_brought_in_or_discarded_is_not_decided_any_more(dewi: Staff, alike: ImportRow) -> None:
    commit(batch=alike.batch, by=dewi, at=AT)
    for step in (
        lambda: decide(row=alike, as_="new", by=dewi, at=AT),
        lambda: reopen(row=alike, by=dewi, at=AT),
    ):
        with pytest.raises(NotWaiting):
            step()


def test_a_second_decision_is_told_of_the_first(dewi: Staff, suwarno: Client, alike: ImportRow) -> None:
    decide(row=alike, as_="skip", by=dewi, at=AT)
    decide(row=alike, as_="skip", by=dewi, at=AT)  # pressed twice
    with pytest.raises(AlreadyDecided) as refused:
        decide(row=alike, as_="new", by=dewi, at=AT)
    assert (refused.value.identity["as"], refused.value.identity["by"]) == ("skip", "Dewi")
    decide(row=alike, as_="new", anew=True, by=dewi, at=AT)
    assert Event.objects.filter(action="import.identity_decided").count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told() -> None:
    office = OfficeFactory()
    two = [StaffFactory(office=office, role=Role.REGISTRAR) for _ in range(2)]
    bring_in(two[0], row(SUWARNO))
    target = waiting(two[0], row(SUARNO)).rows.get()
    answers = at_once(
        [
            lambda: decide(row=target, as_="new", by=two[0], at=AT),
            lambda: decide(row=target, as_="skip", by=two[1], at=AT),
        ]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDecided", "ImportRow"]
