"""Keys under which names are searched and compared.

Indonesian names have many spellings: Moh./Moch./Muhammad, Achmad/Ahmad, Soekarno/Sukarno, Djoko/Joko, Syaiful/Saiful. Two
spellings of one name share a key; the key is never shown. A name alone never identifies anybody.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bimbing.rules.names import split_titles

_WORDS: dict[str, str] = {}
for _key, _spellings in {
    "muhamad": "moh moch moc mohd muh muhd much muhamad muhammad muhamat mohamad mohammad mohamat mochamad mochammad mochamat "
    "mokhamad mokhammad muchamad muchammad mukhamad mukhammad mohammed muhammed mohamed muchamat mochmad mohmad muhmad",
    "ahmad": "ach ahmad achmad akhmad ahmat achmat akhmat ahmed achmed akmad",
    "abdul": "abd abdul abdoel abdl",
    "siti": "siti sitti sity st",
    "yusuf": "jusuf yusup jusup yusuf yosef",
    "yahya": "jahja jahya yahja",
    "candra": "chandra candra tjandra",
    "carles": "charles carles",
    "kristian": "christian kristian",
}.items():
    for _spelling in _spellings.split():
        _WORDS[_spelling] = _key
# Only in front of another word: a lone M. or St. may be anything.
_FIRST_ONLY = {"m": "muhamad", "st": "siti"}
_LONE = frozenset(("st", "ach", "abd", "much", "moc"))

_APOSTROPHES = re.compile(r"['`´‘’ʼʻ\"]")
_OLD_SPELLING = re.compile(r"oe|dj|tj|sj|nj")
# In this order: the old spelling first, then letters that sound alike.
_LETTERS = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("nj", "ny"),
    ("kh", "k"), ("ch", "k"), ("sy", "s"), ("sh", "s"), ("dh", "d"), ("th", "t"), ("dz", "z"), ("dl", "d"),
    ("ph", "f"), ("v", "f"), ("q", "k"), ("x", "ks"), ("ae", "ai"), ("ie", "i"),
)  # fmt: skip


def fold(text: str) -> str:
    """The key of a name or of something typed into the search: lower-case words, spellings made alike.

    Titles, dots, apostrophes, accents and doubled letters are gone: `MOH. ARIF`, `muhamad arif`, `M. Arif` share
    `muhamad arif`. Folding twice changes nothing; digits stay. Substrings of names fold to substrings mostly, so the
    search compares key with key.
    """
    key = _fold_once(text, titles=True)
    for _ in range(12):  # each round only shortens or settles
        again = _fold_once(key, titles=True)
        if again == key:
            break
        key = again
    return key


def _fold_once(text: str, *, titles: bool) -> str:
    if text.isascii():  # nearly every name, and there is no accent to take off
        plain = text.lower()
    else:
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _APOSTROPHES.sub("", plain)
    if titles:
        plain = split_titles(plain)[0]
    words = re.findall(r"[^\W_]+", plain)
    return " ".join(_fold_word(word, place, len(words)) for place, word in enumerate(words))


@lru_cache(maxsize=20_000)  # a register repeats its few hundred words of names
def _fold_word(word: str, place: int, count: int) -> str:
    if count > 1 and place == 0 and word in _FIRST_ONLY:
        return _FIRST_ONLY[word]
    if word in _WORDS and not (word in _LONE and count == 1):
        return _WORDS[word]
    if _OLD_SPELLING.search(word):
        # a word in the old spelling writes y as j: Soejono is Suyono, Soedjono is Sujono
        word = re.sub(r"(?<![dtsn])j", "y", word)
    for old, new in _LETTERS:
        word = word.replace(old, new)
    word = re.sub(r"([^\W\d_])\1+", r"\1", word)
    return _WORDS.get(word, word) if not (word in _LONE and count == 1) else word


def words_key(text: str) -> str:
    """A coarse key for look-alikes: folded words in alphabetical order, without their vowels and a final h.

    `SITI MUNAWAROH` and `Munawaro Siti` share it, and so do names that merely resemble each other: a proposal to look,
    never a proof.
    """
    skeletons = []
    for word in fold(text).split():
        if len(word) > 3 and word.endswith("h"):
            word = word[:-1]
        skeletons.append(word[:1] + re.sub(r"[aeiou]", "", word[1:]))
    return " ".join(sorted(skeletons))
