"""A page or a repeated drawing being composed, in millimetres from the upper left corner of the sheet.

Every text is given a box and stays in it. A `Trace` sees each placed line; the geometry tests hang on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bimbing.cards.pdf.document import FONT_NAMES, PdfDocument, XObject
from bimbing.cards.pdf.fonts import typeface
from bimbing.cards.pdf.type import Line, Style, clean, encode, fit, width_of, wrap

POINTS_PER_MM = 72 / 25.4
Color = tuple[float, float, float]
_LINE_HEIGHT = 1.2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.h

    def inset(self, dx: float, dy: float = 0.0) -> "Box":
        """The same box, smaller by dx on the left and right and dy above and below."""
        return Box(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> "Box":
        """The same box elsewhere."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)


class Align(StrEnum):
    """Where a line stands in the width of its box."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of text as it was put: its box and left end and baseline in mm, its size and width in points."""

    text: str
    box: Box
    x: float
    baseline: float
    size: float
    width: float
    style: Style


Trace = Callable[[Placed], None]


class Surface:
    """Collects drawing orders for one page."""

    def __init__(self, document: PdfDocument, page_height_mm: float, trace: Trace | None = None) -> None:
        self.xobjects: dict[str, XObject] = {}
        self.replaced: dict[str, None] = {}
        self._document = document
        self._height = page_height_mm
        self._trace = trace
        self._orders: list[str] = []
        self._fill: Color | None = None
        self._stroke: tuple[Color, float] | None = None

    def content(self, offset_mm: tuple[float, float] = (0.0, 0.0)) -> str:
        """The drawing orders, everything moved right and down by the offset a printer needs."""
        dx, dy = offset_mm
        start = [f"1 0 0 1 {dx * POINTS_PER_MM:.2f} {-dy * POINTS_PER_MM:.2f} cm"] if dx or dy else []
        return "\n".join(["1 J", *start, *self._orders])

    # -- shapes ------------------------------------------------------------------------------------------------

    def line(self, x1: float, y1: float, x2: float, y2: float, color: Color, width_pt: float) -> None:
        """A straight line."""
        self._set_stroke(color, width_pt)
        self._orders.append(f"{self._x(x1)} {self._y(y1)} m {self._x(x2)} {self._y(y2)} l S")

    def dashed(self, x1: float, y1: float, x2: float, y2: float, color: Color, width_pt: float) -> None:
        """A dashed line."""
        self._orders.append("[2 3] 0 d")
        self.line(x1, y1, x2, y2, color, width_pt)
        self._orders.append("[] 0 d")

    def rect(self, box: Box, color: Color) -> None:
        """A filled rectangle."""
        self._set_fill(color)
        self._orders.append(
            f"{self._x(box.x)} {self._y(box.bottom)} {box.w * POINTS_PER_MM:.2f} {box.h * POINTS_PER_MM:.2f} re f"
        )

    def frame(
        self, box: Box, color: Color, width_pt: float, radius: float = 0.0, fill: Color | None = None
    ) -> None:
        """An outlined rectangle, its corners rounded by `radius` mm, filled when a colour is given."""
        self._set_stroke(color, width_pt)
        if fill:
            self._set_fill(fill)
        bend = radius * 0.4477
        x, y, right, bottom = box.x, box.y, box.right, box.bottom
        path = [f"{self._x(x + radius)} {self._y(y)} m {self._x(right - radius)} {self._y(y)} l"]
        path.append(self._curve((right - bend, y), (right, y + bend), (right, y + radius)))
        path.append(f"{self._x(right)} {self._y(bottom - radius)} l")
        path.append(self._curve((right, bottom - bend), (right - bend, bottom), (right - radius, bottom)))
        path.append(f"{self._x(x + radius)} {self._y(bottom)} l")
        path.append(self._curve((x + bend, bottom), (x, bottom - bend), (x, bottom - radius)))
        path.append(f"{self._x(x)} {self._y(y + radius)} l")
        path.append(self._curve((x, y + bend), (x + bend, y), (x + radius, y)))
        self._orders.append(" ".join([*path, "h", "B" if fill else "S"]))

    def polygon(self, points: list[tuple[float, float]], color: Color) -> None:
        """A filled shape with straight sides."""
        self._set_fill(color)
        first, *others = points
        steps = [f"{self._x(first[0])} {self._y(first[1])} m"]
        steps += [f"{self._x(x)} {self._y(y)} l" for x, y in others]
        self._orders.append(" ".join([*steps, "h f"]))

    def strokes(self, points: list[tuple[float, float]], color: Color, width_pt: float) -> None:
        """A line through several points, its corners round."""
        self._set_stroke(color, width_pt)
        first, *others = points
        steps = [f"{self._x(first[0])} {self._y(first[1])} m"]
        steps += [f"{self._x(x)} {self._y(y)} l" for x, y in others]
        self._orders.append(" ".join(["1 j", *steps, "S 0 j"]))

    def disc(self, x: float, y: float, radius: float, color: Color) -> None:
        """A filled circle."""
        self._set_fill(color)
        k = 0.5523 * radius
        self._orders.append(
            " ".join(
                [
                    f"{self._x(x + radius)} {self._y(y)} m",
                    self._curve((x + radius, y + k), (x + k, y + radius), (x, y + radius)),
                    self._curve((x - k, y + radius), (x - radius, y + k), (x - radius, y)),
                    self._curve((x - radius, y - k), (x - k, y - radius), (x, y - radius)),
                    self._curve((x + k, y - radius), (x + radius, y - k), (x + radius, y)),
                    "f",
                ]
            )
        )

    def unit_path(self, box: Box, path: str, units: int, color: Color) -> None:
        """A path drawn in a square of `units` by `units`, origin at the lower left, stretched over the box."""
        self._set_fill(color)
        scale_x, scale_y = box.w * POINTS_PER_MM / units, box.h * POINTS_PER_MM / units
        self._orders.append(
            f"q {scale_x:.5f} 0 0 {scale_y:.5f} {self._x(box.x)} {self._y(box.bottom)} cm {path} f Q"
        )

    def image(self, box: Box, picture: XObject) -> None:
        """A picture stretched over the box."""
        self.xobjects[picture.name] = picture
        width, height = box.w * POINTS_PER_MM, box.h * POINTS_PER_MM
        self._orders.append(
            f"q {width:.2f} 0 0 {height:.2f} {self._x(box.x)} {self._y(box.bottom)} cm /{picture.name} Do Q"
        )

    def repeat(self, drawing: XObject) -> None:
        """A drawing that is already in the file, where it was drawn."""
        self.xobjects[drawing.name] = drawing
        self._orders.append(f"q /{drawing.name} Do Q")

    # -- text --------------------------------------------------------------------------------------------------

    def text(
        self,
        box: Box,
        words: str,
        style: Style,
        color: Color,
        align: Align = Align.LEFT,
        *,
        baseline: float = 0.0,
    ) -> Line:
        """One line, its capitals centred in the height of the box, or on a baseline `baseline` mm below its top."""
        shown = self._cleaned(words)
        line = fit(shown, style, box.w * POINTS_PER_MM)
        if not shown:
            return line
        if not baseline:
            capitals = typeface(style.face).cap_height / 1000 * line.size / POINTS_PER_MM
            baseline = (box.h + capitals) / 2
        self._put(box, line, style, color, align, box.y + baseline)
        return line

    def label(
        self, box: Box, words: str, style: Style, color: Color, smaller: Style, align: Align = Align.LEFT
    ) -> None:
        """One line as it is if it fits, else the `smaller` style in as many lines as the box holds."""
        shown = self._cleaned(words)
        if width_of(shown, style, style.size) <= box.w * POINTS_PER_MM:
            self.text(box, shown, style, color, align)
        else:
            self.paragraph(box, shown, smaller, color, align, middle=True)

    def paragraph(
        self,
        box: Box,
        words: str,
        style: Style,
        color: Color,
        align: Align = Align.LEFT,
        *,
        middle: bool = False,
    ) -> float:
        """Several lines from the top of the box (or in the middle of it); returns the height used, in mm."""
        most = max(1, int(box.h * POINTS_PER_MM / (style.size * _LINE_HEIGHT)))
        lines = wrap(self._cleaned(words), style, box.w * POINTS_PER_MM, most)
        if not lines:
            return 0.0
        leading = lines[0].size * _LINE_HEIGHT / POINTS_PER_MM
        used = leading * len(lines)
        top = box.y + (max(0.0, box.h - used) / 2 if middle else 0.0)
        capitals = typeface(style.face).cap_height / 1000 * lines[0].size / POINTS_PER_MM
        for number, line in enumerate(lines):
            self._put(box, line, style, color, align, top + leading * number + (leading + capitals) / 2)
        return used

    def _cleaned(self, words: str) -> str:
        shown, lost = clean(words)
        if lost:
            self.replaced.update(dict.fromkeys(lost))
        return shown

    def _put(self, box: Box, line: Line, style: Style, color: Color, align: Align, baseline: float) -> None:
        x = box.x
        spare = box.w - line.width / POINTS_PER_MM
        if align is Align.RIGHT:
            x += spare
        elif align is Align.CENTER:
            x += spare / 2
        self._set_fill(color)
        orders = [f"BT 1 0 0 1 {self._x(x)} {self._y(baseline)} Tm"]
        if style.tracking:
            orders.append(f"{style.tracking:.2f} Tc")
        for run in encode(line.text, style.face, style.tabular):
            self._document.glyphs(run.face).update(run.glyphs)
            orders.append(f"/{FONT_NAMES[run.face]} {line.size:g} Tf <{run.codes}> Tj")
        orders.append("0 Tc ET" if style.tracking else "ET")
        self._orders.append(" ".join(orders))
        if self._trace:
            self._trace(Placed(line.text, box, x, baseline, line.size, line.width, style))

    # -- state -------------------------------------------------------------------------------------------------

    def _x(self, x: float) -> str:
        return f"{x * POINTS_PER_MM:.2f}"

    def _y(self, y: float) -> str:
        return f"{(self._height - y) * POINTS_PER_MM:.2f}"

    def _curve(self, a: tuple[float, float], b: tuple[float, float], end: tuple[float, float]) -> str:
        return " ".join(f"{self._x(x)} {self._y(y)}" for x, y in (a, b, end)) + " c"

    def _set_fill(self, color: Color) -> None:
        if color != self._fill:
            self._fill = color
            self._orders.append("{:.3g} {:.3g} {:.3g} rg".format(*color))

    def _set_stroke(self, color: Color, width_pt: float) -> None:
        if (color, width_pt) != self._stroke:
            self._stroke = (color, width_pt)
            self._orders.append("{:.3g} {:.3g} {:.3g} RG {:g} w".format(*color, width_pt))
