"""Calendar arithmetic on plain dates: months that clamp, spans of years/months/days, working days.

Only `datetime.date` goes in and out. Times and time zones have no place here: computing monthly dates
from midnights is how other offices' programs lost a day at UTC+7.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

MONTHS_IN_YEAR: Final = 12
WEEKDAYS: Final = frozenset(range(5))
"""Monday (0) to Friday (4), as `date.weekday()` counts."""

_LONGEST_CLOSURE_DAYS: Final = 366
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a verdict writes it: years, months and days, none of them negative.

    A span is kept as written ("18 months" stays 18 months); `normalised` carries it over.
    """

    years: int = 0
    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.years < 0 or self.months < 0 or self.days < 0:
            raise ValueError(f"a span is never negative: {self.years}y {self.months}m {self.days}d")

    @classmethod
    def from_days(cls, days: int, *, month_days: int = 30) -> Self:
        """The span of `days` days, with months of `month_days` days and years of twelve such months."""
        months, rest = divmod(days, month_days)
        years, months = divmod(months, MONTHS_IN_YEAR)
        return cls(years, months, rest)

    @property
    def whole_months(self) -> int:
        """Years and months together, in months."""
        return self.years * MONTHS_IN_YEAR + self.months

    def in_days(self, *, month_days: int = 30) -> int:
        """The length in days, with months of `month_days` days."""
        return self.whole_months * month_days + self.days

    def normalised(self, *, month_days: int = 30) -> "Span":
        """The same length with less than twelve months and less than `month_days` days."""
        return Span.from_days(self.in_days(month_days=month_days), month_days=month_days)

    def plus(self, other: "Span") -> "Span":
        """Both spans one after the other, part by part (consecutive sentences count as one)."""
        return Span(self.years + other.years, self.months + other.months, self.days + other.days)

    def minus(self, other: "Span", *, month_days: int = 30) -> "Span":
        """This span shortened by `other` (remission), normalised.

        Raises ValueError when `other` is the longer one.
        """
        days = self.in_days(month_days=month_days) - other.in_days(month_days=month_days)
        if days < 0:
            raise ValueError(f"{other} is longer than {self}")
        return Span.from_days(days, month_days=month_days)

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.days)


NO_TIME: Final = Span()


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The number of days of the month (1 to 12)."""
    return 29 if month == 2 and is_leap(year) else _DAYS[month - 1]


def clamped(year: int, month: int, day: int) -> date:
    """The day of that month, or the month's last day where the month is shorter."""
    return date(year, month, min(day, days_in_month(year, month)))


def add_months(d: date, n: int, *, anchor_day: int | None = None) -> date:
    """`d` moved by `n` months (may be negative), clamped to the end of a shorter month.

    `anchor_day` is the day to aim at; a chain of dates must pass its ORIGINAL day, otherwise
    31-01, 28-02 goes on as 28-03 instead of 31-03. Raises ValueError outside the years 1 to 9999.
    """
    year, month = divmod(d.year * MONTHS_IN_YEAR + d.month - 1 + n, MONTHS_IN_YEAR)
    return clamped(year, month + 1, anchor_day or d.day)


def add_span(d: date, span: Span) -> date:
    """`d` plus years and months by the calendar (clamped), then plus the days."""
    return add_months(d, span.whole_months) + timedelta(days=span.days)


def subtract_span(d: date, span: Span) -> date:
    """`d` minus years and months by the calendar (clamped), then minus the days."""
    return add_months(d, -span.whole_months) - timedelta(days=span.days)


def month_start(d: date) -> date:
    """The first day of the month of `d`."""
    return d.replace(day=1)


def month_end(d: date) -> date:
    """The last day of the month of `d`."""
    return d.replace(day=days_in_month(d.year, d.month))


def months(first: date, last: date) -> Iterator[date]:
    """The first day of each calendar month that [first, last] touches, in order."""
    current = month_start(first)
    while current <= last:
        yield current
        current = add_months(current, 1)


def is_working_day(d: date, holidays: Collection[date], working_weekdays: Collection[int] = WEEKDAYS) -> bool:
    """Whether the office works that day."""
    return d.weekday() in working_weekdays and d not in holidays


def next_working_day(
    d: date, holidays: Collection[date], working_weekdays: Collection[int] = WEEKDAYS
) -> date:
    """`d` itself if the office works, else the first working day after it.

    Raises ValueError when there is none within a year: then the settings are wrong.
    """
    for ahead in range(_LONGEST_CLOSURE_DAYS):
        day = d + timedelta(days=ahead)
        if is_working_day(day, holidays, working_weekdays):
            return day
    raise ValueError("no working day within a year: check the working days and holidays")


def working_day_within(
    d: date,
    first: date,
    last: date,
    holidays: Collection[date],
    working_weekdays: Collection[int] = WEEKDAYS,
) -> date:
    """The working day nearest to `d` inside [first, last]: on or after `d`, else before it, else `d`.

    Looking back matters at the end of a period: a Sunday the 31st moved to Monday the 1st would
    send the client to the office when the month is already missed.
    """
    day = d
    while day <= last:
        if is_working_day(day, holidays, working_weekdays):
            return day
        day += timedelta(days=1)
    day = d - timedelta(days=1)
    while day >= first:
        if is_working_day(day, holidays, working_weekdays):
            return day
        day -= timedelta(days=1)
    return d
