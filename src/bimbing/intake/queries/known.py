"""What the register already knows of the persons in a file, in a fixed number of queries a thousand rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bimbing.clients.models import Client
from bimbing.intake.models import Import, ImportRow
from bimbing.rules.status import Status
from bimbing.supervision.models import Supervision

CHUNK: Final = 500


@dataclass(slots=True, eq=False)
class Person:
    """A client of the register, or one that an earlier row of the file will make (`pk` is None)."""

    pk: int | None
    section: str
    nik: str
    name_key: str
    birth_date: date | None
    plan: Any = None
    guidances: list["Guidance"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Guidance:
    """A supervision of the register, or one that an earlier row of the file will make (`pk` is None)."""

    pk: int | None
    person: Person
    section: str
    register_key: str
    programme: str
    start_date: date | None
    end_date: date | None
    plan: Any = None


class Register:
    """Persons and supervisions by the signs under which a row may find them; rows of the file are added as they go."""

    def __init__(self) -> None:
        self.by_nik: dict[str, list[Person]] = defaultdict(list)
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.by_number: dict[tuple[str, str], Guidance] = {}
        self.by_pk: dict[int, Person] = {}

    def add_person(self, person: Person) -> None:
        if person.pk is not None:
            if person.pk in self.by_pk:
                return
            self.by_pk[person.pk] = person
        if person.nik:
            self.by_nik[person.nik].append(person)
        self.by_name[person.name_key].append(person)

    def add_guidance(self, guidance: Guidance) -> None:
        guidance.person.guidances.append(guidance)
        if guidance.register_key:
            self.by_number.setdefault((guidance.section, guidance.register_key), guidance)


def known_register(
    *,
    office_id: int,
    niks: Iterable[str],
    names: Iterable[str],
    numbers: Iterable[str],
    ids: Iterable[int] = (),
) -> Register:
    """Everybody of the office who shares a NIK, a folded name or a register number with the file, and those of `ids`."""
    register = Register()
    columns = ("pk", "section", "nik", "name_key", "birth_date")
    clients = Client.objects.filter(office_id=office_id).order_by("pk")
    for lookup, keys in (("nik__in", niks), ("name_key__in", names)):
        for chunk in chunks(keys):
            for row in clients.filter(**{lookup: chunk}).values_list(*columns):
                register.add_person(Person(*row))
    supervisions = Supervision.objects.filter(office_id=office_id).exclude(status=Status.BATAL).order_by("pk")
    by_number: set[int] = set()
    for chunk in chunks(numbers):
        by_number.update(supervisions.filter(register_key__in=chunk).values_list("client_id", flat=True))
    for chunk in chunks((by_number | set(ids)) - register.by_pk.keys()):
        for row in clients.filter(pk__in=chunk).values_list(*columns):
            register.add_person(Person(*row))
    for chunk in chunks(register.by_pk):
        rows = supervisions.filter(client_id__in=chunk)
        for pk, client_id, section, key, programme, start, end in rows.values_list(
            "pk", "client_id", "section", "register_key", "programme_id", "start_date", "end_date"
        ):
            person = register.by_pk[client_id]
            register.add_guidance(Guidance(pk, person, section, key, programme or "", start, end))
    return register


def rows_brought_in(*, office_id: int, row_keys: Iterable[str]) -> dict[str, tuple[int, int]]:
    """row_key -> (client, supervision) of rows that an earlier import of the office brought in, exactly as they are."""
    found: dict[str, tuple[int, int]] = {}
    done = ImportRow.objects.filter(
        batch__office_id=office_id, batch__state=Import.State.DONE, supervision_id__isnull=False
    ).order_by("pk")
    for chunk in chunks(row_keys):
        rows = done.filter(row_key__in=chunk)
        for key, client_id, supervision_id in rows.values_list("row_key", "client_id", "supervision_id"):
            found[key] = (client_id or 0, supervision_id or 0)
    return found


def answers_brought_in(*, office_id: int, row_keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """row_key -> the answers that a person gave when these very rows came in; only rows that have some."""
    done = ImportRow.objects.filter(batch__office_id=office_id, batch__state=Import.State.DONE)
    found: dict[str, dict[str, Any]] = {}
    for chunk in chunks(row_keys):
        rows = done.filter(row_key__in=chunk).exclude(answers={}).order_by("pk")
        for key, answers in rows.values_list("row_key", "answers"):
            found[key] = found.get(key, {}) | answers
    return found


def last_told(*, office_id: int, supervision_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What the last import said of each of these supervisions: only what the file changed since then is a change."""
    told: dict[int, dict[str, Any]] = {}
    batch_of: dict[int, int] = {}
    done = ImportRow.objects.filter(batch__office_id=office_id, batch__state=Import.State.DONE).order_by("pk")
    for chunk in chunks(supervision_ids):
        rows = done.filter(supervision_id__in=chunk)
        for pk, batch_id, values in rows.values_list("supervision_id", "batch_id", "understood"):
            if pk is None:
                continue
            before = told.get(pk, {})
            # Of several rows of one file the first is completed by the others; a later file overrides an earlier one.
            told[pk] = values | before if batch_of.get(pk) == batch_id else before | values
            batch_of[pk] = batch_id
    return told


def chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """The distinct keys in lists that one query takes."""
    distinct = list(dict.fromkeys(keys))
    for start in range(0, len(distinct), CHUNK):
        yield distinct[start : start + CHUNK]
