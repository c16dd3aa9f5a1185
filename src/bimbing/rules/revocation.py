"""Until when a parole may be revoked, what a second revocation means, how long the final decision is awaited."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bimbing.rules.calendar import WEEKDAYS, add_months, is_working_day
from bimbing.rules.programmes import Programme

MONTHS_AFTER_END: Final = 3
#: Programmes whose revocation has a limit in law: the article speaks of parole alone.
LIMITED: Final = frozenset({Programme.PB})
#: Service time of a revocation, from the head's letter to the final decision (office service pages).
WORKING_DAYS_TO_DECISION: Final = 20


class Timeliness(StrEnum):
    """How a day of revocation lies to the limit."""

    IN_TIME = "in_time"
    PROSECUTED = "prosecuted"
    TOO_LATE = "too_late"


def revocation_limit(end: date) -> date:
    """The last day on which a parole whose probation ends on `end` may be revoked.

    KUHP (UU 1/2023) art. 73: not later than three months after the end of probation, by the calendar; a month
    that is shorter clamps (30 November leads to 28 or 29 February).
    """
    return add_months(end, MONTHS_AFTER_END)


def limit_of(programme: str, end: date | None) -> date | None:
    """The limit of one guidance; None where the law sets none, or its end is not known."""
    return revocation_limit(end) if end is not None and programme in LIMITED else None


def timeliness(end: date, on: date, prosecuted_on: date | None) -> Timeliness:
    """Whether a revocation on `on` keeps the limit of KUHP art. 73.

    Later than the limit it stands only if, within those same three months, a prosecution began for an offence
    committed during probation. The answer is a question to a person: the decision itself holds.
    """
    limit = revocation_limit(end)
    if on <= limit:
        return Timeliness.IN_TIME
    if prosecuted_on is not None and end <= prosecuted_on <= limit:
        return Timeliness.PROSECUTED
    return Timeliness.TOO_LATE


def excludes_release(revocations: int) -> bool:
    """Whether a person revoked so often gets no more assimilation, PB, CMB or CB: from the second revocation on.

    Practice under Permenkumham 3/2018; shown to whoever revokes and whoever reads the file, decided by nobody here.
    """
    return revocations >= 2


def working_days_since(
    day: date, today: date, holidays: Collection[date], working_weekdays: Collection[int] = WEEKDAYS
) -> int:
    """How many working days have passed after `day`, `today` among them; 0 where it has not come."""
    passed = range(1, (today - day).days + 1)
    return sum(is_working_day(day + timedelta(days=n), holidays, working_weekdays) for n in passed)
