"""The administrator changes an interval from a coming day and adds an offence; the registrar records what the panel
decided, for one client and for a session; the client's file shows it."""

from collections.abc import Callable

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from bimbing.rules.calendar import add_months, month_start
from bimbing.rules.dates import medium_date
from bimbing.supervision.models import OffenceCategory, Supervision
from bimbing.supervision.models_rules import PhaseDecision, ProgrammeRule
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture


def look_at(page: Page, name: str, size: tuple[int, int]) -> None:
    """A picture for the guide; nothing that axe finds, nothing sideways."""
    assert findings(page) == []
    assert sideways(page, size) <= 0
    take_picture(page, name if size == DESK else f"{name}-hp")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["meja", "hp"])
def test_what_the_office_says_and_what_the_panel_decided(
    visit_as: Callable[..., Page], size: tuple[int, int]
) -> None:
    begins = add_months(month_start(localdate()), 1)
    running = Supervision.objects.active().filter(office__code="bojonegoro", programme="CB", interval="")
    changed = running.filter(end_date__gte=begins).count() + running.filter(end_date=None).count()

    gita = visit_as("gita", "/pengaturan/", size=size)
    look_at(gita, "pengaturan", size)
    gita.get_by_role("link", name="Program", exact=True).first.click()
    expect(gita.get_by_role("heading", level=1)).to_have_text("Program")
    look_at(gita, "program", size)
    gita.get_by_role("link", name="Cuti Bersyarat").click()
    expect(gita.get_by_role("heading", level=1)).to_have_text("Cuti Bersyarat")
    gita.get_by_label("Klien melapor").select_option(label="setiap dua minggu")
    effect = gita.locator("#pengaruh")
    expect(effect).to_contain_text(f"{changed} klien berubah dari setiap bulan ke setiap dua minggu.")
    gita.get_by_label("Dasar keputusan").fill("Surat Kepala Bapas No. 12 Tahun 2026")
    look_at(gita, "program-pratinjau", size)
    gita.keyboard.press("Control+Enter")
    expect(gita.get_by_role("status")).to_contain_text(f"Berlaku mulai {medium_date(begins)}.")
    assert list(ProgrammeRule.objects.values_list("programme", "valid_from", "interval")) == [
        ("CB", begins, "dua_mingguan")
    ]

    gita.goto("/pengaturan/kejahatan/")
    look_at(gita, "jenis-kejahatan", size)
    gita.get_by_label("Nama").fill("Tambang tanpa izin")
    gita.get_by_role("button", name="Tambah").click()
    expect(gita.get_by_role("link", name="Tambang tanpa izin")).to_be_visible()
    assert OffenceCategory.objects.filter(label="Tambang tanpa izin", office__isnull=False).count() == 1
    for name, path in (
        ("tahap-ketentuan", "tahap"), ("tanggal", "tanggal"), ("penanda-tangan", "penanda-tangan"),
        ("program-baru", "program/baru"),
    ):  # fmt: skip
        gita.goto(f"/pengaturan/{path}/")
        look_at(gita, name, size)
    gita.goto("/pengaturan/")
    expect(gita.get_by_role("link", name="Cuti Bersyarat: setiap dua minggu")).to_be_visible()

    row = Supervision.objects.active().filter(
        office__code="bojonegoro", phase="awal", end_date__gt=localdate()
    )[0]
    since = row.phase_decisions.get(until=None).since
    dewi = visit_as("dewi", f"/klien/{row.client_id}/", size=size)
    expect(dewi.locator("#tahap")).to_contain_text("Tahap awal")
    dewi.get_by_role("link", name="Catat keputusan sidang TPP").click()
    dewi.get_by_label("Tahap lanjutan").check()
    dewi.get_by_label("Tahap mulai tanggal").fill(f"{max(localdate(), add_months(since, 1)):%d-%m-%Y}")
    dewi.get_by_label("Tanggal sidang").fill(f"{localdate():%d-%m-%Y}")
    dewi.get_by_label("Nomor risalah sidang TPP").fill("TPP-11/2026")
    look_at(dewi, "tahap-keputusan", size)
    dewi.keyboard.press("Control+Enter")
    expect(dewi.get_by_role("status")).to_contain_text("Keputusan sidang TPP sudah dicatat.")
    expect(dewi.locator("#tahap")).to_contain_text("TPP-11/2026")
    dewi.goto(f"/klien/{row.client_id}/")
    dewi.locator("#tahap").scroll_into_view_if_needed()
    look_at(dewi, "tahap-berkas", size)

    dewi.goto("/klien/tahap/")
    first = dewi.locator("input[name=pilih]").first
    picked = int(first.get_attribute("value") or 0)
    first.check()
    dewi.get_by_label("Nomor risalah sidang TPP").fill("TPP-12/2026")
    dewi.get_by_label("Tanggal sidang").fill(f"{localdate():%d-%m-%Y}")
    look_at(dewi, "tahap-sidang", size)
    dewi.get_by_role("button", name="Catat untuk yang dipilih").click()
    expect(dewi.get_by_role("status")).to_contain_text("Sidang dicatat untuk 1 klien.")
    assert PhaseDecision.objects.get(supervision=picked, tpp_number="TPP-12/2026").until is None
    dewi.goto("/klien/?tahap=lanjutan")
    expect(dewi.get_by_role("heading", level=1)).to_be_visible()
    look_at(dewi, "klien-tahap", size)
