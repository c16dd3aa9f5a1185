"""The client's file: who may open it, what stands in it, what can be written there."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from bimbing.attendance.models import Excuse, Visit
from bimbing.audit.models import Event
from bimbing.desk.queries.client_file import Kind, file_of, was_opened
from bimbing.desk.views.client_words import cells, checked_dates, findings, told
from bimbing.offices.models import Staff
from bimbing.rules.duty import PeriodState
from bimbing.supervision.models import Assignment, Note, StatusEvent, Supervision
from tests.attendance.scenes import TODAY, came, noon, supervised
from tests.factories import SupervisionFactory

pytestmark = pytest.mark.django_db
SEP, OCT = date(2026, 9, 12), date(2026, 10, 14)


@pytest.fixture
def row(ani: Staff) -> Supervision:
    return supervised(ani, client__full_name="SUWARNO KARTO", client__birth_date=date(1990, 5, 10))


def file_url(row: Supervision, rest: str = "") -> str:
    return f"/klien/{row.client_id}/{rest}"


# ── who may ─────────────────────────────────────────────────

PARTS = ["", "catatan/", "status/", "alih-pk/"]


@pytest.mark.parametrize("part", PARTS)
def test_a_stranger_finds_no_file(row: Supervision, candra: Staff, browser_of: Any, part: str) -> None:
    browser = browser_of(candra)
    answer = browser.post(file_url(row, part)) if part == "catatan/" else browser.get(file_url(row, part))
    assert answer.status_code == (403 if part == "catatan/" else 404)
    assert not Event.objects.filter(action="client.opened").exists()


def test_another_officer_finds_no_file_and_writes_no_note(
    row: Supervision, budi: Staff, browser_of: Any
) -> None:
    browser = browser_of(budi)
    assert browser.get(file_url(row)).status_code == 404
    sent = {"text": "x", "on": "24-11-2026", "request_key": uuid4(), "supervision": row.pk}
    assert browser.post(file_url(row, "catatan/"), sent).status_code == 404
    assert not Note.objects.exists()


@pytest.mark.parametrize("part", PARTS)
def test_desk_and_administrator_may_open_no_file(
    row: Supervision, fitri: Staff, gita: Staff, browser_of: Any, part: str
) -> None:
    assert [browser_of(who).post(file_url(row, part)).status_code for who in (fitri, gita)] == [
        403,
        403,
    ] or part == ""
    if part == "":
        assert [browser_of(who).get(file_url(row)).status_code for who in (fitri, gita)] == [403, 403]


@pytest.mark.parametrize("part", ["status/", "alih-pk/"])
def test_an_officer_decides_neither_status_nor_officer(
    row: Supervision, ani: Staff, browser_of: Any, part: str
) -> None:
    assert browser_of(ani).get(file_url(row, part)).status_code == 403


def test_a_file_is_read_only_by_get_and_a_note_only_written_by_post(
    row: Supervision, ani: Staff, browser_of: Any
) -> None:
    browser = browser_of(ani)
    assert [browser.post(file_url(row)).status_code, browser.get(file_url(row, "catatan/")).status_code] == [
        405,
        405,
    ]


# ── what the trail says ─────────────────────────────────────


def test_opening_is_in_the_trail_once_in_ten_minutes(
    row: Supervision, ani: Staff, eko: Staff, browser_of: Any
) -> None:
    for who in (ani, ani, eko):
        browser_of(who).get(file_url(row))
    opened = Event.objects.filter(action="client.opened", client_id=row.client_id)
    assert sorted(opened.values_list("staff_name", flat=True)) == ["Ani", "Eko"]
    at = opened.get(staff_id=ani.pk).at
    assert was_opened(row.client, ani, at=at + timedelta(minutes=9))
    assert not was_opened(row.client, ani, at=at + timedelta(minutes=10))


# ── what stands in it ───────────────────────────────────────


def test_the_head_says_who_and_how_he_stands(row: Supervision, ani: Staff, browser_of: Any) -> None:
    Supervision.objects.filter(pk=row.pk).update(
        met_total=9,
        due_total=11,
        missed_total=2,
        missed_run=1,
        next_due_on=date(2026, 12, 10),
        report_state="reported",
    )
    shown = browser_of(ani).get(file_url(row)).content.decode()
    for words in (
        "Suwarno Karto",
        row.register_no,
        "Pembebasan Bersyarat",
        "PK Ani",
        "10 Des 2026",
        "9 dari 11",
        "Sudah lapor",
    ):
        assert words in shown


def test_a_child_has_the_full_name_in_the_file_and_initials_in_the_title(ani: Staff, browser_of: Any) -> None:
    row = supervised(ani, section="BKA", client__full_name="BUDI ANGGORO")
    shown = browser_of(ani).get(file_url(row)).content.decode()
    assert "<title>B.A. · Bimbing</title>" in shown
    assert "<h1>Budi Anggoro</h1>" in shown


def test_the_timeline_holds_everything_newest_first(row: Supervision, ani: Staff, dewi: Staff) -> None:
    visit = came(row, SEP, ani).visit
    came(row, OCT, ani)
    Visit.objects.filter(pk=visit.pk).update(voided_at=noon(OCT), voided_by=dewi, void_reason="orang lain")
    Note.objects.create(
        supervision=row, on=date(2026, 10, 20), text="Bekerja.", by=ani, at=noon(TODAY), request_key=uuid4()
    )
    Assignment.objects.create(supervision=row, officer=ani, since=date(2026, 3, 10), by=dewi, at=noon(TODAY))
    Excuse.objects.create(
        supervision=row,
        since=date(2026, 11, 1),
        until=date(2026, 11, 9),
        reason="opname",
        by=dewi,
        at=noon(TODAY),
    )
    shown = file_of(row.client, dewi, as_of=TODAY)
    assert [(entry.kind, entry.on) for entry in shown.entries] == [
        (Kind.STATUS, date(2026, 11, 1)), (Kind.NOTE, date(2026, 10, 20)), (Kind.VISIT, OCT), (Kind.VISIT, SEP),
        (Kind.STATUS, date(2026, 3, 10)), (Kind.STATUS, date(2026, 3, 10)),
    ]  # fmt: skip
    said = told(shown.entries, sees_notes=True, officers={})
    assert "Dibatalkan oleh Dewi: orang lain" in said[3].text
    assert said[3].kind == "ended"


@pytest.mark.parametrize(("who", "reads"), [("ani", True), ("dewi", False)])
def test_only_those_with_the_right_read_notes(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any, who: str, reads: bool
) -> None:
    Note.objects.create(
        supervision=row, on=OCT, text="rahasia keluarga", by=ani, at=noon(OCT), request_key=uuid4()
    )
    came(row, SEP, ani, note="kata tetangga")
    shown = browser_of({"ani": ani, "dewi": dewi}[who]).get(file_url(row)).content.decode()
    assert ("rahasia keluarga" in shown, "kata tetangga" in shown) == (reads, reads)


def test_the_timeline_narrows_to_one_kind(row: Supervision, ani: Staff, browser_of: Any) -> None:
    came(row, SEP, ani)
    Note.objects.create(supervision=row, on=OCT, text="Bekerja.", by=ani, at=noon(OCT), request_key=uuid4())
    shown = browser_of(ani).get(file_url(row) + "?jenis=catatan").context
    assert [entry.title for entry in shown["entries"]] == ["Catatan"]
    assert [(kind["label"], kind["n"]) for kind in shown["kinds"]] == [
        ("Semua", 3),
        ("Lapor", 1),
        ("Catatan", 1),
        ("Status", 1),
    ]


def test_the_strip_colours_each_month_by_what_happened(row: Supervision, ani: Staff) -> None:
    came(row, SEP, ani)
    months = file_of(row.client, ani, as_of=TODAY).months
    assert [month.first for month in months] == [date(2026, n, 1) for n in range(3, 13)] + [date(2027, 1, 1)]
    states = {month.first.month: month.period.state for month in months if month.period}
    assert (states[3], states[8], states[9], states[10], states[11], states[12]) == (
        PeriodState.MET, PeriodState.MISSED, PeriodState.MET, PeriodState.MISSED, PeriodState.OPEN, PeriodState.FUTURE,
    )  # fmt: skip
    shown = cells(months)
    assert (shown[6].text, shown[6].kind) == ("September 2026: lapor 12 Sep 2026", "ok")
    assert [cell.label for cell in shown if cell.now] == ["Nov"]
    assert [cell.year for cell in shown if cell.year] == [2026, 2027]


def test_a_guidance_without_a_start_still_has_a_file(ani: Staff, browser_of: Any) -> None:
    row = SupervisionFactory(officer=ani, start_date=None, end_date=None, programme_id=None)
    assert browser_of(ani).get(file_url(row)).status_code == 200


def test_dates_of_the_decision_stand_beside_the_calculation(row: Supervision) -> None:
    case = row.case
    case.detained_on, case.sentence_years, case.remission_months = date(2024, 1, 15), 3, 2
    case.two_thirds_date, case.sentence_expiry_date = date(2025, 12, 5), date(2026, 11, 15)
    row.end_date = date(2026, 11, 15)
    two_thirds, expiry, end = checked_dates(row)
    assert (expiry.kind, expiry.words) == ("ok", "cocok dengan hitungan")
    assert (end.kind, end.words) == ("wait", "menurut hitungan 15 Nov 2027, selisih 365 hari")
    assert two_thirds.kind in ("ok", "wait")
    assert findings(row) == [
        "Akhir PB ini sama dengan ekspirasi, belum ditambah satu tahun masa percobaan (15 Nov 2027). Periksa SK."
    ]


def test_the_second_guidance_of_a_client_has_the_same_file(
    row: Supervision, ani: Staff, browser_of: Any
) -> None:
    ended = SupervisionFactory(
        officer=ani, client=row.client, programme_id="ASIMILASI", status="berakhir", is_active=False, start_date=date(2025, 1, 1),
        end_date=date(2026, 1, 1),
    )  # fmt: skip
    browser = browser_of(ani)
    assert browser.get(file_url(row)).context["row"] == row
    assert browser.get(file_url(row) + f"?bimbingan={ended.pk}").context["row"] == ended


@pytest.mark.parametrize("step", ["status", "alih-pk"])
def test_a_step_without_a_guidance_in_its_address_means_the_present_one(
    row: Supervision, dewi: Staff, browser_of: Any, step: str
) -> None:
    ended = SupervisionFactory(
        client=row.client,
        officer=row.officer,
        start_date=date(2026, 9, 1),
        status="berakhir",
        is_active=False,
    )
    browser = browser_of(dewi)
    assert browser.get(f"{file_url(row)}{step}/").context["row"] == row
    assert browser.get(f"{file_url(row)}{step}/?bimbingan={ended.pk}").context["row"] == ended
    assert browser.get(f"{file_url(row)}{step}/?bimbingan={ended.pk + 999}").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_file_asks_the_same_number_of_questions(
    ani: Staff, browser_of: Any, row: Supervision, number: int, django_assert_num_queries: Any
) -> None:
    for step in range(number):
        came(row, SEP + timedelta(days=step), ani)
        Note.objects.create(supervision=row, on=SEP, text="x", by=ani, at=noon(SEP), request_key=uuid4())
        StatusEvent.objects.create(supervision=row, status="aktif", on=SEP, by=ani, at=noon(SEP))
    browser = browser_of(ani)
    browser.get(file_url(row))
    # five of them for the phases, the intervals and the conventions of dates
    with django_assert_num_queries(30):
        browser.get(file_url(row))


# ── what is written there ───────────────────────────────────


def test_a_note_sent_twice_is_one_note(row: Supervision, ani: Staff, browser_of: Any) -> None:
    browser, sent = (
        browser_of(ani),
        {"text": "Bekerja.", "on": "20/10/2026", "request_key": uuid4(), "supervision": row.pk},
    )
    answers = [browser.post(file_url(row, "catatan/"), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    note = Note.objects.get()
    assert (note.text, note.on, note.by) == ("Bekerja.", date(2026, 10, 20), ani)


def test_a_note_of_tomorrow_is_refused_and_nothing_typed_is_lost(
    row: Supervision, ani: Staff, browser_of: Any
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = {
        "text": "Janji kerja di bengkel",
        "on": f"{tomorrow:%d-%m-%Y}",
        "request_key": uuid4(),
        "supervision": row.pk,
    }
    answer = browser_of(ani).post(file_url(row, "catatan/"), sent)
    assert answer.status_code == 422
    assert "Janji kerja di bengkel" in answer.content.decode()
    assert "Tanggal ini belum tiba." in answer.content.decode()
    assert not Note.objects.exists()


def test_a_note_cannot_be_written_into_another_clients_guidance(
    row: Supervision, ani: Staff, browser_of: Any
) -> None:
    other = SupervisionFactory(officer=ani)
    sent = {"text": "x", "on": "20/10/2026", "request_key": uuid4(), "supervision": other.pk}
    assert browser_of(ani).post(file_url(row, "catatan/"), sent).status_code == 404


def status_sent(row: Supervision, **given: Any) -> dict[str, Any]:
    return {"supervision": row.pk, "version": row.version, "on": "20/11/2026"} | given


def test_ending_asks_for_the_letter_and_then_ends(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    refused = browser.post(file_url(row, "status/"), status_sent(row, status="berakhir"))
    assert (refused.status_code, refused.context["form"].errors) == (
        422,
        {name: ["Wajib diisi untuk langkah ini."] for name in ("document_no", "document_date")},
    )
    papers = {"document_no": "W15.PAS-1", "document_date": "20-11-2026", "reason": "Grasi"}
    done = browser.post(file_url(row, "status/"), status_sent(row, status="berakhir", **papers))
    assert done.status_code == 303
    row.refresh_from_db()
    assert (row.status, row.is_active, row.closing_no, row.ended_on) == (
        "berakhir",
        False,
        "W15.PAS-1",
        date(2026, 11, 20),
    )
    assert row.standing_until is not None


def test_a_record_that_moved_on_is_not_overwritten(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    Supervision.objects.filter(pk=row.pk).update(version=5)
    answer = browser_of(dewi).post(file_url(row, "status/"), status_sent(row, status="ditahan"))
    assert answer.status_code == 409
    assert "sudah diubah orang lain" in answer.content.decode()
    row.refresh_from_db()
    assert row.status == "aktif"


def test_a_client_is_handed_over_and_the_old_officer_sees_him_no_more(
    row: Supervision, ani: Staff, budi: Staff, eko: Staff, browser_of: Any
) -> None:
    answer = browser_of(eko).post(
        file_url(row, "alih-pk/"), status_sent(row, officer=budi.pk, reason="pindah wilayah")
    )
    assert answer.status_code == 303
    row.refresh_from_db()
    assert row.officer == budi
    assert browser_of(ani).get(file_url(row)).status_code == 404
    assert browser_of(budi).get(file_url(row)).status_code == 200


def test_only_an_officer_of_the_same_section_or_of_both_is_offered_and_taken(
    row: Supervision, budi: Staff, eko: Staff, browser_of: Any
) -> None:
    for section, is_taken in (("BKA", False), ("BKD", True)):
        Staff.objects.filter(pk=budi.pk).update(section=section)
        page = browser_of(eko).get(file_url(row, "alih-pk/"))
        assert (budi in page.context["form"].fields["officer"].queryset) is is_taken
        answer = browser_of(eko).post(file_url(row, "alih-pk/"), status_sent(row, officer=budi.pk))
        assert answer.status_code == (303 if is_taken else 422), section


def test_nobody_is_handed_to_another_office_or_to_the_same_officer(
    row: Supervision, ani: Staff, candra: Staff, eko: Staff, browser_of: Any
) -> None:
    for wrong in (ani.pk, candra.pk):
        answer = browser_of(eko).post(file_url(row, "alih-pk/"), status_sent(row, officer=wrong))
        assert answer.status_code == 422
        assert "officer" in answer.context["form"].errors
