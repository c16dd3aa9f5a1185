"""The proposal of who receives: even caseloads, sections respected, nobody given back to whom he is taken from."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.balance import Receiver, after, spread

ADULT, CHILD = "BKD", "BKA"


def test_forty_clients_make_three_caseloads_even() -> None:
    receivers = [Receiver(1, 30), Receiver(2, 40), Receiver(3, 35)]
    given_to = spread([(number, ADULT, 9) for number in range(40)], receivers)
    assert Counter(given_to.values()) == {1: 19, 2: 8, 3: 13}
    assert [30 + 19, 40 + 8, 35 + 13] == [49, 48, 48]


def test_whom_only_one_may_take_is_given_first() -> None:
    receivers = [Receiver(1, 0), Receiver(2, 0, ADULT)]
    given_to = spread([(1, ADULT, None), (2, CHILD, None), (3, CHILD, None), (4, ADULT, None)], receivers)
    assert given_to == {1: 2, 2: 1, 3: 1, 4: 2}


def test_whom_nobody_may_take_stays_out() -> None:
    assert spread([(1, CHILD, None), (2, ADULT, 5)], [Receiver(5, 0, ADULT)]) == {}


def test_nobody_receives_whom_he_has() -> None:
    assert spread([(1, ADULT, 5), (2, ADULT, 6)], [Receiver(5, 0), Receiver(6, 99)]) == {1: 6, 2: 5}


def test_caseloads_after_the_moves() -> None:
    assert after({1: 10, 2: 3}, [(1, 2), (1, 3), (None, 2)], wanted=(4,)) == {1: 8, 2: 5, 3: 1, 4: 0}


@given(
    loads=st.lists(st.integers(0, 60), min_size=1, max_size=6),
    number=st.integers(0, 80),
)
def test_no_other_spread_has_a_smaller_largest_caseload(loads: list[int], number: int) -> None:
    receivers = [Receiver(key, load) for key, load in enumerate(loads)]
    given_to = spread([(client, ADULT, None) for client in range(number)], receivers)
    assert len(given_to) == number
    final = after(dict(enumerate(loads)), [(None, taker) for taker in given_to.values()])
    best = max(max(loads), -(-(sum(loads) + number) // len(loads)))
    assert max(final.values()) == best
