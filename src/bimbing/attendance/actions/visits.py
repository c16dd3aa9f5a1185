"""A visit: recorded once however often it is sent, voided with a reason, never deleted."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.attendance.actions.standings import settle
from bimbing.attendance.models import Visit
from bimbing.audit.actions import record
from bimbing.offices.models import Outpost, Staff
from bimbing.rules.duty import AttendanceKind
from bimbing.supervision.models import Supervision

#: What an undone visit says about itself: the office's own words, stored.
UNDONE: Final = "dibatalkan di meja"


class Outcome(StrEnum):
    """What became of a request to record a visit."""

    RECORDED = "recorded"
    REPEATED = "repeated"  # the same request again: the same row
    ALREADY = "already"  # another visit stands for that day: nothing was added


@dataclass(frozen=True, slots=True)
class Recorded:
    """The visit that stands for the day, and whether this request made it."""

    visit: Visit
    outcome: Outcome


class VisitRefusal(StrEnum):
    """Why a visit cannot be recorded, voided or undone."""

    FUTURE = "future"
    BEFORE_START = "before_start"
    TOO_OLD = "too_old"
    ENDED = "ended"
    NOTE_NEEDED = "note_needed"
    NEXT_NOT_LATER = "next_not_later"
    KEY_USED = "key_used"
    VOID_REASON = "void_reason"
    NOT_YOURS = "not_yours"
    DAY_OVER = "day_over"


SENTENCES: Final[dict[VisitRefusal, Promise | str]] = {
    VisitRefusal.FUTURE: _("The day has not come yet. A visit is recorded on its day or later."),
    VisitRefusal.BEFORE_START: _("On that day the guidance had not begun."),
    VisitRefusal.TOO_OLD: _(
        "The day is too long ago. The office's settings say how far back a visit may be entered."
    ),
    VisitRefusal.ENDED: _("On that day the guidance was over. Check the status with the officer."),
    VisitRefusal.NOTE_NEEDED: _("Write the reason or the letter in the note, please."),
    VisitRefusal.NEXT_NOT_LATER: _("The next date must lie after the visit."),
    VisitRefusal.KEY_USED: _("This form was sent for another client before. Open the client again."),
    VisitRefusal.VOID_REASON: _("Say why the visit is voided."),
    VisitRefusal.NOT_YOURS: _(
        "Only the person who recorded a visit can undo it. Others void it, with a reason."
    ),
    VisitRefusal.DAY_OVER: _("The day is over. The visit can still be voided, with a reason."),
}


class VisitRefused(Exception):
    """Nothing was written. `code` says why, `sentence` says it to the person at the desk."""

    def __init__(self, code: VisitRefusal) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> Promise | str:
        return SENTENCES[self.code]


NOTE_KINDS: Final = frozenset({AttendanceKind.IZIN, AttendanceKind.SAKIT})


def record_visit(
    *,
    supervision: Supervision,
    on: date,
    by: Staff,
    at: datetime,
    kind: AttendanceKind,
    source: Visit.Source,
    note: str = "",
    next_on: date | None = None,
    time: time | None = None,
    outpost: Outpost | None = None,
    received_by: Staff | None = None,
    request_key: UUID,
) -> Recorded:
    """Record that a client reported on a day; at most one visit stands for one day of one supervision.

    The same `request_key` again gives the same row (it may have been voided since). Another visit on that day is
    given back untouched. Raises VisitRefused for a day, a note or a next date that cannot be. Two desks within
    a millisecond are set in order by the row's lock; the unique constraints stand behind it.
    """
    given = {
        "time": time,
        "kind": kind,
        "outpost": outpost,
        "source": source,
        "note": note.strip(),
        "next_on": next_on,
        "received_by": received_by,
    }
    try:
        with transaction.atomic():
            return _record(supervision.pk, on, given, by, at, request_key)
    except IntegrityError:
        # Somebody got there between our look and our write (only without the lock, or with a key used elsewhere).
        found = _standing_visit(supervision.pk, on, request_key)
        if found is None:
            raise
        return found


def _record(
    supervision_id: int, on: date, given: dict[str, Any], by: Staff, at: datetime, request_key: UUID
) -> Recorded:
    row = Supervision.objects.select_related("office").select_for_update(of=("self",)).get(pk=supervision_id)
    if found := _standing_visit(row.pk, on, request_key):
        return found
    today = at.astimezone(ZoneInfo(row.office.time_zone)).date()
    if refusal := _refusal(row, on, today, given):
        raise VisitRefused(refusal)
    visit = Visit.objects.create(
        supervision=row, on=on, recorded_by=by, recorded_at=at, request_key=request_key, **given
    )
    _audit(
        visit,
        "visit.recorded",
        by,
        at,
        {"on": (None, on), "kind": (None, visit.kind), "late": (None, on < today)},
    )
    settle(supervision_ids=[row.pk], as_of=today)
    return Recorded(visit, Outcome.RECORDED)


def _standing_visit(supervision_id: int, on: date, request_key: UUID) -> Recorded | None:
    """The visit this request made before, or the one that stands for the day."""
    of_the_day = Q(supervision_id=supervision_id, on=on, voided_at__isnull=True)
    # Nearly always there is none: one narrow question, and the wide row only where something stands.
    found = Visit.objects.filter(Q(request_key=request_key) | of_the_day).order_by()
    known = {key == request_key: pk for pk, key in found.values_list("pk", "request_key")}
    if not known:
        return None
    visits = Visit.objects.select_related("recorded_by", "supervision__office", "outpost")
    if True in known:
        same = visits.get(pk=known[True])
        if same.supervision_id != supervision_id:
            raise VisitRefused(VisitRefusal.KEY_USED)
        return Recorded(same, Outcome.REPEATED)
    return Recorded(visits.get(pk=known[False]), Outcome.ALREADY)


def _refusal(row: Supervision, on: date, today: date, given: dict[str, Any]) -> VisitRefusal | None:
    checks = (
        (on > today, VisitRefusal.FUTURE),
        (row.start_date is not None and on < row.start_date, VisitRefusal.BEFORE_START),
        (on < today - timedelta(days=row.office.backdate_days), VisitRefusal.TOO_OLD),
        (not row.is_active and (row.ended_on is None or on >= row.ended_on), VisitRefusal.ENDED),
        (given["kind"] in NOTE_KINDS and not given["note"], VisitRefusal.NOTE_NEEDED),
        (given["next_on"] is not None and given["next_on"] <= on, VisitRefusal.NEXT_NOT_LATER),
    )
    return next((refusal for is_so, refusal in checks if is_so), None)


@transaction.atomic
def void_visit(*, visit: Visit, reason: str, by: Staff, at: datetime) -> Visit:
    """Take a visit out of every count, with a reason; the row stays. Voiding it again changes nothing."""
    if not reason.strip():
        raise VisitRefused(VisitRefusal.VOID_REASON)
    row = (
        Supervision.objects.select_related("office")
        .select_for_update(of=("self",))
        .get(pk=visit.supervision_id)
    )
    reason = reason.strip()[:200]
    changed = Visit.objects.filter(pk=visit.pk, voided_at__isnull=True).update(
        voided_at=at, voided_by=by, void_reason=reason
    )
    visit.refresh_from_db()
    if changed:
        _audit(visit, "visit.voided", by, at, {"on": (visit.on, None), "kind": (visit.kind, None)}, reason)
        settle(supervision_ids=[row.pk], as_of=at.astimezone(ZoneInfo(row.office.time_zone)).date())
    return visit


def undo_visit(*, visit: Visit, by: Staff, at: datetime) -> Visit:
    """Void one's own entry as long as the office's day is open; the slip of a hand needs no reason."""
    if visit.recorded_by_id != by.pk:
        raise VisitRefused(VisitRefusal.NOT_YOURS)
    zone = ZoneInfo(by.office.time_zone)
    if visit.recorded_at.astimezone(zone).date() != at.astimezone(zone).date():
        raise VisitRefused(VisitRefusal.DAY_OVER)
    return void_visit(visit=visit, reason=UNDONE, by=by, at=at)


def _audit(
    visit: Visit, action: str, by: Staff, at: datetime, changes: dict[str, Any], reason: str = ""
) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject="visit",
        subject_id=visit.pk,
        client_id=visit.supervision.client_id,
        changes=changes,
        purpose=reason,
    )
