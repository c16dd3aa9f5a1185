"""The backup before a new version changes the tables: whoever has to go back finds the data as they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings

from bimbing.backup.actions.make import prune, write
from bimbing.backup.models import Backup


@contextmanager
def kept_before_update(*, at: datetime) -> Iterator[Backup | None]:
    """A backup before the block, its row after it, when the table of the rows has its new form.

    None where the installation makes no backups by itself. Raises BackupFault before anything was changed.
    """
    if not settings.BACKUP_HOURLY:
        yield None
        return
    row = Backup(reason=Backup.Reason.BEFORE_UPDATE, made_at=at)
    write(row)
    yield row
    row.save()
    prune(at=at)
