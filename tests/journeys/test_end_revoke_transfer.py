"""One is ended, one revoked, one transferred, one detained and released, one reopened; the register follows."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bimbing.attendance.queries.proof import differences
from bimbing.audit.models import Event
from bimbing.supervision.models import Supervision
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture


def counts(page: Page) -> dict[str, int]:
    """The register's own numbers by status, as they stand beside the list."""
    page.goto("/klien/?status=semua")
    found = {}
    for text in page.locator(".facet").first.locator("li").all_inner_texts():
        name, number = re.match(r"\s*(.+?)\s+([\d.]+)\s*$", text.replace("\n", " ")).groups()  # type: ignore[union-attr]
        found[name] = int(number.replace(".", ""))
    return found


def pick(**columns: Any) -> Supervision:
    """An adult's guidance of the practice office that has a PB and the status asked for."""
    rows = Supervision.objects.filter(office__code="bojonegoro", section="BKD", programme_id="PB", **columns)
    return rows.exclude(start_date=None).exclude(end_date=None).order_by("pk")[0]


def step(page: Page, row: Supervision, title: str) -> None:
    """From the client's file to the fields of a step, as a person goes."""
    page.goto(f"/klien/{row.client_id}/?bimbingan={row.pk}")
    page.get_by_role("link", name="Ubah status").click()
    page.locator(".ways a", has_text=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def looked_at(page: Page, size: tuple[int, int], name: str = "", *, whole: bool = False) -> None:
    assert findings(page) == []
    assert sideways(page, size) <= 0
    if name:
        take_picture(page, name, whole=whole)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["meja", "hp"])
def test_end_revoke_transfer_detain_and_reopen(
    visit_as: Callable[..., Page], beside: Callable[..., Page], size: tuple[int, int]
) -> None:
    mark = "" if size == DESK else "-hp"
    today = timezone.localdate()
    page = visit_as("dewi", "/klien/", size=size)
    before = counts(page) if size == DESK else {}

    # Several at once: a number for each, the picked ones end.
    page.goto("/klien/akhiri/")
    page.get_by_label("Nomor surat pengakhiran").first.fill("W15.PAS.PAS.12-PK.05.10-218")
    page.locator("tbody [name=pilih]").first.check()
    looked_at(page, size, f"status-akhiri{mark}")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 bimbingan berakhir.")).to_be_visible()

    # Ended: one click from the file of somebody past his end.
    done = pick(status="aktif", end_date__lt=today)
    page.goto(f"/klien/{done.client_id}/")
    page.get_by_role("link", name="Akhiri bimbingan").click()
    page.get_by_label("Nomor surat pengakhiran").fill("W15.PAS.PAS.12-PK.05.10-220")
    looked_at(page, size)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Surat: Berakhir")
    looked_at(page, size, f"status-surat{mark}", whole=size == PHONE)
    sent = page.request.post(
        page.locator("form[action$='/pdf/']").get_attribute("action") or "",
        form={
            "csrfmiddlewaretoken": page.locator(
                "form[action$='/pdf/'] [name=csrfmiddlewaretoken]"
            ).input_value(),
            "title": "Kepala",
        },
        headers={"Referer": page.url},
    )
    assert (sent.status, sent.body()[:5]) == (200, b"%PDF-")
    assert Event.objects.filter(action="letter.printed", client_id=done.client_id).count() == 1

    # Revoked: provisionally, then by the decision.
    revoked = pick(status="aktif", end_date__gt=today)
    step(page, revoked, "Cabut sementara")
    page.get_by_label("Nomor surat Kepala Bapas").fill("W15.PAS.PAS.12-PK.05.10-211")
    page.get_by_label("Alasan pencabutan").select_option("TIDAK_LAPOR_3X")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Surat: Pencabutan sementara")
    looked_at(page, size)
    page.goto(f"/klien/{revoked.client_id}/")
    expect(page.get_by_text("Menunggu SK pencabutan: hari kerja ke-0 dari 20").first).to_be_visible()
    step(page, revoked, "Cabut dengan SK")
    expect(page.get_by_label("Alasan pencabutan")).to_have_value("TIDAK_LAPOR_3X")
    page.get_by_label("Nomor SK").fill("PAS-9.PK.05.09 TAHUN 2026")
    page.get_by_label("Tanggal SK").fill(f"{today:%d-%m-%Y}")
    looked_at(page, size, f"status-cabut{mark}")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".file-head")).to_contain_text("Dicabut")

    # Transferred: a paper is missing, so it is asked about; then it is believed.
    moved = pick(status="aktif", end_date__gt=today)
    window = beside(page, size)
    step(window, moved, "Limpahkan ke Bapas lain")
    window.get_by_label("Dilimpahkan ke").fill("Bapas Kelas I Surabaya")
    window.get_by_label("Tanggal permohonan klien").fill(f"{today:%d-%m-%Y}")
    window.keyboard.press("Control+Enter")
    expect(window.get_by_text("Periksa dulu")).to_be_visible()
    looked_at(window, size, f"status-periksa{mark}")
    expect(window.get_by_label("Dilimpahkan ke")).to_have_value("Bapas Kelas I Surabaya")
    window.get_by_label("memang demikian").check()
    window.keyboard.press("Control+Enter")
    expect(window.get_by_role("heading", level=1)).to_have_text("Surat: Dilimpahkan ke Bapas lain")

    # Detained and released.
    held = pick(status="ditahan")
    page.goto(f"/klien/{held.client_id}/status/")
    looked_at(page, size, f"status-langkah{mark}")
    step(page, held, "Bebas dari tahanan")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".file-head")).not_to_contain_text("Ditahan")
    step(page, held, "Ditahan perkara lain")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".file-head")).to_contain_text("Ditahan perkara lain")

    # Reopened: the closing was of the wrong person. Then a wrong day is put right.
    step(page, done, "Aktif kembali")
    page.get_by_label("Alasan").fill("Salah klien")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".file-head")).to_contain_text("Lewat masa bimbingan")
    page.goto(f"/klien/{revoked.client_id}/")
    page.get_by_role("link", name="Perbaiki tanggal Dicabut").click()
    page.get_by_label("Alasan").fill("salah ketik nomor")
    page.get_by_label("Nomor surat").fill("PAS-10.PK.05.09 TAHUN 2026")
    looked_at(page, size)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".status-line")).to_contain_text("PAS-10.PK.05.09")
    looked_at(page, size)
    if size == DESK:
        page.goto(f"/klien/{revoked.client_id}/status/")
        looked_at(page, size, "status-perjalanan")

    # The groups and numbers follow, and every stored sum is what its facts say.
    if size == DESK:
        after = counts(page)
        assert {name: after[name] - before[name] for name in before if after[name] != before[name]} == {
            "Aktif": -2,
            "Lewat masa bimbingan": -1,
            "Selesai": 3,
        }
    assert list(differences(as_of=today)) == []
