"""An excuse (izin, sakit): a span of days in which nothing is held against the client."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.attendance.actions.standings import settle
from bimbing.attendance.models import Excuse
from bimbing.audit.actions import record
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision

LONGEST_DAYS: Final = 366


class ExcuseRefusal(StrEnum):
    """Why an excuse cannot be written."""

    ENDS_FIRST = "ends_first"
    BEFORE_START = "before_start"
    TOO_LONG = "too_long"
    NO_REASON = "no_reason"


SENTENCES: Final[dict[ExcuseRefusal, Promise | str]] = {
    ExcuseRefusal.ENDS_FIRST: _("The excuse ends before it begins."),
    ExcuseRefusal.BEFORE_START: _("The excuse ends before the guidance began."),
    ExcuseRefusal.TOO_LONG: _("An excuse covers at most one year."),
    ExcuseRefusal.NO_REASON: _("Say why the client is excused."),
}


class ExcuseRefused(Exception):
    """Nothing was written. `code` says why, `sentence` says it in words."""

    def __init__(self, code: ExcuseRefusal) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> Promise | str:
        return SENTENCES[self.code]


@transaction.atomic
def excuse(
    *, supervision: Supervision, since: date, until: date, reason: str, by: Staff, at: datetime
) -> Excuse:
    """Excuse a client from reporting from `since` to `until`, both included. Sent twice, it is one excuse."""
    row = Supervision.objects.select_related("office").select_for_update(of=("self",)).get(pk=supervision.pk)
    if refusal := _refusal(row, since, until, reason):
        raise ExcuseRefused(refusal)
    found, is_new = Excuse.objects.get_or_create(
        supervision=row, since=since, until=until, reason=reason.strip()[:200], defaults={"by": by, "at": at}
    )
    if is_new:
        record(
            by=by,
            at=at,
            action="excuse.given",
            subject="supervision",
            subject_id=row.pk,
            client_id=row.client_id,
            changes={"since": (None, since), "until": (None, until)},
            purpose=found.reason,
        )
        settle(supervision_ids=[row.pk], as_of=at.astimezone(ZoneInfo(row.office.time_zone)).date())
    return found


def _refusal(row: Supervision, since: date, until: date, reason: str) -> ExcuseRefusal | None:
    checks = (
        (until < since, ExcuseRefusal.ENDS_FIRST),
        (row.start_date is not None and until < row.start_date, ExcuseRefusal.BEFORE_START),
        ((until - since).days >= LONGEST_DAYS, ExcuseRefusal.TOO_LONG),
        (not reason.strip(), ExcuseRefusal.NO_REASON),
    )
    return next((refusal for is_so, refusal in checks if is_so), None)
