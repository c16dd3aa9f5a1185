"""Small numbers about children: none is told, and none can be taken from the sum."""

from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.suppression import LEAST_TOLD, Hidden, sum_told, told

COLUMNS = st.lists(st.integers(min_value=0, max_value=40), max_size=12)


def test_from_one_to_four_is_hidden_and_nothing_else_is() -> None:
    assert told([0, 1, 4, 5, 9]) == [0, Hidden.SMALL, Hidden.SMALL, 5, 9]


def test_one_hidden_number_takes_the_smallest_told_one_with_it() -> None:
    assert told([3, 9, 7, 0]) == [Hidden.SMALL, 9, Hidden.WITH_IT, 0]


def test_alone_in_its_column_a_small_number_hides_the_sum_too() -> None:
    assert told([3, 0]) == [Hidden.SMALL, 0]
    assert sum_told([3, 0]) is Hidden.SMALL
    assert sum_told([3, 9]) == 12


@given(COLUMNS)
def test_no_small_number_is_ever_told(numbers: list[int]) -> None:
    assert all(isinstance(one, Hidden) or one == 0 or one >= LEAST_TOLD for one in told(numbers))


@given(COLUMNS)
def test_what_is_told_never_gives_a_single_hidden_number_away(numbers: list[int]) -> None:
    hidden = sum(isinstance(one, Hidden) for one in told(numbers))
    assert hidden != 1 or isinstance(sum_told(numbers), Hidden)


@given(COLUMNS)
def test_whatever_is_told_is_true(numbers: list[int]) -> None:
    assert all(
        isinstance(one, Hidden) or one == number for one, number in zip(told(numbers), numbers, strict=True)
    )
    total = sum_told(numbers)
    assert isinstance(total, Hidden) or total == sum(numbers)
