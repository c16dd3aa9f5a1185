"""How like two names are: the same, written another way, mistyped, a part of each other, or two names.

Works on folded names (`name_keys.fold`), where most spellings have become one already. What is left are the vowels that
ears confuse (o/u, e/i, a/o inside), the half vowels (Supriyadi/Supriadi), f/p and z/j, words that change places, are
joined, cut short or left out, and slips of the finger. A likeness proposes; it never proves.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final


class NameLikeness(IntEnum):
    """From two names to one."""

    DIFFERENT = 0
    PART = 1  # the words of one are among the other's
    NEAR = 2  # a letter apart in a way that often makes another name
    TYPO = 3
    ABBREVIATED = 4  # an initial for a word
    VARIANT = 5
    SAME = 6


class _Word(IntEnum):
    """How like two words are."""

    OTHER = 0
    NEAR = 1
    TYPO = 2
    INITIAL = 3
    VARIANT = 4
    SAME = 5


@dataclass(frozen=True, slots=True)
class NameMatch:
    """`moved`: the words stand in another order. `words`: how many that are no fillers were matched."""

    likeness: NameLikeness
    moved: bool = False
    words: int = 0


#: Words that papers add and leave out, and that half a village bears.
FILLERS: Final = frozenset(
    ("muhamad", "ahmad", "siti", "abdul", "mat", "r", "rr", "rd", "raden", "roro", "sri")
)
_LINKS: Final = re.compile(r" (?:bin|binti|bt|als|alias) ")
_LINKS_WRITTEN: Final = re.compile(r"\s(?:bin|binti|bt)\.?\s", re.IGNORECASE)
_SERVANT_OF: Final = re.compile(r"^abdu(?=[lr][aiueo]\w{3})|^abdu[lr](?=[^aiueo]\w{3})")
#: Where the folding has taken h for k.
_SPELT: Final = {"rokman": "rahman", "rakman": "rahman", "sokeh": "soleh"}
_VOWELS: Final = re.compile(r"[aiueoyw]+")
_ALIKE_FINAL: Final = frozenset((frozenset("ou"), frozenset("ei")))
_ALIKE_INSIDE: Final = _ALIKE_FINAL | {frozenset("ao")}
_LETTERS: Final = str.maketrans({"f": "p", "z": "j"})
#: Letters at the start of a word that are taken for each other, one of each family.
_FAMILY: Final = {
    letter: family[0]
    for family in ("kh", "aiueo", "jzyg", "pfvb", "td", "sc", "lr", "nm")
    for letter in family
}  # fmt: skip
_SHORTEST_TYPO: Final = 5
_SHORTEST_TWO_SLIPS: Final = 9
_NONE: Final = NameMatch(NameLikeness.DIFFERENT)


@lru_cache(maxsize=100_000)
def own_words(key: str) -> tuple[str, ...]:
    """The words of a folded name that are the person's own, without fillers and what follows `bin`.

    A name of nothing but fillers keeps its words.
    """
    words = [_bared(word) if word[:4] == "abdu" or word in _SPELT else word for word in _own(key).split()]
    return tuple(word for word in words if word not in FILLERS) or tuple(words)


def _own(key: str) -> str:
    """What stands before `bin`."""
    return _LINKS.split(key, maxsplit=1)[0] if " b" in key or " al" in key else key


def _bared(word: str) -> str:
    """`abdurahman` → `rahman`: written in one, or parted behind Abdul, which is a filler."""
    bare = _SERVANT_OF.sub("", word)
    return _SPELT.get(bare, bare)


def skeleton(word: str) -> str:
    """The consonants of a folded word and whether it begins with a vowel: `suwarno`, `suarno` → `srn`."""
    return _taken_apart(word)[0]


def family(word: str) -> str:
    """The family of a word's first letter: Kholil and Holil, Zaenal and Jaenal share it."""
    return _FAMILY.get(word[0], word[0])


