"""What stands in a column: its heading, its value for a workbook or paper, and its cell on the screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bimbing.rules.names import display_name
from bimbing.rules.phone import display
from bimbing.supervision.exports import Cell, masked_nik
from bimbing.supervision.forms import address
from bimbing.supervision.models import STATUS_LABELS, Supervision
from bimbing.supervision.queries.columns import Col, Columns
from bimbing.supervision.queries.register import Filters, Order
from bimbing.supervision.views.shown import Line
from bimbing.ui.templatetags.ui import badge, tgl

Value = Callable[[Supervision], Cell]


def _adults_only(value: Value) -> Value:
    """A child stands in lists by initials; what would name him or his house does not stand there at all."""
    return lambda row: None if row.client.is_juvenile else value(row)


def _sentence(row: Supervision) -> Cell:
    return _("for life") if row.case.life_sentence else row.case.sentence_words


def _phones(row: Supervision) -> Cell:
    return ", ".join(display(phone.number) for phone in row.client.phones.all())


@dataclass(frozen=True, slots=True)
class Spec:
    """A column: heading, width in characters, value, and how it sorts (None: not at all)."""

    label: str | Promise
    width: int
    value: Value
    order: Order | None = None


SPECS: Final[Mapping[Col, Spec]] = {
    Col.RECEIVED: Spec(gettext_lazy("Received"), 12, lambda row: row.received_on, Order.RECEIVED),
    Col.REGISTER: Spec(gettext_lazy("Register number"), 20, lambda row: row.register_no, Order.REGISTER),
    Col.NAME: Spec(gettext_lazy("Name"), 28, lambda row: row.client.list_name, Order.NAME),
    Col.ALIAS: Spec(gettext_lazy("Alias"), 16, _adults_only(lambda row: row.client.aliases)),
    Col.FATHER: Spec(
        gettext_lazy("Name of the father"), 18, _adults_only(lambda row: display_name(row.client.parent_name))
    ),
    Col.NIK: Spec("NIK", 18, lambda row: masked_nik(row.client.nik)),
    Col.BIRTH_PLACE: Spec(gettext_lazy("Place of birth"), 16, lambda row: row.client.birth_place),
    Col.BIRTH: Spec(
        gettext_lazy("Date of birth"), 12, lambda row: row.client.birth_date or row.client.birth_year
    ),
    Col.SEX: Spec(gettext_lazy("Sex"), 6, lambda row: row.client.sex),
    Col.RELIGION: Spec(gettext_lazy("Religion"), 12, lambda row: row.client.religion),
    Col.EDUCATION: Spec(gettext_lazy("Education"), 14, lambda row: row.client.education),
    Col.OCCUPATION: Spec(gettext_lazy("Occupation"), 18, lambda row: row.client.occupation),
    Col.VILLAGE: Spec(gettext_lazy("Village"), 18, _adults_only(lambda row: row.client.village)),
    Col.DISTRICT: Spec(gettext_lazy("District"), 16, lambda row: row.district),
    Col.REGENCY: Spec(gettext_lazy("Regency"), 16, lambda row: row.regency),
    Col.PHONE: Spec(gettext_lazy("Phone"), 18, _adults_only(_phones)),
    Col.ORIGIN: Spec(gettext_lazy("Prison of origin"), 20, lambda row: row.case.origin_facility),
    Col.OFFENCE: Spec(gettext_lazy("Offence"), 20, lambda row: row.case.offence_names),
    Col.ARTICLES: Spec(gettext_lazy("Articles"), 22, lambda row: row.case.all_articles),
    Col.VERDICT: Spec(gettext_lazy("Verdict number"), 22, lambda row: row.case.verdict_no),
    Col.VERDICT_DATE: Spec(gettext_lazy("Verdict date"), 12, lambda row: row.case.verdict_date),
    Col.SENTENCE: Spec(gettext_lazy("Length of the sentence"), 16, _sentence),
    Col.PRIOR: Spec(gettext_lazy("Earlier sentences"), 10, lambda row: row.case.prior_count),
    Col.PROGRAMME: Spec(
        gettext_lazy("Programme"),
        20,
        lambda row: row.programme.label if row.programme else None,
        Order.PROGRAMME,
    ),
    Col.DECISION: Spec(gettext_lazy("Decision number"), 26, lambda row: row.decision_no),
    Col.DECISION_DATE: Spec(gettext_lazy("Decision date"), 12, lambda row: row.decision_date),
    Col.START: Spec(gettext_lazy("Begins"), 12, lambda row: row.start_date, Order.START),
    Col.END: Spec(gettext_lazy("Ends"), 12, lambda row: row.end_date, Order.END),
    Col.OFFICER: Spec(
        gettext_lazy("Officer"),
        24,
        lambda row: row.officer.full_name if row.officer else None,
        Order.OFFICER,
    ),
    Col.STATUS: Spec(gettext_lazy("Status"), 14, lambda row: str(STATUS_LABELS[row.status])),  # type: ignore[index]
    Col.STATE: Spec(gettext_lazy("State"), 16, lambda row: None),  # told from the day: see `cell`
    Col.LAST: Spec(gettext_lazy("Last report"), 12, lambda row: row.last_visit_on, Order.LAST),
    Col.NEXT: Spec(gettext_lazy("Next report"), 12, lambda row: row.next_due_on, Order.NEXT),
    Col.MISSED: Spec(gettext_lazy("Missed"), 10, lambda row: row.missed_run, Order.MISSES),
    Col.CLOSING: Spec(gettext_lazy("Closing letter"), 22, lambda row: row.closing_no),
    Col.CLOSING_DATE: Spec(gettext_lazy("Closed on"), 12, lambda row: row.closing_date),
    Col.REMARKS: Spec(gettext_lazy("Remarks"), 30, _adults_only(lambda row: row.remarks)),
}
#: Under which heading the choice of columns offers them.
PARTS: Final[Sequence[tuple[str | Promise, Sequence[Col]]]] = (
    (
        gettext_lazy("The person"),
        (
            Col.ALIAS, Col.FATHER, Col.NIK, Col.BIRTH_PLACE, Col.BIRTH, Col.SEX, Col.RELIGION, Col.EDUCATION,
            Col.OCCUPATION, Col.VILLAGE, Col.DISTRICT, Col.REGENCY, Col.PHONE,
        ),
    ),
    (
        gettext_lazy("The case"),
        (
            Col.ORIGIN, Col.OFFENCE, Col.ARTICLES, Col.VERDICT, Col.VERDICT_DATE, Col.SENTENCE, Col.PRIOR,
        ),
    ),
    (
        gettext_lazy("The guidance"),
        (
            Col.RECEIVED, Col.REGISTER, Col.PROGRAMME, Col.DECISION, Col.DECISION_DATE, Col.START, Col.END,
            Col.OFFICER, Col.STATUS, Col.CLOSING, Col.CLOSING_DATE, Col.REMARKS,
        ),
    ),
    (gettext_lazy("Reporting"), (Col.STATE, Col.LAST, Col.NEXT, Col.MISSED)),
)  # fmt: skip


def cell(column: Col, line: Line) -> Cell:
    """The value of a row in a column, for a workbook or paper."""
    return line.state_words if column is Col.STATE else SPECS[column].value(line.row)


# ------------------------------------------------------------------ on the screen


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading; with an address it sorts the list. `sorted`: `asc`, `desc` or empty; `extra`: a class."""

    label: str
    url: str
    sorted: str
    extra: str


