"""A PostgreSQL server of our own for the tests and benchmarks: made in a temporary folder, gone afterwards."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/pgsql-*/bin",
)
FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
DURABLE = "-c fsync=on -c synchronous_commit=on"


def find_binaries() -> Path | None:
    """The folder of initdb and pg_ctl, newest version first; None where no server is installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    for place in PLACES:
        root, _, pattern = place.partition("*")
        base = Path(root).parent if pattern else Path(place)
        for folder in sorted(base.glob(place[len(str(base)) + 1 :]), reverse=True):
            if (folder / "initdb").exists():
                return folder
    return None


@contextlib.contextmanager
def server(binaries: Path, *, durable: bool = False, folder: Path | None = None) -> Iterator[str]:
    """A running server; gives its address as BIMBING_DATABASE wants it. Durable only where durability is measured.

    In `folder` it stays after it has stopped, and is taken up again.
    """
    kept, folder = folder, folder or Path(tempfile.mkdtemp(prefix="bimbing-pg-"))
    folder.mkdir(parents=True, exist_ok=True)
    as_owner: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, log = folder / "data", folder / "log"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    initdb = [
        *as_owner,
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "bimbing",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    if not data.exists():
        subprocess.run([*initdb, "--locale=C.UTF-8", "--data-checksums"], **quiet)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} {DURABLE if durable else FAST}"
    subprocess.run(
        [*as_owner, binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"], **quiet
    )
    try:
        yield f"postgres://bimbing@127.0.0.1:{port}/postgres"
    finally:
        mode = "fast" if kept else "immediate"
        subprocess.run([*as_owner, binaries / "pg_ctl", "-D", data, "-m", mode, "stop"], **quiet)
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)
