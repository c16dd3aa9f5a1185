"""The officer's carnet: his whole caseload in one booklet, so many clients on an upright A4 page. Data only, in mm."""

from dataclasses import dataclass

from bimbing.cards.pdf.layouts import Column, TableLayout
from bimbing.cards.pdf.surface import Align, Box
from bimbing.cards.pdf.type import Style


@dataclass(frozen=True, slots=True)
class BlockLayout:
    """One client: measured from the upper left corner of his block."""

    width: float
    height: float
    number: Box
    name: Box
    register: Box
    next_day: Box
    square: Box
    fields: Box
    label_width: float
    field_height: float
    standing: Box
    #: The latest visits; the last rows stay free for the pen.
    table: TableLayout
    lines: Box
    line_height: float


@dataclass(frozen=True, slots=True)
class CarnetLayout:
    """The booklet: page, where the blocks begin, and the index."""

    width: float
    height: float
    margin: float
    head: Box
    blocks: tuple[Box, ...]
    block: BlockLayout
    index: TableLayout
    foot: Box


_M, _W = 15.0, 180.0
_TABLE = Style("regular", 8, 6, tabular=True)
_INDEX = TableLayout(
    x=_M,
    y=42,
    head_height=8,
    row_height=6.2,
    rows=38,
    columns=(
        Column("no", "No.", 12, Align.RIGHT),
        Column("name", "Nama", 74),
        Column("register", "Nomor register", 38),
        Column("programme", "Program", 34),
        Column("page", "Halaman", 22, Align.RIGHT),
    ),
    style=Style("regular", 9, 6.5, tabular=True),
)


def _visits(y: float, rows: int, height: float) -> TableLayout:
    return TableLayout(
        x=0,
        y=y,
        head_height=6,
        row_height=height,
        rows=rows,
        columns=(
            Column("no", "No.", 9, Align.CENTER),
            Column("scheduled", "Jadwal", 20),
            Column("came", "Datang", 34),
            Column("note", "Catatan", 37),
        ),
        style=_TABLE,
    )


_HALF = BlockLayout(
    width=_W,
    height=128,
    number=Box(0, 1, 12, 8),
    name=Box(12, 1, 96, 8),
    register=Box(0, 10, 108, 5),
    next_day=Box(112, 1, 46, 14),
    square=Box(_W - 20.5, -1.5, 23, 23),
    fields=Box(0, 19, _W - 0, 32),
    label_width=31,
    field_height=8,
    standing=Box(0, 53, _W, 6),
    table=_visits(62, 10, 5.8),
    lines=Box(106, 62, _W - 106, 64),
    line_height=8,
)
_QUARTER = BlockLayout(
    width=_W,
    height=60,
    number=Box(0, 0.5, 12, 6.5),
    name=Box(12, 0.5, 96, 6.5),
    register=Box(0, 7, 108, 4.4),
    next_day=Box(112, 0.5, 46, 11),
    square=Box(_W - 16.5, -1.5, 18.5, 18.5),
    fields=Box(106, 18, _W - 106, 26),
    label_width=24,
    field_height=6.5,
    standing=Box(0, 11.6, 108, 4.6),
    table=_visits(18, 6, 5.6),
    lines=Box(106, 45, _W - 106, 14),
    line_height=7,
)

_HEAD = Box(_M, 9, _W, 5)
_FOOT = Box(_M, 286, _W, 4.5)
#: Two clients a page, with room to write.
CARNET = CarnetLayout(
    width=210.0,
    height=297.0,
    margin=_M,
    head=_HEAD,
    blocks=(Box(_M, 19, _W, 128), Box(_M, 153, _W, 128)),
    block=_HALF,
    index=_INDEX,
    foot=_FOOT,
)
#: Four clients a page, for a thin booklet.
CARNET_DENSE = CarnetLayout(
    width=210.0,
    height=297.0,
    margin=_M,
    head=_HEAD,
    blocks=tuple(Box(_M, 19 + 66.5 * n, _W, 60) for n in range(4)),
    block=_QUARTER,
    index=_INDEX,
    foot=_FOOT,
)
