"""Writes about persons. One door: a workbook of 5,000 rows and one typed client go through the same function."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from bimbing.audit.actions import record, record_many
from bimbing.clients.models import Client, Guarantor, Phone, SearchEntry
from bimbing.offices.models import Office, Staff
from bimbing.rules.finding import entry_text
from bimbing.rules.name_keys import fold

BATCH = 500


class StaleVersion(Exception):
    """Somebody else saved the record since this form was opened: nothing was written, nothing typed is lost."""


@dataclass(frozen=True, slots=True)
class NewClient:
    """A person as he comes in. `fields`: columns of Client; `phones`: (E.164, owner); `guarantors`: columns."""

    fields: Mapping[str, Any]
    phones: Sequence[tuple[str, str]] = ()
    guarantors: Sequence[Mapping[str, str]] = field(default=())


@transaction.atomic
def add_clients(*, office: Office, entries: Sequence[NewClient], by: Staff, at: datetime) -> list[Client]:
    """Enter persons into the register of an office, in the order given. They are found only once indexed.

    The caller indexes them (`index_clients`) when their numbers are known; `supervision.actions` does.
    """
    clients = [
        Client(
            office=office,
            created_at=at,
            **(dict(entry.fields) | {"name_key": fold(entry.fields["full_name"])}),
        )
        for entry in entries
    ]
    Client.objects.bulk_create(clients, batch_size=BATCH)
    Phone.objects.bulk_create(
        (
            Phone(client=client, number=number, owner=owner)
            for client, entry in zip(clients, entries, strict=True)
            for number, owner in dict(entry.phones).items()
        ),
        batch_size=BATCH,
    )
    Guarantor.objects.bulk_create(
        (
            Guarantor(client=client, **guarantor)
            for client, entry in zip(clients, entries, strict=True)
            for guarantor in entry.guarantors
        ),
        batch_size=BATCH,
    )
    record_many(
        by=by,
        at=at,
        action="client.added",
        subject="client",
        rows=((client.pk, client.pk) for client in clients),
    )
    return clients


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
) -> dict[str, tuple[Any, Any]]:
    """Change columns of a client, and all his numbers where `phones` (E.164, owner) is given; the differences as
    column -> (old, new), the numbers as `phones`.

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
    client.refresh_from_db()
    return differences


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
    return entry_text(
        full_name=client.full_name,
        other_names=[*client.aliases.split(" / "), client.parent_name, client.call_name],
        numbers=numbers,
        digits=[client.nik, *(phone.number.lstrip("+") for phone in client.phones.all())],
        places=(client.village, client.district, client.regency),
    )
