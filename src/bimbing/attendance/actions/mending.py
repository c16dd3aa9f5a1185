"""Writes what `queries.proof` found to be true. The trail says that it was mended, and what."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from bimbing.attendance.actions.standings import settle
from bimbing.attendance.queries.proof import CASE_PRIMARY, CLIENT_HAS_CARD, COPIES, Difference
from bimbing.clients.models import Client
from bimbing.supervision.models import Case, Supervision


@transaction.atomic
def mend(*, found: Sequence[Difference], as_of: date) -> int:
    """Write the true values of these differences; how many supervisions that were."""
    copies: dict[int, dict[str, Any]] = defaultdict(dict)
    for difference in found:
        if difference.column in COPIES:
            copies[difference.supervision_id][difference.column] = difference.true
        if difference.column == CLIENT_HAS_CARD:
            Client.objects.filter(
                pk__in=Supervision.objects.filter(pk=difference.supervision_id).values("client")
            ).update(has_card=difference.true)
        if difference.column.startswith(CASE_PRIMARY):
            Case.objects.filter(
                pk__in=Supervision.objects.filter(pk=difference.supervision_id).values("case")
            ).update(**{difference.column.removeprefix(CASE_PRIMARY): difference.true})
    for pk, columns in copies.items():
        Supervision.objects.filter(pk=pk).update(**columns)
    ids = {difference.supervision_id for difference in found}
    settle(supervision_ids=ids, as_of=as_of)
    return len(ids)
