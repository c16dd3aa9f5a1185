"""Make a backup and believe it only when it has been read back: opened with the key, and compared row by row."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from django.conf import settings
from pyrage import x25519

from bimbing import __version__
from bimbing.audit.models import Event
from bimbing.backup import archive, rotation
from bimbing.backup.archive import BackupFault, Fault, Manifest, Opened
from bimbing.backup.contents import differing, total
from bimbing.backup.engines import engine
from bimbing.backup.key import identity_of
from bimbing.backup.models import Backup

Progress = Callable[[str, int, int], None]


def _say_nothing(step: str, done: int, total: int) -> None:
    """Nobody watches."""


#: The steps that a backup reports.
STEPS = COPYING, SEALING, CHECKING, CARRYING = ("copying", "sealing", "checking", "carrying")
LEFT_OVER_SECONDS = 86_400
"""What a killed backup left is removed after a day: no backup takes so long."""
_log = logging.getLogger(__name__)


def make_backup(
    *, reason: Backup.Reason, at: datetime, by_id: int | None = None, progress: Progress = _say_nothing
) -> Backup:
    """Make a backup, carry it to the other folders, and let go of what is old. A failed try is a row with its fault.

    Must not run inside a transaction: the copy sees what is committed. Raises BackupFault after the row is written.
    """
    row = Backup(reason=reason, made_at=at, by_id=by_id)
    try:
        write(row, progress=progress)
    except BackupFault as fault:
        _log.error("No backup: %s", fault)
        row.error = fault.fault
        row.save()
        raise
    row.save()
    progress(CARRYING, 3, len(STEPS))
    carry(row, at=at)
    prune(at=at)
    return row


def write(row: Backup, *, progress: Progress = _say_nothing) -> None:
    """Copy, seal, read back. Fills the row and does not save it: before an update its table may not be there yet."""
    began = perf_counter()
    path = _free_name(settings.BACKUP_DIR, row.made_at)
    row.name = path.name
    with archive.workplace(settings.BACKUP_DIR) as place:
        progress(COPYING, 0, len(STEPS))
        row.event_id = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        payload, said = engine().snapshot(place, settings.DATA_KEY)
        progress(SEALING, 1, len(STEPS))
        manifest = Manifest(
            format=archive.FORMAT,
            made_at=row.made_at.isoformat(),
            version=__version__,
            engine=engine().NAME,
            payload=payload.name,
            sha256=archive.sha256_of(payload),
            event_id=row.event_id,
            tables=dict(said),
        )
        archive.seal(
            manifest=manifest,
            payload=payload,
            key=settings.DATA_KEY,
            to=recipients(),
            place=place,
            target=path,
        )
    progress(CHECKING, 2, len(STEPS))
    try:
        check(path, key=settings.DATA_KEY)
    except BackupFault:
        path.unlink(missing_ok=True)
        raise
    row.size, row.rows, row.checked_at = path.stat().st_size, total(said), row.made_at
    row.seconds = round(perf_counter() - began, 3)


def recipients() -> list[x25519.Recipient]:
    """Who can open a backup: the paper key, and those the installation names besides (the regional office)."""
    others = [x25519.Recipient.from_str(name) for name in settings.BACKUP_RECIPIENTS]
    return [identity_of(settings.DATA_KEY).to_public(), *others]


def check(path: Path, *, key: str) -> Manifest:
    """Read a backup back: it opens with the key, and its database says what its manifest says. Raises BackupFault."""
    with (
        archive.workplace(settings.BACKUP_DIR) as place,
        archive.opened(path, key, identity_of(key), place=place) as found,
    ):
        compare(found)
        return found.manifest


def compare(found: Opened) -> None:
    """An open backup is of this kind of database, and its database says what its manifest says. Raises BackupFault."""
    if found.manifest.engine != engine().NAME:
        raise BackupFault(Fault.OTHER_ENGINE, found.manifest.engine)
    if tables := differing(found.manifest.tables, engine().contents(found.payload, found.key)):
        raise BackupFault(Fault.DIFFERS, ", ".join(tables))


def carry(backup: Backup, *, at: datetime) -> list[BackupFault]:
    """Copy a backup to the folders outside this computer that are there just now; what went wrong with the others."""
    faults = []
    for folder in settings.BACKUP_COPIES:
        try:
            archive.copy_to(settings.BACKUP_DIR / backup.name, folder)
        except BackupFault as fault:
            faults.append(fault)
        else:
            backup.copied_at = at
            _prune_folder(folder, at)
    if backup.copied_at == at:
        backup.save(update_fields=["copied_at"])
    return faults


def prune(*, at: datetime) -> Sequence[str]:
    """Remove the files that `rotation.kept` lets go; their names."""
    gone = _prune_folder(settings.BACKUP_DIR, at)
    Backup.objects.filter(name__in=gone, pruned_at__isnull=True).update(pruned_at=at)
    return gone


def _prune_folder(folder: Path, at: datetime) -> list[str]:
    moments = {
        moment: path
        for path in folder.glob(f"bimbing-*{archive.ENDING}")
        if (moment := archive.moment_of(path))
    }
    stay = rotation.kept(moments, now=archive.on_the_clock(at))
    gone = [path for moment, path in moments.items() if moment not in stay]
    archive.clear_left_overs(folder, older_than=at.timestamp() - LEFT_OVER_SECONDS)
    for path in gone:
        path.unlink(missing_ok=True)
    return sorted(path.name for path in gone)


def _free_name(folder: Path, at: datetime) -> Path:
    """Two in one second are two files."""
    while (path := folder / archive.name_of(at)).exists():
        at += timedelta(seconds=1)
    return path
