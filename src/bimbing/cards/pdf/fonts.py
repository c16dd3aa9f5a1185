"""The typefaces of the card, and what is needed to put only their used glyphs into a PDF.

Atkinson Hyperlegible is drawn for readers with weak eyes, but its figures are proportional. Columns of dates
need figures of one width, so each face grows ten glyphs: the digits, centred in a cell as wide as the widest one.
They are ordinary composite glyphs inside the embedded font; copied or searched text stays clean.
"""

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import reportlab
from reportlab.pdfbase.ttfonts import TTFontFile

REGULAR = "regular"
BOLD = "bold"
FALLBACK = "fallback"

_ATKINSON = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"
_VERA = Path(reportlab.__file__).parent / "fonts"
_FILES = {
    REGULAR: _ATKINSON / "AtkinsonHyperlegible-Regular.ttf",
    BOLD: _ATKINSON / "AtkinsonHyperlegible-Bold.ttf",
    FALLBACK: _VERA / "Vera.ttf",
}
_DIGITS = range(ord("0"), ord("9") + 1)
_ARGS_ARE_WORDS_AND_XY = 0x0003
_MORE_COMPONENTS = 0x0020
_COPIED_TABLES = ("cvt ", "fpgm", "prep")


@dataclass(frozen=True, slots=True)
class Typeface:
    """One face. Advances are in thousandths of an em, by glyph number; `tabular` maps a digit to its wide glyph."""

    name: str
    glyph_of: dict[int, int]
    tabular: dict[int, int]
    advances: tuple[float, ...]
    ascent: float
    descent: float
    cap_height: float
    bbox: tuple[float, float, float, float]
    tables: dict[str, bytes]
    glyphs: tuple[bytes, ...]
    raw_advances: tuple[int, ...]

    def embed(self, used: set[int]) -> bytes:
        """A TrueType file with the same glyph numbers in which only `used` and their parts have outlines."""
        keep = set(used) | {0}
        waiting = list(keep)
        while waiting:
            for part in _parts_of(self.glyphs[waiting.pop()]):
                if part not in keep:
                    keep.add(part)
                    waiting.append(part)
        outlines, offsets = bytearray(), [0]
        for number, outline in enumerate(self.glyphs):
            if number in keep:
                outlines += outline + b"\0" * (-len(outline) % 4)
            offsets.append(len(outlines))
        count = len(self.glyphs)
        head = self.tables["head"]
        maxp = self.tables["maxp"]
        hhea = self.tables["hhea"]
        parts = {tag: self.tables[tag] for tag in _COPIED_TABLES if tag in self.tables}
        parts |= {
            "glyf": bytes(outlines),
            "loca": struct.pack(f">{count + 1}L", *offsets),
            "head": head[:8] + b"\0\0\0\0" + head[12:50] + struct.pack(">h", 1) + head[52:54],
            "hhea": hhea[:34] + struct.pack(">H", count),
            "hmtx": b"".join(
                struct.pack(">Hh", width, _left_edge(glyph))
                for width, glyph in zip(self.raw_advances, self.glyphs, strict=True)
            ),
            "maxp": maxp[:4] + struct.pack(">H", count) + maxp[6:],
        }
        return _sfnt(parts)


@cache
def typeface(key: str) -> Typeface:
    """The face of that key, read once in a process."""
    font = TTFontFile(str(_FILES[key]))
    tables = {tag: bytes(font.get_table(tag)) for tag in ("head", "maxp", "hhea", "hmtx", "loca", "glyf")}
    for tag in _COPIED_TABLES:
        if tag in font.table:
            tables[tag] = bytes(font.get_table(tag))
    (per_em,) = struct.unpack(">H", tables["head"][18:20])
    count = struct.unpack(">H", tables["maxp"][4:6])[0]
    glyphs = _outlines(tables, count)
    raw = _raw_advances(tables, count)
    glyph_of = {
        code: glyph for code, glyph in font.charToGlyph.items() if 0 < glyph < count and code != 0xFFFF
    }
    cell = max(raw[glyph_of[code]] for code in _DIGITS)
    tabular: dict[int, int] = {}
    for code in _DIGITS:
        tabular[code] = len(glyphs)
        glyphs.append(_moved(glyphs[glyph_of[code]], glyph_of[code], (cell - raw[glyph_of[code]]) // 2))
        raw.append(cell)
    scale = 1000 / per_em
    return Typeface(
        name=f"Kartu-{key.capitalize()}",
        glyph_of=glyph_of,
        tabular=tabular,
        advances=tuple(width * scale for width in raw),
        ascent=float(font.ascent),
        descent=float(font.descent),
        cap_height=float(font.capHeight) or 700.0,
        bbox=tuple(float(edge) for edge in font.bbox),  # type: ignore[arg-type]
        tables=tables,
        glyphs=tuple(glyphs),
        raw_advances=tuple(raw),
    )


def _outlines(tables: dict[str, bytes], count: int) -> list[bytes]:
    long_offsets = struct.unpack(">h", tables["head"][50:52])[0] == 1
    if long_offsets:
        offsets = struct.unpack(f">{count + 1}L", tables["loca"][: 4 * (count + 1)])
    else:
        offsets = tuple(
            2 * half for half in struct.unpack(f">{count + 1}H", tables["loca"][: 2 * (count + 1)])
        )
    return [tables["glyf"][offsets[n] : offsets[n + 1]] for n in range(count)]


def _raw_advances(tables: dict[str, bytes], count: int) -> list[int]:
    (stated,) = struct.unpack(">H", tables["hhea"][34:36])
    widths = [struct.unpack(">H", tables["hmtx"][4 * n : 4 * n + 2])[0] for n in range(stated)]
    return widths + [widths[-1]] * (count - stated)


def _left_edge(glyph: bytes) -> int:
    return int(struct.unpack(">h", glyph[2:4])[0]) if glyph else 0


def _moved(glyph: bytes, number: int, right: int) -> bytes:
    """A composite that is glyph `number` moved to the right by `right` units."""
    x_min, y_min, x_max, y_max = struct.unpack(">hhhh", glyph[2:10])
    box = struct.pack(">hhhhh", -1, x_min + right, y_min, x_max + right, y_max)
    return box + struct.pack(">HHhh", _ARGS_ARE_WORDS_AND_XY, number, right, 0)


def _parts_of(glyph: bytes) -> list[int]:
    if not glyph or struct.unpack(">h", glyph[:2])[0] >= 0:
        return []
    found, at, more = [], 10, True
    while more:
        flags, number = struct.unpack(">HH", glyph[at : at + 4])
        found.append(number)
        at += 4 + (4 if flags & 0x0001 else 2)
        at += 2 if flags & 0x0008 else 4 if flags & 0x0040 else 8 if flags & 0x0080 else 0
        more = bool(flags & _MORE_COMPONENTS)
    return found


def _sfnt(parts: dict[str, bytes]) -> bytes:
    count = len(parts)
    power = 1
    while power * 2 <= count:
        power *= 2
    header = struct.pack(
        ">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    directory, body, at = b"", b"", 12 + 16 * count
    head_at = 0
    for tag in sorted(parts):
        data = parts[tag]
        padded = data + b"\0" * (-len(data) % 4)
        if tag == "head":
            head_at = at
        directory += struct.pack(">4sLLL", tag.encode("ascii"), _checksum(padded), at, len(data))
        body += padded
        at += len(padded)
    whole = bytearray(header + directory + body)
    struct.pack_into(">L", whole, head_at + 8, (0xB1B0AFBA - _checksum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
