"""Writes about persons. One door: a workbook of 5,000 rows and one typed client go through the same function."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from bimbing.audit.actions import record, record_many
from bimbing.clients.models import Client, Guarantor, Phone, SearchEntry
from bimbing.offices.models import Office, Section, Staff
from bimbing.rows import evened, insert_rows
from bimbing.rules.finding import EntryParts, entry_parts
from bimbing.rules.name_keys import fold

BATCH = 500
#: What is known of a guarantor.
GUARANTOR: Final = ("name", "relation", "phone", "address")


class StaleVersion(Exception):
    """Somebody else saved the record since this form was opened: nothing was written, nothing typed is lost."""


@dataclass(frozen=True, slots=True)
class NewClient:
    """A person as he comes in. `fields`: columns of Client; `phones`: (E.164, owner); `guarantors`: columns.

    `name_key` is the folded name where the caller has it already.
    """

    fields: Mapping[str, Any]
    phones: Sequence[tuple[str, str]] = ()
    guarantors: Sequence[Mapping[str, str]] = field(default=())
    name_key: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """A person who has just come in, as far as his guidance needs him. `found_by` makes his search entry."""

    pk: int
    office_id: int
    section: str
    name_key: str
    district: str
    regency: str
    has_phone: bool
    found_by: EntryParts


@transaction.atomic
def add_clients(*, office: Office, entries: Sequence[NewClient], by: Staff, at: datetime) -> list[Client]:
    """Enter persons into the register of an office, in the order given. They are found only once indexed.

    The caller indexes them (`index_clients`) when their numbers are known; `supervision.actions` does.
    """
    entered = enter_clients(office=office, entries=entries, by=by, at=at)
    clients = Client.objects.select_related("office").in_bulk([one.pk for one in entered])
    return [clients[one.pk] for one in entered]


@transaction.atomic
def enter_clients(*, office: Office, entries: Sequence[NewClient], by: Staff, at: datetime) -> list[Entered]:
    """`add_clients` for thousands: no object is made of a row. `index_new` or `index_clients` makes them findable."""
    same = {"office_id": office.pk, "created_at": at}
    people = [
        {**entry.fields, "name_key": entry.name_key or fold(entry.fields["full_name"]), **same}
        for entry in entries
    ]
    ids = insert_rows(Client, *evened(Client, people))
    phones = [
        (pk, number, owner)
        for pk, entry in zip(ids, entries, strict=True)
        for number, owner in dict(entry.phones).items()
    ]
    insert_rows(Phone, ("client_id", "number", "owner"), phones)
    guarantors = [
        {"client_id": pk, **guarantor}
        for pk, entry in zip(ids, entries, strict=True)
        for guarantor in entry.guarantors
    ]
    insert_rows(Guarantor, *evened(Guarantor, guarantors))
    record_many(by=by, at=at, action="client.added", subject="client", rows=((pk, pk) for pk in ids))
    return [
        Entered(
            pk,
            office.pk,
            person.get("section", Section.ADULT),
            person["name_key"],
            person.get("district", ""),
            person.get("regency", ""),
            bool(entry.phones),
            _found_by(person, person["name_key"], [number for number, _ in dict(entry.phones).items()]),
        )
        for pk, person, entry in zip(ids, people, entries, strict=True)
    ]


@transaction.atomic
def edit_client(
    *,
    client: Client,
    version: int,
    changes: Mapping[str, Any],
    by: Staff,
    at: datetime,
    reason: str = "",
    phones: Sequence[tuple[str, str]] | None = None,
    guarantors: Sequence[Mapping[str, str]] | None = None,
) -> dict[str, tuple[Any, Any]]:
    """Change columns of a client, all his numbers where `phones` (E.164, owner) is given, and all his guarantors where
    `guarantors` (columns) is; the differences as column -> (old, new), the numbers as `phones`, the second
    guarantor's name as `guarantor_2_name`.

    Raises StaleVersion if the record is no longer at `version`. Changing nothing writes nothing. The caller indexes
    the client anew if a name, a number, an address or the section changed.
    """
    differences = {
        name: (getattr(client, name), value)
        for name, value in changes.items()
        if getattr(client, name) != value
    }
    columns = {name: new for name, (_, new) in differences.items()}
    before = list(client.phones.values_list("number", "owner")) if phones is not None else []
    after = list(dict(phones).items()) if phones is not None else []
    if before != after:
        differences["phones"] = (before, after)
    if guarantors is not None:
        differences |= guarantors_apart(guarantors_of(client), guarantors)
    if not differences:
        return {}
    if "full_name" in columns:
        columns["name_key"] = fold(columns["full_name"])
    changed = Client.objects.filter(pk=client.pk, version=version).update(**columns, version=F("version") + 1)
    if not changed:
        raise StaleVersion
    if before != after:
        client.phones.all().delete()
        Phone.objects.bulk_create(Phone(client=client, number=number, owner=owner) for number, owner in after)
    if guarantors is not None:
        _write_guarantors(client, guarantors)
    record(
        by=by,
        at=at,
        action="client.edited",
        subject="client",
        subject_id=client.pk,
        client_id=client.pk,
        changes=differences,
        purpose=reason,
    )
    client.refresh_from_db(fields=[*columns, "version"])
    return differences


def guarantors_of(client: Client) -> list[dict[str, str]]:
    """The guarantors of a client as columns, in the order of entry. One query."""
    return [dict(row) for row in client.guarantors.values(*GUARANTOR)]


def guarantors_apart(
    before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]
) -> dict[str, tuple[str, str]]:
    """Place by place what differs between two lists of guarantors, as `guarantor_1_name` -> (old, new)."""
    nobody: Mapping[str, str] = {}
    found = {}
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else nobody
        new = after[place] if place < len(after) else nobody
        for name in GUARANTOR:
            if old.get(name, "") != new.get(name, ""):
                found[f"guarantor_{place + 1}_{name}"] = (old.get(name, ""), new.get(name, ""))
    return found


def _write_guarantors(client: Client, guarantors: Sequence[Mapping[str, str]]) -> None:
    rows = list(client.guarantors.all())
    client.guarantors.filter(pk__in=[row.pk for row in rows[len(guarantors) :]]).delete()
    for place, columns in enumerate(guarantors):
        row = rows[place] if place < len(rows) else Guarantor(client=client)
        for name in GUARANTOR:
            setattr(row, name, columns.get(name, ""))
        row.save()


@transaction.atomic
def set_phones(*, client: Client, phones: Sequence[tuple[str, str]], by: Staff, at: datetime) -> None:
    """Replace the numbers of a client by `phones` (E.164, owner)."""
    before = list(client.phones.values_list("number", "owner"))
    after = list(dict(phones).items())
    if before == after:
        return
    client.phones.all().delete()
    Phone.objects.bulk_create(Phone(client=client, number=number, owner=owner) for number, owner in after)
    record(
        by=by,
        at=at,
        action="client.phones",
        subject="client",
        subject_id=client.pk,
        client_id=client.pk,
        changes={"phones": (before, after)},
    )


@transaction.atomic
def index_new(*, entries: Iterable[tuple[Entered, Sequence[str]]]) -> None:
    """Make persons findable who came in in this transaction and are not yet: each with the numbers of his papers."""
    insert_rows(
        SearchEntry,
        ("client_id", "office_id", "text"),
        ((client.pk, client.office_id, client.found_by.text(numbers)) for client, numbers in entries),
    )


@transaction.atomic
def index_clients(*, client_ids: Iterable[int], numbers: Mapping[int, Sequence[str]]) -> None:
    """Write anew what these clients are found by. `numbers`: register and decision numbers of each client."""
    ids = list(client_ids)
    for start in range(0, len(ids), BATCH):
        clients = Client.objects.filter(pk__in=ids[start : start + BATCH]).prefetch_related("phones")
        SearchEntry.objects.bulk_create(
            (
                SearchEntry(
                    client=client,
                    office_id=client.office_id,
                    text=search_text(client, numbers.get(client.pk, ())),
                )
                for client in clients
            ),
            update_conflicts=True,
            unique_fields=["client"],
            update_fields=["office", "text"],
        )


def search_text(client: Client, numbers: Sequence[str]) -> str:
    """The line a client is found by. `numbers`: his register and decision numbers, in the order of his guidances."""
    columns = {name: getattr(client, name) for name in _SEARCHED}
    phones = [phone.number for phone in client.phones.all()]
    return _found_by(columns, fold(client.full_name), phones).text(numbers)


_SEARCHED: Final = (
    "full_name",
    "aliases",
    "parent_name",
    "call_name",
    "nik",
    "village",
    "district",
    "regency",
)


def _found_by(columns: Mapping[str, Any], name_key: str, phones: Sequence[str]) -> EntryParts:
    def said(name: str) -> str:
        return columns.get(name) or ""

    return entry_parts(
        full_name=columns["full_name"],
        key=name_key,
        other_names=[*said("aliases").split(" / "), said("parent_name"), said("call_name")],
        digits=[said("nik"), *(number.lstrip("+") for number in phones)],
        places=[said("village"), said("district"), said("regency")],
    )
