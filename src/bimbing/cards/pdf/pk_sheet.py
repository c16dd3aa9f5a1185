"""The officer's sheet: the card's own data on one upright page, with what only the office needs, and his notes."""

from bimbing.cards.pdf import panels, texts
from bimbing.cards.pdf.document import PdfDocument
from bimbing.cards.pdf.faces import PkSheetFace
from bimbing.cards.pdf.layouts import (
    ACCENT,
    CAPTION,
    HAIR,
    HEADING,
    INK,
    MUTED,
    RULE,
    SMALL,
    SMALL_FIGURES,
    PkSheetLayout,
)
from bimbing.cards.pdf.qr import qr_path
from bimbing.cards.pdf.surface import POINTS_PER_MM, Align, Box, Surface, Trace
from bimbing.cards.pdf.table import table_frame, table_rows
from bimbing.cards.pdf.type import Style, clean, wrap

_TITLE = Style("bold", 10, 8, tracking=0.8)
_NAME = Style("bold", 19, 10)
_NUMBER = Style("bold", 15, 8, tabular=True)
_NOTE = Style("regular", 9.5, 9.5)
_NOTE_DATE = Style("bold", 9, 7, tabular=True)
_NOTE_BY = Style("regular", 8.5, 6)
_NOTE_LEADING = _NOTE.size * 1.3 / POINTS_PER_MM
_NOTE_MOST_LINES = 60
_DATE_WIDTH = 30.0


def pages(
    document: PdfDocument, layout: PkSheetLayout, face: PkSheetFace, trace: Trace | None
) -> list[Surface]:
    """The pages of one sheet: data and the first rows, then the other rows, then the notes where there is room."""
    flow = _Flow(document, layout, face, trace)
    flow.first_page()
    flow.table()
    flow.notes()
    return flow.surfaces


