"""The persons of an office as they are compared with the rows of a file."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from bimbing.clients.models import Client, Phone
from bimbing.rules.look_alikes import Someone, folded
from bimbing.rules.register_no import register_key
from bimbing.supervision.models import Supervision


@dataclass(frozen=True, slots=True)
class Everybody:
    """`people[n]` is the client of number `ids[n]`."""

    ids: list[int]
    people: list[Someone]


def everybody(*, office_id: int) -> Everybody:
    """All clients of the office, in three queries."""
    return _read(
        Client.objects.filter(office_id=office_id),
        Phone.objects.filter(client__office_id=office_id),
        Supervision.objects.filter(office_id=office_id),
    )


def _read(
    clients: QuerySet[Client], phones: QuerySet[Phone], supervisions: QuerySet[Supervision]
) -> Everybody:
    reached: dict[int, list[str]] = defaultdict(list)
    for client_id, number in phones.order_by().values_list("client_id", "number"):
        reached[client_id].append(number)
    numbers: dict[int, list[str]] = defaultdict(list)
    decisions: dict[int, list[str]] = defaultdict(list)
    for client_id, number, decision in supervisions.order_by().values_list(
        "client_id", "register_key", "decision_no"
    ):
        if number:
            numbers[client_id].append(number)
        if decision:
            decisions[client_id].append(register_key(decision))
    columns = ("pk", "name_key", "parent_name", "aliases", "nik", "sex", "birth_date", "birth_year", "village", "address")  # fmt: skip
    found = Everybody([], [])
    for pk, name_key, father, aliases, nik, sex, born, year, village, address in clients.order_by(
        "pk"
    ).values_list(*columns):
        found.ids.append(pk)
        found.people.append(
            Someone(
                name_key=name_key,
                father=father,
                alias_keys=tuple(map(folded, aliases.split(" / "))) if aliases else (),
                nik=nik,
                sex=sex,
                birth_date=born,
                birth_year=year,
                village=village or address,
                phones=tuple(reached.get(pk, ())),
                numbers=tuple(numbers.get(pk, ())),
                decisions=tuple(decisions.get(pk, ())),
            )
        )
    return found
