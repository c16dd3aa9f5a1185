"""The benchmark suite: `python bench/run.py [SUITE …] --json OUT [--size N] [--engine sqlite|postgres|both]`.

Each suite runs on each engine in a process and a data folder of its own. See bench/README.md.
"""

import argparse
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.measure import Bench, machine, table  # noqa: E402  (the path must be there first)
from tests import postgres  # noqa: E402

#: Suite -> clients at which it ends within 50 seconds, both engines together, on two cores.
SUITES = {"start": 469, "intake": 469, "register": 20_000, "cards": 469, "attendance": 469}
ENGINES = ("sqlite", "postgres")


def main(words: list[str]) -> int:
    options = _options(words)
    if options.child:
        return measure_here(options.suites[0], options.engine, options.size, Path(options.json))
    report: dict[str, Any] = {"machine": machine(), "rows": []}
    engines = ENGINES if options.engine == "both" else (options.engine,)
    broken = []
    kept = Path(options.keep).absolute() if options.keep else None
    scratch = kept or Path(tempfile.mkdtemp(prefix="bimbing-bench-"))
    scratch.mkdir(exist_ok=True)
    try:
        with databases("postgres" in engines, kept) as address_of:
            for suite in options.suites or list(SUITES):
                began = perf_counter()
                for engine in engines:
                    size = options.size or SUITES[suite]
                    rows, is_whole = measure_apart(suite, engine, size, scratch, address_of, kept is not None)
                    report["rows"] += rows
                    if not is_whole:
                        broken.append(f"{suite} on {engine}")
                print(f"{suite}: {perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    finally:
        if kept is None:
            shutil.rmtree(scratch, ignore_errors=True)
    print("\n" + table(report["rows"]))
    if options.json:
        Path(options.json).write_text(
            json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    for name in broken:
        print(f"BROKEN: {name}", file=sys.stderr)
    return 1 if broken else 0


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "suites", nargs="*", metavar="SUITE", help=f"any of {', '.join(SUITES)}; all unless given"
    )
    parser.add_argument("--json", default="", metavar="OUT", help="write machine and rows to this file")
    parser.add_argument(
        "--size", type=int, default=0, metavar="N", help="clients; each suite has its own number"
    )
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    parser.add_argument(
        "--keep",
        default="",
        metavar="FOLDER",
        help="keep the databases there, and measure in those that are there",
    )
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if unknown := [suite for suite in options.suites if suite not in SUITES]:
        parser.error(f"no such suite: {', '.join(unknown)}; there are {', '.join(SUITES)}")
    return options


@contextmanager
def databases(wanted: bool, kept: Path | None) -> Iterator[Any]:
    """A function that makes an empty PostgreSQL database by name and gives its address; None without a server.

    The server waits for the disk at every commit, as an office's does.
    """
    binaries = postgres.find_binaries() if wanted else None
    if binaries is None:
        yield lambda name: None
        return
    folder = kept / "postgres" if kept else None
    with postgres.server(binaries, durable=True, folder=folder) as address:
        import psycopg  # not needed where only SQLite is measured

        def make(name: str) -> str:
            with psycopg.connect(address, autocommit=True) as connection:
                if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                    return f"{address.rpartition('/')[0]}/{name}"
                connection.execute(f'CREATE DATABASE "{name}"')
            return f"{address.rpartition('/')[0]}/{name}"

        yield make


def measure_apart(
    suite: str, engine: str, size: int, scratch: Path, address_of: Any, keep: bool
) -> tuple[list[dict[str, Any]], bool]:
    """Rows of one suite on one engine, measured in a process of its own, and whether it came to its end."""
    folder = scratch / f"{suite}-{engine}-{size}"
    folder.mkdir(exist_ok=keep)
    environment = {
        **os.environ,
        "BIMBING_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "bimbing.config.settings",
    }
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    for name in ("BIMBING_DATABASE", "BIMBING_DEBUG", "BIMBING_PRACTICE", "BIMBING_HTTPS"):
        environment.pop(name, None)
    if engine == "postgres":
        address = address_of(f"bench_{suite}_{size}")
        if address is None:
            print("PostgreSQL: no server is installed here, so it is not measured.", file=sys.stderr)
            return [], True
        environment["BIMBING_DATABASE"] = address
    out = folder / "rows.json"
    command = [
        sys.executable,
        __file__,
        suite,
        "--child",
        "--engine",
        engine,
        "--size",
        str(size),
        "--json",
        str(out),
    ]
    code = subprocess.call(command, cwd=folder, env=environment)
    rows = json.loads(out.read_text(encoding="utf-8")) if out.exists() else []
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)
    return rows, code == 0


def measure_here(suite: str, engine: str, size: int, out: Path) -> int:
    """The life of the child process: run the suite, write its rows."""
    bench = Bench(suite, engine, size, Path(os.environ["BIMBING_DATA"]))
    try:
        importlib.import_module(f"bench.suites.{suite}").run(bench)
    finally:  # what was measured before something broke is kept
        out.write_text(json.dumps([row.plain() for row in bench.rows]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
