"""A registrar saves a group and shares it; an officer opens it and finds his own clients, in the columns he likes."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from bimbing.audit.models import Event
from bimbing.offices.models import Staff
from bimbing.supervision.models import SavedGroup, Supervision
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture

VisitAs = Callable[..., Page]


def number_in(page: Page) -> int:
    """How many clients the sentence over the list says."""
    return int(re.sub(r"\D", "", page.locator("#list .lede b").inner_text()))


def save_as_a_group(page: Page, name: str) -> None:
    """By keyboard: open the menu, type the name, tick the office, send."""
    page.locator("summary", has_text="Simpan sebagai kelompok").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("[name=name]")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[name=shared]")).to_be_checked()
    take_picture(page, "kelompok-simpan")
    page.keyboard.press("Enter")


def test_a_group_is_saved_and_shared_and_shows_everybody_his_own(visit_as: VisitAs) -> None:
    page = visit_as("dewi", "/klien/")
    expect(page.locator(".door-row .door")).to_have_count(5)
    page.locator(".facet a", has_text="Pembebasan Bersyarat").click()
    expect(page.locator(".chip")).to_have_count(1)
    whole = number_in(page)
    save_as_a_group(page, "PB seluruh kantor")
    expect(page.get_by_text("Kelompok “PB seluruh kantor” disimpan.")).to_be_visible()
    assert SavedGroup.objects.get().query == "program=PB"
    door = page.locator(".door", has_text="PB seluruh kantor")
    expect(door.locator(".door-n")).to_have_text(str(whole))

    other = visit_as("ani", "/klien/")
    door = other.locator(".door", has_text="PB seluruh kantor")
    expect(door).to_be_visible()
    own = Supervision.objects.filter(
        officer=Staff.objects.get(username="ani"), programme="PB", is_active=True
    ).count()
    assert 0 < own < whole
    expect(door.locator(".door-n")).to_have_text(str(own))
    door.click()
    expect(other.locator("#list .lede b")).to_have_text(f"{own} klien")

    page.goto("/klien/kelompok/")
    expect(page.get_by_role("heading", name="Milik kantor")).to_be_visible()
    take_picture(page, "kelompok-tersimpan")
    page.locator("summary[aria-label='Ubah “PB seluruh kantor”']").click()
    page.get_by_role("link", name="Ganti nama").click()
    page.locator("[name=name]").fill("Semua klien PB")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Nama kelompok sekarang “Semua klien PB”.")).to_be_visible()
    page.locator("summary[aria-label='Ubah “Semua klien PB”']").click()
    page.get_by_role("button", name="Jadikan milik saya saja").click()
    expect(page.get_by_text("“Semua klien PB” kini milik Anda sendiri.")).to_be_visible()
    other.goto("/klien/kelompok/")
    expect(other.get_by_text("Semua klien PB")).to_have_count(0)
    page.locator("summary[aria-label='Ubah “Semua klien PB”']").click()
    page.get_by_role("button", name="Hapus").click()
    page.locator("dialog [value=yes]").click()
    expect(page.get_by_text("Kelompok “Semua klien PB” dihapus.")).to_be_visible()
    assert not SavedGroup.objects.exists()


def test_columns_are_chosen_by_keyboard_and_leave_as_they_are_seen(visit_as: VisitAs, tmp_path: Path) -> None:
    page = visit_as("ani", "/klien/?urut=-terlewat")
    page.locator("summary", has_text="Kolom").focus()
    page.keyboard.press("Enter")
    page.locator(".menu-columns").get_by_label("Telepon").focus()
    page.keyboard.press("Space")
    page.locator(".menu-columns").get_by_label("Jenis kejahatan").focus()
    page.keyboard.press("Space")
    take_picture(page, "kelompok-kolom")
    assert findings(page) == []
    page.get_by_role("button", name="Tampilkan kolom ini").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Pilihan kolom disimpan.")).to_be_visible()
    headings = [text.strip() for text in page.locator("#list thead th").all_inner_texts()]
    assert headings == [
        "Nama", "Telepon", "Jenis kejahatan", "Program", "Berakhir", "PK", "Keadaan", "Lapor berikut", "Terlewat",
    ]  # fmt: skip
    assert sideways(page, DESK) <= 0
    names = page.locator("#list .main-cell a").all_inner_texts()
    page.get_by_role("link", name="Excel").click()
    page.locator("[name=purpose]").fill("laporan bulanan ke Kanwil")
    take_picture(page, "kelompok-ambil")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Ambil").click()
    path = tmp_path / "register.xlsx"
    waiting.value.save_as(path)
    lines = list(openpyxl.load_workbook(path).active.iter_rows(min_row=4, values_only=True))  # type: ignore[union-attr]
    assert lines[0] == ("No.", "Nama", "No. register", *headings[1:])
    assert [line[1] for line in lines[1 : len(names) + 1]] == names
    assert Event.objects.get(action="register.exported").changes["rows"] == len(lines) - 1


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_of_groups_fits_desk_and_phone(visit_as: VisitAs, size: tuple[int, int]) -> None:
    page = visit_as("ani", "/klien/kelompok/", size=size)
    assert sideways(page, size) <= 0
    assert findings(page) == []
    page.locator(".group-stats a", has_text="Tanpa kartu").click()
    expect(page.locator(".chip", has_text="tanpa kartu")).to_be_visible()