def headings(columns: Columns, filters: Filters, path: str) -> list[Heading]:
    """The headings in the order of the list. The first click on misses shows the most, one on a last report the
    oldest; the next click turns the list."""
    return [_heading(column, SPECS[column], filters, path) for column in columns]


def _heading(column: Col, spec: Spec, filters: Filters, path: str) -> Heading:
    extra = "num" if column in _NUMBERS else ""
    if spec.order is None:
        return Heading(str(spec.label), "", "", extra)
    is_now = filters.order is spec.order
    turned = not filters.descending if is_now else column is Col.MISSED
    to = replace(filters, order=spec.order, descending=turned, after=None, before=None)
    state = ("desc" if filters.descending else "asc") if is_now else ""
    return Heading(str(spec.label), address(path, to), state, extra)


_NUMBERS: Final = frozenset({Col.MISSED, Col.PRIOR})
_CODES: Final = frozenset({Col.REGISTER, Col.NIK, Col.DECISION, Col.VERDICT, Col.CLOSING})
_NOTHING: Final = SafeString("—")


class Cells:
    """Draws the cells of a list. Python and not a template: fifty rows of ten cells are most of the page."""

    def __init__(self, columns: Columns, *, may_open: bool, may_pick: bool = False) -> None:
        self._columns, self._may_open, self._may_pick = columns, may_open, may_pick
        self._pick = _("Choose %(name)s")
        self._labels = {column: format_html(' data-label="{}">', SPECS[column].label) for column in columns}
        self._number_under_name = Col.REGISTER not in columns
        self._file = reverse("client_file", args=[0]).replace("0", "{}")
        self._no_officer = _("No officer")

    def of(self, line: Line) -> SafeString:
        """The cells of one row, each a `<td>`."""
        picked = self._box(line) if self._may_pick else ""
        return SafeString(picked + "".join(self._cell(column, line) for column in self._columns))

    def _box(self, line: Line) -> str:
        label = self._pick % {"name": line.row.client.list_name}
        return format_html(
            '<td class="pick"><input type="checkbox" name="pilih" value="{}" form="bulk" aria-label="{}"></td>',
            str(line.row.pk),
            label,
        )

    def _cell(self, column: Col, line: Line) -> str:
        if column is Col.NAME:
            return self._name(line)
        draw = _DRAWN.get(column)
        css, content = draw(line, self) if draw else _plain(column, SPECS[column].value(line.row))
        begin = f'<td class="{css}"' if css else "<td"
        return f"{begin}{self._labels[column]}{conditional_escape(content)}</td>"

    def _name(self, line: Line) -> str:
        row = line.row
        who = row.client.list_name
        number = (
            format_html('<div class="small quiet code">{}</div>', row.register_no or "—")
            if self._number_under_name
            else ""
        )
        if not self._may_open:
            return format_html('<td class="main-cell"><b>{}</b>{}</td>', who, number)
        door = self._file.format(row.client_id)
        return format_html('<td class="main-cell"><a href="{}">{}</a>{}</td>', door, who, number)

    @property
    def no_officer(self) -> str:
        return self._no_officer


