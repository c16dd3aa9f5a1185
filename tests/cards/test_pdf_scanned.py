"""The square code is read back as a scanner or a telephone sees it: grey, coarse, crooked, blurred, in shadow.

The picture is made from the dark bars that stand in the printed file, each pixel as grey as it is covered, at 150 dots
an inch; so the test needs no program that renders pages.
"""

import io
import os
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from pypdf import PdfReader

from bimbing.cards.pdf import (
    CARNET_DENSE,
    CardChoice,
    CardFace,
    CardKind,
    PkSheetFace,
    Sides,
    render_cards,
    render_carnet,
    render_pk_sheets,
)
from bimbing.rules.card_code import TOKEN_BYTES, token
from tests.cards.pdf_cast import BASE
from tests.cards.pdf_ruler import Square, measure

DPI = 150
#: Pictures of each paper; 300 with BIMBING_SCANS=300.
SCANS = int(os.environ.get("BIMBING_SCANS", "20"))
LEAST = 0.99
_FINE = 6  # so many steps a pixel
_PAPER, _INK = 235, 35
_WHITE_MM = 3.0

Print = Callable[[list[CardFace], io.BytesIO], object]


def _cards(kind: CardKind) -> Print:
    return lambda faces, out: render_cards(faces, out, choice=CardChoice(kind, Sides.LONG))


PAPERS: dict[str, Print] = {
    "booklet": _cards(CardKind.BOOKLET),
    "a6": _cards(CardKind.A6),
    "wallet": _cards(CardKind.WALLET_10),
    "sheet": lambda faces, out: render_pk_sheets((PkSheetFace(card=face) for face in faces), out),
    "carnet": lambda faces, out: render_carnet(
        (PkSheetFace(card=face) for face in faces), out, officer="Ani", layout=CARNET_DENSE
    ),
}


def _squares(paper: str, tokens: list[str]) -> list[Square]:
    out = io.BytesIO()
    PAPERS[paper]([replace(BASE, qr_text=text, rows=()) for text in tokens], out)
    return [square for page in measure(PdfReader(out)) for square in page.squares]


def _picture(square: Square, draw: Random) -> Image.Image:
    """The code with a little white around it, wherever the grid of the scanner happens to lie."""
    scale = DPI / 25.4 * _FINE
    shift_x, shift_y = draw.random() * _FINE, draw.random() * _FINE
    side = int((square.right - square.left + 2 * _WHITE_MM) * scale) // _FINE * _FINE + 2 * _FINE
    fine = Image.new("L", (side, side), _PAPER)
    pen = ImageDraw.Draw(fine)
    for left, top, right, bottom in square.bars:
        pen.rectangle(
            (
                round((left - square.left + _WHITE_MM) * scale + shift_x),
                round((top - square.top + _WHITE_MM) * scale + shift_y),
                round((right - square.left + _WHITE_MM) * scale + shift_x) - 1,
                round((bottom - square.top + _WHITE_MM) * scale + shift_y) - 1,
            ),
            fill=_INK,
        )
    return fine.resize((side // _FINE, side // _FINE), Image.Resampling.BOX)


def _photographed(picture: Image.Image, draw: Random) -> Image.Image:
    """Held crooked and aslant, a little out of focus, half in shadow."""
    w, h = picture.size
    lean = 0.05
    corners = [
        (x + draw.uniform(-lean, lean) * w, y + draw.uniform(-lean, lean) * h)
        for x, y in ((0, 0), (0, h), (w, h), (w, 0))
    ]
    flat = [edge for corner in corners for edge in corner]
    slanted = picture.transform(
        (w, h), Image.Transform.QUAD, flat, Image.Resampling.BICUBIC, fillcolor=_PAPER
    )
    turned = slanted.rotate(draw.uniform(0, 360), Image.Resampling.BICUBIC, expand=True, fillcolor=_PAPER)
    blurred = turned.filter(ImageFilter.GaussianBlur(draw.uniform(0.3, 1.0)))
    dark = draw.randint(90, 160)
    shadow = Image.linear_gradient("L").point(lambda level: dark + (255 - dark) * level // 255)
    shadow = shadow.rotate(draw.choice((0, 90, 180, 270))).resize(blurred.size)
    return ImageChops.multiply(blurred, shadow)


def _read(picture: Image.Image) -> str:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if found else ""


@pytest.mark.parametrize("paper", list(PAPERS))
def test_square_is_read_from_a_coarse_grey_print(paper: str) -> None:
    draw = Random(150)
    tokens = [token(draw.randbytes(TOKEN_BYTES)) for _ in range(SCANS)]
    read = [_read(_picture(square, draw)) for square in _squares(paper, tokens)]
    assert read == tokens


@pytest.mark.parametrize("paper", list(PAPERS))
def test_square_is_read_from_a_poor_photograph(paper: str) -> None:
    draw = Random(2026)
    tokens = [token(draw.randbytes(TOKEN_BYTES)) for _ in range(SCANS)]
    read = [_read(_photographed(_picture(square, draw), draw)) for square in _squares(paper, tokens)]
    right = sum(one == two for one, two in zip(read, tokens, strict=True))
    assert [one for one, two in zip(read, tokens, strict=True) if one not in ("", two)] == []
    assert right >= LEAST * len(tokens), f"{right} of {len(tokens)}"
