"""Reading one date as an Indonesian office writes it: day first, month names, Excel's serial numbers.

Dates have no time and no zone. `today` is only a yardstick (for two-digit years and births), never a default value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bimbing.rules.calendar_words import DAY_NUMBERS, DAYS, RANGE, ROMAN_MONTHS, month_of
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
    words,
)

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Without `today`: 00–49 is 20xx for an event, 00–14 for a birth.
DEFAULT_PIVOT, DEFAULT_BIRTH_PIVOT = 49, 14
# A register reaches this far ahead: the longest sentence a client can still be under.
YEARS_AHEAD = 30
# The age from which a person can be a client at all (UU 11/2012, Article 1).
YOUNGEST_CLIENT = 12
OLDEST_CLIENT = 100
# Serial numbers below are years or day numbers; above lies no register (18-05-1927 … 31-12-2100).
FIRST_SERIAL, LAST_SERIAL = 10_000, 73_415

_NOISE = words(
    "tgl tanggal tertanggal tg tmt per pd pada sejak mulai dari hari wib wita wit jam pukul pkl am pm t z th thn tahun "
    "tahunan bulan bln lahir dan"
)
# A time of day behind the date: with a colon, or with a dot and a word that says so.
_TIME = re.compile(
    r"(?<=\d)(?:t|[\s,]+(?:jam|pukul|pkl)?\.?\s*)\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?\s*(?:am|pm|wib|wita|wit|z)?\.?$"
    r"|(?<=\d)[\s,]+(?:(?:jam|pukul|pkl)\.?\s*\d{1,2}\.\d{2}(?:\s*wi(?:b|ta|t))?|\d{1,2}\.\d{2}\s*wi(?:b|ta|t))\.?$",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\?|±|\+\s*/\s*-|~|(?<![a-z])(?:sekitar|kira|kurang lebih|ca|perkiraan)(?![a-z])", re.IGNORECASE
)


def serial_to_date(serial: float, epoch1904: bool = False) -> date | None:
    """The date behind a spreadsheet's serial number (45361 = 10-03-2024); None outside 1900–2100.

    `epoch1904`: the workbook counts from 1904, as old Macintosh Excel does. The 1900 system's fictional
    29 February 1900 (serial 60) is nobody's date.
    """
    if not 1 <= serial < LAST_SERIAL + 1:
        return None
    days = int(serial)
    if epoch1904:
        day = date(1904, 1, 1) + timedelta(days=days)
        return day if day.year <= LAST_YEAR else None
    if days == 60:
        return None
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)


# ------------------------------------------------------------------ reading one date


@dataclass(slots=True)
class _Tokens:
    """The words and numbers of one date text, in order."""

    numbers: list[str] = field(default_factory=list)
    month: int | None = None
    month_at: int = 0  # how many numbers stood before the month's name
    misspelt: bool = False
    months_seen: int = 0
    weekday: int | None = None
    extra: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Frame:
    """How a column is read: the yardstick for two-digit years, and whether births stand there."""

    today: date | None = None
    birth: bool = False
    pivot: int | None = None
    epoch1904: bool = False


def read_date(
    raw: Raw,
    *,
    today: date | None = None,
    birth: bool = False,
    century_pivot: int | None = None,
    epoch1904: bool = False,
) -> Reading[date]:
    """The date in a cell or a typed field.

    Nothing (`-`, `00-00-0000`, `s/d`, `tidak ada`) is an empty reading. A text that means no certain day (an impossible
    date, a year alone, a three-digit year, a period left open) has no value but a doubt, with `suggest` in ISO form
    where a clerk would propose one. `century_pivot`: the largest two-digit year that is 20xx.
    """
    frame = _Frame(today, birth, century_pivot, epoch1904)
    if isinstance(raw, date):
        return _finish(_real_date(raw), frame)
    if is_blank(raw) and not is_ditto(raw):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=plain(raw)),))
    number = number_of(raw)
    if number is not None:
        return _finish(_from_number(number, plain(raw), frame), frame)
    return _finish(_from_text(plain(raw)[:LONGEST_CELL], frame), frame)


def _real_date(raw: date) -> Reading[date]:
    day = raw.date() if isinstance(raw, datetime) else raw
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return Reading(day)
    return Reading(None, (error(DoubtCode.YEAR_MISTYPED, raw=day.isoformat()),))


def _finish(reading: Reading[date], frame: _Frame) -> Reading[date]:
    """A birth must lie before today and make somebody of a possible age."""
    if not frame.birth or reading.value is None or frame.today is None:
        return reading
    born = reading.value
    if born > frame.today:
        return Reading(None, (*reading.doubts, error(DoubtCode.BIRTH_IN_FUTURE, raw=born.isoformat())))
    years = age_on(born, frame.today)
    if years > OLDEST_CLIENT or years < YOUNGEST_CLIENT:
        return Reading(born, (*reading.doubts, ask(DoubtCode.BIRTH_IMPLAUSIBLE, age=str(years))))
    return reading


def _from_number(number: float, shown: str, frame: _Frame) -> Reading[date]:
    whole = int(number)
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        day = serial_to_date(number, frame.epoch1904)
        doubt = note(DoubtCode.DATE_SERIAL, raw=shown) if day else error(DoubtCode.DATE_UNREADABLE, raw=shown)
        return Reading(day, (doubt,))
    if FIRST_YEAR <= number <= LAST_YEAR and number == whole:
        return Reading(None, (ask(DoubtCode.DATE_YEAR_ONLY, raw=shown, year=str(whole)),))
    if number == whole and len(shown) in (7, 8):
        return _digits_only(shown.zfill(8), shown, frame)
    return Reading(None, (error(DoubtCode.DATE_UNREADABLE, raw=shown),))


def _from_text(text: str, frame: _Frame) -> Reading[date]:
    text, unsure = _strip_unsure(_TIME.sub("", text))
    if is_blank(text):
        return Reading(None, unsure)
    parts = RANGE.split(text)
    if len(parts) > 1:
        return _from_range(text, parts, frame, unsure)
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", text):
        return _with(_from_number(float(text.replace(",", ".")), text, frame), unsure)
    if re.fullmatch(r"\d+", text):
        return _with(_digits_only(text, text, frame), unsure)
    return _with(_assemble(_tokens(_mend_digits(text)), text, frame), unsure)


def _with(reading: Reading[date], more: tuple[Doubt, ...]) -> Reading[date]:
    return Reading(reading.value, (*more, *reading.doubts)) if more else reading


def _strip_unsure(text: str) -> tuple[str, tuple[Doubt, ...]]:
    cleaned = _UNSURE.sub(" ", text)
    if cleaned == text:
        return text, ()
    return cleaned.strip(), (ask(DoubtCode.UNSURE_MARK, raw=text),)


def _from_range(text: str, parts: list[str], frame: _Frame, unsure: tuple[Doubt, ...]) -> Reading[date]:
    filled = [part for part in parts if re.search(r"\d", part)]
    if len(filled) > 1:
        return Reading(None, (*unsure, ask(DoubtCode.DATE_TWO, raw=text)))
    if not filled:
        return Reading(None, (*unsure, error(DoubtCode.DATE_UNREADABLE, raw=text)))
    inner = _assemble(_tokens(_mend_digits(filled[0])), text, frame)
    if filled[0] is parts[0]:
        params = {"suggest": inner.value.isoformat()} if inner.value else {}
        return Reading(None, (*unsure, ask(DoubtCode.DATE_OPEN_END, raw=text, **params), *inner.doubts))
    return Reading(inner.value, (*unsure, ask(DoubtCode.DATE_OPEN_START, raw=text), *inner.doubts))


def _mend_digits(text: str) -> str:
    """Letters typed for digits (`1O-03-2024`, `l2-03-2024`) inside a number become digits."""
    text = re.sub(r"(?<=\d)[oO](?=[\d\s./-]|$)|(?<![A-Za-z])[oO](?=\d)", "0", text)
    return re.sub(r"(?<=\d)[lI](?=[\d\s./-]|$)|(?<![A-Za-z])[lI](?=\d)", "1", text)


def _tokens(text: str) -> _Tokens:
    tokens = _Tokens()
    lowered = re.sub(r"(?<=[a-z])'(?=[a-z])", "", text.casefold())  # Jum'at
    words = re.findall(r"\d+|[^\W\d_]+", lowered)
    roman = sum(word.isdigit() for word in words) == 2
    for word in words:
        if word.isdecimal():
            tokens.numbers.append(word)
            continue
        month, misspelt = month_of(word)
        if month is None and roman and word in ROMAN_MONTHS and len(tokens.numbers) == 1:
            month = ROMAN_MONTHS[word]
        if month is not None:
            tokens.months_seen += 1
            tokens.month, tokens.misspelt, tokens.month_at = month, misspelt, len(tokens.numbers)
        elif word in DAY_NUMBERS:
            tokens.weekday = DAY_NUMBERS[word]
        elif word not in _NOISE:
            tokens.extra.append(word)
    return tokens


def _assemble(tokens: _Tokens, text: str, frame: _Frame) -> Reading[date]:
    numbers = tokens.numbers
    if tokens.months_seen > 1 or len(numbers) > 3 or (tokens.month and len(numbers) > 2):
        return Reading(
            None, (ask(DoubtCode.DATE_TWO if len(numbers) > 3 else DoubtCode.DATE_UNREADABLE, raw=text),)
        )
    if tokens.extra and not numbers:
        return Reading(None, (error(DoubtCode.DATE_UNREADABLE, raw=text),))
    if tokens.month:
        reading = _worded(tokens, numbers, text, frame)
    elif len(numbers) == 3:
        year_first = len(numbers[0]) == 4
        day, month, year = (
            (numbers[2], numbers[1], numbers[0]) if year_first else (numbers[0], numbers[1], numbers[2])
        )
        reading = _make(day, int(month), year, text, frame)
    elif len(numbers) == 2:
        reading = _two_numbers(numbers, text, frame)
    elif len(numbers) == 1:
        reading = _digits_only(numbers[0], text, frame)
    else:
        reading = Reading(None, (error(DoubtCode.DATE_UNREADABLE, raw=text),))
    return _remarks(reading, tokens, text)


def _remarks(reading: Reading[date], tokens: _Tokens, text: str) -> Reading[date]:
    doubts = list(reading.doubts)
    if tokens.misspelt:
        doubts.append(note(DoubtCode.DATE_MONTH_MISSPELT, raw=text))
    if tokens.extra:
        doubts.append(ask(DoubtCode.EXTRA_TEXT, raw=text, extra=" ".join(tokens.extra)))
    if reading.value and tokens.weekday is not None and reading.value.weekday() != tokens.weekday:
        doubts.append(ask(DoubtCode.DATE_WEEKDAY_DIFFERS, raw=text, suggest=DAYS[reading.value.weekday()]))
    return Reading(reading.value, tuple(doubts))


def _worded(tokens: _Tokens, numbers: list[str], text: str, frame: _Frame) -> Reading[date]:
    month = tokens.month or 0
    if len(numbers) == 2:
        day, year = (numbers[1], numbers[0]) if len(numbers[0]) == 4 else (numbers[0], numbers[1])
        return _make(day, month, year, text, frame)
    if len(numbers) == 1:
        if tokens.month_at == 1 and len(numbers[0]) <= 2:
            return Reading(None, (ask(DoubtCode.DATE_NO_YEAR, raw=text, day=numbers[0], month=str(month)),))
        full, doubts = _year(numbers[0], text, frame)
        if full is None:
            return Reading(None, doubts)
        return Reading(None, (ask(DoubtCode.DATE_MONTH_ONLY, raw=text, month=str(month), year=str(full)),))
    return Reading(None, (ask(DoubtCode.DATE_MONTH_ONLY, raw=text, month=str(month)),))


def _two_numbers(numbers: list[str], text: str, frame: _Frame) -> Reading[date]:
    first, second = numbers
    if len(first) + len(second) == 8 and len(first) in (2, 4) and len(second) in (4, 6):
        return _with(_digits_only(first + second, text, frame), ())  # 10-032024, 1003-2024
    if len(second) == 4 and len(first) <= 2 and 1 <= int(first) <= 12:
        return Reading(None, (ask(DoubtCode.DATE_MONTH_ONLY, raw=text, month=str(int(first)), year=second),))
    if len(first) == 4 and len(second) <= 2 and 1 <= int(second) <= 12:
        return Reading(None, (ask(DoubtCode.DATE_MONTH_ONLY, raw=text, month=str(int(second)), year=first),))
    if len(first) <= 2 and len(second) <= 2 and 1 <= int(first) <= 31 and 1 <= int(second) <= 12:
        return Reading(None, (ask(DoubtCode.DATE_NO_YEAR, raw=text, day=first, month=str(int(second))),))
    return Reading(None, (error(DoubtCode.DATE_UNREADABLE, raw=text),))


def _digits_only(digits: str, text: str, frame: _Frame) -> Reading[date]:
    """A text of digits: a year, a serial number, or a date without separators."""
    if len(digits) == 5 and FIRST_SERIAL <= int(digits) <= LAST_SERIAL:
        return _from_number(float(digits), text, frame)
    if len(digits) == 4:
        full, doubts = _year(digits, text, frame)
        return Reading(None, (ask(DoubtCode.DATE_YEAR_ONLY, raw=text, year=digits),) if full else doubts)
    if len(digits) == 8:
        doubt = note(DoubtCode.DATE_DIGITS_ONLY, raw=text)
        for day, month, year in (
            (digits[:2], digits[2:4], digits[4:]),
            (digits[6:], digits[4:6], digits[:4]),
        ):
            found = valid_date(int(year), int(month), int(day))
            if found:
                return Reading(found, (doubt,))
    if len(digits) == 6:
        inner = _make(digits[:2], int(digits[2:4]), digits[4:], text, frame)
        if inner.value:
            return Reading(inner.value, (ask(DoubtCode.DATE_DIGITS_ONLY, raw=text),))
    return Reading(None, (error(DoubtCode.DATE_UNREADABLE, raw=text),))


def valid_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar or a register (1900–2100) has none."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except (ValueError, OverflowError):
        return None


def _year(digits: str, text: str, frame: _Frame) -> tuple[int | None, tuple[Doubt, ...]]:
    """The full year, or None with the doubt."""
    if len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return int(digits), ()
    if len(digits) != 2:
        return None, (error(DoubtCode.YEAR_MISTYPED, raw=text, year=digits[:12]),)
    return _two_digit_year(int(digits), frame), ()


def _two_digit_year(short: int, frame: _Frame) -> int:
    if frame.pivot is not None:
        latest = 2000 + frame.pivot
    elif frame.today is None:
        latest = 2000 + (DEFAULT_BIRTH_PIVOT if frame.birth else DEFAULT_PIVOT)
    else:
        latest = frame.today.year + (-YOUNGEST_CLIENT if frame.birth else YEARS_AHEAD)
    return 2000 + short if 2000 + short <= latest else 1900 + short


def _make(day: str, month: int, year: str, text: str, frame: _Frame) -> Reading[date]:
    """Day, month and year put together, day first; an exchange is proposed, never done."""
    if int(year) == 0 and int(day) == 0 and month == 0:
        return Reading(None)
    full, doubts = _year(year, text, frame)
    if full is None:
        return Reading(None, doubts)
    if int(day) == 0 and 0 <= month <= 12:
        code = DoubtCode.DATE_MONTH_ONLY if month else DoubtCode.DATE_YEAR_ONLY
        return Reading(None, (ask(code, raw=text, month=str(month), year=str(full)),))
    found = valid_date(full, month, int(day)) if len(day) <= 2 else None
    if found:
        return Reading(found)
    swapped = valid_date(full, int(day), month) if len(day) <= 2 and month > 12 else None
    if swapped:
        return Reading(None, (ask(DoubtCode.DATE_SWAPPED_POSSIBLE, raw=text, suggest=swapped.isoformat()),))
    return Reading(None, (error(DoubtCode.DATE_IMPOSSIBLE, raw=text),))


def age_on(born: date, day: date) -> int:
    """Full years on that day; somebody born on 29 February is older on 1 March in a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
