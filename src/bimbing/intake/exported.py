"""A workbook about to be written: sheets of plain cells."""

from dataclasses import dataclass
from datetime import date

Cell = str | int | date | None


@dataclass(slots=True)
class Sheet:
    """One sheet; a line that is shorter than others leaves the rest empty."""

    name: str
    lines: list[list[Cell]]
