"""The reader on registers that nobody looked at while it was written: made up from seeds, with exact truth.

`BIMBING_REGISTERS=2000` reads so many instead of the few that a run of all tests affords.
"""

from __future__ import annotations

import copy
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bimbing.intake.imports.prediction import to_json
from bimbing.intake.imports.reader import read
from bimbing.intake.imports.understand import understand
from tests.intake.generator.registers import make
from tests.intake.generator.scoring import Score, score
from tests.intake.generator.shapes import SHAPES

SEEDS = int(os.environ.get("BIMBING_REGISTERS", "150"))
TODAY = date(2026, 11, 24)


def _read(path: Path) -> dict[str, Any]:
    return to_json(understand(read(path.read_bytes(), file=path.name), today=TODAY))


def _told(total: Score) -> str:
    return "\n".join(total.wrong[:30])


def test_registers_of_unknown_offices_are_read_as_a_careful_clerk_would(tmp_path: Path) -> None:
    total = Score()
    for seed in range(SEEDS):
        path, truth = make(seed, tmp_path)
        total.add(score(truth, _read(path)))
        path.unlink()
    assert (total.found, total.false_clients) == (total.clients, 0), _told(total)
    assert total.silent == 0, _told(total)
    assert total.right >= 0.995 * total.cells, _told(total)
    assert total.caught >= 0.99 * total.due, _told(total)
    assert total.needless <= 0.01 * total.cells, _told(total)
    assert total.due > SEEDS, "the registers are too clean to show anything"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_every_shape_is_read_from_every_kind_of_workbook(kind: str, shape: str, tmp_path: Path) -> None:
    path, truth = make(71, tmp_path, kind=kind, shape=shape)
    total = score(truth, _read(path))
    assert (total.found, total.false_clients, total.silent) == (total.clients, 0, 0), _told(total)


def test_the_same_seed_makes_the_same_register(tmp_path: Path) -> None:
    first, truth = make(5, tmp_path)
    content = _read(first)
    again, same = make(5, tmp_path)
    assert same == truth
    assert _read(again) == content


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    path, truth = make(3, tmp_path_factory.mktemp("control"), kind="xlsx", shape="master")
    return truth, _read(path)


def test_control_a_wrong_cell_without_a_flag_is_noticed(
    reading: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    truth, right = reading
    wrong = copy.deepcopy(right)
    record = next(r for r in wrong["records"] if r.get("programme") == "PB")
    record["programme"] = "CB"
    before, after = score(truth, right), score(truth, wrong)
    assert (after.silent, after.right) == (before.silent + 1, before.right - 1)


def test_control_a_flag_that_is_left_out_is_noticed(reading: tuple[dict[str, Any], dict[str, Any]]) -> None:
    truth, right = reading
    due = next(r for r in truth["records"] if any("|" not in m for m in r["must_flag"]))
    name = next(m for m in due["must_flag"] if "|" not in m)
    wrong = copy.deepcopy(right)
    record = next(r for r in wrong["records"] if (r["sheet"], r["row"]) == (due["sheet"], due["row"]))
    record["issues"] = [i for i in record["issues"] if i["field"] != name]
    before, after = score(truth, right), score(truth, wrong)
    assert (after.caught, after.silent) == (before.caught - 1, before.silent + 1)


def test_control_a_client_missed_or_made_up_is_noticed(
    reading: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    truth, right = reading
    wrong = copy.deepcopy(right)
    wrong["records"][0]["row"] = 9999
    after = score(truth, wrong)
    assert (after.found, after.false_clients) == (after.clients - 1, 1)
