"""Clocks, percentiles and rows: what every suite measures with. No Django here.

A row is one figure beside what it can be compared with, all of one run:

    value      what Bimbing takes
    limit      the raw figure: the same rows by plain SQL, the bare reader, the bare response, the bare insert
    baseline   a peer where one is cheap: what a plain Django admin or the usual library takes for the same
    goal       the goal of the issue; `ok` is false where it is missed
"""

import math
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

Work = Callable[[], Any]
COLUMNS = ("suite", "name", "engine", "size", "value", "unit", "limit", "baseline", "goal", "ok")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `size` is the number of clients asked for; None stands where there is nothing to compare with."""

    suite: str
    name: str
    engine: str
    size: int
    value: float
    unit: str
    limit: float | None
    baseline: float | None
    goal: float | None
    ok: bool

    def plain(self) -> dict[str, Any]:
        """The row as it stands in the JSON file."""
        return asdict(self)


@dataclass(slots=True)
class Bench:
    """One suite on one engine at one size, and the rows it has given so far. `folder` is its own data folder."""

    suite: str
    engine: str
    size: int
    folder: Path
    rows: list[Row] = field(default_factory=list)

    def add(
        self,
        name: str,
        value: float,
        unit: str,
        *,
        limit: float | None = None,
        baseline: float | None = None,
        goal: float | None = None,
        exact: bool = False,
        least: bool = False,
    ) -> None:
        """Note a figure. A goal is the most it may be; with `exact` it must be just that, with `least` the least."""
        ok = goal is None or (value == goal if exact else value >= goal if least else value <= goal)
        row = Row(
            suite=self.suite,
            name=name,
            engine=self.engine,
            size=self.size,
            value=rounded(value),
            unit=unit,
            limit=None if limit is None else rounded(limit),
            baseline=None if baseline is None else rounded(baseline),
            goal=None if goal is None else rounded(goal),
            ok=ok,
        )
        self.rows.append(row)
        print(f"  {self.engine:<8} {name}: {shown(row.value)} {unit}", file=sys.stderr, flush=True)


def timed(work: Work) -> float:
    """Seconds of one call."""
    began = perf_counter()
    work()
    return perf_counter() - began


def milliseconds(works: Iterable[Work], *, warm: int = 2) -> list[float]:
    """Milliseconds of each call, after `warm` calls of the first that are not counted."""
    works = list(works)
    for _ in range(warm):
        works[0]()
    return [timed(work) * 1000 for work in works]


def in_turn(*series: Sequence[Work]) -> list[list[float]]:
    """Milliseconds of several series, one call of each in turn, so that a noisy machine is unfair to none."""
    taken: list[list[float]] = [[] for _ in series]
    for works in zip(*series, strict=True):
        for pile, work in zip(taken, works, strict=True):
            pile.append(timed(work) * 1000)
    return taken


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def p50(values: Sequence[float]) -> float:
    return percentile(values, 0.50)


def p95(values: Sequence[float]) -> float:
    return percentile(values, 0.95)


def rounded(value: float) -> float:
    """Four significant digits: nobody measures more here."""
    if value == 0 or float(value).is_integer():
        return value
    return round(value, max(0, 3 - math.floor(math.log10(abs(value)))))


def shown(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 1000 else f"{value:g}"


def machine() -> dict[str, Any]:
    """What the figures were measured on. `load` is the work of others when the run began; `fsync_ms` the bare disk."""
    return {
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gb": _memory_gb(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "django": version("django"),
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "fsync_ms": rounded(fsync_ms()),
    }


def fsync_ms(times: int = 40) -> float:
    """Median of appending 4 kB to a file and waiting for the disk."""
    with tempfile.TemporaryFile() as file:

        def write() -> None:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())

        return p50(milliseconds([write] * times))


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine()
    )


def _memory_gb() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    except (AttributeError, ValueError, OSError):
        return None


def table(rows: Iterable[dict[str, Any]]) -> str:
    """The rows as a table that reads on a screen and in Markdown."""
    lines = [COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(COLUMNS))]
    numbers = {"size", "value", "limit", "baseline", "goal"}

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if name in numbers else cell.ljust(width)
            for name, cell, width in zip(COLUMNS, cells, widths, strict=True)
        )
        return f"| {' | '.join(padded)} |"

    rule = "|".join(
        "-" * (width + 1) + (":" if name in numbers else "-")
        for name, width in zip(COLUMNS, widths, strict=True)
    )
    return "\n".join([line(COLUMNS), f"|{rule}|", *(line(cells) for cells in lines[1:])])


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    verdict = "" if row["goal"] is None else "yes" if row["ok"] else "NO"
    return tuple(
        verdict if name == "ok" else str(row[name]) if isinstance(row[name], str) else shown(row[name])
        for name in COLUMNS
    )
