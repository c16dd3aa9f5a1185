"""Indonesian (and English) words of the calendar: months, days of the week, ranges."""

from __future__ import annotations

import re

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_MONTH_WORDS = (
    "januari january jan jn",
    "februari february pebruari febuari pebuari feb peb pebr febr fbr",
    "maret march mar mrt mart mrc",
    "april apr apl aprl avril",
    "mei may",
    "juni june jun jn",
    "juli july jul jl",
    "agustus august agu ags agt agust agst agts aug agustu agus",
    "september sep sept spt septem",
    "oktober october okt oct oktb",
    "november nopember nov nop nopem",
    "desember december des dec dsb desem",
)
MONTH_NUMBERS: dict[str, int] = {}
for _number, _words in enumerate(_MONTH_WORDS, start=1):
    for _word in _words.split():
        MONTH_NUMBERS[_word] = _number
del MONTH_NUMBERS["jn"]  # January or June: nobody can tell

ROMAN_MONTHS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6,
    "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip
DAY_NUMBERS = {
    "senin": 0, "sen": 0, "monday": 0, "mon": 0, "selasa": 1, "sel": 1, "tuesday": 1, "tue": 1,
    "rabu": 2, "rab": 2, "wednesday": 2, "wed": 2, "kamis": 3, "kam": 3, "thursday": 3, "thu": 3,
    "jumat": 4, "jum": 4, "friday": 4, "fri": 4, "sabtu": 5, "sab": 5, "saturday": 5, "sat": 5,
    "minggu": 6, "ahad": 6, "sunday": 6, "sun": 6,
}  # fmt: skip

# "until": the word between the two ends of a period
RANGE = re.compile(
    r"(?<![a-z])(?:s\s*/\s*d\.?|s\s*\.\s*d\s*\.?|s\s+d|sd|s\.?d\.?d|sampai(?:\s+(?:dengan|dgn|dg|d))?|hingga|until|to)(?![a-z])"
    r"|->|→|=>|>>|~",
    re.IGNORECASE,
)


def _one_slip(typed: str, word: str) -> bool:
    """Whether one letter was added, left out, changed, or two neighbours exchanged."""
    if abs(len(typed) - len(word)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(word)) and typed[start] == word[start]:
        start += 1
    rest, goal = typed[start:], word[start:]
    if len(rest) == len(goal):
        return rest[1:] == goal[1:] or (rest[:2] == goal[:2][::-1] and rest[2:] == goal[2:])
    return rest[1:] == goal if len(rest) > len(goal) else rest == goal[1:]


def month_of(word: str) -> tuple[int | None, bool]:
    """(month 1–12 or None, whether it was misspelt) for a lower-case word; one slip in a long name is forgiven."""
    if word in MONTH_NUMBERS:
        return MONTH_NUMBERS[word], False
    if len(word) >= 5:
        near = {number for name, number in MONTH_NUMBERS.items() if len(name) >= 5 and _one_slip(word, name)}
        if len(near) == 1:
            return near.pop(), True
    return None, False
