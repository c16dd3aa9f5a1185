"""Who the officers of a workbook are: lists, headings, columns; and which of them a spelling or a nickname means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bimbing.rules.name_keys import fold
from bimbing.rules.names import split_titles
from bimbing.rules.reading import plain

_CALLED = re.compile(r"^(?:pak|bu|bpk|ibu|bapak|sdr|sdri|mas|mbak|kang|gus|pk)\b\.?\s*", re.IGNORECASE)


@dataclass(slots=True)
class Officer:
    """One officer while a workbook is read."""

    name: str
    titled: str
    key: str
    nip: str = ""
    rank: str = ""
    listed: bool = False
    spellings: Counter[str] = field(default_factory=Counter)
    nicknames: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a spelling means. `officer` is None where nobody or more than one fits; `options` are their names."""

    officer: Officer | None
    how: str
    options: tuple[str, ...] = ()


class OfficerBook:
    """The officers of one workbook. First `learn` every full name, then `match` each cell.

    `taught`: folded spelling -> name, as the office said whom it means.
    """

    def __init__(self, taught: Mapping[str, str] | None = None) -> None:
        self._by_key: dict[str, Officer] = {}
        self._cache: dict[str, Match] = {}
        self._taught = taught or {}

    @property
    def officers(self) -> list[Officer]:
        return list(self._by_key.values())

    def learn(
        self, text: str, *, listed: bool = False, nip: str = "", rank: str = "", nickname: str = ""
    ) -> Officer | None:
        """Takes a spelling for an officer's name if it is a full one (two words, or from a list)."""
        shown = _tidy(text)
        name, _ = split_titles(_CALLED.sub("", shown))
        key = fold(name)
        if not key or (len(key.split()) < 2 and not listed) or re.search(r"\d", name):
            return None
        officer = self._by_key.get(key)
        if officer is None:
            officer = self._by_key[key] = Officer(name, shown, key)
            self._cache.clear()
        if _better(shown, officer.titled):
            officer.name, officer.titled = name, shown
        officer.listed |= listed
        officer.nip, officer.rank = nip or officer.nip, rank or officer.rank
        if nickname:
            officer.nicknames.add(fold(_CALLED.sub("", nickname)))
        officer.spellings[shown] += 0
        return officer

    def settle(self) -> None:
        """Joins shorter spellings to the fuller name they are part of (`Budi H.` and `Budi` to `Budi Hartono`)."""
        for key in sorted(self._by_key, key=len):
            officer = self._by_key[key]
            if officer.listed:
                continue
            fuller = [
                o
                for o in self._by_key.values()
                if o is not officer and _part_of(key, o.key) and len(o.key) > len(key)
            ]
            if len(fuller) == 1:
                fuller[0].spellings.update(officer.spellings)
                del self._by_key[key]
        self._cache.clear()

    def match(self, text: str) -> Match:
        """The officer a cell means: `exact`, `part` (a nickname or shortened name that fits one), `many` or `nobody`."""
        found = self.look(text)
        if found.officer is not None:
            found.officer.spellings[_tidy(text)] += 1
        return found

    def look(self, text: str) -> Match:
        """As `match`, without taking the text for a spelling of the officer."""
        shown = _tidy(text)
        found = self._cache.get(shown)
        if found is None:
            told = self._told(fold(shown))
            found = Match(told, "taught") if told else self._match(shown)
            if told is None and found.officer and (meant := self._told(found.officer.key)):
                found = Match(meant, found.how)
            self._cache[shown] = found
        return found

    def taught(self, text: str) -> Officer | None:
        """The officer whom the office said this spelling means; None where it said nothing."""
        if not self._taught:
            return None
        found = self.look(text)
        return found.officer if found.how == "taught" else None

    def _told(self, key: str) -> Officer | None:
        name = self._taught.get(key)
        if not name:
            return None
        own = fold(name)
        if own not in self._by_key:
            self._by_key[own] = Officer(name, name, own)
            self._cache.clear()
        return self._by_key[own]

    def _match(self, shown: str) -> Match:
        bare, _ = split_titles(_CALLED.sub("", shown))
        key = fold(bare)
        if not key:
            return Match(None, "nobody")
        if officer := self._by_key.get(key):
            return Match(officer, "exact")
        named = [o for o in self._by_key.values() if key in o.nicknames]
        parts = named or [o for o in self._by_key.values() if _part_of(key, o.key)]
        if len(parts) == 1:
            return Match(parts[0], "part")
        return Match(None, "many" if parts else "nobody", tuple(o.name for o in parts))


def _tidy(text: str) -> str:
    return plain(text).strip(" :-*")


def _better(new: str, old: str) -> bool:
    """A spelling with titles and mixed capitals shows an officer better than one in capitals throughout."""

    def worth(text: str) -> tuple[bool, int]:
        return (not (text.isupper() or text.islower()), len(text))

    return worth(new) > worth(old)


def _part_of(short: str, full: str) -> bool:
    """Whether every word of the short key is a word of the full one, or its beginning where it is an initial."""
    words = full.split()
    for part in short.split():
        fit = next((w for w in words if w == part or (len(part) <= 2 and w.startswith(part))), None)
        if fit is None:
            return False
        words.remove(fit)
    return any(len(part) > 2 for part in short.split())
