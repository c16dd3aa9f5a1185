"""The card from the door to the desk: printed after registering, lost and replaced, a whole group printed again."""

import io
import re
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from bimbing.desk.actions import hand_over
from bimbing.offices.models import Staff
from bimbing.rules.card_code import CodeKind, read_code
from bimbing.supervision.models import Supervision
from tests.cards.pdf_ruler import measure
from tests.factories import AT
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture
from tests.journeys.test_register_a_client import Papers, Typist, write_the_papers

VisitAs = Callable[..., Page]
_DOTS = 6  # a millimetre: about 150 an inch


#: Sends what the button would send, and hands over the bytes: a browser without a window shows no PDF.
_SEND = """async button => {
  const sent = new URLSearchParams(new FormData(button.form, button));
  const address = button.hasAttribute("formaction") ? button.formAction : button.form.action;
  const answer = await fetch(address, {method: "POST", body: sent});
  return [answer.headers.get("Content-Type"), Array.from(new Uint8Array(await answer.arrayBuffer()))];
}"""


def printed(button: Locator) -> PdfReader:
    """The file behind a print button."""
    expect(button).to_be_enabled()
    kind, octets = button.evaluate(_SEND)
    assert kind == "application/pdf"
    return PdfReader(io.BytesIO(bytes(octets)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def scanned(reader: PdfReader) -> str:
    """What a scanner reads from the first square code of the paper."""
    square = next(square for page in measure(reader) for square in page.squares)
    side = int((square.right - square.left + 8) * _DOTS)
    picture = Image.new("L", (side, side), 255)
    for left, top, right, bottom in square.bars:
        box = (left - square.left + 4, top - square.top + 4, right - square.left + 4, bottom - square.top + 4)
        ImageDraw.Draw(picture).rectangle([round(edge * _DOTS) for edge in box], fill=0)
    return str(zxingcpp.read_barcodes(picture)[0].text)


def test_a_card_is_printed_after_registering_then_lost_and_replaced(visit_as: VisitAs) -> None:
    page = visit_as("dewi", "/klien/")
    typist = Typist(page)
    typist.press("n")
    expect(page.locator("[name=decision_no]")).to_be_focused()
    write_the_papers(typist, Papers(), Staff.objects.get(username="ani"))
    typist.press("Control+Enter")
    button = page.get_by_role("button", name="Cetak kartu")
    expect(button).to_be_focused()
    paper = printed(button)
    row = Supervision.objects.select_related("client").get(client__full_name="PURNOMO")
    assert row.register_no in words(paper)
    first = scanned(paper)
    assert read_code(first).kind is CodeKind.TOKEN

    page.goto(f"/kartu/klien/{row.client_id}/")
    assert findings(page) == []
    page.get_by_label("Alasan").fill("hilang di pasar")
    page.get_by_role("button", name="Ganti kartu").click()
    expect(page.get_by_text("Kartu lama").first).to_be_visible()
    take_picture(page, "kartu-diganti")
    page.get_by_label("Kartu dompet, 10 per lembar").check()
    second = scanned(printed(page.get_by_role("button", name="Cetak kartu")))
    assert second != first

    page.goto(f"/absen/?q={first}")
    expect(page.get_by_text("Kartu ini sudah diganti", exact=False)).to_be_visible()
    expect(page.get_by_text("Purnomo").first).to_be_visible()
    take_picture(page, "kartu-lama-dipindai")
    page.goto(f"/absen/?q={second}")
    expect(page.get_by_text("Purnomo").first).to_be_visible()
    expect(page.get_by_text("Kartu ini sudah diganti", exact=False)).to_have_count(0)


def test_a_whole_group_is_printed_again_after_its_officer_changed(visit_as: VisitAs) -> None:
    dewi, budi = Staff.objects.get(username="dewi"), Staff.objects.get(username="budi")
    ani = Staff.objects.get(username="ani")
    moved = list(
        Supervision.objects.filter(officer=ani, is_active=True, client__section="BKD", has_card=True)[:4]
    )
    for row in moved:
        hand_over(
            supervision=row,
            version=row.version,
            officer=budi,
            since=AT.date(),
            reason="mutasi",
            by=dewi,
            at=AT,
        )
    page = visit_as("dewi", "/kartu/")
    assert findings(page) == []
    again = page.get_by_role("button", name=f"Cetak ulang {len(moved)} kartu lama: {budi.full_name}")
    expect(again).to_be_visible()
    take_picture(page, "kartu-lama")
    page.get_by_label("Kartu A6").check()
    page.get_by_label("Kertas").select_option("satu")
    said = words(printed(again))
    assert said.count(budi.name_with_title) >= len(moved)
    page.goto("/kartu/")
    expect(again).to_have_count(0)
    expect(page.get_by_label("Kartu A6")).to_be_checked()


def test_a_printer_is_measured_once(visit_as: VisitAs) -> None:
    page = visit_as("dewi", "/kartu/")
    page.get_by_role("link", name=re.compile("Ukur pencetaknya")).click()
    assert findings(page) == []
    page.get_by_label("Nama pencetak").fill("Epson L3110 loket")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Epson L3110 loket")
    page.get_by_label("Depan: ke kanan, mm").fill("-1,5")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Tersimpan.", exact=False)).to_be_visible()
    expect(page.get_by_label("Depan: ke kanan, mm")).to_have_value("-1,5")
    page.reload()
    assert findings(page) == []
    take_picture(page, "pencetak")
    page.goto("/kartu/")
    page.locator("[name=pencetak]").select_option("Epson L3110 loket")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_printing_fits_desk_and_phone(visit_as: VisitAs, size: tuple[int, int]) -> None:
    page = visit_as("dewi", "/kartu/pencetak/", size=size)
    assert sideways(page, size) <= 0
    page.goto("/kartu/")
    assert sideways(page, size) <= 0
    assert findings(page) == []
