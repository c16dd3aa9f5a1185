"""Rows in bulk are stored exactly as Django's ORM stores them, and the tables refuse what they always refuse."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import DataError, IntegrityError, connection, models, transaction

from bimbing.attendance.models import Visit
from bimbing.audit.models import Event
from bimbing.clients.models import Client, Phone
from bimbing.intake.models import Import, ImportRow
from bimbing.offices.models import Section, Staff
from bimbing.rows import evened, insert_rows, new_ids, update_rows
from bimbing.rules.duty import AttendanceKind
from bimbing.rules.status import Status
from bimbing.supervision.models import Case, Supervision
from tests.factories import AT, ClientFactory, SupervisionFactory

pytestmark = pytest.mark.django_db


def raw(model: type[models.Model], pk: int) -> list[Any]:
    """A row as the engine holds it, types included, without its key."""
    table, key = model._meta.db_table, model._meta.pk.column
    columns = [field.column for field in model._meta.local_concrete_fields if not field.primary_key]
    kind = "typeof" if connection.vendor == "sqlite" else "pg_typeof"
    shown = ", ".join(f'{kind}("{name}"), CAST("{name}" AS text)' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {shown} FROM {table} WHERE "{key}" = %s', [pk])
        return list(cursor.fetchone())


def visit(supervision: Supervision, by: Staff, key: int, day: date) -> dict[str, Any]:
    return {
        "supervision_id": supervision.pk,
        "on": day,
        "day_known": False,
        "kind": AttendanceKind.DARING,
        "source": Visit.Source.IMPORT,
        "note": "Ma'ruf \\N \t é\n“x”",
        "recorded_by_id": by.pk,
        "recorded_at": AT,
        "request_key": UUID(int=key),
    }


def entries(dewi: Staff) -> Iterator[tuple[type[models.Model], Mapping[str, Any], Mapping[str, Any]]]:
    """A model and the columns of two rows that differ only where they must."""
    client = ClientFactory(office=dewi.office)
    row = SupervisionFactory(client=client, office=dewi.office)
    batch = Import.objects.create(office=dewi.office, digest="x", uploaded_by=dewi, uploaded_at=AT)
    person = {
        "office_id": dewi.office_id,
        "section": Section.JUVENILE,
        "full_name": "SITI",
        "name_key": "siti",
        "birth_date": date(1999, 2, 3),
        "birth_year": None,
        "nik": "3522151005900001",
        "has_card": True,
        "created_at": AT,
    }
    yield Client, person, person
    guidance = {
        "client_id": client.pk,
        "case_id": row.case_id,
        "office_id": dewi.office_id,
        "programme_id": "CB",
        "status": Status.DITAHAN,
        "special_dates": ["2026-05-01"],
        "hours_ordered": 60,
        "name_key": "x",
        "start_date": date(2026, 5, 1),
        "created_at": AT,
    }
    yield Supervision, guidance, guidance
    yield Visit, visit(row, dewi, 1, date(2026, 5, 4)), visit(row, dewi, 1, date(2026, 5, 4))
    told = {
        "batch_id": batch.pk,
        "sheet": "PB",
        "row": 7,
        "raw": {"B": 'SUWARNO \\ "x"'},
        "understood": {"phones": [["+62", "self"]], "life": True, "hours": 60, "note": None},
        "issues": [],
        "row_key": "k",
        "outcome": ImportRow.Outcome.NEW,
        "undo": None,
    }
    yield ImportRow, told, told | {"row": 7}
    event = {"at": AT, "office_id": 1, "staff_name": "D", "role": "x", "action": "a", "subject_type": "s"}
    yield Event, event, event


def test_a_row_in_bulk_is_stored_to_the_last_byte_as_the_orm_stores_it(dewi: Staff) -> None:
    for model, columns, same in entries(dewi):
        manager = model._default_manager
        by_orm = manager.create(**same)
        expected = raw(model, by_orm.pk)
        manager.filter(pk=by_orm.pk)._raw_delete(using="default")  # unique columns
        (pk,) = insert_rows(model, *evened(model, [columns]))
        assert raw(model, pk) == expected, model


def test_keys_come_in_the_order_of_the_rows_and_go_on_behind_those_that_are_there(dewi: Staff) -> None:
    before = ClientFactory(office=dewi.office).pk
    columns = ("office_id", "full_name", "name_key", "created_at")
    names = [f"ORANG {number}" for number in range(40)]
    ids = insert_rows(Client, columns, ((dewi.office_id, name, name, AT) for name in names))
    assert ids == sorted(ids)
    assert ids[0] > before
    assert [Client.objects.get(pk=pk).full_name for pk in ids] == names
    after = ClientFactory(office=dewi.office)
    assert after.pk > ids[-1]


def test_numbers_taken_beforehand_are_given_to_nobody_else(dewi: Staff) -> None:
    taken = new_ids(Client, 3)
    other = ClientFactory(office=dewi.office)
    assert len(set(taken)) == 3
    assert other.pk not in taken
    assert set(new_ids(Client, 2)).isdisjoint({*taken, other.pk})


def test_what_a_table_refuses_it_refuses_in_bulk(dewi: Staff) -> None:
    columns = ("office_id", "full_name", "name_key", "created_at", "nik")
    for nik, name in (("123", "SITI"), ("", "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_rows(Client, columns, [(dewi.office_id, name, "siti", AT, nik)])
    client = ClientFactory(office=dewi.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Phone, ("client_id", "number"), [(client.pk, "+62811"), (client.pk, "+62811")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Case, ("client_id", "sentence_years"), [(client.pk, -1)])
    assert not Phone.objects.exists()


def test_a_text_too_long_is_refused_where_the_engine_looks_and_never_cut(dewi: Staff) -> None:
    client = ClientFactory(office=dewi.office)
    if connection.vendor != "postgresql":
        update_rows(Client, ("call_name",), [(client.pk, "x" * 61)])
        client.refresh_from_db()
        assert len(client.call_name) == 61
        return
    with pytest.raises(DataError), transaction.atomic():
        update_rows(Client, ("call_name",), [(client.pk, "x" * 61)])
    with pytest.raises(DataError), transaction.atomic():
        insert_rows(Phone, ("client_id", "number"), [(client.pk, "1" * 18)])


def test_no_rows_write_nothing_and_give_no_keys() -> None:
    assert insert_rows(Phone, ("client_id", "number"), []) == []
    assert insert_rows(Phone, *evened(Phone, [])) == []
    update_rows(Phone, ("number",), [])


def test_a_column_is_named_as_it_is_stored(dewi: Staff) -> None:
    for name in ("client", "colour"):
        with pytest.raises(TypeError, match=f"Phone has no column {name}"):
            insert_rows(Phone, (name, "number"), [(1, "+62811")])


def test_entries_of_unequal_columns_get_the_defaults_of_those_they_lack(dewi: Staff) -> None:
    client = ClientFactory(office=dewi.office)
    given = [
        {"client_id": client.pk, "number": "1"},
        {"client_id": client.pk, "number": "2", "owner": "spouse"},
    ]
    insert_rows(Phone, *evened(Phone, given))
    assert list(Phone.objects.values_list("number", "owner")) == [("1", "self"), ("2", "spouse")]


def test_an_update_writes_each_row_its_own_values(dewi: Staff) -> None:
    rows = [
        SupervisionFactory(client=ClientFactory(office=dewi.office), office=dewi.office) for _ in range(3)
    ]
    columns = ("next_due_on", "missed_run", "report_state", "special_dates", "is_active")
    values = [
        (rows[0].pk, date(2026, 12, 1), 3, "not_yet", ["2026-12-01"], True),
        (rows[1].pk, None, 0, "none", [], False),
    ]
    update_rows(Supervision, columns, values)
    found = Supervision.objects.order_by("pk").values_list("pk", *columns)
    assert list(found) == [*values, (rows[2].pk, None, 0, "none", [], True)]
