"""What was typed or proposed comes into the register: the fact below and the end of its draft or proposal, together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bimbing.clients.models import Client
from bimbing.desk.actions import Registration, edit_person, register_client
from bimbing.offices.models import Staff
from bimbing.proposals import actions as proposals
from bimbing.proposals.models import Proposal
from bimbing.supervision.models import Supervision


@transaction.atomic
def register_drafted(
    *, entry: Registration, draft: UUID, page: UUID, turn: int, by: Staff, at: datetime
) -> Supervision:
    """`register_client`, and nothing of the draft is kept any more. `page`, `turn`: see `save_draft`."""
    row = register_client(office=by.office, entry=entry, by=by, at=at)
    proposals.end_draft(key=draft, page=page, turn=turn, by=by, at=at)
    return row


@transaction.atomic
def propose_drafted(
    *,
    texts: Mapping[str, str],
    section: str,
    client: Client | None,
    reason: str,
    draft: UUID,
    page: UUID,
    turn: int,
    by: Staff,
    at: datetime,
) -> Proposal:
    """`propose_client`, and nothing of the draft is kept any more. The draft's key makes sending twice one."""
    proposal = proposals.propose_client(
        texts=texts, section=section, client=client, reason=reason, request_key=draft, by=by, at=at
    )
    proposals.end_draft(key=draft, page=page, turn=turn, by=by, at=at)
    return proposal


@transaction.atomic
def accept_client(
    *, proposal: Proposal, version: int, entry: Registration, by: Staff, at: datetime
) -> Supervision:
    """A proposed client comes through the door. Of two registrars one does it; the other gets ProposalMoved.

    Raises what `register_client` raises; then the proposal waits as before.
    """
    proposals.hold(proposal=proposal, version=version)
    row = register_client(office=by.office, entry=entry, by=by, at=at)
    proposals.accept(proposal=proposal, version=version, client=row.client, supervision=row, by=by, at=at)
    return row


@transaction.atomic
def accept_correction(
    *,
    proposal: Proposal,
    version: int,
    client: Client,
    client_version: int,
    changes: Mapping[str, Any],
    phones: Sequence[tuple[str, str]] | None,
    reason: str,
    by: Staff,
    at: datetime,
) -> bool:
    """A proposed correction is written into the record; whether it changed anything there.

    `reason` stands in the client's history beside the old values. Raises ProposalMoved, and StaleVersion where the
    record moved on since it was shown; then neither is written.
    """
    proposals.hold(proposal=proposal, version=version)
    changed = edit_person(
        client=client, version=client_version, changes=changes, phones=phones, by=by, at=at, reason=reason
    )
    proposals.accept(proposal=proposal, version=version, client=client, by=by, at=at)
    return changed
