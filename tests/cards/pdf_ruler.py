"""A ruler for printed pages: reads the file back and says in millimetres, from the upper left corner, where ink is.

It follows the drawing orders by itself (matrices, repeated drawings, text, paths) and shares no code with what drew them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

MM = 25.4 / 72
Matrix = tuple[float, float, float, float, float, float]
_STILL: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text: where its baseline begins, its size in mm, whether it stands on its head."""

    words: str
    x: float
    y: float
    size: float
    turned: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Square:
    """The outermost dark edges of a square code, and its dark bars: left, top, right, bottom of each."""

    left: float
    top: float
    right: float
    bottom: float
    bars: tuple[tuple[float, float, float, float], ...] = field(repr=False, default=())


@dataclass(slots=True)
class Measured:
    """What stands on one page."""

    texts: list[Text] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    squares: list[Square] = field(default_factory=list)


def measure(reader: PdfReader) -> list[Measured]:
    """Each page measured."""
    return [_Ruler(reader, page).measured for page in reader.pages]


def _times(a: Matrix, b: Matrix) -> Matrix:
    """First `a`, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


class _Ruler:
    def __init__(self, reader: PdfReader, page: PageObject) -> None:
        self.measured = Measured()
        self._reader = reader
        self._height = float(page.mediabox[3])
        self._path: list[tuple[float, float]] = []
        self._boxes: list[tuple[float, float, float, float]] = []
        self._place: Matrix = _STILL
        self._font, self._size = "", 0.0
        self._letters: dict[str, dict[int, str]] = {}
        resources: Any = page["/Resources"]
        for name, font in resources["/Font"].items():
            said = font.get_object()["/ToUnicode"].get_object().get_data().decode("ascii")
            pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]{4})>\n", said)
            self._letters[name] = {
                int(glyph, 16): chr(int(code, 16))
                for glyph, code in pairs
                if glyph != "0000" or code != "FFFF"
            }
        self._follow(page.get_contents(), resources, _STILL)

    def _at(self, x: float, y: float, ctm: Matrix) -> tuple[float, float]:
        right = x * ctm[0] + y * ctm[2] + ctm[4]
        up = x * ctm[1] + y * ctm[3] + ctm[5]
        return right * MM, (self._height - up) * MM

    def _follow(self, content: Any, resources: Any, ctm: Matrix) -> None:
        kept: list[Matrix] = []
        for operands, operator in self._orders(content):
            numbers = [float(one) for one in operands if isinstance(one, (int, float))]
            if operator == b"q":
                kept.append(ctm)
            elif operator == b"Q":
                ctm = kept.pop()
            elif operator == b"cm":
                ctm = _times(_matrix(numbers), ctm)
            elif operator == b"Do":
                drawing = resources["/XObject"][operands[0]].get_object()
                if drawing["/Subtype"] == "/Form":
                    self._follow(drawing, drawing["/Resources"], ctm)
            elif operator in {b"Tm", b"Tf", b"Tj"}:
                self._write(operator, operands, numbers, ctm)
            else:
                self._draw(operator, numbers, ctm)

    def _draw(self, operator: bytes, numbers: list[float], ctm: Matrix) -> None:
        if operator == b"m":
            self._path = [(numbers[0], numbers[1])]
        elif operator == b"l":
            self._path.append((numbers[0], numbers[1]))
        elif operator == b"re":
            self._boxes.append((numbers[0], numbers[1], numbers[2], numbers[3]))
        elif operator in {b"S", b"f"}:
            if operator == b"S" and len(self._path) == 2:
                start, end = (self._at(*point, ctm) for point in self._path)
                self.measured.lines.append(Line(*start, *end))
            if operator == b"f" and len(self._boxes) > 50:
                self.measured.squares.append(self._square(self._boxes, ctm))
            self._path, self._boxes = [], []

    def _write(self, operator: bytes, operands: Any, numbers: list[float], ctm: Matrix) -> None:
        if operator == b"Tm":
            self._place = _matrix(numbers)
        elif operator == b"Tf":
            self._font, self._size = operands[0], float(operands[1])
        else:
            whole = _times(self._place, ctm)
            codes = bytes(operands[0].original_bytes)
            glyphs = [int.from_bytes(codes[n : n + 2]) for n in range(0, len(codes), 2)]
            words = "".join(self._letters[self._font][glyph] for glyph in glyphs)
            x, y = self._at(0, 0, whole)
            self.measured.texts.append(Text(words, x, y, self._size * MM, whole[0] < 0))

    def _orders(self, content: Any) -> Iterator[tuple[Any, bytes]]:
        if content is not None:
            yield from ContentStream(content, self._reader).operations

    def _square(self, boxes: list[tuple[float, float, float, float]], ctm: Matrix) -> Square:
        bars = []
        for x, y, w, h in boxes:
            (x1, y1), (x2, y2) = self._at(x, y, ctm), self._at(x + w, y + h, ctm)
            bars.append((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
        across = [edge for bar in bars for edge in (bar[0], bar[2])]
        down = [edge for bar in bars for edge in (bar[1], bar[3])]
        return Square(min(across), min(down), max(across), max(down), tuple(bars))


def _matrix(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f
