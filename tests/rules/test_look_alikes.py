"""Labelled pairs decide whether the rule is good: at most one in twenty is missed, four of five questions are right."""

from collections.abc import Callable
from datetime import date

import pytest

from bimbing.rules.look_alike_search import TOO_COMMON, look_alikes_of
from bimbing.rules.look_alikes import ASKED, Against, Reason, Someone, likeness, someone
from bimbing.rules.name_likeness import NameLikeness, names_alike
from tests.rules.look_alikes import pairs

RECALL, PRECISION = 0.95, 0.80


def measured(table: str, asks: Callable[[Someone, Someone], bool]) -> tuple[float, float]:
    """(recall, precision) of a rule on a table of labelled pairs."""
    right = sum(asks(one, other) for _, one, other in pairs(f"same{table}"))
    wrong = sum(asks(one, other) for _, one, other in pairs(f"different{table}"))
    return right / len(pairs(f"same{table}")), right / ((right + wrong) or 1)


def weighs(one: Someone, other: Someone) -> bool:
    return likeness(one, other).is_asked


def finds(one: Someone, other: Someone) -> bool:
    return bool(look_alikes_of(known=[one], entries=[other])[0])


def has_the_same_name(one: Someone, other: Someone) -> bool:
    return one.name_key == other.name_key


@pytest.mark.parametrize("table", ["", "_held_out"])
@pytest.mark.parametrize("rule", [weighs, finds])
def test_the_rule_asks_about_most_and_about_few_in_vain(
    table: str, rule: Callable[[Someone, Someone], bool]
) -> None:
    recall, precision = measured(table, rule)
    assert recall >= RECALL
    assert precision >= PRECISION


@pytest.mark.parametrize("table", ["", "_held_out"])
def test_a_rule_of_equal_names_would_fail_this(table: str) -> None:
    recall, precision = measured(table, has_the_same_name)
    assert recall < RECALL
    assert precision < PRECISION


def test_the_tables_are_as_large_as_they_say() -> None:
    tables = ("same", "different", "same_held_out", "different_held_out")
    assert [len(pairs(table)) for table in tables] == [120, 120, 40, 40]


def test_it_makes_no_difference_who_comes_first() -> None:
    for table in ("same", "different"):
        for line, one, other in pairs(table):
            assert likeness(one, other).reasons == likeness(other, one).reasons, line
            assert likeness(one, other).weight == pytest.approx(likeness(other, one).weight), line


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("supriyadi", "supriadi", NameLikeness.VARIANT),
        ("muhamad arifin", "arifin", NameLikeness.VARIANT),
        ("nurhayati", "nur hayati", NameLikeness.VARIANT),
        ("agus salim", "agus s", NameLikeness.ABBREVIATED),
        ("sumartono", "sumarotno", NameLikeness.TYPO),
        ("suparno", "suparni", NameLikeness.NEAR),
        ("anang", "nanang", NameLikeness.NEAR),
        ("eko prasetyo", "eko prasetyo utomo", NameLikeness.PART),
        ("agus setiawan", "bambang setiawan", NameLikeness.DIFFERENT),
        ("", "suwarno", NameLikeness.DIFFERENT),
        ("a", "andi", NameLikeness.DIFFERENT),
    ],
)
def test_names_are_alike_in_steps(one: str, other: str, alike: NameLikeness) -> None:
    assert names_alike(one, other).likeness is alike
    assert names_alike(other, one).likeness is alike


def test_the_reasons_are_named_the_weightiest_first() -> None:
    one = someone(
        full_name="MOH. ARIF", nik="3522151005900001", birth_date=date(1990, 5, 10), village="Kapas"
    )
    other = someone(
        full_name="M. Arief", nik="3522151005900071", birth_date=date(1990, 10, 5), village="KAPAS"
    )
    found = likeness(one, other)
    assert found.reasons == (
        Reason.SAME_NAME,
        Reason.BIRTH_SWAPPED,
        Reason.NIK_NEAR,
        Reason.SAME_VILLAGE,
    )
    assert found.against == ()
    assert found.weight >= ASKED


def test_what_speaks_for_two_is_named_too() -> None:
    one = someone(full_name="SUTRISNO", birth_date=date(1974, 7, 5), village="Balen", sex="L")
    other = someone(full_name="SUTRISNO", birth_date=date(1977, 12, 25), village="Kapas", sex="P")
    assert likeness(one, other).against == (Against.BIRTH, Against.SEX, Against.VILLAGE)
    assert not likeness(one, other).is_asked


def test_the_first_of_january_proves_less_than_another_day() -> None:
    def alike(day: date) -> float:
        return likeness(
            someone(full_name="KASIM", birth_date=day), someone(full_name="KASIM", birth_date=day)
        ).weight

    assert alike(date(1970, 1, 1)) < alike(date(1970, 3, 1))


def test_the_nik_of_another_is_no_likeness_of_names() -> None:
    nik = "3522151005900001"
    one = someone(full_name="SUWARNO", nik=nik, birth_date=date(1990, 5, 10))
    other = someone(full_name="KASTURI", nik=nik, birth_date=date(1971, 3, 2))
    assert not likeness(one, other).is_asked
    assert Against.NAME in likeness(one, other).against


# ---- the search


def test_it_finds_the_known_and_the_earlier_entries_and_leaves_out_whom_nobody_asks_about() -> None:
    suwarno = someone(full_name="SUWARNO", birth_date=date(1990, 5, 10), village="Kapas")
    suarno = someone(full_name="SUARNO", birth_date=date(1990, 5, 10), village="Kapas")
    other = someone(full_name="KASTURI", birth_date=date(1990, 5, 10), village="Kapas")
    found = look_alikes_of(known=[other, suwarno], entries=[suarno, None, other, suwarno])
    assert [[(one.place, one.is_known) for one in of_entry] for of_entry in found] == [
        [(1, True)],
        [],
        [(0, True)],
        [(1, True), (0, False)],
    ]


def test_a_sign_that_everybody_has_is_no_sign() -> None:
    """A hundred namesakes of one village without a birth day: who of them it is no index tells."""
    crowd = [someone(full_name="SUPRIYADI", village="Kapas", phones=["+62812"])] * (TOO_COMMON + 5)
    assert look_alikes_of(known=[], entries=crowd)[-1] == []
    assert look_alikes_of(known=[], entries=crowd[:3])[-1] != []


def test_three_are_shown_at_most_the_likeliest_first() -> None:
    born = date(1990, 5, 10)
    known = [
        someone(full_name="SUWARNO", birth_date=born, village=v) for v in ("Malo", "Kapas", "Balen", "Kanor")
    ]
    found = look_alikes_of(
        known=known, entries=[someone(full_name="SUWARNO", birth_date=born, village="Balen")]
    )
    assert [one.place for one in found[0]] == [2, 0, 1]
