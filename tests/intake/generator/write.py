"""Writes a register to disk: .xlsx, .xls, .ods or .csv."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from datetime import date, datetime
from html import escape
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tests.intake.generator import biff
from tests.intake.generator.cells import Fault, Formula, Value
from tests.intake.generator.sheets import Book, Sheet


def write(path: Path, book: Book, rng: random.Random) -> None:
    if path.suffix == ".xlsx":
        _xlsx(path, book)
    elif path.suffix == ".xls":
        path.write_bytes(biff.workbook(book))
    elif path.suffix == ".ods":
        _ods(path, book)
    else:
        _csv(path, book.sheets[0], rng)


def _xlsx(path: Path, book: Book) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False, "date_1904": book.date_1904}) as out:
        epoch = date(1904, 1, 1) if book.date_1904 else date(1899, 12, 30)
        formats: dict[tuple[str | None, str], Format] = {}

        def form(colour: str | None, number: str) -> Format:
            if (colour, number) not in formats:
                look = {"num_format": number} | ({"bg_color": f"#{colour}"} if colour else {})
                formats[colour, number] = out.add_format(look)
            return formats[colour, number]

        for sheet in book.sheets:
            page = out.add_worksheet(sheet.name)
            if sheet.hidden:
                page.hide()
            for r0, c0, r1, c1 in sheet.merges:
                page.merge_range(r0 - 1, c0, r1 - 1, c1, "")
            width = max([len(r) for r in sheet.rows] + [1])
            for at, row in enumerate(sheet.rows):
                for column in range(width):
                    value = row[column] if column < len(row) else None
                    colour = sheet.fills.get((at + 1, column))
                    dated = (
                        "dd-mm-yyyy"
                        if isinstance(value, Formula) or type(value) is date
                        else "dd/mm/yyyy hh:mm"
                        if isinstance(value, datetime)
                        else "General"
                    )
                    look = form(colour, dated) if colour or dated != "General" else None
                    _put(page, at, column, value, look, epoch)
                if at + 1 in sheet.hidden_rows:
                    page.set_row(at, None, None, {"hidden": True})


def _put(page: Worksheet, row: int, column: int, value: Value, form: Format | None, epoch: date) -> None:
    if value is None or value == "":
        if form:
            page.write_blank(row, column, None, form)
    elif isinstance(value, Fault):
        page.write_formula(row, column, "=A1+Sheet99!A1", form, value.text)
    elif isinstance(value, Formula):
        result = value.result
        shown = result.text if isinstance(result, Fault) else (result - epoch).days
        page.write_formula(row, column, value.text, form, shown)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, form)
    elif isinstance(value, str):
        page.write_string(row, column, value, form)
    else:
        page.write_number(row, column, value, form)


# ---------------------------------------------------------------------------------------------- OpenDocument

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def _ods_cell(value: Value, style: str, spans: str) -> str:
    if isinstance(value, Formula):
        value = value.result
    if value is None or value == "":
        return f"<table:table-cell{style}{spans}/>"
    if isinstance(value, Fault):
        return f'<table:table-cell{style}{spans} office:value-type="string" calcext:value-type="error" table:formula="of:=[.#REF!]"><text:p>{value.text}</text:p></table:table-cell>'
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        return f"<table:table-cell{style}{spans} {kind}><text:p>{value:%d/%m/%y}</text:p></table:table-cell>"
    if isinstance(value, str):
        lines = "".join(f"<text:p>{_spaces(line)}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell{style}{spans} office:value-type="string">{lines}</table:table-cell>'
    return f'<table:table-cell{style}{spans} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'


def _spaces(line: str) -> str:
    return escape(line).replace("  ", " <text:s/>")


def _ods_sheet(sheet: Sheet) -> str:
    spans = {
        (r0, c0): f' table:number-columns-spanned="{c1 - c0 + 1}" table:number-rows-spanned="{r1 - r0 + 1}"'
        for r0, c0, r1, c1 in sheet.merges
    }
    covered = {
        (r, c) for r0, c0, r1, c1 in sheet.merges for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)
    } - set(spans)
    width = max([len(r) for r in sheet.rows] + [c + 1 for _, c in covered] + [1])
    shown = ' table:style-name="tahide"' if sheet.hidden else ""
    out = [
        f'<table:table table:name="{escape(sheet.name, quote=True)}"{shown}><table:table-column table:number-columns-repeated="{width}"/>'
    ]
    for at, row in enumerate(sheet.rows):
        cells = []
        for column in range(width):
            value = row[column] if column < len(row) else None
            fill = sheet.fills.get((at + 1, column))
            if (at + 1, column) in covered:
                cells.append("<table:covered-table-cell/>")
            else:
                cells.append(
                    _ods_cell(
                        value, f' table:style-name="c{fill}"' if fill else "", spans.get((at + 1, column), "")
                    )
                )
        hidden = ' table:visibility="filter"' if at + 1 in sheet.hidden_rows else ""
        out.append(f"<table:table-row{hidden}>{''.join(cells)}</table:table-row>")
    return "".join([*out, "</table:table>"])


def _ods(path: Path, book: Book) -> None:
    colours = sorted({c for s in book.sheets for c in s.fills.values()})
    styles = (
        "".join(
            f'<style:style style:name="c{c}" style:family="table-cell"><style:table-cell-properties fo:background-color="#{c.lower()}"/></style:style>'
            for c in colours
        )
        + '<style:style style:name="tahide" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    body = "".join(_ods_sheet(s) for s in book.sheets)
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.2"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(zipfile.ZipInfo("mimetype"), kind)
        zipped.writestr("content.xml", content)
        zipped.writestr("META-INF/manifest.xml", manifest)


# ------------------------------------------------------------------------------------------------------- CSV


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _csv(path: Path, sheet: Sheet, rng: random.Random) -> None:
    width = max([len(r) for r in sheet.rows] + [1])
    text = io.StringIO()
    writer = csv.writer(text, delimiter=rng.choice((";", ";", ",", "\t")), lineterminator="\r\n")
    for row in sheet.rows:
        writer.writerow([_shown(row[i]) if i < len(row) else "" for i in range(width)])
    encoding = rng.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    try:
        path.write_bytes(text.getvalue().encode(encoding))
    except UnicodeEncodeError:  # a tick has no place in Windows-1252
        path.write_bytes(text.getvalue().encode("utf-8"))
