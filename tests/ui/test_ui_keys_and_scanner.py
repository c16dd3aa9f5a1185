"""Keys and the card scanner in a real browser, on pages made here: no server, no database, no network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

JS = Path(__file__).resolve().parents[2] / "src/bimbing/ui/static/ui/js"
HOST = "http://bimbing.test"
CODE = "K1ABCDEFGH23456789QZ"
BODY = """<!doctype html><html lang="id"><title>uji</title><body>
<nav><a href="/klien/" data-go="k">Klien</a></nav>
<form role="search" action="/cari/"><input id="scan" name="q" type="search"></form>
<main><a id="new" href="/baru/" data-key="n">Baru</a><a href="/batal/" data-key="Escape">Bukan</a>
<form id="edit" action="/simpan/" data-guard><input id="name" name="name" value="Suwarno"><input id="day" type="date"></form>
<form id="drop" action="/hapus/"><button id="ask" data-confirm="Hapus?">Hapus</button></form>
<table data-rows><tbody><tr><td class="main-cell"><a id="r1" href="/1/">Satu</a></td></tr>
<tr><td class="main-cell"><a id="r2" href="/2/">Dua</a></td></tr></tbody></table></main>
<dialog id="keys"><form method="dialog"><button>Tutup</button></form></dialog>
<dialog id="confirm"><h2 id="confirm-text"></h2><form method="dialog"><button value="no">Batal</button>
<button value="yes">Ya</button></form></dialog>
<script src="/js/ui.js"></script><script src="/js/scan.js"></script></body></html>"""

# The browser's clock of key strokes, in our hands: every key comes `pace` ms after the one before.
CLOCK = """
let now = 1000; window.pace = 100;
const seen = new WeakMap();
Object.defineProperty(Event.prototype, "timeStamp", { get() {
  if (this.type === "keydown" && !seen.has(this)) seen.set(this, now += window.pace);
  return seen.get(this) ?? now;
} });
"""

pytestmark = pytest.mark.browser


def answer(route: Route) -> None:
    path = route.request.url.removeprefix(HOST)
    if path.startswith("/js/"):
        route.fulfill(body=(JS / path.removeprefix("/js/")).read_text(), content_type="text/javascript")
    else:
        route.fulfill(body=BODY, content_type="text/html")


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.route("**/*", answer)
    context.add_init_script(CLOCK)
    page = context.new_page()
    page.goto(HOST + "/")
    yield page
    context.close()


def scan(page: Page, code: str = CODE) -> None:
    """What a scanner does: after a pause one key 5 ms after the other, then Enter."""
    page.keyboard.press("Shift")
    page.evaluate("window.pace = 5")
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def arrived(page: Page, path: str) -> None:
    expect(page).to_have_url(HOST + path)


def test_card_is_recognised_when_nothing_has_the_focus(sheet: Page) -> None:
    scan(sheet)
    arrived(sheet, f"/cari/?q={CODE}")


def test_card_read_with_caps_lock_turned_about_is_the_same_card(sheet: Page) -> None:
    scan(sheet, CODE.lower())
    arrived(sheet, f"/cari/?q={CODE}")


def test_letters_of_a_code_are_no_shortcuts(sheet: Page) -> None:
    scan(sheet, "K1NNGKNNGKNNGKNNGKNN")
    arrived(sheet, "/cari/?q=K1NNGKNNGKNNGKNNGKNN")


def test_scan_into_a_field_gives_the_field_back_what_it_held(sheet: Page) -> None:
    sheet.focus("#name")
    sheet.evaluate(
        "document.querySelector('#scan').form.addEventListener('submit', (e) => e.preventDefault())"
    )
    scan(sheet)
    assert sheet.input_value("#name") == "Suwarno"
    assert sheet.input_value("#scan") == CODE


def test_scan_while_something_is_unsaved_opens_beside_it(sheet: Page) -> None:
    sheet.locator("#name").press_sequentially("X")
    with sheet.context.expect_page() as opened:
        scan(sheet)
    arrived(opened.value, f"/cari/?q={CODE}")
    arrived(sheet, "/")
    assert "X" in sheet.input_value("#name")


def test_scan_on_a_button_does_not_press_it(sheet: Page) -> None:
    sheet.focus("#ask")
    scan(sheet)
    arrived(sheet, f"/cari/?q={CODE}")


def test_page_may_take_the_scan_itself(sheet: Page) -> None:
    sheet.evaluate(
        "document.addEventListener('bimbing:scan', (e) => { e.preventDefault(); document.title = e.detail.code })"
    )
    scan(sheet)
    expect(sheet).to_have_title(CODE)
    arrived(sheet, "/")


def test_person_typing_slowly_is_no_scanner(sheet: Page) -> None:
    sheet.focus("#name")
    sheet.evaluate("document.querySelector('#edit').addEventListener('submit', (e) => e.preventDefault())")
    sheet.keyboard.press("End")
    sheet.evaluate("window.pace = 60")
    sheet.keyboard.type("K1ABCDEFGH2345")
    sheet.keyboard.press("Enter")
    assert sheet.input_value("#name") == "SuwarnoK1ABCDEFGH2345"
    assert sheet.input_value("#scan") == ""


def test_g_and_a_letter_go_to_a_page(sheet: Page) -> None:
    sheet.keyboard.press("g")
    sheet.keyboard.press("k")
    arrived(sheet, "/klien/")


def test_letter_alone_in_the_first_moment_goes_nowhere(sheet: Page) -> None:
    sheet.keyboard.press("k")
    arrived(sheet, "/")


def test_n_opens_a_new_entry_but_not_while_typing(sheet: Page) -> None:
    sheet.focus("#name")
    sheet.keyboard.press("n")
    arrived(sheet, "/")
    sheet.reload()
    sheet.keyboard.press("n")
    arrived(sheet, "/baru/")


def test_escape_takes_the_way_out_but_not_while_typing(sheet: Page) -> None:
    sheet.focus("#name")
    sheet.keyboard.press("Escape")
    arrived(sheet, "/")
    sheet.focus("#ask")
    sheet.keyboard.press("Escape")
    arrived(sheet, "/batal/")


def test_slash_goes_to_the_scan_box(sheet: Page) -> None:
    sheet.keyboard.press("/")
    expect(sheet.locator("#scan")).to_be_focused()
    assert sheet.input_value("#scan") == ""


def test_question_mark_lists_the_keys(sheet: Page) -> None:
    sheet.keyboard.press("?")
    expect(sheet.locator("#keys")).to_be_visible()


def test_arrows_walk_the_rows_and_enter_opens(sheet: Page) -> None:
    for _ in range(3):
        sheet.keyboard.press("ArrowDown")
    expect(sheet.locator("#r2")).to_be_focused()
    sheet.keyboard.press("Enter")
    arrived(sheet, "/2/")


def test_ctrl_enter_submits_the_form_one_is_in(sheet: Page) -> None:
    sheet.focus("#day")
    sheet.keyboard.press("Control+Enter")
    arrived(sheet, "/simpan/?name=Suwarno")


def test_question_is_asked_before_and_no_means_no(sheet: Page) -> None:
    sheet.click("#ask")
    expect(sheet.locator("#confirm-text")).to_have_text("Hapus?")
    sheet.click("text=Batal")
    arrived(sheet, "/")
    sheet.click("#ask")
    sheet.click("#confirm >> text=Ya")
    arrived(sheet, "/hapus/?")
