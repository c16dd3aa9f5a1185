"""The officer's carnet: his clients in the order of their names, after an index that says on which page each stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import BinaryIO

from bimbing.cards.pdf import panels, texts
from bimbing.cards.pdf.carnet_layouts import CARNET, CarnetLayout
from bimbing.cards.pdf.document import PdfDocument
from bimbing.cards.pdf.draw import PrintReport, Replaced, open_document
from bimbing.cards.pdf.faces import CardRow, PkSheetFace
from bimbing.cards.pdf.imposing import NO_OFFSETS, Offsets, Shift
from bimbing.cards.pdf.layouts import ACCENT, HAIR, INK, MUTED, RULE, SMALL, SMALL_FIGURES
from bimbing.cards.pdf.qr import qr_path
from bimbing.cards.pdf.surface import Align, Box, Surface, Trace
from bimbing.cards.pdf.table import table_frame, table_rows
from bimbing.cards.pdf.type import Style
from bimbing.rules.card_paper import Sides

_NAME = Style("bold", 14, 8)
_LONG_NAME = Style("bold", 7.5, 6)
_NUMBER = Style("bold", 14, 8, tabular=True)
_REGISTER = Style("regular", 9.5, 6.5, tabular=True)
_CAPTION = Style("regular", 7.5, 6)
_DAY = Style("bold", 12, 8)
_STANDING = Style("regular", 8.5, 6, tabular=True)
_TITLE = Style("bold", 20, 12, tracking=0.8)


@dataclass(frozen=True, slots=True)
class _Entry:
    number: int
    name: str
    register_no: str
    programme: str
    page: int


def render_carnet(
    faces: Iterable[PkSheetFace],
    out: BinaryIO,
    *,
    officer: str,
    layout: CarnetLayout = CARNET,
    sides: Sides = Sides.LONG,
    offsets: Offsets = NO_OFFSETS,
    trace: Trace | None = None,
) -> PrintReport:
    """Write the carnet of `officer`. The pages of the clients are numbered from 1; the index comes before them."""
    document = open_document(out, texts.CARNET_TITLE, layout.width, layout.height, sides)
    carnet = _Carnet(document, layout, officer, offsets, trace)
    for face in faces:
        carnet.client(face)
    carnet.finish()
    document.close()
    carnet.report.pages = document.page_count
    return carnet.report


class _Carnet:
    """The page being filled, and what the index will say."""

    def __init__(
        self, document: PdfDocument, layout: CarnetLayout, officer: str, offsets: Offsets, trace: Trace | None
    ) -> None:
        self.report = PrintReport()
        self._document = document
        self._layout = layout
        self._officer = officer
        self._offsets = offsets
        self._trace = trace
        self._page: Surface | None = None
        self._on_page = 0
        self._pages = 0
        self._entries: list[_Entry] = []
        self._printed = ""

    def client(self, face: PkSheetFace) -> None:
        """The next client, in the next block."""
        layout, card = self._layout, face.card
        self._printed = self._printed or card.printed_on.strftime("%d-%m-%Y")
        if self._page is None:
            self._pages += 1
            self._page = self._new_page(texts.PK_PAGE.format(n=self._pages))
        self.report.cards += 1
        number = self.report.cards
        programme = card.programme if card.profile.programme else ""
        self._entries.append(_Entry(number, card.shown_name, card.register_no, programme, self._pages))
        before = set(self._page.replaced)
        _Block(self._page, layout, layout.blocks[self._on_page], number, face).draw()
        lost = "".join(char for char in self._page.replaced if char not in before)
        if lost:
            self.report.replaced.append(Replaced(number, card.register_no, lost))
        self._on_page += 1
        if self._on_page == len(layout.blocks):
            self._close_page()

    def finish(self) -> None:
        """The last page, and the index before the first. On two sides the clients begin on a right-hand page."""
        self._close_page()
        rows = self._layout.index.rows
        count = max(1, -(-len(self._entries) // rows))
        for n in range(count):
            page = self._new_page(f"{texts.CARNET_INDEX} {n + 1}")
            self._index(page, self._entries[n * rows : (n + 1) * rows])
            shift = self._offsets.front if n % 2 == 0 else self._offsets.back
            self._document.add_page(page.content(shift), page.xobjects.values(), at=n)
        if count % 2:
            self._document.add_page("", (), at=count)

    def _shift(self) -> Shift:
        # The index takes whole sheets, so that odd pages of clients are always the front of a sheet.
        return self._offsets.front if self._pages % 2 else self._offsets.back

    def _close_page(self) -> None:
        if self._page is not None:
            self._document.add_page(self._page.content(self._shift()), self._page.xobjects.values())
        self._page, self._on_page = None, 0

    def _new_page(self, number: str) -> Surface:
        layout = self._layout
        page = Surface(self._document, layout.height, self._trace)
        head, foot = layout.head, layout.foot
        page.text(Box(head.x, head.y, head.w / 2, head.h), texts.CARNET_TITLE, SMALL, MUTED)
        page.text(
            Box(head.x + head.w / 2, head.y, head.w / 2, head.h), self._officer, SMALL, MUTED, Align.RIGHT
        )
        page.line(head.x, head.bottom + 0.6, head.right, head.bottom + 0.6, ACCENT, 0.9)
        page.line(foot.x, foot.y - 0.6, foot.right, foot.y - 0.6, HAIR, 0.4)
        page.text(Box(foot.x, foot.y, 92, foot.h), texts.PK_INTERNAL, SMALL, MUTED)
        page.text(Box(foot.x + 92, foot.y, foot.w - 92, foot.h), number, SMALL_FIGURES, MUTED, Align.RIGHT)
        return page

    def _index(self, page: Surface, entries: list[_Entry]) -> None:
        table = self._layout.index
        page.text(Box(table.x, 19, table.width, 11), self._officer, _TITLE, ACCENT)
        words = texts.CARNET_COUNT.format(n=len(self._entries), date=self._printed)
        page.text(Box(table.x, 31, table.width, 6), words, _REGISTER, MUTED)
        table_frame(page, table.part(table.y, max(1, len(entries))), {})
        for place, entry in enumerate(entries):
            y = table.y + table.head_height + place * table.row_height
            at = table.x
            for column, value in zip(
                table.columns,
                (str(entry.number), entry.name, entry.register_no, entry.programme, str(entry.page)),
                strict=True,
            ):
                cell = Box(at, y, column.width, table.row_height).inset(1.2)
                page.text(cell, value, table.style, INK, column.align)
                at += column.width


class _Block:
    """One client on a page."""

    def __init__(
        self, page: Surface, layout: CarnetLayout, place: Box, number: int, face: PkSheetFace
    ) -> None:
        self._page = page
        self._layout = layout.block
        self._place = place
        self._number = number
        self._face = face

    def draw(self) -> None:
        """Name, number, next day, code; facts; standing; the latest visits; lines to write on."""
        page, layout, card = self._page, self._layout, self._face.card
        page.line(self._place.x, self._place.y - 1.5, self._place.right, self._place.y - 1.5, RULE, 0.7)
        page.text(self._at(layout.number), f"{self._number}.", _NUMBER, ACCENT)
        page.label(self._at(layout.name), card.shown_name, _NAME, INK, _LONG_NAME)
        programme = card.programme if card.profile.programme else ""
        register = " · ".join(word for word in (card.register_no, programme, card.short_code) if word)
        page.text(self._at(layout.register), register, _REGISTER, MUTED)
        self._next_day()
        path, side = qr_path(card.qr_text)
        page.unit_path(self._at(layout.square), path, side, (0.0, 0.0, 0.0))
        self._facts()
        standing = " · ".join(f"{what}: {value}" for what, value in self._face.standing)
        page.text(self._at(layout.standing), standing, _STANDING, INK)
        self._visits()
        self._lines()

    def _at(self, box: Box) -> Box:
        return box.moved(self._place.x, self._place.y)

    def _next_day(self) -> None:
        box, day = self._at(self._layout.next_day), self._face.card.next_date
        half = box.h * 0.36
        self._page.text(Box(box.x, box.y, box.w, half), texts.NEXT_VISIT, _CAPTION, ACCENT)
        below = Box(box.x, box.y + half, box.w, box.h - half)
        if day:
            self._page.text(below, f"{texts.weekday(day)}, {texts.short_date(day)}", _DAY, INK)
        else:
            self._page.line(below.x, below.bottom, below.right, below.bottom, MUTED, 0.6)

    def _facts(self) -> None:
        layout, face = self._layout, self._face
        box = self._at(layout.fields)
        shown = {texts.FIELD_ADDRESS, texts.WORDING[face.card.privacy].period}
        found = [(label, value) for label, value in panels.identity_fields(face.card) if label in shown]
        found += [(texts.FIELD_PHONES, " / ".join(face.phones)), (texts.FIELD_GUARANTOR, face.guarantor)]
        found = [(label, value) for label, value in found if value]
        height = min(layout.field_height, box.h / max(1, len(found)))
        for n, (label, value) in enumerate(found):
            row = Box(box.x, box.y + n * height, box.w, height)
            panels.field(self._page, row, layout.label_width, label, value)

    def _visits(self) -> None:
        card, table = self._face.card, self._layout.table
        recorded = [row for row in card.rows if row.came_on is not None]
        coming = [row for row in card.rows if row.came_on is None]
        shown = recorded[-(table.rows // 2) :]
        shown += coming[: table.rows - len(shown)]
        first = shown[0].no if shown else 1
        place = self._place
        moved = replace(table, x=place.x + table.x, y=place.y + table.y)
        table_frame(self._page, moved, {})
        rows: list[CardRow] = shown
        table_rows(self._page, moved, rows, first, card.next_date)

    def _lines(self) -> None:
        box, step = self._at(self._layout.lines), self._layout.line_height
        for n in range(1, int(box.h / step) + 1):
            y = box.y + n * step
            self._page.line(box.x, y, box.right, y, HAIR, 0.5)
