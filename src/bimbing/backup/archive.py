"""The file of a backup: the database, what it said when it was copied, and its key, sealed so that nobody can change it.

Inside stands a plain tar: `manifest.json`, the database (`data.sqlite3`, still encrypted, or `data.dump` of pg_dump) and
`kunci-data.txt`. Around it stands age (https://age-encryption.org/v1): authenticated, so that one changed, missing or
added byte makes the whole file refuse to open. The file gets its name only when it is whole and on the disk.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import file_digest
from pathlib import Path
from typing import Final

import pyrage
from django.utils.timezone import get_default_timezone
from pyrage import x25519

from bimbing.backup.contents import Contents

FORMAT: Final = 1
ENDING: Final = ".cadangan"
_WINDOWS_FULL: Final = 112  # ERROR_DISK_FULL, which errno does not know
_MANIFEST, _KEY = "manifest.json", "kunci-data.txt"


class Fault(StrEnum):
    """Why there is no whole backup. Each has its sentence in `shown`."""

    NO_SPACE = "no_space"
    NO_FOLDER = "no_folder"
    NO_TOOL = "no_tool"
    DAMAGED = "damaged"
    WRONG_KEY = "wrong_key"
    DIFFERS = "differs"
    TOO_NEW = "too_new"
    OTHER_ENGINE = "other_engine"
    DATABASE = "database"


class BackupFault(Exception):
    """A backup cannot be made, opened or restored. `detail` is for the log: a table, a system's own words."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}")
        self.fault, self.detail = fault, detail


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the database said at the moment of the copy. `sha256` is of the database's file inside."""

    format: int
    made_at: str
    version: str
    engine: str
    payload: str
    sha256: str
    event_id: int
    tables: Contents


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup while it is open: its manifest, its database as a file, and the key of that file."""

    manifest: Manifest
    payload: Path
    key: str


def name_of(made_at: datetime) -> str:
    """The name of a backup made at a moment: `bimbing-20261124-143205.cadangan`."""
    return f"bimbing-{on_the_clock(made_at):%Y%m%d-%H%M%S}{ENDING}"


def on_the_clock(moment: datetime) -> datetime:
    """A moment as names tell it: the time of the program's own zone, without the zone, whoever asks."""
    return moment.astimezone(get_default_timezone()).replace(tzinfo=None)


def moment_of(path: Path) -> datetime | None:
    """The local moment that a name tells; None where the file is not named as `name_of` does."""
    try:
        return datetime.strptime(path.name, f"bimbing-%Y%m%d-%H%M%S{ENDING}")  # noqa: DTZ007  (local by its name)
    except ValueError:
        return None


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """A folder for what is not sealed yet, on the same disk, gone afterwards whatever happens."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=".kerja-", dir=folder))
    except OSError as error:
        raise BackupFault(Fault.NO_FOLDER, str(error)) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def clear_left_overs(folder: Path, *, older_than: float) -> list[str]:
    """Remove what killed backups left behind, if nobody touched it since a moment (seconds of the epoch); the names."""
    left = [path for pattern in (".kerja-*", ".*.separuh") for path in folder.glob(pattern)]
    gone = [path for path in left if path.stat().st_mtime < older_than]
    for path in gone:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return sorted(path.name for path in gone)


def seal(
    *,
    manifest: Manifest,
    payload: Path,
    key: str,
    to: Sequence[x25519.Recipient],
    place: Path,
    target: Path,
) -> None:
    """Write a backup. `place`: a folder on the same disk as `target`, see `workplace`."""
    with _disk_faults():
        written = json.dumps(asdict(manifest), ensure_ascii=False, separators=(",", ":"))
        (place / _MANIFEST).write_text(written, encoding="utf-8")
        (place / _KEY).write_text(key, encoding="ascii")
        with tarfile.open(place / "inside.tar", "w") as tar:
            for path, name in (
                (place / _MANIFEST, _MANIFEST),
                (place / _KEY, _KEY),
                (payload, manifest.payload),
            ):
                tar.add(path, arcname=name, recursive=False, filter=_anonymous)
        pyrage.encrypt_file(str(place / "inside.tar"), str(place / "sealed"), list(to))
        with (place / "sealed").open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(place / "sealed", target)
        _sync_folder(target.parent)


@contextmanager
def opened(path: Path, key: str, identity: x25519.Identity, *, place: Path) -> Iterator[Opened]:
    """Open a backup into `place`. Raises BackupFault where it is damaged, of another key or of a newer program."""
    with _disk_faults():
        found = _unsealed(path, key, identity, place)
    yield found


def _unsealed(path: Path, key: str, identity: x25519.Identity, place: Path) -> Opened:
    inside, sealed = place / "opened.tar", place / "opened"
    sealed.mkdir(exist_ok=True)
    try:
        pyrage.decrypt_file(str(path), str(inside), [identity])
        with tarfile.open(inside) as tar:
            tar.extractall(sealed, filter="data")
        inside.unlink()
        found = json.loads((sealed / _MANIFEST).read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            raise BackupFault(Fault.TOO_NEW, str(found["format"]))
        tables = {name: (int(rows), str(digest)) for name, (rows, digest) in found.pop("tables").items()}
        manifest = Manifest(**found, tables=tables)
    except pyrage.DecryptError as error:
        fault = Fault.WRONG_KEY if "matching keys" in str(error).lower() else Fault.DAMAGED
        raise BackupFault(fault, str(error)) from error
    except (tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise BackupFault(Fault.DAMAGED, str(error)) from error
    payload = sealed / manifest.payload
    if sha256_of(payload) != manifest.sha256:
        raise BackupFault(Fault.DAMAGED, manifest.payload)
    return Opened(manifest, payload, (sealed / _KEY).read_text(encoding="ascii").strip() or key)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def copy_to(source: Path, folder: Path) -> None:
    """A copy in another folder (a stick, another machine), read back from there. Raises BackupFault."""
    if not folder.is_dir():
        raise BackupFault(Fault.NO_FOLDER, str(folder))
    with _disk_faults():
        half = folder / f".{source.name}.separuh"
        shutil.copyfile(source, half)
        with half.open("rb+") as file:
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):  # read it from the stick, not from memory: sticks lie
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if sha256_of(half) != sha256_of(source):
            half.unlink()
            raise BackupFault(Fault.DAMAGED, str(folder))
        os.replace(half, folder / source.name)
        _sync_folder(folder)


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nothing of this machine's users goes along, and only the owner may read what is unpacked."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


@contextmanager
def _disk_faults() -> Iterator[None]:
    """A full disk and a folder that is gone are sentences, not tracebacks."""
    try:
        yield
    except OSError as error:
        raise BackupFault(_fault_of(error), str(error)) from error


def _fault_of(error: OSError) -> Fault:
    """pyrage tells the system's number only in its sentence, and has none where the seal itself is broken."""
    told = re.search(r"\(os error (\d+)\)", str(error))
    number = error.errno or (int(told[1]) if told else None)
    if number is None:
        return Fault.DAMAGED
    return Fault.NO_SPACE if number in (errno.ENOSPC, errno.EDQUOT, _WINDOWS_FULL) else Fault.NO_FOLDER


def _sync_folder(folder: Path) -> None:
    """The new name itself is on the disk. Windows has no such call; there the rename is journalled."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
