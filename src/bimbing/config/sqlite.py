"""Puts SQLCipher's SQLite in place of the interpreter's own, before Django looks for it.

Why: the SQLite of a plain Debian 12 or Python 3.11 (3.40) can corrupt a WAL database that two processes write
(the WAL-reset bug, mended in 3.51.3). The wheel `sqlcipher3` bundles a mended version and encrypts the file.
"""

import sys
from typing import Any

import sqlcipher3
import sqlcipher3.dbapi2

#: First version without the WAL-reset bug; 3.44.6 and 3.50.7 carry the same mend on their own lines.
MENDED = (3, 51, 3)


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

    return KeyedConnection


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
