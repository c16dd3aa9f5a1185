"""The guidance card on paper: plain facts in, a PDF out. No database, no clock, no request.

    from bimbing.cards.pdf import CardFace, render_cards

The face says WHAT the card shows, the layout WHERE on the card, the sheet WHERE on the paper, the texts in which
WORDS; `draw` puts them together.
"""

from bimbing.cards.pdf.calibration import CROSS, render_calibration
from bimbing.cards.pdf.carnet import render_carnet
from bimbing.cards.pdf.carnet_layouts import CARNET, CARNET_DENSE
from bimbing.cards.pdf.choices import layout_of, sheet_of
from bimbing.cards.pdf.draw import PrintReport, Replaced, render_cards, render_pk_sheets
from bimbing.cards.pdf.faces import CardFace, CardRow, PkNote, PkSheetFace, RowKind
from bimbing.cards.pdf.imposing import NO_OFFSETS, Offsets
from bimbing.cards.pdf.layouts import BOOKLET, PK_SHEET
from bimbing.rules.card_paper import PROFILES, CardChoice, CardKind, Privacy, Sides

__all__ = [
    "BOOKLET",
    "CARNET",
    "CARNET_DENSE",
    "CROSS",
    "NO_OFFSETS",
    "PK_SHEET",
    "PROFILES",
    "CardChoice",
    "CardFace",
    "CardKind",
    "CardRow",
    "Offsets",
    "PkNote",
    "PkSheetFace",
    "PrintReport",
    "Privacy",
    "Replaced",
    "RowKind",
    "Sides",
    "layout_of",
    "render_calibration",
    "render_cards",
    "render_carnet",
    "render_pk_sheets",
    "sheet_of",
]
