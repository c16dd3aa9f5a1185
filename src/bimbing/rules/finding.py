"""What a person is found by, and what a typed text looks for. Pure, so that every engine finds the same people.

The entry of a person is one line of text in which each word stands between spaces:

    ␣<name key> ; <folded words of alias, call name, father> ~<other spellings> =<initials> | <numbers> | <NIK, phones> | <places>␣

A search asks only whether a piece of text stands in that line, which both engines answer alike. Folded words are in
small letters, numbers in capitals. A wrong letter leaves one half of a word as it was: whoever has one of the halves
is a candidate, and `slips` then compares letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from bimbing.rules.name_keys import fold, spelled
from bimbing.rules.register_no import register_key

LONGEST_QUERY: Final = 120
#: Shorter words are looked for at the start of words only: the inside of names is full of them.
SHORTEST_PART: Final = 3
#: A word so long may carry a wrong letter by itself; a shorter one only beside another word that is right.
SHORTEST_SLIP: Final = 4
#: Who types so few letters may mean initials.
LONGEST_INITIALS: Final = 5
LINKS: Final = frozenset({"bin", "binti", "als", "alias"})
#: Where the name proper ends in an entry, and where its words end.
NAME_END: Final = " ; "
PART_END: Final = " | "
SPELLING, INITIALS = "~", "="
#: Short forms that are no part of the name itself (`Warno` is one of Suwarno, `Dul` of Abdul, and needs no table).
NICKNAMES: Final[dict[str, tuple[str, ...]]] = {
    "mat": ("muhamad", "ahmad"),
    "mamat": ("muhamad", "ahmad"),
    "amat": ("ahmad",),
    "ipul": ("saiful",),
    "jaka": ("joko",),
}


class Fit(IntEnum):
    """How well an entry fits what was typed, best first."""

    WHOLE = 0  # the name, its initials or a number is what was typed
    START = 1  # the name begins so
    WORD = 2  # a word of the name or of an alias
    PART = 3  # the inside of a name
    OTHER = 4  # a father, a place, part of a number
    NEAR = 5  # one letter is wrong


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: folded, as it was spelt, and the pieces of an entry of which one is enough."""

    folded: str
    spelling: str
    needles: tuple[str, ...]

    @property
    def may_slip_alone(self) -> bool:
        return len(self.spelling) >= SHORTEST_SLIP

    @property
    def whole(self) -> tuple[str, ...]:
        """The word as a whole word of an entry."""
        return tuple(dict.fromkeys((f" {self.folded} ", f"{SPELLING}{self.spelling} ")))

    @property
    def halves(self) -> tuple[str, ...]:
        """Pieces of which every entry with this word, at most one letter wrong, has at least one."""
        folded, raw = _halves(self.folded, " "), _halves(self.spelling, SPELLING)
        as_folded = () if self.spelling == self.folded else _halves(self.spelling, " ")
        return tuple(dict.fromkeys((*self.needles, *folded, *as_folded, *raw)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: every one of `words`, and one text of each of `numbers`; or else one of `written`, the
    whole of what was typed as one number. `key`: the words as a name. `initials`: perhaps those of a name."""

    words: tuple[Word, ...] = ()
    numbers: tuple[tuple[str, ...], ...] = ()
    written: tuple[str, ...] = ()
    key: str = ""
    initials: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.numbers or self.written)

    @property
    def may_slip(self) -> bool:
        """Whether a wrong letter can be looked for: in one long word, or in one of several."""
        return len(self.words) > 1 or any(word.may_slip_alone for word in self.words)


# ------------------------------------------------------------------ the entry


@dataclass(frozen=True, slots=True)
class EntryParts:
    """The line by which a person is found, but for the numbers of his papers."""

    names: str
    digits: str
    places: str

    def text(self, numbers: Iterable[str]) -> str:
        """The whole line. `numbers`: register and decision numbers, in the order of his guidances."""
        keys = " ".join(dict.fromkeys(register_key(number) for number in numbers if number))
        return f" {PART_END.join((self.names, keys, self.digits, self.places))} "


#: Places repeat; names hardly do.
_folded_place: Final = lru_cache(maxsize=4096)(fold)


def entry_parts(
    *,
    full_name: str,
    key: str = "",
    other_names: Sequence[str] = (),
    digits: Iterable[str] = (),
    places: Iterable[str] = (),
) -> EntryParts:
    """By what a person is found. `key`: the folded name, where the caller has it; `digits`: NIK and telephones
    without a plus.
    """
    key = key or fold(full_name)
    other_names = [name for name in other_names if name]
    others = [word for name in other_names for word in fold(name).split()]
    folded = {*key.split(), *others}
    spelt = spelled(full_name)
    written = [*spelt, *(word for name in other_names for word in spelled(name))]
    marks = [
        *(word for word in others if word not in key.split()),
        *(SPELLING + word for word in written if word not in folded),
        *(INITIALS + letters for letters in _initials(spelt, key.split())),
    ]
    return EntryParts(
        f"{key}{NAME_END}{' '.join(dict.fromkeys(marks))}",
        " ".join(filter(None, digits)),
        " ".join(dict.fromkeys(_folded_place(place) for place in places if place)),
    )


def entry_text(
    *,
    full_name: str,
    other_names: Iterable[str] = (),
    numbers: Iterable[str] = (),
    digits: Iterable[str] = (),
    places: Iterable[str] = (),
) -> str:
    """The line by which a person is found; see `entry_parts`."""
    parts = entry_parts(full_name=full_name, other_names=list(other_names), digits=digits, places=places)
    return parts.text(numbers)


def _initials(written: Sequence[str], folded: Sequence[str]) -> tuple[str, ...]:
    """The first letters of a name of several words, as written and as folded (`DJ` of `Djoko` is J too)."""
    return tuple(
        dict.fromkeys("".join(word[0] for word in words) for words in (written, folded) if len(words) > 1)
    )


# ------------------------------------------------------------------ what was typed


def wanted_in(text: str) -> Wanted:
    """What a typed text looks for: words as names and places, anything with a digit as a number."""
    tokens = text[:LONGEST_QUERY].split()
    names = " ".join(token for token in tokens if not has_digit(token))
    pairs = [pair for pair in _pairs(names) if pair[0] not in LINKS] or _pairs(names)
    initials = _typed_initials(names, pairs)
    words = tuple(_word(folded, spelling, initials) for folded, spelling in dict.fromkeys(pairs))
    if initials and len(pairs) > 1:  # `M A`, `M.A.`: the letters together, or each a word's beginning
        words = (Word(initials, initials, (INITIALS + initials,)),)
    numbers = tuple(found for token in tokens if has_digit(token) and (found := number_texts(token)))
    joined = "".join(tokens)
    written = number_texts(joined) if len(tokens) > 1 and has_digit(joined) else ()
    return Wanted(words, numbers, written, " ".join(folded for folded, _ in pairs), initials)


def _pairs(names: str) -> list[tuple[str, str]]:
    """Each word folded, and as it was spelt."""
    folded, written = fold(names).split(), spelled(names)
    return list(zip(folded, written if len(written) == len(folded) else folded, strict=True))


def _typed_initials(names: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The letters that may be initials: one short word, or nothing but single letters."""
    written = [spelling for _, spelling in pairs]
    if len(written) == 1 and 2 <= len(written[0]) <= LONGEST_INITIALS and "." not in names.strip("."):
        return written[0]
    letters = re.findall(r"[^\W\d_]+", names.casefold())
    return "".join(letters) if len(letters) > 1 and all(len(letter) == 1 for letter in letters) else ""


def _word(folded: str, spelling: str, initials: str) -> Word:
    if min(len(spelling), len(folded)) < SHORTEST_PART:
        needles = [f" {spelling}", f"{SPELLING}{spelling}", f" {folded}"]
    else:
        needles = [folded, spelling, *(f" {name}" for name in NICKNAMES.get(folded, ()))]
    if initials:
        needles.append(INITIALS + initials)
    return Word(folded, spelling, tuple(dict.fromkeys(needles)))


def has_digit(token: str) -> bool:
    return any(character.isdigit() for character in token)


def number_texts(token: str) -> tuple[str, ...]:
    """How a number may stand in an entry: as written in capitals, or as bare digits of a NIK or a phone.

    `0812-3456`, `+62 812 3456` and `812 3456` are one telephone: kept as 628123456.
    """
    written = register_key(token)
    texts = {written}
    if re.fullmatch(r"[\d\s+\-.()/]+", token):
        digits = re.sub(r"\D", "", token)
        texts.add(digits)
        if digits.startswith("0") and len(digits) > SHORTEST_SLIP:
            texts.add("62" + digits[1:])
    return tuple(sorted(text for text in texts if text))


# ------------------------------------------------------------------ a wrong letter


def _halves(word: str, start: str) -> tuple[str, ...]:
    """The first half at the start of a word, the second at its end, and the word with the letters between them
    changed back: one wrong letter, or two changed places, leave one of the three."""
    middle = len(word) // 2
    if middle < 2:
        return ()
    swapped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return (start + word[:middle], word[middle:] + " ", f"{start}{swapped} ")


def one_slip_apart(typed: str, word: str) -> bool:
    """Whether two words are the same but for one letter wrong, missing, too many, or two that changed places."""
    longer, shorter = (typed, word) if len(typed) >= len(word) else (word, typed)
    if len(longer) - len(shorter) > 1:
        return False
    place = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    if len(longer) > len(shorter):
        return longer[place + 1 :] == shorter[place:]
    if longer[place + 1 :] == shorter[place + 1 :]:
        return True
    swapped = shorter[place + 1 : place + 2] + shorter[place : place + 1]
    return longer[place : place + 2] == swapped and longer[place + 2 :] == shorter[place + 2 :]


def slips(wanted: Wanted, entry: str) -> int | None:
    """How many of the typed words stand in an entry with a letter wrong; None where the entry is somebody else's.

    At most one word of two has a wrong letter. A short word may have one only beside another that is wholly right.
    One more where the name itself has none of the words, only an alias, a father or a place: those stand last.
    """
    tokens, name = _words_of(entry), entry.partition(NAME_END)[0] + " "
    wrong, short_wrong, whole, named = 0, False, False, False
    for word in wanted.words:
        if any(needle in entry for needle in word.needles):
            whole = whole or any(needle in entry for needle in word.whole)
            named = named or any(needle in name for needle in word.needles)
        elif near := [token for token in tokens if _is_near(word, token)]:
            wrong, short_wrong = wrong + 1, short_wrong or not word.may_slip_alone
            named = named or any(f" {token} " in name for token in near)
        else:
            return None
    if wrong > (len(wanted.words) + 1) // 2 or (short_wrong and not whole):
        return None
    return wrong + (wrong > 0 and not named)


def near_words(wanted: Wanted, entry: str) -> tuple[str, ...]:
    """For each word typed with a letter wrong, the word of the entry that is meant, as it is spelt there."""
    tokens = sorted(_words_of(entry), key=lambda token: not token.startswith(SPELLING))
    missed = [word for word in wanted.words if not any(needle in entry for needle in word.needles)]
    meant = (next((token for token in tokens if _is_near(word, token)), "") for word in missed)
    return tuple(dict.fromkeys(token.lstrip(SPELLING) for token in meant if token))


def _words_of(entry: str) -> list[str]:
    return [token for token in entry.split() if token[0].isalpha() or token[0] == SPELLING]


def _is_near(word: Word, token: str) -> bool:
    if token.startswith(SPELLING):
        return one_slip_apart(word.spelling, token[1:])
    return one_slip_apart(word.folded, token) or one_slip_apart(word.spelling, token)
