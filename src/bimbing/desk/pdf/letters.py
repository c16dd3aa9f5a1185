"""A letter of the office on A4: letterhead, number, what it says, who it is about, signature, copies.

Drawn with the surface of the cards: measured type, the same faces, a file without anything of the browser in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from bimbing.cards.pdf.document import PdfDocument
from bimbing.cards.pdf.surface import POINTS_PER_MM, Align, Box, Surface, Trace
from bimbing.cards.pdf.type import Style

WIDTH, HEIGHT = 210.0, 297.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 25.0, 20.0, 15.0, 20.0
_INNER: Final = WIDTH - _LEFT - _RIGHT
_INK = (0.0, 0.0, 0.0)
_PARENT = Style("regular", 10, 7, tracking=0.2)
_OFFICE = Style("bold", 14, 9, tracking=0.2)
_CONTACT = Style("regular", 9, 7)
_TITLE = Style("bold", 13, 9, tracking=0.3)
_BODY = Style("regular", 11.5, 9)
_BOLD = Style("bold", 11.5, 8)
_SMALL = Style("regular", 9.5, 8)
_LABEL_WIDTH = 62.0
_GAP = 4.0
_SIGNATURE_HEIGHT = 58.0


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, ready to be drawn: all words, no facts left to look up. `to`: lines of the addressee, or none.

    `facts`: (label, value). `place_and_day`: `Bojonegoro, 24 November 2026`.
    """

    letterhead: Sequence[str]
    contact: str
    title: str
    number: str
    to: Sequence[str]
    opening: str
    facts: Sequence[tuple[str, str]]
    closing: Sequence[str]
    place_and_day: str
    signatory_title: str
    signatory: str
    signatory_nip: str
    copies: Sequence[str]


def render_letter(letter: Letter, out: BinaryIO, *, trace: Trace | None = None) -> int:
    """Write the letter to `out`; the number of its pages."""
    size = (WIDTH * POINTS_PER_MM, HEIGHT * POINTS_PER_MM)
    document = PdfDocument(out, title=letter.title, page_size=size, duplex="Simplex")
    sheet = _Sheet(document, trace)
    sheet.letterhead(letter)
    sheet.heading(letter)
    sheet.words(letter.opening)
    for label, value in letter.facts:
        sheet.fact(label, value)
    sheet.gap(_GAP)
    for paragraph in letter.closing:
        sheet.words(paragraph)
    sheet.signature(letter)
    sheet.copies(letter.copies)
    sheet.finish()
    document.close()
    return document.page_count


class _Sheet:
    """Where the pen stands, and the page it stands on."""

    def __init__(self, document: PdfDocument, trace: Trace | None) -> None:
        self._document, self._trace = document, trace
        self._surface = Surface(document, HEIGHT, trace)
        self._y = _TOP

    def letterhead(self, letter: Letter) -> None:
        for line in letter.letterhead[:-1]:
            self._line(line, _PARENT, 5.0)
        for line in letter.letterhead[-1:]:
            self._line(line, _OFFICE, 7.0)
        if letter.contact:
            self._line(letter.contact, _CONTACT, 5.0)
        self._y += 1.5
        self._surface.line(_LEFT, self._y, WIDTH - _RIGHT, self._y, _INK, 1.6)
        self._surface.line(_LEFT, self._y + 1, WIDTH - _RIGHT, self._y + 1, _INK, 0.4)
        self._y += 9

    def heading(self, letter: Letter) -> None:
        self._line(letter.title, _TITLE, 6.5)
        self._line(letter.number, _BODY, 6.0)
        self._y += 7
        for line in letter.to:
            self._put(line, _BODY, _LEFT, _INNER)
        if letter.to:
            self._y += _GAP

    def words(self, text: str) -> None:
        self._put(text, _BODY, _LEFT, _INNER)
        self._y += _GAP

    def fact(self, label: str, value: str) -> None:
        self._room(6.0)
        at = self._y
        self._surface.paragraph(Box(_LEFT + 6, at, _LABEL_WIDTH - 6, 6), label, _BODY, _INK)
        self._surface.paragraph(Box(_LEFT + _LABEL_WIDTH, at, 4, 6), ":", _BODY, _INK)
        self._put(value or "-", _BODY, _LEFT + _LABEL_WIDTH + 4, _INNER - _LABEL_WIDTH - 4)
        self._y = max(self._y, at + 5.2) + 0.8

    def signature(self, letter: Letter) -> None:
        self._room(_SIGNATURE_HEIGHT)
        self._y += 6
        left, width = WIDTH - _RIGHT - 80, 80.0
        self._put(letter.place_and_day, _BODY, left, width)
        self._put(f"{letter.signatory_title},", _BODY, left, width)
        self._y += 22
        self._put(letter.signatory or "(........................................)", _BOLD, left, width)
        self._put(
            f"NIP {letter.signatory_nip or '........................................'}", _BODY, left, width
        )

    def copies(self, lines: Sequence[str]) -> None:
        if not lines:
            return
        self._room(8.0 + 5.0 * len(lines))
        self._y += 6
        self._put("Tembusan:", _SMALL, _LEFT, _INNER)
        for number, line in enumerate(lines, 1):
            self._put(f"{number}. {line}", _SMALL, _LEFT, _INNER)

    def gap(self, height: float) -> None:
        self._y += height

    def finish(self) -> None:
        self._document.add_page(self._surface.content(), self._surface.xobjects.values())

    def _room(self, height: float) -> None:
        """Go on a new page where `height` mm no longer fit."""
        if self._y + height > HEIGHT - _BOTTOM:
            self.finish()
            self._surface = Surface(self._document, HEIGHT, self._trace)
            self._y = _TOP

    def _line(self, words: str, style: Style, height: float) -> None:
        self._surface.text(Box(_LEFT, self._y, _INNER, height), words, style, _INK, Align.CENTER)
        self._y += height

    def _put(self, words: str, style: Style, left: float, width: float) -> None:
        self._room(6.0)
        box = Box(left, self._y, width, HEIGHT - _BOTTOM - self._y)
        self._y += self._surface.paragraph(box, words, style, _INK)
