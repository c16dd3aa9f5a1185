"""The register as a workbook or as CSV: data in, bytes out. Whatever a cell holds, no spreadsheet takes it for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and how wide its column is, in characters."""

    heading: str
    width: int


Cell = str | int | date | None
_BEGINS_A_FORMULA = frozenset("=+-@＝＋－＠")


def workbook(
    *,
    title: str,
    watermark: str,
    sheet: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    made_at: datetime,
) -> bytes:
    """One sheet: title, watermark (who, when, what for), headings that stay, then the rows. Written row by row."""
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd-mm-yyyy",
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "comments": watermark, "created": made_at.replace(tzinfo=None)})
    page = book.add_worksheet(sheet[:31])
    bold = book.add_format({"bold": True, "font_size": 13})
    quiet = book.add_format({"italic": True, "font_color": "#555555"})
    head = book.add_format(
        {"bold": True, "bg_color": "#E1EEEC", "bottom": 6, "text_wrap": True, "valign": "vcenter"}
    )
    day = book.add_format({"num_format": "dd-mm-yyyy", "align": "left"})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)
    page.freeze_panes(4, 0)
    page.set_footer(f"&L&8{_plain(watermark)}&R&8&P / &N")
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
    page.write_string(0, 0, title, bold)
    page.write_string(1, 0, watermark, quiet)
    for place, column in enumerate(columns):
        page.write_string(3, place, column.heading, head)
    for line, row in enumerate(rows, start=4):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(line, place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            elif isinstance(cell, int):
                page.write_number(line, place, cell)
            elif cell:
                page.write_string(line, place, cell)
    book.close()
    return out.getvalue()


def _plain(text: str) -> str:
    """A text as a footer takes it: `&` begins a command there, and 255 characters are all there is."""
    return text.replace("&", "+")[:200]


def masked_nik(nik: str) -> str:
    """`••••••••••••0001`: enough to tell two people apart, not enough to be one."""
    return "•" * 12 + nik[-4:] if nik else ""


def csv_text(
    *, title: str, watermark: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> bytes:
    """The same as text for other programs: UTF-8 with its mark, `;` between, which Excel in Indonesia opens as it is."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(title)])
    writer.writerow([_harmless(watermark)])
    writer.writerow([])
    writer.writerow([_harmless(column.heading) for column in columns])
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> str:
    """A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it."""
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, int):
        return str(cell)
    text = (cell or "").replace("\x00", "")
    return f"'{text}" if text and (text.lstrip()[:1] in _BEGINS_A_FORMULA or text[0] in "\t\r\n") else text
