"""The catalogue of offences and its readers."""

import pytest

from bimbing.rules import offence_words
from bimbing.rules.offences import (
    OFFENCES,
    OffenceKey,
    SpecialGroup,
    guess_offence,
    read_articles,
    special_group,
)


def test_every_category_has_a_label_of_its_own():
    assert list(OFFENCES) == list(OffenceKey)
    assert len({facts.label for facts in OFFENCES.values()}) == len(OffenceKey)


def test_the_readers_know_no_category_outside_the_list():
    read = {category for category, _ in offence_words._WORDS} | set(offence_words._LAWS.values())
    assert read <= set(OffenceKey)


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("Pencurian", "PENCURIAN"),
        ("CURAT 363 ayat 1 ke-3 KUHP", "PENCURIAN"),
        ("NARKOBA", "NARKOTIKA"),
        ("Sabu / 112", "NARKOTIKA"),
        ("PA / 82 (1)", "PERLINDUNGAN_ANAK"),
        ("Pil dobel L", "KESEHATAN"),
        ("Pencurian rokok", "PENCURIAN"),
        ("Cukai rokok", "CUKAI"),
        ("pil koplo", "NARKOTIKA"),
        ("Korupsi dana koperasi", "KORUPSI"),
        ("Persetubuhan anak", "PERLINDUNGAN_ANAK"),
        ("Perikanan", "PERIKANAN"),
    ],
)
def test_words_name_the_category(raw, key):
    assert guess_offence(raw).value == key


def test_an_article_alone_is_a_guess_and_unknown_words_are_asked_about():
    assert guess_offence("Ps. 114 (1) UU RI No. 35 Th 2009").value is OffenceKey.NARKOTIKA
    assert guess_offence("Ps. 114 (1) UU RI No. 35 Th 2009").doubts
    unknown = guess_offence("menyembunyikan jenazah")
    assert (unknown.value, unknown.clear) == (OffenceKey.LAINNYA, False)
    assert guess_offence("-").empty


def test_articles_stay_as_written():
    assert read_articles("CURAT 363 ayat 1 ke-3 KUHP") == "363 ayat 1 ke-3 KUHP"
    assert read_articles("Pencurian") is None


def test_reports_count_four_groups_apart():
    assert special_group(OffenceKey.KORUPSI) is SpecialGroup.TIPIKOR
    assert special_group(OffenceKey.PENCURIAN) is None
    assert {facts.group for facts in OFFENCES.values()} == {*SpecialGroup, None}
