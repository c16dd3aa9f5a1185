"""Print cards and officers' sheets: faces in, one PDF out, page by page in memory that does not grow with the batch."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from bimbing.cards.pdf import panels, pk_sheet, texts
from bimbing.cards.pdf.document import PdfDocument, XObject
from bimbing.cards.pdf.faces import CardFace, PkSheetFace
from bimbing.cards.pdf.layouts import BOOKLET, MUTED, PK_SHEET, SMALL, BookletLayout, PkSheetLayout
from bimbing.cards.pdf.surface import POINTS_PER_MM, Surface, Trace
from bimbing.cards.pdf.table import table_frame, table_rows

#: 300 dots per inch in a photo box of 33 by 44 mm.
_PHOTO_PIXELS = (390, 520)
_PHOTO_MOST_PIXELS = 50_000_000


@dataclass(frozen=True, slots=True)
class Replaced:
    """Characters of one card (counted from 1) that no face can show, or that order other text about."""

    card: int
    register_no: str
    characters: str


@dataclass(slots=True)
class PrintReport:
    """What came out: pages, cards, cards with replaced characters, cards whose photo could not be read."""

    pages: int = 0
    cards: int = 0
    replaced: list[Replaced] = field(default_factory=list)
    unreadable_photos: list[int] = field(default_factory=list)


def render_cards(
    faces: Iterable[CardFace],
    out: BinaryIO,
    *,
    layout: BookletLayout = BOOKLET,
    offsets_mm: tuple[float, float] = (0.0, 0.0),
    trace: Trace | None = None,
) -> PrintReport:
    """Write the cards to `out`, for duplex printing flipped on the short edge: outside, inside, outside, inside …

    A card with more rows than its table holds is followed by its continuation sheets. `offsets_mm` moves everything
    right and down, to make up for a printer that pulls paper crooked.
    """
    document = _document(out, texts.DOCUMENT_TITLE, layout.width, layout.height, "DuplexFlipShortEdge")
    report = PrintReport()
    press = _Press(document, layout, offsets_mm, trace)
    for face in faces:
        report.cards += 1
        lost = press.card(face, report)
        if lost:
            report.replaced.append(Replaced(report.cards, face.register_no, lost))
    document.close()
    report.pages = document.page_count
    return report


def render_pk_sheets(
    faces: Iterable[PkSheetFace],
    out: BinaryIO,
    *,
    layout: PkSheetLayout = PK_SHEET,
    offsets_mm: tuple[float, float] = (0.0, 0.0),
    trace: Trace | None = None,
) -> PrintReport:
    """Write the officers' sheets to `out`; each begins on a new page and takes as many as its rows and notes need."""
    document = _document(out, texts.PK_DOCUMENT_TITLE, layout.width, layout.height, "Simplex")
    report = PrintReport()
    for face in faces:
        report.cards += 1
        lost: dict[str, None] = {}
        for surface in pk_sheet.pages(document, layout, face, trace):
            document.add_page(surface.content(offsets_mm), surface.xobjects.values())
            lost.update(surface.replaced)
        if lost:
            report.replaced.append(Replaced(report.cards, face.card.register_no, "".join(lost)))
    document.close()
    report.pages = document.page_count
    return report


def _document(out: BinaryIO, title: str, width: float, height: float, duplex: str) -> PdfDocument:
    return PdfDocument(
        out, title=title, page_size=(width * POINTS_PER_MM, height * POINTS_PER_MM), duplex=duplex
    )


class _Press:
    """One run of cards: holds the drawings that repeat."""

    def __init__(
        self,
        document: PdfDocument,
        layout: BookletLayout,
        offsets_mm: tuple[float, float],
        trace: Trace | None,
    ) -> None:
        self._document = document
        self._layout = layout
        self._offsets = offsets_mm
        self._trace = trace
        self._lost: dict[object, str] = {}

    def card(self, face: CardFace, report: PrintReport) -> str:
        """Write one card with its continuation sheets; returns the characters that were replaced."""
        layout = self._layout
        photo = None
        if face.photo and face.profile.photo:
            photo = self._photo(face.photo)
            if photo is None:
                report.unreadable_photos.append(report.cards)
        outside = self._outside(face, photo, face.sequence)
        inside = self._surface()
        inside.repeat(self._inside_frame(face, 1))
        panels.identity(inside, layout.identity, face, face.sequence)
        panels.heading(inside, layout.table_heading, texts.TABLE_HEADING, face.shown_name)
        table_rows(inside, layout.table, face.rows[: layout.rows_first], 1, face.next_date)
        surfaces = [outside, inside]
        done, sequence = layout.rows_first, face.sequence
        while done < len(face.rows):
            sequence += 1
            surfaces += [self._outside(face, photo, sequence), self._continued(face, done, sequence)]
            done += layout.rows_more
        lost: dict[str, None] = {}
        for surface in surfaces:
            self._document.add_page(surface.content(self._offsets), surface.xobjects.values())
            lost.update(surface.replaced)
        return "".join(lost)

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
