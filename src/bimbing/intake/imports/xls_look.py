"""What calamine does not tell of an Excel 97 workbook: hidden rows, fill colours, error cells, the 1904 date system.

A walk over the records of the file (MS-XLS): only row, cell and format records are looked at, everything else is passed
over. Any surprise ends the walk; what was found until then stays, and the rows themselves come from calamine.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bimbing.intake.imports.appearance import INDEXED, Appearance, SheetLook

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
MOST_SECTORS = 2_000_000
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_BOF, _EOF, _ROW, _BLANK, _MULBLANK, _MULRK, _BOOLERR, _FORMULA = (
    0x809,
    0x0A,
    0x208,
    0x201,
    0xBE,
    0xBD,
    0x205,
    0x06,
)
_CELLS = frozenset({_BLANK, _BOOLERR, _FORMULA, 0x203, 0x204, 0x27E, 0xFD, 0xD6})
"""Records of one cell: row, column and format come first in each."""
_DATEMODE, _BOUNDSHEET, _PALETTE, _XF = 0x22, 0x85, 0x92, 0xE0
_BIFF8 = 0x0600


def xls_appearance(data: bytes) -> Appearance:
    """Looks of each sheet by name; nothing for files older than Excel 97."""
    found = Appearance()
    try:
        _Workbook(_stream(data), found).walk()
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return found
    return found


# ------------------------------------------------------------------ the container


def _stream(data: bytes) -> bytes:
    """The stream `Workbook` of a compound file."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise ValueError(size)
    cutoff = struct.unpack_from("<I", data, 56)[0]
    fat = _fat(data, size)
    directory = _chain(data, size, fat, struct.unpack_from("<I", data, 48)[0])
    root = _entry(directory, 0)
    for at in range(0, len(directory) - 127, 128):
        name, start, length = _entry(directory, at)
        if name.casefold() in ("workbook", "book"):
            if length >= cutoff:
                return _chain(data, size, fat, start)[:length]
            short = 1 << struct.unpack_from("<H", data, 32)[0]
            small = _chain(data, size, fat, root[1])
            table = _chain(data, size, fat, struct.unpack_from("<I", data, 60)[0])
            links = struct.unpack(f"<{len(table) // 4}I", table)
            return b"".join(small[n * short : (n + 1) * short] for n in _follow(links, start))[:length]
    raise ValueError("no workbook")


def _entry(directory: bytes, at: int) -> tuple[str, int, int]:
    """(name, first sector, length) of one directory entry."""
    length = struct.unpack_from("<H", directory, at + 64)[0]
    name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<II", directory, at + 116)
    return name, start, size


def _fat(data: bytes, size: int) -> tuple[int, ...]:
    sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < _END]
    extra = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while extra < 0xFFFFFFFA and extra not in seen:
        seen.add(extra)
        block = struct.unpack_from(f"<{size // 4}I", data, (extra + 1) * size)
        sectors += [n for n in block[:-1] if n < _END]
        extra = block[-1]
    raw = b"".join(data[(n + 1) * size : (n + 2) * size] for n in sectors)
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _chain(data: bytes, size: int, fat: tuple[int, ...], start: int) -> bytes:
    return b"".join(data[(n + 1) * size : (n + 2) * size] for n in _follow(fat, start))


def _follow(links: tuple[int, ...], start: int) -> Iterator[int]:
    """The numbers of a chain; one that runs in a circle ends as an error."""
    steps = 0
    while start < 0xFFFFFFFA:
        yield start
        start = links[start]
        steps += 1
        if steps > min(len(links), MOST_SECTORS):
            raise ValueError("a circle")


# ------------------------------------------------------------------ the records


class _Workbook:
    """Walks over the records and notes the looks of each sheet."""

    def __init__(self, stream: bytes, found: Appearance) -> None:
        self.stream, self.found = stream, found
        self.palette = dict(INDEXED)
        self.colours: list[str] = []

    def walk(self) -> None:
        sheets: dict[int, str] = {}
        for kind, at, length in self._records(0):
            if kind == _BOF and struct.unpack_from("<H", self.stream, at)[0] != _BIFF8:
                return
            if kind == _DATEMODE:
                self.found.epoch1904 = self.stream[at] == 1
            elif kind == _BOUNDSHEET:
                sheets[struct.unpack_from("<I", self.stream, at)[0]] = self._name(at, length)
            elif kind == _PALETTE:
                self._read_palette(at)
            elif kind == _XF:
                self.colours.append(self._fill(at))
        for start, name in sheets.items():
            look = self.found.sheets[name] = SheetLook()
            self._sheet(start, look)

    def _records(self, at: int) -> Iterator[tuple[int, int, int]]:
        """(kind, start of the body, its length) until the end of the substream."""
        stream, last = self.stream, len(self.stream) - 4
        header = struct.Struct("<HH").unpack_from
        while at <= last:
            kind, length = header(stream, at)
            if kind == _EOF:
                return
            yield kind, at + 4, length
            at += 4 + length

    def _name(self, at: int, length: int) -> str:
        count, wide = self.stream[at + 6], self.stream[at + 7] & 1
        raw = self.stream[at + 8 : at + length]
        return raw[: 2 * count].decode("utf-16-le") if wide else raw[:count].decode("latin-1")

    def _read_palette(self, at: int) -> None:
        count = struct.unpack_from("<H", self.stream, at)[0]
        for n in range(min(count, 56)):
            self.palette[8 + n] = self.stream[at + 2 + 4 * n : at + 5 + 4 * n].hex().upper()

    def _fill(self, at: int) -> str:
        """The solid fill of a cell format as `RRGGBB`, "" for none and for white."""
        borders, ground = struct.unpack_from("<IH", self.stream, at + 14)
        colour = self.palette.get(ground & 0x7F, "") if borders >> 26 else ""
        return "" if colour == "FFFFFF" else colour

    def _sheet(self, start: int, look: SheetLook) -> None:
        stream = self.stream
        place = struct.Struct("<HHH").unpack_from
        filled = any(self.colours)
        for kind, at, length in self._records(start):
            if kind == _ROW:
                row, flags = struct.unpack_from("<H", stream, at)[0], stream[at + 12]
                if flags & 0x20:
                    look.hidden_rows.add(row + 1)
            elif kind in _CELLS:
                row, column, number = place(stream, at)
                if filled and number < len(self.colours) and (colour := self.colours[number]):
                    look.fills[row + 1, column] = colour
                if kind == _BOOLERR and stream[at + 7]:
                    look.errors[row + 1, column] = _ERRORS.get(stream[at + 6], "#N/A")
                elif kind == _FORMULA and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
                    look.errors[row + 1, column] = _ERRORS.get(stream[at + 8], "#N/A")
            elif filled and kind in (_MULBLANK, _MULRK):
                self._many(kind, at, length, look)

    def _many(self, kind: int, at: int, length: int, look: SheetLook) -> None:
        """A record of several cells beside each other, each with a format (and, for numbers, a value)."""
        row, first = struct.unpack_from("<HH", self.stream, at)
        step = 2 if kind == _MULBLANK else 6
        for n in range((length - 6) // step):
            number = struct.unpack_from("<H", self.stream, at + 4 + n * step)[0]
            if number < len(self.colours) and (colour := self.colours[number]):
                look.fills[row + 1, first + n] = colour
