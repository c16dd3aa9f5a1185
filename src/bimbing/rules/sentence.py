"""Dates that follow from a sentence: two thirds, expiry, end of guidance; and how they fit the document.

The decision document (SK) says what holds. What is computed here suggests a date and warns of slips;
it never overwrites what an officer entered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Final

from bimbing.rules.calendar import NO_TIME, Span, add_months, add_span, subtract_span
from bimbing.rules.programmes import EndRule, Programme, Section, facts_of

TWO_THIRDS: Final = Fraction(2, 3)
HALF: Final = Fraction(1, 2)
"""Share of the term after which a child may be released (UU 11/2012 art. 81 par. 4)."""

CB_LIMIT_MONTHS: Final = 6
SERVICE_MONTHS: Final = 6
SERVICE_HOURS_A_DAY: Final = Decimal(8)
REVOCATION_MONTHS: Final = 3
_CMK_DAYS: Final = 2


class FractionRounding(StrEnum):
    """What happens to a part of a day."""

    UP = "up"
    DOWN = "down"


class ChildParoleEnd(StrEnum):
    """How the end of a child's PB is computed: whether the year of KUHP 1/2023 art. 72 applies is not settled."""

    DOCUMENT = "document"
    EXPIRY = "expiry"
    EXPIRY_PLUS_YEAR = "expiry_plus_year"


@dataclass(frozen=True, slots=True)
class SentenceSettings:
    """The office's conventions where the rules leave room.

    `end_offset_days`: 0 for the anniversary as the last day of guidance, -1 for the day before it.
    `fraction_month_days`: days of a month when a fraction of the term is taken.
    `date_tolerance_days`: how far the document and the computation may differ without a warning.
    `child_parole`: the end of a child's PB. `leave_months`: the longest CB and CMB.
    """

    end_offset_days: int = 0
    fraction_month_days: int = 30
    fraction_rounding: FractionRounding = FractionRounding.UP
    date_tolerance_days: int = 2
    child_parole: ChildParoleEnd = ChildParoleEnd.DOCUMENT
    leave_months: int = CB_LIMIT_MONTHS


DEFAULT_SETTINGS: Final = SentenceSettings()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A prison sentence: first day counted (`T0`), length (`L`), total remission (`R`)."""

    counted_from: date
    length: Span
    remission: Span = NO_TIME


@dataclass(frozen=True, slots=True)
class SentenceDates:
    """What a sentence comes to: term after remission, the fraction of it, its date `H`, the expiry `X`."""

    term: Span
    fraction: Span
    fraction_on: date
    expires_on: date


def sentence_dates(
    sentence: Sentence,
    *,
    fraction: Fraction = TWO_THIRDS,
    settings: SentenceSettings = DEFAULT_SETTINGS,
) -> SentenceDates:
    """The fraction date and the expiry of a sentence.

    Expiry by the calendar: first day + length, then minus remission. Fraction with months of
    `fraction_month_days` days. Raises ValueError when the remission is longer than the sentence.
    """
    month_days = settings.fraction_month_days
    term = sentence.length.minus(sentence.remission, month_days=month_days)
    whole = ceil if settings.fraction_rounding is FractionRounding.UP else floor
    part = Span.from_days(whole(term.in_days(month_days=month_days) * fraction), month_days=month_days)
    return SentenceDates(
        term=term,
        fraction=part,
        fraction_on=add_span(sentence.counted_from, part),
        expires_on=subtract_span(add_span(sentence.counted_from, sentence.length), sentence.remission),
    )


def dates_known(
    *,
    counted_from: date | None,
    length: Span,
    remission: Span = NO_TIME,
    is_life: bool = False,
    settings: SentenceSettings = DEFAULT_SETTINGS,
) -> SentenceDates | None:
    """`sentence_dates` for what a record may hold; None where it holds too little, or what no calendar can add up."""
    if counted_from is None or not length or is_life:
        return None
    try:
        return sentence_dates(Sentence(counted_from, length, remission), settings=settings)
    except (ValueError, OverflowError):  # remission longer than the sentence, or a year nobody lives to see
        return None


def suggested_end(
    programme: Programme | EndRule,
    *,
    section: Section,
    dates: SentenceDates | None = None,
    start: date | None = None,
    period: Span | None = None,
    days_not_counted: int = 0,
    settings: SentenceSettings = DEFAULT_SETTINGS,
) -> date | None:
    """The end of guidance the rules suggest, or None where only the document can say.

    `dates` is needed where the end hangs on the sentence, `start` and `period` where the verdict orders a
    period; an office's own programme is given by its end rule. `days_not_counted`: detention in another case, which is no probation (KUHP 1/2023 art. 72).
    A child's PB has a computed end only where the office says how (`child_parole`).
    """
    rule = programme if isinstance(programme, EndRule) else facts_of(programme).end_rule
    end = _anniversary(rule, section, dates, start, period, settings.child_parole)
    return None if end is None else end + timedelta(days=settings.end_offset_days + days_not_counted)


def _anniversary(
    rule: EndRule,
    section: Section,
    dates: SentenceDates | None,
    start: date | None,
    period: Span | None,
    child_parole: ChildParoleEnd,
) -> date | None:
    if dates is not None:
        if rule is EndRule.EXPIRY_PLUS_YEAR and section is Section.BKA:
            if child_parole is ChildParoleEnd.DOCUMENT:
                return None
            rule = EndRule(child_parole.value)
        if rule is EndRule.EXPIRY_PLUS_YEAR:
            return add_span(dates.expires_on, Span(years=1))
        if rule is EndRule.EXPIRY:
            return dates.expires_on
        if rule is EndRule.FRACTION_DATE:
            return dates.fraction_on
    if start is not None:
        if rule is EndRule.START_PLUS_PERIOD and period is not None:
            return add_span(start, period)
        if rule is EndRule.TWO_DAYS:
            return start + timedelta(days=_CMK_DAYS)
    return None


def cmb_start(
    expires_on: date, last_remission: Span, *, settings: SentenceSettings = DEFAULT_SETTINGS
) -> date:
    """The first day of pre-release leave: expiry minus the last remission, at most six months."""
    return max(subtract_span(expires_on, last_remission), add_months(expires_on, -settings.leave_months))


class Severity(StrEnum):
    """A rejected entry cannot be saved; a warning is shown and left to the officer."""

    REJECT = "reject"
    WARN = "warn"


class FindingCode(StrEnum):
    """What does not fit between the document and the computation."""

    END_BEFORE_START = "end_before_start"
    END_DIFFERS = "end_differs"
    EXPIRY_DIFFERS = "expiry_differs"
    PB_WITHOUT_YEAR = "pb_without_year"
    CB_OVER_SIX_MONTHS = "cb_over_six_months"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on the dates of a document.

    `suggested` is the date the rules give (for CB the longest end), `days` by how many days the document
    lies after it (negative: before it).
    """

    code: FindingCode
    severity: Severity
    suggested: date | None
    days: int


