"""The rehearsal: the newest backup is restored into a folder of its own, and the program itself opens it.

A backup is only what was restored once. The check after each backup compares the database; the drill, once a week,
also starts the program on it, as the office would have to on a new computer.
"""

import logging
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from bimbing.backup import archive
from bimbing.backup.actions.make import compare
from bimbing.backup.archive import BackupFault, Fault
from bimbing.backup.engines import engine, is_server
from bimbing.backup.key import identity_of
from bimbing.backup.models import Backup

EVERY: Final = timedelta(days=7)
SECONDS: Final = 120
_log = logging.getLogger(__name__)


def is_drill_due(now: datetime) -> bool:
    """Whether no backup was rehearsed for a week."""
    return not Backup.objects.filter(drilled_at__gt=now - EVERY, drilled_at__lte=now).exists()


def drill(backup: Backup, *, at: datetime) -> bool:
    """Rehearse the restore of a backup; True where the program could work with it. The row remembers."""
    path = settings.BACKUP_DIR / backup.name
    try:
        with (
            archive.workplace(settings.BACKUP_DIR) as place,
            archive.opened(path, settings.DATA_KEY, identity_of(settings.DATA_KEY), place=place) as found,
        ):
            compare(found)
            _start_on(found.payload, found.key, place)
    except BackupFault as fault:
        _log.error("The drill of %s failed: %s", backup.name, fault)
        backup.error = fault.fault
        backup.save(update_fields=["error"])
        return False
    backup.drilled_at = at
    backup.save(update_fields=["drilled_at"])
    return True


def _start_on(payload: Path, key: str, place: Path) -> None:
    """A process of its own, with a data folder of its own, asks whether every migration is there. Raises BackupFault."""
    data = place / "kantor"
    data.mkdir()
    (data / "kunci-data.txt").write_text(key, encoding="ascii")
    environment = os.environ | {"BIMBING_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)}
    if is_server():
        with engine().scratch(payload) as name:
            _ask(environment | {"BIMBING_DATABASE": engine().address(name)})
    else:
        os.replace(payload, data / "bimbing.sqlite3")
        _ask({name: value for name, value in environment.items() if name != "BIMBING_DATABASE"})


def _ask(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "bimbing", "migrate", "--check"]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise BackupFault(Fault.DATABASE, "timeout") from error
    if done.returncode:
        raise BackupFault(Fault.DATABASE, done.stderr.decode(errors="replace")[-500:])
