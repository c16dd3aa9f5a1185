"""The stored sums equal the rules: the reference vectors through the real tables, and whatever order things happen in."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bimbing.attendance.actions import VisitRefused, excuse, settle, settle_stale, void_visit
from bimbing.attendance.models import Visit
from bimbing.attendance.queries.proof import differences
from bimbing.clients.models import Client, SearchEntry
from bimbing.jobs.actions import catch_up
from bimbing.offices.models import Holiday, Office, Staff
from bimbing.offices.permissions import Role
from bimbing.rules.duty import AttendanceKind
from bimbing.rules.status import Status
from bimbing.supervision.actions import StatusRefused, change_status, correct_status_event, reindex
from bimbing.supervision.models import Supervision
from tests.attendance.scenes import NOW, TODAY, came, noon, supervised
from tests.factories import OfficeFactory, StaffFactory


def as_of(row: Supervision, day: date) -> Supervision:
    settle(supervision_ids=[row.pk], as_of=day)
    row.refresh_from_db()
    return row


@pytest.fixture
def reported_three_times(ani: Staff) -> Supervision:
    """Monthly from 10 March 2026; reported 10 March, 8 April and 12 May."""
    row = supervised(ani)
    for day in (date(2026, 3, 10), date(2026, 4, 8), date(2026, 5, 12)):
        came(row, day, ani)
    return row


def test_two_closed_months_are_two_misses_while_august_is_only_not_yet(
    reported_three_times: Supervision,
) -> None:
    row = as_of(reported_three_times, date(2026, 8, 15))
    assert (row.missed_run, row.report_state, row.next_due_on) == (2, "not_yet", date(2026, 8, 10))


def test_the_third_miss_in_a_row_stands_on_the_first_of_september(reported_three_times: Supervision) -> None:
    assert as_of(reported_three_times, date(2026, 9, 1)).missed_run == 3


def test_an_excused_month_neither_adds_nor_breaks(reported_three_times: Supervision, dewi: Staff) -> None:
    excuse(
        supervision=reported_three_times,
        since=date(2026, 7, 1),
        until=date(2026, 7, 31),
        reason="Rawat inap",
        by=dewi,
        at=noon(date(2026, 7, 2)),
    )
    assert as_of(reported_three_times, date(2026, 9, 1)).missed_run == 2


def test_a_visit_marked_as_excuse_excuses_its_month(reported_three_times: Supervision, dewi: Staff) -> None:
    came(reported_three_times, date(2026, 7, 8), dewi, kind=AttendanceKind.IZIN, note="Surat dokter")
    assert as_of(reported_three_times, date(2026, 9, 1)).missed_run == 2


def test_a_report_in_july_leaves_a_run_of_one(reported_three_times: Supervision, dewi: Staff) -> None:
    came(reported_three_times, date(2026, 7, 20), dewi)
    assert as_of(reported_three_times, date(2026, 9, 1)).missed_run == 1


def test_a_visit_of_june_entered_in_september_counts_and_is_marked_late(
    reported_three_times: Supervision, office: Office, dewi: Staff
) -> None:
    Office.objects.update(backdate_days=90)
    late = came(reported_three_times, date(2026, 6, 25), dewi, noon(date(2026, 9, 5)))
    assert late.visit.is_late_entry
    assert as_of(reported_three_times, date(2026, 9, 5)).missed_run == 2


def test_months_in_detention_are_no_duty_and_leave_the_run_alone(
    reported_three_times: Supervision, dewi: Staff
) -> None:
    row = reported_three_times
    row.refresh_from_db()
    change_status(
        supervision=row,
        version=row.version,
        status=Status.DITAHAN,
        on=date(2026, 6, 1),
        by=dewi,
        at=noon(date(2026, 6, 1)),
    )
    assert as_of(row, date(2026, 7, 1)).report_state == "suspended"
    change_status(
        supervision=row,
        version=row.version,
        status=Status.AKTIF,
        on=date(2026, 9, 1),
        by=dewi,
        at=noon(date(2026, 9, 1)),
    )
    row = as_of(row, date(2026, 9, 2))
    assert (row.missed_run, row.missed_total, row.met_total) == (0, 0, 3)


def test_registration_is_the_report_of_the_first_month(ani: Staff) -> None:
    row = as_of(supervised(ani), date(2026, 3, 20))
    assert (row.report_state, row.due_total, row.met_total) == ("reported", 1, 1)


def test_without_a_start_date_nothing_is_due_and_nothing_needs_computing_again(ani: Staff) -> None:
    row = as_of(supervised(ani, start_date=None, end_date=None), TODAY)
    assert (row.report_state, row.next_due_on, row.standing_until) == ("none", None, date.max)


def test_the_day_told_at_the_desk_is_the_next_day_due(ani: Staff) -> None:
    row = supervised(ani)
    came(row, TODAY, ani, NOW, next_on=date(2026, 12, 17))
    row.refresh_from_db()
    assert row.next_due_on == date(2026, 12, 17)


def test_a_day_told_outside_the_period_owed_next_does_not_move_it(ani: Staff) -> None:
    row = supervised(ani)
    came(row, TODAY, ani, NOW, next_on=date(2027, 1, 7))
    row.refresh_from_db()
    assert row.next_due_on == date(2026, 12, 10)


def test_holidays_of_the_office_move_the_day_due(ani: Staff, other_office: Office) -> None:
    Holiday.objects.create(office=None, on=date(2026, 12, 10), name="Libur")
    Holiday.objects.create(office=other_office, on=date(2026, 12, 11), name="Libur orang lain")
    row = supervised(ani)
    came(row, TODAY, ani, NOW)
    row.refresh_from_db()
    assert row.next_due_on == date(2026, 12, 11)


def test_a_home_visit_counts_only_where_the_office_says_so(ani: Staff, office: Office) -> None:
    row = supervised(ani)
    came(row, TODAY, ani, NOW, kind=AttendanceKind.KUNJUNGAN)
    row.refresh_from_db()
    assert row.report_state == "reported"
    Office.objects.update(home_visit_satisfies=False)
    assert as_of(row, TODAY).report_state == "not_yet"


def test_the_nightly_roll_computes_what_a_passed_day_made_stale_and_nothing_else(ani: Staff) -> None:
    stale, fresh = supervised(ani), supervised(ani)
    settle(supervision_ids=[stale.pk], as_of=date(2026, 10, 31))
    settle(supervision_ids=[fresh.pk], as_of=TODAY)
    assert settle_stale(as_of=TODAY) == 1
    assert settle_stale(as_of=TODAY) == 0
    stale.refresh_from_db()
    assert (stale.missed_run, stale.standing_until) == (7, date(2026, 11, 30))


def test_the_nightly_roll_is_among_the_works_of_the_day(ani: Staff) -> None:
    stale = supervised(ani)
    assert "standings" in catch_up(now=NOW)
    stale.refresh_from_db()
    assert stale.standing_until is not None


@pytest.mark.parametrize("count", [1, 3])
def test_settling_asks_the_same_number_of_questions_for_one_and_for_three(
    ani: Staff, count: int, django_assert_num_queries: Any
) -> None:
    rows = [supervised(ani) for _ in range(count)]
    came(rows[0], TODAY, ani, NOW)
    # rows with lock, programmes, rules of intervals, office, holidays, visits, excuses, history, decisions of the panel,
    # UPDATE, and two for the savepoint
    with django_assert_num_queries(12):
        settle(supervision_ids=[row.pk for row in rows], as_of=TODAY)


# ── prove ────────────────────────────────────────────────────────────────


@pytest.fixture
def proved(ani: Staff, monkeypatch: pytest.MonkeyPatch) -> Supervision:
    monkeypatch.setattr("bimbing.attendance.management.commands.prove.timezone.localdate", lambda: TODAY)
    row = supervised(ani)
    came(row, TODAY, ani, NOW)
    reindex(client_ids=[row.client_id])
    row.refresh_from_db()
    return row


def test_prove_finds_nothing_where_nothing_is_wrong(
    proved: Supervision, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("prove")
    assert "1 pembimbingan dihitung ulang" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("column", "planted"),
    [
        ("missed_run", 5),
        ("missed_total", 0),
        ("due_total", 1),
        ("met_total", 9),
        ("report_state", "not_yet"),
        ("last_visit_on", date(2026, 11, 1)),
        ("next_due_on", None),
        ("standing_until", None),
        ("standing_until", date(2026, 11, 2)),
        ("is_active", False),
        ("ended_on", date(2026, 11, 1)),
        ("name_key", "orang lain"),
        ("offence_code", "NARKOTIKA"),
        ("district", "Kapas"),
        ("regency", "Tuban"),
    ],
)
def test_prove_finds_a_planted_difference_and_mends_it(
    proved: Supervision, column: str, planted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    true = getattr(proved, column)
    Supervision.objects.update(**{column: planted})
    with pytest.raises(CommandError) as failed:
        call_command("prove")
    assert failed.value.returncode == 1
    assert f"pembimbingan {proved.pk}: {column} tersimpan" in capsys.readouterr().out
    call_command("prove", "--mend")
    proved.refresh_from_db()
    assert getattr(proved, column) == true
    call_command("prove")


def test_prove_knows_who_holds_a_card(proved: Supervision, capsys: pytest.CaptureFixture[str]) -> None:
    Client.objects.update(has_card=True)
    with pytest.raises(CommandError):
        call_command("prove")
    assert "client.has_card tersimpan True, seharusnya False" in capsys.readouterr().out
    call_command("prove", "--mend")
    assert not Client.objects.get().has_card


@pytest.mark.parametrize("planted", ["text", "office", "gone"])
def test_prove_finds_who_is_not_found_by_his_name_and_mends_it(
    proved: Supervision, other_office: Office, planted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    true = SearchEntry.objects.get().text
    if planted == "gone":
        SearchEntry.objects.all().delete()
    else:
        SearchEntry.objects.update(**{planted: "orang lain" if planted == "text" else other_office})
    with pytest.raises(CommandError) as failed:
        call_command("prove")
    assert failed.value.returncode == 1
    assert "0 selisih pada 0 baris dan 1 baris pencarian" in str(failed.value)
    said = f"klien {proved.client_id}: baris pencarian tidak sesuai dengan nama dan nomornya"
    assert said in capsys.readouterr().out
    call_command("prove", "--mend")
    entry = SearchEntry.objects.get()
    assert (entry.text, entry.office_id) == (true, proved.office_id)
    call_command("prove")


@pytest.mark.parametrize("column", ["has_phone", "has_card"])
def test_prove_knows_who_has_a_phone_and_a_card(
    proved: Supervision, column: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Supervision.objects.update(**{column: True})
    with pytest.raises(CommandError):
        call_command("prove")
    assert f"{column} tersimpan True, seharusnya False" in capsys.readouterr().out
    call_command("prove", "--mend")
    assert not getattr(Supervision.objects.get(), column)
    call_command("prove")


# ── whatever happens, in whatever order ─────────────────────────────────

START = date(2026, 3, 10)
days = st.integers(0, 200).map(lambda n: START + timedelta(days=n))
step = st.one_of(
    st.tuples(st.just("visit"), days, st.sampled_from(sorted(AttendanceKind))),
    st.tuples(st.just("void"), st.integers(0, 20), st.none()),
    st.tuples(st.just("excuse"), days, st.integers(0, 70)),
    st.tuples(st.just("status"), days, st.sampled_from(sorted(Status))),
    st.tuples(st.just("detained"), days, st.integers(0, 120)),
    st.tuples(st.just("corrected"), days, st.integers(0, 9)),
)


class StoredSums(TestCase):
    """After any sequence of deeds the stored columns are those of a fresh computation."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        steps=st.lists(step, max_size=12),
        model=st.sampled_from(["calendar", "anniversary"]),
        grace=st.integers(0, 9),
    )
    def test_sums_equal_a_fresh_computation_after_any_sequence(
        self, steps: list[tuple[str, Any, Any]], model: str, grace: int
    ) -> None:
        office = OfficeFactory(duty_model=model, grace_days=grace, backdate_days=400)
        staff = StaffFactory(office=office, role=Role.REGISTRAR)
        row = supervised(staff)
        now = noon(date(2026, 9, 28))
        settle(supervision_ids=[row.pk], as_of=now.date())
        for what, a, b in steps:
            row.refresh_from_db()
            try:
                if what == "visit":
                    came(row, a, staff, now, kind=b, note="surat", next_on=a + timedelta(days=30))
                elif what == "void" and (visits := list(Visit.objects.filter(voided_at=None))):
                    void_visit(visit=visits[a % len(visits)], reason="salah", by=staff, at=now)
                elif what == "excuse":
                    excuse(
                        supervision=row, since=a, until=a + timedelta(days=b), reason="izin", by=staff, at=now
                    )
                elif what == "status":
                    change_status(
                        supervision=row, version=row.version, status=b, on=a, by=staff, at=now, reason="x"
                    )
                    settle(supervision_ids=[row.pk], as_of=now.date())
                elif what == "detained":
                    change_status(
                        supervision=row, version=row.version, status=Status.DITAHAN, on=a, by=staff, at=now,
                        until=a + timedelta(days=b),
                    )  # fmt: skip
                    settle(supervision_ids=[row.pk], as_of=now.date())
                elif what == "corrected":
                    ids = list(row.status_events.order_by("pk").values_list("pk", flat=True))
                    correct_status_event(
                        supervision=row, version=row.version, event_id=ids[b % len(ids)], changes={"on": a},
                        reason="salah ketik", by=staff, at=now,
                    )  # fmt: skip
                    settle(supervision_ids=[row.pk], as_of=now.date())
            except (VisitRefused, StatusRefused):
                continue
        for days_later in (0, 3, 40):
            day = now.date() + timedelta(days=days_later)
            settle_stale(as_of=day)
            assert list(differences(as_of=day)) == []
