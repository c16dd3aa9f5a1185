"""Scores the sample registers beside the repository, where they are there: none are needed to run the tests.

The goals: every client, no false one, at least 99.5 % of cells right, nothing wrong in silence, at least 99 % of the
doubtful cells flagged, flags on at most 1 % of the others.
"""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from bimbing.intake.imports.guarded import read_guarded
from bimbing.intake.imports.prediction import to_json
from bimbing.intake.imports.understand import understand

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
FILES = sorted(p.name.removesuffix(".truth.json") for p in (SAMPLES / "registers").glob("*.truth.json"))


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_import", SAMPLES / "score_import.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FILES)
def test_a_sample_register_is_read_as_a_careful_clerk_would(name: str) -> None:
    truth = json.loads((SAMPLES / "registers" / f"{name}.truth.json").read_text(encoding="utf-8"))
    found = understand(read_guarded(SAMPLES / "registers" / name), today=date(2026, 11, 24))
    result, _ = _scorer().score_book(truth, to_json(found))
    assert (result["found"], result["false_clients"]) == (result["clients"], 0)
    assert result["silent_wrong"] == 0
    assert result["cells_right_pct"] >= 99.5
    assert result["must_flag_caught"] >= 0.99 * result["must_flag"]
    assert result["needless_flags"] <= 0.01 * result["cells"]
