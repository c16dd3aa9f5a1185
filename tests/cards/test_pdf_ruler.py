"""Each thing on each sheet stands within 0.2 mm of its layout: measured in the printed file, not believed."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pypdf import PdfReader

from bimbing.cards.pdf import CROSS, CardChoice, CardKind, Offsets, Sides, render_calibration, sheet_of
from bimbing.cards.pdf.fonts import typeface
from bimbing.cards.pdf.layouts import BOOKLET
from bimbing.cards.pdf.leaf_layouts import A6, WALLET, LeafLayout, What
from bimbing.cards.pdf.qr import QUIET
from bimbing.cards.pdf.sheets import PRINTABLE, Place
from bimbing.cards.pdf.surface import Box
from tests.cards.pdf_cast import BASE, printed, rows
from tests.cards.pdf_ruler import Line, Measured, measure

TOLERANCE = 0.2
_SIDE = 25 + 2 * QUIET  # squares of a version 2 code with its white border
SHIFTS = [Offsets(), Offsets((1.5, -2.0), (-0.7, 0.4))]
CHOICES = [CardChoice(kind, sides) for kind in CardKind for sides in Sides]
#: Upper left corner of the first front and of its back on their pages, counted with pencil and paper.
CORNERS = {
    ("buku", "satu"): ((0, 0, 0), (0, 0, 1)),
    ("buku", "panjang"): ((0, 0, 0), (0, 0, 1)),
    ("buku", "pendek"): ((0, 0, 0), (0, 0, 1)),
    ("a6", "satu"): ((0, 0, 0), (105, 0, 0)),
    ("a6", "panjang"): ((0, 0, 0), (105, 0, 1)),
    ("a6", "pendek"): ((0, 0, 0), (0, 148.5, 1)),
    ("dompet-10", "satu"): ((19.4, 13.55, 0), (105, 13.55, 0)),
    ("dompet-10", "panjang"): ((19.4, 13.55, 0), (105, 13.55, 1)),
    ("dompet-10", "pendek"): ((19.4, 13.55, 0), (19.4, 229.47, 1)),
    ("dompet-8", "satu"): ((19.4, 28.54, 0), (105, 28.54, 0)),
    ("dompet-8", "panjang"): ((19.4, 28.54, 0), (105, 28.54, 1)),
    ("dompet-8", "pendek"): ((19.4, 28.54, 0), (19.4, 214.48, 1)),
}
#: The sides whose backs stand on their head, so that a card is turned like a page.
TURNED = {("buku", "panjang"), ("a6", "pendek"), ("dompet-10", "pendek"), ("dompet-8", "pendek")}


def _cards(choice: CardChoice, offsets: Offsets) -> list[Measured]:
    """Two sheets of cards, one of them not full."""
    count = len(sheet_of(choice).fronts) + 1
    few = rows(13, 9) if choice.kind is not CardKind.BOOKLET else BASE.rows
    faces = [replace(BASE, name=f"Klien Nomor {n + 1}", rows=few) for n in range(count)]
    reader, _ = printed(*faces, choice=choice, offsets=offsets)
    return measure(reader)


def _point(place: Place, x: float, y: float, shift: tuple[float, float]) -> tuple[float, float]:
    """Where a point of the card lies on the paper."""
    if place.turned:
        x, y = place.w - x, place.h - y
    return place.x + x + shift[0], place.y + y + shift[1]


def _sides(
    choice: CardChoice, offsets: Offsets, pages: list[Measured]
) -> Iterator[tuple[Measured, Place, Measured, Place, tuple[float, float]]]:
    """Of each card printed: page and place of its front, page and place of its back, shift of the back."""
    sheet = sheet_of(choice)
    step = 1 if sheet.same_page else 2
    for number in range(len(sheet.fronts) + 1):
        n, place = divmod(number, len(sheet.fronts))
        front, back = pages[n * step], pages[n * step + step - 1]
        shift = offsets.front if sheet.same_page else offsets.back
        yield front, sheet.fronts[place], back, sheet.backs[place], shift


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: f"{choice.kind}-{choice.sides}")
def test_first_card_stands_where_it_was_counted_to_stand(choice: CardChoice) -> None:
    (x, y, _), (back_x, back_y, page) = CORNERS[choice.kind.value, choice.sides.value]
    sheet = sheet_of(choice)
    assert (sheet.fronts[0].x, sheet.fronts[0].y) == (pytest.approx(x), pytest.approx(y))
    assert (sheet.backs[0].x, sheet.backs[0].y) == (pytest.approx(back_x), pytest.approx(back_y))
    assert sheet.same_page is (page == 0)
    assert sheet.backs[0].turned is ((choice.kind.value, choice.sides.value) in TURNED)


@pytest.mark.parametrize("offsets", SHIFTS, ids=["plain", "moved"])
@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: f"{choice.kind}-{choice.sides}")
def test_square_codes_stand_on_their_places(choice: CardChoice, offsets: Offsets) -> None:
    pages = _cards(choice, offsets)
    box = _part(WALLET if "dompet" in choice.kind else A6, What.SQUARE)
    if choice.kind is CardKind.BOOKLET:
        box = BOOKLET.cover.code_square
    border = box.w * QUIET / _SIDE
    for number, (front, place, _, _, _) in enumerate(_sides(choice, offsets, pages)):
        square = front.squares[number % len(sheet_of(choice).fronts)]
        left, top = _point(place, box.x + border, box.y + border, offsets.front)
        right, bottom = _point(place, box.right - border, box.bottom - border, offsets.front)
        assert [square.left, square.top, square.right, square.bottom] == pytest.approx(
            [left, top, right, bottom], abs=TOLERANCE
        )
    assert sum(len(page.squares) for page in pages) == len(sheet_of(choice).fronts) + 1


@pytest.mark.parametrize("offsets", SHIFTS, ids=["plain", "moved"])
@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: f"{choice.kind}-{choice.sides}")
def test_names_dates_and_rows_stand_on_their_places(choice: CardChoice, offsets: Offsets) -> None:
    pages = _cards(choice, offsets)
    for number, (front, place, back, back_place, shift) in enumerate(_sides(choice, offsets, pages)):
        name = f"Klien Nomor {number + 1}"
        if choice.kind is CardKind.BOOKLET:
            _assert_text(back, back_place, BOOKLET.identity.name, name, shift)
            _assert_text(front, place, BOOKLET.back.weekday, "Kamis", offsets.front)
            first = BOOKLET.table
        else:
            layout = WALLET if "dompet" in choice.kind else A6
            for what, words in ((What.NAME, name), (What.WEEKDAY, "Kamis"), (What.DAY, "10 Desember 2026")):
                _assert_text(front, place, _part(layout, what), words, offsets.front)
            _assert_text(back, back_place, _part(layout, What.PHONE), "0353-000123", shift)
            if layout.table is None:
                continue
            first = layout.table
        x = first.x + first.columns[0].width + 1.2
        for row in (0, first.rows - 1):
            cell = Box(x, first.y + first.head_height + row * first.row_height, 20, first.row_height)
            day = BASE.rows[row].scheduled
            assert day is not None
            shown = f"{day.day:02d} {('Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des')[day.month - 1]} {day.year}"
            _assert_text(back, back_place, cell, shown, shift)


def _part(layout: LeafLayout, what: What) -> Box:
    return next(part.box for part in (*layout.front, *layout.back) if part.what is what)


def _assert_text(page: Measured, place: Place, box: Box, words: str, shift: tuple[float, float]) -> None:
    """The words begin at the left of the box, their capitals in the middle of its height."""
    capitals = typeface("bold").cap_height / 1000
    found = []
    for text in page.texts:
        if text.words == words and text.turned is place.turned:
            x, y = _point(place, box.x, box.y + (box.h + capitals * text.size) / 2, shift)
            found.append(max(abs(text.x - x), abs(text.y - y)))
    assert found, f"{words} is not on the page"
    assert min(found) <= TOLERANCE, (words, min(found))


@pytest.mark.parametrize("offsets", SHIFTS, ids=["plain", "moved"])
@pytest.mark.parametrize("kind", [CardKind.A6, CardKind.WALLET_8, CardKind.WALLET_10])
@pytest.mark.parametrize("sides", list(Sides))
def test_cut_marks_point_at_the_edges_of_the_cards(kind: CardKind, sides: Sides, offsets: Offsets) -> None:
    choice = CardChoice(kind, sides)
    page, sheet = _cards(choice, offsets)[0], sheet_of(choice)
    dx, dy = offsets.front
    whole = [*sheet.fronts, *sheet.backs] if sheet.same_page else list(sheet.fronts)
    for x in {edge for place in whole for edge in (place.x, place.x + place.w)} - {0.0, 210.0}:
        assert any(_stands(line, x + dx) for line in page.lines), x
    for y in {edge for place in whole for edge in (place.y, place.y + place.h)} - {0.0, 297.0}:
        assert any(_lies(line, y + dy) for line in page.lines), y


def _stands(line: Line, x: float) -> bool:
    return abs(line.x1 - x) <= TOLERANCE and abs(line.x2 - x) <= TOLERANCE


def _lies(line: Line, y: float) -> bool:
    return abs(line.y1 - y) <= TOLERANCE and abs(line.y2 - y) <= TOLERANCE


@pytest.mark.parametrize("layout", [A6, WALLET], ids=["a6", "wallet"])
def test_no_part_of_a_small_card_reaches_into_its_white_edge(layout: LeafLayout) -> None:
    for part in (*layout.front, *layout.back):
        box = part.box
        if part.what is What.SQUARE:  # whose own border is white
            box = box.inset(box.w * QUIET / _SIDE, box.h * QUIET / _SIDE)
        assert box.x >= layout.safe - 0.05, part
        assert box.y >= min(layout.safe, 8.5), part
        assert box.right <= layout.width - layout.safe + 0.05, part
        assert box.bottom <= layout.height - layout.safe + 0.05, part


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: f"{choice.kind}-{choice.sides}")
def test_all_words_keep_off_the_edge_that_printers_leave_white(choice: CardChoice) -> None:
    width, height = sheet_of(choice).width, sheet_of(choice).height
    for page in _cards(choice, Offsets()):
        for text in page.texts:
            assert PRINTABLE <= text.x <= width - PRINTABLE, text
            assert PRINTABLE <= text.y <= height - PRINTABLE, text


def test_a_wallet_card_has_the_size_of_a_bank_card() -> None:
    assert (WALLET.width, WALLET.height) == (85.60, 53.98)


def test_backs_are_printed_where_the_sheet_turned_over_shows_its_fronts() -> None:
    for kind in (CardKind.A6, CardKind.WALLET_8, CardKind.WALLET_10):
        long, short = sheet_of(CardChoice(kind, Sides.LONG)), sheet_of(CardChoice(kind, Sides.SHORT))
        for front, back in zip(long.fronts, long.backs, strict=True):
            assert (front.x + front.w + back.x, front.y) == (pytest.approx(210), back.y)
        for front, back in zip(short.fronts, short.backs, strict=True):
            assert (front.x, front.y + front.h + back.y) == (back.x, pytest.approx(297))


@pytest.mark.parametrize("offsets", SHIFTS, ids=["plain", "moved"])
def test_the_test_sheet_is_a_true_ruler(offsets: Offsets) -> None:
    out = io.BytesIO()
    render_calibration(out, printer="Depan", offsets=offsets)
    for page, (dx, dy) in zip(measure(PdfReader(out)), (offsets.front, offsets.back), strict=True):
        assert any(_stands(line, CROSS[0] + dx) for line in page.lines)
        assert any(_lies(line, CROSS[1] + dy) for line in page.lines)
        upright = sorted({round(line.x1, 1) for line in page.lines if _stands(line, line.x1)})
        ticks = [x for x in upright if 30 + dx - 0.05 <= x <= 130 + dx + 0.05]
        assert len(ticks) == 101
        assert ticks[-1] - ticks[0] == pytest.approx(100, abs=TOLERANCE)
