"""The benchmark suite runs and says what it measured in the form that others read. No figure is judged here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RUN = Path(__file__).resolve().parents[2] / "bench" / "run.py"
FIELDS = ["suite", "name", "engine", "size", "value", "unit", "limit", "baseline", "goal", "ok"]
MACHINE = ["at", "cpu", "cores", "memory_gb", "system", "python", "django", "load", "fsync_ms"]
Report = dict[str, Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, str]:
    """The report and the screen of a tiny run of two suites."""
    out = tmp_path_factory.mktemp("bench") / "out.json"
    words = ["cards", "attendance", "--size", "60", "--engine", "sqlite", "--json", str(out)]
    done = subprocess.run(
        [sys.executable, str(RUN), *words], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(out.read_text(encoding="utf-8")), done.stdout


def test_the_report_names_the_machine_and_holds_rows(run: tuple[Report, str]) -> None:
    report, _ = run
    assert list(report) == ["machine", "rows"]
    assert list(report["machine"]) == MACHINE


def test_every_row_has_exactly_the_fields_agreed(run: tuple[Report, str]) -> None:
    for row in run[0]["rows"]:
        assert list(row) == FIELDS
        assert {name: type(row[name]) for name in ("suite", "name", "engine", "unit", "ok", "size")} == {
            "suite": str, "name": str, "engine": str, "unit": str, "ok": bool, "size": int,
        }  # fmt: skip
        assert isinstance(row["value"], int | float)
        assert all(
            row[name] is None or isinstance(row[name], int | float) for name in ("limit", "baseline", "goal")
        )


def test_both_suites_came_to_their_end_and_counted_right(run: tuple[Report, str]) -> None:
    rows = {(row["suite"], row["name"]): row for row in run[0]["rows"]}
    assert {(row["engine"], row["size"]) for row in rows.values()} == {("sqlite", 60)}
    cards = rows["cards", "cards in one file"]
    assert (cards["value"], cards["goal"], cards["ok"]) == (60, 60, True)
    desks = rows["attendance", "eight desks, visits lost, doubled or refused"]
    assert (desks["value"], desks["goal"], desks["ok"]) == (0, 0, True)


def test_the_screen_shows_a_line_for_each_row(run: tuple[Report, str]) -> None:
    report, screen = run
    lines = [line for line in screen.splitlines() if line.startswith("| ")]
    assert len(lines) == 1 + len(report["rows"])
    assert [cell.strip() for cell in lines[0].strip("|").split("|")] == FIELDS
