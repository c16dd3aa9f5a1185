"""Whole workbooks: what an office keeps, in any of the usual shapes, written in any of the usual formats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.intake.generator import extras, write
from tests.intake.generator.keeper import Keeper
from tests.intake.generator.shapes import SHAPES
from tests.intake.generator.sheets import truth_of


def make(
    seed: int, folder: Path, *, kind: str | None = None, shape: str | None = None
) -> tuple[Path, dict[str, Any]]:
    """Writes the register of this seed; gives its path and its truth."""
    keeper = Keeper(seed, kind, shape)
    SHAPES[keeper.shape](keeper)
    if keeper.kind != "csv":
        for extra in extras.ALL:
            if keeper.rng.random() < 0.2:
                extra(keeper.book, keeper.rng, keeper.officers)
        if keeper.rng.random() < 0.2:
            keeper.book.sheets.insert(0, keeper.book.sheets.pop())
    path = folder / f"register-{seed}-{keeper.shape}.{keeper.kind}"
    for sheet in keeper.book.sheets:
        sheet.indent(keeper.rng.choice((0, 0, 0, 0, 0, 1, 2)))
    write.write(path, keeper.book, keeper.rng)
    truth = truth_of(keeper.book, path.name, as_of=keeper.as_of.isoformat(), csv=keeper.kind == "csv")
    return path, truth
