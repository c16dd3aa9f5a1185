"""Telephone numbers of clients and of those who can be reached for them.

Kept as E.164 (`+6281200000001`). Many clients have no telephone and use a relative's or the village's, so whose it is
belongs to the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bimbing.rules.reading import (
    LONGEST_CELL,
    Doubt,
    DoubtCode,
    Raw,
    Reading,
    ask,
    distinct,
    error,
    formula_error,
    is_blank,
    is_ditto,
    note,
    plain,
)

# National digits behind +62: a mobile is 8 and 8–11 more; a landline 7–10 with its area code.
FEWEST_MOBILE, MOST_MOBILE = 9, 12
FEWEST_LANDLINE, MOST_LANDLINE = 8, 11


class PhoneOwner(StrEnum):
    """Whose telephone it is, where the cell says so."""

    SELF = "self"
    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    RELATIVE = "relative"
    GUARANTOR = "guarantor"
    VILLAGE = "village"
    NEIGHBOUR = "neighbour"
    OTHER = "other"


_OWNER_WORDS: dict[PhoneOwner, str] = {
    PhoneOwner.SELF: "sendiri pribadi ybs klien yang bersangkutan",
    PhoneOwner.SPOUSE: "istri isteri suami pasangan bojo istrinya suaminya",
    PhoneOwner.PARENT: "ibu ayah bapak bpk orang tua orangtua ortu wali mama mamak emak bapaknya ibunya",
    PhoneOwner.CHILD: "anak anaknya putra putri",
    PhoneOwner.SIBLING: "kakak adik kakaknya adiknya saudara sdr saudari mbak mas sodara",
    PhoneOwner.RELATIVE: "paman bibi pakde bude paklek bulek om tante kakek nenek mbah ipar mertua menantu keponakan sepupu "
    "keluarga famili kerabat",
    PhoneOwner.GUARANTOR: "penjamin penanggung jaminan",
    PhoneOwner.VILLAGE: "kades kepala desa lurah perangkat kasun kadus rt rw carik sekdes balai modin bhabin babinsa",
    PhoneOwner.NEIGHBOUR: "tetangga teman",
}
_OWNERS = {
    word: owner
    for owner, words in _OWNER_WORDS.items()
    for word in words.split()
    if word not in ("desa", "kepala")
}
# Words around a number that say nothing about whose it is.
_NOISE = re.compile(
    r"\b(?:no|nomor|hp|telp|telpon|telepon|tlp|tel|wa|whatsapp|wa/hp|kontak|phone|ext)\b[.:]*", re.IGNORECASE
)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*e\s*\+?\s*\d{1,2}", re.IGNORECASE)
# A run that may be one number: starts with + or a digit, goes on with digits and their separators.
_RUN = re.compile(r"(?:\+\s*|\(\s*\+?\s*)?\d(?:[\d\s.\-–()+]*\d)?")
_MASKED = re.compile(r"\d[\d\s.\-]*(?:[xX*•]{2,}|\?|\.{3,})|(?:[xX*•]{2,})\d")


@dataclass(frozen=True, slots=True)
class Phone:
    """One number: E.164, whose it is if said, and the text it was read from."""

    e164: str
    owner: PhoneOwner | None
    raw: str


def read_phones(raw: Raw) -> Reading[tuple[Phone, ...]]:
    """All numbers of a cell: `81200000001` (the spreadsheet ate the zero), `0812-0000-0002 (suami)`, `0812… / 0857…`.

    A number that is cut short, too long or marked as uncertain is left out with a doubt; the others stay.
    """
    if is_blank(raw):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    text = plain(raw)[:LONGEST_CELL].replace("_", "-")
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=text),))
    if _SCIENTIFIC.fullmatch(text):
        return Reading(None, (error(DoubtCode.PHONE_SCIENTIFIC, raw=text),))
    if _MASKED.search(text) or "?" in text:
        return Reading(None, (ask(DoubtCode.PHONE_UNSURE, raw=text),))
    phones: list[Phone] = []
    doubts: list[Doubt] = []
    for number, around in _pieces(text):
        _one(number, around, phones, doubts)
    if not phones and not doubts:
        doubts.append(ask(DoubtCode.PHONE_UNSURE, raw=text))
    if len({phone.e164 for phone in phones}) < len(phones):
        phones = list({phone.e164: phone for phone in reversed(phones)}.values())[::-1]
    return Reading(tuple(phones) or None, distinct(doubts))


def _pieces(text: str) -> list[tuple[str, str]]:
    """(number as written, the words that belong to it) in the order of the cell."""
    found: list[tuple[str, str]] = []
    pieces = re.split(r"[/;|&,]|\bdan\b|\batau\b", text)
    for piece in pieces:
        numbers = [run for match in _RUN.finditer(piece) for run in _cut(match.group())]
        words = _RUN.sub(" ", piece)
        if not numbers and found and _owner(words):
            found[-1] = (found[-1][0], f"{found[-1][1]} {words}")
        elif len(numbers) > 1:
            found.extend(_with_own_words(piece, numbers))
        else:
            found.extend((number, words) for number in numbers)
    return found


def _with_own_words(piece: str, numbers: list[str]) -> list[tuple[str, str]]:
    """Each number of a piece with the words up to the next one."""
    result = []
    for place, number in enumerate(numbers):
        start = piece.find(number) + len(number)
        end = piece.find(numbers[place + 1], start) if place + 1 < len(numbers) else len(piece)
        result.append((number, piece[start : end if end >= 0 else len(piece)]))
    return result


def _cut(run: str) -> list[str]:
    """Two full numbers with only a space or hyphen between (`08120000001 08570000002`) are two."""
    if len(re.sub(r"\D", "", run)) <= MOST_MOBILE + 3:
        return [run]
    starts = [match.start() for match in re.finditer(r"(?<!\d)(?:\+?\s*62|0)8\d", run)]
    if len(starts) < 2:
        return [run]
    starts[0] = 0
    return [run[start:end].strip(" -.") for start, end in zip(starts, [*starts[1:], len(run)], strict=True)]


def _one(number: str, around: str, phones: list[Phone], doubts: list[Doubt]) -> None:
    digits = re.sub(r"\D", "", number)
    national, ate_zero = _national(digits, "+" in number)
    if national is None:
        if len(digits) >= 4 or not re.search(r"[^\W\d_]", around):
            doubts.append(ask(DoubtCode.PHONE_UNSURE, raw=number))
        return
    mobile = national.startswith("8")
    fewest, most = (FEWEST_MOBILE, MOST_MOBILE) if mobile else (FEWEST_LANDLINE, MOST_LANDLINE)
    if len(national) < fewest:
        doubts.append(error(DoubtCode.PHONE_SHORT, raw=number))
    elif len(national) > most:
        doubts.append(error(DoubtCode.PHONE_LONG, raw=number))
    else:
        phones.append(Phone(f"+62{national}", _owner(around), number.strip()))
        if ate_zero:
            doubts.append(note(DoubtCode.PHONE_LOST_ZERO, raw=number))


def _national(digits: str, plus: bool) -> tuple[str | None, bool]:
    """(digits behind +62 or None, whether a lost zero was put back)."""
    if digits.startswith("0062"):
        digits = digits[2:]
    if digits.startswith("62") and (plus or len(digits) > 9):
        rest = digits[2:].lstrip("0")
        return (rest or None), False
    if plus:
        return None, False
    if digits.startswith("0"):
        rest = digits[1:]
        return (rest if rest and not rest.startswith("0") else None), False
    if digits.startswith("8"):
        return digits, True
    return None, False


def _owner(words: str) -> PhoneOwner | None:
    bare = _NOISE.sub(" ", words).casefold()
    found = re.findall(r"[^\W\d_]+", bare)
    for word in found:
        if word in _OWNERS:
            return _OWNERS[word]
    if re.search(r"kepala\s+desa", bare):
        return PhoneOwner.VILLAGE
    return PhoneOwner.OTHER if any(len(word) > 2 for word in found) else None


def display(e164: str) -> str:
    """`0812-0000-0001` for `+6281200000001`; landlines `0353-000123`; anything else unchanged."""
    if not re.fullmatch(r"\+62[1-9]\d{5,11}", e164):
        return e164
    national = f"0{e164[3:]}"
    if not national.startswith("08"):
        area = 3 if national.startswith(("021", "022", "024", "031", "061")) else 4
        return f"{national[:area]}-{national[area:]}"
    return "-".join(part for part in (national[:4], national[4:8], national[8:]) if part)


def tail(e164: str) -> str:
    """`…0001`: the last four digits, where the number itself is nobody's business."""
    return f"…{e164[-4:]}" if len(e164) > 4 else e164
