"""From a proposal to the register, past a return; and a draft that outlives its window, its connection and its shift."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.offices.models import Staff
from bimbing.proposals.models import Draft, Proposal
from bimbing.supervision.models import Supervision
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture

VisitAs = Callable[..., Page]


def looks_well(page: Page, size: tuple[int, int]) -> None:
    assert findings(page) == []
    assert sideways(page, size) <= 0


def kept_here(page: Page) -> list[str]:
    """What a page left in the browser."""
    return [str(name) for name in page.evaluate("Object.keys(localStorage)")]


def forgets(page: Page) -> None:
    """Waits until a page has left nothing in the browser. (A predicate of Playwright's own is forbidden by our CSP.)"""
    for _ in range(200):
        if not kept_here(page):
            return
        page.wait_for_timeout(50)
    assert kept_here(page) == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["meja", "hp"])
def test_what_an_officer_proposes_is_mended_and_accepted(visit_as: VisitAs, size: tuple[int, int]) -> None:
    mark = "" if size == DESK else "-hp"
    ani = Staff.objects.get(username="ani")
    row = Supervision.objects.filter(officer=ani, section="BKD", is_active=True).select_related("client")[0]

    # Ani proposes a client: the name, and what she has before her.
    his = visit_as("ani", "/usulan/baru/", size=size)
    his.get_by_label("Nama, seperti di SK").fill("SLAMET RIYADI als SLAMET bin PARDI")
    his.get_by_label("No. SK").fill("PAS-77.PK.05.09 TAHUN 2026")
    his.get_by_label("Tempat, tanggal lahir").fill("Tuban, 3-4-1988")
    his.get_by_label("Pesan untuk petugas registrasi").fill("Datang sendiri membawa SK")
    expect(his.locator("[data-draft-state]")).to_contain_text("Draf tersimpan pukul")
    looks_well(his, size)
    his.evaluate("scrollTo(0, 0)")
    take_picture(his, f"usul-klien{mark}")
    his.keyboard.press("Control+Enter")
    expect(his.get_by_role("heading", level=1)).to_have_text("Usulan saya")
    assert kept_here(his) == []

    # And a correction, from the client's file.
    his.goto(f"/klien/{row.client_id}/")
    his.get_by_role("link", name="Usulkan perubahan").click()
    his.get_by_label("Desa/kelurahan").fill("Sumuragung")
    his.get_by_label("Pekerjaan").fill("Sopir")
    his.get_by_label("Dari mana Anda tahu?").fill("KTP baru ditunjukkan")
    looks_well(his, size)
    his.keyboard.press("Control+Enter")
    expect(his.get_by_role("heading", level=1)).to_have_text("Usulan saya")

    # Dewi finds both at home and in the queue; the first goes back with a word.
    hers = visit_as("dewi", "/", size=size)
    hers.get_by_role("link", name="Periksa").click()
    expect(hers.get_by_text("2 menunggu Anda")).to_be_visible()
    looks_well(hers, size)
    take_picture(hers, f"usulan{mark}")
    hers.get_by_role("link", name="Slamet Riyadi").click()
    expect(hers.get_by_text("Datang sendiri membawa SK")).to_be_visible()
    looks_well(hers, size)
    take_picture(hers, f"usulan-klien{mark}")
    hers.get_by_label("Apa yang perlu diperbaiki?").fill("Tanggal SK dan programnya belum ada")
    hers.get_by_role("button", name="Kembalikan").click()
    expect(hers.get_by_text("1 menunggu Anda")).to_be_visible()

    # Ani mends it.
    his.goto("/")
    his.get_by_role("link", name="Perbaiki").click()
    expect(his.get_by_text("Tanggal SK dan programnya belum ada")).to_be_visible()
    looks_well(his, size)
    take_picture(his, f"usulan-saya{mark}")
    his.get_by_role("link", name="Slamet Riyadi").click()
    his.get_by_label("Tanggal SK").fill("2-11-2026")
    his.get_by_label("Program").select_option("PB")
    his.keyboard.press("Control+Enter")
    expect(his.get_by_text("Terkirim lagi")).to_be_visible()

    # Dewi completes it and accepts: the client has his number, and the card is one key away.
    hers.goto("/usulan/")
    hers.get_by_role("link", name="Slamet Riyadi").click()
    hers.locator("[name=sex]").select_option("L")
    hers.locator("[name=start_date]").fill("10-11-2026")
    hers.locator("[name=end_date]").fill("10-11-2028")
    hers.keyboard.press("Control+Enter")
    expect(hers.get_by_role("button", name="Cetak kartu")).to_be_focused()
    made = Supervision.objects.select_related("client").get(client__full_name="SLAMET RIYADI")
    assert (made.officer, made.programme_id, bool(made.register_no)) == (ani, "PB", True)
    hers.goto(f"/klien/{made.client_id}/?jenis=perubahan")
    expect(hers.get_by_text("Diusulkan Ani Rahmawati")).to_be_visible()
    expect(hers.locator("#riwayat").get_by_text("Dewi Anggraini").first).to_be_visible()

    # The correction: the file moved on meanwhile, so she chooses, mends a letter, and accepts.
    Client.objects.filter(pk=row.client_id).update(occupation="Buruh tani")
    hers.goto("/usulan/")
    hers.get_by_role("link", name=row.client.list_name).click()
    hers.locator("[name=village]").fill("Sumuragung Lor")
    looks_well(hers, size)
    hers.evaluate("scrollTo(0, 0)")
    take_picture(hers, f"usulan-perubahan{mark}", whole=size == PHONE)
    hers.locator("[name=occupation]").fill(
        "Sopir truk"
    )  # what she mends is taken over, until she says otherwise
    expect(hers.locator("[name=pilih_occupation][value=saya]")).to_be_checked()
    hers.locator("[name=pilih_occupation][value=mereka]").check()
    hers.keyboard.press("Control+Enter")
    expect(hers.get_by_text("Diterima: data")).to_be_visible()
    row.client.refresh_from_db()
    assert (row.client.village, row.client.occupation) == ("Sumuragung Lor", "Buruh tani")
    event = Event.objects.filter(client_id=row.client_id, action="client.edited").order_by("-pk")[0]
    assert (event.staff_name, event.purpose) == (
        "Dewi Anggraini",
        "Diusulkan Ani Rahmawati: KTP baru ditunjukkan",
    )

    his.goto("/usulan/saya/")
    expect(his.get_by_text(made.register_no)).to_be_visible()
    looks_well(his, size)
    assert set(Proposal.objects.values_list("state", flat=True)) == {"accepted"}


