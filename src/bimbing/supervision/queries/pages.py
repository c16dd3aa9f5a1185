"""The register's list, page by page: by the key of a row, never by counting rows off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import supervisions_of
from bimbing.supervision.queries.register import Filters, Order, matching

PAGE: Final = 50
_NEVER: Final = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order, and the rows from which one goes on and back (None at the ends)."""

    rows: Sequence[Supervision]
    next_after: int | None
    previous_before: int | None


_SORTS: Final[Mapping[Order, tuple[tuple[str, bool], ...]]] = {
    Order.NAME: (("name_key", False), ("pk", False)),
    Order.END: (("end_or_never", False), ("name_key", False), ("pk", False)),
    Order.NEXT: (("next_or_never", False), ("name_key", False), ("pk", False)),
    Order.MISSES: (("missed_run", False), ("name_key", False), ("pk", False)),
}
_FIRST_TURNED: Final = 1  # a descending list turns its first column only: names stay from A to Z


def ordered(
    rows: QuerySet[Supervision], filters: Filters, *, backwards: bool = False
) -> QuerySet[Supervision]:
    """The rows in the order asked for; rows without the date sorted by stand where the year 9999 would."""
    keys = _keys(filters, backwards)
    return _with_sorts(rows).order_by(*(f"-{name}" if turned else name for name, turned in keys))


def page(staff: Staff, filters: Filters, *, size: int = PAGE) -> Page:
    """The page behind `filters.after` or before `filters.before`; the first one if that row is not to be seen."""
    backwards = filters.before is not None
    cursor = filters.before if backwards else filters.after
    rows = matching(staff, filters)
    keys = _keys(filters, backwards)
    beyond = None
    if cursor is not None:
        names = [name for name, _ in keys]
        beyond = _with_sorts(supervisions_of(staff)).filter(pk=cursor).order_by().values_list(*names).first()
        backwards = backwards and beyond is not None
        keys = _keys(filters, backwards)
    rows = ordered(rows, filters, backwards=backwards)
    if beyond is not None:
        rows = rows.filter(_beyond(keys, beyond))
    found = list(rows.select_related("client", "programme", "officer")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page((), None, None)
    goes_on = backwards or more
    goes_back = more if backwards else beyond is not None
    return Page(found, found[-1].pk if goes_on else None, found[0].pk if goes_back else None)


def _with_sorts(rows: QuerySet[Supervision]) -> QuerySet[Supervision]:
    never = Value(_NEVER, output_field=DateField())
    return rows.annotate(
        end_or_never=Coalesce(F("end_date"), never), next_or_never=Coalesce(F("next_due_on"), never)
    )


def _keys(filters: Filters, backwards: bool) -> list[tuple[str, bool]]:
    whole = filters.order is Order.NAME
    return [
        (name, turned ^ backwards ^ (filters.descending and (whole or place < _FIRST_TURNED)))
        for place, (name, turned) in enumerate(_SORTS[filters.order])
    ]


def _beyond(keys: Sequence[tuple[str, bool]], values: Sequence[Any]) -> Q:
    """Rows behind the one with these values: `a <= x AND (a < x OR …)`, which an index on `a` can follow."""
    (name, turned), value = keys[0], values[0]
    strictly = Q(**{f"{name}__{'lt' if turned else 'gt'}": value})
    if len(keys) == 1:
        return strictly
    return Q(**{f"{name}__{'lte' if turned else 'gte'}": value}) & (strictly | _beyond(keys[1:], values[1:]))
