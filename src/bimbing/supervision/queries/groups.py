"""The groups of an office: those that come ready-made, those that somebody saved, and how many are in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.clients.queries import search
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Permission
from bimbing.supervision.models import SavedGroup
from bimbing.supervision.queries import clients_of, supervisions_of
from bimbing.supervision.queries.register import Filters, condition_of


@dataclass(frozen=True, slots=True)
class StandardGroup:
    """A group that every office has: its name and the register's address that opens it.

    `kind`: ok, wait, miss, hint or neutral, the colour in which anybody in it is shown.
    """

    name: Promise | str
    query: str
    kind: str = "neutral"


#: What the office asks of itself every week. Programmes, officers and offences come from the register itself.
STANDARD: Final[Sequence[StandardGroup]] = (
    StandardGroup(_("Not reported this month"), "lapor=not_yet", "wait"),
    StandardGroup(_("Missed three or more in a row"), "terlewat=3", "miss"),
    StandardGroup(_("Ends this month"), "berakhir=bulan_ini", "hint"),
    StandardGroup(_("Ends next month"), "berakhir=bulan_depan", "hint"),
    StandardGroup(_("Past the end, not ended"), "status=lewat", "wait"),
    StandardGroup(_("No officer yet"), "kurang=tanpa_pk", "wait"),
    StandardGroup(_("Incomplete"), "kurang=tanpa_pk&kurang=tanpa_akhir&kurang=tanpa_telepon", "wait"),
    StandardGroup(_("No card yet"), "kurang=tanpa_kartu", "wait"),
    StandardGroup(_("Children"), "seksi=BKA"),
)


def groups_of(staff: Staff) -> QuerySet[SavedGroup]:
    """The saved groups that `staff` finds: his own, and those of his office."""
    mine = SavedGroup.objects.filter(office_id=staff.office_id)
    return mine.filter(Q(owner_id=staff.pk) | Q(owner__isnull=True)).order_by("owner_id", "name_key", "pk")


def changeable_groups(staff: Staff) -> QuerySet[SavedGroup]:
    """Those that `staff` may rename or remove: his own, and the office's if he has the right to share."""
    found = groups_of(staff)
    return found if staff.may(Permission.SHARE_GROUPS) else found.filter(owner_id=staff.pk)


def numbers_in(staff: Staff, asked: Sequence[Filters]) -> list[int]:
    """How many rows each of these questions shows `staff`, in the same order.

    One query, one pass over his rows; a question with a text is looked up before, as the list does.
    """
    if not asked:
        return []
    # A question that nobody can answer counts as none, where `filter=` would empty the whole statement.
    columns = {
        f"n{place}": Count(Case(When(_whole(staff, filters), then="pk")))
        for place, filters in enumerate(asked)
    }
    found = supervisions_of(staff).order_by().aggregate(**columns)
    return [found[f"n{place}"] or 0 for place in range(len(asked))]


def _whole(staff: Staff, filters: Filters) -> Q:
    condition = Q(pk__isnull=False)
    for group, values in filters.picks.items():
        if values:
            condition &= condition_of(group, values, filters.as_of)
    if filters.text.strip():
        named = search(clients_of(staff), filters.text, office_id=staff.office_id)
        condition &= Q(client__in=named.values("pk"))
    return condition
