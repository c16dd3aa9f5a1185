"""Many rows into one table, without an object for each: what a workbook of twenty thousand lines needs.

Rows are plain sequences in the order of `columns` (names as Django's `attname`: `client_id`). Each column is turned into
what the database takes by its field's own `get_db_prep_save`, so a value is stored as `Model.save()` stores it; what the
table refuses (CHECK, UNIQUE, foreign keys) it refuses here too, as Django's IntegrityError. Neither this nor
`bulk_create` validates choices or calls `save()`: whoever writes through here has checked his values before.

The caller holds the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import repeat
from typing import Any, Final

from django.db import connection
from django.db.models import Field, ForeignKey, JSONField, Model

#: Kinds of fields, and the one type of Python that the drivers take for them as it is. None is always taken.
_TAKEN: Final[Mapping[str, type]] = {
    "CharField": str,
    "TextField": str,
    "BooleanField": bool,
    "IntegerField": int,
    "BigIntegerField": int,
    "SmallIntegerField": int,
    "PositiveIntegerField": int,
    "PositiveBigIntegerField": int,
    "PositiveSmallIntegerField": int,
    "BigAutoField": int,
}


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> list[Any]:
    """Append rows; gives their keys in the same order.

    Where `columns` lacks the key, numbers are taken for it (`new_ids`). Every other column that is lacking gets its
    field's default, computed once for all rows.
    """
    given = list(zip(*rows, strict=True))
    if not given:
        return []
    count, key = len(given[0]), model._meta.pk  # noqa: SLF001  (Django documents _meta)
    fields = [_field(model, name) for name in columns]
    filled: list[Iterable[Any]] = [
        _stored(field, values) for field, values in zip(fields, given, strict=True)
    ]
    keys = list(given[fields.index(key)]) if key in fields else new_ids(model, count)
    if key not in fields:
        fields.append(key)
        filled.append(keys)
    for field in model._meta.local_concrete_fields:  # noqa: SLF001
        if field not in fields:
            fields.append(field)
            filled.append(repeat(_stored(field, [field.get_default()])[0], count))
    _append(model, fields, list(zip(*filled, strict=True)))
    return keys


def update_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write `columns` of rows that are there. Each row begins with its key, the values follow.

    `bulk_update` would build a CASE of every row and column, which takes many times as long (measured: seventy).
    """
    given = list(zip(*rows, strict=True))
    if not given:
        return
    fields = [model._meta.pk, *(_field(model, name) for name in columns)]  # noqa: SLF001
    stored = [_stored(field, values) for field, values in zip(fields, given, strict=True)]
    quote, table = connection.ops.quote_name, connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    names = [quote(str(field.column)) for field in fields]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            places = ", ".join(f"%s::{_kind(field)}[]" for field in fields)
            sets = ", ".join(f"{name} = fresh.{name}" for name in names[1:])
            cursor.execute(
                f"UPDATE {table} SET {sets} FROM unnest({places}) AS fresh({', '.join(names)}) "  # noqa: S608  (our own names)
                f"WHERE {table}.{names[0]} = fresh.{names[0]}",
                [list(values) for values in stored],
            )
        else:
            sets = ", ".join(f"{name} = %s" for name in names[1:])
            cursor.executemany(
                f"UPDATE {table} SET {sets} WHERE {names[0]} = %s",  # noqa: S608
                list(zip(*stored[1:], stored[0], strict=True)),
            )


def new_ids(model: type[Model], count: int) -> list[int]:
    """So many numbers of a table's key in rising order, which nobody else will get."""
    table, column = model._meta.db_table, model._meta.pk.column  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            return sorted(number for (number,) in cursor.fetchall())
        # AUTOINCREMENT keeps the last number of each table here, and SQLite lets it be written. Whoever writes it has
        # the one writer's lock until the transaction ends.
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table]
        )
        taken = cursor.fetchall()
        if not taken:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        last = taken[0][0] if taken else count
        return list(range(last - count + 1, last + 1))


def evened(
    model: type[Model], entries: Sequence[Mapping[str, Any]]
) -> tuple[list[str], Iterator[Iterable[Any]]]:
    """Mappings of columns as rows of the same columns: what one of them does not name is its field's default."""
    if not entries:
        return [], iter(())
    names = list(entries[0])
    if all(list(entry) == names for entry in entries):
        return names, (entry.values() for entry in entries)
    names = list(dict.fromkeys(name for entry in entries for name in entry))
    defaults = [(name, _field(model, name).get_default()) for name in names]
    return names, ([entry.get(name, default) for name, default in defaults] for entry in entries)


def _append(model: type[Model], fields: Sequence[Field[Any, Any]], rows: Sequence[tuple[Any, ...]]) -> None:
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(str(field.column)) for field in fields)  # noqa: SLF001
    into, places = f"INSERT INTO {table} ({names}) VALUES", f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"{into} {places}", rows)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    """The field that is stored under this name; TypeError where none is, as a model's constructor has it."""
    for field in model._meta.local_concrete_fields:  # noqa: SLF001
        if field.attname == name:
            return field
    raise TypeError(f"{model.__name__} has no column {name}")


def _stored(field: Field[Any, Any], values: Sequence[Any]) -> Sequence[Any]:
    """A column's values as the database takes them."""
    wanted = _TAKEN.get(_own(field).get_internal_type())
    if set(map(type, values)) <= {wanted, type(None)}:
        return values
    if isinstance(field, JSONField):
        return [field.get_db_prep_save(value, connection) for value in values]
    known: dict[Any, Any] = {}
    for value in values:
        if value not in known:
            known[value] = _plain(field.get_db_prep_save(value, connection))
    return [known[value] for value in values]


def _own(field: Field[Any, Any]) -> Field[Any, Any]:
    """The field itself, or the key that a relation points to."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    return field


def _plain(value: Any) -> Any:
    """A member of an enumeration is written as its value."""
    return value.value if isinstance(value, Enum) else value


def _kind(field: Field[Any, Any]) -> str:
    """The type of a column without its length, so that PostgreSQL refuses what is too long instead of cutting it."""
    kind = str(_own(field).db_type(connection) if not field.primary_key else field.rel_db_type(connection))
    return "text" if kind.startswith("varchar") else kind
