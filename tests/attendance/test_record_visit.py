"""A visit is recorded once, on a day that can be, and taken back with a trace."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from bimbing.attendance.actions import (
    ImportedCounts,
    ImportedVisit,
    Outcome,
    VisitRefusal,
    VisitRefused,
    record_imported_visits,
    undo_visit,
    void_visit,
)
from bimbing.attendance.models import Visit
from bimbing.audit.models import Event
from bimbing.offices.models import Office, Staff
from bimbing.rules.duty import AttendanceKind
from bimbing.supervision.models import StatusEvent, Supervision
from tests.attendance.scenes import NOW, TODAY, came, noon, supervised


def trail() -> list[tuple[str, str]]:
    return list(Event.objects.order_by("pk").values_list("action", "staff_name"))


def test_recording_a_visit_writes_the_row_the_trail_and_the_sums(ani: Staff, fitri: Staff) -> None:
    row = supervised(ani)
    recorded = came(row, TODAY, fitri, NOW, note="  Bekerja di sawah ")
    assert recorded.outcome is Outcome.RECORDED
    assert (recorded.visit.on, recorded.visit.kind, recorded.visit.note) == (
        TODAY,
        "hadir",
        "Bekerja di sawah",
    )
    event = Event.objects.get()
    assert (event.action, event.staff_name, event.client_id) == ("visit.recorded", "Fitri", row.client_id)
    assert event.changes == {"on": [None, "2026-11-24"], "kind": [None, "hadir"], "late": [None, False]}
    row.refresh_from_db()
    assert (row.last_visit_on, row.report_state, row.next_due_on) == (TODAY, "reported", date(2026, 12, 10))


def test_the_same_request_twice_is_one_visit_and_the_same_answer(ani: Staff, fitri: Staff) -> None:
    row, key = supervised(ani), uuid4()
    first = came(row, TODAY, fitri, NOW, request_key=key)
    second = came(row, TODAY, fitri, NOW + timedelta(seconds=1), request_key=key)
    assert (second.outcome, second.visit.pk) == (Outcome.REPEATED, first.visit.pk)
    assert Visit.objects.count() == 1
    assert trail() == [("visit.recorded", "Fitri")]


def test_a_second_visit_on_a_day_is_answered_with_the_first(ani: Staff, fitri: Staff) -> None:
    row = supervised(ani)
    first = came(row, TODAY, fitri, NOW)
    second = came(row, TODAY, ani, NOW + timedelta(hours=2))
    assert (second.outcome, second.visit.pk) == (Outcome.ALREADY, first.visit.pk)
    assert second.visit.recorded_by == fitri
    assert Visit.objects.count() == 1


def test_a_key_used_for_another_client_is_refused(ani: Staff) -> None:
    key = uuid4()
    came(supervised(ani), TODAY, ani, NOW, request_key=key)
    with pytest.raises(VisitRefused) as refused:
        came(supervised(ani), TODAY, ani, NOW, request_key=key)
    assert refused.value.code is VisitRefusal.KEY_USED


@pytest.mark.parametrize(
    ("on", "given", "code"),
    [
        (TODAY + timedelta(days=1), {}, VisitRefusal.FUTURE),
        (TODAY - timedelta(days=61), {}, VisitRefusal.TOO_OLD),
        (TODAY, {"kind": AttendanceKind.IZIN}, VisitRefusal.NOTE_NEEDED),
        (TODAY, {"kind": AttendanceKind.SAKIT, "note": "  "}, VisitRefusal.NOTE_NEEDED),
        (TODAY, {"next_on": TODAY}, VisitRefusal.NEXT_NOT_LATER),
    ],
)
def test_a_visit_that_cannot_be_is_refused_with_its_code(
    ani: Staff, on: date, given: dict[str, Any], code: VisitRefusal
) -> None:
    with pytest.raises(VisitRefused) as refused:
        came(supervised(ani), on, ani, NOW, **given)
    assert refused.value.code is code
    assert str(refused.value.sentence)
    assert not Visit.objects.exists()


def test_a_visit_before_the_guidance_began_is_refused(ani: Staff) -> None:
    with pytest.raises(VisitRefused) as refused:
        came(supervised(ani, start_date=date(2026, 11, 20)), date(2026, 11, 19), ani, NOW)
    assert refused.value.code is VisitRefusal.BEFORE_START


def test_after_the_guidance_was_over_nothing_is_recorded_but_a_paper_of_before_is(ani: Staff) -> None:
    row = supervised(ani, status="dicabut", is_active=False, ended_on=date(2026, 11, 20))
    StatusEvent.objects.create(supervision=row, status="dicabut", on=date(2026, 11, 20), by=ani, at=NOW)
    with pytest.raises(VisitRefused) as refused:
        came(row, date(2026, 11, 20), ani, NOW)
    assert refused.value.code is VisitRefusal.ENDED
    assert came(row, date(2026, 11, 19), ani, NOW).outcome is Outcome.RECORDED


def test_the_oldest_day_of_the_window_is_taken_and_marked_late(ani: Staff) -> None:
    recorded = came(supervised(ani), TODAY - timedelta(days=60), ani, NOW)
    assert recorded.outcome is Outcome.RECORDED
    assert recorded.visit.is_late_entry
    assert Event.objects.get().changes["late"] == [None, True]


def test_the_day_of_the_office_counts_not_that_of_the_server(ani: Staff) -> None:
    half_past_midnight = noon(TODAY) + timedelta(
        hours=12, minutes=30
    )  # 17.30 UTC of the 24th is the 25th in Jakarta
    assert (
        came(supervised(ani), TODAY + timedelta(days=1), ani, half_past_midnight).outcome is Outcome.RECORDED
    )


def test_voiding_needs_a_reason_keeps_the_row_and_frees_the_day(ani: Staff, dewi: Staff) -> None:
    row = supervised(ani)
    visit = came(row, TODAY, ani, NOW).visit
    with pytest.raises(VisitRefused) as refused:
        void_visit(visit=visit, reason=" ", by=dewi, at=NOW)
    assert refused.value.code is VisitRefusal.VOID_REASON
    void_visit(visit=visit, reason="Salah orang", by=dewi, at=NOW)
    assert (visit.voided_by, visit.void_reason) == (dewi, "Salah orang")
    row.refresh_from_db()
    assert (row.last_visit_on, row.report_state) == (None, "not_yet")
    assert came(row, TODAY, ani, NOW).outcome is Outcome.RECORDED
    assert trail() == [("visit.recorded", "Ani"), ("visit.voided", "Dewi"), ("visit.recorded", "Ani")]


def test_voiding_twice_leaves_the_first_reason_and_one_line_in_the_trail(ani: Staff, dewi: Staff) -> None:
    visit = came(supervised(ani), TODAY, ani, NOW).visit
    void_visit(visit=visit, reason="Salah orang", by=dewi, at=NOW)
    void_visit(visit=visit, reason="Lain", by=ani, at=NOW)
    assert visit.void_reason == "Salah orang"
    assert [action for action, _ in trail()] == ["visit.recorded", "visit.voided"]


def test_undoing_is_for_the_same_person_on_the_same_day(ani: Staff, fitri: Staff) -> None:
    visit = came(supervised(ani), TODAY, fitri, NOW).visit
    with pytest.raises(VisitRefused) as refused:
        undo_visit(visit=visit, by=ani, at=NOW)
    assert refused.value.code is VisitRefusal.NOT_YOURS
    with pytest.raises(VisitRefused) as refused:
        undo_visit(visit=visit, by=fitri, at=NOW + timedelta(days=1))
    assert refused.value.code is VisitRefusal.DAY_OVER
    undo_visit(visit=visit, by=fitri, at=NOW + timedelta(hours=3))
    assert visit.void_reason == "dibatalkan di meja"


def test_a_request_repeated_after_its_visit_was_undone_does_not_record_again(ani: Staff) -> None:
    row, key = supervised(ani), uuid4()
    undo_visit(visit=came(row, TODAY, ani, NOW, request_key=key).visit, by=ani, at=NOW)
    again = came(row, TODAY, ani, NOW, request_key=key)
    assert again.outcome is Outcome.REPEATED
    assert again.visit.voided_at is not None


def test_the_database_itself_refuses_a_second_visit_of_a_day(ani: Staff) -> None:
    visit = came(supervised(ani), TODAY, ani, NOW).visit
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(
            supervision=visit.supervision,
            on=TODAY,
            source="scan",
            recorded_by=ani,
            recorded_at=NOW,
            request_key=uuid4(),
        )


def test_a_workbook_brought_twice_adds_nothing(ani: Staff, dewi: Staff) -> None:
    row = supervised(ani)
    rows = [
        ImportedVisit(row.pk, date(2026, 4, 8)),
        ImportedVisit(row.pk, date(2026, 4, 8)),
        ImportedVisit(row.pk, date(2026, 5, 15), day_known=False),
        ImportedVisit(row.pk, date(2026, 12, 1)),
    ]
    assert record_imported_visits(rows=rows, by=dewi, at=NOW) == ImportedCounts(added=2, already=1, future=1)
    assert record_imported_visits(rows=rows, by=dewi, at=NOW) == ImportedCounts(added=0, already=3, future=1)
    row.refresh_from_db()
    assert (row.last_visit_on, row.met_total) == (date(2026, 5, 15), 3)
    assert trail() == [("visits.imported", "Dewi")]


def test_a_tick_of_a_month_that_has_a_visit_adds_none(ani: Staff, dewi: Staff) -> None:
    row = supervised(ani)
    came(row, TODAY, ani, NOW)
    ticks = [ImportedVisit(row.pk, date(2026, 11, 15), day_known=False)]
    assert record_imported_visits(rows=ticks, by=dewi, at=NOW) == ImportedCounts(added=0, already=1, future=0)


def test_an_imported_visit_that_was_voided_stays_void_when_the_workbook_comes_again(
    ani: Staff, dewi: Staff
) -> None:
    rows = [ImportedVisit(supervised(ani).pk, date(2026, 4, 8))]
    record_imported_visits(rows=rows, by=dewi, at=NOW)
    void_visit(visit=Visit.objects.get(), reason="Centang salah baris", by=dewi, at=NOW)
    assert record_imported_visits(rows=rows, by=dewi, at=NOW).added == 0


def test_recording_asks_a_fixed_number_of_questions(
    ani: Staff, office: Office, django_assert_num_queries: Any
) -> None:
    few, many = supervised(ani), supervised(ani)
    for month in range(4, 11):
        came(many, date(2026, month, 8), ani)
    for row in (few, many):
        row = Supervision.objects.get(pk=row.pk)
        with django_assert_num_queries(18):
            came(row, TODAY, ani, NOW)


def test_a_paper_typed_early_in_the_morning_after_is_late(ani: Staff) -> None:
    six_in_the_morning = noon(TODAY) - timedelta(hours=6)  # 23.00 UTC of the day before
    visit = came(supervised(ani), TODAY - timedelta(days=1), ani, six_in_the_morning).visit
    assert Visit.objects.get(pk=visit.pk).is_late_entry
