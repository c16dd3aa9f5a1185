"""Day and month exchanged by an English Excel: typed `10/03/2024` became 3 October 2024, `25/03/2024` stayed text.

The sign is a whole column: no real date has a day above 12, while the dates that stayed text have. Then the real ones
are exchanged back, and each says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bimbing.intake.imports.model import Cell

FEWEST_REAL = 5
FEWEST_TEXT = 3
_NUMERIC = re.compile(r"\s*'?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(?:\d{4}|\d{2})\s*")


def is_exchanged(cells: Iterable[Cell]) -> bool:
    """Whether the real dates of a column were read month first.

    By chance eight real dates all have a day of 12 or less once in 1,500 columns, and then the text dates would
    not all have more.
    """
    real = late = text = text_late = 0
    for cell in cells:
        if isinstance(cell, date):
            real += 1
            late += cell.day > 12
        elif isinstance(cell, str) and (match := _NUMERIC.fullmatch(cell)):
            text += 1
            text_late += int(match[1]) > 12
    if real < FEWEST_REAL or text < FEWEST_TEXT:
        return False
    return late <= real * 0.02 and text_late >= text * 0.9


def exchange(day: date) -> date | None:
    """The date with day and month exchanged; None where it cannot have been (a day above 12)."""
    if day.day > 12:
        return None
    return date(day.year, day.day, day.month)
