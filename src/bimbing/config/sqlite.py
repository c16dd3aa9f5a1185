"""Puts SQLCipher's SQLite in place of the interpreter's own, before Django looks for it.

Why: the SQLite of a plain Debian 12 or Python 3.11 (3.40) can corrupt a WAL database that two processes write
(the WAL-reset bug, mended in 3.51.3). The wheel `sqlcipher3` bundles a mended version and encrypts the file.
"""

import random
import sys
import time
from functools import lru_cache
from typing import Any, Final

import sqlcipher3
import sqlcipher3.dbapi2

#: First version without the WAL-reset bug; 3.44.6 and 3.50.7 carry the same mend on their own lines.
MENDED = (3, 51, 3)


#: How long a statement waits for whoever is writing, in seconds.
PATIENCE: Final = 20.0
#: How long SQLite itself waits before it says so; see `_patient`.
BLINK: Final = 0.02


def install() -> None:
    """Make `import sqlite3` mean SQLCipher in this process. Must run before Django's backend is imported."""
    sys.modules["sqlite3"] = sqlcipher3
    sys.modules["sqlite3.dbapi2"] = sqlcipher3.dbapi2


def keyed(key: str) -> type:
    """A connection class that gives the key (64 hexadecimal digits) before anything else touches the file.

    Django asks the database a question before it runs `init_command`, so the key cannot wait for that.
    """

    class KeyedConnection(sqlcipher3.dbapi2.Connection):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.execute(f"PRAGMA key=\"x'{key}'\"")

        def cursor(self, factory: type = sqlcipher3.dbapi2.Cursor) -> Any:
            return super().cursor(_patient(factory))

    return KeyedConnection


@lru_cache(maxsize=8)
def _patient(factory: type) -> type:
    """A cursor that queues for the database here and not inside SQLite.

    SQLite waits with the mutex of its connection held. Meanwhile the one who is writing may collect garbage, and find
    there a cursor of the waiting connection (every error leaves some, in the frames of its traceback): closing it
    needs that mutex, with the whole interpreter held. Then both wait for each other until the time is over, and every
    desk is told "database is locked", which leaves the next such cursors. Between two looks nothing is held.
    """

    class PatientCursor(factory):  # type: ignore[misc]
        def execute(self, *args: Any) -> Any:
            give_up = time.monotonic() + PATIENCE
            while True:
                try:
                    return super().execute(*args)
                except sqlcipher3.dbapi2.OperationalError as error:
                    # Inside a transaction (all are IMMEDIATE) nobody is waited for; what failed has done nothing.
                    is_over = self.connection.in_transaction or time.monotonic() > give_up
                    if is_over or "locked" not in str(error):
                        raise
                time.sleep(random.uniform(0.001, 0.02))  # noqa: S311 - by chance, so that nobody is always last

    return PatientCursor


def is_mended(version: tuple[int, int, int]) -> bool:
    """Whether a SQLite version (major, minor, patch) is free of the WAL-reset bug."""
    major, minor, patch = version
    if (major, minor) == (3, 44):
        return patch >= 6
    if (major, minor) == (3, 50):
        return patch >= 7
    return version >= MENDED


def bundled_version() -> tuple[int, int, int]:
    """The version of the SQLite in use, as three numbers."""
    major, minor, patch = (int(part) for part in sqlcipher3.dbapi2.sqlite_version.split("."))
    return major, minor, patch
