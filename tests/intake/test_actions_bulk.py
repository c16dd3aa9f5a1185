"""A workbook brought in as a whole leaves the very rows that the ordinary verbs leave, one client after the other."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from bimbing.attendance.actions import record_imported_visits, settle
from bimbing.attendance.models import Visit
from bimbing.attendance.queries.proof import differences
from bimbing.audit.models import Event
from bimbing.clients.actions import add_clients, index_clients
from bimbing.clients.models import Client, Guarantor, Phone, SearchEntry
from bimbing.intake.actions import RowFound, commit, receive
from bimbing.intake.actions.compare import Outcome, Plan
from bimbing.intake.actions.entries import (
    case_columns,
    new_client,
    remarks_of,
    status_of,
    supervision_columns,
)
from bimbing.intake.actions.receive import known_codes, look, rows_of
from bimbing.intake.actions.visits import visits_of
from bimbing.offices.models import Office, Staff
from bimbing.supervision.actions import NewSupervision, add_supervisions
from bimbing.supervision.models import Assignment, Case, StatusEvent, Supervision
from tests.factories import AT, OfficeFactory, StaffFactory
from tests.intake.rows import SITI, SUWARNO, ask, row, workbook

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
NAMES = ("ba", "da", "ga", "ja", "ka", "la", "ma", "na", "pa", "ra")
#: Numbers, moments and keys by chance, which differ from run to run.
BY_CHANCE = {"id", "client_id", "case_id", "office_id", "supervision_id", "request_key", "subject_id"}
TABLES: tuple[type[Model], ...] = (
    Client, Phone, Guarantor, SearchEntry, Case, Supervision, StatusEvent, Assignment, Visit,
)  # fmt: skip


def varied() -> Iterator[RowFound]:
    """Rows of every kind that a register has, and each kind of hole in them."""
    yield row(SUWARNO, 1, attendance=[["2026-09-10", "present", ""], ["2026-10", "online", "wa"]])
    yield row(SITI, 2, extra={"guarantor": "Karno", "guarantor_phone": "0811", "religion": "islam"})
    yield row(
        SUWARNO, 3, programme="CB", register_no="1/CB/2028", start_date="2028-04-01", end_date="2028-12-01"
    )
    statuses = ("berakhir", "dicabut", "meninggal", "dilimpahkan", "ditahan", "batal", "cabut_sementara")
    for number, status in enumerate(statuses, start=10):
        yield row(
            SUWARNO,
            number,
            full_name=name(number),
            nik=f"35221510059000{number}",
            register_no=f"{number}/PB/2026",
            status=status,
            attendance=[
                ["2026-04-10", "present", ""],
                ["2026-04-10", "present", ""],
                ["2026-05", "sick", ""],
            ],
        )
    holes = ("nik", "phones", "address", "start_date", "end_date", "programme", "officer", "offence", "sentence",
             "register_no", "aliases", "parent_name", "decree_no", "birth_date")  # fmt: skip
    for number, hole in enumerate(holes, start=30):
        yield row(
            SUWARNO,
            number,
            **(
                {
                    "full_name": name(number),
                    "nik": f"35221510059000{number}",
                    "register_no": f"{number}/PB/2026",
                }
                | {hole: None}
            ),
        )
    yield row(
        SUWARNO,
        50,
        full_name="ÉMILIE MA'RUF \\N",
        nik=None,
        register_no="50/PB/2026",
        birth_date=None,
        birth_year=1999,
        phones=[["+62811", "spouse"], ["+62812", "relative"], ["+62811", "self"]],
        start_date=None,
        life=True,
        issues=[ask("start_date", "date_impossible", "31-02-2025")],
        attendance=[["2027-01-05", "present", ""], ["2026-11", "present", ""]],
    )


def name(number: int) -> str:
    return "".join(NAMES[int(digit)] for digit in f"{number:03}").upper()


def one_by_one(office: Office, by: Staff, plans: list[Plan], officers: dict[str, int], since: date) -> None:
    """The verbs of the desk, for one row after the other."""
    known, made = known_codes(office.pk), dict[int, Client]()
    for plan in plans:
        assert plan.outcome in (Outcome.NEW, Outcome.DOUBTFUL), plan
        assert plan.person is not None
        if plan.person.plan is plan:
            entry = new_client(plan.values, plan.section, "")
            (made[id(plan.person)],) = add_clients(office=office, entries=[entry], by=by, at=AT)
        told = status_of(plan.values, TODAY)
        guidance = NewSupervision(
            client=made[id(plan.person)],
            case=case_columns(plan.values, known),
            columns=supervision_columns(plan.values, known)
            | {
                "officer_id": officers.get(plan.values.get("officer") or ""),
                "remarks": remarks_of(plan.values, plan.issues),
                "counted_from": since,
            },
            status=told.status,
            status_on=told.on,
            status_reason=told.reason,
        )
        (written,) = add_supervisions(office=office, entries=[guidance], by=by, at=AT)
        record_imported_visits(rows=list(visits_of(written.pk, plan.values, TODAY)), by=by, at=AT)
        settle(supervision_ids=[written.pk], as_of=TODAY)


def told(office: Office) -> dict[str, list[list[tuple[str, Any]]]]:
    """Everything of an office, table by table, each row with what it hangs on, without what is by chance."""
    clients = list(Client.objects.filter(office=office).order_by("pk").values_list("pk", flat=True))
    guidances = list(Supervision.objects.filter(office=office).order_by("pk").values_list("pk", flat=True))
    staff = dict(Staff.objects.filter(office=office).values_list("pk", "full_name"))
    found = {}
    for model in TABLES:
        rows = []
        names = {field.attname for field in model._meta.local_concrete_fields}
        if model is Client:
            chosen = model._default_manager.filter(pk__in=clients)
        elif "supervision_id" in names:
            chosen = model._default_manager.filter(supervision_id__in=guidances)
        else:
            chosen = model._default_manager.filter(client_id__in=clients)
        for each in chosen.order_by("pk").values():
            owners = [
                ("client", clients.index(each["client_id"]) if "client_id" in each else None),
                ("guidance", guidances.index(each["supervision_id"]) if "supervision_id" in each else None),
            ]
            people = {
                key: staff[value]
                for key, value in each.items()
                if key.endswith(("by_id", "officer_id")) and value in staff
            }
            rows.append(sorted((owners + list({**each, **people}.items())), key=str))
        found[model.__name__] = [[pair for pair in each if pair[0] not in BY_CHANCE] for each in rows]
    return found


def trail(office: Office) -> list[tuple[str, str]]:
    events = Event.objects.filter(office_id=office.pk).exclude(subject_type__in=("import", "staff", "visit"))
    return sorted(events.values_list("action", "subject_type"))


def test_a_register_in_bulk_leaves_the_rows_that_the_ordinary_verbs_leave(dewi: Staff) -> None:
    rows = list(varied())
    whole = receive(office=dewi.office, workbook=workbook(*rows), by=dewi, at=AT)
    other = OfficeFactory()
    also_dewi = StaffFactory(office=other, full_name=dewi.full_name, role=dewi.role)
    again = receive(office=other, workbook=workbook(*rows), by=also_dewi, at=AT)
    commit(batch=whole, by=dewi, at=AT)

    plans = look(office=other, rows=rows_of(again), today=TODAY)
    budi = StaffFactory(office=other, full_name="Budi Hartono")
    since = Supervision.objects.filter(office=dewi.office)[0].counted_from
    assert since is not None
    one_by_one(other, also_dewi, plans, {"Budi Hartono": budi.pk}, since)

    in_bulk, singly = told(dewi.office), told(other)
    assert {table: len(found) for table, found in in_bulk.items()} == {
        table: len(found) for table, found in singly.items()
    }
    for table in in_bulk:
        assert in_bulk[table] == singly[table], table
    assert trail(dewi.office) == trail(other)
    assert len(in_bulk["Supervision"]) == len(rows)
    assert len(in_bulk["Visit"]) > len(rows) / 3


def test_what_came_in_in_bulk_stands_the_proof(dewi: Staff) -> None:
    commit(batch=receive(office=dewi.office, workbook=workbook(*varied()), by=dewi, at=AT), by=dewi, at=AT)
    assert list(differences(as_of=TODAY)) == []


def test_a_search_entry_in_bulk_is_what_indexing_anew_writes(dewi: Staff) -> None:
    commit(batch=receive(office=dewi.office, workbook=workbook(*varied()), by=dewi, at=AT), by=dewi, at=AT)
    before = dict(SearchEntry.objects.values_list("client_id", "text"))
    numbers: dict[int, list[str]] = {}
    for pk, *papers in Supervision.objects.order_by("pk").values_list(
        "client_id", "register_no", "decision_no"
    ):
        numbers.setdefault(pk, []).extend(papers)
    index_clients(client_ids=before, numbers=numbers)
    assert dict(SearchEntry.objects.values_list("client_id", "text")) == before


def test_progress_is_told_once_a_slice_and_raising_rolls_everything_back(dewi: Staff) -> None:
    rows = list(varied())
    batch = receive(office=dewi.office, workbook=workbook(*rows), by=dewi, at=AT)
    heard: list[tuple[str, int, int]] = []

    class Stopped(Exception):
        pass

    def stop(step: str, done: int, total: int) -> None:
        heard.append((step, done, total))
        if step == "rows":
            raise Stopped

    with pytest.raises(Stopped):
        commit(batch=batch, by=dewi, at=AT, progress=stop)
    many = len(rows)
    assert heard == [("compare", 0, many), ("clients", 0, many), ("clients", many, many), ("rows", 0, many)]
    assert not Client.objects.exists()
    assert not Event.objects.filter(action="client.added").exists()
    assert commit(batch=batch, by=dewi, at=AT).new == many
