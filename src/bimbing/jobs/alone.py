"""A lock between processes that the operating system takes back when its holder dies, by kill -9 or power cut too."""

import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class OnlyOne:
    """Holds a file for one process. `take` may be called again and again; once taken, it stays taken."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Whether this process holds it, from now on."""
        if self._file is None:
            file = self._path.open("ab")
            try:
                _lock(file)
            except OSError:  # somebody else has it
                file.close()
                return False
            self._file = file
        return True

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
