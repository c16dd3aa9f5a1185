"""Writes about drafts and proposals. What they bring into the register is written by `desk.actions_proposals`."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from bimbing.audit.actions import record
from bimbing.clients.models import Client
from bimbing.offices.models import Staff
from bimbing.proposals.models import OPEN, Draft, Proposal, Step
from bimbing.proposals.queries import TAKE_BACK_WITHIN
from bimbing.supervision.models import Supervision

#: So long an ended draft is remembered by its key, so that what its page sends late does not bring it back.
_REMEMBERED: Final = timedelta(days=7)


class ProposalMoved(Exception):
    """Somebody else decided, mended or withdrew the proposal meanwhile: nothing was written. `now` is how it stands."""

    def __init__(self, now: Proposal) -> None:
        super().__init__(str(now))
        self.now = now


# ------------------------------------------------------------------ drafts


@transaction.atomic
def save_draft(
    *, key: UUID, page: UUID, turn: int, version: int, texts: Mapping[str, str], by: Staff, at: datetime
) -> Draft:
    """Keep what stands on a page "New client" of `by`; the draft that holds it now.

    `page` names the window and `turn` counts its typing: of one window the later typing holds, in whichever order it
    arrives. Two windows never overwrite each other: whoever does not stand on the draft's present `version` gets a
    draft of his own beside it, under a key that follows from the two, so that sending twice makes one. What the page
    sends late of a draft that has ended changes nothing. A draft is nobody's deed yet and leaves no trail.
    """
    _forget(by, at)
    draft = Draft.objects.select_for_update().filter(owner=by, key=key).first()
    if draft is None:
        made, is_new = Draft.objects.get_or_create(
            owner=by,
            key=key,
            defaults={"texts": dict(texts), "page": page, "turn": turn, "created_at": at, "saved_at": at},
        )
        if is_new:
            return made
        draft = Draft.objects.select_for_update().get(pk=made.pk)
    is_same_window = draft.page == page
    if is_same_window and (turn < draft.turn or (draft.ended_at is not None and turn == draft.turn)):
        return draft
    if draft.ended_at is not None or (not is_same_window and draft.version != version):
        beside = uuid5(key, str(page))
        return save_draft(key=beside, page=page, turn=turn, version=0, texts=texts, by=by, at=at)
    draft.texts, draft.page, draft.turn = dict(texts), page, turn
    draft.version, draft.saved_at = draft.version + 1, at
    draft.save()
    return draft


@transaction.atomic
def end_draft(*, key: UUID, page: UUID, turn: int, by: Staff, at: datetime) -> None:
    """The page of this draft was registered or proposed: nothing of it is kept. Without a draft it is remembered all
    the same, because what the page sent before may still be under way."""
    _forget(by, at)
    Draft.objects.update_or_create(
        owner=by,
        key=key,
        defaults={"texts": {}, "page": page, "turn": turn, "ended_at": at, "ended_as": Draft.End.DONE},
        create_defaults={
            "page": page, "turn": turn, "created_at": at, "saved_at": at, "ended_at": at, "ended_as": Draft.End.DONE,
        },
    )  # fmt: skip


@transaction.atomic
def discard_draft(*, draft: Draft, by: Staff, at: datetime) -> None:
    """Throw a draft away; `restore_draft` takes it back for an hour."""
    _forget(by, at)
    Draft.objects.filter(pk=draft.pk, owner=by, ended_at__isnull=True).update(
        ended_at=at, ended_as=Draft.End.DISCARDED
    )


@transaction.atomic
def restore_draft(*, draft: Draft, by: Staff, at: datetime) -> None:
    """Take back a draft that was thrown away."""
    Draft.objects.filter(pk=draft.pk, owner=by, ended_as=Draft.End.DISCARDED).update(
        ended_at=None, ended_as="", saved_at=at
    )


def _forget(by: Staff, at: datetime) -> None:
    """What was thrown away for good loses its words; what ended long ago its line."""
    ended = Draft.objects.filter(owner=by, ended_at__isnull=False)
    ended.filter(ended_as=Draft.End.DISCARDED, ended_at__lte=at - TAKE_BACK_WITHIN).update(
        texts={}, ended_as=Draft.End.DONE
    )
    ended.filter(ended_at__lt=at - _REMEMBERED).delete()


# ------------------------------------------------------------------ proposals


@transaction.atomic
def propose_client(
    *,
    texts: Mapping[str, str],
    section: str,
    reason: str,
    request_key: UUID,
    by: Staff,
    at: datetime,
    client: Client | None = None,
) -> Proposal:
    """Propose a new client, or with `client` a further guidance of somebody known. Sent twice it is one."""
    columns = {"section": section, "client": client, "texts": dict(texts), "reason": reason}
    return _propose(Proposal.Kind.CLIENT, columns, request_key=request_key, by=by, at=at)


@transaction.atomic
def propose_correction(
    *,
    client: Client,
    texts: Mapping[str, str],
    was: Mapping[str, str],
    reason: str,
    request_key: UUID,
    by: Staff,
    at: datetime,
) -> Proposal:
    """Propose that fields of a client become `texts`; `was`: what stood there when it was typed. Sent twice it is one."""
    columns = {"section": client.section, "client": client, "texts": dict(texts), "was": dict(was)}
    return _propose(
        Proposal.Kind.CORRECTION, columns | {"reason": reason}, request_key=request_key, by=by, at=at
    )


def _propose(
    kind: Proposal.Kind, columns: Mapping[str, Any], *, request_key: UUID, by: Staff, at: datetime
) -> Proposal:
    proposal, is_new = Proposal.objects.get_or_create(
        request_key=request_key,
        defaults={**columns, "kind": kind, "office_id": by.office_id, "by": by, "sent_at": at},
    )
    if not is_new:
        if proposal.by_id == by.pk and proposal.texts == columns["texts"]:
            return proposal
        # A page that went back and was filled with somebody else: he is proposed too.
        other = uuid5(request_key, f"{by.pk} {sorted(columns['texts'].items())}")
        return _propose(kind, columns, request_key=other, by=by, at=at)
    _step(proposal, Step.Kind.SENT, columns["reason"], by, at)
    return proposal


@transaction.atomic
def send_again(
    *,
    proposal: Proposal,
    version: int,
    texts: Mapping[str, str],
    was: Mapping[str, str],
    section: str,
    client: Client | None,
    reason: str,
    by: Staff,
    at: datetime,
) -> None:
    """The proposer mended it; it waits again. `client`: whom it is about now. Raises ProposalMoved."""
    held = hold(proposal=proposal, version=version, states=OPEN)
    held.texts, held.was, held.section, held.reason = dict(texts), dict(was), section, reason
    held.state, held.sent_at, held.client = Proposal.State.SENT, at, client
    _moved(held, Step.Kind.SENT_AGAIN, reason, by, at)


@transaction.atomic
def withdraw(*, proposal: Proposal, version: int, by: Staff, at: datetime) -> None:
    """The proposer takes it back. Raises ProposalMoved."""
    held = hold(proposal=proposal, version=version, states=OPEN)
    held.state = Proposal.State.WITHDRAWN
    _moved(held, Step.Kind.WITHDRAWN, "", by, at)


@transaction.atomic
def return_proposal(*, proposal: Proposal, version: int, word: str, by: Staff, at: datetime) -> None:
    """Back to its proposer, with a word. Raises ProposalMoved."""
    held = hold(proposal=proposal, version=version)
    held.state, held.word, held.decided_by, held.decided_at = Proposal.State.RETURNED, word, by, at
    _moved(held, Step.Kind.RETURNED, word, by, at)


@transaction.atomic
def accept(
    *,
    proposal: Proposal,
    version: int,
    client: Client,
    by: Staff,
    at: datetime,
    supervision: Supervision | None = None,
) -> None:
    """Close it as accepted, in the transaction that wrote what it asks for. Raises ProposalMoved."""
    held = hold(proposal=proposal, version=version)
    held.state, held.client, held.supervision = Proposal.State.ACCEPTED, client, supervision
    held.decided_by, held.decided_at = by, at
    _moved(held, Step.Kind.ACCEPTED, _("Proposed by %(name)s") % {"name": held.by.full_name}, by, at)


def hold(*, proposal: Proposal, version: int, states: Collection[str] = (Proposal.State.SENT,)) -> Proposal:
    """The proposal, locked until the transaction ends. Raises ProposalMoved if it is no longer at `version`."""
    now = Proposal.objects.select_for_update(of=("self",)).select_related("by").get(pk=proposal.pk)
    if now.version != version or now.state not in states:
        raise ProposalMoved(now)
    return now


def _moved(held: Proposal, kind: Step.Kind, word: str, by: Staff, at: datetime) -> None:
    held.version += 1
    held.save()
    _step(held, kind, word, by, at)


def _step(proposal: Proposal, kind: Step.Kind, word: str, by: Staff, at: datetime) -> None:
    """The step, and its line of the trail: there the accepted one says who proposed it."""
    Step.objects.create(
        proposal=proposal, kind=kind, by=by, at=at, word="" if kind is Step.Kind.ACCEPTED else word
    )
    record(
        by=by,
        at=at,
        action=f"{proposal.kind}_proposal.{kind}",
        subject="proposal",
        subject_id=proposal.pk,
        client_id=proposal.client_id,
        purpose=word,
    )
