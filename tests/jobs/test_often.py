"""What is due at every look of the clock: done each time, whatever the day."""

from importlib import import_module

import pytest

from bimbing.jobs.actions import often, tidy

clock = import_module("bimbing.jobs.actions.daily")  # the package has a function of that name


@pytest.fixture
def only_ours(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(clock, "_OFTEN", {})
    done: list[str] = []
    often("first")(lambda: done.append("first"))
    often("second")(lambda: done.append("second"))
    return done


def test_each_look_does_it_again(only_ours: list[str]) -> None:
    tidy()
    tidy()
    assert only_ours == ["first", "second", "first", "second"]


def test_the_tallies_are_among_it() -> None:
    assert "tallies" in clock._OFTEN
