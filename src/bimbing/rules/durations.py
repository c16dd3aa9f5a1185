"""Terms of imprisonment and hours of community service, as verdicts and registers write them.

A term keeps the units of the verdict: `18 bln` is eighteen months, not a year and a half (they are counted differently).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bimbing.rules.reading import (
    LONGEST_CELL,
    Doubt,
    DoubtCode,
    Raw,
    Reading,
    ask,
    error,
    formula_error,
    is_blank,
    is_ditto,
    note,
    number_of,
    plain,
)

Term = tuple[int, int, int]  # years, months, days

# KUHP (UU 1/2023) Article 85: 8 to 240 hours of community service; UU 11/2012 Article 76: a child 7 to 120.
FEWEST_HOURS, MOST_HOURS = 7, 240


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a verdict says: the term, or for life; beside it fine, subsidiary term and the period of probation."""

    years: int = 0
    months: int = 0
    days: int = 0
    life: bool = False
    subsidiary: Term | None = None
    fine: str = ""
    probation: Term | None = None

    @property
    def term(self) -> Term:
        """(years, months, days) as pronounced."""
        return self.years, self.months, self.days


_YEARS = r"t(?:h|hn|ahun|aun|ahn|hun)?"
_MONTHS = r"b(?:l|ln|ulan|uln|lan|n)?"
_DAYS = r"h(?:r|ri|ari)?"
_WEEKS = r"m(?:g|gg|inggu)"
_PART = re.compile(
    rf"(?P<whole>\d+)(?:\s*[.,]\s*(?P<decimal>\d+))?\s*(?:\([^)\d]*\)\s*)?(?P<unit>{_YEARS}|{_MONTHS}|{_DAYS}|{_WEEKS})(?![a-z])\.?",
    re.IGNORECASE,
)
_NUMERALS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10,
    "sebelas": 11,
}  # fmt: skip
_LIFE = re.compile(
    r"s(?:e|eu)?umur\s*hidup|(?<![a-z])sh(?![a-z])|pidana\s+mati\s+menjadi\s+seumur", re.IGNORECASE
)
_PROBATION = re.compile(r"(?:dgn|dengan)?\s*(?:masa\s*)?(?:per)?cobaan|(?<![a-z])mp(?![a-z])", re.IGNORECASE)
_FINE = re.compile(r"(?<![a-z])(?:denda|dnd|rp\.?)|(?<![a-z])(?:up|uang\s+pengganti)(?![a-z])", re.IGNORECASE)
_SUBSIDIARY = re.compile(
    r"(?<![a-z])(?:subsid(?:ai|ia|e)?r[a-z]*|subs?(?:id)?|sbs)(?![a-z])\.?|\+", re.IGNORECASE
)
_MONEY = re.compile(
    r"rp\.?\s*[\d.,]+(?:\s*(?:jt|juta|m|milyar|miliar|ribu|rb))?|\d[\d.,]*\s*(?:jt|juta|milyar|miliar|milliar|m|ribu|rb)(?![a-z])"
    r"|\d{1,3}(?:[.,]\d{3}){2,}(?:,-)?",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?<![a-z])(?:pidana|penjara|hukuman|kurungan|selama|lamanya|pp|dan|dikurangi|potong|tahanan|denda|dnd|rp|dengan|dgn|masa|"
    r"vonis|putusan|lama|dijatuhi|tp|m|jt|juta|miliar|milyar|sub|subs|subsider|subsidair|uang|pengganti|up|berdasarkan)(?![a-z])",
    re.IGNORECASE,
)


def read_sentence(raw: Raw) -> Reading[Sentence]:
    """The term in a cell: `2 thn 6 bln`, `1 (satu) tahun`, `5 th denda 1 M sub 3 bln`, `SEUMUR HIDUP`.

    A decimal (`2,6 th`: two and a half years, or two years six months as offices mean it) has no value; the doubt
    suggests the office's meaning as `2-6-0`. A bare number has none either: years or months, nobody can tell.
    """
    if is_blank(raw) and not is_ditto(raw):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    text = plain(raw)[:LONGEST_CELL]
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=text),))
    if number_of(raw) is not None or re.fullmatch(r"[\d.,]+", text):
        return Reading(None, (_bare_number(text),))
    main, rest, probation = _divide(_numerals_in_words(text))
    subsidiary, fine = _beside(rest)
    if _LIFE.search(main):
        return Reading(Sentence(life=True, subsidiary=subsidiary, fine=fine))
    decimal = next((part for part in _PART.finditer(main) if part["decimal"]), None)
    if decimal is not None:
        return Reading(None, (_decimal_doubt(decimal, text),))
    term = _term(main)
    if term is None or sum(term) == 0:
        return Reading(None, (error(DoubtCode.SENTENCE_UNCLEAR, raw=text),))
    if _unread_numbers(main):
        return Reading(None, (ask(DoubtCode.SENTENCE_UNCLEAR, raw=text, suggest="-".join(map(str, term))),))
    doubts = (note(DoubtCode.EXTRA_TEXT, raw=text),) if re.search(r"[^\W\d_]{2,}", _rest(main)) else ()
    return Reading(Sentence(*term, False, subsidiary, fine, probation), doubts)