def _plain(column: Col, value: Cell) -> tuple[str, str]:
    if isinstance(value, date):
        return "nowrap", tgl(value)
    css = "num" if column in _NUMBERS else "code" if column in _CODES else ""
    return css, _NOTHING if value in (None, "") else str(value)


def _end(line: Line, cells: Cells) -> tuple[str, str]:
    day = format_html('<span class="nowrap">{}</span>', tgl(line.row.end_date))
    if not line.left_words:
        return "", day
    css = "text-hint" if (line.days_left or 0) < 0 else "quiet"
    return "", format_html('{}<span class="left-words small {}">{}</span>', day, css, line.left_words)


def _next(line: Line, cells: Cells) -> tuple[str, str]:
    day = tgl(line.row.next_due_on)
    return "nowrap", format_html('<span class="text-wait strong">{}</span>', day) if line.is_overdue else day


def _officer(line: Line, cells: Cells) -> tuple[str, str]:
    if line.row.officer:
        return "", line.row.officer.full_name
    return "", format_html('<span class="text-miss">{}</span>', cells.no_officer)


def _missed(line: Line, cells: Cells) -> tuple[str, str]:
    if not line.row.missed_run:
        return "num is-none", SafeString('<span class="quiet">–</span>')
    words = f"{line.row.missed_run}×"
    return "num", format_html('<b class="text-{}">{}</b>', line.alarm, words) if line.alarm else words


_DRAWN: Final[Mapping[Col, Callable[[Line, Cells], tuple[str, str]]]] = {
    Col.PROGRAMME: lambda line, cells: ("", line.programme),
    Col.END: _end,
    Col.OFFICER: _officer,
    Col.STATE: lambda line, cells: ("state-cell", badge(line.state_kind, line.state_words)),
    Col.NEXT: _next,
    Col.MISSED: _missed,
}
