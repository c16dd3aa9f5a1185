"""The register's address: read into filters, and written again with one thing changed. And what is typed about a list:
the reason for taking it out, the name under which it is kept."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from bimbing.offices.http import id_in
from bimbing.offices.models import Section
from bimbing.rules.calendar import add_months, month_start
from bimbing.rules.duty import ReportState
from bimbing.rules.phases import Phase
from bimbing.supervision.queries.columns import Col, columns_in
from bimbing.supervision.queries.register import NONE, USUAL, Filters, Group, Lack, Life, Order

#: In the address: every status, where nothing in the address means the usual ones.
EVERY_STATUS: Final = "semua"
#: In the address and in saved groups: months that move on with the calendar, by how far they lie ahead.
MOVING_MONTHS: Final[Mapping[str, int]] = {"bulan_ini": 0, "bulan_depan": 1}
_MOST_VALUES: Final = 40
_MARK: Final = "\x00"  # no value holds it
#: A saved question no longer than this: the column of `SavedGroup.query`.
_LONGEST_QUERY: Final = 2000
_NUMBER: Final = re.compile(r"\d{6,}")
_SHAPES: Final[Mapping[Group, re.Pattern[str]]] = {
    Group.STATUS: re.compile("|".join(Life)),
    Group.REPORT: re.compile("|".join(ReportState)),
    Group.MISSES: re.compile("[123]"),
    Group.PROGRAMME: re.compile(r"[A-Za-z0-9_. -]{1,24}"),
    Group.OFFICER: re.compile(r"\d{1,15}|-"),
    Group.OFFENCE: re.compile(r"[A-Za-z0-9_. -]{1,24}"),
    Group.SECTION: re.compile("|".join(Section.values)),
    Group.REGENCY: re.compile(r"[^\x00]{1,60}"),
    Group.DISTRICT: re.compile(r"[^\x00]{1,60}"),
    Group.PHASE: re.compile("|".join([*Phase, "-"])),
    Group.ENDS: re.compile(rf"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])|-|{'|'.join(MOVING_MONTHS)}"),
    Group.LACKS: re.compile("|".join(Lack)),
}


def read_filters(query: QueryDict, as_of: date) -> Filters:
    """What an address asks for. A value that no group knows is left out, so that an old bookmark still opens."""
    picks = {group: _values(query, group) for group in Group}
    if "status" not in query:
        picks |= USUAL
    picks[Group.ENDS] = tuple(dict.fromkeys(_fixed(value, as_of) for value in picks[Group.ENDS]))
    order, descending = _order(query.get("urut", ""))
    return Filters(
        as_of=as_of,
        picks=picks,
        text=query.get("q", "").replace("\x00", "").strip()[:120],
        order=order,
        descending=descending,
        after=id_in(query.get("sesudah", "")),
        before=id_in(query.get("sebelum", "")),
        columns=columns_in(".".join(query.getlist("kolom")[: len(Col)]).split(".")[: len(Col)]),
    )


def _fixed(month: str, as_of: date) -> str:
    """`bulan_ini` as it is on a day: `2026-11`."""
    if month not in MOVING_MONTHS:
        return month
    return f"{add_months(month_start(as_of), MOVING_MONTHS[month]):%Y-%m}"


def _values(query: QueryDict, group: Group) -> tuple[str, ...]:
    fits = _SHAPES[group].fullmatch
    return tuple(dict.fromkeys(value for value in query.getlist(group.value)[:_MOST_VALUES] if fits(value)))


def _order(text: str) -> tuple[Order, bool]:
    name = text.removeprefix("-")
    return (Order(name), text.startswith("-")) if name in set(Order) else (Order.NAME, False)


def parameters(filters: Filters, *, paging: bool = False) -> list[tuple[str, str]]:
    """The address's parameters in a fixed order; what is usual is left out."""
    written = [("q", filters.text)] if filters.text else []
    for group in Group:
        values = filters.picks.get(group, ())
        if set(values) == set(USUAL.get(group, ())):
            continue
        written += [(group.value, value) for value in values]
        if group is Group.STATUS and not values:
            written.append((group.value, EVERY_STATUS))
    if filters.order is not Order.NAME or filters.descending:
        written.append(("urut", f"{'-' if filters.descending else ''}{filters.order}"))
    if filters.columns:
        written.append(("kolom", ".".join(filters.columns)))
    if paging and filters.after is not None:
        written.append(("sesudah", str(filters.after)))
    if paging and filters.before is not None:
        written.append(("sebelum", str(filters.before)))
    return written


def address(path: str, filters: Filters, *, paging: bool = False) -> str:
    """The address of these filters under `path`. Without `paging` it leads to the first page."""
    written = urlencode(parameters(filters, paging=paging))
    return f"{path}?{written}" if written else path


