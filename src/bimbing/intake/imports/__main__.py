"""`python -m bimbing.intake.imports FILE OUT.json`: what a workbook is understood to say, as JSON."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from bimbing.intake.imports.guarded import read_guarded
from bimbing.intake.imports.prediction import to_json
from bimbing.intake.imports.understand import understand


def main(arguments: list[str]) -> int:
    source, target, *rest = arguments
    today = date.fromisoformat(rest[0]) if rest else date.today()  # noqa: DTZ011 - a command, and only a yardstick
    understood = understand(read_guarded(source), today=today)
    Path(target).write_text(json.dumps(to_json(understood), ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
