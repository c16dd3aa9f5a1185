"""A waiting import is read anew as a person said; layouts and words stay with the office; the file does not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.intake.actions import (
    Lesson,
    NotWaiting,
    WorkbookFound,
    choose_columns,
    commit,
    discard,
    forget_layout,
    read_again,
    receive,
    teach_words,
)
from bimbing.intake.imports.choices import Choices
from bimbing.intake.imports.kept import read_content, read_workbook
from bimbing.intake.models import Import, ImportFile, Layout, LearntWord
from bimbing.intake.queries.taught import file_of, taught_by
from bimbing.offices.models import Staff, StaffAlias
from bimbing.supervision.models import Supervision
from tests.factories import AT
from tests.intake.rows import SUWARNO, row, workbook
from tests.intake.workbooks import HEADER, TODAY, client, write_xlsx

pytestmark = pytest.mark.django_db


def register(tmp_path: Path, *names: str, programme: str = "PB", officer: str = "Budi Hartono") -> Path:
    rows = [client(n, name, PROGRAM=programme, PK=officer) for n, name in enumerate(names, start=1)]
    return write_xlsx(tmp_path / f"{'-'.join(names)}.xlsx", {"PB": [HEADER, *rows]})


def dropped(by: Staff, path: Path) -> Import:
    """The file received as the page does: read with what the office taught."""
    taught = Choices.from_json(taught_by(by.office_id))
    found, _ = read_workbook(path, file_name=path.name, today=TODAY, choices=taught)
    return receive(office=by.office, workbook=found, by=by, at=AT)


def anew(batch: Import, **chosen: Any) -> WorkbookFound:
    content = file_of(batch)
    assert content is not None
    choices = Choices.from_json(chosen | taught_by(batch.office_id))
    return read_content(content, file_name=batch.file_name, today=TODAY, choices=choices)


def trail(action: str) -> list[Mapping[str, Any]]:
    return list(Event.objects.filter(action=action).order_by("pk").values_list("changes", flat=True))


def test_the_file_waits_with_its_import_and_goes_when_it_is_decided(tmp_path: Path, dewi: Staff) -> None:
    paths = [register(tmp_path, "SUWARNO"), register(tmp_path, "LASTRI")]
    first, second = (dropped(dewi, path) for path in paths)
    assert file_of(first) == paths[0].read_bytes()
    commit(batch=first, by=dewi, at=AT)
    assert list(ImportFile.objects.values_list("batch_id", flat=True)) == [second.pk]
    discard(batch=second, by=dewi, at=AT)
    assert not ImportFile.objects.exists()
    assert second.rows.count() == 1


def test_a_file_that_waits_without_its_bytes_gets_them_when_it_is_dropped_again(
    tmp_path: Path, dewi: Staff
) -> None:
    path = register(tmp_path, "SUWARNO")
    batch = dropped(dewi, path)
    ImportFile.objects.all().delete()
    assert dropped(dewi, path).pk == batch.pk
    assert file_of(batch) == path.read_bytes()


def test_read_with_other_columns_the_rows_say_something_else_and_the_trail_says_what(
    tmp_path: Path, dewi: Staff
) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO"))
    found = anew(batch, columns={"PB": {"F": "remarks", "G": "ignored"}})
    assert choose_columns(batch=batch, workbook=found, by=dewi, at=AT) == 0
    told = batch.rows.get()
    assert "address" not in told.understood
    assert "phones" not in told.understood
    assert told.understood["extra"]["remarks"] == "Ds. Ngraho RT.02/03 Kec. Ngraho"
    assert batch.choices == {"columns": {"PB": {"F": "remarks", "G": "ignored"}}}
    assert trail("import.columns_chosen") == [{"PB F": ["address", "remarks"], "PB G": ["phone", "ignored"]}]
    assert not Layout.objects.exists()


def test_what_was_answered_stays_with_the_row_of_the_same_place(tmp_path: Path, dewi: Staff) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO", "LASTRI"))
    first, second = batch.rows.order_by("row")
    first.answers, first.identity = {"nik": {"value": "x"}}, {"as": "new"}
    first.save()
    choose_columns(batch=batch, workbook=anew(batch, columns={"PB": {"F": "ignored"}}), by=dewi, at=AT)
    told = {r.row: (r.answers, r.identity) for r in batch.rows.all()}
    assert told == {first.row: ({"nik": {"value": "x"}}, {"as": "new"}), second.row: ({}, None)}


def test_read_anew_the_rows_are_laid_beside_the_register_again(tmp_path: Path, dewi: Staff) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO", "LASTRI"))
    commit(batch=dropped(dewi, register(tmp_path, "SUWARNO")), by=dewi, at=AT)
    read_again(batch=batch, workbook=anew(batch), at=AT)
    assert list(batch.rows.order_by("row").values_list("outcome", flat=True)) == ["same", "new"]
    assert (batch.counts["same"], batch.counts["new"]) == (1, 1)


@pytest.mark.parametrize("decide", ["commit", "discard"])
def test_what_is_decided_is_not_read_again(tmp_path: Path, dewi: Staff, decide: str) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO"))
    found = anew(batch, columns={"PB": {"F": "ignored"}})
    (commit if decide == "commit" else discard)(batch=batch, by=dewi, at=AT)
    before = list(batch.rows.values())
    with pytest.raises(NotWaiting):
        choose_columns(batch=batch, workbook=found, by=dewi, at=AT, remember=True)
    with pytest.raises(NotWaiting):
        teach_words(batch=batch, workbook=found, lessons=[Lesson("programme", "x", "PB")], by=dewi, at=AT)
    assert list(batch.rows.values()) == before
    assert not Layout.objects.exists()
    assert not LearntWord.objects.exists()
    assert trail("import.columns_chosen") == trail("import.words_taught") == []


# ---- layouts


def test_entered_with_choices_made_the_layout_is_known_to_the_next_file(tmp_path: Path, dewi: Staff) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO"))
    choose_columns(batch=batch, workbook=anew(batch, columns={"PB": {"F": "ignored"}}), by=dewi, at=AT)
    commit(batch=batch, by=dewi, at=AT)
    layout = Layout.objects.get()
    assert (layout.columns["F"], layout.confirmed_by, layout.name) == ("ignored", dewi, "PB · SUWARNO.xlsx")
    assert trail("layout.remembered") == [{"layout": [None, "PB · SUWARNO.xlsx"]}]
    later = dropped(dewi, register(tmp_path, "LASTRI", "MULYADI"))
    assert all("address" not in r.understood for r in later.rows.all())
    assert [sheet["remembered"] for sheet in later.sheets] == [True]
    assert later.choices == {}


def test_entered_without_a_choice_nothing_is_remembered(tmp_path: Path, dewi: Staff) -> None:
    commit(batch=dropped(dewi, register(tmp_path, "SUWARNO")), by=dewi, at=AT)
    assert not Layout.objects.exists()


def test_saved_twice_a_layout_is_one_and_the_last_choice_holds(tmp_path: Path, dewi: Staff) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO"))
    for meaning, new in (("ignored", 1), ("ignored", 0), ("remarks", 1)):
        found = anew(batch, columns={"PB": {"F": meaning}})
        assert choose_columns(batch=batch, workbook=found, by=dewi, at=AT, remember=True) == new
    assert Layout.objects.get().columns["F"] == "remarks"


def test_a_layout_belongs_to_its_office(tmp_path: Path, dewi: Staff, candra: Staff) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO"))
    found = anew(batch, columns={"PB": {"F": "ignored"}})
    choose_columns(batch=batch, workbook=found, by=dewi, at=AT, remember=True)
    assert "address" in dropped(candra, register(tmp_path, "LASTRI")).rows.get().understood


def test_a_forgotten_layout_is_forgotten_by_the_waiting_file_too(tmp_path: Path, dewi: Staff) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO"))
    found = anew(batch, columns={"PB": {"F": "ignored"}})
    choose_columns(batch=batch, workbook=found, by=dewi, at=AT, remember=True)
    later = dropped(dewi, register(tmp_path, "LASTRI"))
    assert "address" not in later.rows.get().understood
    content = file_of(later)
    assert content is not None
    without = read_content(content, file_name=later.file_name, today=TODAY, choices=Choices())
    forget_layout(layout=Layout.objects.get(), by=dewi, at=AT, batch=later, workbook=without)
    assert "address" in later.rows.get().understood
    assert not Layout.objects.exists()
    assert trail("layout.forgotten") == [{"layout": ["PB · SUWARNO.xlsx", None]}]


# ---- words


def taught(batch: Import, by: Staff, *lessons: Lesson, **words: Mapping[str, str]) -> int:
    """Teaches as the page does: the file is read with the words first."""
    content = file_of(batch)
    assert content is not None
    choices = Choices.from_json({"words": words})
    found = read_content(content, file_name=batch.file_name, today=TODAY, choices=choices)
    return teach_words(batch=batch, workbook=found, lessons=lessons, by=by, at=AT)


def test_a_taught_word_answers_this_file_and_the_next(tmp_path: Path, dewi: Staff) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO", programme="Reintegrasi"))
    assert batch.rows.get().outcome == "doubtful"
    assert taught(batch, dewi, Lesson("programme", "Reintegrasi", "PB"), programme={"reintegrasi": "PB"}) == 1
    told = batch.rows.get()
    assert (told.outcome, told.understood["programme"]) == ("new", "PB")
    assert trail("import.words_taught") == [{"programme: Reintegrasi": [None, "PB"]}]
    word = LearntWord.objects.get()
    assert (word.word_key, word.code, word.learnt_by) == ("reintegrasi", "PB", dewi)
    later = dropped(dewi, register(tmp_path, "LASTRI", programme="REINTEGRASI."))
    assert later.rows.get().understood["programme"] == "PB"
    commit(batch=later, by=dewi, at=AT)
    assert Supervision.objects.get().programme_id == "PB"


def test_a_word_can_be_taught_anew_and_forgotten(tmp_path: Path, dewi: Staff) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO", programme="Reintegrasi"))
    for code, changed in (("PB", 1), ("PB", 0), ("CB", 1), ("", 1), ("", 0)):
        assert taught(batch, dewi, Lesson("programme", "Reintegrasi", code)) == changed
    assert not LearntWord.objects.exists()
    assert trail("import.words_taught")[2:4] == [
        {"programme: Reintegrasi": ["PB", "CB"]},
        {"programme: Reintegrasi": ["CB", None]},
    ]


def test_an_officers_spelling_leads_to_the_staff_and_makes_nobody(
    tmp_path: Path, dewi: Staff, budi: Staff
) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO", officer="Mas Bud / Rina"))
    lesson = Lesson("officer", "Mas Bud / Rina", str(budi.pk))
    taught(batch, dewi, lesson, officer={lesson.key: budi.full_name})
    assert StaffAlias.objects.get(name_key=lesson.key).staff == budi
    later = dropped(dewi, register(tmp_path, "LASTRI", officer="MAS BUD / RINA"))
    staff = Staff.objects.count()
    commit(batch=later, by=dewi, at=AT)
    assert Supervision.objects.get().officer == budi
    assert Staff.objects.count() == staff
    waiting = dropped(dewi, register(tmp_path, "MULYADI", officer="Mas Bud / Rina"))
    taught(waiting, dewi, replace(lesson, code=""))
    assert not StaffAlias.objects.filter(name_key=lesson.key).exists()


def test_a_new_officer_comes_in_as_a_name(tmp_path: Path, dewi: Staff) -> None:
    batch = dropped(dewi, register(tmp_path, "SUWARNO", officer="Bud / Rina"))
    lesson = Lesson("officer", "Bud / Rina", "new")
    taught(batch, dewi, lesson, officer={lesson.key: "Bud / Rina"})
    commit(batch=batch, by=dewi, at=AT)
    made = Supervision.objects.get().officer
    assert made is not None
    assert (made.full_name, made.has_usable_password()) == ("Bud / Rina", False)
    assert taught_by(dewi.office_id)["words"]["officer"] == {lesson.key: "Bud / Rina"}


def test_a_word_of_a_person_who_left_the_list_is_a_question_again(
    tmp_path: Path, dewi: Staff, candra: Staff
) -> None:
    LearntWord.objects.create(
        office=dewi.office, field="officer", word_key="bud", word="Bud", code=str(candra.pk), learnt_by=dewi, learnt_at=AT
    )  # fmt: skip
    assert taught_by(dewi.office_id)["words"] == {}


def test_a_workbook_that_came_without_its_file_is_entered_as_before(dewi: Staff) -> None:
    batch = receive(office=dewi.office, workbook=workbook(row(SUWARNO)), by=dewi, at=AT)
    assert file_of(batch) is None
    commit(batch=batch, by=dewi, at=AT)
    assert Client.objects.get().birth_date == date(1990, 5, 10)
