"""Finding a person by whatever is at hand: any spelling of the name, a number of any paper, a phone, a village.

An office has some thousands of entries, and they stand side by side in an index: reading through all of them takes
a few milliseconds however many other offices the database holds (docs/adr/0008). `rules.finding` says what fits.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db import connection
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import Exact, GreaterThan, LessThan

from bimbing.clients.models import Client, SearchEntry
from bimbing.rules.finding import INITIALS, NAME_END, Fit, Wanted, Word, slips, wanted_in

#: A list that is filtered by a text with a wrong letter in it shows at most so many.
MOST_NEAR = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One person found, how well he fits, and the entry he was found by."""

    client_id: int
    fit: Fit
    entry: str


def search(clients: QuerySet[Client], text: str, *, office_id: int) -> QuerySet[Client]:
    """Those of `clients` in an office who match every word of `text`; where nobody does, who is a letter away.

    For lists that are filtered by a text. An empty text finds nobody.
    """
    wanted = wanted_in(text)
    if not wanted:
        return clients.none()
    exact = clients.filter(pk__in=_entries(office_id).filter(_fits(wanted)).values("pk"))
    if not wanted.may_slip or exact.exists():
        return exact
    return clients.filter(pk__in=[one.client_id for one in _near(clients, wanted, office_id)[:MOST_NEAR]])


def ranked(clients: QuerySet[Client], text: str, *, office_id: int, limit: int) -> list[Found]:
    """The best `limit` of `clients` in an office for a text, best first; whoever is a letter away stands last."""
    wanted = wanted_in(text)
    if not wanted:
        return []
    fit = _fit(wanted)
    rows = _entries(office_id).filter(_fits(wanted), _is_one_of(clients)).annotate(fit=fit)
    found = [
        Found(*row) for row in rows.order_by("fit", "text", "pk").values_list("pk", "fit", "text")[:limit]
    ]
    found = [Found(one.client_id, Fit(one.fit), one.entry) for one in found]
    if len(found) == limit or not wanted.may_slip:
        return found
    known = {one.client_id for one in found}
    near = (one for one in _near(clients, wanted, office_id) if one.client_id not in known)
    return [*found, *near][:limit]


def _is_one_of(clients: QuerySet[Client]) -> Exists:
    """Asked of each entry that fits. As `IN (…)` the engine would list every client of the country first."""
    return Exists(clients.order_by().filter(pk=OuterRef("pk")))


def _entries(office_id: int) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(office_id=office_id).order_by()


# ------------------------------------------------------------------ what was typed


def _has(text: str) -> Q:
    """Whether an entry has a piece of text; capitals and small letters differ, on every engine.

    SQLite's LIKE knows no capitals, and PostgreSQL's planner has no idea how few entries `strpos` leaves: it would
    rather list every client of the country than ask of each that fits.
    """
    if connection.vendor == "postgresql":
        return Q(text__contains=text)
    return Q(GreaterThan(StrIndex(F("text"), Value(text)), 0))


def _any(texts: Iterable[str]) -> Q:
    return reduce(or_, map(_has, texts))


def _fits(wanted: Wanted) -> Q:
    every = [*(word.needles for word in wanted.words), *wanted.numbers]
    condition = reduce(and_, map(_any, every)) if every else Q()
    if wanted.written:
        condition = condition | _any(wanted.written) if every else _any(wanted.written)
    return condition


def _fit(wanted: Wanted) -> Case:
    """`Fit` in SQL, from the entry alone."""
    key = wanted.key
    whens = [
        When(_any(f" {number} " for number in texts), then=Value(Fit.WHOLE)) for texts in _wholes(wanted)
    ]
    if wanted.initials:
        whens.append(When(_has(f"{INITIALS}{wanted.initials} "), then=Value(Fit.WHOLE)))
    if key:
        whens += [
            When(Exact(StrIndex(F("text"), Value(f" {key}{NAME_END}")), 1), then=Value(Fit.WHOLE)),
            When(Exact(StrIndex(F("text"), Value(f" {key}")), 1), then=Value(Fit.START)),
            When(_any((f" {key} ",)), then=Value(Fit.WORD)),
            When(reduce(and_, (_in_name(word) for word in wanted.words)), then=Value(Fit.PART)),
        ]
    return Case(*whens, default=Value(Fit.OTHER), output_field=IntegerField())


def _wholes(wanted: Wanted) -> Iterator[tuple[str, ...]]:
    if wanted.written:
        yield wanted.written
    if len(wanted.numbers) == 1 and not wanted.words:
        yield wanted.numbers[0]


def _in_name(word: Word) -> Q:
    """Whether the word stands in the name proper, which an entry begins with."""
    end = StrIndex(F("text"), Value(NAME_END))
    places = (StrIndex(F("text"), Value(needle)) for needle in word.needles)
    return reduce(or_, (Q(GreaterThan(place, 0)) & Q(LessThan(place, end)) for place in places))


# ------------------------------------------------------------------ a wrong letter


def _near(clients: QuerySet[Client], wanted: Wanted, office_id: int) -> list[Found]:
    """Who fits but for a wrong letter, the fewest of them first, then by name."""
    rows = _entries(office_id).filter(_may_be_near(wanted), _is_one_of(clients))
    found = (
        (wrong, text, pk)
        for pk, text in rows.values_list("pk", "text")
        if (wrong := slips(wanted, text))  # 0 fits wholly, None not at all
    )
    return [Found(pk, Fit.NEAR, text) for _, text, pk in sorted(found)]


def _may_be_near(wanted: Wanted) -> Q:
    """Everybody who may be near, and some who are not: every long word has a half of it there."""
    long = [_any(word.halves) for word in wanted.words if word.may_slip_alone]
    if not long:
        long = [reduce(or_, (_any(word.whole) for word in wanted.words))]
    return reduce(and_, [*long, *map(_any, wanted.numbers)])
