"""Small charts as tables and inline SVG. Lengths are attributes, never styles, so that the strict policy holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a bar: its kind, its value, and where it lies (per cent of the bar's full length, or units)."""

    kind: str
    label: str
    value: int
    start: float
    size: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart."""

    label: str
    total: int
    url: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a column chart, in units of the drawing."""

    label: str
    total: int
    url: str
    x: float
    middle: float
    top: float
    parts: tuple[Part, ...]


def _get(row: Any, name: str, default: Any = "") -> Any:
    return row.get(name, default) if isinstance(row, Mapping) else getattr(row, name, default)


def _pieces(row: Any) -> list[tuple[str, str, int]]:
    parts = _get(row, "parts", None)
    if parts:
        return [(str(_get(p, "kind")), str(_get(p, "label")), int(_get(p, "value", 0))) for p in parts]
    return [(str(_get(row, "kind") or "accent"), "", int(_get(row, "value", 0)))]


def horizontal(rows: Iterable[Any], limit: int | None = None) -> list[Bar]:
    """Rows (`label`, `value` or `parts`, optional `url`, `kind`) as bars; `limit` is the value of a full bar."""
    listed = [(row, _pieces(row)) for row in rows]
    full = limit or max((sum(value for *_, value in pieces) for _, pieces in listed), default=0) or 1
    bars = []
    for row, pieces in listed:
        start, parts = 0.0, []
        for kind, label, value in pieces:
            size = round(100 * value / full, 2)
            parts.append(Part(kind, label, value, round(start, 2), size))
            start += size
        bars.append(
            Bar(str(_get(row, "label")), sum(p.value for p in parts), str(_get(row, "url")), tuple(parts))
        )
    return bars


def round_top(highest: int) -> int:
    """The smallest 1, 2, 5 × 10ⁿ × 4 steps that holds `highest`, so that the rules carry whole, round numbers."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if factor * step * 4 >= highest:
                return factor * step * 4
        step *= 10


#: The drawing of a column chart, in its own units: narrow enough that its words stay legible on a phone.
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 560, 220, 40, 18, 24


@dataclass(frozen=True, slots=True)
class Columns:
    """A whole column chart: the columns, the rules (y, number) and the legend (kind, label)."""

    columns: tuple[Column, ...]
    rules: tuple[tuple[float, int], ...]
    legend: tuple[tuple[str, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM
    bar: float = 0


def vertical(rows: Sequence[Any]) -> Columns:
    """Rows (`label`, `value` or `parts`, optional `url`) as stacked columns from left to right."""
    listed = [(row, _pieces(row)) for row in rows]
    highest = round_top(max((sum(value for *_, value in pieces) for _, pieces in listed), default=0))
    room = HEIGHT - BOTTOM - TOP
    slot = (WIDTH - LEFT) / max(len(listed), 1)
    bar = round(min(slot * 0.62, 56), 1)
    legend: dict[str, str] = {}
    columns = []
    for index, (row, pieces) in enumerate(listed):
        middle = round(LEFT + slot * (index + 0.5), 1)
        bottom, parts = float(HEIGHT - BOTTOM), []
        for kind, label, value in pieces:
            legend.setdefault(kind, label)
            size = round(room * value / highest, 1)
            bottom -= size
            parts.append(Part(kind, label, value, round(bottom, 1), size))
        total = sum(p.value for p in parts)
        columns.append(
            Column(
                str(_get(row, "label")),
                total,
                str(_get(row, "url")),
                round(middle - bar / 2, 1),
                middle,
                round(bottom - 5, 1),
                tuple(parts),
            )
        )
    rules = tuple((round(HEIGHT - BOTTOM - room * step / 4, 1), highest * step // 4) for step in range(5))
    shown = tuple((kind, label) for kind, label in legend.items() if label)
    return Columns(tuple(columns), rules, shown, bar=bar)
