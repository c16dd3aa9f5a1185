"""The whole way of a dirty workbook: dropped, asked about, brought in, found in the groups, and taken back again."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from bimbing.clients.models import Client
from bimbing.intake.queries.questions import entries_of
from tests.journeys.conftest import DESK, findings, sideways, take_picture
from tests.journeys.test_answering_questions import answer_every_question, dropped


def test_from_the_dirtiest_workbook_to_the_groups_and_back(
    visit_as: Callable[..., Page], tmp_path: Path
) -> None:
    before = Client.objects.count()
    page = visit_as("dewi", "/impor/")
    batch = dropped(page, tmp_path)
    assert Client.objects.count() == before  # nothing is entered before somebody has seen it

    page.keyboard.press("t")
    page.wait_for_url(re.compile("/tanya/"))
    asked = len(entries_of(batch))
    assert asked >= 10
    answer_every_question(page, asked)
    expect(page.get_by_text("Semua pertanyaan sudah dijawab.").first).to_be_visible()
    take_picture(page, "impor-semua-dijawab")

    page.goto(f"{page.url.split('/impor/')[0]}/impor/{batch.pk}/")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Sudah masuk register.").first).to_be_visible(timeout=20_000)
    batch.refresh_from_db()
    assert batch.state == "done"
    assert Client.objects.count() == before + batch.counts["result"]["clients"] > before
    assert (findings(page), sideways(page, DESK)) == ([], 0)
    take_picture(page, "impor-masuk")

    page.locator(".doors a").first.click()
    expect(page.locator("table[data-rows] tbody tr").first).to_be_visible()
    page.goto(f"{page.url.split('/klien/')[0]}/klien/kelompok/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto(f"{page.url.split('/klien/')[0]}/impor/{batch.pk}/")
    page.get_by_role("button", name="Batalkan impor ini").click()
    page.get_by_role("dialog").get_by_role("button", name="Batalkan impor ini").click()
    expect(page.get_by_text(re.compile("^Dibatalkan: tidak ada lagi isinya")).first).to_be_visible()
    assert Client.objects.count() == before
    take_picture(page, "impor-dibatalkan")