@lru_cache(maxsize=50_000)
def _taken_apart(word: str) -> tuple[str, tuple[str, ...]]:
    """(consonants, the vowels before, between and after them)."""
    if (len(word) > 3 and word[-1] == "h") or (len(word) > 4 and word[-1] == "k" and word[-2] in "aiu"):
        word = word[:-1]
    if word[0] == "h" and word[1:2] in ("o", "u"):
        word = "k" + word[1:]  # Holil, Kholil; Husnan, Kusnan
    word = word.replace("ck", "k")
    head, rest = (word[0], word[1:]) if word[0] in "yw" else ("", word)
    rest = rest.translate(_LETTERS)
    rest = rest[:-1] + {"d": "t", "b": "p"}.get(rest[-1:], rest[-1:])
    groups: list[str] = []
    consonants = head
    place = 0
    for match in _VOWELS.finditer(rest):
        between = rest[place : match.start()]
        consonants += between
        groups += [""] * (len(consonants) - len(groups))
        groups.append(_vowels(match.group()))
        place = match.end()
    consonants += rest[place:]
    groups += [""] * (len(consonants) + 1 - len(groups))
    return ("a" if groups[0] else "") + consonants, tuple(groups)


def _vowels(group: str) -> str:
    """Half vowels as vowels, no letter twice in a row: `iya` → `ia`, `ae` → `e`."""
    group = re.sub(r"(.)\1+", r"\1", group.replace("y", "i").replace("w", "u"))
    return {"ai": "e", "ae": "e", "ei": "e", "au": "o"}.get(group, group)


def _sound_alike(one: str, other: str) -> bool:
    bones, vowels = _taken_apart(one)
    other_bones, other_vowels = _taken_apart(other)
    if bones != other_bones or len(vowels) != len(other_vowels):
        return False
    slack, last = 0, len(vowels) - 1
    for place, (mine, theirs) in enumerate(zip(vowels, other_vowels, strict=True)):
        if mine == theirs:
            continue
        slack += 1
        if not mine or not theirs:
            if place in (0, last) or (mine or theirs) not in ("e", "i", "a"):
                return False
        elif frozenset((mine, theirs)) not in (_ALIKE_FINAL if place == last else _ALIKE_INSIDE):
            return False
    return slack <= 2


@lru_cache(maxsize=100_000)
def _words_alike(one: str, other: str) -> _Word:
    if one == other:
        return _Word.SAME
    if len(one) == 1 or len(other) == 1:
        return _Word.INITIAL if one[0] == other[0] else _Word.OTHER
    if _sound_alike(one, other):
        return _Word.VARIANT
    short, long = sorted((len(one), len(other)))
    if long - short > 2 or short < 4:
        return _Word.OTHER
    slips = _slips(one, other)
    if slips == 2:
        return _Word.NEAR if short >= _SHORTEST_TWO_SLIPS else _Word.OTHER
    if slips != 1:
        return _Word.OTHER
    if one[0] != other[0] or short < _SHORTEST_TYPO or _is_vowel_changed(one, other):
        return _Word.NEAR
    return _Word.TYPO


def _is_vowel_changed(one: str, other: str) -> bool:
    """A vowel for another is rather another name (Suparno, Suparni) than a slip."""
    if len(one) != len(other):
        return False
    changed = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(changed) == 1 and all(letter in "aiueo" for letter in changed[0])


