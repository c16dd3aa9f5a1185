"""Draws the folded card: outside and inside of each sheet, with its continuation sheets."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from bimbing.cards.pdf import panels, texts
from bimbing.cards.pdf.document import PdfDocument, XObject
from bimbing.cards.pdf.faces import CardFace
from bimbing.cards.pdf.layouts import MUTED, SMALL, BookletLayout
from bimbing.cards.pdf.surface import Surface, Trace
from bimbing.cards.pdf.table import table_frame, table_rows

#: 300 dots per inch in a photo box of 33 by 44 mm.
_PHOTO_PIXELS = (390, 520)
_PHOTO_MOST_PIXELS = 50_000_000


class BookletPress:
    """One run of folded cards: holds the drawings that repeat."""

    def __init__(self, document: PdfDocument, layout: BookletLayout, trace: Trace | None) -> None:
        self.unreadable_photo = False
        self._document = document
        self._layout = layout
        self._trace = trace
        self._lost: dict[object, str] = {}

    def leaves(self, face: CardFace, *, beginning: int = 0) -> Iterator[tuple[Surface, Surface]]:
        """Outside and inside of the card and of each continuation sheet; the first `beginning` are left out.

        `unreadable_photo` says afterwards whether the photo could not be read.
        """
        layout = self._layout
        photo = self._photo(face.photo) if face.photo and face.profile.photo else None
        self.unreadable_photo = bool(face.photo and face.profile.photo and photo is None)
        if not beginning:
            outside = self._outside(face, photo, face.sequence)
            inside = self._surface()
            inside.repeat(self._inside_frame(face, 1))
            panels.identity(inside, layout.identity, face, face.sequence)
            panels.heading(inside, layout.table_heading, texts.TABLE_HEADING, face.shown_name)
            table_rows(inside, layout.table, face.rows[: layout.rows_first], 1, face.next_date)
            yield outside, inside
        done, number = layout.rows_first, 1
        while done < len(face.rows):
            if number >= beginning:
                sequence = face.sequence + number
                yield self._outside(face, photo, sequence), self._continued(face, done, sequence)
            done, number = done + layout.rows_more, number + 1

    def _surface(self) -> Surface:
        return Surface(self._document, self._layout.height, self._trace)

    def _outside(self, face: CardFace, photo: XObject | None, sequence: int) -> Surface:
        surface = self._surface()
        frame, lost = self._outside_frame(face)
        surface.replaced.update(dict.fromkeys(lost))
        surface.repeat(frame)
        panels.back(surface, self._layout.back, face)
        panels.cover(surface, self._layout.cover, face, photo, sequence)
        return surface

    def _continued(self, face: CardFace, done: int, sequence: int) -> Surface:
        layout = self._layout
        surface = self._surface()
        surface.repeat(self._inside_frame(face, 2))
        panels.heading(surface, layout.identity.heading, texts.CONTINUED, face.shown_name)
        panels.heading(surface, layout.table_heading, texts.TABLE_HEADING, face.register_no)
        for table in layout.more_tables:
            table_rows(surface, table, face.rows[done : done + table.rows], done + 1, face.next_date)
            done += table.rows
        panels.foot(surface, layout.identity.foot, face, sequence)
        return surface

    def _outside_frame(self, face: CardFace) -> tuple[XObject, str]:
        profile = face.profile
        key = (
            "outside", face.privacy, face.letterhead if profile.letterhead else (), face.office_address,
            face.office_phone, face.title, face.outpost, face.notes,
        )  # fmt: skip
        known = self._document.form(key)
        surface = self._surface()
        if known is None:
            panels.page_furniture(surface, self._layout)
            panels.back_frame(surface, self._layout.back, face)
            panels.cover_frame(surface, self._layout.cover, face)
            known = self._document.add_form(key, surface.content())
            self._lost[key] = "".join(surface.replaced)
        return known, self._lost[key]

    def _inside_frame(self, face: CardFace, tables: int) -> XObject:
        wording = texts.WORDING[face.privacy]
        headings = {"officer_sign": wording.officer_sign, "holder_sign": wording.holder_sign}
        key = ("inside", tables, *headings.values())
        known = self._document.form(key)
        if known is None:
            layout = self._layout
            surface = self._surface()
            panels.page_furniture(surface, layout)
            for table in (layout.table,) if tables == 1 else layout.more_tables:
                table_frame(surface, table, headings)
            surface.text(layout.table_foot, texts.TABLE_FOOT, SMALL, MUTED)
            known = self._document.add_form(key, surface.content())
        return known

    def _photo(self, data: bytes) -> XObject | None:
        """The photo cropped to the box and written anew, so that nothing a camera added (place, time) goes along."""
        try:
            with Image.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height > _PHOTO_MOST_PIXELS:
                    return None
                upright = ImageOps.exif_transpose(picture).convert("RGB")
        except (OSError, UnidentifiedImageError, ValueError, SyntaxError):
            return None
        small = ImageOps.fit(upright, _PHOTO_PIXELS, Image.Resampling.LANCZOS, centering=(0.5, 0.4))
        packed = io.BytesIO()
        small.save(packed, "JPEG", quality=82)
        return self._document.add_jpeg(packed.getvalue(), *_PHOTO_PIXELS)
