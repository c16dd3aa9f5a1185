"""Print cards and officers' sheets: faces in, one PDF out, page by page in memory that does not grow with the batch."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from bimbing.cards.pdf import pk_sheet, texts
from bimbing.cards.pdf.booklet import BookletPress
from bimbing.cards.pdf.choices import layout_of, sheet_of
from bimbing.cards.pdf.document import PdfDocument
from bimbing.cards.pdf.faces import CardFace, PkSheetFace
from bimbing.cards.pdf.imposing import NO_OFFSETS, Imposer, Offsets
from bimbing.cards.pdf.layouts import PK_SHEET, BookletLayout, PkSheetLayout
from bimbing.cards.pdf.leaf_layouts import LeafLayout
from bimbing.cards.pdf.leaf_press import LeafPress
from bimbing.cards.pdf.sheets import DUPLEX
from bimbing.cards.pdf.surface import POINTS_PER_MM, Trace
from bimbing.rules.card_paper import CardChoice, Sides

DEFAULT = CardChoice()


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
    choice: CardChoice = DEFAULT,
    offsets: Offsets = NO_OFFSETS,
    continued: bool = False,
    trace: Trace | None = None,
) -> PrintReport:
    """Write the cards to `out` on the sheets of their layout, front and back of each sheet after one another.

    A card with more rows than its table holds is followed by its continuation sheets; with `continued` only those
    sheets are printed that still have a row to fill. `trace` sees each line in the card's own millimetres.
    """
    layout, sheet = layout_of(choice.kind), sheet_of(choice)
    document = open_document(out, texts.DOCUMENT_TITLE, sheet.width, sheet.height, sheet.sides)
    report = PrintReport()
    press = (
        BookletPress(document, layout, trace)
        if isinstance(layout, BookletLayout)
        else LeafPress(document, layout, trace)
    )
    imposer = Imposer(document, sheet, offsets)
    for face in faces:
        report.cards += 1
        lost: dict[str, None] = {}
        beginning = full_sheets(face, layout) if continued else 0
        for front, back in press.leaves(face, beginning=beginning):
            lost.update(front.replaced)
            lost.update(back.replaced)
            imposer.put(front, back)
        if press.unreadable_photo:
            report.unreadable_photos.append(report.cards)
        if lost:
            report.replaced.append(Replaced(report.cards, face.register_no, "".join(lost)))
    imposer.finish()
    document.close()
    report.pages = document.page_count
    return report


def full_sheets(face: CardFace, layout: BookletLayout | LeafLayout) -> int:
    """How many sheets of a card hold recorded visits only, so that the client need not get them again."""
    if not layout.rows_first:
        return 0
    recorded = next((n for n, row in enumerate(face.rows) if row.came_on is None), len(face.rows))
    if recorded < layout.rows_first:
        return 0
    full = 1 + (recorded - layout.rows_first) // layout.rows_more
    sheets = 1 + -(-max(0, len(face.rows) - layout.rows_first) // layout.rows_more)
    return min(full, sheets - 1)


def render_pk_sheets(
    faces: Iterable[PkSheetFace],
    out: BinaryIO,
    *,
    layout: PkSheetLayout = PK_SHEET,
    offsets: Offsets = NO_OFFSETS,
    trace: Trace | None = None,
) -> PrintReport:
    """Write the officers' sheets to `out`; each begins on a new page and takes as many as its rows and notes need."""
    document = open_document(out, texts.PK_DOCUMENT_TITLE, layout.width, layout.height, Sides.ONE)
    report = PrintReport()
    for face in faces:
        report.cards += 1
        lost: dict[str, None] = {}
        for surface in pk_sheet.pages(document, layout, face, trace):
            document.add_page(surface.content(offsets.front), surface.xobjects.values())
            lost.update(surface.replaced)
        if lost:
            report.replaced.append(Replaced(report.cards, face.card.register_no, "".join(lost)))
    document.close()
    report.pages = document.page_count
    return report


def open_document(out: BinaryIO, title: str, width: float, height: float, sides: Sides) -> PdfDocument:
    """A file of pages of this size in mm."""
    size = (width * POINTS_PER_MM, height * POINTS_PER_MM)
    return PdfDocument(out, title=title, page_size=size, duplex=DUPLEX[sides])
