"""What the rows around a table tell of its clients: titles, sheet name and group rows (programme, officer, status, day)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bimbing.intake.imports.months import as_of, month_in
from bimbing.intake.imports.officers import OfficerBook
from bimbing.rules.name_keys import fold
from bimbing.rules.programme_words import is_general_word, read_programme
from bimbing.rules.status_words import read_remark

_OFFICER_LINE = re.compile(
    r"^\s*(?:(?:[ivx\d]+|[a-z])(?:[.)]\s*|\s+))?(?:nama\s+)?(?:pk|pembimbing(?:\s+kemasyarakatan)?)\s*[:=]\s*(?P<name>.+)$",
    re.IGNORECASE,
)
_BINDING = re.compile(
    r"\bklien\s+(?:binaan|bimbingan)\s*(?:dari|pk)?\s*[:\-]?\s*(?P<name>[^\d:]{4,60})$", re.IGNORECASE
)
_OFFICE = re.compile(r"\b(?:bapas|balai\s+pemasyarakatan)\b", re.IGNORECASE)
_ENDED = re.compile(
    r"\b(?:pengakhiran|klien\s+(?:yang\s+)?(?:berakhir|selesai|keluar)|sudah\s+berakhir)\b", re.IGNORECASE
)
_BEGUN = re.compile(r"\b(?:penerimaan|masuk|baru|aktif)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the rows that follow, unless a cell says otherwise.

    `mark` is how the group row that named the programme was numbered; `unclear` is a group row of the same rank that
    names nothing known: the programme before it holds no longer.
    """

    programme: str | None = None
    officer: str | None = None
    status: str | None = None
    year: int | None = None
    month: int | None = None
    mark: str = ""
    unclear: str = ""


def officer_in_text(text: str) -> str | None:
    """The officer a title or group row names, as written (`PK : Drs. Budi Hartono`, `KLIEN BINAAN Fajar Nugroho, A.Md.`)."""
    match = _OFFICER_LINE.match(text) or _BINDING.search(text)
    if match is None or not re.search(r"[^\W\d_]{3,}", match["name"]) or _speaks_of_guidance(text):
        return None
    return match["name"].strip()


def _speaks_of_guidance(text: str) -> bool:
    """`KLIEN BIMBINGAN LANJUTAN` names a programme, not an officer."""
    return _OFFICER_LINE.match(text) is None and read_programme(text).value is not None


def context_of(texts: Iterable[str], sheet: str | None, officers: OfficerBook) -> Context:
    """From the rows above a table and the sheet's name; titles win over the name."""
    context = Context()
    if sheet:
        context = add_text(context, sheet, officers, is_title=True)
    for text in texts:
        context = add_text(context, text, officers, is_title=True)
    return context


def add_text(context: Context, text: str, officers: OfficerBook, *, is_title: bool = False) -> Context:
    """The context after one more title or group row."""
    named = officer_in_text(text)
    if named is not None:
        match = officers.match(named)
        return replace(context, officer=match.officer.name if match.officer else named)
    if is_title and (officer := _officer_of_sheet(text, officers)):
        context = replace(context, officer=officer)
    year, month = month_in(text)
    if is_title and (year or month):
        context = replace(context, year=year or context.year, month=month or context.month)
    if _ENDED.search(text) and not _BEGUN.search(text):
        context = replace(context, status="berakhir")
    elif not is_title:
        told = read_remark(text).value
        context = replace(context, status=told.status if told else None)
    if not _OFFICE.search(text) or not is_title:
        reading = read_programme(text)
        if reading.value is not None and reading.clear and not is_general_word(text):
            return replace(context, programme=reading.value, mark="" if is_title else _rank(text), unclear="")
    if not is_title and context.mark and _rank(text) == context.mark and not context.status:
        return replace(context, programme=None, unclear=text[:100])
    return context


def _rank(text: str) -> str:
    """How a group row is numbered: `II.` and `B.` by letters, `2.` by digits, "" not at all."""
    match = re.match(r"\s*(?:(?P<digit>\d{1,2})|[ivx]{1,5}|[a-h])\s*[.)]?\s+\S", text, re.IGNORECASE)
    return "" if match is None else "digit" if match["digit"] else "letter"


def _officer_of_sheet(text: str, officers: OfficerBook) -> str | None:
    """An officer whom a sheet is named after (`Klien - Pak Anto`, `fajar`); every word must be the name's."""
    bare = re.sub(
        r"^\s*(?:daftar\s+)?(?:data\s+)?klien\s*(?:binaan|bimbingan)?\s*[-:–]\s*",
        "",
        text,
        flags=re.IGNORECASE,
    )
    if len(bare) > 40 or re.search(r"\d", bare) or not re.search(r"[^\W\d_]{3,}", fold(bare)):
        return None
    found = officers.look(bare)
    return found.officer.name if found.officer else None


def latest_day(texts: Iterable[str]) -> date | None:
    """The latest day that any title speaks of: the day the register is told to stand at."""
    return max((day for text in texts if (day := as_of(text))), default=None)
