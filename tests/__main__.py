"""`python start.py test`: every check, then every test on SQLite and on PostgreSQL.

Checks do not stop at the first failure: all are run, all failures are named at the end. Words after `test` go to
pytest (`python start.py test tests/rules -k duty`); then only the tests run, on SQLite.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import postgres

HERE = Path(__file__).resolve().parents[1]
CI = os.environ.get("CI") == "true"
PY = [sys.executable, "-m"]

TEMPLATES = [str(path) for path in sorted((HERE / "src").rglob("templates/**/*.html"))]
CHECKS: dict[str, list[str]] = {
    "format": [*PY, "ruff", "format", "--check", "."],
    "lint": [*PY, "ruff", "check", "."],
    "templates": [
        str(Path(sys.executable).with_name("djade")),
        "--target-version",
        "5.2",
        "--check",
        *TEMPLATES,
    ],
    "imports": [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
    "types": [*PY, "mypy"],
    "migrations": [*PY, "bimbing", "makemigrations", "--check", "--dry-run"],
    "deploy": [*PY, "bimbing", "check", "--fail-level", "WARNING"],
}


def call(name: str, command: list[str], **environment: str) -> bool:
    """Runs one check; true if it passed."""
    print(f"\n=== {name}", flush=True)
    started = time.monotonic()
    code = subprocess.call(command, cwd=HERE, env={**os.environ, **environment})
    print(f"=== {name}: {'ok' if code == 0 else 'FAILED'} ({time.monotonic() - started:.0f} s)", flush=True)
    return code == 0


def browser() -> str | None:
    """The path of a Chromium, from $CHROMIUM or the PATH."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def pytest(*words: str) -> list[str]:
    return [*PY, "pytest", *words]


def main(words: list[str]) -> int:
    scratch = Path(
        tempfile.mkdtemp(prefix="bimbing-test-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    )
    os.environ |= {
        "BIMBING_DATA": str(scratch),
        "PYTHONPATH": str(HERE / "src"),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    os.environ.pop("BIMBING_DATABASE", None)
    chromium = browser()
    os.environ["CHROMIUM"] = chromium or ""
    try:
        if words:
            return 0 if call("tests on SQLite", pytest(*words)) else 1
        failed = [name for name, command in CHECKS.items() if not call(name, command)]
        suite = ["-n", "2"]
        if not chromium:
            print("\nNo browser found: the journeys are left out (install chromium, or set CHROMIUM).")
            failed += ["browser missing"] * CI
            suite += ["-m", "not browser"]
        if not call("tests on SQLite", pytest(*suite)):
            failed.append("tests on SQLite")
        if binaries := postgres.find_binaries():
            with postgres.server(binaries) as address:
                if not call("tests on PostgreSQL", pytest(*suite), BIMBING_DATABASE=address):
                    failed.append("tests on PostgreSQL")
        else:
            print("\nNo PostgreSQL server found: its half of the tests is left out (install postgresql).")
            failed += ["PostgreSQL missing"] * CI
        print("\n" + (f"FAILED: {', '.join(failed)}" if failed else "Everything passed."), flush=True)
        return 1 if failed else 0
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
