"""A person takes a backup away on a stick: nobody can tell whether it arrives, but the office remembers that it was tried."""

from datetime import datetime

from django.db import transaction

from bimbing.audit.actions import Actor, record
from bimbing.backup.models import Backup


@transaction.atomic
def took_away(*, backup: Backup, by: Actor, at: datetime) -> None:
    """Remember that a backup was downloaded, in the trail and beside the backup."""
    Backup.objects.filter(pk=backup.pk).update(downloaded_at=at)
    record(by=by, at=at, action="backup.taken", subject="backup", subject_id=backup.pk)
