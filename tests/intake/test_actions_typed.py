"""What a person types is read by the rules that read a cell; what cannot be taken is refused with the rule's own reason."""

from typing import Any

import pytest

from bimbing.audit.models import Event
from bimbing.intake.actions import (
    AnswerRefused,
    answer,
    answer_alike,
    answer_typed,
    commit,
    discard,
    receive,
    take_back,
)
from bimbing.intake.actions.found import effective
from bimbing.intake.models import Import, ImportRow
from bimbing.offices.models import Staff
from tests.factories import AT, StaffFactory
from tests.intake.rows import SUWARNO, ask, row, workbook

pytestmark = pytest.mark.django_db

IMPOSSIBLE = ask("start_date", "date_impossible", "31-02-2026", column="L", severity="error")


def waiting(by: Staff, *rows: Any, name: str = "register.xlsx") -> Import:
    return receive(office=by.office, workbook=workbook(*rows, name=name), by=by, at=AT)


def the(batch: Import, number: int = 7) -> ImportRow:
    return batch.rows.select_related("batch__office").get(row=number)


# ---- what is refused


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("start_date", "31-02-2026", "date_impossible"),
        ("start_date", "12-16-2026", "date_swapped_possible"),
        ("birth_date", "42 th", "age_instead_of_birth"),
        ("nik", "3,52E+15", "nik_scientific"),
        ("phones", "0812", "phone_short"),
        ("sentence", "1,6 th", "sentence_decimal"),
        ("programme", "Integrasi", "programme_unclear"),
        ("officer", "Siti / Budi", "officer_two"),
        ("sex", "?", "sex_unclear"),
        ("full_name", "", "nothing_typed"),
        ("address", "-", "unreadable"),
        ("attendance", "hadir", "unknown_field"),
        ("extra.<script>", "x", "unknown_field"),
        ("undo", "x", "unknown_field"),
    ],
)
def test_what_no_rule_can_read_is_refused_with_the_rules_reason(
    dewi: Staff, field: str, text: str, code: str
) -> None:
    batch = waiting(dewi, row(SUWARNO))
    with pytest.raises(AnswerRefused) as refused:
        answer_typed(row=the(batch), field=field, text=text, by=dewi, at=AT)
    assert (refused.value.code, refused.value.insist) == (code, False)
    assert (the(batch).answers, Event.objects.filter(action="import.answered").count()) == ({}, 0)


def test_what_is_odd_is_taken_when_it_is_said_again(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO))
    with pytest.raises(AnswerRefused) as refused:
        answer_typed(row=the(batch), field="hours", text="900 jam", by=dewi, at=AT)
    assert (refused.value.code, refused.value.insist) == ("hours_out_of_range", True)
    answer_typed(row=the(batch), field="hours", text="900 jam", by=dewi, at=AT, sure=True)
    assert effective(the(batch))["hours"] == 900


def test_a_name_cannot_be_left_empty(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO))
    with pytest.raises(AnswerRefused, match="name_needed"):
        answer(row=the(batch), field="full_name", value=None, by=dewi, at=AT)


@pytest.mark.parametrize("end", [commit, discard])
def test_an_import_that_is_decided_takes_no_answer(dewi: Staff, end: Any) -> None:
    batch = waiting(dewi, row(SUWARNO, start_date=None, issues=[IMPOSSIBLE]))
    end(batch=batch, by=dewi, at=AT)
    for write in (
        lambda: answer(row=the(batch), field="sex", value="P", by=dewi, at=AT),
        lambda: take_back(row=the(batch), field="sex", by=dewi, at=AT),
        lambda: answer_alike(
            batch=batch, field="start_date", code="date_impossible", empty=True, by=dewi, at=AT
        ),
    ):
        with pytest.raises(AnswerRefused, match="not_waiting"):
            write()
    assert the(batch).answers == {}


# ---- how a word is understood


@pytest.mark.parametrize(
    ("field", "text", "values"),
    [
        ("birth_date", "Tuban, 1-2-1990", {"birth_place": "Tuban", "birth_date": "1990-02-01"}),
        ("birth_date", "1989", {"birth_year": 1989, "birth_date": None}),
        ("phones", "0812-0000-0009 (suami)", {"phones": [["+6281200000009", "spouse"]]}),
        ("sentence", "1 th 6 bln", {"sentence": [1, 6, 0]}),
        ("sentence", "seumur hidup", {"life": True, "sentence": None}),
        ("programme", "Cuti Bersyarat", {"programme": "CB"}),
        ("programme", "cmb", {"programme": "CMB"}),
        ("status", "Dicabut", {"status": "dicabut"}),
        ("sex", "perempuan", {"sex": "P"}),
        ("offence", "pencurian", {"offence": "PENCURIAN"}),
        ("officer", "budi", {"officer": "Budi Hartono"}),
        ("origin", "lapas klas II tuban", {"origin": "Lapas Tuban"}),
        ("aliases", "Warno, Pak No", {"aliases": ["Warno", "Pak No"]}),
        ("parent_name", "bin Karto", {"parent_name": "Karto"}),
        ("decree_no", "PAS-1.PK TAHUN 2026 / 2 Maret 2026", {"decree_date": "2026-03-02"}),
    ],
)
def test_a_typed_word_is_read_as_a_cell_is(
    dewi: Staff, field: str, text: str, values: dict[str, Any]
) -> None:
    StaffFactory(office=dewi.office, full_name="Budi Hartono")
    batch = waiting(dewi, row(SUWARNO))
    answer_typed(row=the(batch), field=field, text=text, by=dewi, at=AT)
    given = {name: told["value"] for name, told in the(batch).answers.items()}
    assert values.items() <= given.items()
