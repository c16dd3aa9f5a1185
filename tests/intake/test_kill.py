"""Killed with -9 at any moment, an import is in the register wholly or not at all, and once somebody resumes it, exactly once.

Each round is two processes on a database of its own: one enters a register of a few hundred rows and is killed at a
moment drawn from the whole length of a clean run; the other finds what is left, and does it. CI runs a few rounds;
`BIMBING_KILLS=50` runs the campaign (CONTRIBUTING.md).
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

from tests.digest import differing

KILLS = int(os.environ.get("BIMBING_KILLS", "6"))
SEED = int(os.environ.get("BIMBING_KILL_SEED", "20261124"))
#: Every so-manieth round, who resumes is killed as well.
TWICE = 5
ROOT = Path(__file__).resolve().parents[2]
Picture = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """A database for one process after the other: what its environment must say."""

    data: Path
    address: str

    def start(self, *words: str, **more: str) -> "subprocess.Popen[str]":
        environment = {**os.environ, **more, "BIMBING_DATA": str(self.data), "BIMBING_DATABASE": self.address}
        environment["PYTHONPATH"] = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        command = [sys.executable, "-m", "tests.intake.kill_stage", *words]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


class Places:
    """One database made ready, and as many copies of it as are wanted."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made = folder, 0
        self.name = f"bimbing_kill_{os.getpid()}"
        self.first = self._place("first")
        if self.on_server:
            self._on_server(f'CREATE DATABASE "{self.name}_first"')
        else:
            self.first.data.mkdir()

    @property
    def on_server(self) -> bool:
        return bool(settings.DATABASE_URL)

    def another(self) -> Place:
        self.made += 1
        place = self._place(str(self.made))
        if self.on_server:
            self._on_server(f'CREATE DATABASE "{self.name}_{self.made}" TEMPLATE "{self.name}_first"')
        else:
            shutil.copytree(self.first.data, place.data)
        return place

    def remove(self, place: Place) -> None:
        if self.on_server:
            name = urlsplit(place.address).path.lstrip("/")
            self._on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(place.data, ignore_errors=True)

    def _place(self, word: str) -> Place:
        address = ""
        if self.on_server:
            address = urlsplit(settings.DATABASE_URL)._replace(path=f"/{self.name}_{word}").geturl()
        return Place(self.folder / word if not self.on_server else self.folder, address)

    def _on_server(self, command: str) -> None:
        with psycopg.connect(settings.DATABASE_URL, autocommit=True) as connection:
            connection.execute(command)  # type: ignore[call-overload]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that the process says on its way, and when, in seconds after it went to work."""

    word: str
    content: Any
    at: float


@dataclass(frozen=True, slots=True)
class Clean:
    """One run that nobody disturbed: the tables before and after, and what it said on its way."""

    before: Picture
    after: Picture
    marks: tuple[Mark, ...]

    @property
    def seconds(self) -> float:
        """From going to work to the word that it is done."""
        return self.marks[-1].at


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    made = Places(tmp_path_factory.mktemp("kill"))
    process = made.first.start("prepare")
    process.communicate()
    assert process.returncode == 0
    yield made
    made.remove(made.first)


@pytest.fixture(scope="module")
def clean(places: Places) -> Clean:
    place = places.another()
    told = Told(place.start("work"))
    before = told.wait_for("before")
    told.wait_for("go")
    began = time.monotonic()
    marks = [Mark("go", None, 0.0)]
    while marks[-1].word != "done":
        marks.append(Mark(*told.next(), at=time.monotonic() - began))
    assert marks[-1].content == [["done", 1]]
    after = told.wait_for("after")
    places.remove(place)
    assert "intake.ImportRow" in differing(before["register"], after["register"])
    return Clean(before, after, tuple(marks))