class _Flow:
    """Where the pen is while rows and notes run over the pages."""

    def __init__(
        self, document: PdfDocument, layout: PkSheetLayout, face: PkSheetFace, trace: Trace | None
    ) -> None:
        self.surfaces: list[Surface] = []
        self._document = document
        self._layout = layout
        self._face = face
        self._trace = trace
        self._at = 0.0

    @property
    def _page(self) -> Surface:
        return self.surfaces[-1]

    def _new_page(self) -> None:
        layout, card = self._layout, self._face.card
        page = Surface(self._document, layout.height, self._trace)
        self.surfaces.append(page)
        foot = layout.foot
        page.line(foot.x, foot.y - 0.6, foot.right, foot.y - 0.6, HAIR, 0.4)
        page.text(Box(foot.x, foot.y, 92, foot.h), texts.PK_INTERNAL, SMALL, MUTED)
        printed = texts.PRINTED.format(date=card.printed_on.strftime("%d-%m-%Y"), version=card.version)
        number = texts.PK_PAGE.format(n=len(self.surfaces))
        right = Box(foot.x + 92, foot.y, foot.w - 92, foot.h)
        page.text(right, f"{printed} · {number}", SMALL_FIGURES, MUTED, Align.RIGHT)
        if len(self.surfaces) > 1:
            head = Box(layout.margin, 11, layout.width - 2 * layout.margin, 7.5)
            panels.heading(page, head, card.shown_name, card.register_no)
            self._at = head.bottom + 5

    def first_page(self) -> None:
        """Letterhead, name, the card's fields in two columns, how the client stands."""
        layout, card = self._layout, self._face.card
        self._new_page()
        page, head = self._page, layout.head
        for number, line in enumerate((*card.letterhead[-1:], card.outpost)):
            style = Style("bold", 9.5, 7) if number == 0 else CAPTION
            page.text(
                Box(head.x, head.y + 4.5 * number, head.w, 4.5), line, style, INK if number == 0 else MUTED
            )
        page.text(layout.title, texts.PK_TITLE, _TITLE, ACCENT)
        page.text(layout.name, card.shown_name, _NAME, INK)
        path, side = qr_path(card.qr_text)
        page.unit_path(layout.code_square, path, side, (0.0, 0.0, 0.0))
        square = layout.code_square
        code = Box(square.x - 4, square.bottom, square.w + 4, 5)
        page.text(code, card.short_code, Style("bold", 10, 7, tabular=True), INK, Align.RIGHT)
        page.line(
            layout.name.x, layout.fields.y - 1.4, layout.fields.right, layout.fields.y - 1.4, ACCENT, 1.1
        )
        self._fields()
        self._standing()
        self._at = layout.table.y

    def _fields(self) -> None:
        layout, face = self._layout, self._face
        card = face.card
        found = [(texts.REGISTER_NO.capitalize(), card.register_no), *panels.identity_fields(card)]
        found += [(texts.FIELD_PHONES, " / ".join(face.phones)), (texts.FIELD_GUARANTOR, face.guarantor)]
        if card.next_date:
            following = f"{texts.weekday(card.next_date)}, {texts.long_date(card.next_date)}"
            found.append((texts.FIELD_NEXT, following))
        found = [(label, value) for label, value in found if value]
        box, gap = layout.fields, 6.0
        width = (box.w - gap) / 2
        deep = (len(found) + 1) // 2
        height = min(layout.field_height, box.h / max(1, deep))
        for place, (label, value) in enumerate(found):
            column, row = divmod(place, deep)
            cell = Box(box.x + column * (width + gap), box.y + row * height, width, height)
            panels.field(self._page, cell, layout.label_width, label, value)

    def _standing(self) -> None:
        box = self._layout.standing
        shown = self._face.standing[:4]
        if not shown:
            return
        self._page.frame(box, RULE, 0.7, radius=2)
        width = box.w / len(shown)
        for place, (label, value) in enumerate(shown):
            cell = Box(box.x + width * place, box.y, width, box.h).inset(3, 1.5)
            self._page.text(Box(cell.x, cell.y, cell.w, 4), label, Style("regular", 8.5, 6), MUTED)
            self._page.text(Box(cell.x, cell.y + 4.2, cell.w, 6.8), value, _NUMBER, INK)
            if place:
                self._page.line(cell.x - 3, box.y + 2, cell.x - 3, box.bottom - 2, HAIR, 0.5)

    def table(self) -> None:
        """The attendance table, without empty rows, over as many pages as it takes."""
        layout, card = self._layout, self._face.card
        done = 0
        while done < len(card.rows):
            room = layout.bottom - self._at - layout.table.head_height
            fitting = int(room / layout.table.row_height)
            if fitting < 1:
                self._new_page()
                continue
            shown = card.rows[done : done + fitting]
            part = layout.table.part(self._at, len(shown))
            table_frame(self._page, part, {})
            table_rows(self._page, part, shown, done + 1, card.next_date)
            self._at = part.bottom + 7
            done += len(shown)

    def notes(self) -> None:
        """Each note with its date and writer; a long one goes on over the page."""
        if not self._face.notes:
            return
        layout = self._layout
        if self._at + 9 + 3 * _NOTE_LEADING > layout.bottom:
            self._new_page()
        box = Box(layout.margin, self._at, layout.width - 2 * layout.margin, 7)
        self._page.text(box, texts.PK_NOTES, HEADING, ACCENT)
        self._page.line(box.x, box.bottom, box.right, box.bottom, RULE, 0.5)
        self._at = box.bottom + 2
        width = box.w - _DATE_WIDTH
        for note in self._face.notes:
            shown, lost = clean(note.text)
            self._page.replaced.update(dict.fromkeys(lost))
            lines = wrap(shown, _NOTE, width * POINTS_PER_MM, _NOTE_MOST_LINES)
            if self._at + 2 * _NOTE_LEADING > layout.bottom:
                self._new_page()
            left = Box(box.x, self._at, _DATE_WIDTH - 3, _NOTE_LEADING)
            self._page.text(left, texts.short_date(note.on), _NOTE_DATE, INK)
            by = left.moved(dy=_NOTE_LEADING)
            self._page.text(by, note.by, _NOTE_BY, MUTED)
            least = self._at + 2 * _NOTE_LEADING
            for line in lines:
                if self._at + _NOTE_LEADING > layout.bottom:
                    self._new_page()
                    least = 0.0
                place = Box(box.x + _DATE_WIDTH, self._at, width, _NOTE_LEADING)
                self._page.text(place, line.text, _NOTE, INK)
                self._at += _NOTE_LEADING
            self._at = max(self._at, least) + 1.4
            self._page.line(box.x, self._at, box.right, self._at, HAIR, 0.4)
            self._at += 1.4
