"""The tallies beside what the register says now: what `bimbing prove` compares, in one statement and one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

#: What supervisions are counted by, as the tables of tallies name it.
KIND: Final = ("section", "programme", "offence", "status", "report_state", "misses")
BY_OFFICE: Final = ("office_id", *KIND)
BY_ENDING: Final = (*BY_OFFICE, "ends")
#: The month of ending as a tally has it, for each engine.
MONTH: Final = {
    "sqlite": "COALESCE(SUBSTR(end_date, 1, 7), '')",
    "postgresql": "COALESCE(TO_CHAR(end_date, 'YYYY-MM'), '')",
}


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
        for table, columns in (("supervision_tally", BY_OFFICE), ("supervision_endingtally", BY_ENDING))
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
    month = MONTH[connection.vendor]
    return (
        "SELECT office_id, section, COALESCE(programme_id, '') AS programme, status, report_state, "  # noqa: S608
        "CASE WHEN missed_run > 3 THEN 3 ELSE missed_run END AS misses, offence_code AS offence, "
        f"{month} AS ends FROM supervision_supervision"
    )
