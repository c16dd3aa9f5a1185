"""One month of the office, laid out in the tables of the monthly report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bimbing.offices.models import Staff
from bimbing.reports.queries.book import Span, book_of, counted_by
from bimbing.rules.calendar import add_months, month_end, month_start
from bimbing.rules.month_report import Book, Guided, Measure, Table, book, monthly
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import supervisions_of
from bimbing.supervision.queries.choices import Names


@dataclass(frozen=True, slots=True)
class Month:
    """A month as it is counted: `first`, its last day `end`, and `last`, the day to which it is counted."""

    first: date
    end: date
    last: date

    @property
    def is_running(self) -> bool:
        return self.last < self.end

    @property
    def span(self) -> Span:
        return Span(self.first, self.last, self.last)

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return add_months(self.first, -1)

    @property
    def next(self) -> date:
        """The first day of the month after."""
        return add_months(self.first, 1)


def month_of(first: date, today: date) -> Month | None:
    """The month that begins on `first`, counted to its end or to today; None for one that has not begun."""
    if first > today:
        return None
    end = month_end(month_start(first))
    return Month(month_start(first), end, min(end, today))


def month_book(staff: Staff, month: Month, section: str = "") -> Book:
    """Everybody `staff` may count, beside the days of a month."""
    rows = counted_by(staff)
    return book_of(rows.filter(section=section) if section else rows, month.span)


def tables_of(held: Book, month: Month, names: Names) -> tuple[Table, ...]:
    """The twelve tables, with programmes and officers in the office's order."""
    there = {one.officer for one in held.after}
    return monthly(
        held,
        programmes=list(names.programmes),
        officers=[pk for pk in names.officers if pk in there],
        ends=(month.end, month_end(month.next)),
    )


def carried_over(held: Book, month: Month) -> int:
    """How many stand at the beginning of the next month, counted from the same history on its own."""
    following = book((one for one, _ in held.balances), month.last + timedelta(days=1), month.last)
    return sum(stands.before for _, stands in following.balances)


def rows_in(staff: Staff, those: Sequence[Guided]) -> list[Supervision]:
    """The guidances behind a figure, by name; one that stands there twice comes twice. One statement."""
    rows = supervisions_of(staff).select_related("client", "programme", "officer")
    found = rows.in_bulk([one.id for one in those])
    return sorted((found[one.id] for one in those if one.id in found), key=lambda row: (row.name_key, row.pk))


def cell(tables: Sequence[Table], key: str, row: str, measure: str, sex: str) -> tuple[Guided, ...] | None:
    """Who stands in a cell that an address names; None where there is no such table or column."""
    table = next((one for one in tables if one.key == key), None)
    if table is None or measure not in set(table.measures):
        return None
    return table.at(row, Measure(measure), sex)