class Told:
    """What a process says, line by line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.said: list[tuple[str, Any]] = []

    def next(self) -> tuple[str, Any]:
        """The next line: its word, and what came with it. At the end: `end`."""
        assert self.process.stdout is not None
        word, _, rest = self.process.stdout.readline().strip().partition(" ")
        self.said.append((word or "end", json.loads(rest) if rest else None))
        return self.said[-1]

    def wait_for(self, word: str, content: Any = None) -> Any:
        """Read on until the process says this word (with this content); it must."""
        while (now := self.next())[0] != "end":
            if now[0] == word and content in (None, now[1]):
                return now[1]
        raise AssertionError(f"It never said {word}: {[said for said in self.said if said[0] != 'before']}")

    def killed_at(self, mark: Mark, seconds: float) -> str:
        """Kill -9 so long after it said this, or after it ended. What it had come to."""
        while (now := self.next()) != (mark.word, mark.content) and now[0] != "end":
            pass
        time.sleep(seconds)
        self.process.kill()
        self.process.wait()
        while self.next()[0] != "end":
            pass
        word, content = self.said[-2]
        return str(content[0]) if word == "step" else word


def moment(clean: Clean, number: int) -> tuple[Mark, float]:
    """When to kill: in each round in another part of the run, so that together they cover all of it.

    Told as a mark of the run and seconds after it: a machine that is slower by now is killed at the same place.
    """
    die = random.Random(SEED * 1000 + number)
    at = (number + die.random()) / KILLS * clean.seconds * 1.05
    mark = [mark for mark in clean.marks if mark.at <= at][-1]
    return mark, at - mark.at


def test_killed_at_any_moment_it_is_entered_wholly_once_resumed(
    places: Places, clean: Clean, record_property: Any
) -> None:
    where: Counter[str] = Counter()
    entered: Counter[str] = Counter()
    for number in range(KILLS):
        place = places.another()
        last = Told(place.start("work")).killed_at(*moment(clean, number))
        where[last] += 1
        if number % TWICE == TWICE - 1:
            Told(place.start("work")).killed_at(*moment(clean, (number * 7) % KILLS))
        told = Told(place.start("work"))
        left = told.wait_for("before")
        states = told.wait_for("done")
        after = told.wait_for("after")
        places.remove(place)
        is_untouched = differing(clean.before["register"], left["register"]) == []
        is_entered = differing(clean.after["register"], left["register"]) == []
        assert is_untouched != is_entered, f"round {number}, after {last}: something of it was entered"
        assert [state for state, _ in states] == ["done"], f"round {number}, after {last}"
        assert differing(clean.after["all"], after["all"]) == [], f"round {number}, after {last}"
        entered["entered" if is_entered else "untouched"] += 1
    record_property("killed_while", dict(where))
    print(f"\n{KILLS} kills over {clean.seconds:.2f} s; while: {dict(where)}; left: {dict(entered)}")
    assert sum(entered.values()) == KILLS
    assert entered["untouched"] > 0


def test_the_campaign_notices_a_commit_that_is_not_one_transaction(places: Places, clean: Clean) -> None:
    """The control: the same kill, in the middle of a commit torn into one transaction for each slice."""
    place = places.another()
    told = Told(place.start("work", KILL_BROKEN="1"))
    told.wait_for("step", ["clients", 120, 234])
    told.process.kill()
    told.process.wait()
    resumed = Told(place.start("work"))
    left = resumed.wait_for("before")
    resumed.wait_for("done")
    after = resumed.wait_for("after")
    places.remove(place)
    assert "clients.Client" in differing(clean.before["register"], left["register"])
    assert "clients.Client" in differing(clean.after["register"], left["register"])
    assert differing(clean.after["all"], after["all"]) != []


def test_a_clean_run_is_the_same_each_time(places: Places, clean: Clean) -> None:
    place = places.another()
    told = Told(place.start("work"))
    assert told.wait_for("before") == clean.before
    assert told.wait_for("after") == clean.after
    places.remove(place)
