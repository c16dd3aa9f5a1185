"""Reads an uploaded workbook in a child process with a memory and a time limit.

A workbook of 4.6 kB can make a reader allocate until the process aborts. Whatever the child does, the server lives on
and the clerk reads a sentence. The child answers in JSON (never pickle: it has touched a hostile file).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bimbing.intake.imports.reader import (
    PROBLEMS,
    Book,
    Damaged,
    FileKind,
    FileProblem,
    Sheet,
    TookTooLong,
    TooLarge,
    read,
    sniff,
)

MEMORY_BYTES = 512_000_000
SECONDS = 60
_ROOT = Path(__file__).resolve().parents[3]


def read_guarded(path: str | Path, *, file: str | None = None, seconds: float = SECONDS) -> Book:
    """Reads a workbook from disk in a bounded child process; raises a `FileProblem`.

    `file` is the name to remember where the path is a temporary one. The directory of a zip is looked at before the
    child starts, so that a bomb is refused at once.
    """
    path = Path(path)
    sniff(path.read_bytes())
    start = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from bimbing.intake.imports.guarded import child; child(sys.argv[1])"
    environment = {
        k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LANG", "TMPDIR", "TEMP")
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and code; the path is an argument, never a command
            [sys.executable, "-X", "utf8", "-c", start, str(path)],
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TookTooLong from error
    if done.returncode != 0 or not done.stdout:
        if b"MemoryError" in done.stderr or b"memory allocation" in done.stderr or done.returncode < 0:
            raise TooLarge
        raise Damaged
    answer = json.loads(done.stdout, object_hook=_from_json)
    if "problem" in answer:
        raise PROBLEMS[answer["problem"]](**answer["params"])
    return _book(answer, file or path.name)


def child(path: str) -> None:
    """The child's whole life: bound itself, read, answer on standard output."""
    _bound()
    try:
        book = read(Path(path).read_bytes(), file="")
        answer: dict[str, Any] = {
            "kind": book.kind,
            "epoch1904": book.epoch1904,
            "sheets": [
                {
                    "name": s.name,
                    "hidden": s.hidden,
                    "hidden_rows": sorted(s.hidden_rows),
                    "merged": s.merged,
                    "fills": [[r, c, v] for (r, c), v in s.fills.items()],
                    "rows": s.rows,
                }
                for s in book.sheets
            ],
        }
    except FileProblem as problem:
        answer = {"problem": problem.code, "params": problem.params}
    sys.stdout.write(json.dumps(answer, default=_to_json, ensure_ascii=False, separators=(",", ":")))


def _bound() -> None:
    if sys.platform == "win32":
        return  # Windows has no such limit per process; the time limit and the look at the directory remain
    import resource  # exists on POSIX only

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _to_json(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"$t": value.isoformat()}
    if isinstance(value, date):
        return {"$d": value.isoformat()}
    raise TypeError(type(value).__name__)


def _from_json(value: dict[str, Any]) -> Any:
    if "$d" in value:
        return date.fromisoformat(value["$d"])
    if "$t" in value:
        return datetime.fromisoformat(value["$t"])
    return value


def _book(answer: dict[str, Any], file: str) -> Book:
    sheets = [
        Sheet(
            s["name"],
            s["rows"],
            hidden=s["hidden"],
            hidden_rows=frozenset(s["hidden_rows"]),
            merged=tuple((a, b, c, d) for a, b, c, d in s["merged"]),
            fills={(r, c): v for r, c, v in s["fills"]},
        )
        for s in answer["sheets"]
    ]
    return Book(file, FileKind(answer["kind"]), sheets, epoch1904=answer["epoch1904"])
