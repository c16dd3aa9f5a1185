"""What is due at every look of the clock: done each time, whatever the day."""

from datetime import datetime
from importlib import import_module

import pytest

from bimbing.jobs.actions import look_around, often
from tests.factories import AT

clock = import_module("bimbing.jobs.actions.daily")  # the package has a function of that name


@pytest.fixture
def only_ours(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, datetime]]:
    monkeypatch.setattr(clock, "_LOOKS", [])
    done: list[tuple[str, datetime]] = []
    often(lambda now: done.append(("first", now)))
    often(lambda now: done.append(("second", now)))
    return done


def test_each_look_does_it_again(only_ours: list[tuple[str, datetime]]) -> None:
    look_around(now=AT)
    look_around(now=AT)
    assert only_ours == [("first", AT), ("second", AT)] * 2


def test_the_tallies_and_the_backup_are_among_it() -> None:
    assert {"_fold_at_every_look", "make_if_due"} <= {look.__name__ for look in clock._LOOKS}
