"""What calamine does not tell of an xlsx or ods: hidden rows, fill colours, error cells, the 1904 date system.

Read straight from the XML parts with a few byte patterns, because building the whole model with openpyxl takes ten
times as long as the rest of the import. Only cells that carry a colour or an error are looked at one by one.

Colours of conditional formats are left out on purpose: they follow from other cells, which are read themselves, and say
nothing that a hand has marked.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass, field

INDEXED = {
    2: "FF0000", 3: "00FF00", 4: "0000FF", 5: "FFFF00", 6: "FF00FF", 7: "00FFFF", 10: "FF0000", 11: "00FF00",
    12: "0000FF", 13: "FFFF00", 14: "FF00FF", 15: "00FFFF", 16: "800000", 17: "008000", 18: "000080", 19: "808000",
    20: "800080", 21: "008080", 22: "C0C0C0", 23: "808080", 40: "00CCFF", 41: "CCFFFF", 42: "CCFFCC", 43: "FFFF99",
    44: "99CCFF", 45: "FF99CC", 46: "CC99FF", 47: "FFCC99", 50: "99CC00", 51: "FFCC00", 52: "FF9900", 53: "FF6600",
    55: "969696", 57: "339966",
}  # fmt: skip
"""The fixed palette of the format, as far as it holds colours a clerk would fill a cell with."""

_ATTRIBUTE = re.compile(rb'([\w:.-]+)\s*=\s*"([^"]*)"')
_CELL_PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_ROW_HIDDEN = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"[^>]*>')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(.{0,2000}?)</(?:\w+:)?c>', re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")


@dataclass(slots=True)
class SheetLook:
    hidden_rows: set[int] = field(default_factory=set)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column, from 0; only where calamine does not tell (OpenDocument)."""


@dataclass(slots=True)
class Appearance:
    sheets: dict[str, SheetLook] = field(default_factory=dict)
    epoch1904: bool = False


def xlsx_appearance(data: bytes) -> Appearance:
    """Looks of each sheet by name; whatever cannot be read is left out (the rows themselves come from calamine)."""
    found = Appearance()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            workbook = archive.read("xl/workbook.xml")
            found.epoch1904 = (
                re.search(rb'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"', workbook) is not None
            )
            styles = _read(archive, "xl/styles.xml")
            colours = _style_colours(styles, _theme_colours(_read(archive, "xl/theme/theme1.xml")))
            for name, path in _sheet_paths(workbook, _read(archive, "xl/_rels/workbook.xml.rels")):
                found.sheets[name] = _look(_read(archive, path), colours)
    except (KeyError, zipfile.BadZipFile, RuntimeError, OSError, ValueError):
        return found
    return found


def _read(archive: zipfile.ZipFile, path: str) -> bytes:
    try:
        return archive.read(path)
    except KeyError:
        return b""


def _attributes(tag: bytes) -> dict[str, str]:
    pairs = _ATTRIBUTE.findall(tag)
    return {k.decode().rpartition(":")[2]: html.unescape(v.decode("utf-8", "replace")) for k, v in pairs}


