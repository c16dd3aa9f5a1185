"""The two secrets of an installation, each in a file that only its owner may read.

`kunci-data.txt`   the key of the encrypted SQLite file: 64 hexadecimal digits. Lost key, lost register: it is
                   shown once as the recovery key when it is made.
`kunci-situs.txt`  Django's SECRET_KEY (signs sessions); may be replaced at any time, everybody then signs in anew.
"""

import os
import secrets
from pathlib import Path


def read_or_make(path: Path, *, nbytes: int = 32) -> str:
    """The secret in `path`; made with `nbytes` random bytes, in hexadecimal, if the file is not there yet."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first; its secret is the one
        return path.read_text(encoding="ascii").strip()
    secret = secrets.token_hex(nbytes)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())
    return secret
