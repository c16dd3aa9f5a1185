"""The guidance card on paper: plain facts in, a PDF out. No database, no clock, no request.

    from bimbing.cards.pdf import CardFace, render_cards

The face says WHAT the card shows, the layout WHERE, the texts in which WORDS; `draw` puts the three together.
"""

from bimbing.cards.pdf.draw import PrintReport, Replaced, render_cards, render_pk_sheets
from bimbing.cards.pdf.faces import PROFILES, CardFace, CardRow, PkNote, PkSheetFace, Privacy, RowKind
from bimbing.cards.pdf.layouts import BOOKLET, PK_SHEET

__all__ = [
    "BOOKLET",
    "PK_SHEET",
    "PROFILES",
    "CardFace",
    "CardRow",
    "PkNote",
    "PkSheetFace",
    "PrintReport",
    "Privacy",
    "Replaced",
    "RowKind",
    "render_cards",
    "render_pk_sheets",
]
