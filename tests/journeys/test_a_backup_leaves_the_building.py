"""The administrator asks for a backup, sees it read back, and takes it away on a stick that opens on a new computer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from bimbing.backup.actions import check
from bimbing.backup.models import Backup
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture

VisitAs = Callable[..., Page]


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BACKUP_DIR", tmp_path / "cadangan")
    monkeypatch.setattr(settings, "PRACTICE", True)  # its neighbour office is only there to be kept out of


def test_from_the_button_to_the_stick(visit_as: VisitAs, tmp_path: Path) -> None:
    page = visit_as("gita", "/pengaturan/cadangan/")
    expect(page.get_by_text("Belum ada cadangan").first).to_be_visible()
    page.get_by_role("button", name="Cadangkan sekarang").press("Enter")
    row = page.get_by_role("row").filter(has_text="teruji pulih")
    expect(row).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Cadangkan sekarang")).to_be_enabled()
    with page.expect_download() as waiting:
        row.get_by_role("button").press("Enter")
    stick = tmp_path / "usb"
    waiting.value.save_as(stick)
    assert check(stick, key=settings.DATA_KEY).event_id > 0
    page.reload()
    expect(row).to_contain_text("diambil hari ini")
    for size, name in ((PHONE, "cadangan-hp"), (DESK, "cadangan")):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        take_picture(page, name)
        assert (findings(page), sideways(page, size)) == ([], 0)
    page.goto("/")
    expect(page.get_by_text("sudah dibaca kembali").first).to_be_visible()
    assert [made.reason for made in Backup.objects.all()] == ["by_hand"]
