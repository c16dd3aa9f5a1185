"""Writes an Excel 97 workbook (BIFF8 in a compound file): as much of it as a register needs."""

from __future__ import annotations

import struct
from datetime import date, datetime

from tests.intake.generator.cells import SERIAL_ZERO, Fault, Formula, Value
from tests.intake.generator.sheets import Book, Sheet

_ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_STYLES = 15  # the styles that come before the first format of a cell


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(text: str, wide: str) -> bytes:
    raw = text.encode("utf-16-le")
    return struct.pack(wide, len(raw) // 2) + b"\x01" + raw


def _xf(*, number_format: int = 0, colour: int | None = None, style: bool = False) -> bytes:
    fill = (1 << 26) if colour is not None else 0
    return _record(
        0x00E0,
        struct.pack(
            "<HHHBBBBIIH",
            0,
            number_format,
            0xFFF5 if style else 0x0001,
            0x20,
            0,
            0,
            0xF8 if colour is not None else 0,
            0,
            fill,
            (colour or 64) | (65 << 7),
        ),
    )


class _Formats:
    """Cell formats: plain and dated, for every colour that is used."""

    def __init__(self, colours: list[str]) -> None:
        self.colours = colours

    def of(self, colour: str | None, dated: bool) -> int:
        at = 0 if colour is None else self.colours.index(colour) + 1
        return _STYLES + 2 * at + int(dated)

    def records(self) -> bytes:
        out = b"".join(_xf(style=True) for _ in range(_STYLES))
        for at in range(len(self.colours) + 1):
            colour = 8 + at - 1 if at else None
            out += _xf(colour=colour) + _xf(number_format=164, colour=colour)
        return out

    def palette(self) -> bytes:
        rows = [bytes.fromhex(c) + b"\x00" for c in self.colours]
        rows += [b"\x00\x00\x00\x00"] * (56 - len(rows))
        return _record(0x0092, struct.pack("<H", 56) + b"".join(rows))


def _cell(row: int, column: int, xf: int, value: Value) -> bytes:
    at = struct.pack("<HHH", row, column, xf)
    if isinstance(value, Fault):
        return _record(0x0205, at + bytes((_ERRORS[value.text], 1)))
    if isinstance(value, Formula):
        result = value.result
        token = b"\x1f" + struct.pack("<d", 0)
        if isinstance(result, Fault):
            shown = bytes((2, 0, _ERRORS[result.text], 0, 0, 0, 0xFF, 0xFF))
        else:
            shown = struct.pack("<d", _number(result))
        return _record(0x0006, at + shown + struct.pack("<HIH", 0, 0, len(token)) + token)
    if isinstance(value, str):
        return _record(0x0204, at + _text(value, "<H"))
    return _record(0x0203, at + struct.pack("<d", _number(value)))


def _number(value: Value) -> float:
    if isinstance(value, datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return (value.date() - SERIAL_ZERO).days + seconds / 86400
    if isinstance(value, date):
        return (value - SERIAL_ZERO).days
    assert isinstance(value, int | float)
    return float(value)


def _dated(value: Value) -> bool:
    return isinstance(value, date) or (isinstance(value, Formula) and isinstance(value.result, date))


def _sheet(sheet: Sheet, formats: _Formats) -> bytes:
    width = max([len(r) for r in sheet.rows] + [1])
    out = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 1996, 0, 6))
    out += _record(0x0200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0))
    for at, row in enumerate(sheet.rows):
        flags = 0x0100 | (0x0020 if at + 1 in sheet.hidden_rows else 0)
        out += _record(0x0208, struct.pack("<HHHHHHI", at, 0, len(row), 0x00FF, 0, 0, flags))
        for column in range(width):
            value = row[column] if column < len(row) else None
            fill = sheet.fills.get((at + 1, column))
            if value not in (None, ""):
                out += _cell(at, column, formats.of(fill, _dated(value)), value)
            elif fill:
                out += _record(0x0201, struct.pack("<HHH", at, column, formats.of(fill, False)))
    if sheet.merges:
        body = b"".join(struct.pack("<HHHH", r0 - 1, r1 - 1, c0, c1) for r0, c0, r1, c1 in sheet.merges)
        out += _record(0x00E5, struct.pack("<H", len(sheet.merges)) + body)
    out += _record(0x023E, struct.pack("<HHHHHHI", 0x00B6, 0, 0, 0, 0, 0, 0)[:18].ljust(18, b"\0"))
    return out + _record(0x000A, b"")


def workbook(book: Book) -> bytes:
    colours = sorted({c for s in book.sheets for c in s.fills.values()})
    formats = _Formats(colours)
    sheets = [_sheet(s, formats) for s in book.sheets]
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 1996, 0, 6))
    head += _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, struct.pack("<H", 0))
    head += (
        _record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial") * 5
    )
    head += _record(0x041E, struct.pack("<H", 164) + _text("dd-mm-yyyy", "<H"))
    head += formats.palette() if colours else b""
    head += formats.records() + _record(0x0293, struct.pack("<HBB", 0x8000, 0, 0xFF))
    bounds = [len(_record(0x0085, struct.pack("<IBB", 0, 0, 0) + _text(s.name, "<B"))) for s in book.sheets]
    start = len(head) + sum(bounds) + 4
    for sheet, body in zip(book.sheets, sheets, strict=True):
        head += _record(0x0085, struct.pack("<IBB", start, int(sheet.hidden), 0) + _text(sheet.name, "<B"))
        start += len(body)
    return _compound(head + _record(0x000A, b"") + b"".join(sheets))


def _compound(stream: bytes) -> bytes:
    """One stream named Workbook in a compound file of 512-byte sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    fats = 1
    while fats * 128 < count + 1 + fats:
        fats += 1
    chain = [0xFFFFFFFD] * fats + [0xFFFFFFFE]
    chain += [fats + 2 + i for i in range(count - 1)] + [0xFFFFFFFE]
    chain += [0xFFFFFFFF] * (fats * 128 - len(chain))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16
    header += struct.pack(
        "<HHHHHHIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, fats, fats, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack(f"<{fats}I", *range(fats)) + b"\xff" * (4 * (109 - fats))
    root = _entry("Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0)
    entries = root + _entry("Workbook", 2, 0xFFFFFFFF, 0xFFFFFFFF, fats + 1, len(stream))
    entries = entries.ljust(512, b"\0")
    return header + struct.pack(f"<{len(chain)}I", *chain) + entries + stream


def _entry(name: str, kind: int, left: int, child: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    body = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, left, 0xFFFFFFFF, child)
    return body + b"\0" * 36 + struct.pack("<IQ", start, size)
