"""Reading a word: as the office taught it where it did, else as the rules do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from bimbing.rules.offence_words import ArticleMeaning, OffenceReading, read_offence
from bimbing.rules.programme_words import read_programme
from bimbing.rules.reading import Reading
from bimbing.rules.status_words import read_status
from bimbing.rules.taught_words import word_key

Words = Mapping[str, str]
Read = Callable[[Any], Reading[Any]]

# Registers repeat the same words thousands of times.
_programme = lru_cache(4096)(read_programme)
_status = lru_cache(4096)(read_status)
_offence = lru_cache(8192)(read_offence)


class WordReaders:
    """The readers of words for one workbook. `words` as in `choices.Choices`."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        self.programme: Read = _taught(words.get("programme"), _programme)
        self.status: Read = _taught(words.get("status"), _status)
        self.offence: Callable[[Any], OffenceReading] = _taught_offence(
            words.get("offence"), _by_article(words.get("article"))
        )


def _taught(words: Words | None, read: Read) -> Read:
    if not words:
        return read

    def reads(raw: Any) -> Reading[Any]:
        code = words.get(word_key(raw))
        return Reading(code) if code else read(raw)

    return reads


def _by_article(words: Words | None) -> Callable[[Any], OffenceReading]:
    """The reader of offences, with what the office said of articles (`words`: `35/2009 114` -> code)."""
    if not words:
        return _offence
    meanings = {ArticleMeaning(*key.split(" ", 1)): code for key, code in words.items()}

    @lru_cache(8192)
    def reads(raw: Any) -> OffenceReading:
        return read_offence(raw, meanings)

    return reads


def _taught_offence(
    words: Words | None, read: Callable[[Any], OffenceReading]
) -> Callable[[Any], OffenceReading]:
    """An offence may have its articles beside it: the word is the whole cell, or what stands before the articles."""
    if not words:
        return read

    def reads(raw: Any) -> OffenceReading:
        found = read(raw)
        code = words.get(word_key(raw)) or (words.get(word_key(found.words)) if found.words else None)
        return replace(found, category=Reading(code)) if code else found

    return reads


AS_THE_RULES_SAY = WordReaders({})
