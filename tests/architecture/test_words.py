"""No word on the screen without its Indonesian."""

import pytest

from tests import words

#: Words that Django translates itself, or that are the same in both languages and need no entry.
SAME = {"Bimbing", "WIB", "WITA", "WIT", "NIK", "NIP"}


def test_every_word_of_the_screen_has_its_indonesian() -> None:
    known = words.translated() | SAME
    missing = sorted(
        {f"{path.relative_to(words.SOURCE)}: {word}" for word, path in words.used() if word not in known}
    )
    assert missing == []


@pytest.mark.parametrize("path", words.catalogues(), ids=lambda path: path.parts[-5])
def test_the_compiled_catalogue_is_the_written_one(path: words.Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == words.compiled(path), "run: python -m tests.words"


@pytest.mark.parametrize("path", words.catalogues(), ids=lambda path: path.parts[-5])
def test_a_catalogue_has_no_word_twice_and_none_unsure(path: words.Path) -> None:
    catalogue = words.polib.pofile(str(path), check_for_duplicates=True)
    assert [
        entry.msgid for entry in catalogue if entry.fuzzy or not (entry.msgstr or entry.msgstr_plural)
    ] == []


def test_a_word_has_the_same_indonesian_in_every_catalogue() -> None:
    """All catalogues are one to Django, the first app's word wins: two meanings of one msgid would be a lottery."""
    said: dict[tuple[str | None, str], dict[str, str]] = {}
    for path in words.catalogues():
        for entry in words.polib.pofile(str(path)):
            text = entry.msgstr or entry.msgstr_plural.get(0, "")
            said.setdefault((entry.msgctxt, entry.msgid), {})[path.parts[-5]] = text
    assert {word: texts for word, texts in said.items() if len(set(texts.values())) > 1} == {}
