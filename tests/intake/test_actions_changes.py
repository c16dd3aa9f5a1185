"""A corrected file updates the register, and only what the file corrected."""

from datetime import date

import pytest

from bimbing.attendance.models import Visit
from bimbing.audit.models import Event
from bimbing.clients.actions import edit_client
from bimbing.clients.models import Client
from bimbing.intake.actions import commit, receive
from bimbing.offices.models import Staff
from bimbing.supervision.models import Assignment, Case, StatusEvent, Supervision
from tests.factories import AT
from tests.intake.rows import SUWARNO, bring_in, row, workbook

pytestmark = pytest.mark.django_db


def test_a_corrected_row_changes_what_it_corrects_and_the_old_value_is_kept(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    batch, counts = bring_in(
        dewi,
        row(
            SUWARNO,
            end_date="2028-06-10",
            address="Ds. Sumberejo Kec. Malo",
            articles="362 KUHP",
            origin="Lapas Tuban",
        ),
        name="corrected.xlsx",
    )
    supervision = Supervision.objects.select_related("client", "case").get()
    assert (counts.new, counts.changed, counts.clients) == (0, 1, 0)
    assert (supervision.end_date, supervision.district, supervision.client.village) == (
        date(2028, 6, 10),
        "Malo",
        "Sumberejo",
    )
    assert (supervision.case.articles, supervision.case.origin_facility) == ("362 KUHP", "Lapas Tuban")
    assert Event.objects.get(action="supervision.edited").changes == {
        "end_date": ["2028-03-10", "2028-06-10"]
    }
    assert Event.objects.get(action="case.edited").changes["articles"] == ["363 ayat 1 ke-3 KUHP", "362 KUHP"]
    told = {
        issue["field"]: issue["params"] for issue in batch.rows.get().issues if issue["code"] == "will_change"
    }
    assert told["end_date"] == {"old": "2028-03-10", "new": "2028-06-10"}


def test_what_was_corrected_in_bimbing_is_not_overwritten_by_the_files_old_words(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    client = Client.objects.get()
    edit_client(client=client, version=client.version, changes={"birth_place": "Tuban"}, by=dewi, at=AT)
    bring_in(dewi, row(SUWARNO, decree_no="PAS-9"), name="corrected.xlsx")
    assert (Client.objects.get().birth_place, Supervision.objects.get().decision_no) == ("Tuban", "PAS-9")


def test_an_empty_cell_takes_nothing_away_and_a_filled_one_fills(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO, birth_place=None))
    bring_in(dewi, row(SUWARNO, decree_no=None, origin=None), name="corrected.xlsx")
    assert Client.objects.get().birth_place == "Bojonegoro"
    assert Supervision.objects.get().decision_no == "PAS-123.PK.01.05.09 TAHUN 2026"
    assert Case.objects.get().origin_facility == "Lapas Bojonegoro"


def test_a_new_month_of_attendance_adds_its_visits_only(dewi: Staff) -> None:
    april, may = ["2026-04-10", "present", ""], ["2026-05-08", "present", ""]
    bring_in(dewi, row(SUWARNO, attendance=[april]))
    batch, counts = bring_in(dewi, row(SUWARNO, attendance=[april, may]), name="may.xlsx")
    assert (counts.changed, counts.visits, Visit.objects.count()) == (1, 1, 2)
    assert [issue["code"] for issue in batch.rows.get().issues] == ["new_visits"]


def test_an_officer_and_a_status_change_by_their_own_verbs(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    bring_in(dewi, row(SUWARNO, officer="Rina Kusumawati", status="meninggal"), name="later.xlsx")
    supervision = Supervision.objects.select_related("officer").get()
    assert supervision.officer is not None
    assert supervision.officer.full_name == "Rina Kusumawati"
    assert (supervision.status, supervision.is_active) == ("meninggal", False)
    assert Assignment.objects.count() == 2
    assert list(StatusEvent.objects.values_list("status", flat=True)) == ["aktif", "meninggal"]


def test_a_status_that_does_not_follow_stays_and_is_asked(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO, status="dicabut"))
    batch, counts = bring_in(dewi, row(SUWARNO, status="aktif"), name="later.xlsx")
    assert (Supervision.objects.get().status, counts.changed) == ("dicabut", 1)
    assert "status_refused" in {issue["code"] for issue in batch.rows.get().issues}


def test_a_start_behind_the_end_that_stays_moves_neither(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    batch, _ = bring_in(dewi, row(SUWARNO, start_date="2029-01-01", end_date=None), name="later.xlsx")
    assert Supervision.objects.get().start_date == date(2026, 3, 10)
    assert "end_before_start" in {issue["code"] for issue in batch.rows.get().issues}


def test_a_second_telephone_joins_the_first(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    bring_in(dewi, row(SUWARNO, phones=[["+6281200000002", "relative"]]), name="later.xlsx")
    assert list(Client.objects.get().phones.values_list("number", "owner")) == [
        ("+6281200000001", "self"),
        ("+6281200000002", "other"),
    ]


def test_an_older_file_brought_again_does_not_turn_the_clock_back(dewi: Staff) -> None:
    old, new = row(SUWARNO), row(SUWARNO, decree_no="PAS-9")
    bring_in(dewi, old)
    bring_in(dewi, new, name="corrected.xlsx")
    batch = receive(office=dewi.office, workbook=workbook(old), by=dewi, at=AT)
    assert commit(batch=batch, by=dewi, at=AT).same == 1
    assert Supervision.objects.get().decision_no == "PAS-9"