def _sheet_paths(workbook: bytes, relations: bytes) -> list[tuple[str, str]]:
    targets = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", relations):
        relation = _attributes(tag)
        target = relation.get("Target", "")
        targets[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else "xl/" + target
    paths = []
    for tag in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", workbook):
        sheet = _attributes(tag)
        if path := targets.get(sheet.get("id", "")):
            paths.append((sheet.get("name", ""), path))
    return paths


def _theme_colours(theme: bytes) -> list[str]:
    scheme = re.search(rb"<(?:\w+:)?clrScheme\b.*?</(?:\w+:)?clrScheme>", theme, re.DOTALL)
    if not scheme:
        return []
    colours = [c.decode() for c in re.findall(rb'(?:lastClr|srgbClr val)="([0-9A-Fa-f]{6})"', scheme.group())]
    if len(colours) >= 4:  # the format numbers light before dark
        colours[0], colours[1], colours[2], colours[3] = colours[1], colours[0], colours[3], colours[2]
    return colours


def _style_colours(styles: bytes, theme: list[str]) -> dict[int, str]:
    """`RRGGBB` by style number, for the styles whose fill is a solid colour other than white."""
    section = re.search(rb"<(?:\w+:)?fills\b.*?</(?:\w+:)?fills>", styles, re.DOTALL)
    formats = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    if not section or not formats:
        return {}
    fills = re.findall(rb"<(?:\w+:)?fill>(.*?)</(?:\w+:)?fill>", section.group(), re.DOTALL)
    colours = [_fill_colour(f, theme) for f in fills]
    by_style = {}
    for number, tag in enumerate(re.findall(rb"<(?:\w+:)?xf\b[^>]*>", formats.group())):
        fill = int(_attributes(tag).get("fillId", "0") or 0)
        if fill < len(colours) and colours[fill]:
            by_style[number] = colours[fill]
    return by_style


def _fill_colour(fill: bytes, theme: list[str]) -> str:
    if not re.search(rb'patternType="(?!none|gray125)\w+"', fill):
        return ""
    tag = re.search(rb"<(?:\w+:)?fgColor\b[^>]*>", fill)
    colour = _attributes(tag.group()) if tag else {}
    if "rgb" in colour:
        value = colour["rgb"][-6:].upper()
    elif "indexed" in colour:
        value = INDEXED.get(int(colour["indexed"]), "")
    elif "theme" in colour and int(colour["theme"]) < len(theme):
        value = theme[int(colour["theme"])].upper()
    else:
        value = ""
    return "" if value == "FFFFFF" else value


def _look(xml: bytes, colours: dict[int, str]) -> SheetLook:
    look = SheetLook()
    if b'hidden="' in xml:
        for tag in _ROW_HIDDEN.findall(xml):
            look.hidden_rows.add(int(_attributes(tag).get("r", "0")))
    if b't="e"' in xml:
        for tag, body in _ERROR_CELL.findall(xml):
            value = _VALUE.search(body)
            if place := _place(tag):
                look.errors[place] = value.group(1).decode() if value else "#N/A"
    if colours:
        numbers = b"|".join(str(n).encode() for n in colours)
        for tag in re.findall(rb'<(?:\w+:)?c\b[^>]*\bs="(?:' + numbers + rb')"[^>]*>', xml):
            if place := _place(tag):
                look.fills[place] = colours[int(_attributes(tag)["s"])]
    return look


def _place(tag: bytes) -> tuple[int, int] | None:
    """(row from 1, column from 0) of a cell tag."""
    found = _CELL_PLACE.search(tag, max(tag.find(b'r="'), 0))
    if not found:
        return None
    column = 0
    for letter in found.group(1):
        column = column * 26 + letter - 64
    return int(found.group(2)), column - 1


# ------------------------------------------------------------------ OpenDocument

_ODS_STYLE = re.compile(
    rb'<style:style\b([^>]*\bstyle:family="table-cell"[^>]*)>(.*?)</style:style>', re.DOTALL
)
_ODS_COLOUR = re.compile(rb'\bfo:background-color="#([0-9A-Fa-f]{6})"')
_ODS_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
MOST_REPEATED = 200
"""A cell or row repeated more often than this is the empty rest of a sheet, whatever its fill."""


def ods_appearance(data: bytes) -> Appearance:
    """Hidden rows and fills of each sheet by name, as far as they can be read."""
    found = Appearance()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = archive.read("content.xml") + _read(archive, "styles.xml")
    except (KeyError, zipfile.BadZipFile, RuntimeError, OSError, ValueError):
        return found
    colours = {}
    for tag, body in _ODS_STYLE.findall(content):
        colour = _ODS_COLOUR.search(body)
        if colour and colour.group(1).upper() != b"FFFFFF":
            colours[_attributes(tag).get("name", "")] = colour.group(1).decode().upper()
    look, row, repeat, column = SheetLook(), 0, 1, 0
    for kind, tag in _ODS_TAG.findall(content):
        attributes = _attributes(tag)
        if kind == b"table":
            look, row, repeat = SheetLook(), 0, 1
            found.sheets[attributes.get("name", "")] = look
        elif kind == b"table-row":
            row, column = row + repeat if row else 1, 0
            repeat = int(attributes.get("number-rows-repeated", "1"))
            if attributes.get("visibility") in ("collapse", "filter") and repeat <= MOST_REPEATED:
                look.hidden_rows.update(range(row, row + repeat))
        else:
            wide = int(attributes.get("number-columns-repeated", "1"))
            down, across = (int(attributes.get(f"number-{a}-spanned", "1")) for a in ("rows", "columns"))
            if (down > 1 or across > 1) and down <= MOST_REPEATED and across <= MOST_REPEATED:
                look.merged.append((row - 1, column, row + down - 2, column + across - 1))
            colour_name = colours.get(attributes.get("style-name", ""))
            if colour_name and wide <= MOST_REPEATED and repeat <= MOST_REPEATED:
                for r in range(row, row + repeat):
                    look.fills.update({(r, c): colour_name for c in range(column, column + wide)})
            column += wide
    return found
