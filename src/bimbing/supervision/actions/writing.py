"""What every write about one guidance does: the row at its version, and the trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from bimbing.audit.actions import record
from bimbing.clients.actions import StaleVersion
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision


def write_columns(supervision: Supervision, version: int, columns: dict[str, Any], *, stale: bool) -> None:
    """Write columns if the row is still at `version`, else raise StaleVersion. `stale`: the standing must be settled."""
    if stale:
        columns = columns | {"standing_until": None}
    changed = Supervision.objects.filter(pk=supervision.pk, version=version).update(
        **columns, version=F("version") + 1
    )
    if not changed:
        raise StaleVersion
    supervision.refresh_from_db(fields=[*columns, "version"])


def record_change(
    supervision: Supervision, action: str, by: Staff, at: datetime, changes: Mapping[str, Any], reason: str
) -> None:
    """The line of the trail."""
    record(
        by=by,
        at=at,
        action=action,
        subject="supervision",
        subject_id=supervision.pk,
        client_id=supervision.client_id,
        changes=changes,
        purpose=reason,
    )
