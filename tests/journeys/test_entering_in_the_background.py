"""The registrar enters a workbook, sees how far it is, closes the page, and finds it entered later."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bimbing.intake.models import Import
from bimbing.jobs.progress import Running
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture

VisitAs = Callable[..., Page]


@pytest.fixture
def half_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Whoever enters an import stands still when its first client is to come, until the event is set."""
    report, go_on = Running.report, threading.Event()

    def stands_still(self: Running, step: str, done: int, total: int) -> None:
        report(self, step, done, total)
        if (step, done) == ("clients", 0):
            go_on.wait(60)
            report(self, step, done, total)

    monkeypatch.setattr(Running, "report", stands_still)
    yield go_on
    go_on.set()


def press_enter_on_the_practice_register(visit_as: VisitAs, folder: Path) -> Page:
    page = visit_as("dewi", "/impor/")
    page.locator("input[type=file]").set_input_files(folder / "register-latihan.xlsx")
    page.wait_for_url(re.compile(r"/impor/\d+/"))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Langkah 2 dari 3")).to_be_visible()
    return page


def test_it_goes_on_when_its_page_is_closed(
    half_way: threading.Event, visit_as: VisitAs, tmp_path: Path
) -> None:
    page = press_enter_on_the_practice_register(visit_as, tmp_path)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", re.compile(r"^\d+$"))
    expect(page.get_by_role("status")).to_have_text(re.compile("Memasukkan klien"))
    assert page.get_by_role("button", name=re.compile("^(Buang|Masukkan)")).count() == 0
    take_picture(page, "impor-berjalan")
    for size in (DESK, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert (findings(page), sideways(page, size)) == ([], 0)
    address, context = page.url, page.context
    page.close()
    half_way.set()
    later = context.new_page()
    later.goto(address)
    expect(later.get_by_text("Sudah masuk register.")).to_be_visible()
    assert Import.objects.get().state == "done"


def test_it_becomes_the_result_by_itself(
    half_way: threading.Event, visit_as: VisitAs, tmp_path: Path
) -> None:
    page = press_enter_on_the_practice_register(visit_as, tmp_path)
    half_way.set()
    expect(page.get_by_text("Sudah masuk register.")).to_be_visible()


def test_it_is_stopped_and_waits_again(half_way: threading.Event, visit_as: VisitAs, tmp_path: Path) -> None:
    page = press_enter_on_the_practice_register(visit_as, tmp_path)
    page.get_by_role("button", name="Hentikan").click()
    page.get_by_role("dialog").get_by_role("button", name="Hentikan").click()
    expect(page.get_by_role("heading", name="Menghentikan")).to_be_visible()
    half_way.set()
    expect(page.get_by_text("Dihentikan.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Masukkan 60 baris"))).to_be_enabled()
    assert findings(page) == []
    assert Import.objects.get().state == "preview"
