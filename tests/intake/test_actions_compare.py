"""By what a row finds its client, and by what it never does."""

from typing import Any

import pytest

from bimbing.clients.models import Client
from bimbing.intake.actions import receive
from bimbing.intake.models import Import
from bimbing.offices.models import Section, Staff
from bimbing.supervision.models import Supervision
from tests.factories import AT
from tests.intake.rows import SITI, SUWARNO, ask, bring_in, row, workbook

pytestmark = pytest.mark.django_db


def looked_at(by: Staff, *rows: Any) -> Import:
    return receive(office=by.office, workbook=workbook(*rows, name="second.xlsx"), by=by, at=AT)


def outcomes(batch: Import) -> list[str]:
    return list(batch.rows.order_by("pk").values_list("outcome", flat=True))


def codes(batch: Import, number: int = 7) -> set[str]:
    return {issue["code"] for issue in batch.rows.get(row=number).issues}


@pytest.mark.parametrize(
    "values",
    [
        {
            "register_no": None,
            "birth_date": None,
            "full_name": "SOEWARNO",
        },  # the NIK, and a name that folds alike
        {"nik": None, "birth_date": None, "register_no": "012 / PB / 2026"},  # number of the book, and name
        {"nik": None, "register_no": None},  # name and birth date
    ],
)
def test_a_row_finds_its_client_by_nik_or_number_or_birth_date(dewi: Staff, values: dict[str, Any]) -> None:
    bring_in(dewi, row(SUWARNO))
    batch = looked_at(dewi, row(SUWARNO, **values, decree_no="PAS-124"))
    assert outcomes(batch) == ["changed"]
    assert batch.rows.get().client_id == Client.objects.get().pk


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"full_name": "SUPARMAN", "birth_date": "1971-01-01", "register_no": None}, "nik_of_other"),
        ({"nik": None, "birth_date": None, "register_no": "099/PB/2026"}, "namesake_known"),
        ({"nik": None, "full_name": "SUWARTO", "birth_date": "1991-01-01"}, "register_taken"),
    ],
)
def test_what_merely_looks_alike_is_asked_and_never_joined(
    dewi: Staff, values: dict[str, Any], code: str
) -> None:
    bring_in(dewi, row(SUWARNO))
    batch, counts = bring_in(dewi, row(SUWARNO, **values), name="second.xlsx")
    assert outcomes(batch) == ["doubtful"]
    assert code in codes(batch)
    assert (counts.clients, Client.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "values", [{"birth_date": "1971-01-01", "nik": None}, {"nik": "3522150101710009", "birth_date": None}]
)
def test_a_namesake_who_is_told_apart_is_simply_new(dewi: Staff, values: dict[str, Any]) -> None:
    bring_in(dewi, row(SUWARNO))
    own = {"register_no": "099/PB/2026", "parent_name": "SASTRO", "phones": None, "decree_no": "PAS-99"}
    assert outcomes(looked_at(dewi, row(SUWARNO, **own, **values))) == ["new"]


