"""Draws a run of small cards: what repeats is written once, what is the client's on each card."""

from collections.abc import Iterator

from bimbing.cards.pdf import leaf, texts
from bimbing.cards.pdf.document import PdfDocument, XObject
from bimbing.cards.pdf.faces import CardFace
from bimbing.cards.pdf.leaf_layouts import COMMON, LeafLayout, Part
from bimbing.cards.pdf.surface import Surface, Trace
from bimbing.cards.pdf.table import table_frame, table_rows


class LeafPress:
    """One run of small cards: holds the drawings that repeat."""

    def __init__(self, document: PdfDocument, layout: LeafLayout, trace: Trace | None) -> None:
        self.unreadable_photo = False  # a small card has no photo
        self._document = document
        self._layout = layout
        self._trace = trace
        self._lost: dict[object, str] = {}

    def leaves(self, face: CardFace, *, beginning: int = 0) -> Iterator[tuple[Surface, Surface]]:
        """Front and back of the card and of each further one that its rows need; the first `beginning` left out."""
        layout = self._layout
        rows, number = layout.rows_first, 0
        while number == 0 or (rows and number * rows < len(face.rows)):
            if number >= beginning:
                sequence = face.sequence + number
                front = self._side(face, layout.front, sequence, "front")
                back = self._side(face, layout.back, sequence, "back")
                if layout.table:
                    shown = face.rows[number * rows : (number + 1) * rows]
                    table_rows(back, layout.table, shown, number * rows + 1, face.next_date)
                yield front, back
            number += 1

    def _side(self, face: CardFace, parts: tuple[Part, ...], sequence: int, side: str) -> Surface:
        surface = Surface(self._document, self._layout.height, self._trace)
        frame, lost = self._frame(face, parts, side)
        surface.replaced.update(dict.fromkeys(lost))
        surface.repeat(frame)
        for part in parts:
            if part.what not in COMMON:
                leaf.draw_part(surface, self._layout, part, face, sequence)
        return surface

    def _frame(self, face: CardFace, parts: tuple[Part, ...], side: str) -> tuple[XObject, str]:
        letterhead = face.letterhead if face.profile.letterhead else ()
        key = (side, face.privacy, letterhead, face.office_address, face.office_phone, face.title)
        known = self._document.form(key)
        if known is None:
            surface = Surface(self._document, self._layout.height, self._trace)
            for part in parts:
                if part.what in COMMON:
                    leaf.draw_part(surface, self._layout, part, face, face.sequence)
            if side == "back" and self._layout.table:
                sign = texts.WORDING[face.privacy].officer_sign
                table_frame(surface, self._layout.table, {"officer_sign": sign})
            known = self._document.add_form(key, surface.content())
            self._lost[key] = "".join(surface.replaced)
        return known, self._lost[key]
