"""A day: the registrar brings in a workbook, the desk scans a card, somebody comes twice, a mistake is undone."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bimbing.attendance.models import Visit
from bimbing.cards.models import Card
from bimbing.offices.models import Office
from bimbing.rules.card_code import shown
from bimbing.supervision.models import Supervision
from tests.journeys.conftest import PHONE, take_picture

VisitAs = Callable[..., Page]


def somebody_with_a_card_who_has_not_come() -> tuple[Supervision, Card]:
    card = (
        Card.objects.filter(state="valid", client__section="BKD")
        .filter(
            client__in=Supervision.objects.filter(report_state="not_yet", is_active=True).values("client")
        )
        .order_by("pk")[0]
    )
    return Supervision.objects.get(client=card.client), card


def scan(page: Page, code: str) -> None:
    """A scanner is a keyboard that types fast and ends with Enter, whatever has the focus.

    The keys carry their own time stamps, five milliseconds apart, so that a busy machine is no slow scanner.
    """
    keyboard, at = page.context.new_cdp_session(page), time.time()
    for key in [*code, "Enter"]:
        at += 0.005
        text = "\r" if key == "Enter" else key
        event = {"key": key, "text": text, "unmodifiedText": text, "timestamp": at}
        if key == "Enter":
            event |= {"code": "Enter", "windowsVirtualKeyCode": 13}
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **event})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **event, "text": ""})


def test_a_visit_is_scanned_recorded_once_and_undone(visit_as: VisitAs) -> None:
    row, card = somebody_with_a_card_who_has_not_come()
    page = visit_as("fitri", "/")
    page.locator("body").click(position={"x": 5, "y": 700})
    scan(page, card.token)

    expect(page.locator("h2.desk-name")).to_have_text(row.client.shown_name)
    take_picture(page, "absen-orang")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-done .answer-title")).to_have_text(re.compile(r"Tercatat \d\d\.\d\d"))
    take_picture(page, "absen-tercatat")
    today = timezone.localdate()
    assert Visit.objects.filter(supervision=row, on=today, voided_at=None).count() == 1
    row.refresh_from_db()
    assert (row.report_state, row.last_visit_on) == ("reported", today)

    scan(page, card.token)
    expect(page.get_by_text("Tidak ada yang ditambahkan")).to_be_visible()
    assert Visit.objects.filter(supervision=row, on=today).count() == 1

    page.get_by_role("button", name="Urungkan").click()
    expect(page.get_by_text("Diurungkan.")).to_be_visible()
    row.refresh_from_db()
    assert row.report_state == "not_yet"


@pytest.mark.parametrize("place", ["/klien/", "/absen/terlewat/", "/kartu/", "/absen/"])
def test_a_card_is_recognised_on_any_page(visit_as: VisitAs, place: str) -> None:
    row, card = somebody_with_a_card_who_has_not_come()
    page = visit_as("dewi", place)
    scan(page, card.token)
    expect(page.locator("h2.desk-name")).to_have_text(row.client.shown_name)


def test_a_typed_code_and_a_slip_in_it(visit_as: VisitAs) -> None:
    row, card = somebody_with_a_card_who_has_not_come()
    page = visit_as("fitri", "/absen/", size=PHONE)
    page.get_by_label("Pindai kartu, ketik").fill(shown(card.short_code).lower())
    page.keyboard.press("Enter")
    expect(page.locator("h2.desk-name")).to_have_text(row.client.shown_name)
    wrong = "F" if card.short_code[-1] != "F" else "K"  # letters that nobody takes for another
    page.get_by_label("Kartu berikutnya").fill(shown(card.short_code[:-1] + wrong))
    page.keyboard.press("Enter")
    expect(page.locator(".desk-answer")).to_be_visible()
    assert page.locator("h2.desk-name").count() == 0


def test_a_workbook_comes_in_once(visit_as: VisitAs, practice_office: Office, tmp_path: Path) -> None:
    before = Supervision.objects.filter(office=practice_office).count()
    page = visit_as("dewi", "/impor/")
    for expected in (60, 60):
        page.goto("/impor/")
        page.locator("input[type=file]").set_input_files(tmp_path / "register-latihan.xlsx")
        page.wait_for_url(re.compile(r"/impor/\d+/"))
        if page.locator("form[action$='/masukkan/'] button:not([disabled])").count():
            take_picture(page, "impor-pratinjau")
            page.keyboard.press("Control+Enter")
            expect(page.get_by_text("Sudah masuk register.")).to_be_visible()
            take_picture(page, "impor-selesai")
        assert Supervision.objects.filter(office=practice_office).count() == before + expected


def test_the_register_is_filtered_and_searched_by_keyboard(visit_as: VisitAs) -> None:
    page = visit_as("dewi", "/")
    page.keyboard.press("g", delay=80)
    page.keyboard.press("k", delay=80)
    page.wait_for_url("**/klien/")
    page.get_by_role("link", name=re.compile(r"^Belum lapor \d")).click()
    page.wait_for_url(re.compile("lapor=not_yet"))
    waiting = Supervision.objects.filter(
        office__code="bojonegoro", is_active=True, report_state="not_yet"
    ).count()
    expect(page.get_by_text(f"{waiting} klien", exact=False).first).to_be_visible()
    name = Supervision.objects.filter(office__code="bojonegoro", client__section="BKD")[0].client.shown_name
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.get_by_text(name).first).to_be_visible()