def _bare_number(text: str) -> Doubt:
    match = re.fullmatch(r"(\d{1,2})[.,](\d{1,2})", text)
    if match and int(match[2]) < 12:
        return ask(DoubtCode.SENTENCE_DECIMAL, raw=text, suggest=f"{int(match[1])}-{int(match[2])}-0")
    return ask(DoubtCode.SENTENCE_UNCLEAR, raw=text)


def _decimal_doubt(part: re.Match[str], text: str) -> Doubt:
    whole, decimal = int(part["whole"]), int(part["decimal"])
    if _unit(part["unit"]) == 0 and decimal < 12:
        return ask(DoubtCode.SENTENCE_DECIMAL, raw=text, suggest=f"{whole}-{decimal}-0")
    return ask(DoubtCode.SENTENCE_DECIMAL, raw=text)


def _numerals_in_words(text: str) -> str:
    """`dua tahun enam bulan` → `2 tahun 6 bulan`; a numeral in brackets only repeats the number and goes."""
    text = re.sub(r"(?<=\d)\s*\(\s*[a-z ]+\)", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<![a-z])setengah\s+tahun", "6 bulan", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<![a-z])se(?=(?:tahun|bulan|hari)(?![a-z]))", "1 ", text, flags=re.IGNORECASE)
    text = re.sub(
        r"(?<![a-z])(satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)\s+(belas|puluh)(?:\s+(satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan))?(?![a-z])",
        _tens, text, flags=re.IGNORECASE,
    )  # fmt: skip
    word = "|".join(_NUMERALS)
    return re.sub(
        rf"(?<![a-z])({word})(?![a-z])", lambda m: str(_NUMERALS[m[1].casefold()]), text, flags=re.IGNORECASE
    )


def _tens(match: re.Match[str]) -> str:
    first = _NUMERALS[match[1].casefold()]
    if match[2].casefold() == "belas":
        return str(10 + first) + (f" {match[3]}" if match[3] else "")
    return str(10 * first + (_NUMERALS[match[3].casefold()] if match[3] else 0))


def _divide(text: str) -> tuple[str, str, Term | None]:
    """(the term itself, what stands beside it, the period of probation)."""
    probation = None
    trial = _PROBATION.search(text)
    if trial and trial.start() > 0:
        probation = _term(text[trial.end() :])
        text = text[: trial.start()]
    cut = min(
        (match.start() for pattern in (_FINE, _SUBSIDIARY, _MONEY) if (match := pattern.search(text))),
        default=len(text),
    )
    if _PART.search(text[:cut]) is None and not _LIFE.search(text[:cut]):
        return text, "", probation
    return text[:cut], text[cut:], probation


def _beside(rest: str) -> tuple[Term | None, str]:
    """(subsidiary term, fine as text) of `denda 1 M sub 3 bln`, `/800jt/2bln`, `+ sub 2 bln`."""
    if not rest:
        return None, ""
    subsidiary = _term(_MONEY.sub(" ", rest))
    money = _MONEY.search(rest)
    return subsidiary, re.sub(r"\s+", " ", money.group()).strip(" /.,") if money else ""


def _unit(word: str) -> int:
    """0 years, 1 months, 2 days, 3 weeks."""
    first = word[0].casefold()
    return "tbhm".index(first)


def _term(text: str) -> Term | None:
    found = [0, 0, 0]
    seen = False
    for part in _PART.finditer(text):
        if len(part["whole"]) > 4:
            return None
        unit, amount = _unit(part["unit"]), int(part["whole"])
        if unit == 3:
            unit, amount = 2, 7 * amount
        found[unit] += amount
        seen = True
    return (found[0], found[1], found[2]) if seen else None


def _rest(main: str) -> str:
    return _FILLER.sub(" ", _PART.sub(" ", main))


def _unread_numbers(main: str) -> bool:
    """Whether numbers stand in the term that nobody has read, or one unit comes twice (two verdicts?)."""
    units = [_unit(part["unit"]) for part in _PART.finditer(main)]
    return bool(re.search(r"\d", _rest(main))) or len(set(units)) < len(units)


_HOURS = re.compile(
    r"(\d{1,4})(?:\s*[.,]\s*(\d+))?\s*(?:\([^)]*\)\s*)?(?:jam|jm|hours?|j)(?![a-z])", re.IGNORECASE
)


def read_hours(raw: Raw) -> Reading[int]:
    """Hours of community service ordered or done: `120 jam`, `60`, `240 (dua ratus empat puluh) jam`.

    Outside 7–240 (KUHP 2023 Article 85; UU 11/2012 Article 76) the number is kept with a doubt.
    """
    if is_blank(raw):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    text = plain(raw)[:LONGEST_CELL]
    match = _HOURS.search(text) or re.fullmatch(r"(\d{1,4})(?:[.,](\d+))?", text)
    if match is None or (match[2] and int(match[2])):
        return Reading(None, (ask(DoubtCode.HOURS_UNCLEAR, raw=text),))
    hours = int(match[1])
    if not FEWEST_HOURS <= hours <= MOST_HOURS:
        return Reading(hours, (ask(DoubtCode.HOURS_OUT_OF_RANGE, raw=text, hours=str(hours)),))
    return Reading(hours)


def sentence_text(years: int, months: int = 0, days: int = 0) -> str:
    """`1 tahun 6 bulan` for (0, 18, 0) too; "" for no term at all."""
    years, months = years + months // 12, months % 12
    parts = ((years, "tahun"), (months, "bulan"), (days, "hari"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount)
