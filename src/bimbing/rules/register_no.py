"""Register numbers from a template of the office, e.g. `{seq:3}/{program}/{section}/{roman_month}/{year}`.

Formats are local; imported numbers stay as they are. A template is checked when it is set, so that
writing a number cannot fail at the counter.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Final


class TemplateProblem(StrEnum):
    """Why a template is refused."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    BRACES = "braces"
    UNKNOWN_FIELD = "unknown_field"
    BAD_WIDTH = "bad_width"
    NO_SEQUENCE = "no_sequence"
    SEQUENCE_TWICE = "sequence_twice"
    NO_YEAR = "no_year"


DEFAULT_TEMPLATE: Final = "{seq:3}/{program}/{section}/{roman_month}/{year}"
MAX_TEMPLATE_LENGTH: Final = 100

_FIELD: Final = re.compile(r"\{([a-z_0-9]*)(?::([^{}]*))?\}")
_WIDTH: Final = re.compile(r"[1-8]")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_PATTERNS: Final = {
    "seq": r"(?P<seq>[0-9]+)",
    "program": r"[A-Za-z_. ]+",
    "section": r"[A-Za-z]+",
    "roman_month": "(?:" + "|".join(sorted(_ROMAN, key=len, reverse=True)) + ")",
    "month": "(?:0[1-9]|1[0-2])",
    "year": r"(?P<year>[0-9]{4})",
    "year2": r"(?P<year2>[0-9]{2})",
}
_YEARS: Final = frozenset({"year", "year2"})


def register_key(number: str) -> str:
    """A number as it is compared: upper case, without spaces. Leading zeros and separators count."""
    return "".join(number.upper().split())


def template_problems(template: str, *, resets_yearly: bool = True) -> tuple[TemplateProblem, ...]:
    """What is wrong with the template; empty when it can be used.

    With a yearly restart of the sequence the year must be in the number, otherwise last year's
    numbers come again.
    """
    if not template.strip():
        return (TemplateProblem.EMPTY,)
    found = set()
    names = [match[1] for match in _FIELD.finditer(template)]
    rest = _FIELD.sub("", template)
    if len(template) > MAX_TEMPLATE_LENGTH:
        found.add(TemplateProblem.TOO_LONG)
    if "{" in rest or "}" in rest:
        found.add(TemplateProblem.BRACES)
    if not _PATTERNS.keys() >= set(names):
        found.add(TemplateProblem.UNKNOWN_FIELD)
    if not all(_width_is_good(match[1], match[2]) for match in _FIELD.finditer(template)):
        found.add(TemplateProblem.BAD_WIDTH)
    if "seq" not in names:
        found.add(TemplateProblem.NO_SEQUENCE)
    if names.count("seq") > 1:
        found.add(TemplateProblem.SEQUENCE_TWICE)
    if resets_yearly and _YEARS.isdisjoint(names):
        found.add(TemplateProblem.NO_YEAR)
    return tuple(problem for problem in TemplateProblem if problem in found)


def register_number(template: str, *, seq: int, program: str, section: str, on: date) -> str:
    """The number `seq` in the book, written by the template; a longer sequence is never cut.

    `program` and `section` are written as given. Raises ValueError for a template that
    `template_problems` refuses and for a sequence below 1.
    """
    problems = template_problems(template, resets_yearly=False)
    if problems:
        raise ValueError(f"register template refused: {', '.join(problems)}")
    if seq < 1:
        raise ValueError("register numbers start at 1")
    values = {
        "program": program,
        "section": section,
        "roman_month": _ROMAN[on.month - 1],
        "month": f"{on.month:02d}",
        "year": f"{on.year:04d}",
        "year2": f"{on.year % 100:02d}",
    }

    def write(match: re.Match[str]) -> str:
        if match[1] == "seq":
            return str(seq).zfill(int(match[2] or 1))
        return values[match[1]]

    return _FIELD.sub(write, template)


def sequence_of(template: str, number: str, *, year: int | None = None) -> int | None:
    """The sequence in a number that was written by this template, else None.

    Used to go on counting after an import. `year` leaves out numbers of other years.
    """
    pattern = "".join(
        _PATTERNS.get(part[1:-1].split(":")[0], "(?!)") if part.startswith("{") else re.escape(part)
        for part in re.split(r"(\{[^{}]*\})", template)
        if part
    )
    try:
        match = re.fullmatch(pattern, number.strip(), re.IGNORECASE)
    except re.error:  # the same named field twice: a template that is refused anyway
        return None
    if match is None or "seq" not in match.groupdict():
        return None
    groups = match.groupdict()
    if year is not None and not _is_of_year(groups.get("year"), groups.get("year2"), year):
        return None
    return int(groups["seq"])


def _is_of_year(written: str | None, short: str | None, year: int) -> bool:
    return (written is None or int(written) == year) and (short is None or int(short) == year % 100)


def _width_is_good(name: str, width: str | None) -> bool:
    return width is None or (name == "seq" and _WIDTH.fullmatch(width) is not None)
