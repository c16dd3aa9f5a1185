"""What the duty to report is computed from: the words, the office's settings, the facts of one client."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from bimbing.rules.calendar import WEEKDAYS


class Interval(StrEnum):
    """How often a client reports."""

    MINGGUAN = "mingguan"
    DUA_MINGGUAN = "dua_mingguan"
    BULANAN = "bulanan"
    DUA_BULANAN = "dua_bulanan"
    TIGA_BULANAN = "tiga_bulanan"
    KHUSUS = "khusus"
    TIDAK_ADA = "tidak_ada"


INTERVAL_MONTHS: Final = {Interval.BULANAN: 1, Interval.DUA_BULANAN: 2, Interval.TIGA_BULANAN: 3}
INTERVAL_DAYS: Final = {Interval.MINGGUAN: 7, Interval.DUA_MINGGUAN: 14}


class DutyModel(StrEnum):
    """Once in each calendar period, or on each anniversary of the start."""

    CALENDAR = "calendar"
    ANNIVERSARY = "anniversary"


class AttendanceKind(StrEnum):
    """What was recorded for a day. The codes are the words staff use."""

    HADIR = "hadir"
    DARING = "daring"
    KUNJUNGAN = "kunjungan"
    POS = "pos"
    IZIN = "izin"
    SAKIT = "sakit"
    TITIP = "titip"
    MANGKIR = "mangkir"


@dataclass(frozen=True, slots=True)
class DutySettings:
    """The office's choices; the defaults are the usual practice.

    `grace_days` (calendar model): a report that late still counts for the period before, and the
    period is missed only after them. `early_days` and `late_days` are the same tolerance round an
    anniversary or an agreed date; with short intervals they are cut so that two never overlap.
    `min_period_days`: a last period cut by the end of guidance is due only if so many of its days lie
    before the end; a period of which detention or permission leave fewer days free is not due either.
    `later`: other choices, each with the first day from which they hold. A period goes by the choices in force on
    the day it begins, a report by those in force on the day it was made; what began before a change is never
    counted anew.
    """

    model: DutyModel = DutyModel.CALENDAR
    grace_days: int = 0
    early_days: int = 14
    late_days: int = 7
    min_period_days: int = 7
    satisfying: frozenset[AttendanceKind] = frozenset(
        {AttendanceKind.HADIR, AttendanceKind.DARING, AttendanceKind.KUNJUNGAN, AttendanceKind.POS}
    )
    excusing: frozenset[AttendanceKind] = frozenset({AttendanceKind.IZIN, AttendanceKind.SAKIT})
    working_weekdays: frozenset[int] = WEEKDAYS
    holidays: frozenset[date] = frozenset()
    later: "tuple[tuple[date, DutySettings], ...]" = ()

    def on(self, day: date) -> "DutySettings":
        """The choices in force on a day."""
        for since, settings in reversed(self.later):
            if since <= day:
                return settings
        return self

    def __post_init__(self) -> None:
        if any(one >= other for (one, _), (other, _) in pairwise(self.later)):
            raise ValueError("later duty settings stand in the order of their first days")
        if any(settings.later for _, settings in self.later):
            raise ValueError("only the first duty settings know the later ones")
        if min(self.grace_days, self.early_days, self.late_days, self.min_period_days) < 0:
            raise ValueError("days in the duty settings are never negative")
        if not self.satisfying.isdisjoint(self.excusing):
            raise ValueError("one kind of attendance cannot both report and excuse")


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """One supervision as far as its duty goes.

    Spans are first day to last day, both included; a last day of None is still going on.
    `left_on` is the first day on which the status was no longer active. `end` is None while the end of
    guidance is unknown. `report_day` is the preferred day of the month, else the day of `start`.
    `counted_from` is the first day from which the office's record of visits is complete: what nobody recorded
    before it is never held against the client. Visits may come in any order. `special_dates` are the agreed dates of the interval `khusus`.
    `later_intervals`: other intervals, each with the first day from which it holds; a period that has begun is
    finished as it was said.
    """

    start: date
    end: date | None
    interval: Interval = Interval.BULANAN
    visits: Sequence[tuple[date, AttendanceKind]] = ()
    report_day: int | None = None
    special_dates: Sequence[date] = ()
    excused: Sequence[tuple[date, date | None]] = ()
    suspended: Sequence[tuple[date, date | None]] = ()
    left_on: date | None = None
    counted_from: date | None = None
    settings: DutySettings = field(default_factory=DutySettings)
    later_intervals: Sequence[tuple[date, Interval]] = ()

    def interval_on(self, day: date) -> Interval:
        """The interval in force on a day."""
        for since, interval in reversed(self.later_intervals):
            if since <= day:
                return interval
        return self.interval

    @property
    def is_changing(self) -> bool:
        """Whether the office's choices or the interval change on some day."""
        return bool(self.settings.later or self.later_intervals)

    def __post_init__(self) -> None:
        if any(one >= other for (one, _), (other, _) in pairwise(self.later_intervals)):
            raise ValueError("later intervals stand in the order of their first days")
        if self.report_day is not None and not 1 <= self.report_day <= 31:
            raise ValueError(f"no such day of the month: {self.report_day}")
