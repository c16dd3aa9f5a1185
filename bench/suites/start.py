"""How long until the sign-in page answers: the first start, which makes everything, and every start after it."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench import office
from bench.measure import Bench, p50, timed

ROOT = Path(__file__).resolve().parents[2]
STARTS = 3
GOAL_SECONDS = 3


def run(bench: Bench) -> None:
    first = timed(lambda: _set_up(practice=bench.size == PRACTICE))
    name = (
        "first start: database and practice office made"
        if bench.size == PRACTICE
        else "first start: database made"
    )
    bench.add(name, first, "s")
    if bench.size != PRACTICE:
        office.make_office(clients=bench.size, visits=bench.size)
        subprocess.run([*_command(), "--setup-only"], check=True, env=os.environ, stdout=subprocess.DEVNULL)
    bench.add(
        f"second start until the sign-in page answers, by {_command_name()}",
        p50([_start() for _ in range(STARTS)]),
        "s",
        limit=p50([_bare_start() for _ in range(STARTS)]),
        baseline=p50([timed(_check) for _ in range(STARTS)]),
        goal=GOAL_SECONDS,
    )


#: The size of the practice office, which `start.py --practice` makes by itself.
PRACTICE = 469


def _set_up(*, practice: bool) -> None:
    environment = {**os.environ, **({"BIMBING_PRACTICE": "1"} if practice else {})}
    subprocess.run(
        [*_command(), "--setup-only"],
        check=True,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _start() -> float:
    """Seconds until the sign-in page is there."""
    port = office.free_port()

    def until_it_answers() -> None:
        status = office.wait_for(port, "/masuk/")
        if status != 200:
            raise AssertionError(f"/masuk/ answered {status}")

    with office.running([*_command(), "--port", str(port)], os.environ):
        return timed(until_it_answers)


def _bare_start() -> float:
    """The same server with nothing to serve: what Python and granian need by themselves."""
    port = office.free_port()
    with office.running([sys.executable, "-m", "bench.served", "bench.served:bare", str(port)], os.environ):
        return timed(lambda: office.wait_for(port, "/"))


def _check() -> None:
    """A Django command of the same settings that looks at everything and does nothing."""
    subprocess.run(
        [sys.executable, "-m", "bimbing", "check"], check=True, env=os.environ, capture_output=True
    )


def _command() -> list[str]:
    """`start.py` where its packages are installed as it wants them (it would install them otherwise), else `bimbing up`."""
    python = shutil.which("python3", path=f"{sys.base_prefix}/bin") or ""
    if python and _is_installed():
        return [python, str(ROOT / "start.py")]
    return [sys.executable, "-m", "bimbing", "up"]


def _command_name() -> str:
    return "start.py" if _command()[1].endswith("start.py") else "bimbing up"


def _is_installed() -> bool:
    stamp = ROOT / ".venv" / "requirements.stamp"
    wanted = hashlib.sha256((ROOT / "requirements.txt").read_bytes() + sys.version.encode()).hexdigest()
    return stamp.exists() and stamp.read_text() == wanted and Path(sys.prefix) == ROOT / ".venv"
