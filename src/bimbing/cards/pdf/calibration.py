"""The test sheet of a printer: rulers in millimetres on both sides, so that an office can read how far it prints off.

Crosses stand at known places; who holds a ruler to the edge of the paper reads where they came out, and types that.
"""

from typing import BinaryIO

from bimbing.cards.pdf import texts
from bimbing.cards.pdf.draw import open_document
from bimbing.cards.pdf.imposing import NO_OFFSETS, Offsets
from bimbing.cards.pdf.layouts import ACCENT, INK, MUTED, RULE
from bimbing.cards.pdf.surface import Align, Box, Surface
from bimbing.cards.pdf.type import Style
from bimbing.rules.card_paper import Sides

WIDTH, HEIGHT = 210.0, 297.0
#: Where the cross of the test sheet must come out, from the left and the upper edge of the paper.
CROSS = (50.0, 50.0)
_ARM = 12.0
_RULER = (30.0, 130.0)
_RULER_Y, _RULER_X = 110.0, 30.0
_TITLE = Style("bold", 18, 12)
_TEXT = Style("regular", 11, 8)
_FIGURE = Style("regular", 8, 6, tabular=True)


def render_calibration(
    out: BinaryIO, *, printer: str, offsets: Offsets = NO_OFFSETS, sides: Sides = Sides.LONG
) -> None:
    """Write the test sheet, its front and its back, moved by the offsets that are kept so far."""
    document = open_document(out, texts.CALIBRATION_TITLE, WIDTH, HEIGHT, sides)
    for name, shift in ((texts.CALIBRATION_FRONT, offsets.front), (texts.CALIBRATION_BACK, offsets.back)):
        page = Surface(document, HEIGHT)
        _page(page, f"{texts.CALIBRATION_TITLE}: {name}", printer, shift)
        document.add_page(page.content(shift), page.xobjects.values())
    document.close()


def _page(page: Surface, title: str, printer: str, shift: tuple[float, float]) -> None:
    x, y = CROSS
    page.line(x - _ARM, y, x + _ARM, y, INK, 0.5)
    page.line(x, y - _ARM, x, y + _ARM, INK, 0.5)
    page.frame(Box(x - 2, y - 2, 4, 4), ACCENT, 0.5, radius=2)
    page.text(Box(70, 34, 120, 9), title, _TITLE, ACCENT)
    page.text(Box(70, 44, 120, 6), printer, Style("bold", 12, 8), INK)
    kept = texts.CALIBRATION_KEPT.format(right=f"{shift[0]:+.1f}".replace(".", ","),
                                         down=f"{shift[1]:+.1f}".replace(".", ","))  # fmt: skip
    page.text(Box(70, 51, 120, 6), kept, _TEXT, MUTED)
    page.paragraph(Box(70, 62, 120, 34), texts.CALIBRATION_HELP.format(x=int(x), y=int(y)), _TEXT, INK)
    _across(page)
    _down(page)
    page.paragraph(Box(46, 124, 144, 24), texts.CALIBRATION_SCALE, _TEXT, INK)


def _across(page: Surface) -> None:
    start, end = _RULER
    page.line(start, _RULER_Y, end, _RULER_Y, RULE, 0.4)
    for mm in range(int(end - start) + 1):
        tick = 6.0 if mm % 10 == 0 else 4.0 if mm % 5 == 0 else 2.5
        page.line(start + mm, _RULER_Y - tick, start + mm, _RULER_Y, INK, 0.25)
        if mm % 10 == 0:
            page.text(Box(start + mm - 5, _RULER_Y - 10.5, 10, 4), str(mm), _FIGURE, INK, Align.CENTER)


def _down(page: Surface) -> None:
    top = _RULER_Y + 20
    page.line(_RULER_X, top, _RULER_X, top + 100, RULE, 0.4)
    for mm in range(101):
        tick = 6.0 if mm % 10 == 0 else 4.0 if mm % 5 == 0 else 2.5
        page.line(_RULER_X - tick, top + mm, _RULER_X, top + mm, INK, 0.25)
        if mm % 10 == 0:
            page.text(Box(_RULER_X - 17, top + mm - 2, 10, 4), str(mm), _FIGURE, INK, Align.RIGHT)
