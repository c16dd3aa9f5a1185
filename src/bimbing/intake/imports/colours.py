"""What colours mean in a workbook: legends in words (`Merah = dicabut`) or beside a coloured cell, and the fills of rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bimbing.intake.imports.reader import Book, Sheet
from bimbing.rules.reading import plain
from bimbing.rules.status_words import read_remark, read_status

_COLOURS: tuple[tuple[str, str], ...] = (
    ("red", r"merah|red"), ("yellow", r"kuning|yellow"), ("green", r"hijau|green"), ("blue", r"biru|blue"),
    ("orange", r"oranye|orange|jingga|oren"), ("grey", r"abu[\s-]*abu|grey|gray"), ("purple", r"ungu|purple"), ("pink", r"merah\s*muda|pink"),
    ("brown", r"coklat|cokelat|brown"),
)  # fmt: skip
_EXPLAINED = re.compile(
    r"(?:warna\s+)?(?P<word>[^=:]{3,20}?)\s*(?:=|:|\s-\s|→)\s*(?P<means>.+)$", re.IGNORECASE
)
_STILL = re.compile(r"masih\s+aktif", re.IGNORECASE)
LONGEST_MEANING = 60


@dataclass(slots=True)
class _Legend:
    """What one sheet explains: by exact fill, and by the word for a colour. None: explained, but no status."""

    fills: dict[str, str | None] = field(default_factory=dict)
    words: dict[str, str | None] = field(default_factory=dict)


class Legends:
    """The legends of a workbook: a sheet's own wins, else what the other sheets explain holds for it too."""

    def __init__(self, book: Book) -> None:
        found = {sheet.name: _legend_of(sheet) for sheet in book.sheets}
        self._own = {name: legend for name, legend in found.items() if legend.fills or legend.words}
        self._common = _Legend()
        for legend in self._own.values():
            self._common.fills.update(legend.fills)
            self._common.words.update(legend.words)

    def of(self, sheet: Sheet) -> dict[str, str | None]:
        """Fill → status for the fills of a sheet that are explained."""
        legend = self._own.get(sheet.name, self._common)
        known: dict[str, str | None] = dict(legend.fills)
        if legend.words:
            for colour in set(sheet.fills.values()):
                if colour not in known and (hue := hue_of(colour)) in legend.words:
                    known[colour] = legend.words[hue]
        return known


def _legend_of(sheet: Sheet) -> _Legend:
    legend = _Legend()
    for number, row in enumerate(sheet.rows, start=1):
        if not 0 < len(row) - row.count(None) <= 2:
            continue
        filled = [(c, v) for c, v in enumerate(row) if v is not None]
        text = " ".join(plain(v) for _, v in filled)
        match = _EXPLAINED.match(text)
        hue = _hue_word(match["word"]) if match else None
        if match is not None and hue is not None:
            legend.words[hue] = status = _status_of(match["means"])
            for column, _ in filled:
                if own := sheet.fills.get((number, column)):
                    legend.fills[own] = status
        elif sheet.fills and len(text) <= LONGEST_MEANING:
            _beside(sheet, number, [c for c, _ in filled], text, legend)
    return legend


def _beside(sheet: Sheet, number: int, columns: list[int], text: str, legend: _Legend) -> None:
    """A coloured empty cell with its meaning to the right, and nothing else in the row."""
    first = columns[0]
    swatch = [c for c in range(max(0, first - 2), first) if (number, c) in sheet.fills]
    told = read_status(re.sub(r"^[\s=:-]+", "", text))
    if swatch and (number, first) not in sheet.fills and told.value is not None:
        legend.fills[sheet.fills[number, swatch[-1]]] = None if _STILL.search(text) else told.value


def _status_of(means: str) -> str | None:
    if _STILL.search(means):
        return None
    told = read_remark(means).value
    return told.status if told else None


def _hue_word(text: str) -> str | None:
    return next(
        (hue for hue, pattern in reversed(_COLOURS) if re.fullmatch(pattern, text.strip(), re.IGNORECASE)),
        None,
    )


def hue_of(colour: str) -> str:
    """A rough name for `RRGGBB`."""
    r, g, b = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    if max(r, g, b) - min(r, g, b) < 30:
        return "grey" if max(r, g, b) < 245 else "white"
    if r > 150 and g > 150 and b < 0.8 * min(r, g):
        return "yellow" if g > 0.85 * r else "orange"
    if r >= g and r >= b:
        return "orange" if g > 0.6 * r and b < 0.5 * r else "red"
    return "green" if g >= b else "blue"
