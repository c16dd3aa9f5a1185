"""Drafts and proposals, each as far as a member of staff may see them: his own, and those that wait for his decision."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, QuerySet

from bimbing.offices.models import Staff
from bimbing.offices.permissions import Permission
from bimbing.proposals.models import Draft, Proposal

#: So long a draft that was thrown away can be taken back.
TAKE_BACK_WITHIN: Final = timedelta(hours=1)


def drafts_of(staff: Staff) -> QuerySet[Draft]:
    """One's own drafts, the latest first. Anybody else's does not exist."""
    return Draft.objects.filter(owner_id=staff.pk, ended_at__isnull=True)


def thrown_away(staff: Staff, *, at: datetime) -> QuerySet[Draft]:
    """One's own drafts that were thrown away just now and can still be taken back."""
    return Draft.objects.filter(
        owner_id=staff.pk, ended_as=Draft.End.DISCARDED, ended_at__gt=at - TAKE_BACK_WITHIN
    )


def own_proposals(staff: Staff) -> QuerySet[Proposal]:
    """What somebody proposed himself."""
    return Proposal.objects.filter(by_id=staff.pk)


def decidable(staff: Staff) -> QuerySet[Proposal]:
    """The proposals that are this member of staff's to accept or return: of his office, and of his section if he has
    one; new clients for who may register, corrections for who may correct."""
    kinds = [
        kind
        for kind, right in (
            (Proposal.Kind.CLIENT, Permission.REGISTER_CLIENT),
            (Proposal.Kind.CORRECTION, Permission.EDIT_CLIENT),
        )
        if staff.may(right)
    ]
    rows = Proposal.objects.filter(office_id=staff.office_id, kind__in=kinds)
    return rows.filter(section=staff.section) if staff.section else rows


def numbers_by_state(rows: QuerySet[Proposal]) -> dict[str, int]:
    """State -> how many of `rows`. One query."""
    counted = rows.order_by().values_list("state").annotate(number=Count("pk"))
    return dict.fromkeys(Proposal.State.values, 0) | dict(counted)


def waits_for_decision(staff: Staff) -> int:
    """How many proposals wait for this member of staff. One query."""
    return decidable(staff).filter(state=Proposal.State.SENT).count()


def came_back(staff: Staff) -> int:
    """How many of one's own proposals were returned to be mended. One query."""
    return own_proposals(staff).filter(state=Proposal.State.RETURNED).count()
