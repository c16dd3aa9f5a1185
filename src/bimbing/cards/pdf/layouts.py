"""Where everything stands on the paper, in millimetres from the upper left corner. Data only: change a number here.

The booklet is an A4 sheet lying down, folded in the middle. Outside: on the right the cover, on the left the back
with the next date. Inside: on the left who, on the right when.
"""

from dataclasses import dataclass, replace

from bimbing.cards.pdf.surface import Align, Box, Color
from bimbing.cards.pdf.type import Style

INK: Color = (0.09, 0.12, 0.14)
ACCENT: Color = (0.04, 0.29, 0.34)
MUTED: Color = (0.33, 0.38, 0.41)
RULE: Color = (0.70, 0.74, 0.76)
HAIR: Color = (0.82, 0.85, 0.86)
TINT: Color = (0.93, 0.96, 0.96)

HEADING = Style("bold", 13, 9)
SMALL = Style("regular", 8, 6)
SMALL_FIGURES = Style("regular", 8, 6, tabular=True)
CAPTION = Style("regular", 9, 7)
BODY = Style("regular", 10.5, 8)
TABLE = Style("regular", 9, 6.5, tabular=True)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the attendance table: what stands in it, its heading, its width."""

    key: str
    heading: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The attendance table: upper left corner, height of its head and of a row, how many rows, its columns."""

    x: float
    y: float
    head_height: float
    row_height: float
    rows: int
    columns: tuple[Column, ...]
    style: Style = TABLE

    @property
    def width(self) -> float:
        """Width of all columns."""
        return sum(column.width for column in self.columns)

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.y + self.head_height + self.rows * self.row_height

    def part(self, y: float, rows: int) -> "TableLayout":
        """The same table beginning elsewhere, with another number of rows."""
        return replace(self, y=y, rows=rows)


@dataclass(frozen=True, slots=True)
class CoverLayout:
    """The front. With a photo the register number moves beside it."""

    letterhead: Box
    title: Box
    outpost: Box
    photo: Box
    number_plain: Box
    number_beside_photo: Box
    code_square: Box
    code_caption: Box
    code: Box
    code_help: Box
    validity: Box
    foot: Box


@dataclass(frozen=True, slots=True)
class BackLayout:
    """The back: next date, what to remember, whom to call."""

    panel: Box
    leaf: Box
    caption: Box
    weekday: Box
    day: Box
    place: Box
    signs: Box
    after: Box
    notes_heading: Box
    notes: Box
    call: Box
    found: Box


@dataclass(frozen=True, slots=True)
class IdentityLayout:
    """Inside left: who holds the card."""

    heading: Box
    name: Box
    fields: Box
    label_width: float
    field_height: float
    period: Box
    holder: Box
    officer: Box
    foot: Box


@dataclass(frozen=True, slots=True)
class BookletLayout:
    """A folded card: sheet size, fold, and the four panels."""

    width: float
    height: float
    fold: float
    back: BackLayout
    cover: CoverLayout
    identity: IdentityLayout
    table_heading: Box
    table: TableLayout
    #: A continuation sheet carries the table on both inner halves.
    more_tables: tuple[TableLayout, TableLayout]
    table_foot: Box

    @property
    def rows_first(self) -> int:
        """Rows on the card itself."""
        return self.table.rows

    @property
    def rows_more(self) -> int:
        """Rows on each continuation sheet."""
        return sum(table.rows for table in self.more_tables)


@dataclass(frozen=True, slots=True)
class PkSheetLayout:
    """The officer's sheet: A4 upright; the table and the notes flow over as many pages as they need."""

    width: float
    height: float
    margin: float
    head: Box
    title: Box
    code_square: Box
    name: Box
    fields: Box
    label_width: float
    field_height: float
    standing: Box
    table: TableLayout
    bottom: float
    foot: Box


_LEFT, _RIGHT, _WIDE = 10.0, 161.0, 126.0

