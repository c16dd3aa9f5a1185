"""The cards an office can choose from: which layout on which sheet, printed on one side or on both."""

from bimbing.cards.pdf.layouts import BOOKLET, BookletLayout
from bimbing.cards.pdf.leaf_layouts import A6, WALLET, LeafLayout
from bimbing.cards.pdf.sheets import Mark, Place, Sheet, grid, marks_around, two_sided
from bimbing.rules.card_paper import CardChoice, CardKind, Sides

_A4 = (210.0, 297.0)
_A4_LYING = (297.0, 210.0)


def layout_of(kind: CardKind) -> BookletLayout | LeafLayout:
    """Where everything stands on one card of this kind."""
    if kind is CardKind.BOOKLET:
        return BOOKLET
    return A6 if kind is CardKind.A6 else WALLET


def sheet_of(choice: CardChoice) -> Sheet:
    """The paper on which cards of this kind are printed."""
    if choice.kind is CardKind.BOOKLET:
        return two_sided(*_A4_LYING, choice.sides, (Place(0, 0, *_A4_LYING),))
    if choice.kind is CardKind.A6:
        return _a6(choice.sides)
    rows, gap = (5, 0.0) if choice.kind is CardKind.WALLET_10 else (4, 8.0)
    places = grid(_A4, (WALLET.width, WALLET.height), 2, rows, gap)
    return _pairs(places, choice.sides, marks_around(places), marks_around(places, (_A4[0] / 2,)))


def _pairs(
    places: tuple[Place, ...], sides: Sides, marks: tuple[Mark, ...], folded: tuple[Mark, ...]
) -> Sheet:
    """Places in two columns: on both sides a card each; on one side front left and back right, to fold."""
    if sides is Sides.ONE:
        return Sheet(*_A4, sides, places[0::2], places[1::2], folded, same_page=True)
    return two_sided(*_A4, sides, places, marks)


def _a6(sides: Sides) -> Sheet:
    places = grid(_A4, (A6.width, A6.height), 2, 2)
    middle, half = _A4[0] / 2, _A4[1] / 2
    across = (Mark(0, half, 7, half), Mark(_A4[0] - 7, half, _A4[0], half))
    cut = (Mark(middle, 0, middle, 7), Mark(middle, _A4[1] - 7, middle, _A4[1]))
    cross = (Mark(middle - 3, half, middle + 3, half), Mark(middle, half - 3, middle, half + 3))
    fold = (
        Mark(middle, 4, middle, half - 4, fold=True),
        Mark(middle, half + 4, middle, _A4[1] - 4, fold=True),
    )
    return _pairs(places, sides, (*across, *cut, *cross), (*across, *cross[:1], *fold))
