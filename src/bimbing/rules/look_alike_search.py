"""Finds, among thousands of entries, the pairs that are worth weighing: those who share a sign that papers seldom share.

Comparing everybody with everybody would take hours. Instead one kind of sign after the other is written into an index and
looked up: halves of the NIK, the birth day with the family of a name's first letter, the consonants of the name with two
of day, month and year, a word of the name with the year, telephones, numbers, the village. One index lives at a time, so
that memory stays small, and it holds the entries only, never the thousands of the register.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from bimbing.rules.look_alikes import (
    Likeness,
    Someone,
    birth_sign,
    is_new_year,
    likeness,
    village_key,
    year_of,
)
from bimbing.rules.name_likeness import family, own_words, skeleton
from bimbing.rules.nik import LENGTH as NIK_LENGTH

#: A sign that more entries than this share tells nothing: a village office's telephone, a list's decision.
TOO_COMMON: Final = 60
#: So many are shown for one entry, the likeliest first.
SHOWN: Final = 3
_HALF: Final = NIK_LENGTH // 2


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody alike: his place among the known, or among the earlier of the entries themselves."""

    place: int
    is_known: bool
    likeness: Likeness


class _Name(NamedTuple):
    """`bones`: the consonants of the own words, sorted, and the family of their first letter; `line`: the consonants of
    all words, as they stand; `families`, `words`: of every name that the person has."""

    bones: str
    letter: str
    line: str
    families: tuple[str, ...]
    words: frozenset[str]


class _Signs(NamedTuple):
    """One person and his name taken apart."""

    person: Someone
    name: _Name


_Keys = Sequence[Hashable]
_KeysOf = Callable[[_Signs], _Keys]


@lru_cache(maxsize=100_000)
def _taken_apart(key: str) -> _Name:
    words, everything = own_words(key), key.split()
    skeletons = sorted(map(skeleton, words))
    bones = " ".join(skeletons)
    families = dict.fromkeys(map(family, (*everything[:1], *words)))
    line = "".join(skeleton(word) for word in everything)
    return _Name(bones, family(bones or " "), line, tuple(families), frozenset(skeletons))


def _signs(person: Someone) -> _Signs:
    name = _taken_apart(person.name_key)
    if person.alias_keys:
        others = [_taken_apart(alias) for alias in person.alias_keys]
        families = dict.fromkeys((*name.families, *(letter for one in others for letter in one.families)))
        name = name._replace(families=tuple(families), words=name.words.union(*(one.words for one in others)))
    return _Signs(person, name)


def look_alikes_of(
    *, known: Sequence[Someone], entries: Sequence[Someone | None], shown: int = SHOWN
) -> list[list[Found]]:
    """For each entry who of the known, and of the entries before it, may be the same person; the likeliest first.

    None stands for an entry that is not asked about, and whom nobody is compared with.
    """
    mine = [None if entry is None else _signs(entry) for entry in entries]
    theirs = [_signs(person) for person in known]
    candidates: list[set[int]] = [set() for _ in entries]
    village = _village_of(
        {one.name.bones for one in (*theirs, *mine) if one is not None and one.person.birth_date is None}
    )
    for kept, sought in (*_KINDS, (village, village)):
        _gather(theirs, mine, candidates, kept, sought)
    return [
        [] if one is None or not places else _weighed(one, places, theirs, mine, shown)
        for one, places in zip(mine, candidates, strict=True)
    ]


def _gather(
    known: Sequence[_Signs],
    entries: Sequence[_Signs | None],
    candidates: list[set[int]],
    kept: _KeysOf,
    sought: _KeysOf,
) -> None:
    """Adds to each entry's candidates whoever shares a sign of this kind: known ones from 0 on, entries from -1 down."""
    seekers: dict[Hashable, list[int]] = {}
    for place, entry in enumerate(entries):
        if entry is not None:
            for key in sought(entry):
                if (sharing := seekers.get(key)) is None:
                    seekers[key] = [place]
                else:
                    sharing.append(place)
    if not seekers:
        return
    if kept is sought:
        _among_themselves(seekers, candidates)
    else:
        _among_entries(entries, seekers, candidates, kept)
    for place, person in enumerate(known):
        for key in kept(person):
            if (found := seekers.get(key)) is not None and len(found) <= TOO_COMMON:
                for entry_place in found:
                    candidates[entry_place].add(place)


def _among_themselves(seekers: Mapping[Hashable, list[int]], candidates: list[set[int]]) -> None:
    for sharing in seekers.values():
        if 1 < len(sharing) <= TOO_COMMON:
            for number, place in enumerate(sharing):
                candidates[place].update(-1 - earlier for earlier in sharing[:number] if earlier != place)


