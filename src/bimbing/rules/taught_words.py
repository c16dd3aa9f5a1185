"""Keys of words that an office taught: the same word again is read as it was taught, and nothing that merely resembles it."""

from __future__ import annotations

import re

from bimbing.rules.reading import Raw, plain

LONGEST_WORD = 120
"""A cell longer than this is a sentence and no word; it cannot be taught."""
_AROUND = " \t.,:;*'\"-"


def word_key(raw: Raw) -> str:
    """The key of a word: lower case, single spaces, no marks around it. "" for what cannot be taught.

    Marks inside stay, because they decide: `CB / Asimilasi` and `Asimilasi → PB` are not one word each.
    """
    key = re.sub(r"\s+", " ", plain(raw).casefold()).strip(_AROUND)
    return key if len(key) <= LONGEST_WORD else ""