def cross_check(
    programme: Programme,
    *,
    start: date,
    end: date,
    expires_on: date | None = None,
    computed_expiry: date | None = None,
    computed_end: date | None = None,
    settings: SentenceSettings = DEFAULT_SETTINGS,
) -> tuple[Finding, ...]:
    """What to tell the officer about the dates of the document (`start`, `end`, `expires_on`).

    A rejection comes first. The missing year of PB replaces the plain difference, as it explains it.
    """
    found: list[Finding] = []

    def add(code: FindingCode, severity: Severity, suggested: date, entered: date) -> None:
        found.append(Finding(code, severity, suggested, (entered - suggested).days))

    tolerance = settings.date_tolerance_days
    if end < start:
        add(FindingCode.END_BEFORE_START, Severity.REJECT, start, end)
    expiry = expires_on or computed_expiry
    lacks_year = programme is Programme.PB and expiry is not None and _close(end, expiry, tolerance)
    if lacks_year and expiry is not None:
        add(FindingCode.PB_WITHOUT_YEAR, Severity.WARN, add_span(expiry, Span(years=1)), end)
    elif computed_end is not None and not _close(end, computed_end, tolerance):
        add(FindingCode.END_DIFFERS, Severity.WARN, computed_end, end)
    if expires_on and computed_expiry and not _close(expires_on, computed_expiry, tolerance):
        add(FindingCode.EXPIRY_DIFFERS, Severity.WARN, computed_expiry, expires_on)
    if programme is Programme.CB and end > (longest := add_months(start, settings.leave_months)):
        add(FindingCode.CB_OVER_SIX_MONTHS, Severity.WARN, longest, end)
    return tuple(found)


def _close(a: date, b: date, tolerance: int) -> bool:
    return abs((a - b).days) <= tolerance


def revocation_limit(end: date) -> date:
    """The last day on which parole may be revoked: three months after its end (KUHP 1/2023 art. 73)."""
    return add_months(end, REVOCATION_MONTHS)


class ServiceProblem(StrEnum):
    """Why hours of community service are refused."""

    NO_HOURS = "no_hours"
    OVER_DAILY_LIMIT = "over_daily_limit"
    BEFORE_START = "before_start"


@dataclass(frozen=True, slots=True)
class ServiceProgress:
    """How far an order of community service is carried out; hours as decimals.

    `days_needed`: fewest days for what remains. `completed_on`: day on which the last hour was worked.
    """

    worked: Decimal
    remaining: Decimal
    days_needed: int
    deadline: date
    completed_on: date | None


def service_deadline(start: date) -> date:
    """The day by which the hours must be complete: six months from the start (KUHP 1/2023 art. 85)."""
    return add_months(start, SERVICE_MONTHS)


def service_problem(
    *, start: date, on: date, hours: Decimal, worked_that_day: Decimal = Decimal(0)
) -> ServiceProblem | None:
    """Why these hours cannot be recorded, or None: at most eight hours a day (KUHP 1/2023 art. 85)."""
    if hours <= 0:
        return ServiceProblem.NO_HOURS
    if on < start:
        return ServiceProblem.BEFORE_START
    return ServiceProblem.OVER_DAILY_LIMIT if worked_that_day + hours > SERVICE_HOURS_A_DAY else None


def service_progress(ordered: Decimal, start: date, log: Iterable[tuple[date, Decimal]]) -> ServiceProgress:
    """What has been worked of `ordered` hours, from (day, hours) entries in any order."""
    worked, completed_on = Decimal(0), None
    for day, hours in sorted(log):
        worked += hours
        if completed_on is None and worked >= ordered:
            completed_on = day
    remaining = max(ordered - worked, Decimal(0))
    return ServiceProgress(
        worked=worked,
        remaining=remaining,
        days_needed=ceil(remaining / SERVICE_HOURS_A_DAY),
        deadline=service_deadline(start),
        completed_on=completed_on,
    )
