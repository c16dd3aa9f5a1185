"""Somebody stands in for an absent officer: set, prolonged, ended early, called off. It ends by itself on its last day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import F

from bimbing.audit.actions import record
from bimbing.clients.actions import StaleVersion
from bimbing.offices.models import Staff
from bimbing.supervision.models import Cover, Supervision


class Clash(StrEnum):
    """Why a cover cannot stand."""

    ABSENT_HAS_ONE = "absent_has_one"  # somebody stands in for the absent one in these days already
    ABSENT_STANDS_IN = "absent_stands_in"  # the absent one himself stands in for somebody in these days
    SUBSTITUTE_AWAY = "substitute_away"  # the substitute is absent in these days himself
    SECTION = "section"  # the substitute works in one section, clients of the absent one are in the other


class CoverRefused(Exception):
    """Nothing was written. `other` is the cover it clashes with, if it is one."""

    def __init__(self, clash: Clash, other: Cover | None = None, number: int = 0) -> None:
        super().__init__(clash)
        self.clash, self.other, self.number = clash, other, number


class HasBegun(Exception):
    """A cover that has begun is ended, not called off."""


@dataclass(frozen=True, slots=True)
class NewCover:
    """Who is absent, who stands in, from the first day through the last, why, and on what paper."""

    absent: Staff
    substitute: Staff
    since: date
    until: date
    kind: str
    document: str = ""


@transaction.atomic
def set_cover(*, entry: NewCover, by: Staff, at: datetime) -> Cover:
    """Let somebody stand in. The same entry a second time is the cover that is there. Raises CoverRefused."""
    _hold(entry.absent, entry.substitute)
    columns = {
        "absent": entry.absent,
        "substitute": entry.substitute,
        "since": entry.since,
        "until": entry.until,
        "kind": entry.kind,
    }
    if same := Cover.objects.filter(**columns).first():
        return same
    _check(entry)
    cover = Cover.objects.create(**columns, document=entry.document, by=by, at=at)
    changes = {
        "absent": (None, entry.absent.full_name),
        "substitute": (None, entry.substitute.full_name),
        "since": (None, entry.since),
        "until": (None, entry.until),
    }
    _record(cover, "cover.set", by, at, changes, entry.document)
    return cover


@transaction.atomic
def move_end(*, cover: Cover, version: int, until: date, by: Staff, at: datetime) -> None:
    """Prolong a cover, or end it early; `until` is its new last day. Raises CoverRefused, and StaleVersion if the cover
    is no longer at `version`."""
    _hold(cover.absent, cover.substitute)
    before = cover.until
    if before == until and cover.version == version:
        return
    entry = NewCover(cover.absent, cover.substitute, cover.since, until, cover.kind)
    if until > before:
        _check(entry, besides=cover)
    changed = Cover.objects.filter(pk=cover.pk, version=version).update(until=until, version=F("version") + 1)
    if not changed:
        raise StaleVersion
    cover.refresh_from_db()
    _record(cover, "cover.moved", by, at, {"until": (before, until)})


@transaction.atomic
def call_off(*, cover: Cover, version: int, by: Staff, at: datetime) -> None:
    """Take a cover away that has not begun before today. Raises HasBegun, StaleVersion."""
    if cover.since < at.date():
        raise HasBegun
    pk, changes = cover.pk, {"since": (cover.since, None), "until": (cover.until, None)}
    gone, _ = Cover.objects.filter(pk=pk, version=version).delete()
    if not gone:
        raise StaleVersion
    cover.pk = pk
    _record(cover, "cover.called_off", by, at, changes)


def earliest_end(cover: Cover, today: date) -> date:
    """The first day that may become the last one: yesterday, so that who is back today works alone at once."""
    return max(cover.since, today - timedelta(days=1))


def _hold(*people: Staff) -> None:
    """Covers of the same people come one by one, so that none is checked against what another is just writing."""
    ids = [one.pk for one in people]
    list(Staff.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def _check(entry: NewCover, besides: Cover | None = None) -> None:
    days = Cover.objects.filter(since__lte=entry.until, until__gte=entry.since)
    days = days.exclude(pk=besides.pk if besides else 0).select_related("absent", "substitute")
    for clash, rows in (
        (Clash.ABSENT_HAS_ONE, days.filter(absent=entry.absent)),
        (Clash.ABSENT_STANDS_IN, days.filter(substitute=entry.absent)),
        (Clash.SUBSTITUTE_AWAY, days.filter(absent=entry.substitute)),
    ):
        if other := rows.first():
            raise CoverRefused(clash, other)
    if entry.substitute.section:
        running = Supervision.objects.filter(officer=entry.absent).active()
        if number := running.exclude(section=entry.substitute.section).count():
            raise CoverRefused(Clash.SECTION, number=number)


def _record(
    cover: Cover,
    action: str,
    by: Staff,
    at: datetime,
    changes: Mapping[str, object],
    purpose: str = "",
) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject="staff",
        subject_id=cover.absent_id,
        changes=changes,
        purpose=purpose,
    )
