"""Enters guidances: one typed client and a workbook of twenty thousand rows go through the same functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Case as If
from django.db.models import Value, When

from bimbing.audit.actions import record_many
from bimbing.clients.actions import BATCH, Entered, index_clients, index_new
from bimbing.clients.models import Client, Phone
from bimbing.offices.models import Office, Staff
from bimbing.rows import evened, insert_rows, new_ids, update_rows
from bimbing.rules.register_no import register_key
from bimbing.rules.status import ACTIVE, Status
from bimbing.supervision.actions.cases import enter_primaries
from bimbing.supervision.models import Assignment, Case, StatusEvent, Supervision
from bimbing.supervision.queries import numbers_of


@dataclass(frozen=True, slots=True)
class NewSupervision:
    """A guidance as it comes in. `case` and `columns` are columns of Case and Supervision; `status` is its present
    status, reached on `status_on` if it is not the first one. With `known_case` it follows from a verdict that the
    register knows already, and `case` says nothing."""

    client: Client | Entered
    case: Mapping[str, Any]
    columns: Mapping[str, Any]
    status: Status = Status.AKTIF
    status_on: date | None = None
    status_reason: str = ""
    known_case: Case | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A guidance worked out to its last column and numbered, but not yet written: its standing may be added.

    `history`: (status, day, reason), the first one first. `case`: columns of a new case; None where it is known.
    """

    pk: int
    client: Client | Entered
    case: Mapping[str, Any] | None
    columns: Mapping[str, Any]
    history: Sequence[tuple[Status, date, str]]


@transaction.atomic
def add_supervisions(
    *, office: Office, entries: Sequence[NewSupervision], by: Staff, at: datetime
) -> list[Supervision]:
    """Enter guidances, in the order given, with their case, first officer and status history; index their clients."""
    drafts = draft_supervisions(office=office, entries=entries, at=at)
    enter_supervisions(drafts=drafts, by=by, at=at)
    made = Supervision.objects.select_related("client", "case", "office")
    rows = made.in_bulk([draft.pk for draft in drafts])
    return [rows[draft.pk] for draft in drafts]


def draft_supervisions(*, office: Office, entries: Sequence[NewSupervision], at: datetime) -> list[Draft]:
    """What `enter_supervisions` will write. Each has its number already."""
    return [
        _draft(pk, office, entry, at)
        for pk, entry in zip(new_ids(Supervision, len(entries)), entries, strict=True)
    ]


def _draft(pk: int, office: Office, entry: NewSupervision, at: datetime) -> Draft:
    client, known, ended = entry.client, entry.known_case, entry.status not in ACTIVE
    began = entry.columns.get("start_date") or at.date()
    told = entry.status_on or entry.columns.get("end_date") or at.date()
    ended_on = max(told, began) if ended else None  # a day before the start is a slip of the paper
    history = [(Status.AKTIF, began, "")]
    if entry.status != Status.AKTIF:
        history.append((entry.status, max(ended_on or entry.status_on or began, began), entry.status_reason))
    columns = {
        "id": pk,
        "client_id": client.pk,
        "office_id": office.pk,
        "section": client.section,
        "created_at": at,
        "has_phone": client.has_phone if isinstance(client, Entered) else False,  # the others: `copy_flags`
        "status": entry.status,
        "is_active": not ended,
        "ended_on": ended_on,
        "register_key": register_key(entry.columns.get("register_no", "")),
        **_copied(client, known.offence_id if known else entry.case.get("offence_id")),
        **entry.columns,
    }
    if known:
        columns["case_id"] = known.pk
        return Draft(pk, client, None, columns, history)
    return Draft(
        pk, client, {"client_id": client.pk, "section": client.section, **entry.case}, columns, history
    )


