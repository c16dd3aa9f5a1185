"""From the papers to the card by keyboard alone, and how long that takes a registrar who types 40 words a minute."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture

VisitAs = Callable[..., Page]

#: Forty words a minute, five keys a word.
KEYS_A_MINUTE = 200
GOAL_SECONDS = 75


class Typist:
    """Presses keys, counts them, and counts the time in which he can only wait."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.waited = page, 0, 0.0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def wait(self, ready: Callable[[], None]) -> None:
        started = time.monotonic()
        ready()
        self.waited += time.monotonic() - started

    def to(self, name: str) -> None:
        """Tab on to the field of that name; forward only, as the papers lie."""
        for _ in range(12):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} does not come next")

    @property
    def seconds(self) -> float:
        return self.keys / KEYS_A_MINUTE * 60 + self.waited


def write_the_papers(typist: Typist, officer: Staff) -> None:
    page = typist.page
    typist.type("PAS-1234.PK.05.09 TAHUN 2026")
    typist.to("decision_date")
    typist.type("12/10/26")
    typist.to("full_name")
    typist.type("PURNOMO als PUR bin KASTAWI")
    typist.to("nik")
    typist.type("3522151005900001")
    typist.wait(lambda: expect(page.locator("#pakai-nik")).to_be_visible())
    typist.press("Tab", "Enter")  # takes place and day from the NIK, as proposed
    expect(page.locator("[name=birth]")).to_have_value("10-05-1990")
    expect(page.locator("[name=sex]")).to_have_value("L")
    typist.to("programme")
    typist.type("PB")
    typist.to("officer")
    typist.type(officer.full_name[:6])
    typist.to("start_date")
    typist.type("2/11/26")
    typist.to("end_date")
    typist.type("2/11/28")


def test_a_client_is_registered_from_the_papers_by_keyboard_alone(visit_as: VisitAs) -> None:
    officer = Staff.objects.get(username="ani")
    page = visit_as("dewi", "/klien/")
    typist = Typist(page)
    typist.press("n")
    typist.wait(lambda: expect(page.locator("[name=decision_no]")).to_be_focused())
    write_the_papers(typist, officer)
    expect(page.get_by_text("Lama bimbingan 2 tahun.")).to_be_visible()
    assert findings(page) == []
    page.evaluate("scrollTo(0, 0)")
    take_picture(page, "klien-baru")
    typist.press("Control+Enter")
    typist.wait(lambda: expect(page.get_by_role("button", name="Cetak kartu")).to_be_focused())
    row = Supervision.objects.select_related("client").get(client__full_name="PURNOMO")
    assert (row.officer, row.programme_id, row.client.sex) == (officer, "PB", "L")
    assert row.client.parent_name == "KASTAWI"
    expect(page.get_by_text(row.register_no)).to_be_visible()
    print(
        f"\nregister a client: {typist.keys} keys, {typist.waited:.1f} s of waiting, {typist.seconds:.0f} s at 40 words a minute"
    )
    assert typist.seconds <= GOAL_SECONDS


def test_somebody_known_gets_a_further_guidance(visit_as: VisitAs) -> None:
    known = Supervision.objects.filter(
        office__code="bojonegoro", client__section="BKD", client__birth_date__isnull=False
    ).select_related("client")[0]
    page = visit_as("dewi", "/klien/baru/")
    page.keyboard.type("PAS-9")
    page.locator("[name=full_name]").fill(known.client.full_name)
    page.locator("[name=birth]").fill(f"{known.client.birth_date:%d-%m-%Y}")
    expect(page.get_by_text("nama dan tanggal lahir sama").first).to_be_visible()
    take_picture(page, "klien-baru-mirip")
    page.get_by_role("button", name="Orang yang sama").first.click()
    expect(page.locator("h1")).to_have_text(re.compile("klien lama"))
    expect(page.locator("[name=decision_no]")).to_have_value("PAS-9")
    before = Supervision.objects.filter(client=known.client).count()
    page.locator("[name=decision_date]").fill("12/10/26")
    page.locator("[name=programme]").select_option("CB")
    page.locator("[name=officer]").select_option(index=1)
    page.locator("[name=start_date]").fill("2/11/26")
    page.locator("[name=end_date]").fill("2/3/27")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Cetak kartu")).to_be_focused()
    assert Supervision.objects.filter(client=known.client).count() == before + 1


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_door_fits_desk_and_phone(visit_as: VisitAs, size: tuple[int, int]) -> None:
    page = visit_as("dewi", "/klien/baru/", size=size)
    assert sideways(page, size) <= 0
    assert findings(page) == []
    if size == PHONE:
        take_picture(page, "klien-baru-hp")
