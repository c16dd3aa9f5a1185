"""The register's list, page by page: by the key of a row, never by counting rows off."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Case, CharField, DateField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import supervisions_of
from bimbing.supervision.queries.columns import USUAL_COLUMNS, Col, with_related
from bimbing.supervision.queries.register import Filters, Order, matching

PAGE: Final = 50
_NEVER: Final = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order, and the rows from which one goes on and back (None at the ends)."""

    rows: Sequence[Supervision]
    next_after: int | None
    previous_before: int | None


#: What each order sorts by. Whoever has none of it stands behind all others, in whichever direction.
_SORTS: Final[Mapping[Order, F]] = {
    Order.END: F("end_date"),
    Order.NEXT: F("next_due_on"),
    Order.RECEIVED: F("received_on"),
    Order.REGISTER: F("register_key"),
    Order.START: F("start_date"),
    Order.PROGRAMME: F("programme_id"),
    Order.OFFICER: F("officer__full_name"),
    Order.LAST: F("last_visit_on"),
}
_TEXTS: Final = frozenset({Order.REGISTER, Order.PROGRAMME, Order.OFFICER})


def ordered(
    rows: QuerySet[Supervision], filters: Filters, *, backwards: bool = False
) -> QuerySet[Supervision]:
    """The rows in the order asked for; rows without what is sorted by stand behind all others."""
    keys = _keys(filters, backwards)
    return _with_sort(rows, filters.order).order_by(
        *(f"-{name}" if turned else name for name, turned in keys)
    )


def page(
    staff: Staff, filters: Filters, *, columns: Collection[Col] = USUAL_COLUMNS, size: int = PAGE
) -> Page:
    """The page behind `filters.after` or before `filters.before`; the first one if that row is not to be seen."""
    backwards = filters.before is not None
    cursor = filters.before if backwards else filters.after
    rows = matching(staff, filters)
    beyond = None
    if cursor is not None:
        names = [name for name, _ in _keys(filters, backwards)]
        at = _with_sort(supervisions_of(staff), filters.order).filter(pk=cursor).order_by()
        beyond = at.values_list(*names).first()
        backwards = backwards and beyond is not None
    rows = ordered(rows, filters, backwards=backwards)
    if beyond is not None:
        rows = rows.filter(_beyond(_keys(filters, backwards), beyond))
    if filters.order is not Order.NAME:
        # No index gives this order: the narrow keys are sorted, and only then are the wide rows fetched.
        some = rows.values("pk")[: size + 1]
        rows = ordered(supervisions_of(staff).filter(pk__in=some), filters, backwards=backwards)
    found = list(with_related(rows, columns)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page((), None, None)
    goes_on = backwards or more
    goes_back = more if backwards else beyond is not None
    return Page(found, found[-1].pk if goes_on else None, found[0].pk if goes_back else None)


def _with_sort(rows: QuerySet[Supervision], order: Order) -> QuerySet[Supervision]:
    """The rows with `has_none` (0 or 1) and `sort` (never null), where the order is not by a column as it stands."""
    if order not in _SORTS:
        return rows
    nothing: Any = Value("") if order in _TEXTS else Value(_NEVER, output_field=DateField())
    sort = Coalesce(_SORTS[order], nothing, output_field=CharField() if order in _TEXTS else DateField())
    missing = Case(When(sort=nothing, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.annotate(sort=sort).annotate(has_none=missing)


def _keys(filters: Filters, backwards: bool) -> list[tuple[str, bool]]:
    """The columns of the order, each with whether it runs from the last to the first."""
    if filters.order is Order.NAME:
        return [(name, backwards ^ filters.descending) for name in ("name_key", "pk")]
    turned, rest = backwards ^ filters.descending, [("name_key", backwards), ("pk", backwards)]
    if filters.order is Order.MISSES:
        return [("missed_run", turned), *rest]
    return [("has_none", backwards), ("sort", turned), *rest]


def _beyond(keys: Sequence[tuple[str, bool]], values: Sequence[Any]) -> Q:
    """Rows behind the one with these values: `a <= x AND (a < x OR …)`, which an index on `a` can follow."""
    (name, turned), value = keys[0], values[0]
    strictly = Q(**{f"{name}__{'lt' if turned else 'gt'}": value})
    if len(keys) == 1:
        return strictly
    return Q(**{f"{name}__{'lte' if turned else 'gte'}": value}) & (strictly | _beyond(keys[1:], values[1:]))
