"""What a workbook makes in the register, and that nothing in it can stop the rest."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bimbing.attendance.models import Visit
from bimbing.audit.models import Event
from bimbing.clients.models import Client, SearchEntry
from bimbing.intake.actions import Counts, ImportDiscarded, commit, discard, receive
from bimbing.intake.imports.kept import read_workbook
from bimbing.intake.models import Import, ImportRow
from bimbing.offices.models import Staff, StaffAlias
from bimbing.offices.permissions import Role
from bimbing.supervision.models import Assignment, StatusEvent, Supervision
from tests.factories import AT, StaffFactory
from tests.intake.rows import SITI, SUWARNO, ask, bring_in, row, workbook

pytestmark = pytest.mark.django_db
SYLLABLES = ("ba", "da", "ga", "ja", "ka", "la", "ma", "na", "pa", "ra")
SAMPLES = sorted(
    (Path(__file__).resolve().parents[3] / "shared/samples/registers").glob("register-bojonegoro-2026.xlsx")
)


def test_a_row_becomes_person_case_supervision_officer_and_history(dewi: Staff) -> None:
    batch, counts = bring_in(dewi, row(SUWARNO))
    client, supervision = Client.objects.get(), Supervision.objects.select_related("case", "officer").get()
    assert counts == Counts(new=1, clients=1, officers=1)
    assert (client.full_name, client.aliases, client.parent_name) == ("SUWARNO", "WARNO", "KARTO")
    assert (client.village, client.district, client.regency) == ("Ngraho", "Ngraho", "Bojonegoro")
    assert list(client.phones.values_list("number", "owner")) == [("+6281200000001", "self")]
    assert (supervision.case.offence_id, supervision.case.sentence_years) == ("PENCURIAN", 3)
    assert supervision.case.sentence_expiry_date == date(2027, 3, 10)
    assert (supervision.programme_id, supervision.register_no) == ("PB", "012/PB/2026")
    assert (supervision.start_date, supervision.end_date) == (date(2026, 3, 10), date(2028, 3, 10))
    assert supervision.officer is not None
    assert supervision.officer.full_name == "Budi Hartono"
    assert supervision.standing_until is not None  # settled
    assert Assignment.objects.get().officer == supervision.officer
    assert SearchEntry.objects.get().text.startswith(" suwarno ; warno karto | 012/PB/2026 ")
    kept = batch.rows.get()
    assert (kept.client_id, kept.supervision_id, kept.raw) == (client.pk, supervision.pk, {"B": "SUWARNO"})


def test_the_same_import_committed_twice_changes_nothing_and_says_so(dewi: Staff) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO), row(SITI, 8))
    assert commit(batch=batch, by=dewi, at=AT) == Counts(same=2)
    assert (Client.objects.count(), Supervision.objects.count()) == (2, 2)


def test_the_same_file_brought_again_is_all_the_same(dewi: Staff) -> None:
    rows = row(SUWARNO, attendance=[["2026-04-10", "present", ""], ["2026-05", "present", ""]]), row(SITI, 8)
    bring_in(dewi, *rows)
    again, counts = bring_in(dewi, *rows)
    assert counts == Counts(same=2)
    assert (Client.objects.count(), Visit.objects.count(), Import.objects.count()) == (2, 2, 2)
    assert set(again.rows.values_list("outcome", flat=True)) == {"same"}


def test_a_file_sent_twice_before_it_is_confirmed_is_one_import(dewi: Staff) -> None:
    first = receive(office=dewi.office, workbook=workbook(row(SUWARNO)), by=dewi, at=AT)
    second = receive(office=dewi.office, workbook=workbook(row(SUWARNO)), by=dewi, at=AT)
    assert (second.pk, ImportRow.objects.count()) == (first.pk, 1)


def test_receiving_enters_nothing(dewi: Staff) -> None:
    batch = receive(office=dewi.office, workbook=workbook(row(SUWARNO)), by=dewi, at=AT)
    assert (batch.state, batch.counts["new"]) == ("preview", 1)
    assert not Client.objects.exists()
    assert not Staff.objects.filter(full_name="Budi Hartono").exists()


def test_a_discarded_import_cannot_be_entered(dewi: Staff) -> None:
    batch = receive(office=dewi.office, workbook=workbook(row(SUWARNO)), by=dewi, at=AT)
    discard(batch=batch, by=dewi, at=AT)
    with pytest.raises(ImportDiscarded):
        commit(batch=batch, by=dewi, at=AT)
    assert not Client.objects.exists()
    assert batch.rows.count() == 1


def test_one_bad_row_does_not_keep_the_others_out(dewi: Staff) -> None:
    bad = (
        row(SUWARNO, 8, full_name=None),
        row(SUWARNO, 9, full_name="JOKO", nik="123", birth_date="1991-01-01"),
        row(
            SUWARNO,
            10,
            full_name="KARNI",
            nik=None,
            birth_date="1992-01-01",
            register_no=None,
            end_date="2020-01-01",
        ),
        row(
            SUWARNO,
            11,
            full_name="LASMI",
            nik=None,
            birth_date="1993-01-01",
            programme="ANEH",
            register_no="9",
        ),
        row(SUWARNO, 12, full_name="M" * 400, nik=None, birth_date="1994-01-01", register_no="10"),
    )
    batch, counts = bring_in(dewi, row(SUWARNO), *bad)
    assert (counts.new, counts.rejected) == (5, 1)
    assert batch.rows.get(row=8).outcome == "rejected"
    joko = Supervision.objects.get(client__full_name="JOKO")
    assert (joko.client.nik, joko.register_no) == ("", "")
    assert "NIK di berkas: 123" in joko.remarks
    assert "No. register di berkas: 012/PB/2026" in joko.remarks
    assert Supervision.objects.get(client__full_name="KARNI").end_date is None
    assert Supervision.objects.get(client__full_name="LASMI").programme_id is None
    assert Client.objects.filter(full_name="M" * 160).exists()


def test_what_was_not_clear_stays_readable_in_the_remarks(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO, start_date=None, issues=[ask("start_date", "date_impossible", "31-02-2025")]))
    assert Supervision.objects.get().remarks == "Tanggal mulai di berkas: 31-02-2025 (belum jelas)"


def test_an_unknown_officer_becomes_a_name_that_cannot_sign_in(dewi: Staff) -> None:
    told = {
        "name": "Budi Hartono",
        "titled": "Budi Hartono, S.H.",
        "spellings": ["Pak Budi", "BUDI H."],
        "nip": "196803151992031002",
    }
    bring_in(dewi, row(SUWARNO), officers=[told])
    budi = Staff.objects.get(full_name="Budi Hartono")
    assert (budi.username, budi.role, budi.title, budi.nip) == (
        "budi.hartono",
        Role.OFFICER,
        "S.H.",
        "196803151992031002",
    )
    assert not budi.has_usable_password()
    assert set(StaffAlias.objects.values_list("staff_id", flat=True)) == {budi.pk}


def test_a_known_officer_is_found_in_any_spelling_and_in_his_own_office_only(
    dewi: Staff, candra: Staff
) -> None:
    mine = StaffFactory(office=dewi.office, full_name="Moch. Yusuf, S.H.", username="yusuf")
    StaffFactory(office=candra.office, full_name="Mohammad Yusuf", username="mohammad.yusuf")
    _, counts = bring_in(dewi, row(SUWARNO, officer="MUHAMMAD YUSUF"))
    assert counts.officers == 0
    assert Supervision.objects.get().officer == mine


def test_two_officers_of_one_user_name_get_two(dewi: Staff, candra: Staff) -> None:
    StaffFactory(office=candra.office, full_name="Budi Hartono", username="Budi.Hartono")
    bring_in(dewi, row(SUWARNO))
    assert Staff.objects.get(office=dewi.office, full_name="Budi Hartono").username == "budi.hartono2"


def test_attendance_becomes_visits_and_a_tick_the_last_day_of_its_month(dewi: Staff) -> None:
    marks = [
        ["2026-04-10", "present", ""],
        ["2026-05", "present", ""],
        ["2026-06", "online", ""],
        ["2026-07-03", "excused", "sakit"],
        ["2026-08-03", "absent", ""],
        ["2026-11", "present", ""],
        ["2027-01-05", "present", ""],
    ]
    _, counts = bring_in(dewi, row(SUWARNO, attendance=marks))
    visits = list(Visit.objects.order_by("on").values_list("on", "kind", "day_known", "source"))
    assert visits == [
        (date(2026, 4, 10), "hadir", True, "import"),
        (date(2026, 5, 31), "hadir", False, "import"),
        (date(2026, 6, 30), "daring", False, "import"),
        (date(2026, 7, 3), "izin", True, "import"),
        (date(2026, 11, 24), "hadir", False, "import"),  # not after today
    ]
    assert (counts.visits, counts.visits_to_come) == (5, 1)
    assert Supervision.objects.get().last_visit_on == date(2026, 11, 24)


def test_a_tick_in_the_month_of_the_end_does_not_lie_behind_it(dewi: Staff) -> None:
    bring_in(
        dewi, row(SITI, end_date="2026-09-12", status="berakhir", attendance=[["2026-09", "present", ""]])
    )
    assert Visit.objects.get().on == date(2026, 9, 12)


@pytest.mark.parametrize(
    ("values", "status", "ended_on"),
    [
        ({"status": "berakhir", "end_date": "2026-09-10"}, "berakhir", date(2026, 9, 10)),
        ({"status": "dicabut", "attendance": [["2026-06-02", "present", ""]]}, "dicabut", date(2026, 6, 3)),
        ({"status": "meninggal", "end_date": "2026-08-01"}, "meninggal", date(2026, 8, 1)),
        (
            {"status": "dicabut", "extra": {"remarks": "Dicabut tgl 5 Mei 2026 tidak lapor 3x"}},
            "dicabut",
            date(2026, 5, 5),
        ),
        ({"status": "dilimpahkan", "end_date": None}, "dilimpahkan", date(2026, 11, 24)),
        ({"status": "ditahan"}, "ditahan", None),
    ],
)
def test_a_status_comes_with_its_day(
    dewi: Staff, values: dict[str, Any], status: str, ended_on: date | None
) -> None:
    bring_in(dewi, row(SUWARNO, **values))
    supervision = Supervision.objects.get()
    assert (supervision.status, supervision.ended_on) == (status, ended_on)
    assert list(StatusEvent.objects.values_list("status", flat=True)) == ["aktif", status]


def test_an_import_leaves_its_trail(dewi: Staff) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO))
    committed = Event.objects.get(action="import.committed")
    assert (committed.subject_id, committed.staff_id) == (batch.pk, dewi.pk)
    assert committed.changes == {"new": [None, 1], "clients": [None, 1], "officers": [None, 1]}
    actions = set(Event.objects.values_list("action", flat=True))
    assert {"import.received", "client.added", "supervision.added", "staff.imported"} <= actions


def test_one_person_in_two_programmes_is_one_client_with_two_supervisions(dewi: Staff) -> None:
    later = row(
        SUWARNO, 8, programme="CB", register_no="001/CB/2028", start_date="2028-04-01", end_date="2028-12-01"
    )
    _, counts = bring_in(dewi, row(SUWARNO), later)
    assert (counts.new, counts.clients) == (2, 1)
    assert set(Supervision.objects.values_list("client__full_name", flat=True)) == {"SUWARNO"}


def test_a_monthly_register_that_lists_a_client_again_makes_one_supervision(dewi: Staff) -> None:
    may = row(
        SUWARNO, 8, sheet="MEI", address=None, phones=None, status="berakhir", extra={"religion": "Islam"}
    )
    batch, counts = bring_in(dewi, row(SUWARNO, sheet="APR", religion=None), may)
    supervision = Supervision.objects.get()
    assert (counts.new, counts.same, supervision.status, supervision.client.religion) == (
        1,
        1,
        "berakhir",
        "Islam",
    )
    assert set(batch.rows.values_list("supervision_id", flat=True)) == {supervision.pk}


def test_the_number_of_queries_does_not_grow_with_the_rows(dewi: Staff) -> None:
    def brought(count: int, start: int) -> int:
        rows = [
            row(SUWARNO, n, full_name="".join(SYLLABLES[int(digit)] for digit in str(n)), register_no=f"{n}/PB/2026",
                nik=f"35221510059{n:05}", attendance=[["2026-05-10", "present", ""]])
            for n in range(start, start + count)
        ]  # fmt: skip
        batch = receive(office=dewi.office, workbook=workbook(*rows, name=str(count)), by=dewi, at=AT)
        with CaptureQueriesContext(connection) as queries:
            commit(batch=batch, by=dewi, at=AT)
        return len(queries)

    brought(2, 0)  # officers known from here on
    assert brought(5, 100) == brought(15, 200)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_clean_sample_register_comes_in_whole(dewi: Staff, sample: Path) -> None:
    found, _ = read_workbook(sample, file_name=sample.name, today=AT.date())
    counts = commit(batch=receive(office=dewi.office, workbook=found, by=dewi, at=AT), by=dewi, at=AT)
    assert counts == Counts(new=469, clients=469, officers=14, visits=2892)
    statuses = (
        Supervision.objects.filter(is_active=True).count(),
        Supervision.objects.filter(status="berakhir").count(),
    )
    assert statuses == (323, 132)
    again = commit(batch=receive(office=dewi.office, workbook=found, by=dewi, at=AT), by=dewi, at=AT)
    assert again == Counts(same=469)
