"""Puts drawn cards on sheets: each at its place, moved by what the printer needs, with marks where to cut."""

from dataclasses import dataclass

from bimbing.cards.pdf.document import PdfDocument, XObject
from bimbing.cards.pdf.layouts import HAIR, MUTED
from bimbing.cards.pdf.sheets import Place, Sheet
from bimbing.cards.pdf.surface import POINTS_PER_MM, Surface

Shift = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Offsets:
    """How far a printer must be told to print to the right and down, in mm, on the front and on the back."""

    front: Shift = (0.0, 0.0)
    back: Shift = (0.0, 0.0)


NO_OFFSETS = Offsets()


class Imposer:
    """Collects fronts and backs and writes a sheet as soon as it is full. `finish()` writes the last one."""

    def __init__(self, document: PdfDocument, sheet: Sheet, offsets: Offsets) -> None:
        self._document = document
        self._sheet = sheet
        self._offsets = offsets
        self._waiting: list[tuple[Surface, Surface]] = []
        self._marks = self._drawn_marks()

    def put(self, front: Surface, back: Surface) -> None:
        """The next card."""
        self._waiting.append((front, back))
        if len(self._waiting) == len(self._sheet.fronts):
            self.finish()

    def finish(self) -> None:
        """Write the sheet that is begun, if one is."""
        if not self._waiting:
            return
        sheet = self._sheet
        fronts = [(front, place) for (front, _), place in zip(self._waiting, sheet.fronts, strict=False)]
        backs = [(back, place) for (_, back), place in zip(self._waiting, sheet.backs, strict=False)]
        self._waiting = []
        if sheet.same_page:
            self._page([*fronts, *backs], self._offsets.front, marked=True)
            return
        self._page(fronts, self._offsets.front, marked=True)
        self._page(backs, self._offsets.back, marked=False)

    def _page(self, cards: list[tuple[Surface, Place]], shift: Shift, *, marked: bool) -> None:
        orders = [_moved(*shift)] if any(shift) else []
        xobjects: dict[str, XObject] = {}
        if marked and self._marks:
            xobjects[self._marks.name] = self._marks
            orders.append(f"q /{self._marks.name} Do Q")
        for surface, place in cards:
            orders.append(f"q {_stood(place, self._sheet.height)}\n{surface.content()}\nQ")
            xobjects |= surface.xobjects
        self._document.add_page("\n".join(orders), xobjects.values())

    def _drawn_marks(self) -> XObject | None:
        if not self._sheet.marks:
            return None
        surface = Surface(self._document, self._sheet.height)
        for mark in self._sheet.marks:
            draw = surface.dashed if mark.fold else surface.line
            draw(mark.x1, mark.y1, mark.x2, mark.y2, HAIR if mark.fold else MUTED, 0.4)
        return self._document.add_form("marks", surface.content())


def _moved(dx: float, dy: float) -> str:
    return f"1 0 0 1 {dx * POINTS_PER_MM:.2f} {-dy * POINTS_PER_MM:.2f} cm"


def _stood(place: Place, sheet_height: float) -> str:
    """The order that brings a card's own coordinates to its place."""
    x, y = place.x * POINTS_PER_MM, (sheet_height - place.y - place.h) * POINTS_PER_MM
    if place.turned:
        right, top = x + place.w * POINTS_PER_MM, y + place.h * POINTS_PER_MM
        return f"-1 0 0 -1 {right:.3f} {top:.3f} cm"
    return f"1 0 0 1 {x:.3f} {y:.3f} cm"
