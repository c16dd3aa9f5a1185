"""What the file and the page say of the way a status went."""

from datetime import date
from typing import Any

import pytest

from bimbing.desk.queries.status_steps import ground_of, waiting_for_letter
from bimbing.desk.shown.status import history, remarks
from bimbing.offices.models import Holiday, Staff
from bimbing.supervision.models import StatusEvent, Supervision
from tests.attendance.scenes import noon, words
from tests.desk.status.sent import PAPER, take, url

pytestmark = pytest.mark.django_db


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
