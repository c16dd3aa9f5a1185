"""Changes of status: each step with its own fields and checks, its letter, and a wrong day put right."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.utils.timezone import localdate

from bimbing.attendance.queries.proof import differences
from bimbing.audit.models import Event
from bimbing.cards.pdf.surface import Placed
from bimbing.desk.pdf.letters import HEIGHT, WIDTH, render_letter
from bimbing.desk.queries.status_steps import event_of, ground_of, waiting_for_letter
from bimbing.desk.shown.letters import Signing, letter_of, usual_copies
from bimbing.desk.shown.status import history, remarks, ways_of
from bimbing.offices.models import Holiday, Signatory, Staff
from bimbing.rules.status import Status
from bimbing.supervision.models import StatusEvent, Supervision
from tests.attendance.scenes import came, noon, supervised, words
from tests.factories import AT, SupervisionFactory

pytestmark = pytest.mark.django_db
PAPER = {"document_no": "W15.PAS-211", "document_date": "20-11-2026"}
SK = {"document_no": "PAS-9.PK.05.09 TAHUN 2026", "document_date": "20-11-2026", "ground": "TIDAK_LAPOR_3X"}


@pytest.fixture
def row(ani: Staff) -> Supervision:
    return supervised(ani, client__full_name="SUWARNO KARTO", client__birth_date=date(1990, 5, 10))


def url(row: Supervision) -> str:
    return f"/klien/{row.client_id}/status/"


def take(browser: Any, row: Supervision, status: str, on: str = "20-11-2026", **given: Any) -> Any:
    """Send a step as the page would: on the record as it stands."""
    row.refresh_from_db()
    sent = {"supervision": row.pk, "version": row.version, "status": status, "on": on} | given
    return browser.post(url(row), sent)


def events(row: Supervision) -> list[tuple[str, date]]:
    return list(row.status_events.order_by("pk").values_list("status", "on"))


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return dict(answer.context["form"].errors)


def proved(row: Supervision) -> Supervision:
    """The row as it is stored, which must be what its facts say."""
    assert list(differences(as_of=date(2026, 11, 24))) == []
    row.refresh_from_db()
    return row


# ── the page ────────────────────────────────────────────────


def test_the_page_offers_the_steps_that_lead_on_and_no_field(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    page = browser_of(dewi).get(url(row))
    assert [way.status for way in page.context["ways"]] == [
        *("berakhir", "dilimpahkan", "cabut_sementara", "dicabut", "ditahan", "meninggal", "batal")
    ]
    assert page.context["form"] is None
    chosen = browser_of(dewi).get(url(row), {"status": "meninggal"})
    assert [bound.name for bound in chosen.context["form"].visible_fields()] == [
        *("on", "document_no", "document_date", "reason")
    ]


@pytest.mark.parametrize(
    ("status", "title"),
    [
        ("ditahan", "Bebas dari tahanan"),
        ("cabut_sementara", "Batalkan pencabutan sementara"),
        ("berakhir", "Aktif kembali"),
        ("batal", "Aktif kembali"),
    ],
)
def test_going_back_to_active_is_called_what_it_is(row: Supervision, status: str, title: str) -> None:
    row.status = status
    assert next(way.title for way in ways_of(row) if way.status is Status.AKTIF) == title


def test_a_step_that_is_none_offers_the_choice_again(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    assert take(browser_of(dewi), row, "hilang").status_code == 422
    assert events(row) == [("aktif", date(2026, 3, 10))]


# ── each step ───────────────────────────────────────────────


def test_ending_before_the_end_needs_a_reason_and_on_its_day_none(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    Supervision.objects.update(end_date=date(2026, 11, 20))
    early = take(browser_of(dewi), row, "berakhir", "19-11-2026", **PAPER)
    assert list(errors(early)) == ["reason"]
    assert take(browser_of(dewi), row, "berakhir", **PAPER).status_code == 303
    row = proved(row)
    assert (row.status, row.ended_on, row.closing_no, row.closing_date) == (
        *("berakhir", date(2026, 11, 20), "W15.PAS-211", date(2026, 11, 20)),
    )


def test_a_closing_letter_may_be_younger_than_the_end(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    Supervision.objects.update(end_date=date(2026, 11, 10))
    take(browser_of(dewi), row, "berakhir", "10-11-2026", **PAPER)
    row = proved(row)
    assert (row.ended_on, row.closing_date) == (date(2026, 11, 10), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("status", "needed"),
    [
        ("berakhir", ["on", "document_no", "document_date"]),
        ("cabut_sementara", ["document_no", "document_date", "on"]),
        ("dicabut", ["ground", "document_no", "document_date", "on"]),
        ("dilimpahkan", ["target", "on"]),
        ("meninggal", ["on", "document_no"]),
        ("ditahan", ["on"]),
        ("batal", ["reason"]),
    ],
)
def test_each_step_asks_for_what_it_needs_and_nothing_else(
    row: Supervision, dewi: Staff, browser_of: Any, status: str, needed: list[str]
) -> None:
    assert list(errors(take(browser_of(dewi), row, status, ""))) == needed


@pytest.mark.parametrize("name", ["document_date", "on", "prosecuted_on"])
def test_only_the_end_of_a_detention_may_lie_ahead(
    row: Supervision, dewi: Staff, browser_of: Any, name: str
) -> None:
    assert list(errors(take(browser_of(dewi), row, "dicabut", **(SK | {name: "1-1-2031"})))) == [name]
    assert take(browser_of(dewi), row, "ditahan", until="1-1-2031").status_code == 303
    assert proved(row).status_events.get(status="ditahan").until == date(2031, 1, 1)


def test_a_revocation_comes_first_provisionally_then_finally(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    browser = browser_of(dewi)
    first = take(browser, row, "cabut_sementara", "2-11-2026", ground="TIDAK_LAPOR_3X", **PAPER)
    letter = row.status_events.get(status="cabut_sementara")
    assert (first.status_code, first["Location"]) == (303, f"/klien/{row.client_id}/surat/{letter.pk}/")
    assert proved(row).is_active
    form = browser.get(url(row), {"status": "dicabut"}).context["form"]
    assert form["ground"].value() == "TIDAK_LAPOR_3X"
    assert take(browser, row, "dicabut", **SK).status_code == 303
    row = proved(row)
    assert (row.status, row.is_active, row.ended_on) == ("dicabut", False, date(2026, 11, 20))
    assert [status for status, _ in events(row)] == ["aktif", "cabut_sementara", "dicabut"]


def test_a_revocation_without_a_provisional_one_is_asked_about_and_then_believed(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    asked = take(browser_of(dewi), row, "dicabut", **SK)
    assert (asked.status_code, [code for code, _ in asked.context["doubts"]]) == (
        422,
        ["without_provisional"],
    )
    assert "PAS-9.PK.05.09" in asked.content.decode()  # nothing typed is lost
    assert take(browser_of(dewi), row, "dicabut", **SK, dilihat="without_provisional").status_code == 303
    assert proved(row).status == "dicabut"


def test_after_the_limit_the_prosecution_is_asked_for_and_the_decision_still_wins(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    Supervision.objects.update(end_date=date(2026, 8, 19), status="cabut_sementara")
    asked = take(browser_of(dewi), row, "dicabut", **SK)
    assert [code for code, _ in asked.context["doubts"]] == ["after_limit"]
    assert "19 Nov 2026" in asked.context["doubts"][0][1]
    within = take(browser_of(dewi), row, "dicabut", **SK, prosecuted_on="19-11-2026")
    assert within.status_code == 303
    assert row.status_events.get(status="dicabut").prosecuted_on == date(2026, 11, 19)
    Supervision.objects.update(status="cabut_sementara")
    assert take(browser_of(dewi), row, "dicabut", **SK, dilihat="after_limit").status_code == 303


def test_a_cb_is_not_asked_for_a_prosecution(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    Supervision.objects.update(end_date=date(2026, 8, 19), status="cabut_sementara", programme_id="CB")
    form = browser_of(dewi).get(url(row), {"status": "dicabut"}).context["form"]
    assert "prosecuted_on" not in form.fields
    assert take(browser_of(dewi), row, "dicabut", **SK).status_code == 303


def test_the_second_revocation_says_what_follows(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    page = browser_of(dewi).get(url(row), {"status": "dicabut"})
    assert page.context["said"] == []
    SupervisionFactory(
        officer=ani, client=row.client, status="dicabut", is_active=False, register_no="1/PB/2020"
    )
    ((kind, text),) = browser_of(dewi).get(url(row), {"status": "dicabut"}).context["said"]
    assert (kind, text.startswith("Ini pencabutan ke-2")) == ("miss", True)


def test_a_transfer_asks_for_both_papers_and_keeps_their_days(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    asked = take(browser_of(dewi), row, "dilimpahkan", target="Bapas Malang")
    assert [code for code, _ in asked.context["doubts"]] == ["papers_missing"]
    take(
        browser_of(dewi),
        row,
        "dilimpahkan",
        target="Bapas Malang",
        request_on="2/11/26",
        statement_on="9/11/26",
    )
    event = proved(row).status_events.get(status="dilimpahkan")
    assert (event.target, event.request_on, event.statement_on) == (
        *("Bapas Malang", date(2026, 11, 2), date(2026, 11, 9)),
    )


def test_a_visit_after_the_day_of_death_is_asked_about(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    came(row, date(2026, 11, 3), ani)
    asked = take(browser_of(dewi), row, "meninggal", "2-11-2026", document_no="Surat desa")
    ((code, text),) = asked.context["doubts"]
    assert (code, text) == ("visits_after", "Ada 1 laporan tercatat sesudah hari ini: 3 Nov 2026.")
    assert row.status == "aktif"
    assert take(browser_of(dewi), row, "meninggal", "3-11-2026", document_no="Surat desa").status_code == 303
    assert proved(row).status == "meninggal"


def test_seeing_one_doubt_is_not_seeing_another(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    came(row, date(2026, 11, 21), ani)
    asked = take(browser_of(dewi), row, "dicabut", **SK, dilihat="without_provisional")
    assert [code for code, _ in asked.context["doubts"]] == ["visits_after"]


def test_an_entry_in_error_leaves_the_figures_and_keeps_the_trail(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    assert take(browser_of(dewi), row, "batal", "", reason="dua kali diketik").status_code == 303
    row = proved(row)
    assert (row.status, row.is_active, row.due_total) == ("batal", False, 0)
    assert Event.objects.get(action="supervision.status").purpose == "dua kali diketik"


def test_reopening_needs_a_reason_and_takes_the_closing_letter_back(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "berakhir", **PAPER, reason="grasi")
    assert list(errors(take(browser_of(dewi), row, "aktif"))) == ["reason"]
    assert take(browser_of(dewi), row, "aktif", reason="salah klien").status_code == 303
    row = proved(row)
    assert (row.status, row.ended_on, row.closing_no, row.closing_date) == ("aktif", None, "", None)
    assert row.status_events.get(status="berakhir").document_no == "W15.PAS-211"


def test_an_error_is_not_taken_back_where_its_number_went_to_somebody_else(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "batal", "", reason="x")
    SupervisionFactory(officer=ani, register_no=row.register_no)
    refused = take(browser_of(dewi), row, "aktif", f"{localdate():%d-%m-%Y}", reason="ternyata benar")
    assert list(errors(refused)) == ["__all__"]
    assert Supervision.objects.get(pk=row.pk).status == "batal"


def test_two_who_end_the_same_guidance_are_one_end_and_one_told(
    row: Supervision, dewi: Staff, eko: Staff, browser_of: Any
) -> None:
    sent = {"supervision": row.pk, "version": row.version, "status": "meninggal", "on": "20-11-2026"}
    sent |= {"document_no": "Surat desa"}
    assert browser_of(dewi).post(url(row), sent).status_code == 303
    late = browser_of(eko).post(url(row), sent)
    assert late.status_code == 409
    assert "Surat desa" in late.content.decode()
    assert len(events(row)) == 2


# ── detention ───────────────────────────────────────────────


def test_a_detention_that_is_over_leaves_the_status_and_holds_both_days(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    assert take(browser_of(dewi), row, "ditahan", "1-6-2026", until="31-8-2026").status_code == 303
    row = proved(row)
    assert (row.status, events(row)[1:]) == (
        "aktif",
        [("ditahan", date(2026, 6, 1)), ("aktif", date(2026, 9, 1))],
    )
    # April, May, September, October were owed; June to August were spent in detention.
    assert (row.due_total, row.missed_total, row.missed_run) == (5, 4, 4)


def test_a_detention_until_today_still_lasts(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    take(browser_of(dewi), row, "ditahan", "1-6-2026", until=f"{localdate():%d-%m-%Y}")
    assert Supervision.objects.get(pk=row.pk).status == "ditahan"


def test_a_detention_over_does_not_lift_a_provisional_revocation(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "cabut_sementara", "1-9-2026", **PAPER)
    take(browser_of(dewi), row, "ditahan", "10-9-2026", until="20-9-2026")
    assert proved(row).status == "cabut_sementara"


def test_the_end_moves_by_hand_and_only_with_a_reason(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    take(browser_of(dewi), row, "ditahan", "1-6-2026")
    moved = {"on": "1-9-2026", "new_end": "10-6-2028"}
    assert list(errors(take(browser_of(dewi), row, "aktif", **moved))) == ["reason"]
    assert take(browser_of(dewi), row, "aktif", **moved, reason="92 hari ditahan").status_code == 303
    assert proved(row).end_date == date(2028, 6, 10)
    assert Event.objects.get(action="supervision.edited").purpose == "92 hari ditahan"


# ── a wrong day ─────────────────────────────────────────────


def correct(browser: Any, row: Supervision, event: StatusEvent, on: str, **given: Any) -> Any:
    row.refresh_from_db()
    sent = {"supervision": row.pk, "version": row.version, "on": on, "reason": "salah ketik"} | given
    return browser.post(f"{url(row)}{event.pk}/", sent)


def test_a_wrong_day_of_the_end_is_put_right_with_everything_that_hangs_on_it(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "berakhir", "10-8-2026", **PAPER, reason="grasi")
    event = row.status_events.get(status="berakhir")
    assert proved(row).due_total == 5  # March to July; of August too few days were left
    answer = correct(
        browser_of(dewi), row, event, "20-10-2026", document_no="W15-9", document_date="19-11-2026"
    )
    assert answer.status_code == 303
    row = proved(row)
    assert (row.ended_on, row.closing_no, row.closing_date, row.due_total) == (
        *(date(2026, 10, 20), "W15-9", date(2026, 11, 19), 7),
    )
    trail = Event.objects.get(action="supervision.status_corrected")
    assert (trail.purpose, trail.changes["on"]) == ("salah ketik", ["2026-08-10", "2026-10-20"])


@pytest.mark.parametrize(
    ("on", "code"), [("31-5-2026", 422), ("1-6-2026", 303), ("20-11-2026", 303), ("21-11-2026", 422)]
)
def test_a_day_is_put_right_only_between_its_neighbours(
    row: Supervision, dewi: Staff, browser_of: Any, on: str, code: int
) -> None:
    take(browser_of(dewi), row, "ditahan", "1-6-2026")
    take(browser_of(dewi), row, "aktif", "1-9-2026")
    take(browser_of(dewi), row, "meninggal", "20-11-2026", document_no="Surat desa")
    released = row.status_events.get(on=date(2026, 9, 1))
    assert correct(browser_of(dewi), row, released, on).status_code == code
    proved(row)


def test_the_day_of_a_release_moves_the_last_day_of_the_detention(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "ditahan", "1-6-2026", until="31-8-2026")
    correct(browser_of(dewi), row, row.status_events.get(on=date(2026, 9, 1)), "1-10-2026")
    assert proved(row).status_events.get(status="ditahan").until == date(2026, 9, 30)
    assert row.missed_total == 3  # September is no longer owed


def test_a_correction_needs_a_reason_and_the_record_as_it_stands(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "meninggal", document_no="Surat desa")
    event = row.status_events.get(status="meninggal")
    assert list(errors(correct(browser_of(dewi), row, event, "19-11-2026", reason=""))) == ["reason"]
    assert correct(browser_of(dewi), row, event, "19-11-2026", version=1).status_code == 409
    assert proved(row).ended_on == date(2026, 11, 20)


def test_the_day_of_the_entry_is_no_event_to_correct(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    first = row.status_events.get()
    assert browser_of(dewi).get(f"{url(row)}{first.pk}/").status_code == 404


def test_an_event_of_another_client_is_not_found(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    other = supervised(ani, register_no="9/PB/2026")
    take(browser_of(dewi), other, "meninggal", document_no="x")
    event = other.status_events.get(status="meninggal")
    assert browser_of(dewi).get(f"{url(row)}{event.pk}/").status_code == 404
    assert browser_of(dewi).get(f"/klien/{row.client_id}/surat/{event.pk}/").status_code == 404


# ── what is shown ───────────────────────────────────────────


def said(
    row: Supervision, today: date, revocations: int = 0, holidays: frozenset[date] = frozenset()
) -> list[str]:
    found = remarks(row, ground_of(row).events, revocations=revocations, today=today, holidays=holidays)
    return [remark.text for remark in found]


def test_the_limit_is_shown_while_it_matters(row: Supervision) -> None:
    within = ["Dapat dicabut s.d. 10 Jun 2028 (KUHP Pasal 73)"]
    assert said(row, date(2026, 11, 24)) == within
    assert said(row, date(2028, 6, 10)) == within
    assert said(row, date(2028, 6, 11)) == ["Batas pencabutan lewat pada 10 Jun 2028 (KUHP Pasal 73)."]
    row.status = "berakhir"
    assert (said(row, date(2028, 6, 10)), said(row, date(2028, 6, 11))) == (within, [])
    row.status = "meninggal"
    assert said(row, date(2026, 11, 24)) == []
    row.status, row.programme_id = "aktif", "CB"
    assert said(row, date(2026, 11, 24)) == []


def test_the_final_decision_is_awaited_in_working_days(row: Supervision, dewi: Staff) -> None:
    StatusEvent.objects.create(
        supervision=row, status="cabut_sementara", on=date(2026, 11, 9), by=dewi, at=noon(date(2026, 11, 9))
    )
    row.status, row.programme_id = "cabut_sementara", "CB"
    assert said(row, date(2026, 12, 8), holidays=frozenset({date(2026, 11, 16)})) == [
        "Menunggu SK pencabutan: hari kerja ke-20 dari 20 sejak surat 9 Nov 2026."
    ]


def test_two_revocations_are_said_in_the_file(row: Supervision) -> None:
    row.programme_id = "CB"
    assert (len(said(row, date(2026, 11, 24), 1)), len(said(row, date(2026, 11, 24), 2))) == (0, 1)


def test_a_detention_past_its_day_is_reminded_of(row: Supervision, dewi: Staff) -> None:
    StatusEvent.objects.create(
        supervision=row, status="ditahan", on=date(2026, 9, 1), until=date(2026, 11, 23), by=dewi, at=noon(date(2026, 9, 1))
    )  # fmt: skip
    row.status, row.programme_id = "ditahan", "CB"
    assert (len(said(row, date(2026, 11, 23))), len(said(row, date(2026, 11, 24)))) == (0, 1)


def test_the_history_says_day_paper_ground_target_and_who(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "cabut_sementara", "2-11-2026", ground="MERESAHKAN", **PAPER)
    shown = history(ground_of(row).events, row.client_id, may_change_status=True)
    assert [(one.title, one.text, one.on, one.by) for one in shown] == [
        (
            "Pencabutan sementara",
            "W15.PAS-211 tanggal 20 Nov 2026 · Menimbulkan keresahan masyarakat",
            date(2026, 11, 2),
            "Dewi",
        ),
        ("Mulai bimbingan", "", date(2026, 3, 10), "Ani"),
    ]
    assert (bool(shown[0].letter), bool(shown[0].correct), shown[1].correct) == (True, True, "")
    unable = history(ground_of(row).events, row.client_id, may_change_status=False)
    assert [(one.letter, one.correct) for one in unable] == [("", "")] * 2
    assert "Perjalanan status" in words(browser_of(dewi).get(f"/klien/{row.client_id}/"))


def test_a_guidance_past_its_end_leads_to_its_closing_in_one_click(
    row: Supervision, dewi: Staff, ani: Staff, browser_of: Any
) -> None:
    address = f"/klien/{row.client_id}/status/?bimbingan={row.pk}&amp;status=berakhir"
    assert address not in browser_of(dewi).get(f"/klien/{row.client_id}/").content.decode()
    Supervision.objects.update(end_date=date(2026, 11, 10))
    assert address in browser_of(dewi).get(f"/klien/{row.client_id}/").content.decode()
    form = browser_of(dewi).get(url(row), {"status": "berakhir"}).context["form"]
    assert form["on"].value() == "10 Nov 2026"
    assert list(waiting_for_letter(dewi, today=date(2026, 11, 11))) == [row]
    assert list(waiting_for_letter(dewi, today=date(2026, 11, 10))) == []


def test_the_page_asks_the_same_number_of_questions(
    row: Supervision, dewi: Staff, browser_of: Any, django_assert_num_queries: Any
) -> None:
    browser = browser_of(dewi)
    browser.get(url(row), {"status": "ditahan"})
    for day in (date(2026, 5, 5), date(2026, 6, 5), date(2026, 7, 5)):
        Holiday.objects.create(on=day, name="Libur")
        StatusEvent.objects.create(supervision=row, status="aktif", on=day, by=dewi, at=noon(day))
        with django_assert_num_queries(9):
            browser.get(url(row), {"status": "ditahan"})


# ── letters ─────────────────────────────────────────────────


def printed(browser: Any, row: Supervision, event: StatusEvent, **given: str) -> str:
    sent = {"title": "Plt. Kepala", "name": "Eko Wahyudi, S.H.", "nip": "197001011995031001"} | given
    answer = browser.post(f"/klien/{row.client_id}/surat/{event.pk}/pdf/", sent)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = pypdf.PdfReader(BytesIO(b"".join(answer.streaming_content))).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def test_the_letter_offers_whom_the_office_has_named_and_the_head_before_that(
    row: Supervision, dewi: Staff, eko: Staff, gita: Staff, browser_of: Any
) -> None:
    Supervision.objects.update(end_date=date(2026, 11, 20))
    take(browser_of(dewi), row, "berakhir", **PAPER)
    event = row.status_events.get(status="berakhir")
    address = f"/klien/{row.client_id}/surat/{event.pk}/"
    offered = browser_of(dewi).get(address).context["form"].initial
    assert (offered["title"], offered["name"]) == ("Kepala", eko.name_with_title)
    for since, standing, name in (
        (date(2020, 1, 1), "plt", "Siti Aminah, S.H."),
        (date(2046, 1, 1), "kepala", "Lain"),
    ):
        Signatory.objects.create(
            office=row.office, valid_from=since, standing=standing, full_name=name, nip="197001011995032001",
            reason="Surat perintah", decided_by=gita, decided_at=AT,
        )  # fmt: skip
    offered = browser_of(dewi).get(address).context["form"].initial
    assert (offered["title"], offered["name"], offered["nip"]) == (
        "Plt. Kepala",
        "Siti Aminah, S.H.",
        "197001011995032001",
    )


def test_the_closing_letter_carries_head_number_person_period_and_signature(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    Supervision.objects.update(end_date=date(2026, 11, 20))
    take(browser_of(dewi), row, "berakhir", **PAPER)
    text = printed(
        browser_of(dewi), row, row.status_events.get(status="berakhir"), copies="Kepala Lapas Tuban\n\n"
    )
    for part in (
        "BALAI PEMASYARAKATAN KELAS II",
        "SURAT KETERANGAN SELESAI MENJALANI BIMBINGAN",
        "Nomor: W15.PAS-211",
        "SUWARNO KARTO",
        "10 Maret 2026 s.d. 20 November 2026",
        "telah selesai menjalani bimbingan",
        "Bojonegoro, 20 November 2026",
        "Plt. Kepala,",
        "NIP 197001011995031001",
        "1. Kepala Lapas Tuban",
    ):
        assert part in text
    event = Event.objects.get(action="letter.printed")
    assert (event.client_id, event.staff_name) == (row.client_id, "Dewi")


def test_the_letter_of_a_transfer_names_target_and_papers(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    days = {"request_on": "2-11-2026", "statement_on": "9-11-2026"}
    take(browser_of(dewi), row, "dilimpahkan", target="Bapas Malang", **days)
    text = printed(browser_of(dewi), row, row.status_events.get(status="dilimpahkan"))
    assert "Kepala Bapas Malang" in text
    assert "permohonan klien tanggal 2 November 2026" in text
    assert "Nomor: ......" in text  # written by hand where no number was typed


def test_the_letter_of_a_provisional_revocation_says_its_ground_and_no_offence(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "cabut_sementara", ground="TIDAK_LAPOR_3X", **PAPER)
    text = printed(browser_of(dewi), row, row.status_events.get(status="cabut_sementara"))
    assert "tidak melaksanakan kewajiban melapor 3 (tiga) kali berturut-turut" in text
    assert "Tim Pengamat" not in text  # said is what is recorded


def test_a_letter_is_looked_at_before_it_is_printed_and_only_by_those_who_decide(
    row: Supervision, dewi: Staff, ani: Staff, eko: Staff, candra: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "cabut_sementara", **PAPER)
    event = row.status_events.get(status="cabut_sementara")
    page = f"/klien/{row.client_id}/surat/{event.pk}/"
    assert browser_of(dewi).get(page).context["form"]["name"].value() == "Eko"
    codes = [browser_of(who).get(page).status_code for who in (eko, ani, candra)]
    assert codes == [200, 403, 404]
    assert browser_of(candra).post(f"{page}pdf/", {"title": "Kepala"}).status_code == 404
    assert browser_of(dewi).post(f"{page}pdf/", {"title": ""}).status_code == 422
    assert not Event.objects.filter(action="letter.printed").exists()


def test_a_status_without_a_letter_has_none(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    first = row.status_events.get()
    assert browser_of(dewi).get(f"/klien/{row.client_id}/surat/{first.pk}/").status_code == 404


def test_the_longest_letter_stays_on_its_paper(row: Supervision, dewi: Staff) -> None:
    office = row.office
    office.letterhead = "\n".join(["KEMENTERIAN YANG SANGAT PANJANG NAMANYA DAN TIDAK HABIS-HABIS " * 2] * 4)
    row.client.full_name = "SUWARNO " * 30
    row.client.address = "Dusun Krajan RT 02 RW 03 Desa Ngraho " * 12
    event = StatusEvent(
        supervision=row, status="cabut_sementara", on=date(2026, 11, 2), reason="keterangan " * 200,
        document_no="W15." * 40,
    )  # fmt: skip
    placed: list[Placed] = []
    copies = [*usual_copies(event), *["Kepala Kepolisian Resor " * 4] * 5]
    pages = render_letter(
        letter_of(event, Signing("Kepala", "Eko " * 30, "1" * 30, copies)), BytesIO(), trace=placed.append
    )
    assert pages == 2
    assert all(one.x >= 20 and one.x + one.width / 72 * 25.4 <= WIDTH - 19.9 for one in placed)
    assert all(10 <= one.baseline <= HEIGHT - 15 for one in placed)


def test_an_event_is_found_only_by_who_sees_its_client(row: Supervision, dewi: Staff, candra: Staff) -> None:
    event = row.status_events.get()
    assert event_of(row.client_id, dewi, event.pk) == event
    assert event_of(row.client_id, candra, event.pk) is None
    assert event_of(row.client_id + 1, dewi, event.pk) is None
    assert event_of(row.client_id, dewi, event.pk + timedelta(days=9).days) is None
