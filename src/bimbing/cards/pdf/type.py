"""Setting one line or a few lines of plain text so that it stays inside its box, whatever it says.

Text is always literal: there is no markup to escape from. What the faces cannot show is replaced by something
visible and handed back, so that the caller can tell the office which name to check.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bimbing.cards.pdf.fonts import FALLBACK, typeface

ELLIPSIS = "…"
#: Stands for a character that no face can show: a lozenge, which no name contains.
SUBSTITUTE = "◊"
_STEP = 0.25
# Dates, words and officers repeat from card to card; names do not, and must not pile up in a long run.
_KEPT = 4_000
# Longer input is cut before it is measured: no box on the card holds a tenth of this.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set: face, size and smallest size in points, tracking in points, figures of one width or not."""

    face: str
    size: float
    smallest: float = 6.0
    tabular: bool = False
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to draw: what it says, its size and its width in points."""

    text: str
    size: float
    width: float


@dataclass(frozen=True, slots=True)
class Run:
    """Part of a line in one face: the glyph numbers in hexadecimal, and which character each glyph stands for."""

    face: str
    codes: str
    glyphs: tuple[tuple[int, int], ...]


@lru_cache(maxsize=_KEPT)
def clean(text: str) -> tuple[str, str]:
    """The text as the faces can show it, and the characters that were replaced or dropped (each once)."""
    shown: list[str] = []
    lost: list[str] = []
    for char in unicodedata.normalize("NFC", text[:_LONGEST]):
        kept = _shown(char)
        if kept != char and not char.isspace():
            lost.append(char)
        shown.append(kept)
    return " ".join("".join(shown).split()), "".join(dict.fromkeys(lost))


def _shown(char: str) -> str:
    code = ord(char)
    category = unicodedata.category(char)
    if char.isspace():
        return " "
    # Marks that found no letter to join, orders to turn the writing direction, invisible characters.
    if category in {"Mn", "Me", "Cf", "Cc"}:
        return ""
    if code in typeface("regular").glyph_of or code in typeface(FALLBACK).glyph_of:
        return char
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    if plain and all(ord(c) in typeface("regular").glyph_of for c in plain):
        return plain
    return SUBSTITUTE


@lru_cache(maxsize=_KEPT)
def units(text: str, face: str, tabular: bool) -> float:
    """Width of cleaned text in ems."""
    main, other = typeface(face), typeface(FALLBACK)
    total = 0.0
    for char in text:
        code = ord(char)
        if tabular and code in main.tabular:
            total += main.advances[main.tabular[code]]
        elif code in main.glyph_of:
            total += main.advances[main.glyph_of[code]]
        else:
            total += other.advances[other.glyph_of[code]]
    return total / 1000


@lru_cache(maxsize=_KEPT)
def encode(text: str, face: str, tabular: bool) -> tuple[Run, ...]:
    """Cleaned text as runs of one face each, ready for a PDF with glyph numbers as codes."""
    main, other = typeface(face), typeface(FALLBACK)
    runs: list[tuple[str, list[tuple[int, int]]]] = []
    for char in text:
        code = ord(char)
        key = face
        glyph = main.tabular.get(code) if tabular else None
        if glyph is None:
            glyph = main.glyph_of.get(code)
        if glyph is None:
            key, glyph = FALLBACK, other.glyph_of[code]
        if not runs or runs[-1][0] != key:
            runs.append((key, []))
        runs[-1][1].append((glyph, code))
    return tuple(
        Run(key, "".join(f"{glyph:04X}" for glyph, _ in glyphs), tuple(dict(glyphs).items()))
        for key, glyphs in runs
    )


def width_of(text: str, style: Style, size: float) -> float:
    """Width of cleaned text in points."""
    return units(text, style.face, style.tabular) * size + style.tracking * max(0, len(text) - 1)


@lru_cache(maxsize=_KEPT)
def fit(text: str, style: Style, width: float) -> Line:
    """One line no wider than `width` points: shrunk down to the smallest size, then cut with an ellipsis."""
    natural = width_of(text, style, style.size)
    if natural <= width:
        return Line(text, style.size, natural)
    ems = units(text, style.face, style.tabular)
    room = width - style.tracking * max(0, len(text) - 1)
    size = min(style.size, int(room / ems / _STEP) * _STEP) if room > 0 else 0.0
    if size >= style.smallest:
        return Line(text, size, width_of(text, style, size))
    return _cut(text, style, style.smallest, width)


@lru_cache(maxsize=_KEPT)
def wrap(text: str, style: Style, width: float, most: int) -> tuple[Line, ...]:
    """At most `most` lines no wider than `width` points, all of one size; the last one is cut if it must be."""
    size = style.size
    while True:
        lines = _broken(text, style, size, width, most + 1)
        if len(lines) <= most:
            return tuple(Line(line, size, width_of(line, style, size)) for line in lines)
        if size - _STEP < style.smallest:
            break
        size -= _STEP
    kept = [Line(line, size, width_of(line, style, size)) for line in lines[: most - 1]]
    return (*kept, _cut(lines[most - 1], style, size, width))


def _broken(text: str, style: Style, size: float, width: float, most: int) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in text.split(" "):
        joined = f"{current} {word}" if current else word
        if width_of(joined, style, size) <= width:
            current = joined
            continue
        if current:
            lines.append(current)
        while width_of(word, style, size) > width and len(lines) < most:
            head = _longest(word, style, size, width)
            lines.append(word[:head])
            word = word[head:]
        current = word
        if len(lines) >= most:
            return lines
    return [*lines, current] if current else lines


def _longest(text: str, style: Style, size: float, width: float) -> int:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle], style, size) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(text: str, style: Style, size: float, width: float) -> Line:
    text = text.rstrip(ELLIPSIS)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + ELLIPSIS, style, size) <= width:
            low = middle
        else:
            high = middle - 1
    shown = text[:low].rstrip() + ELLIPSIS
    return Line(shown, size, width_of(shown, style, size))
