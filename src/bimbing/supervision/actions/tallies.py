"""Keeps the tallies short and true. What a change did to them is appended by the database itself (migration 0011)."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from bimbing.jobs.actions import often
from bimbing.supervision.queries.tallies import BY_ENDING, BY_OFFICE, differing

_TABLES: Final = (("supervision_tally", BY_OFFICE), ("supervision_endingtally", BY_ENDING))
_EVERY: Final = ", ".join(BY_ENDING)
_LOCK: Final = "LOCK TABLE supervision_tally IN SHARE ROW EXCLUSIVE MODE"


@transaction.atomic
def fold_tallies() -> None:
    """Add to the tallies what was appended since. Nobody who counts sees a difference; safe to run twice, and at once.

    PostgreSQL: whoever folds holds the tallies until the end, which hinders no reader and no desk; what others append
    meanwhile stays for the next time.
    """
    first, second = (_adding(table, columns) for table, columns in _TABLES)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_LOCK)
            cursor.execute(
                f"WITH changes AS (DELETE FROM supervision_tallychange RETURNING {_EVERY}, n), "  # noqa: S608  (our own names)
                f"first AS ({first}) {second}"
            )
        else:  # the one writer's lock is held: nothing is appended before it is deleted
            changes = f"WITH changes AS (SELECT {_EVERY}, n FROM supervision_tallychange)"  # noqa: S608
            cursor.execute(f"{changes} {first}")
            cursor.execute(f"{changes} {second}")
            cursor.execute("DELETE FROM supervision_tallychange")
        for table, _ in _TABLES:
            cursor.execute(f"DELETE FROM {table} WHERE n = 0")  # noqa: S608


@often
def _fold_at_every_look(now: datetime) -> None:
    """Whatever the hour."""
    fold_tallies()


def _adding(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(columns)
    return (
        f"INSERT INTO {table} ({names}, n) SELECT {names}, SUM(n) FROM changes WHERE 1 = 1 GROUP BY {names} "  # noqa: S608
        f"HAVING SUM(n) <> 0 ON CONFLICT ({names}) DO UPDATE SET n = {table}.n + excluded.n"
    )


@transaction.atomic
def mend_tallies() -> None:
    """Make every tally what the register counts: for `prove --mend` and after rows were written past the triggers.

    The tallies are written themselves here, under the lock of `fold_tallies`, from a count of one moment.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_LOCK)
        for table, columns in _TABLES:
            names = ", ".join(columns)
            cursor.execute(
                f"INSERT INTO {table} ({names}, n) SELECT {names}, -n FROM ({differing(table, columns)}) wrong "  # noqa: S608
                f"WHERE 1 = 1 ON CONFLICT ({names}) DO UPDATE SET n = {table}.n + excluded.n"
            )
            cursor.execute(f"DELETE FROM {table} WHERE n = 0")  # noqa: S608
