"""How cards stand on the paper that goes through the printer: sheet, places, marks. Data only, in millimetres.

A card is drawn once, in its own coordinates; a sheet says where its front and its back come to stand. The places of
the backs follow from those of the fronts and from the edge over which the printer turns the paper.
"""

from dataclasses import dataclass, replace

from bimbing.rules.card_paper import Sides

#: Office printers leave at least this edge of the paper white.
PRINTABLE = 5.0
_MARK, _AWAY = 5.0, 2.0


#: What the PDF asks of the printer.
DUPLEX = {Sides.ONE: "Simplex", Sides.LONG: "DuplexFlipLongEdge", Sides.SHORT: "DuplexFlipShortEdge"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands: upper left corner, width, height; `turned` stands it on its head."""

    x: float
    y: float
    w: float
    h: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A short line where to cut, or a dashed one where to fold."""

    x1: float
    y1: float
    x2: float
    y2: float
    fold: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper with the places of as many cards as it holds.

    `same_page`: front and back of a card stand beside each other and are folded, so that a printer for one side does.
    """

    width: float
    height: float
    sides: Sides
    fronts: tuple[Place, ...]
    backs: tuple[Place, ...]
    marks: tuple[Mark, ...] = ()
    same_page: bool = False


def turned_over(place: Place, width: float, height: float, sides: Sides) -> Place:
    """Where the back of what stands at `place` is printed, seen from the other side of a sheet.

    Turned about its upright middle the sheet keeps heights and mirrors columns; about the other it mirrors heights,
    and the back must stand on its head so that the cut card is turned like a page. One side: the next sheet.
    """
    if sides is Sides.ONE:
        return place
    about_upright_middle = (sides is Sides.LONG) == (height >= width)
    if about_upright_middle:
        return replace(place, x=width - place.x - place.w)
    return replace(place, y=height - place.y - place.h, turned=True)


def two_sided(
    width: float, height: float, sides: Sides, fronts: tuple[Place, ...], marks: tuple[Mark, ...] = ()
) -> Sheet:
    """A sheet whose backs stand on its other side."""
    backs = tuple(turned_over(place, width, height, sides) for place in fronts)
    return Sheet(width, height, sides, fronts, backs, marks)


def grid(
    sheet: tuple[float, float], card: tuple[float, float], columns: int, rows: int, gap: float = 0.0
) -> tuple[Place, ...]:
    """Places row by row in the middle of the sheet, `gap` mm between the rows."""
    left = (sheet[0] - columns * card[0]) / 2
    top = (sheet[1] - rows * card[1] - (rows - 1) * gap) / 2
    return tuple(
        Place(left + column * card[0], top + row * (card[1] + gap), *card)
        for row in range(rows)
        for column in range(columns)
    )


def marks_around(places: tuple[Place, ...], folds: tuple[float, ...] = ()) -> tuple[Mark, ...]:
    """Marks in the margin at each edge of the places; those at the columns `folds` say fold, not cut."""
    upright = sorted({round(edge, 4) for place in places for edge in (place.x, place.x + place.w)})
    level = sorted({round(edge, 4) for place in places for edge in (place.y, place.y + place.h)})
    left, right, top, bottom = upright[0], upright[-1], level[0], level[-1]
    near, far = _AWAY, _AWAY + _MARK
    made: list[Mark] = []
    for x in upright:
        fold = any(abs(x - at) < 0.01 for at in folds)
        made += [Mark(x, top - far, x, top - near, fold), Mark(x, bottom + near, x, bottom + far, fold)]
    for y in level:
        made += [Mark(left - far, y, left - near, y), Mark(right + near, y, right + far, y)]
    return tuple(made)
