"""The small cards, which have a front and a back: what stands where, in millimetres from their upper left corner.

A card is a list of parts. `common` parts are the same on every card of a run and are written into the file once.
"""

from dataclasses import dataclass
from enum import StrEnum, auto

from bimbing.cards.pdf.layouts import ACCENT, INK, MUTED, SMALL, Column, TableLayout
from bimbing.cards.pdf.surface import Align, Box, Color
from bimbing.cards.pdf.type import Style


class What(StrEnum):
    """What a part of a small card shows."""

    OFFICE = auto()
    CONTACT = auto()
    TITLE = auto()
    RULE = auto()
    PANEL = auto()
    LEAF = auto()
    NEXT_CAPTION = auto()
    WEEKDAY = auto()
    DAY = auto()
    PLACE_SIGN = auto()
    PLACE = auto()
    NAME = auto()
    NUMBER = auto()
    PROGRAMME = auto()
    SQUARE = auto()
    CODE_CAPTION = auto()
    CODE = auto()
    CODE_HELP = auto()
    VALIDITY = auto()
    SHEET_NO = auto()
    PRINTED = auto()
    HEADING = auto()
    DATES = auto()
    CALL_SIGN = auto()
    CALL_HEADING = auto()
    PHONE = auto()
    OFFICER = auto()
    FOUND = auto()
    TABLE_NAME = auto()


