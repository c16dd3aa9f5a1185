"""The register's address: read into filters, and written again with one thing changed. And the reason for an export."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from bimbing.offices.http import id_in
from bimbing.offices.models import Section
from bimbing.rules.duty import ReportState
from bimbing.supervision.queries.register import NONE, USUAL, Filters, Group, Lack, Life, Order

#: In the address: every status, where nothing in the address means the usual ones.
EVERY_STATUS: Final = "semua"
_MOST_VALUES: Final = 40
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
    Group.ENDS: re.compile(r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])|-"),
    Group.LACKS: re.compile("|".join(Lack)),
}


def read_filters(query: QueryDict, as_of: date) -> Filters:
    """What an address asks for. A value that no group knows is left out, so that an old bookmark still opens."""
    picks = {group: _values(query, group) for group in Group}
    if "status" not in query:
        picks |= USUAL
    order, descending = _order(query.get("urut", ""))
    return Filters(
        as_of=as_of,
        picks=picks,
        text=query.get("q", "").replace("\x00", "").strip()[:120],
        order=order,
        descending=descending,
        after=id_in(query.get("sesudah", "")),
        before=id_in(query.get("sebelum", "")),
    )


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


def cleared(filters: Filters, group: Group) -> Filters:
    """The same filters with one group back to what is usual."""
    return replace(filters, picks={**filters.picks, group: USUAL.get(group, ())}, after=None, before=None)


def is_usual(filters: Filters, group: Group) -> bool:
    """Whether the group is as an address without it would have it."""
    return set(filters.picks.get(group, ())) == set(USUAL.get(group, ()))


class ExportForm(forms.Form):
    """Why a list leaves the system. Kept in the trail."""

    purpose = forms.CharField(
        label=_("What is the workbook for?"),
        help_text=_(
            "For example: monthly report to the regional office. It is kept in the trail with your name."
        ),
        min_length=5,
        max_length=200,
    )


__all__ = [
    "EVERY_STATUS", "NONE", "ExportForm", "address", "cleared", "is_usual", "parameters", "read_filters", "toggled",
]  # fmt: skip
