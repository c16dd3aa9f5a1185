"""What a person types for a field, read by the rules that read a cell; whatever is doubtful is said, never guessed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bimbing.intake.queries.answered import EXTRA
from bimbing.rules.births import read_birth, tidy_place
from bimbing.rules.dates import read_date
from bimbing.rules.decisions import (
    read_decision,
    read_officer_text,
    read_origin,
    read_register_no,
    read_sex,
)
from bimbing.rules.durations import read_hours, read_sentence
from bimbing.rules.name_keys import fold
from bimbing.rules.names import read_name
from bimbing.rules.nik import read_nik
from bimbing.rules.offence_words import read_offence
from bimbing.rules.phone import PhoneOwner, read_phones
from bimbing.rules.programme_words import read_programme
from bimbing.rules.reading import Doubt, DoubtCode, Reading, Severity, ask, error, is_blank, plain
from bimbing.rules.status_words import read_status

#: Fields that a person may type; beside them `extra.<key>`.
TYPED: Final = (
    "full_name", "aliases", "parent_name", "register_no", "nik", "sex", "birth_place", "birth_date", "address",
    "phones", "offence", "articles", "sentence", "hours", "programme", "decree_no", "decree_date", "start_date",
    "end_date", "sentence_end_date", "origin", "officer", "status",
)  # fmt: skip
DATES: Final = frozenset(("decree_date", "start_date", "end_date", "sentence_end_date"))
LONGEST: Final = 500
_WORDS_OF_TERM: Final = ("tahun", "bulan", "hari")


@dataclass(frozen=True, slots=True)
class Lists:
    """What can be chosen: code -> name; officers by name, those of the office before those of the file."""

    programmes: Mapping[str, str]
    offences: Mapping[str, str]
    statuses: Mapping[str, str]
    officers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Typed:
    """Field -> value in the form of `actions.found`, and the doubts. No value: the text says none."""

    values: Mapping[str, Any]
    doubts: tuple[Doubt, ...] = ()

    @property
    def refused(self) -> Doubt | None:
        """Why it cannot be taken at all."""
        if self.values:
            return next((doubt for doubt in self.doubts if doubt.severity is Severity.ERROR), None)
        open_doubts = [doubt for doubt in self.doubts if doubt.severity is not Severity.NOTE]
        return open_doubts[0] if open_doubts else error(DoubtCode.UNREADABLE)

    @property
    def unsure(self) -> Doubt | None:
        """What a person should look at once more before it is taken."""
        return next((doubt for doubt in self.doubts if doubt.severity is Severity.ASK), None)


def may_be_typed(field: str) -> bool:
    """Whether the field is one that a person may answer by typing."""
    return field in TYPED or (
        field.startswith(EXTRA) and re.fullmatch(r"[a-z_0-9]{1,40}", field[len(EXTRA) :]) is not None
    )


def read_typed(field: str, text: str, *, today: date, lists: Lists) -> Typed:
    """The text as the values it gives; one text may give several (`SUWARNO bin KARTO`, `Tuban, 1-2-1990`)."""
    text = text.strip()[:LONGEST]
    if field in DATES:
        return _one(field, _iso(read_date(text, today=today)))
    if field == "birth_date":
        return _birth(text, today)
    if field in ("decree_no", "sentence", "full_name", "offence"):
        return _SEVERAL[field](text, today, lists)
    if field == "officer":
        return _officer(text, lists)
    if chosen := _chosen(field, text, lists):
        return Typed({field: chosen})
    if read := _SIMPLE.get(field):
        return _one(field, read(text))
    said = plain(text)
    return Typed({field: said}) if said and not is_blank(said) else Typed({})


def _one(field: str, reading: Reading[Any]) -> Typed:
    values = {} if reading.value is None else {field: reading.value}
    return Typed(values, reading.doubts)


def _iso(reading: Reading[date]) -> Reading[str]:
    return Reading(reading.value.isoformat() if reading.value else None, reading.doubts)


def _chosen(field: str, text: str, lists: Lists) -> str | None:
    """The code whose very name (or code) was chosen from the list."""
    choices = {"programme": lists.programmes, "offence": lists.offences, "status": lists.statuses}.get(field)
    wanted = plain(text).casefold()
    for code, label in (choices or {}).items():
        if wanted in (code.casefold(), str(label).casefold()):
            return code
    return None


def _birth(text: str, today: date) -> Typed:
    told = read_birth(text, today=today)
    place = {"birth_place": told.place.value} if told.place.value and told.place.clear else {}
    if told.year is not None and told.date.value is None:
        return Typed(place | {"birth_year": told.year, "birth_date": None})
    if told.date.value is None:
        return Typed({}, told.date.doubts)
    return Typed(place | {"birth_date": told.date.value.isoformat()}, told.date.doubts)


def _name(text: str, _today: date, _lists: Lists) -> Typed:
    reading = read_name(text)
    if (name := reading.value) is None:
        return Typed({}, reading.doubts)
    values: dict[str, Any] = {"full_name": name.full_name}
    if name.aliases:
        values["aliases"] = list(name.aliases)
    if name.parent_name:
        values["parent_name"] = name.parent_name
    if name.suggested_status:
        values["status"] = str(name.suggested_status)
    return Typed(values, reading.doubts)


def _decree(text: str, today: date, _lists: Lists) -> Typed:
    number, day = read_decision(text, today=today)
    if number.value is None:
        return Typed({}, number.doubts)
    on = {"decree_date": day.value.isoformat()} if day.value and day.clear else {}
    return Typed({"decree_no": number.value} | on, number.doubts)


def _sentence(text: str, _today: date, _lists: Lists) -> Typed:
    reading = read_sentence(text)
    if (term := reading.value) is None:
        return Typed({}, reading.doubts)
    values: dict[str, Any] = {"life": True, "sentence": None} if term.life else {"sentence": list(term.term)}
    if term.subsidiary:
        pairs = zip(term.subsidiary, _WORDS_OF_TERM, strict=True)
        values["subsidiary"] = " ".join(f"{number} {word}" for number, word in pairs if number)
    return Typed(values, reading.doubts)


def _offence(text: str, _today: date, lists: Lists) -> Typed:
    if chosen := _chosen("offence", text, lists):
        return Typed({"offence": chosen})
    reading = read_offence(text)
    articles = {"articles": reading.articles} if reading.articles else {}
    if reading.category.value is None:
        return Typed({}, reading.category.doubts)
    return Typed({"offence": reading.category.value} | articles, reading.category.doubts)


def _officer(text: str, lists: Lists) -> Typed:
    """The one officer who has all the words typed; a name nobody has is a new officer, and asked about."""
    reading = read_officer_text(text)
    if reading.value is None or not reading.clear:
        return Typed({}, reading.doubts)
    fits = officers_called(reading.value[0], lists)
    if len(fits) > 1:
        return Typed({}, (ask(DoubtCode.OFFICER_UNCLEAR, raw=plain(text)),))
    if fits:
        return Typed({"officer": fits[0]})
    return Typed({"officer": reading.value[0]}, (ask(DoubtCode.OFFICER_UNCLEAR, raw=plain(text)),))


def officers_called(name: str, lists: Lists) -> list[str]:
    """The one officer of that name, else all who have all its words (`Siti`: every Siti)."""
    wanted = fold(name)
    exact = [officer for officer in lists.officers if fold(officer) == wanted]
    words = set(wanted.split())
    return exact[:1] or [o for o in lists.officers if words and words <= set(fold(o).split())]


def _parent(text: str) -> Reading[str]:
    bare = re.sub(r"^(?:bin|binti)[ .]+", "", plain(text), flags=re.IGNORECASE)
    told = read_name(f"X bin {bare}")
    return Reading(told.value.parent_name if told.value else None)


def _aliases(text: str) -> Reading[list[str]]:
    found = [word.strip() for word in re.split(r"\s*[,/;]\s*|\s+als?\.?\s+", plain(text)) if word.strip()]
    return Reading(found or None)


def _phones(text: str) -> Reading[list[list[str]]]:
    reading = read_phones(text)
    found = [[phone.e164, str(phone.owner or PhoneOwner.SELF)] for phone in reading.value or ()]
    return Reading(found or None, reading.doubts)


def _place(text: str) -> Reading[str]:
    return Reading(tidy_place(plain(text)))


def _code(read: Callable[[Any], Reading[Any]]) -> Callable[[str], Reading[str]]:
    def reader(text: str) -> Reading[str]:
        reading = read(text)
        return Reading(None if reading.value is None else str(reading.value), reading.doubts)

    return reader


_SEVERAL: Final[Mapping[str, Callable[[str, date, Lists], Typed]]] = {
    "full_name": _name,
    "decree_no": _decree,
    "sentence": _sentence,
    "offence": _offence,
}
_SIMPLE: Final[Mapping[str, Callable[[str], Reading[Any]]]] = {
    "parent_name": _parent,
    "aliases": _aliases,
    "register_no": read_register_no,
    "nik": read_nik,
    "sex": read_sex,
    "birth_place": _place,
    "phones": _phones,
    "hours": read_hours,
    "programme": _code(read_programme),
    "origin": read_origin,
    "status": _code(read_status),
}
