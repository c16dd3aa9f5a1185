"""What a person answers: it lies over the file, it is read like a cell, and it changes what hangs on it and no more."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.intake.actions import (
    AnswerRefused,
    answer,
    answer_alike,
    answer_typed,
    choose,
    commit,
    compare,
    discard,
    keep,
    receive,
    take_back,
    take_back_alike,
)
from bimbing.intake.actions.found import effective
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.questions import entries_of, questions_of
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.factories import AT, StaffFactory
from tests.intake.rows import SITI, SUWARNO, ask, bring_in, row, workbook

pytestmark = pytest.mark.django_db

IMPOSSIBLE = ask("start_date", "date_impossible", "31-02-2026", column="L", severity="error")
EXCHANGED = ask("end_date", "date_exchanged", "2026-03-10", column="M") | {
    "proposal": "2026-10-03",
    "params": {"raw": "2026-03-10", "suggest": "2026-10-03"},
}
UNCLEAR = ask("programme", "programme_unclear", "Integrasi", column="J")


def waiting(by: Staff, *rows: Any, name: str = "register.xlsx") -> Import:
    return receive(office=by.office, workbook=workbook(*rows, name=name), by=by, at=AT)


def the(batch: Import, number: int = 7) -> ImportRow:
    return batch.rows.select_related("batch__office").get(row=number)


def asked(batch: Import) -> dict[str, int]:
    batch.refresh_from_db()
    problems: dict[str, int] = batch.counts["problems"]
    return problems


def outcomes(batch: Import) -> list[str]:
    return list(batch.rows.order_by("pk").values_list("outcome", flat=True))


# ---- one answer


def test_an_answer_lies_over_the_file_and_closes_its_question(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO, start_date=None, issues=[IMPOSSIBLE]), row(SITI, 8))
    asked_row = the(batch)
    assert asked(batch) == {"date_impossible": 1}
    answer_typed(row=asked_row, field="start_date", text="28 Peb 2026", by=dewi, at=AT)
    assert (effective(asked_row)["start_date"], "start_date" in asked_row.understood) == ("2026-02-28", False)
    assert outcomes(batch) == ["new", "new"]
    assert (asked(batch), batch.counts["new"], batch.counts["doubtful"]) == ({}, 2, 0)
    assert asked_row.answers["start_date"]["by"] == dewi.pk
    assert [remark.get("answered") for remark in asked_row.issues] == [True]
    commit(batch=batch, by=dewi, at=AT)
    kept = Supervision.objects.get(client__full_name="SUWARNO")
    assert (f"{kept.start_date}", "belum jelas" in kept.remarks) == ("2026-02-28", False)


def test_the_same_file_again_is_the_same_and_asks_nothing_anew(dewi: Staff) -> None:
    asking = row(SUWARNO, start_date=None, issues=[IMPOSSIBLE])
    batch = waiting(dewi, asking)
    answer(row=the(batch), field="start_date", value="2026-02-28", by=dewi, at=AT)
    commit(batch=batch, by=dewi, at=AT)
    again = waiting(dewi, asking, name="copy.xlsx")
    assert (outcomes(again), asked(again), entries_of(again)) == (["same"], {}, [])
    assert Supervision.objects.get().start_date.isoformat() == "2026-02-28"


def test_a_question_of_a_row_that_came_in_long_ago_can_still_be_answered(dewi: Staff) -> None:
    asking = row(SUWARNO, start_date=None, issues=[IMPOSSIBLE])
    bring_in(dewi, asking)
    again = waiting(dewi, asking, name="copy.xlsx")
    assert (outcomes(again), asked(again)) == (["same"], {"date_impossible": 1})
    answer(row=the(again), field="start_date", value="2026-02-28", by=dewi, at=AT)
    assert outcomes(again) == ["changed"]
    counts = commit(batch=again, by=dewi, at=AT)
    assert (counts.changed, Supervision.objects.get().start_date.isoformat()) == (1, "2026-02-28")


def test_a_persons_word_counts_even_where_the_last_file_said_so_too(dewi: Staff) -> None:
    """The register was corrected meanwhile: the file alone would not touch it, the answer does."""
    bring_in(dewi, row(SUWARNO))
    Client.objects.update(birth_place="Tuban")
    batch = waiting(dewi, row(SUWARNO, decree_no="PAS-999"), name="second.xlsx")
    assert [r["code"] for r in the(batch).issues] == ["will_change"]
    answer(row=the(batch), field="birth_place", value="Bojonegoro", by=dewi, at=AT)
    commit(batch=batch, by=dewi, at=AT)
    assert Client.objects.get().birth_place == "Bojonegoro"


def test_left_empty_knowingly_is_an_answer_and_takes_nothing_from_the_register(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO, issues=[ask("nik", "nik_region", SUWARNO["nik"])]))
    answer(row=the(batch), field="nik", value=None, by=dewi, at=AT)
    assert (asked(batch), "nik" in effective(the(batch)), the(batch).outcome) == ({}, False, "new")
    bring_in(dewi, row(SITI, 8), name="b.xlsx")
    other = waiting(dewi, row(SITI, 8, officer="Rina"), name="c.xlsx")
    answer(row=the(other, 8), field="nik", value=None, by=dewi, at=AT)
    commit(batch=other, by=dewi, at=AT)
    assert Client.objects.get(full_name="SITI MUNAWAROH").nik == SITI["nik"]


def test_what_was_read_can_be_kept_as_it_stands(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO, issues=[ask("full_name", "name_digits", "SUWARNO 2")]))
    keep(row=the(batch), field="full_name", by=dewi, at=AT)
    assert (the(batch).outcome, asked(batch), effective(the(batch))["full_name"]) == ("new", {}, "SUWARNO")


def test_a_rejected_row_enters_once_its_name_is_typed(dewi: Staff) -> None:
    missing = ask("full_name", "name_missing", "", column="B", severity="error")
    batch = waiting(dewi, row(SUWARNO, full_name=None, issues=[missing]))
    assert outcomes(batch) == ["rejected"]
    answer_typed(row=the(batch), field="full_name", text="Wagimin alias Min bin Karto", by=dewi, at=AT)
    assert (outcomes(batch), asked(batch)) == (["new"], {})
    commit(batch=batch, by=dewi, at=AT)
    client = Client.objects.get()
    assert (client.full_name, client.aliases, client.parent_name) == ("Wagimin", "Min", "Karto")


def test_taken_back_the_file_speaks_again(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO, start_date=None, issues=[IMPOSSIBLE]))
    untouched = the(batch).issues, batch.counts
    answer(row=the(batch), field="start_date", value="2026-02-28", by=dewi, at=AT)
    take_back(row=the(batch), field="start_date", by=dewi, at=AT)
    assert (asked(batch), the(batch).answers) == ({"date_impossible": 1}, {})
    assert (the(batch).issues, batch.counts) == untouched


def test_an_end_before_the_start_is_asked_anew_of_every_new_date(dewi: Staff) -> None:
    wrong = ask("end_date", "end_before_start", "10-03-2020", column="M")
    batch = waiting(dewi, row(SUWARNO, end_date="2020-03-10", issues=[wrong]))
    answer(row=the(batch), field="end_date", value="2021-03-10", by=dewi, at=AT)
    assert asked(batch) == {"end_before_start": 1}
    answer(row=the(batch), field="start_date", value="2019-03-10", by=dewi, at=AT)
    assert (asked(batch), the(batch).outcome) == ({}, "new")


def test_a_field_beside_the_register_can_be_corrected_too(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO, extra={"religion": "Islm", "remarks": "x"}))
    answer_typed(row=the(batch), field="extra.religion", text="Islam", by=dewi, at=AT)
    assert effective(the(batch))["extra"] == {"religion": "Islam", "remarks": "x"}
    commit(batch=batch, by=dewi, at=AT)
    assert Client.objects.get().religion == "Islam"


def test_each_answer_stands_in_the_trail_with_the_old_and_the_new(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO))
    answer(row=the(batch), field="sex", value="P", by=dewi, at=AT)
    line = Event.objects.get(action="import.answered")
    assert (line.subject_id, line.changes, line.purpose) == (batch.pk, {"sex": ["L", "P"]}, "PB!7")
    assert line.staff_name == "Dewi"


# ---- proposals, and many rows at once


def test_an_exchanged_date_has_both_readings_the_proposal_first(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO, end_date="2026-10-03", issues=[EXCHANGED]))
    question = questions_of(the(batch))[0]
    assert [(option.value, option.keeps) for option in question.options] == [
        ("2026-10-03", True),
        ("2026-03-10", False),
    ]
    choose(row=the(batch), field="end_date", place=1, by=dewi, at=AT)
    assert (effective(the(batch))["end_date"], asked(batch)) == ("2026-03-10", {})
    with pytest.raises(AnswerRefused, match="no_such_question"):
        choose(row=the(batch), field="end_date", place=0, by=dewi, at=AT)


def test_one_press_takes_every_rows_own_proposal(dewi: Staff) -> None:
    other = EXCHANGED | {"proposal": "2026-12-04", "params": {"raw": "2026-04-12"}}
    batch = waiting(
        dewi,
        row(SUWARNO, end_date="2026-10-03", issues=[EXCHANGED]),
        row(SITI, 8, end_date="2026-12-04", issues=[other, UNCLEAR]),
    )
    took = {"batch": batch, "field": "end_date", "code": "date_exchanged", "by": dewi, "at": AT}
    assert answer_alike(**took, place=1) == 2
    assert [effective(r)["end_date"] for r in batch.rows.all()] == ["2026-03-10", "2026-04-12"]
    assert asked(batch) == {"programme_unclear": 1}
    assert answer_alike(**took, place=0) == 0
    assert Event.objects.get(action="import.answered").changes == {"end_date": [None, 2]}
    assert take_back_alike(batch=batch, field="end_date", given_at=AT.isoformat(), by=dewi, at=AT) == 2
    assert asked(batch) == {"date_exchanged": 2, "programme_unclear": 1}


def test_one_word_is_explained_once_for_all_rows_that_say_it(dewi: Staff) -> None:
    another = ask("programme", "programme_unclear", "Pembimbingan", column="J")
    batch = waiting(
        dewi,
        row(SUWARNO, programme=None, issues=[UNCLEAR]),
        row(SITI, 8, programme=None, issues=[UNCLEAR | {"text": " integrasi "}]),
        row(
            SITI,
            9,
            programme=None,
            nik=None,
            register_no="99/CB/2026",
            birth_date="1986-01-01",
            issues=[another],
        ),
    )
    said = {"batch": batch, "field": "programme", "code": "programme_unclear", "by": dewi, "at": AT}
    assert answer_alike(**said, typed="PB", text="Integrasi") == 2
    assert asked(batch) == {"programme_unclear": 1}
    assert [effective(r).get("programme") for r in batch.rows.order_by("row")] == ["PB", "PB", None]


def test_idem_proposes_what_stands_above_down_a_whole_run(dewi: Staff) -> None:
    ditto = ask("decree_no", "ditto", "idem", column="K")
    batch = waiting(
        dewi,
        row(SUWARNO, 7, decree_no="PAS-1"),
        row(SITI, 8, issues=[ditto]),
        row(SITI, 9, nik=None, register_no="99/CB/2026", birth_date="1986-01-01", issues=[ditto]),
        row(
            SITI, 10, sheet="CB", nik=None, register_no="98/CB/2026", birth_date="1987-01-01", issues=[ditto]
        ),
    )
    count = answer_alike(batch=batch, field="decree_no", code="ditto", place=0, by=dewi, at=AT)
    assert count == 2  # the other sheet has nothing above
    assert [effective(r).get("decree_no") for r in batch.rows.order_by("row")] == ["PAS-1"] * 3 + [None]


def test_two_officers_in_a_cell_are_offered_by_their_whole_names(dewi: Staff) -> None:
    StaffFactory(office=dewi.office, full_name="Siti Rahayu")
    two = ask("officer", "officer_two", "Siti / Budi", column="N") | {"params": {"options": "Siti|Budi"}}
    batch = waiting(dewi, row(SUWARNO, officer=None, issues=[two]))
    choose(row=the(batch), field="officer", place=0, by=dewi, at=AT)
    assert effective(the(batch))["officer"] == "Siti Rahayu"


def test_every_open_question_is_counted_in_the_order_of_the_file(dewi: Staff) -> None:
    batch = waiting(dewi, row(SUWARNO, issues=[IMPOSSIBLE, UNCLEAR]), row(SITI, 8, issues=[EXCHANGED]))
    first, second = the(batch), the(batch, 8)

    def entries() -> list[tuple[int, str, bool]]:
        return [(entry.row, entry.field, entry.is_open) for entry in entries_of(batch)]

    assert entries() == [
        (first.pk, "start_date", True),
        (first.pk, "programme", True),
        (second.pk, "end_date", True),
    ]
    answer(row=first, field="programme", value="PB", by=dewi, at=AT)
    assert entries()[1] == (first.pk, "programme", False)


def test_an_answer_asks_the_same_number_of_queries_however_long_the_file(dewi: Staff) -> None:
    def queries(batch: Import) -> int:
        target = the(batch)
        with CaptureQueriesContext(connection) as told:
            answer(row=target, field="nik", value="3522151005900009", by=dewi, at=AT)
        return len(told)

    others = [
        row(SITI, n, full_name=f"ORANG KE {n}", nik=f"35231041058{n:05d}", register_no=f"{n}/CB/2026")
        for n in range(8, 308)
    ]
    short = waiting(dewi, row(SUWARNO), others[0], name="short.xlsx")
    discard(batch=waiting(dewi, row(SUWARNO), name="warm.xlsx"), by=dewi, at=AT)
    assert queries(short) == queries(waiting(dewi, row(SUWARNO), *others, name="long.xlsx"))


# ---- what hangs on an answer


def test_a_name_typed_in_one_row_is_seen_by_its_namesake(dewi: Staff) -> None:
    """Two rows of one NIK: the second completes the first; renamed and renumbered it is a person of its own."""
    batch = waiting(dewi, row(SUWARNO), row(SUWARNO, 8, origin="Rutan Tuban"), row(SITI, 9))
    assert outcomes(batch) == ["new", "same", "new"]
    answer(row=the(batch, 8), field="nik", value="3522151005910009", by=dewi, at=AT)
    answer(row=the(batch, 8), field="register_no", value="077/PB/2026", by=dewi, at=AT)
    answer(row=the(batch, 8), field="birth_date", value="1991-05-10", by=dewi, at=AT)
    assert outcomes(batch) == ["new", "new", "new"]
    take_back(row=the(batch, 8), field="nik", by=dewi, at=AT)
    take_back(row=the(batch, 8), field="birth_date", by=dewi, at=AT)
    take_back(row=the(batch, 8), field="register_no", by=dewi, at=AT)
    assert outcomes(batch) == ["new", "same", "new"]


def test_two_rows_that_find_one_person_of_the_register_are_looked_at_together(dewi: Staff) -> None:
    """The first finds him by name and birth date, the second by NIK; they share no sign of their own."""
    bring_in(dewi, row(SUWARNO))
    batch = waiting(
        dewi,
        row(SUWARNO, nik=None, register_no=None, origin="Rutan Tuban"),
        row(SUWARNO, 8, full_name="SUWARNA", register_no=None, birth_date=None, origin="Lapas Tuban"),
        name="second.xlsx",
    )
    assert outcomes(batch) == ["changed", "same"]
    answer(row=the(batch), field="birth_date", value="1971-01-01", by=dewi, at=AT)
    assert outcomes(batch) == ["new", "changed"]


NAMES = ["SUWARNO", "SOEWARNO", "SITI MUNAWAROH", None]
NIKS = ["3522151005900001", "3523104105850002", "12", None]
BORN = ["1990-05-10", "1985-05-01", None]
NUMBERS = ["012/PB/2026", "013/CB/2026", None]
ROWS = st.fixed_dictionaries(
    {
        "full_name": st.sampled_from(NAMES),
        "nik": st.sampled_from(NIKS),
        "birth_date": st.sampled_from(BORN),
        "register_no": st.sampled_from(NUMBERS),
        "programme": st.sampled_from(["PB", "CB"]),
        "end_date": st.sampled_from(["2020-01-01", "2028-03-10"]),
    }
)
FIELDS = {"full_name": NAMES[:3], "nik": NIKS, "birth_date": BORN, "register_no": NUMBERS}
ANSWERS = st.sampled_from([(field, value) for field, values in FIELDS.items() for value in values])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    known=st.lists(ROWS, max_size=2),
    said=st.lists(ROWS, min_size=1, max_size=6),
    given_=st.lists(st.tuples(st.integers(0, 5), ANSWERS), min_size=1, max_size=4),
)
def test_comparing_what_an_answer_touches_is_comparing_everything(
    dewi: Staff, known: list[Any], said: list[Any], given_: list[Any]
) -> None:
    ImportRow.objects.all().delete()
    Import.objects.all().delete()
    common = {"start_date": "2026-03-10", "officer": None}
    if known:
        bring_in(dewi, *(row(common | values, n) for n, values in enumerate(known, 3)), name="known.xlsx")
    batch = waiting(dewi, *(row(common | values, n) for n, values in enumerate(said, 3)), name="b.xlsx")
    for place, (field, value) in given_:
        answer(row=the(batch, 3 + place % len(said)), field=field, value=value, by=dewi, at=AT)
    touched = [(r.outcome, r.client_id, r.supervision_id, r.issues) for r in batch.rows.order_by("pk")]
    batch.refresh_from_db()
    counts = batch.counts
    compare(
        batch=batch, at=AT, searching=False
    )  # look-alikes are looked for when the file is read, not at every answer
    assert touched == [
        (r.outcome, r.client_id, r.supervision_id, r.issues) for r in batch.rows.order_by("pk")
    ]
    assert counts == batch.counts