def toggled(filters: Filters, group: Group, value: str) -> Filters:
    """The same filters with one value of a group put in or taken out."""
    values = filters.picks.get(group, ())
    left = tuple(one for one in values if one != value) if value in values else (*values, value)
    return replace(filters, picks={**filters.picks, group: left}, after=None, before=None)


def doors(path: str, filters: Filters, group: Group) -> Callable[[str], str]:
    """`address(path, toggled(filters, group, value))` for one value of a group after the other: what stays the same
    is written once. A register has hundreds of them."""
    picked = filters.picks.get(group, ())
    mark = urlencode([(group.value, _MARK)])
    pattern = address(path, toggled(filters, group, _MARK))

    def door(value: str) -> str:
        if value in picked or group in USUAL:  # taken out, or perhaps back to what is usual
            return address(path, toggled(filters, group, value))
        return pattern.replace(mark, urlencode([(group.value, value)]), 1)

    return door


def cleared(filters: Filters, group: Group) -> Filters:
    """The same filters with one group back to what is usual."""
    return replace(filters, picks={**filters.picks, group: USUAL.get(group, ())}, after=None, before=None)


def is_usual(filters: Filters, group: Group) -> bool:
    """Whether the group is as an address without it would have it."""
    return set(filters.picks.get(group, ())) == set(USUAL.get(group, ()))


def moves(filters: Filters) -> bool:
    """Whether the question asks for guidances that end in the present month or the next."""
    return any(_fixed(month, filters.as_of) in filters.picks.get(Group.ENDS, ()) for month in MOVING_MONTHS)


def normalised(query: str, as_of: date, *, moving: bool) -> str:
    """A question as a saved group keeps it: read as the page reads it, without a page, without what no group knows.

    `moving`: the present month and the next are kept as such, so that the group moves on with the calendar.
    """
    filters = read_filters(QueryDict(query), as_of)
    words = {_fixed(word, as_of): word for word in MOVING_MONTHS} if moving else {}
    written = [
        (name, words.get(value, value) if name == Group.ENDS else value)
        for name, value in parameters(filters)
    ]
    return urlencode(written)


def names_a_number(query: str) -> bool:
    """Whether a kept question looks for a NIK, a phone or a number of a paper: that is nobody else's business."""
    return bool(_NUMBER.search(re.sub(r"[\s.\-]", "", QueryDict(query).get("q", ""))))


class NameForm(forms.Form):
    """The name of a saved group, as the office will read it."""

    name = forms.CharField(label=_("Name of the group"), max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def clean_name(self) -> str:
        return _plain_name(self.cleaned_data["name"])


class SaveGroupForm(forms.Form):
    """What is shown now, kept under a name. `may_share`: whether it may be kept for the office."""

    name = forms.CharField(label=_("Name of the group"), max_length=60)
    moving = forms.BooleanField(
        label=_("Moves on with the calendar: always this month or the next"), required=False
    )
    shared = forms.BooleanField(label=_("For the whole office"), required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000, strip=False)

    def __init__(self, *args: Any, as_of: date, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_of = as_of
        if not may_share:
            del self.fields["shared"]

    def clean_name(self) -> str:
        return _plain_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        query = normalised(data.get("query", ""), self.as_of, moving=bool(data.get("moving")))
        if len(query) > _LONGEST_QUERY:
            raise forms.ValidationError(_("So many filters at once cannot be kept. Take some away."))
        if data.get("shared") and names_a_number(query):
            self.add_error("shared", _("A search for a number stays your own."))
        return data | {"query": query, "shared": bool(data.get("shared"))}


def _plain_name(name: str) -> str:
    """A name without signs that cannot be seen: they would make two names look like one."""
    seen = "".join(sign for sign in name if not unicodedata.category(sign).startswith("C"))
    plain = " ".join(seen.split())
    if not plain:
        raise forms.ValidationError(_("Give it a name."))
    return plain


class ExportForm(forms.Form):
    """Why a list leaves the system, which columns and in what shape. The reason is kept in the trail."""

    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_(
            "For example: monthly report to the regional office. It is kept in the trail with your name."
        ),
        min_length=5,
        max_length=200,
    )
    columns = forms.ChoiceField(
        label=_("Columns"),
        choices=[("layar", _("As in the list")), ("buku", _("The whole register book"))],
        initial="layar",
        widget=forms.RadioSelect,
    )
    shape = forms.ChoiceField(
        label=_("File"),
        choices=[("xlsx", _("Excel workbook")), ("csv", _("CSV, for other programs"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )


__all__ = [
    "EVERY_STATUS", "MOVING_MONTHS", "NONE", "ExportForm", "NameForm", "SaveGroupForm", "address", "cleared", "doors",
    "is_usual", "moves", "names_a_number", "normalised", "parameters", "read_filters", "toggled",
]  # fmt: skip
