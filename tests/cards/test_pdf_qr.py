"""The square code is the token and nothing else, drawn as one path."""

import re

import pytest
import segno

from bimbing.cards.pdf import BOOKLET
from bimbing.cards.pdf.qr import MASK, QUIET, qr_path
from bimbing.cards.pdf.surface import POINTS_PER_MM
from tests.cards.pdf_cast import TOKEN, a_face, page_orders, printed


def _squares(path: str, side: int) -> list[list[int]]:
    """The dark squares of a path, from the top row down, without the quiet zone."""
    grid = [[0] * side for _ in range(side)]
    for x, y, width in re.findall(r"(\d+) (\d+) (\d+) 1 re", path):
        for column in range(int(x), int(x) + int(width)):
            grid[side - 1 - int(y)][column] += 1
    return [row[QUIET:-QUIET] for row in grid[QUIET:-QUIET]]


def _expected(text: str) -> list[list[int]]:
    code = segno.make_qr(text, error="m", boost_error=False, mask=MASK)
    return [[int(module) for module in row] for row in code.matrix]


@pytest.mark.parametrize("text", [TOKEN, "BB1", "x" * 100, "0123456789", "Ünïcode 王"])
def test_path_covers_exactly_the_dark_squares(text: str) -> None:
    path, side = qr_path(text)
    assert _squares(path, side) == _expected(text)


def test_quiet_zone_stays_empty() -> None:
    path, side = qr_path(TOKEN)
    for x, y, width in re.findall(r"(\d+) (\d+) (\d+) 1 re", path):
        assert int(x) >= QUIET
        assert int(x) + int(width) <= side - QUIET
        assert QUIET <= int(y) < side - QUIET


def test_printed_page_carries_the_token_in_the_box_of_the_layout() -> None:
    orders = page_orders(printed(a_face(rows=()))[0], 0)
    found = re.search(r"q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm ((?:\d+ \d+ \d+ 1 re ?)+) f Q", orders)
    assert found
    scale_x, scale_y, x, y = (float(found[n]) for n in range(1, 5))
    side = len(_expected(TOKEN)) + 2 * QUIET
    assert _squares(found[5], side) == _expected(TOKEN)
    box = BOOKLET.cover.code_square
    assert scale_x * side / POINTS_PER_MM == pytest.approx(box.w, abs=0.01)
    assert scale_y * side / POINTS_PER_MM == pytest.approx(box.h, abs=0.01)
    assert x / POINTS_PER_MM == pytest.approx(box.x, abs=0.01)
    assert BOOKLET.height - y / POINTS_PER_MM == pytest.approx(box.bottom, abs=0.01)


def test_continuation_sheet_carries_the_same_code() -> None:
    reader, _ = printed(a_face(rows=a_face().rows * 2))
    first, more = (re.findall(r"cm ((?:\d+ \d+ \d+ 1 re ?)+) f", page_orders(reader, n))[0] for n in (0, 2))
    assert first == more
