"""Finding a person by whatever is at hand: any spelling of the name, a number of any paper, a phone, a village."""

import re
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from bimbing.clients.models import Client, SearchEntry
from bimbing.rules.name_keys import fold

#: A trigram index knows nothing of shorter words.
SHORTEST_INDEXED = 3
LONGEST_QUERY = 120
_LINKS = frozenset({"bin", "binti", "als", "alias"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. Each group of `every` must be met by one of its texts, or else one of `whole` be there."""

    every: tuple[tuple[str, ...], ...]
    whole: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.every or self.whole)


def search(clients: QuerySet[Client], text: str) -> QuerySet[Client]:
    """Those of `clients` who match every word of `text`. An empty text finds nobody.

    Exact about what was typed (name variants are one spelling to the key); a wrong letter finds nothing.
    """
    wanted = wanted_in(text)
    return clients.filter(found(wanted)) if wanted else clients.none()


def wanted_in(text: str) -> Wanted:
    """What a typed text looks for: words as folded names and places, anything with a digit as a number too."""
    tokens = text[:LONGEST_QUERY].split()
    names = fold(" ".join(token for token in tokens if not _has_digit(token))).split()
    if len(names) > 1:
        names = [name for name in names if name not in _LINKS] or names
    every: list[tuple[str, ...]] = [(name,) for name in dict.fromkeys(names)]
    every += [alternatives for token in tokens if _has_digit(token) and (alternatives := _numbers(token))]
    joined = "".join(tokens)
    whole = _numbers(joined) if len(tokens) > 1 and _has_digit(joined) else ()
    return Wanted(tuple(every), whole)


def found(wanted: Wanted) -> Q:
    """The condition on Client. The one place that knows which engine searches."""
    if connection.vendor == "sqlite":
        return _found_by_fts(wanted)
    every = Q()
    for texts in wanted.every:
        every &= _any_of(texts)
    condition = every
    if wanted.whole:
        condition = (every & Q(pk__gt=0) | _any_of(wanted.whole)) if wanted.every else _any_of(wanted.whole)
    return Q(pk__in=SearchEntry.objects.filter(condition).values("pk"))


def _any_of(texts: tuple[str, ...]) -> Q:
    condition = Q()
    for text in texts:
        condition |= Q(text__contains=text)
    return condition


def _found_by_fts(wanted: Wanted) -> Q:
    """SQLite: the words long enough for the FTS5 index, the others by a look at the rows that are left."""
    long = [texts for texts in wanted.every if min(map(len, texts)) >= SHORTEST_INDEXED]
    short = [texts for texts in wanted.every if min(map(len, texts)) < SHORTEST_INDEXED]
    condition = Q()
    if long:
        condition &= _matching(" AND ".join(_either(texts) for texts in long))
    for texts in short:
        condition &= Q(pk__in=SearchEntry.objects.filter(_any_of(texts)).values("pk"))
    if wanted.whole:
        condition = (
            condition | _matching(_either(wanted.whole)) if wanted.every else _matching(_either(wanted.whole))
        )
    return condition


def _matching(expression: str) -> Q:
    return Q(pk__in=RawSQL("SELECT rowid FROM clients_search_fts WHERE text MATCH %s", [expression]))


def _either(texts: tuple[str, ...]) -> str:
    quoted = ('"' + text.replace('"', '""') + '"' for text in texts)
    return f"({' OR '.join(quoted)})"


def _has_digit(token: str) -> bool:
    return any(character.isdigit() for character in token)


def _numbers(token: str) -> tuple[str, ...]:
    """How a number may stand in the index: as written in capitals, or as bare digits of a NIK or a phone.

    `0812-3456`, `+62 812 3456` and `812 3456` are one telephone: kept as 628123456.
    """
    written = token.upper()
    texts = {written}
    if re.fullmatch(r"[\d\s+\-.()/]+", token):
        digits = re.sub(r"\D", "", token)
        texts.add(digits)
        if digits.startswith("0") and len(digits) > SHORTEST_INDEXED + 1:
            texts.add("62" + digits[1:])
    return tuple(sorted(text for text in texts if text))