#: Drawn once a run: they say nothing of the client.
COMMON = frozenset(
    {
        What.OFFICE, What.CONTACT, What.TITLE, What.RULE, What.PANEL, What.PLACE_SIGN, What.CODE_CAPTION,
        What.CODE_HELP, What.HEADING, What.CALL_SIGN, What.CALL_HEADING, What.PHONE, What.FOUND,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One thing on the card. `lines`: the type in which a text that is too long takes several lines."""

    what: What
    box: Box
    style: Style = SMALL
    color: Color = INK
    align: Align = Align.LEFT
    lines: Style | None = None


@dataclass(frozen=True, slots=True)
class LeafLayout:
    """A card of one leaf: its size, the edge that stays white, its parts, its table of visits if it has one."""

    width: float
    height: float
    safe: float
    front: tuple[Part, ...]
    back: tuple[Part, ...]
    table: TableLayout | None = None
    #: Coming dates on a card without a table.
    dates: int = 0

    @property
    def rows_first(self) -> int:
        """Rows of the table; those that do not fit go on further leaves."""
        return self.table.rows if self.table else 0

    @property
    def rows_more(self) -> int:
        """Rows on each further leaf."""
        return self.rows_first


_CENTER, _RIGHT = Align.CENTER, Align.RIGHT
_W, _H, _S = 85.60, 53.98, 3.5
_IN = _W - 2 * _S

#: A bank card's size (ISO/IEC 7810 ID-1): fits every wallet, and its square is read from 28 mm.
WALLET = LeafLayout(
    width=_W,
    height=_H,
    safe=_S,
    front=(
        Part(What.OFFICE, Box(_S, 3.6, _IN, 3.8), Style("bold", 7.5, 5.5, tracking=0.15)),
        Part(What.RULE, Box(_S, 8.0, _IN, 0)),
        Part(What.TITLE, Box(_S, 9.6, 49, 4.6), Style("bold", 10.5, 7, tracking=0.5), ACCENT),
        Part(What.NAME, Box(_S, 14.5, 49, 8.4), Style("bold", 13, 9.5), lines=Style("bold", 8.8, 6)),
        Part(What.NUMBER, Box(_S, 23.2, 49, 4.4), Style("regular", 9, 6, tabular=True), MUTED),
        Part(What.PANEL, Box(_S, 28.6, 49, 21.9)),
        Part(What.NEXT_CAPTION, Box(_S + 2.5, 30.2, 44, 3.8), Style("regular", 7.5, 6), ACCENT),
        Part(What.WEEKDAY, Box(_S + 2.5, 34.4, 44, 6.8), Style("bold", 17, 9)),
        Part(What.DAY, Box(_S + 2.5, 41.8, 44, 6.8), Style("bold", 17, 9)),
        # The white border of the code reaches into the margin, so that its dark squares stand on the grid.
        Part(What.SQUARE, Box(_W - 31.1, 9.0, 31, 31)),
        Part(What.CODE_CAPTION, Box(_W - 30.1, 39.4, 26.6, 3.4), Style("regular", 6.5, 5.5), MUTED, _CENTER),
        Part(What.CODE, Box(_W - 30.1, 43.4, 26.6, 6), Style("bold", 13, 8, tabular=True), INK, _CENTER),
    ),
    back=(
        Part(What.HEADING, Box(_S, 3.6, 40, 4.2), Style("bold", 8.5, 6.5), ACCENT),
        Part(What.SHEET_NO, Box(_S + 40, 3.6, _IN - 40, 4.2), Style("regular", 7, 5.5), MUTED, _RIGHT),
        Part(What.RULE, Box(_S, 8.4, _IN, 0)),
        Part(What.DATES, Box(_S, 9.2, _IN, 21.2), Style("regular", 9, 7, tabular=True)),
        Part(What.CALL_SIGN, Box(_S, 32.2, 7, 11)),
        Part(What.CALL_HEADING, Box(_S + 9, 31.6, _IN - 9, 3.8), Style("regular", 7, 5.5), MUTED),
        Part(What.PHONE, Box(_S + 9, 35.6, _IN - 9, 5), Style("bold", 13, 8, tabular=True)),
        Part(What.OFFICER, Box(_S + 9, 40.6, _IN - 9, 3.8), Style("regular", 7.5, 5.5)),
        Part(What.FOUND, Box(_S, 45.2, 50, 5.2), Style("regular", 6, 5), MUTED),
        Part(What.PRINTED, Box(_S + 52, 45.0, _IN - 52, 2.9), Style("regular", 5.5, 5), MUTED, _RIGHT),
    ),
    dates=8,
)

_A, _B, _E = 105.0, 148.5, 8.0
_AIN = _A - 2 * _E
_FOOT = Style("regular", 7, 5.5, tabular=True)

#: A quarter of an A4 sheet: large print, and a table of visits for the pen.
A6 = LeafLayout(
    width=_A,
    height=_B,
    safe=_E,
    front=(
        Part(What.OFFICE, Box(_E, 8.5, _AIN, 5), Style("bold", 10, 6.5, tracking=0.2), INK, _CENTER),
        Part(What.CONTACT, Box(_E, 13.6, _AIN, 3.8), Style("regular", 7, 5.5), MUTED, _CENTER),
        Part(What.RULE, Box(_E, 18.6, _AIN, 0)),
        Part(What.TITLE, Box(_E, 21.0, _AIN, 8.5), Style("bold", 20, 12, tracking=0.8), ACCENT, _CENTER),
        Part(What.PANEL, Box(_E, 32.5, _AIN, 42)),
        Part(What.LEAF, Box(_E + 4, 38.5, 27, 32)),
        Part(What.NEXT_CAPTION, Box(_E + 35, 35.6, 51, 5), Style("regular", 9.5, 7), ACCENT),
        Part(What.WEEKDAY, Box(_E + 35, 41.4, 51, 8.6), Style("bold", 21, 11)),
        Part(What.DAY, Box(_E + 35, 50.4, 51, 8.6), Style("bold", 21, 11)),
        Part(What.PLACE_SIGN, Box(_E + 35, 62.4, 8.5, 8.5)),
        Part(What.PLACE, Box(_E + 46, 61.6, 40, 10.2), Style("bold", 9, 6.5), lines=Style("bold", 8, 6)),
        Part(What.NAME, Box(_E, 78, _AIN, 9.6), Style("bold", 17, 12), lines=Style("bold", 11, 7)),
        Part(What.NUMBER, Box(_E, 87.8, _AIN, 5.6), Style("regular", 11, 7, tabular=True), MUTED),
        Part(What.PROGRAMME, Box(_E, 93.2, _AIN, 4.8), Style("regular", 9, 6.5), MUTED),
        Part(What.SQUARE, Box(_E - 4.7, 97.3, 39, 39)),
        Part(What.CODE_CAPTION, Box(_E + 35, 101.6, 54, 4.2), Style("regular", 8, 6), MUTED),
        Part(What.CODE, Box(_E + 35, 106, 54, 9), Style("bold", 20, 11, tabular=True, tracking=0.6)),
        Part(What.CODE_HELP, Box(_E + 35, 116, 54, 10.4), Style("regular", 7.6, 6)),
        Part(What.VALIDITY, Box(_E + 35, 127.4, 54, 4.6), Style("bold", 8.5, 6.5)),
        Part(What.SHEET_NO, Box(_E, 136.4, 30, 4), _FOOT, MUTED),
        Part(What.PRINTED, Box(_E + 30, 136.4, _AIN - 30, 4), _FOOT, MUTED, _RIGHT),
    ),
    back=(
        Part(What.HEADING, Box(_E, 8.5, 44, 6.5), Style("bold", 12, 8), ACCENT),
        Part(What.TABLE_NAME, Box(_E + 44, 8.5, _AIN - 44, 6.5), Style("regular", 8.5, 6), MUTED, _RIGHT),
        Part(What.CALL_SIGN, Box(_E + 1, 115.0, 9, 14)),
        Part(What.CALL_HEADING, Box(_E + 13, 114.2, _AIN - 13, 4.8), Style("regular", 8, 6)),
        Part(What.PHONE, Box(_E + 13, 119, _AIN - 13, 6.4), Style("bold", 15, 9, tabular=True)),
        Part(What.OFFICER, Box(_E + 13, 125.4, _AIN - 13, 4.6), Style("regular", 8, 6)),
        Part(What.FOUND, Box(_E, 131.4, _AIN, 4.4), Style("regular", 6.5, 5.5), MUTED),
        Part(What.SHEET_NO, Box(_E, 136.4, 30, 4), _FOOT, MUTED),
        Part(What.PRINTED, Box(_E + 30, 136.4, _AIN - 30, 4), _FOOT, MUTED, _RIGHT),
    ),
    table=TableLayout(
        x=_E,
        y=17.5,
        head_height=8,
        row_height=6.6,
        rows=13,
        columns=(
            Column("no", "No.", 8.0, Align.CENTER),
            Column("scheduled", "Jadwal", 20.5),
            Column("came", "Datang", 25.5),
            Column("officer_sign", "Paraf PK", 14.0, Align.CENTER),
            Column("next", "Jadwal berikutnya", 21.0),
        ),
        style=Style("regular", 8.5, 6.5, tabular=True),
    ),
)