def test_a_draft_outlives_its_window_and_is_gone_once_registered(visit_as: VisitAs) -> None:
    ani = Staff.objects.get(username="ani")
    page = visit_as("dewi", "/klien/baru/")
    page.get_by_label("No. SK").fill("PAS-88.PK.05.09 TAHUN 2026")
    page.get_by_label("Nama, seperti di SK").fill("SUTRISNO bin KARTO")
    expect(page.locator("[data-draft-state]")).to_contain_text("Draf tersimpan pukul")
    assert kept_here(page) == []  # the server has it, so nothing personal stays on the shared computer
    page.get_by_label("Tanggal SK").fill("2-11-2026")  # and the window closes before the typing has stopped
    page.close(run_before_unload=False)
    page.context.close()

    again = visit_as("dewi", "/klien/baru/")
    expect(again.get_by_text("1 draf belum selesai")).to_be_visible()
    take_picture(again, "draf")
    looks_well(again, DESK)
    again.get_by_role("link", name="Lanjutkan Sutrisno").click()
    expect(again.get_by_label("Nama, seperti di SK")).to_have_value("SUTRISNO bin KARTO")
    again.get_by_label("Tanggal SK").fill("2-11-2026")
    again.get_by_label("Tempat, tanggal lahir").fill("Tuban, 3-4-1988")
    again.locator("[name=sex]").select_option("L")
    again.locator("[name=programme]").select_option("PB")
    again.locator("[name=officer]").select_option(str(ani.pk))
    again.locator("[name=start_date]").fill("10-11-2026")
    again.locator("[name=end_date]").fill("10-11-2028")
    again.keyboard.press("Control+Enter")
    expect(again.get_by_role("button", name="Cetak kartu")).to_be_focused()
    expect(again.locator("[data-draft][data-handed-in]")).to_have_count(1)
    assert kept_here(again) == []
    assert Supervision.objects.filter(decision_no="PAS-88.PK.05.09 TAHUN 2026").count() == 1
    again.goto("/klien/baru/")
    expect(again.get_by_text("draf belum selesai")).to_have_count(0)
    assert set(Draft.objects.values_list("ended_as", flat=True)) == {"done"}
    assert all(texts == {} for texts in Draft.objects.values_list("texts", flat=True))


def test_a_lost_connection_loses_nothing_and_signing_out_leaves_nothing_behind(
    browser: Any, live_server: Any, visit_as: VisitAs
) -> None:
    signed_in = visit_as("dewi", "/klien/")
    context = browser.new_context(  # of its own: here the console may speak of the lost connection
        base_url=live_server.url, storage_state=signed_in.context.storage_state(), locale="id-ID"
    )
    page = context.new_page()
    page.goto("/klien/baru/")
    context.set_offline(True)
    page.get_by_label("Nama, seperti di SK").fill("PARDI")
    expect(page.locator("[data-draft-state]")).to_contain_text("Belum tersimpan di server")
    (name,) = kept_here(page)
    entry = json.loads(page.evaluate("name => localStorage.getItem(name)", name))
    assert ["full_name", "PARDI"] in entry["fields"]
    assert not Draft.objects.exists()
    page.close(run_before_unload=False)
    context.set_offline(False)

    back = context.new_page()
    back.goto("/klien/baru/")
    expect(back.get_by_role("link", name="Lanjutkan Pardi")).to_be_visible()
    forgets(back)  # the server has it now
    assert Draft.objects.get().texts["full_name"] == "PARDI"

    # Two windows on one draft: the later one is told and both texts stay.
    address = f"/klien/baru/?draf={Draft.objects.get().key}"
    one, other = context.new_page(), context.new_page()
    one.goto(address)
    other.goto(address)
    for window, text in ((one, "PARDI SATU"), (other, "PARDI DUA")):
        window.get_by_label("Nama, seperti di SK").fill(text)
        window.get_by_role("button", name="Simpan draf").click()
        expect(window.locator("[data-draft-state]")).to_contain_text("Draf tersimpan pukul")
    expect(other.locator("[data-draft-state]")).to_contain_text("dilanjutkan di jendela lain")
    texts = Draft.objects.filter(ended_at__isnull=True).values_list("texts__full_name", flat=True)
    assert sorted(texts) == ["PARDI DUA", "PARDI SATU"]

    # Who signs out with something unsaved takes it along to the server; the browser forgets it.
    one.get_by_label("Alamat").fill("Ds. Ngraho")
    one.evaluate("localStorage.setItem('bimbing-draf:999:x', JSON.stringify({at: Date.now(), fields: []}))")
    one.locator("details.menu summary").click()
    one.get_by_role("button", name="Keluar").click()
    expect(one.get_by_role("heading", level=1)).to_have_text("Masuk")
    expect(one).to_have_url(re.compile("keluar=1"))
    forgets(one)
    assert Draft.objects.get(texts__full_name="PARDI SATU").texts["address"] == "Ds. Ngraho"
    context.close()
