"""Pairs of entries, labelled by hand: see README.md beside this file."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bimbing.rules.look_alikes import Someone, someone

_HERE = Path(__file__).parent
_FIELD = re.compile(r"\s(?=[bldnptrsja]:)")


def pairs(name: str) -> Sequence[tuple[str, Someone, Someone]]:
    """(the line, one side, the other) of a table."""
    lines = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [(line, *map(_side, line.split(" ~ "))) for line in lines if not line.startswith("#")]


def _side(text: str) -> Someone:
    full_name, *parts = _FIELD.split(text.strip())
    said = {part[0]: part[2:] for part in parts}
    born = said.get("l", "")
    whole = len(born) == 10
    return someone(
        full_name=full_name,
        father=said.get("b", ""),
        aliases=[said["a"]] if "a" in said else [],
        nik=said.get("n", ""),
        sex=said.get("j", ""),
        birth_date=date(*(int(part) for part in reversed(born.split("-")))) if whole else None,
        birth_year=int(born) if born and not whole else None,
        village=said.get("d", ""),
        phones=[said["t"]] if "t" in said else [],
        numbers=[said["r"]] if "r" in said else [],
        decisions=[said["s"]] if "s" in said else [],
    )