_CARD_COLUMNS = (
    Column("no", "No.", 7.0, Align.CENTER),
    Column("scheduled", "Jadwal", 21.0),
    Column("came", "Datang", 26.0),
    Column("note", "Catatan", 25.0),
    Column("officer_sign", "Paraf PK", 13.0, Align.CENTER),
    Column("holder_sign", "Paraf klien", 13.0, Align.CENTER),
    Column("next", "Jadwal berikutnya", 21.0),
)


def _table(x: float) -> TableLayout:
    return TableLayout(x=x, y=21.5, head_height=9.5, row_height=6.8, rows=24, columns=_CARD_COLUMNS)


BOOKLET = BookletLayout(
    width=297.0,
    height=210.0,
    fold=148.5,
    back=BackLayout(
        panel=Box(_LEFT, 12, _WIDE, 58),
        leaf=Box(_LEFT + 6, 20, 37, 42),
        caption=Box(_LEFT + 50, 16.5, 72, 6),
        weekday=Box(_LEFT + 50, 24, 72, 11),
        day=Box(_LEFT + 50, 36, 72, 11),
        place=Box(_LEFT + 76, 52, 46, 12),
        signs=Box(_LEFT + 50, 52, 24, 12),
        after=Box(_LEFT, 72, _WIDE, 6),
        notes_heading=Box(_LEFT, 84, _WIDE, 7),
        notes=Box(_LEFT, 93, _WIDE, 60),
        call=Box(_LEFT, 158, _WIDE, 27),
        found=Box(_LEFT, 190, _WIDE, 9),
    ),
    cover=CoverLayout(
        letterhead=Box(_RIGHT, 12, _WIDE, 27),
        title=Box(_RIGHT, 53, _WIDE, 15),
        outpost=Box(_RIGHT, 70, _WIDE, 7),
        photo=Box(_RIGHT, 86, 33, 44),
        number_plain=Box(_RIGHT, 90, _WIDE, 38),
        number_beside_photo=Box(_RIGHT + 39, 86, _WIDE - 39, 44),
        # The white border of the code reaches into the margin, so that its dark squares stand on the grid.
        code_square=Box(_RIGHT - 5.1, 144.4, 42, 42),
        code_caption=Box(_RIGHT + 41, 149, 85, 5),
        code=Box(_RIGHT + 41, 155, 85, 11),
        code_help=Box(_RIGHT + 41, 169, 85, 14),
        validity=Box(_RIGHT, 131.5, _WIDE, 6),
        foot=Box(_RIGHT, 195, _WIDE, 5),
    ),
    identity=IdentityLayout(
        heading=Box(_LEFT, 11, _WIDE, 7.5),
        name=Box(_LEFT, 22, _WIDE, 12),
        fields=Box(_LEFT, 36, _WIDE, 112),
        label_width=47,
        field_height=9.6,
        period=Box(_LEFT, 126, _WIDE, 18),
        holder=Box(_LEFT, 152, 60, 42),
        officer=Box(_LEFT + 66, 152, 60, 42),
        foot=Box(_LEFT, 195, _WIDE, 5),
    ),
    table_heading=Box(_RIGHT, 11, _WIDE, 7.5),
    table=_table(_RIGHT),
    more_tables=(_table(_LEFT), _table(_RIGHT)),
    table_foot=Box(_RIGHT, 196.5, _WIDE, 4.5),
)

PK_SHEET = PkSheetLayout(
    width=210.0,
    height=297.0,
    margin=14.0,
    head=Box(14, 11, 150, 9),
    title=Box(14, 23, 150, 7),
    code_square=Box(174, 10, 22, 22),
    name=Box(14, 31, 150, 10),
    fields=Box(14, 44, 182, 44),
    label_width=33,
    field_height=7.2,
    standing=Box(14, 91, 182, 14),
    table=TableLayout(
        x=14,
        y=109,
        head_height=7,
        row_height=5.6,
        rows=24,
        columns=(
            Column("no", "No.", 9.0, Align.CENTER),
            Column("scheduled", "Jadwal", 22.0),
            Column("came", "Datang", 37.0),
            Column("note", "Catatan", 91.0),
            Column("next", "Berikutnya", 23.0),
        ),
    ),
    bottom=282.0,
    foot=Box(14, 285.5, 182, 5),
)
