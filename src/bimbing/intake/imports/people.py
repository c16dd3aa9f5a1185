"""Which rows speak of one person: attendance lines find their client, and look-alike records are grouped as a proposal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from bimbing.intake.imports.model import Record
from bimbing.rules.name_keys import fold
from bimbing.rules.nik import facts

Key = tuple[str | None, int]
CLOSE = 0.86
"""Names at least this alike may be one name mistyped (`HERU WIJAJA`); only where nothing else fits."""


class How(StrEnum):
    """How surely a line found its client."""

    EXACT = "exact"
    PART = "part"
    SPELLING = "spelling"
    NOBODY = "nobody"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Found:
    """The record a line belongs to (its place in the list), or the candidates a person has to choose from."""

    index: int | None
    how: How
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Clue:
    """What a line tells of its client beside the name."""

    name: str
    register_no: str | None = None
    programme: str | None = None
    officer: str | None = None
    on: date | None = None


def register_key(text: str | None) -> str:
    """A register number for comparing: no spaces, no leading zeros, upper case."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"\s+", "", text or "")).upper()


class PersonIndex:
    """Finds the record that a line of an attendance sheet means. Records of one person count as one (the first)."""

    def __init__(self, records: Sequence[Record], groups: Iterable[Sequence[Key]] = ()) -> None:
        self.records = records
        place = {r.key: i for i, r in enumerate(records)}
        self.leader = list(range(len(records)))
        for group in groups:
            members = sorted(place[k] for k in group if k in place)
            for member in members[1:]:
                self.leader[member] = members[0]
        self.keys = [fold(r.full_name or "") for r in records]
        self.words = [set(key.split()) for key in self.keys]
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_letter: dict[str, list[int]] = defaultdict(list)
        self.by_register: dict[str, list[int]] = defaultdict(list)
        for i, record in enumerate(records):
            self.by_name[self.keys[i]].append(i)
            if self.keys[i]:
                self.by_letter[self.keys[i][0]].append(i)
            for word in self.words[i]:
                self.by_word[word].append(i)
            if record.register_no:
                self.by_register[register_key(record.register_no)].append(i)
        self._near: dict[str, tuple[list[int], How]] = {}

    def find(self, clue: Clue) -> Found:
        key = fold(clue.name)
        if not key:
            return Found(None, How.NOBODY)
        candidates, how = self.by_name.get(key, []), How.EXACT
        if not candidates:
            candidates, how = self._near_by(key)
        wanted = register_key(clue.register_no)
        numbered = self.by_register.get(wanted, []) if wanted else []
        both = [i for i in numbered if i in candidates]
        if both:
            return self._one(both, clue, how)
        if not candidates:
            return Found(None, How.NOBODY)
        return self._one(candidates, clue, how)

    def _one(self, candidates: list[int], clue: Clue, how: How) -> Found:
        """The candidate that the other clues point to; records of one person are one."""
        people = list(dict.fromkeys(self.leader[i] for i in candidates))
        tests = (self._register_fits, self._programme_fits, self._officer_fits, self._time_fits)
        for fits in tests:
            if len(people) == 1:
                break
            better = [i for i in people if fits(self.records[i], clue)]
            people = better or people
        if len(people) != 1:
            return Found(None, How.MANY, tuple(people))
        chosen = people[0]
        same = [i for i in candidates if self.leader[i] == chosen]
        if len(same) > 1 and clue.programme:
            same = [i for i in same if self._programme_fits(self.records[i], clue)] or same
        return Found(same[0] if chosen not in same else chosen, how, (chosen,))

    @staticmethod
    def _register_fits(record: Record, clue: Clue) -> bool:
        if not clue.register_no or not record.register_no:
            return False
        mine, theirs = register_key(record.register_no), register_key(clue.register_no)
        first = re.match(r"\d+", mine)
        return mine == theirs or (first is not None and first.group() == theirs)

    @staticmethod
    def _programme_fits(record: Record, clue: Clue) -> bool:
        return clue.programme is not None and record.programme == clue.programme

    @staticmethod
    def _officer_fits(record: Record, clue: Clue) -> bool:
        return clue.officer is not None and record.officer == clue.officer

    @staticmethod
    def _time_fits(record: Record, clue: Clue) -> bool:
        if clue.on is None:
            return False
        return (record.start_date is None or record.start_date <= clue.on) and (
            record.end_date is None or clue.on <= record.end_date
        )

    def _near_by(self, key: str) -> tuple[list[int], How]:
        """Records whose name has all words of the key (or the other way round), else those that are nearly alike."""
        if key not in self._near:
            parts = self._parts(set(key.split()))
            self._near[key] = (parts, How.PART) if parts else (self._alike(key), How.SPELLING)
        return self._near[key]

    def _parts(self, words: set[str]) -> list[int]:
        touched = sorted({i for word in words for i in self.by_word.get(word, ())})
        return [
            i
            for i in touched
            if words <= self.words[i] or (len(self.words[i]) > 1 and self.words[i] <= words)
        ]

    def _alike(self, key: str) -> list[int]:
        """Only names with the same first letter are compared: slips come later in a word, and a register is long."""
        matcher = SequenceMatcher(b=key, autojunk=False)
        close: list[tuple[float, int]] = []
        for i in self.by_letter.get(key[0], ()):
            matcher.set_seq1(self.keys[i])
            if abs(len(self.keys[i]) - len(key)) <= 3 and matcher.quick_ratio() >= CLOSE:
                close.append((matcher.ratio(), i))
        best = max(close, default=(0.0, -1))[0]
        return [i for ratio, i in close if ratio >= CLOSE and ratio >= best - 0.02]


def _born_by_nik(record: Record, today: date) -> date | None:
    if record.nik is None:
        return None
    told = facts(record.nik, today=today)
    return told.birth_date if told else None


def group_people(records: Sequence[Record], today: date) -> tuple[tuple[Key, ...], ...]:
    """Records that seem to be one person: the same NIK, or the same name with birth date, register number or telephone.

    A proposal for a person to decide (one person may well have two supervisions), never a merge.
    """
    parent = list(range(len(records)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    seen: dict[tuple[str, ...], int] = {}
    for i, record in enumerate(records):
        name = fold(record.full_name or "")
        signs: list[tuple[str, ...]] = []
        if record.nik:
            signs.append(("nik", record.nik))
        born = record.birth_date or _born_by_nik(record, today)
        if name and born:
            signs.append(("birth", name, born.isoformat()))
        if name:
            signs += [("phone", name, phone.e164) for phone in record.phones]
        if name and record.register_no and re.search(r"\d+\D+\d{2,4}", record.register_no):
            signs.append(("register", name, register_key(record.register_no)))
        for sign in signs:
            if sign in seen:
                parent[root(i)] = root(seen[sign])
            else:
                seen[sign] = i
    groups: dict[int, list[Key]] = defaultdict(list)
    for i, record in enumerate(records):
        groups[root(i)].append(record.key)
    return tuple(tuple(g) for g in groups.values() if len(g) > 1)