def _among_entries(
    entries: Sequence[_Signs | None],
    seekers: Mapping[Hashable, list[int]],
    candidates: list[set[int]],
    kept: _KeysOf,
) -> None:
    for place, entry in enumerate(entries):
        if entry is None:
            continue
        for key in kept(entry):
            found = seekers.get(key, ())
            if len(found) <= TOO_COMMON:
                for other in found:
                    if other > place:
                        candidates[other].add(-1 - place)
                    elif other < place:
                        candidates[place].add(-1 - other)


def _weighed(
    one: _Signs, places: set[int], known: Sequence[_Signs], entries: Sequence[_Signs | None], shown: int
) -> list[Found]:
    found = []
    words, line = one.name.words, one.name.line
    for place in places:
        other = known[place] if place >= 0 else entries[-1 - place]
        if other is None or (words.isdisjoint(other.name.words) and not _nearly(line, other.name.line)):
            continue
        alike = likeness(one.person, other.person)
        if alike.is_asked:
            found.append(Found(place if place >= 0 else -1 - place, place >= 0, alike))
    found.sort(key=lambda found: (-found.likeness.weight, not found.is_known, found.place))
    return found[:shown]


def _nearly(line: str, other: str) -> bool:
    """Whether two names without a word in common can still be one slip apart, or joined otherwise."""
    if abs(len(line) - len(other)) > 1:
        return False
    half = min(len(line), len(other)) // 2
    return line[:half] == other[:half] or line[-half:] == other[-half:]


# ---- the signs. A number that stands for several facts may fall together by chance: that costs one more look.


def _nik_halves(one: _Signs) -> _Keys:
    nik = one.person.nik
    letter = one.name.letter
    return (nik, nik[:_HALF] + letter, letter + nik[_HALF:]) if len(nik) == NIK_LENGTH else ()


def _birth(one: _Signs) -> _Keys:
    born = birth_sign(one.person)
    return () if born is None else _on(born, one)


def _birth_either_way(one: _Signs) -> _Keys:
    born = birth_sign(one.person)
    if born is None:
        return ()
    day, month, year = born
    return _on(born, one) if day > 12 or day == month else (*_on(born, one), *_on((month, day, year), one))


def _on(born: tuple[int, int, int], one: _Signs) -> _Keys:
    """The day; with the names' first letters where half a village was born on it, as offices write."""
    if born[:2] in _OFFICE_DAYS:
        return [(born, letter) for letter in one.name.families]
    return (born,)


def _two_of_three(one: _Signs) -> _Keys:
    """The name with two of day, month and year: the third may be mistyped."""
    if (born := one.person.birth_date) is None:
        return ()
    bones, day, month, year = one.name.bones, born.day, born.month, born.year
    return hash((bones, -day, month)), hash((bones, day, year)), hash((bones, year, month))


def _has_year_only(one: Someone) -> bool:
    return one.birth_year is not None if one.birth_date is None else is_new_year(one.birth_date)


def _year(one: _Signs) -> _Keys:
    """A word of the name and the year."""
    year = year_of(one.person)
    return () if year is None else [hash((word, year)) for word in one.name.words]


def _year_alone(one: _Signs) -> _Keys:
    """The same, of somebody of whom only the year is known."""
    return _year(one) if _has_year_only(one.person) else ()


def _numbers(one: _Signs) -> _Keys:
    person, name = one
    keys: list[Hashable] = [*person.phones, *person.numbers]
    if person.decisions:
        keys += [(decision, letter) for decision in person.decisions for letter in name.families]
    return keys


def _village_of(dayless: Set[str]) -> _KeysOf:
    """The name with the village, for names of which somebody's birth day is not known: of all others the day tells more."""

    def keys(one: _Signs) -> _Keys:
        bones = one.name.bones
        village = village_key(one.person.village) if bones in dayless else ""
        return (hash((bones, village)),) if village else ()

    return keys


#: Days on which many are born in the papers and few in truth: (day, month).
_OFFICE_DAYS: Final = frozenset(((1, 1), (1, 7), (31, 12)))
#: Under what a person is written down, and under what he is looked for.
_KINDS: Final[tuple[tuple[_KeysOf, _KeysOf], ...]] = (
    (_nik_halves, _nik_halves),
    (_birth, _birth_either_way),
    (_two_of_three, _two_of_three),
    (_year_alone, _year),
    (_year, _year_alone),
    (_numbers, _numbers),
)
