"""Put a backup back, on this computer or a new one: checked before anything is touched, and the old data stay aside."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bimbing.backup import archive
from bimbing.backup.actions.make import compare
from bimbing.backup.archive import Manifest
from bimbing.backup.engines import engine, is_server
from bimbing.backup.key import identity_of
from bimbing.jobs.alone import OnlyOne

DATABASE, KEY = "bimbing.sqlite3", "kunci-data.txt"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the data that stood there before are now (None where there were none)."""

    manifest: Manifest
    before: Path | None


class ServerRuns(Exception):
    """SQLite: a server still works on the data that are to be put aside."""


class NotEmpty(Exception):
    """PostgreSQL: the database to restore into holds tables; a server's database is never put aside by us."""


def restore(path: Path, *, key: str, data: Path, at: datetime) -> Restored:
    """Restore a backup into the data folder `data` (or into the empty database of the settings, on PostgreSQL).

    The backup is opened and compared with its manifest first; then the files that stand in the way are renamed, never
    deleted. Raises BackupFault, ServerRuns and NotEmpty.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (
        archive.workplace(data) as place,
        archive.opened(path, key, identity_of(key), place=place) as found,
    ):
        compare(found)
        if is_server():
            if not engine().is_empty():
                raise NotEmpty
            engine().restore(found.payload)
            return Restored(found.manifest, None)
        _refuse_while_served(data)
        before = _put_aside(data, at)
        (place / KEY).write_text(found.key + "\n", encoding="ascii")
        (place / KEY).chmod(0o600)
        os.replace(place / KEY, data / KEY)
        os.replace(found.payload, data / DATABASE)
        return Restored(found.manifest, before)


def _refuse_while_served(data: Path) -> None:
    """A server would go on writing into the file that was put aside: what its desks record would be seen by nobody."""
    if (data / DATABASE).exists():
        only = OnlyOne(data / f"{DATABASE}.pekerja")
        try:
            if not only.take():
                raise ServerRuns
        finally:
            only.release()


def _put_aside(data: Path, at: datetime) -> Path | None:
    """Move the database with its journal, and its key, into a folder beside: whoever restored the wrong one goes back."""
    standing = [
        p for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", KEY) if (p := data / name).exists()
    ]
    if not (data / DATABASE).exists():
        return None
    aside = data / f"sebelum-pulih-{archive.on_the_clock(at):%Y%m%d-%H%M%S}"
    aside.mkdir()
    for path in standing:
        os.replace(path, aside / path.name)
    return aside
