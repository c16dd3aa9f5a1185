"""Reads one cell of an attendance sheet: a day, two days, a date, a tick, a letter whose meaning the legend tells."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bimbing.intake.imports.model import Cell, MarkKind
from bimbing.rules.calendar_words import MONTH_NUMBERS
from bimbing.rules.reading import is_blank, plain

_KINDS: dict[MarkKind, str] = {
    MarkKind.PRESENT: "√ ✓ ✔ v h hadir ada lapor datang ya ok p",
    MarkKind.ONLINE: "wa vc daring online zoom video telp tlp telepon hp vcall whatsapp on d o",
    MarkKind.VISIT: "hv kunjungan visit home dikunjungi kr",
    MarkKind.ABSENT: "a alpa alpha th tl mangkir absen bolos",
    MarkKind.EXCUSED: "i izin ijin",
    MarkKind.SICK: "s sakit skt",
}
DEFAULT_MARKS: dict[str, MarkKind] = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""What letters mean where a sheet explains nothing. `x` is not here: some offices tick with it, others cross out."""

_LEGEND_WORDS: tuple[tuple[re.Pattern[str], MarkKind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (
            r"\b(?:tidak|tdk|belum|blm)\s+(?:hadir|lapor|datang|absen)|mangkir|alpa|alpha|tanpa\s+(?:keterangan|ket|kabar)",
            MarkKind.ABSENT,
        ),
        (r"\b(?:wa|vc|daring|online|video|telepon|zoom|virtual|whatsapp)\b", MarkKind.ONLINE),
        (r"kunjungan|home\s*visit", MarkKind.VISIT),
        (r"sakit", MarkKind.SICK),
        (r"i[zj]in|ditunda|berhalangan", MarkKind.EXCUSED),
        (r"hadir|lapor|datang|absen", MarkKind.PRESENT),
    )
)
_PAIR = re.compile(r"(?P<marks>[^=:;]{1,24}?)\s*=\s*(?P<means>[^=;]+?)(?=\s*[;,]\s*[^=;,]{1,24}=|\s*[;\n]|$)")
_TICKS = "√✓✔☑"


@dataclass(frozen=True, slots=True)
class ReadMark:
    """One thing a cell says: a day of the column's month (or a whole date elsewhere), or only that something was."""

    kind: MarkKind
    on: date | None


@dataclass(slots=True)
class MarkReading:
    """All marks of a cell; `doubts` are (code, params) of what a clerk would ask about."""

    marks: list[ReadMark] = field(default_factory=list)
    doubts: list[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=list)


def read_legend(texts: list[str]) -> dict[str, MarkKind]:
    """Marks explained in the rows around a matrix: `√ / v / H = hadir ; x = tidak hadir ; I = izin`."""
    legend: dict[str, MarkKind] = {}
    for text in texts:
        body = re.sub(r"^\s*(?:ket(?:erangan)?|catatan|legenda)\.?\s*:?\s*", "", text, flags=re.IGNORECASE)
        for pair in _PAIR.finditer(body):
            kind = next((k for pattern, k in _LEGEND_WORDS if pattern.search(pair["means"])), None)
            if kind is None:
                continue
            for mark in re.split(r"\s*(?:/|,|\bdan\b|\batau\b)\s*", pair["marks"]):
                word = mark.strip(" ()\"'").casefold()
                if word and len(word) <= 12 and word not in ("angka", "tanggal", "tgl"):
                    legend[word] = kind
    return legend


def read_mark(cell: Cell, year: int, month: int, legend: Mapping[str, MarkKind]) -> MarkReading:
    """What one cell under a month says. Nothing (empty, `-`) gives no marks and no doubt."""
    reading = MarkReading()
    if isinstance(cell, date):
        _add_date(reading, date(cell.year, cell.month, cell.day), year, month)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        _add_number(reading, cell, year, month)
    elif not is_blank(cell) or (isinstance(cell, str) and cell.strip().casefold() in legend):
        _add_text(reading, plain(cell), year, month, legend)
    return reading