def _slips(one: str, other: str) -> int:
    """Letters too many, missing, wrong or changed over with the next: at most 3 is told."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other:
        return min(len(one) + len(other), 3)
    if len(one) == len(other) == 1 or (len(one) == len(other) == 2 and one == other[::-1]):
        return 1
    if max(len(one), len(other)) > 4:
        return 3
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, theirs in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != theirs))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == theirs:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return min(rows[-1][-1], 3)


_OF_WORD: Final = {
    _Word.NEAR: NameLikeness.NEAR,
    _Word.TYPO: NameLikeness.TYPO,
    _Word.INITIAL: NameLikeness.ABBREVIATED,
    _Word.VARIANT: NameLikeness.VARIANT,
    _Word.SAME: NameLikeness.SAME,
}


def names_alike(one: str, other: str, *, fathers: tuple[str, str] = ("", "")) -> NameMatch:
    """How like two folded names are. `fathers`: a father's name behind the own one is no other name (Sukir Karto)."""
    if one == other:
        return NameMatch(NameLikeness.SAME, words=len(own_words(one)))
    mine, theirs = own_words(one), own_words(other)
    if not mine or not theirs:
        return _NONE
    best = _word_by_word(mine, theirs, fathers)
    if best.likeness < NameLikeness.VARIANT and _are_joined(one, other, mine, theirs):
        best = NameMatch(NameLikeness.VARIANT, words=min(len(mine), len(theirs)))
    return best


def _are_joined(one: str, other: str, mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """`nurhayati`, `nur hayati`: the same letters but for the spaces, or a slip besides."""
    whole, their_whole = _own(one), _own(other)
    if whole.count(" ") == their_whole.count(" "):
        return False
    for joined, theirs_joined in (
        (whole.replace(" ", ""), their_whole.replace(" ", "")),
        ("".join(mine), "".join(theirs)),
    ):
        if abs(len(joined) - len(theirs_joined)) > 2 or joined[0] != theirs_joined[0]:
            continue
        if _slips(joined, theirs_joined) <= 1 or _sound_alike(joined, theirs_joined):
            return True
    return False


def _word_by_word(mine: tuple[str, ...], theirs: tuple[str, ...], fathers: tuple[str, str]) -> NameMatch:
    if len(mine) > len(theirs):
        mine, theirs, fathers = theirs, mine, fathers[::-1]
    fitting = _fitting(mine, theirs)
    if fitting is None:
        return _NONE
    worst, places = fitting
    matched = len(mine)
    left = tuple(word for place, word in enumerate(theirs) if place not in places)
    if left and not _belongs_to_father(left, fathers):
        weak = worst <= _Word.NEAR
        shorter_is_initial = any(len(word) == 1 for word in mine)
        return _NONE if weak or shorter_is_initial else NameMatch(NameLikeness.PART, words=matched)
    likeness = _OF_WORD[worst]
    if likeness is NameLikeness.SAME:
        likeness = NameLikeness.VARIANT  # but for fillers, the order or the father's name behind
    if likeness is NameLikeness.ABBREVIATED and matched == 1:
        return _NONE
    return NameMatch(likeness, moved=places != sorted(places), words=matched)


def _fitting(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[_Word, list[int]] | None:
    """For each of my words the place of the likest of theirs, and how like the unlikest pair is; None if one has none."""
    places = [-1] * len(mine)
    for number, word in enumerate(mine):
        if word in theirs and (place := theirs.index(word)) not in places:
            places[number] = place
    worst = _Word.SAME
    for number, word in enumerate(mine):
        if places[number] >= 0:
            continue
        best, at = _Word.OTHER, -1
        for place, candidate in enumerate(theirs):
            if place not in places and (alike := _words_alike(word, candidate)) > best:
                best, at = alike, place
        if best is _Word.OTHER:
            return None
        places[number] = at
        worst = min(worst, best)
    return worst, places


def _belongs_to_father(rest: tuple[str, ...], fathers: tuple[str, str]) -> bool:
    """Whether the words that are left are the name of the father, as either paper has it."""
    return any(
        father and _words_alike("".join(rest), "".join(own_words(father))) >= _Word.INITIAL
        for father in fathers
    )


def father_of(full_name: str) -> str:
    """The name behind `bin` or `binti`, where it stands in the name itself; else empty."""
    parts = _LINKS_WRITTEN.split(full_name, maxsplit=1)
    return parts[1] if len(parts) > 1 else ""
