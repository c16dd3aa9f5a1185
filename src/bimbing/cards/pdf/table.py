"""The attendance table: recorded visits filled in, coming dates printed, the rest left for the pen."""

from collections.abc import Mapping, Sequence
from datetime import date

from bimbing.cards.pdf import pictograms, texts
from bimbing.cards.pdf.faces import CardRow, RowKind
from bimbing.cards.pdf.layouts import ACCENT, HAIR, INK, MUTED, RULE, TINT, TableLayout
from bimbing.cards.pdf.surface import Align, Box, Surface
from bimbing.cards.pdf.type import Style

_HEAD = Style("bold", 8.5, 6)
_KIND = Style("regular", 8, 5.5)
_NOTE = Style("regular", 8.5, 7)
_LONG_NOTE = Style("regular", 7, 6.25)
_EVERY = 6
_PAD = 1.2
_MARK = 5.6


def table_frame(surface: Surface, table: TableLayout, headings: Mapping[str, str]) -> None:
    """Headings and lines, the same on every card; `headings` replaces those of the layout by column key."""
    head = Box(table.x, table.y, table.width, table.head_height)
    surface.rect(head, TINT)
    at = table.x
    for column in table.columns:
        surface.paragraph(
            Box(at + _PAD, head.y, column.width - 2 * _PAD, head.h), headings.get(column.key, column.heading),
            _HEAD, ACCENT, column.align, middle=True,
        )  # fmt: skip
        at += column.width
        if at < head.right - 0.01:
            surface.line(at, head.y, at, table.bottom, HAIR, 0.4)
    for number in range(1, table.rows):
        y = head.bottom + number * table.row_height
        color = RULE if number % _EVERY == 0 else HAIR
        surface.line(table.x, y, head.right, y, color, 0.7 if number % _EVERY == 0 else 0.4)
    surface.line(table.x, head.bottom, head.right, head.bottom, ACCENT, 0.8)
    surface.frame(Box(table.x, table.y, table.width, table.bottom - table.y), ACCENT, 0.8)


def table_rows(
    surface: Surface, table: TableLayout, rows: Sequence[CardRow], first_no: int, next_date: date | None
) -> None:
    """The rows that are known; the others get their number only."""
    for place in range(table.rows):
        y = table.y + table.head_height + place * table.row_height
        row = rows[place] if place < len(rows) else CardRow(first_no + place)
        at = table.x
        is_next = (
            row.came_on is None and row.kind is RowKind.COMING and row.scheduled == next_date is not None
        )
        for column in table.columns:
            cell = Box(at, y, column.width, table.row_height)
            _cell(surface, cell, column.key, row, table.style, is_next=is_next, align=column.align)
            at += column.width


def _cell(
    surface: Surface, cell: Box, key: str, row: CardRow, style: Style, *, is_next: bool, align: Align
) -> None:
    inner = cell.inset(_PAD)
    if key == "no":
        if is_next:
            middle = cell.y + cell.h / 2
            surface.polygon([(cell.x, middle - 1.6), (cell.x + 2, middle), (cell.x, middle + 1.6)], ACCENT)
        surface.text(inner, str(row.no), style, MUTED, align)
    elif key == "scheduled" and row.scheduled:
        strong = Style("bold", style.size, style.smallest, tabular=True)
        surface.text(inner, texts.short_date(row.scheduled), strong if is_next else style, INK)
    elif key == "came":
        _came(surface, cell, row, style)
    elif key == "note" and row.note:
        surface.label(inner, row.note, _NOTE, INK, _LONG_NOTE)
    elif key == "next" and row.next:
        surface.text(inner, texts.short_date(row.next), style, INK)


def _came(surface: Surface, cell: Box, row: CardRow, style: Style) -> None:
    words = texts.KIND_WORDS[row.kind]
    if row.kind in texts.KEPT_KINDS:
        mark = min(2.8, cell.h * 0.45)
        pictograms.tick(surface, Box(cell.x + _PAD, cell.y + (cell.h - mark) / 2, mark, mark), ACCENT)
    inner = Box(cell.x + _MARK, cell.y, cell.w - _MARK - 0.6, cell.h)
    if row.came_on and words:
        # Where two things must share a narrow cell, the date keeps its size and the word stands under it.
        if cell.w < 30:
            half = cell.h / 2
            date_style = Style("regular", 7.5, 6, tabular=True)
            surface.text(
                Box(inner.x, cell.y + 0.2, inner.w, half), texts.short_date(row.came_on), date_style, INK
            )
            surface.text(
                Box(inner.x, cell.y + half - 0.1, inner.w, half), words, Style("regular", 7, 5.5), MUTED
            )
            return
        surface.text(Box(inner.x, cell.y, 20, cell.h), texts.short_date(row.came_on), style, INK)
        surface.text(Box(inner.x + 20, cell.y, inner.w - 20.6, cell.h), words, _KIND, MUTED)
    elif row.came_on:
        surface.text(inner, texts.short_date(row.came_on), style, INK)
    elif words:
        surface.text(inner, words, _KIND, MUTED)
