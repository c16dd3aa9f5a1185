"""What comes of one field that two people may have changed."""

from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.three_way import Change, Pick, compared

TEXT = st.sampled_from(["", "a", "A", "b", "c"])


def one(mine: str, was: str, now: str):
    (line,) = compared(
        ["x"],
        mine={"x": mine},
        was={"x": was},
        now={"x": now},
        same=lambda name, a, b: a.lower() == b.lower(),
    )
    return line


def test_who_changed_it() -> None:
    assert [one(*texts).change for texts in ("aaa", "Aaa", "baa", "aab", "bab", "bac")] == [
        Change.NOBODY, Change.NOBODY, Change.ME, Change.OTHERS, Change.ALIKE, Change.BOTH,
    ]  # fmt: skip


@given(TEXT, TEXT, TEXT)
def test_a_choice_is_asked_for_just_where_two_differ(mine: str, was: str, now: str) -> None:
    line, low = one(mine, was, now), str.lower
    differ = len({low(mine), low(was), low(now)}) == 3
    assert line.must_choose is differ
    assert line.proposed is (
        None if differ else Pick.MINE if low(now) == low(was) != low(mine) else Pick.THEIRS
    )


@given(TEXT, TEXT, TEXT)
def test_what_is_proposed_loses_no_change(mine: str, was: str, now: str) -> None:
    line, low = one(mine, was, now), str.lower
    if line.proposed is None:
        return
    taken = low(mine if line.proposed is Pick.MINE else now)
    assert low(mine) == low(was) or taken == low(mine)
    assert low(now) == low(was) or taken == low(now)


def test_a_field_that_is_missing_is_empty_and_the_order_stays() -> None:
    lines = compared(["b", "a"], mine={"a": "1"}, was={}, now={}, same=lambda name, x, y: x == y)
    assert [(line.name, line.mine, line.was, line.now) for line in lines] == [
        ("b", "", "", ""),
        ("a", "1", "", ""),
    ]
