"""Rows to be corrected as a workbook: data in, bytes out. Whatever a cell holds, no spreadsheet takes it for a formula."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter

from bimbing.intake.exported import Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME, _WIDEST, _NARROWEST = 31, 48, 8


def workbook(sheets: Sequence[Sheet], *, title: str, watermark: str, made_at: datetime) -> bytes:
    """The sheets in their order. Every column is of text, so that sixteen typed figures stay sixteen figures and a
    typed date stays as typed."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "comments": watermark, "created": made_at.replace(tzinfo=None)})
    text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    day = book.add_format({"num_format": "dd-mm-yyyy", "align": "left", "valign": "top"})
    number = book.add_format({"num_format": "0", "align": "left", "valign": "top"})
    head = book.add_format(
        {"num_format": "@", "bold": True, "bg_color": "#E1EEEC", "bottom": 6, "text_wrap": True}
    )
    asked = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True, "bg_color": "#FCEFD0"})
    taken: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_name(sheet.name, taken))
        widths = _widths(sheet)
        heading = next((place for place, line in enumerate(sheet.lines) if len(line) > 1), 0)
        for place, width in enumerate(widths):
            page.set_column(place, place, width, text)
        page.freeze_panes(heading + 1, 0)
        for line, cells in enumerate(sheet.lines):
            for place, cell in enumerate(cells):
                last = place == len(widths) - 1 and len(widths) > 2
                if isinstance(cell, date):
                    page.write_datetime(line, place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                elif isinstance(cell, int):
                    page.write_number(line, place, cell, number)
                elif cell:
                    style = head if line == heading else asked if last else text
                    page.write_string(line, place, cell, style)
    book.close()
    return out.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    width = max((len(line) for line in sheet.lines), default=0)
    longest = [_NARROWEST] * width
    for line in sheet.lines:
        for place, cell in enumerate(line):
            longest[place] = min(_WIDEST, max(longest[place], len(str(cell or "")) + 2))
    return longest


def _name(name: str, taken: set[str]) -> str:
    """A name that a spreadsheet takes: no `[]:*?/\\`, at most 31 signs, once."""
    wanted = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:_LONGEST_NAME] or "DATA"
    found, number = wanted, 1
    while found.casefold() in taken:
        number += 1
        found = f"{wanted[: _LONGEST_NAME - 4]} {number}"
    taken.add(found.casefold())
    return found
