"""What a database says, table by table, as numbers of rows and digests: the yardstick of a backup.

Two databases of the same engine that say the same have the same contents, whatever their files look like.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

#: Table -> (number of rows, digest of all rows in the order of the key). `SCHEMA` is no table: it is how they are built.
Contents = Mapping[str, tuple[int, str]]
SCHEMA = "(schema)"


def digest_rows(rows: Iterable[Any]) -> tuple[int, str]:
    """How many rows, and the digest of what they say in this order."""
    count, sum_ = 0, sha256()
    for row in rows:
        count += 1
        sum_.update(repr(row).encode("utf-8", "surrogatepass"))
    return count, sum_.hexdigest()


def total(contents: Contents) -> int:
    """The rows of all tables together."""
    return sum(rows for table, (rows, _) in contents.items() if table != SCHEMA)


def differing(one: Contents, other: Contents) -> list[str]:
    """The tables that do not say the same, or that only one of them has; empty where both say the same."""
    return sorted(table for table in {*one, *other} if one.get(table) != other.get(table))
