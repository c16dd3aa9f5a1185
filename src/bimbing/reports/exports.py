"""The monthly report as a workbook: a sheet a table, numbers as numbers, sums as formulas that Excel can follow."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_range

from bimbing.offices.models import Office, Section
from bimbing.reports.queries.month import Month
from bimbing.rules.suppression import Hidden, sum_told, told

_HEAD_ROW: Final = 5
_WORDS: Final = {Hidden.SMALL: "<5", Hidden.WITH_IT: "*"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. `share`: periods met and owed, or None."""

    label: str
    numbers: tuple[int, ...]
    share: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as words and numbers. `heads`: (words, columns); three columns are male, female, both."""

    title: str
    row_label: str
    heads: tuple[tuple[str, int], ...]
    by_sex: bool
    with_rate: bool
    rows: tuple[Row, ...]

    @property
    def without_sex(self) -> "Sheet":
        """The same with only the numbers over both sexes."""
        rows = tuple(Row(row.label, row.numbers[2::3], row.share) for row in self.rows)
        return replace(self, heads=tuple((words, 1) for words, _ in self.heads), by_sex=False, rows=rows)


def month_workbook(
    *,
    office: Office,
    month: Month,
    section: str,
    tables: Sequence[Sheet],
    watermark: str,
    made_at: datetime,
) -> bytes:
    """Every table on a sheet of its own, under the office's name, the month and the watermark.

    A report of children alone tells no number under five (`rules.suppression`), and does not split by sex.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    title = _("Monthly report %(month)s") % {"month": date_format(month.first, "F Y")}
    book.set_properties({"title": title, "comments": watermark, "created": made_at.replace(tzinfo=None)})
    sheets = _Sheets(book, office, title, watermark, month, section == Section.JUVENILE)
    for number, table in enumerate(tables, start=1):
        sheets.add(number, table)
    book.close()
    return out.getvalue()


class _Sheets:
    """The sheets of one workbook and the formats they share."""

    def __init__(
        self, book: Any, office: Office, title: str, watermark: str, month: Month, are_children: bool
    ) -> None:
        self.book, self.office, self.title, self.watermark = book, office, title, watermark
        self.month, self.are_children = month, are_children
        self.bold = book.add_format({"bold": True, "font_size": 13})
        self.plain = book.add_format({"font_size": 11})
        self.quiet = book.add_format({"italic": True, "font_color": "#555555"})
        edge = {"border": 1, "border_color": "#9A9A9A"}
        self.head = book.add_format(
            {
                "bold": True,
                "bg_color": "#E1EEEC",
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
                **edge,
            }
        )
        self.word = book.add_format({"text_wrap": True, **edge})
        self.number = book.add_format({"num_format": "#,##0", **edge})
        self.percent = book.add_format({"num_format": "0%", **edge})
        self.sum_word = book.add_format({"bold": True, "top": 6, **edge})
        self.sum_number = book.add_format({"bold": True, "num_format": "#,##0", "top": 6, **edge})

    def add(self, number: int, table: Sheet) -> None:
        """One table: title, headings of one or two rows, lines, sums."""
        if self.are_children and table.by_sex:
            table = table.without_sex
        page = self.book.add_worksheet(f"{number}. {table.title}"[:31].replace("/", "-"))
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L&8{self.watermark.replace('&', '+')[:200]}&R&8&P / &N")
        page.set_column(0, 0, 34)
        page.set_column(1, sum(width for _, width in table.heads) + 1, 9 if table.by_sex else 14)
        page.write_string(0, 0, self.office.name, self.plain)
        page.write_string(1, 0, f"{self.title} — {table.title}", self.bold)
        page.write_string(2, 0, self._as_of(), self.quiet)
        page.write_string(3, 0, self.watermark, self.quiet)
        first = self._heads(page, table)
        page.freeze_panes(first, 1)
        page.repeat_rows(_HEAD_ROW, first - 1)
        self._lines(page, table, first)

    def _as_of(self) -> str:
        words = {"day": date_format(self.month.last, "j F Y")}
        note = _("As of %(day)s") % words
        if self.are_children:
            note += ". " + _("Numbers from 1 to 4 are not told; * would give one away.")
        return note

    def _heads(self, page: Any, table: Sheet) -> int:
        at = 1
        for words, width in table.heads:
            if table.by_sex:
                page.merge_range(_HEAD_ROW, at, _HEAD_ROW, at + width - 1, str(words), self.head)
                for place, sex in enumerate(("L", "P", _("Sum"))):
                    page.write_string(_HEAD_ROW + 1, at + place, sex, self.head)
                at += width
            else:
                page.write_string(_HEAD_ROW, at, str(words), self.head)
                at += 1
        if table.with_rate:
            page.write_string(_HEAD_ROW, at, "%", self.head)
        if table.by_sex:
            page.merge_range(_HEAD_ROW, 0, _HEAD_ROW + 1, 0, str(table.row_label), self.head)
            return _HEAD_ROW + 2
        page.write_string(_HEAD_ROW, 0, str(table.row_label), self.head)
        return _HEAD_ROW + 1

    def _lines(self, page: Any, table: Sheet, first: int) -> None:
        lines = table.rows
        columns = [list(column) for column in zip(*(line.numbers for line in lines), strict=True)]
        shown = [told(column) if self.are_children else column for column in columns]
        for down, line in enumerate(lines):
            page.write_string(first + down, 0, line.label, self.word)
            for place in range(len(columns)):
                number = shown[place][down]
                if isinstance(number, Hidden):
                    page.write_string(first + down, 1 + place, _WORDS[number], self.number)
                else:
                    page.write_number(first + down, 1 + place, number, self.number)
            if table.with_rate and not self.are_children:
                self._rate(page, first + down, 1 + len(columns), line)
        end = first + len(lines)
        page.write_string(end, 0, _("Sum"), self.sum_word)
        for place, column in enumerate(columns):
            total = sum_told(column) if self.are_children else sum(column)
            if isinstance(total, Hidden):
                page.write_string(end, 1 + place, _WORDS[total], self.sum_number)
            elif self.are_children:
                page.write_number(end, 1 + place, total, self.sum_number)
            else:
                page.write_formula(
                    end,
                    1 + place,
                    f"=SUM({xl_range(first, 1 + place, end - 1, 1 + place)})",
                    self.sum_number,
                    total,
                )

    def _rate(self, page: Any, row: int, column: int, line: Row) -> None:
        if line.share is None:
            page.write_string(row, column, "", self.word)
        else:
            met, owed = line.share
            page.write_number(row, column, met / owed, self.percent)
