"""Day and month exchanged by an English Excel: typed `10/03/2024` became 3 October 2024, `25/03/2024` stayed text.

The sign is a whole column: no real date has a day above 12, while the dates that stayed text have. Then the real ones
are exchanged back, and each says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bimbing.intake.imports.model import Cell

FEWEST_TEXT = 3
ODDS, ODDS_BESIDE_ANOTHER = 200.0, 8.0
"""How much likelier the exchange must make the column than chance; less where the same table has such a column already."""
ODDS_OF_TWO = 5.0
"""Two different dates beside exchanged columns: too little to be sure of, enough to ask."""
REAL_ODDS, TEXT_ODDS = 30 / 12, 30 / 18
"""A day of 12 or less is that much likelier in an exchanged real date, one above in a date that stayed text."""
_NUMERIC = re.compile(r"\s*'?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(?:\d{4}|\d{2})\s*")


def is_exchanged(cells: Iterable[Cell], odds: float = ODDS, fewest: int = FEWEST_TEXT) -> bool:
    """Whether the real dates of a column were read month first.

    Each real date with a day of 12 or less and each text date with more speaks for it; one of the other kind speaks
    against it, unless it is a single slip among many.
    """
    real = late = text = text_late = 0
    seen: set[date] = set()
    for cell in cells:
        if isinstance(cell, date):
            if cell not in seen:  # the same date many times over is no more telling than once
                seen.add(cell)
                real += 1
                late += cell.day > 12
        elif isinstance(cell, str) and (match := _NUMERIC.fullmatch(cell)):
            text += 1
            text_late += int(match[1]) > 12
    if not real or text < fewest or late > real * 0.02 or text_late < text * 0.9:
        return False
    return REAL_ODDS ** min(real, 40) * TEXT_ODDS ** min(text_late, 40) >= odds


def turn(text: str) -> str | None:
    """A date in figures that was written month first, day first: `03/10/2026` → `10/03/2026`; None for any other text."""
    match = _NUMERIC.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    return f"{match[2]}/{match[1]}/{re.split(r'[/.-]', text)[-1].strip()}"


def exchange(day: date) -> date | None:
    """The date with day and month exchanged; None where it cannot have been (a day above 12)."""
    if day.day > 12:
        return None
    return date(day.year, day.day, day.month)
