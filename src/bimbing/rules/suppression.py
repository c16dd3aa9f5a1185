"""Small numbers about children do not leave the office: whoever knows a village finds the one child behind a 1.

A column is given with its sum, so one hidden number alone could be taken from it; then a second is hidden with it
(PP 9/2017, UU 27/2022: data of children are specific data; an office may guide six children in all).
"""

from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

#: The smallest number that may be told.
LEAST_TOLD: Final = 5


class Hidden(Enum):
    """Why a number is not told: it is small itself, or it would give a small one away."""

    SMALL = auto()
    WITH_IT = auto()


def told(numbers: Sequence[int]) -> list[int | Hidden]:
    """A column as it may be told beside its sum. 0 hides nobody and is told."""
    told: list[int | Hidden] = [Hidden.SMALL if 0 < number < LEAST_TOLD else number for number in numbers]
    hidden = [place for place, number in enumerate(told) if number is Hidden.SMALL]
    if len(hidden) == 1:
        others = [place for place, number in enumerate(numbers) if number >= LEAST_TOLD]
        if others:
            told[min(others, key=lambda place: (numbers[place], place))] = Hidden.WITH_IT
    return told


def sum_told(numbers: Sequence[int]) -> int | Hidden:
    """The sum of a column: not told while one hidden number stands in it alone, for it would be that number."""
    total, hides = sum(numbers), sum(isinstance(number, Hidden) for number in told(numbers))
    return Hidden.SMALL if hides == 1 or 0 < total < LEAST_TOLD else total