def test_a_name_alone_that_the_register_knows_is_rejected_with_the_reason(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    batch, counts = bring_in(dewi, row({"full_name": "SUWARNO"}), row(SITI, 8), name="second.xlsx")
    assert outcomes(batch) == ["rejected", "new"]
    assert (codes(batch), counts.new, counts.rejected) == ({"name_alone"}, 1, 1)


def test_another_office_is_never_looked_into(dewi: Staff, candra: Staff) -> None:
    bring_in(candra, row(SUWARNO))
    assert outcomes(looked_at(dewi, row(SUWARNO))) == ["new"]


def test_a_row_that_says_nothing_else_is_the_same_though_it_is_worded_otherwise(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    assert outcomes(looked_at(dewi, row(SUWARNO, address=None, phones=None))) == ["same"]


def test_a_register_number_twice_in_a_file_is_left_out_the_second_time(dewi: Staff) -> None:
    twice = row(SITI, 8, register_no="012/PB/2026")
    batch, counts = bring_in(dewi, row(SUWARNO), twice)
    assert (outcomes(batch), counts.new, counts.doubtful) == (["new", "doubtful"], 2, 1)
    issue = next(issue for issue in batch.rows.get(row=8).issues if issue["code"] == "register_taken_in_file")
    assert issue["params"] == {"raw": "012/PB/2026", "row": "7", "sheet": "PB"}
    assert Supervision.objects.get(client__full_name="SITI MUNAWAROH").register_no == ""


def test_adults_and_children_have_a_book_each(dewi: Staff) -> None:
    _, counts = bring_in(dewi, row(SUWARNO), row(SITI, 8, register_no="012/PB/2026", programme="DIVERSI"))
    assert (counts.new, counts.doubtful) == (2, 0)


def test_a_question_of_the_reader_makes_a_row_doubtful_and_a_note_does_not(dewi: Staff) -> None:
    batch = looked_at(
        dewi,
        row(SUWARNO, issues=[ask("nik", "nik_scientific", "3,52E+15")]),
        row(SITI, 8, issues=[ask("phones", "phone_lost_zero", severity="note")]),
    )
    assert outcomes(batch) == ["doubtful", "new"]
    assert batch.counts["problems"] == {"nik_scientific": 1}


@pytest.mark.parametrize(
    ("values", "sheet", "section", "code"),
    [
        ({"programme": "DIVERSI"}, "Sheet1", Section.JUVENILE, "juvenile_by_programme"),
        ({"programme": "PELATIHAN_KERJA"}, "Sheet1", Section.JUVENILE, "juvenile_by_programme"),
        ({"register_no": "012/PB/BKA/2026"}, "Sheet1", Section.JUVENILE, "juvenile_by_register"),
        ({"extra": {"section": "BKA"}}, "Sheet1", Section.JUVENILE, "juvenile_by_register"),
        ({"birth_date": "2009-05-10"}, "Sheet1", Section.JUVENILE, "juvenile_by_age"),
        ({}, "KLIEN ANAK 2026", Section.JUVENILE, "juvenile_by_sheet"),
        ({"programme": "KERJA_SOSIAL"}, "BKA DAN PIDANA ALTERNATIF", Section.ADULT, ""),
        ({"extra": {"section": "BKD"}}, "KLIEN ANAK 2026", Section.ADULT, ""),
        ({"birth_date": "2020-05-10"}, "Sheet1", Section.ADULT, ""),
        ({}, "ANAKAN", Section.ADULT, ""),
        ({"programme": "ANEH"}, "ABH", Section.JUVENILE, "juvenile_by_sheet"),
        ({"offence": "PERLINDUNGAN_ANAK"}, "Sheet1", Section.ADULT, ""),
    ],
)
def test_a_childs_case_is_told_by_programme_book_age_at_start_or_sheet(
    dewi: Staff, values: dict[str, Any], sheet: str, section: Section, code: str
) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO, sheet=sheet, **values))
    assert Client.objects.get().section == section == Supervision.objects.get().section
    assert codes(batch) == ({code} if code else set())


def test_a_later_row_does_not_bring_back_a_number_that_was_left_out(dewi: Staff) -> None:
    taken = row(SITI, 8, register_no="012/PB/2026")
    again = row(SITI, 9, sheet="MEI", register_no="012/PB/2026", origin="Lapas Tuban")
    batch, counts = bring_in(dewi, row(SUWARNO), taken, again)
    assert (counts.new, counts.same, outcomes(batch)) == (2, 1, ["new", "doubtful", "same"])


def test_a_number_that_a_later_row_adds_is_taken_from_then_on(dewi: Staff) -> None:
    rows = (
        row(SITI, 7, register_no=None),
        row(SITI, 8, sheet="MEI"),
        row(SUWARNO, 9, register_no="013/CB/2026"),
    )
    batch, counts = bring_in(dewi, *rows)
    assert (counts.new, outcomes(batch)) == (2, ["new", "same", "doubtful"])
    assert Supervision.objects.get(client__full_name="SITI MUNAWAROH").register_no == "013/CB/2026"


def test_a_corrected_number_that_another_holds_is_not_taken(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO), row(SITI, 8))
    batch, _ = bring_in(
        dewi, row(SUWARNO), row(SITI, 8, register_no="012/PB/2026", origin="Lapas Tuban"), name="b.xlsx"
    )
    assert "register_taken" in codes(batch, 8)
    assert Supervision.objects.get(client__full_name="SITI MUNAWAROH").register_no == "013/CB/2026"


def test_a_child_is_found_by_number_and_name_though_this_file_does_not_say_that_he_is_one(
    dewi: Staff,
) -> None:
    bring_in(dewi, row(SUWARNO, programme="DIVERSI"))
    bare = row(SUWARNO, programme=None, nik=None, birth_date=None, decree_no="PAS-9")
    batch, _ = bring_in(dewi, bare, name="bare.xlsx")
    assert (outcomes(batch), Client.objects.get().section) == (["changed"], Section.JUVENILE)