@transaction.atomic
def enter_supervisions(
    *,
    drafts: Sequence[Draft],
    by: Staff,
    at: datetime,
    standings: Mapping[int, Mapping[str, Any]] | None = None,
) -> None:
    """Write drafts, in their order, and index their clients. `standings`: stored sums by number, else to be settled."""
    new_cases = [draft.case for draft in drafts if draft.case is not None]
    case_ids = insert_rows(Case, *evened(Case, new_cases))
    enter_primaries(zip(case_ids, new_cases, strict=True))
    known, numbers = standings or {}, iter(case_ids)
    rows = [
        {
            **draft.columns,
            "case_id": draft.columns["case_id"] if draft.case is None else next(numbers),
            **known.get(draft.pk, {}),
        }
        for draft in drafts
    ]
    insert_rows(Supervision, *evened(Supervision, rows))
    insert_rows(
        StatusEvent,
        ("supervision_id", "status", "on", "reason", "by_id", "at"),
        (
            (draft.pk, status, on, reason, by.pk, at)
            for draft in drafts
            for status, on, reason in draft.history
        ),
    )
    insert_rows(
        Assignment,
        ("supervision_id", "officer_id", "since", "by_id", "at"),
        (
            (draft.pk, officer, draft.history[0][1], by.pk, at)
            for draft in drafts
            if (officer := draft.columns.get("officer_id"))
        ),
    )
    record_many(
        by=by,
        at=at,
        action="supervision.added",
        subject="supervision",
        rows=((draft.pk, draft.client.pk) for draft in drafts),
    )
    _index(drafts)


def _index(drafts: Sequence[Draft]) -> None:
    """Make the clients findable: who has just come in, by what is known of him; who was there, anew."""
    known: set[int] = set()
    numbers: dict[int, list[str]] = {}
    fresh: dict[int, Entered] = {}
    for draft in drafts:
        if isinstance(draft.client, Entered):
            fresh[draft.client.pk] = draft.client
            papers = draft.columns.get("register_no", ""), draft.columns.get("decision_no", "")
            numbers.setdefault(draft.client.pk, []).extend(papers)
        else:
            known.add(draft.client.pk)
    index_new(entries=[(client, numbers[pk]) for pk, client in fresh.items()])
    copy_flags(client_ids=known)
    reindex(client_ids=known)


def copy_flags(*, client_ids: Iterable[int]) -> None:
    """Carry into the guidances of these clients whether a phone is known and a card was issued."""
    ids = list(client_ids)
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        with_card = Client.objects.filter(pk__in=some, has_card=True).order_by().values("pk")
        with_phone = Phone.objects.filter(client_id__in=some).order_by().values("client_id")
        Supervision.objects.filter(client_id__in=some).update(
            has_phone=_flag(client_id__in=with_phone), has_card=_flag(client_id__in=with_card)
        )


def _flag(**condition: Any) -> If:
    return If(When(**condition, then=Value(True)), default=Value(False))


def copied_columns(client: Client, case: Case) -> dict[str, str]:
    """The columns of a supervision that stand elsewhere too, so that the register is one narrow table."""
    return _copied(client, case.offence_id)


def _copied(client: Client | Entered, offence: str | None) -> dict[str, str]:
    return {
        "name_key": client.name_key,
        "offence_code": offence or "",
        "district": client.district,
        "regency": client.regency,
    }


def reindex(*, client_ids: Iterable[int]) -> None:
    """Make these clients findable by their present names and numbers."""
    ids = list(dict.fromkeys(client_ids))
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        index_clients(client_ids=some, numbers=numbers_of(some))


def copy_down(*, client_ids: Sequence[int]) -> None:
    """Carry changed names, sections, offences, districts or phones into the supervisions; make the clients findable again."""
    for start in range(0, len(client_ids), BATCH):
        rows = Supervision.objects.filter(client_id__in=client_ids[start : start + BATCH])
        update_rows(
            Supervision,
            ("section", "name_key", "district", "regency", "offence_code"),
            [
                (*copies, offence or "")
                for *copies, offence in rows.values_list(
                    "pk",
                    "client__section",
                    "client__name_key",
                    "client__district",
                    "client__regency",
                    "case__offence_id",
                )
            ],
        )
    copy_flags(client_ids=client_ids)
    reindex(client_ids=client_ids)