def _add_number(reading: MarkReading, number: float, year: int, month: int) -> None:
    if not math.isfinite(number):
        reading.doubts.append(("mark_unclear", (("raw", plain(number)),)))
    elif number == int(number) and 1 <= number <= 31:
        _add_day(reading, int(number), year, month, MarkKind.PRESENT)
    elif 20_000 < number < 60_000:
        _add_date(reading, date.fromordinal(693_594 + int(number)), year, month)
    elif number == int(number) and number == 0:
        return
    else:
        reading.doubts.append(("mark_unclear", (("raw", plain(number)),)))


def _add_day(reading: MarkReading, day: int, year: int, month: int, kind: MarkKind) -> None:
    if day > calendar.monthrange(year, month)[1] or day < 1:
        reading.doubts.append(("day_not_in_month", (("day", str(day)), ("month", f"{year:04d}-{month:02d}"))))
    else:
        reading.marks.append(ReadMark(kind, date(year, month, day)))


def _add_date(
    reading: MarkReading, on: date, year: int, month: int, kind: MarkKind = MarkKind.PRESENT
) -> None:
    if (on.year, on.month) != (year, month):
        reading.doubts.append(
            ("date_in_other_month", (("raw", on.isoformat()), ("month", f"{year:04d}-{month:02d}")))
        )
    reading.marks.append(ReadMark(kind, on))


def _add_text(reading: MarkReading, text: str, year: int, month: int, legend: Mapping[str, MarkKind]) -> None:
    lowered = text.casefold()
    if kind := _kind(lowered, legend):
        _add_kind(reading, kind)
        return
    words = re.findall(r"[^\W\d_]+|[" + _TICKS + "]", lowered)
    kinds = [k for w in words if (k := _kind(w, legend))]
    months = [MONTH_NUMBERS[w] for w in words if w in MONTH_NUMBERS]
    strange = [
        w
        for w in words
        if not _kind(w, legend) and w not in MONTH_NUMBERS and w not in ("tgl", "dan", "tanggal", "jam")
    ]
    kind = kinds[0] if kinds else MarkKind.PRESENT
    pieces = re.findall(r"\d{1,2}(?:\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?)?", text)
    if strange or not pieces:
        reading.doubts.append(("mark_unclear", (("raw", text),)))
        return
    single_dot = (
        "." in text
        and not re.search(r"\d\.\d{1,2}\.\d{2,4}", text)
        and not re.fullmatch(r"\d{1,2}\.\d{1,2}", text)
    )
    for piece in re.findall(r"\d{1,2}", text) if single_dot else pieces:
        _add_piece(reading, [int(n) for n in re.findall(r"\d+", piece)], year, month, kind, bool(months))


def _add_piece(
    reading: MarkReading, numbers: list[int], year: int, month: int, kind: MarkKind, month_named: bool
) -> None:
    """A day (`12`), a day and month (`14/8`), two days (`3-17`), or a whole date, as the column's month allows."""
    if len(numbers) == 1 or month_named or (len(numbers) == 2 and numbers[1] == month):
        _add_day(reading, numbers[0], year, month, kind)
    elif len(numbers) == 2:
        if numbers[1] <= 12 and numbers[0] > numbers[1]:
            reading.doubts.append(
                (
                    "date_in_other_month",
                    (("raw", f"{numbers[0]}/{numbers[1]}"), ("month", f"{year:04d}-{month:02d}")),
                )
            )
            return
        for day in numbers:
            _add_day(reading, day, year, month, kind)
    else:
        full = numbers[2] + 2000 if numbers[2] < 100 else numbers[2]
        try:
            _add_date(reading, date(full, numbers[1], numbers[0]), year, month, kind)
        except ValueError:
            reading.doubts.append(("mark_unclear", (("raw", "-".join(map(str, numbers))),)))


def _kind(word: str, legend: Mapping[str, MarkKind]) -> MarkKind | None:
    bare = word.strip(" .()")
    return legend.get(bare) or DEFAULT_MARKS.get(bare)


def _add_kind(reading: MarkReading, kind: MarkKind) -> None:
    reading.marks.append(ReadMark(kind, None))
