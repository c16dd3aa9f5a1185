"""Which backups stay: the newest always, then fewer the older they are."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

ALWAYS: Final = 3
"""So many of the newest stay, however old they are."""
HOURS: Final = 24
DAYS: Final = 30
MONTHS: Final = 12


def kept(moments: Iterable[datetime], *, now: datetime) -> frozenset[datetime]:
    """Of all moments those whose backup stays.

    The last of each hour for a day, of each day for thirty, of each month for a year, of each year for ever; and always
    the three newest. A moment of the future (a clock that was wrong) stays.
    """
    newest_first = sorted(moments, reverse=True)
    stay = set(newest_first[:ALWAYS])
    last_of: dict[str, datetime] = {}
    for moment in newest_first:
        for span in _spans(moment, now):
            last_of.setdefault(span, moment)
    return frozenset(stay | set(last_of.values()))


def _spans(moment: datetime, now: datetime) -> list[str]:
    """The spans of time of which this moment may be the last."""
    age = now - moment
    spans = [f"{moment:y%Y}"]
    if age <= timedelta(hours=HOURS):
        spans.append(f"{moment:h%Y%m%d%H}")
    if age <= timedelta(days=DAYS):
        spans.append(f"{moment:d%Y%m%d}")
    if (now.year - moment.year) * 12 + now.month - moment.month <= MONTHS:
        spans.append(f"{moment:m%Y%m}")
    return spans
