"""Verbs that touch several apps at once: the fact below and the standing above it, in one transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bimbing.attendance.actions import settle
from bimbing.clients.actions import edit_client
from bimbing.clients.models import Client
from bimbing.offices.models import Staff
from bimbing.rules.status import Status
from bimbing.supervision import actions as supervision_actions
from bimbing.supervision.models import Supervision


@transaction.atomic
def change_status(
    *,
    supervision: Supervision,
    version: int,
    status: Status,
    on: date,
    by: Staff,
    at: datetime,
    **papers: str,
) -> None:
    """`supervision.actions.change_status`, with the standing settled. `papers`: document_no, ground, target, reason."""
    supervision_actions.change_status(
        supervision=supervision, version=version, status=status, on=on, by=by, at=at, **papers
    )
    settle(supervision_ids=[supervision.pk], as_of=at.date())


@transaction.atomic
def hand_over(
    *,
    supervision: Supervision,
    version: int,
    officer: Staff,
    since: date,
    by: Staff,
    at: datetime,
    reason: str = "",
) -> None:
    """Give a client to another officer; see `supervision.actions.hand_over`."""
    supervision_actions.hand_over(
        supervision=supervision, version=version, officer=officer, since=since, by=by, at=at, reason=reason
    )


@transaction.atomic
def edit_supervision(
    *,
    supervision: Supervision,
    version: int,
    changes: Mapping[str, Any],
    by: Staff,
    at: datetime,
    reason: str = "",
) -> None:
    """`supervision.actions.edit_supervision`, with the standing settled where the duty depends on the change."""
    supervision_actions.edit_supervision(
        supervision=supervision, version=version, changes=changes, by=by, at=at, reason=reason
    )
    if supervision.standing_until is None:
        settle(supervision_ids=[supervision.pk], as_of=at.date())


@transaction.atomic
def edit_person(
    *, client: Client, version: int, changes: Mapping[str, Any], by: Staff, at: datetime, reason: str = ""
) -> None:
    """`clients.actions.edit_client`, carried into the client's supervisions and the search."""
    if edit_client(client=client, version=version, changes=changes, by=by, at=at, reason=reason):
        supervision_actions.copy_down(client=client)
