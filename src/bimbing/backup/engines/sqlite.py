"""The office's own file: copied while the desks go on working, by one statement of SQLite itself.

`VACUUM INTO` sees one moment of the database, waits for nobody and keeps the encryption; a plain copy of a live file, or
of the file without its journal, is how databases are lost.
"""

from __future__ import annotations

import sqlite3  # SQLCipher's, put in its place by the settings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

from bimbing.backup.archive import BackupFault, Fault
from bimbing.backup.contents import SCHEMA, Contents, digest_rows
from bimbing.backup.key import read_key

NAME, PAYLOAD = "sqlite", "data.sqlite3"
_EVERYTHING = 'SELECT * FROM "{}" ORDER BY rowid'


def snapshot(place: Path, key: str) -> tuple[Path, Contents]:
    """Copy the live database, whose key this is, into `place`; the file, and what it says."""
    target = place / PAYLOAD
    try:
        with _opened(Path(connection.settings_dict["NAME"]), key) as source:
            source.execute("PRAGMA busy_timeout = 20000")
            source.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        full = "full" in str(error)
        raise BackupFault(Fault.NO_SPACE if full else Fault.DATABASE, str(error)) from error
    return target, contents(target, key)


def contents(payload: Path, key: str) -> Contents:
    """What a database file says. Raises BackupFault where the key is another one, or a page or a reference is broken."""
    try:
        with _opened(payload, key) as db:
            if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise BackupFault(Fault.DAMAGED, "integrity_check")
            if broken := db.execute("PRAGMA foreign_key_check").fetchmany(3):
                raise BackupFault(Fault.DAMAGED, f"foreign_key_check {broken}")
            tables = [
                name
                for (name,) in db.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
                )
            ]
            found = {name: digest_rows(db.execute(_EVERYTHING.format(name))) for name in tables}
            found[SCHEMA] = digest_rows(
                db.execute(
                    "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY 1, 2"
                )
            )
            return found
    except sqlite3.DatabaseError as error:
        fault = Fault.WRONG_KEY if "not a database" in str(error) else Fault.DAMAGED
        raise BackupFault(fault, str(error)) from error


@contextmanager
def _opened(path: Path, key: str) -> Iterator[Any]:
    """A connection of our own, which only reads; the key goes before anything else touches the file.

    What the tables' CHECKs call (REGEXP) is Django's, and both the copy and the check of a file call it.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        db.execute(f"PRAGMA key=\"x'{read_key(key)}'\"")
        register(db)
        yield db
