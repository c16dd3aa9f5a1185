"""Writes about saved groups and chosen columns. A group keeps a question under a name, never the people who answer it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from bimbing.audit.actions import record
from bimbing.clients.actions import StaleVersion
from bimbing.offices.models import Staff
from bimbing.supervision.models import ListColumns, SavedGroup
from bimbing.supervision.queries.columns import Col

#: More groups than these nobody looks through; each is counted on the page of groups.
MOST_GROUPS = 60


class NameTaken(Exception):
    """Another group of the same owner (or of the office) has this name already."""


class TooManyGroups(Exception):
    """The owner (or the office) has MOST_GROUPS groups: one must go before another comes."""


def name_key(name: str) -> str:
    """Under which a name is compared: without regard to case and spaces."""
    return " ".join(name.split()).casefold()[:180]


@transaction.atomic
def save_group(*, name: str, query: str, shared: bool, by: Staff, at: datetime) -> SavedGroup:
    """Keep a question for oneself, or for the office. `query` as `forms.normalised` gives it.

    Raises NameTaken, TooManyGroups.
    """
    owner = None if shared else by
    if SavedGroup.objects.filter(office_id=by.office_id, owner=owner).count() >= MOST_GROUPS:
        raise TooManyGroups
    group = SavedGroup(
        office_id=by.office_id, owner=owner, name=name, name_key=name_key(name), query=query, created_at=at
    )
    try:
        with transaction.atomic():
            group.save(force_insert=True)
    except IntegrityError as error:
        raise NameTaken from error
    changes = {"name": (None, name), "filters": (None, query), "shared": (None, shared)}
    _record(group, "group.saved", by, at, changes)
    return group


@transaction.atomic
def rename_group(*, group: SavedGroup, version: int, name: str, by: Staff, at: datetime) -> None:
    """Give a group another name. Raises NameTaken, and StaleVersion if the group is no longer at `version`."""
    before = group.name
    if before == name and group.version == version:
        return
    _write(group, version, {"name": name, "name_key": name_key(name)})
    _record(group, "group.renamed", by, at, {"name": (before, name)})


@transaction.atomic
def share_group(*, group: SavedGroup, version: int, by: Staff, at: datetime) -> None:
    """Give one's own group to the office. Raises NameTaken, TooManyGroups, StaleVersion."""
    if SavedGroup.objects.filter(office_id=group.office_id, owner=None).count() >= MOST_GROUPS:
        raise TooManyGroups
    _write(group, version, {"owner": None})
    _record(group, "group.shared", by, at, {"name": (group.name, group.name), "filters": (None, group.query)})


@transaction.atomic
def unshare_group(*, group: SavedGroup, version: int, by: Staff, at: datetime) -> None:
    """Take a group of the office back: from now on it is `by`'s own. Raises NameTaken, TooManyGroups, StaleVersion."""
    if SavedGroup.objects.filter(owner=by).count() >= MOST_GROUPS:
        raise TooManyGroups
    _write(group, version, {"owner": by})
    _record(group, "group.unshared", by, at, {"name": (group.name, group.name)})


@transaction.atomic
def remove_group(*, group: SavedGroup, version: int, by: Staff, at: datetime) -> None:
    """Forget a group; nobody in it is touched. Raises StaleVersion."""
    kept = {"name": (group.name, None), "filters": (group.query, None)}
    pk = group.pk
    gone, _ = SavedGroup.objects.filter(pk=pk, version=version).delete()
    if not gone:
        raise StaleVersion
    group.pk = pk
    _record(group, "group.removed", by, at, kept)


def choose_columns(*, staff: Staff, columns: Sequence[Col]) -> None:
    """Remember which columns `staff` wants in his lists; none means the usual ones. A preference: not in the trail."""
    if columns:
        words = [column.value for column in columns]
        ListColumns.objects.update_or_create(staff=staff, defaults={"columns": words})
    else:
        ListColumns.objects.filter(staff=staff).delete()


def _write(group: SavedGroup, version: int, columns: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            changed = SavedGroup.objects.filter(pk=group.pk, version=version).update(
                **columns, version=F("version") + 1
            )
    except IntegrityError as error:
        raise NameTaken from error
    if not changed:
        raise StaleVersion
    group.refresh_from_db()


def _record(group: SavedGroup, action: str, by: Staff, at: datetime, changes: dict[str, Any]) -> None:
    record(by=by, at=at, action=action, subject="group", subject_id=group.pk, changes=changes)
