"""The tallies beside what the register says now: what `bimbing prove` compares, in one statement and one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

#: What supervisions are counted by, as the three tables of tallies name it.
SHARED: Final = ("office_id", "section", "programme", "status", "report_state", "misses")
BY_OFFENCE: Final = (*SHARED, "offence")
BY_ENDING: Final = (*SHARED, "ends")
_MONTH: Final = {"sqlite": "SUBSTR(end_date, 1, 7)", "postgresql": "TO_CHAR(end_date, 'YYYY-MM')"}


@dataclass(frozen=True, slots=True)
class TallyDifference:
    """So many supervisions of a kind too many (or, below nought, too few) in a tally. `kind`: in the order of BY_…"""

    table: str
    kind: tuple[str | int, ...]
    too_many: int


def tally_differences() -> list[TallyDifference]:
    """Every tally that is not what the register counts; tallies and what is not yet added to them, taken together."""
    return [
        TallyDifference(table, tuple(kind), int(too_many))
        for table, columns in (("supervision_tally", BY_OFFENCE), ("supervision_endingtally", BY_ENDING))
        for *kind, too_many in _asked(table, columns)
    ]


def _asked(table: str, columns: Sequence[str]) -> list[tuple[str | int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(differing(table, columns))
        rows: list[tuple[str | int, ...]] = cursor.fetchall()
    return rows


def differing(table: str, columns: Sequence[str]) -> str:
    """The statement that gives each kind whose tally differs from the register, and by how many."""
    names = ", ".join(columns)
    return (
        f"SELECT {names}, SUM(n) AS n FROM ("  # noqa: S608  (our own names)
        f"SELECT {names}, n FROM {table} UNION ALL SELECT {names}, n FROM supervision_tallychange "
        f"UNION ALL SELECT {names}, -COUNT(*) AS n FROM ({_rows()}) one GROUP BY {names}"
        f") every_one GROUP BY {names} HAVING SUM(n) <> 0"
    )


def _rows() -> str:
    """The register's rows by the names of the tallies. What the triggers append is said in migration 0011."""
    return (
        "SELECT office_id, section, COALESCE(programme_id, '') AS programme, status, report_state, "
        "CASE WHEN missed_run > 3 THEN 3 ELSE missed_run END AS misses, offence_code AS offence, "
        f"COALESCE({_MONTH[connection.vendor]}, '') AS ends FROM supervision_supervision"  # noqa: S608
    )
