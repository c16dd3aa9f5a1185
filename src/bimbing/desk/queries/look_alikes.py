"""Who in the register may be the person that is being entered: found while his papers are typed, told apart by people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Count, Q

from bimbing.clients.models import Client
from bimbing.clients.queries import Found, ranked
from bimbing.offices.models import Staff
from bimbing.rules.look_alikes import Reason, Someone, likeness, someone, swapped
from bimbing.rules.name_keys import fold
from bimbing.rules.nik import LENGTH as NIK_LENGTH
from bimbing.rules.register_no import register_key
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import clients_of, supervisions_of
from bimbing.supervision.queries.compared import as_compared

#: More than so many are no help to anybody who is typing.
SHOWN: Final = 5
_LOOKED_AT: Final = 40
#: A shorter name is half the register.
SHORTEST_NAME: Final = 3


class Likeness(StrEnum):
    """What two entries have in common, strongest first."""

    NIK = "nik"
    NAME_AND_BIRTH = "name_and_birth"
    REGISTER_NO = "register_no"
    WRITTEN_OTHERWISE = "written_otherwise"  # by the rule of look-alikes, whose reasons then say more
    NAME_AND_YEAR = "name_and_year"
    SAME_NAME = "same_name"
    SIMILAR_NAME = "similar_name"


#: With one of these it is so probably one person that saving asks first.
STRONG: Final = frozenset(
    {Likeness.NIK, Likeness.NAME_AND_BIRTH, Likeness.WRITTEN_OTHERWISE, Likeness.NAME_AND_YEAR}
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What the papers say of a person so far; empty where nothing is typed yet."""

    name: str = ""
    nik: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    register_no: str = ""
    father: str = ""
    sex: str = ""
    address: str = ""

    def someone(self) -> Someone:
        """As the rule compares him."""
        return someone(
            full_name=self.name,
            father=self.father,
            nik=self.nik,
            sex=self.sex,
            birth_date=self.birth_date,
            birth_year=self.birth_year,
            village=self.address,
            numbers=[self.register_no],
        )


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A client of the register, what he has in common with the typed one, and his guidances, the latest first."""

    client: Client
    likeness: tuple[Likeness, ...]
    supervisions: tuple[Supervision, ...]
    reasons: tuple[Reason, ...] = ()

    @property
    def is_strong(self) -> bool:
        return not STRONG.isdisjoint(self.likeness)


def look_alikes(staff: Staff, typed: Typed) -> list[LookAlike]:
    """Those whom `staff` may see and who resemble the typed person, most alike first, `SHOWN` at most.

    A letter typed wrong finds him too. Four queries, two without a name.
    """
    key = fold(typed.name)
    number = register_key(typed.register_no)
    clients = clients_of(staff)
    condition = _same_signs(typed)
    if number:
        numbered = supervisions_of(staff).filter(register_key=number)
        condition |= Q(pk__in=numbered.values("client_id"))
    named: list[Found] = []
    if len(key) >= SHORTEST_NAME:
        condition |= Q(name_key=key)
        named = ranked(clients, typed.name, office_id=staff.office_id, limit=_LOOKED_AT)
        condition |= Q(pk__in=[one.client_id for one in named])
    found = list(clients.filter(condition).order_by("name_key", "pk")[: _LOOKED_AT * 5]) if condition else []
    theirs = _supervisions(staff, [client.pk for client in found])
    he = typed.someone()
    alike = [
        one
        for client in found
        if (one := _compared(client, theirs[client.pk], typed, he, key, number)) is not None
    ]
    order = list(Likeness)
    places = {one.client_id: place for place, one in enumerate(named)}
    alike.sort(
        key=lambda one: (order.index(one.likeness[0]), places.get(one.client.pk, 0), one.client.name_key)
    )
    return alike[:SHOWN]


def _same_signs(typed: Typed) -> Q:
    """Whoever has a half of the NIK, or was born on the day, or on the one with day and month changed over."""
    condition = Q(pk__in=())
    if len(typed.nik) == NIK_LENGTH:
        half = NIK_LENGTH // 2
        condition |= Q(nik__startswith=typed.nik[:half]) | Q(nik__endswith=typed.nik[half:])
    elif typed.nik:
        condition |= Q(nik=typed.nik)
    if (born := typed.birth_date) is not None:
        condition |= Q(birth_date__in=[day for day in (born, swapped(born)) if day])
    return condition


def _compared(
    client: Client, rows: list[Supervision], typed: Typed, he: Someone, key: str, number: str
) -> LookAlike | None:
    """What a client has in common with the typed person; None where it is nothing but a day or half a NIK."""
    exact = _likeness(client, rows, typed, key, number)
    by_rule = likeness(he, as_compared(client, rows))
    if not by_rule.is_asked:
        is_named_alike = key and all(word in client.name_key for word in key.split())
        if exact == [Likeness.SIMILAR_NAME] and not is_named_alike:
            return None
        return LookAlike(client, tuple(exact), tuple(rows))
    if STRONG.isdisjoint(exact):
        exact = [Likeness.WRITTEN_OTHERWISE]
    return LookAlike(client, tuple(exact), tuple(rows), by_rule.reasons)


def _supervisions(staff: Staff, client_ids: list[int]) -> dict[int, list[Supervision]]:
    theirs: dict[int, list[Supervision]] = defaultdict(list)
    rows = supervisions_of(staff).filter(client_id__in=client_ids).select_related("officer")
    for row in rows.present_first():
        theirs[row.client_id].append(row)
    return theirs


def _likeness(client: Client, rows: list[Supervision], typed: Typed, key: str, number: str) -> list[Likeness]:
    """What a client who was found has in common with the typed person; at least one thing."""
    same_name = bool(key) and client.name_key == key
    year = typed.birth_date.year if typed.birth_date else typed.birth_year
    theirs = client.birth_date.year if client.birth_date else client.birth_year
    holds = {
        Likeness.NIK: bool(typed.nik) and client.nik == typed.nik,
        Likeness.NAME_AND_BIRTH: same_name
        and bool(typed.birth_date)
        and client.birth_date == typed.birth_date,
        Likeness.REGISTER_NO: bool(number) and any(row.register_key == number for row in rows),
        Likeness.NAME_AND_YEAR: same_name
        and bool(year)
        and theirs == year
        and not (typed.birth_date and client.birth_date),
        Likeness.SAME_NAME: same_name,
    }
    found = [likeness for likeness, is_so in holds.items() if is_so]
    if Likeness.NAME_AND_BIRTH in found or Likeness.NAME_AND_YEAR in found:
        found.remove(Likeness.SAME_NAME)
    return found or [Likeness.SIMILAR_NAME]


def officer_loads(staff: Staff) -> dict[int, int]:
    """How many guidances each officer of the office has under way; whoever has none is missing."""
    rows = Supervision.objects.filter(office_id=staff.office_id, is_active=True, officer__isnull=False)
    return dict(rows.order_by().values_list("officer_id").annotate(number=Count("pk")))
