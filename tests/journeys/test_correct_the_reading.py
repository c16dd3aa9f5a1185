"""A registrar corrects how a workbook was read: a column, exchanged days, a word; the next file is read so by itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bimbing.intake.models import ImportFile, Layout, LearntWord
from tests.intake.workbooks import write_xlsx
from tests.journeys.conftest import DESK, PHONE, findings, sideways

HEADINGS = ["NO", "NAMA", "TEMPAT KEDUA", "PROGRAM", "MULAI", "BERAKHIR", "PK"]


def register(path: Path, *, first: int = 1) -> Path:
    """A register with a column that no heading explains, a word of the office's own, and real dates."""
    names = ["SUWARNO", "SITI MUNAWAROH", "JOKO SUSILO", "LASTRI", "MULYADI", "PONIDI"]
    rows = [
        [n, f"{name} {'ABCDEF'[n % 6]}", f"Kaliwungu {n}", "Reintegrasi", date(2026, 3, n), date(2028, 10, n), "Budi Hartono"]
        for n, name in enumerate(names, start=first)
    ]  # fmt: skip
    return write_xlsx(path, {"KLIEN": [HEADINGS, *rows]})


def dropped(page: Page, path: Path) -> str:
    page.goto("/impor/")
    page.set_input_files("#id_file", path)
    page.wait_for_url("**/impor/*/")
    return page.url


def test_a_column_and_a_word_are_said_once_and_known_the_next_time(
    visit_as: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit_as("dewi", "/impor/")
    address = dropped(page, register(tmp_path / "oktober.xlsx"))
    page.get_by_role("link", name="Perbaiki kolom").click()
    page.wait_for_url("**/kolom/")
    row = page.locator("#baris-g0-C")
    expect(row).to_contain_text("disimpan sebagai teks")
    page.focus("#g0-C")
    page.select_option("#g0-C", "address")
    expect(row.locator(".badge")).to_have_text("baru dipilih")
    expect(row.locator(".says").first).to_have_text("Kaliwungu 1")
    expect(page.locator("#g0-C")).to_be_focused()
    page.select_option("#g0-C", "name")
    expect(page.locator("#bentrok-0")).to_contain_text("“Nama” dipilih untuk kolom B, C.")
    page.select_option("#g0-C", "address")
    expect(page.locator("#bentrok-0")).to_be_empty()
    page.select_option("#g0-E-tukar", "ya")
    expect(page.locator("#baris-g0-E .says").first).to_have_text("3 Januari 2026")
    assert findings(page) == []
    page.get_by_role("button", name="Baca ulang dan simpan susunan ini").click()
    page.wait_for_url(address)
    expect(page.locator("body")).to_contain_text("Susunan disimpan")
    assert Layout.objects.get().columns["C"] == "address"

    page.get_by_role("link", name="Jelaskan kata").click()
    page.wait_for_url("**/kata/")
    page.get_by_label("Arti “Reintegrasi”").select_option("PB")
    assert findings(page) == []
    page.keyboard.press("Control+Enter")
    page.wait_for_url(address)
    expect(page.locator("body")).to_contain_text("Berkas sudah dibaca ulang: 6 klien")
    assert LearntWord.objects.get().code == "PB"
    page.keyboard.press("Control+Enter")
    expect(page.locator("body")).to_contain_text("Sudah masuk register.")
    assert not ImportFile.objects.exists()

    dropped(page, register(tmp_path / "november.xlsx", first=4))
    expect(page.locator("body")).to_contain_text("Dibaca menurut susunan yang dikonfirmasi")
    expect(page.locator(".intake-rows")).to_contain_text("PB")
    page.get_by_role("button", name="Lupakan").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Lupakan").click()
    expect(page.locator("body")).to_contain_text("Susunan dilupakan")
    assert not Layout.objects.exists()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["meja", "hp"])
def test_both_screens_are_usable(
    visit_as: Callable[..., Page], tmp_path: Path, size: tuple[int, int]
) -> None:
    page = visit_as("dewi", "/impor/", size=size)
    address = dropped(page, register(tmp_path / "oktober.xlsx"))
    for part in ("kolom/", "kata/"):
        page.goto(address + part)
        assert findings(page) == []
        assert sideways(page, size) <= 0


def test_without_a_script_a_choice_is_tried_before_it_is_read(
    visit_as: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit_as("dewi", "/impor/")
    address = dropped(page, register(tmp_path / "oktober.xlsx"))
    cookies = page.context.cookies()
    assert page.context.browser is not None
    plain = page.context.browser.new_context(java_script_enabled=False)
    plain.add_cookies(cookies)  # type: ignore[arg-type]
    still = plain.new_page()
    still.goto(f"{address}kolom/")
    still.select_option("#g0-C", "address")
    still.get_by_role("button", name="Coba dulu").click()
    expect(still.locator("#baris-g0-C .badge")).to_have_text("baru dipilih")
    expect(still.locator("#baris-g0-C .says").first).to_have_text("Kaliwungu 1")
    plain.close()
