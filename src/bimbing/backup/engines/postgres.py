"""PostgreSQL by its own tools: pg_dump and pg_restore, compared by the same yardstick as an office's file.

A province or the nation archives its journal besides (point-in-time recovery is its server's business); this gives it
the same sealed file, the same check and the same drill as the smallest office.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.db import connection
from psycopg import sql

from bimbing.backup.archive import BackupFault, Fault
from bimbing.backup.contents import SCHEMA, Contents, digest_rows

NAME, PAYLOAD = "postgresql", "data.dump"
_LOCK = 0x62696D62696E67  # "bimbing": nobody else's advisory lock
_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
)


def snapshot(place: Path, key: str) -> tuple[Path, Contents]:
    """Dump the live database into `place`; the file, and what it said at that same moment. A dump has no key."""
    del key
    target = place / PAYLOAD
    with _connected(_live()) as db:
        db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (moment,) = db.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        said = _contents(db)
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={moment}",
            f"--file={target}",
        )
        db.execute("ROLLBACK")
    return target, said


def contents(payload: Path, key: str) -> Contents:
    """What a dump says: it is restored into a database of its own, read, and dropped. Needs the right CREATEDB."""
    del key
    with scratch(payload) as name, _connected(_live() | {"dbname": name}) as db:
        return _contents(db)


@contextmanager
def scratch(payload: Path) -> Iterator[str]:
    """A database made from a dump, gone afterwards; gives its name. One at a time: the next waits for the lock.

    The lock goes with its connection, so what a killed check left behind is dropped by the next one.
    """
    name = f"{connection.settings_dict['NAME']}_uji_pulih"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with _connected(_live()) as db:
        try:
            db.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
            db.execute(drop)
            db.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except psycopg.Error as error:
            raise BackupFault(Fault.DATABASE, str(error)) from error
        try:
            restore(payload, database=name)
            yield name
        finally:
            db.execute(drop)


def restore(payload: Path, *, database: str = "") -> None:
    """Put a dump into an empty database, wholly or not at all. Raises BackupFault."""
    name = database or str(connection.settings_dict["NAME"])
    _run(
        "pg_restore",
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        f"--dbname={name}",
        str(payload),
        database=name,
    )


def address(database: str) -> str:
    """A database of this server as BIMBING_DATABASE wants it."""
    where = _live()
    who = quote(str(where.get("user", "")), safe="")
    password = f":{quote(str(where['password']), safe='')}" if "password" in where else ""
    port = f":{where['port']}" if "port" in where else ""
    return f"postgres://{who}{password}@{quote(str(where.get('host', '')), safe='')}{port}/{database}"


def is_empty() -> bool:
    """Whether the live database holds no table yet."""
    return not connection.introspection.table_names()


def _contents(db: Any) -> Contents:
    tables = db.execute(
        "SELECT c.oid::regclass::text, (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.place) "
        "FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k(number, place), pg_attribute a "
        "WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.number) "
        "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 1"
    ).fetchall()
    found: dict[str, tuple[int, str]] = {}
    for table, key in tables:
        sum_, rows = sha256(), 0
        order = f" ORDER BY {key}" if key else ""
        with db.cursor().copy(f"COPY (SELECT * FROM {table}{order}) TO STDOUT") as lines:  # noqa: S608  (names of the catalogue)
            for line in lines:
                sum_.update(line)
                rows += 1
        found[table] = rows, sum_.hexdigest()
    columns = db.execute(
        "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length FROM information_schema.columns "
        "WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
    ).fetchall()
    indexes = db.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1").fetchall()
    found[SCHEMA] = digest_rows([*columns, *indexes])
    return found


def _live() -> dict[str, Any]:
    named = connection.settings_dict
    given = {
        "dbname": named["NAME"],
        "user": named["USER"],
        "password": named["PASSWORD"],
        "host": named["HOST"],
        "port": named["PORT"],
    }
    return {name: value for name, value in given.items() if value}


@contextmanager
def _connected(where: dict[str, Any]) -> Iterator[Any]:
    try:
        with psycopg.connect(**where, autocommit=True) as db:
            yield db
    except psycopg.OperationalError as error:
        raise BackupFault(Fault.DATABASE, str(error)) from error


def _run(tool: str, *arguments: str, database: str = "") -> None:
    """A tool of the newest installed version; the password goes by the environment, where nobody else reads it."""
    where = _live()
    names = {
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "host": "PGHOST",
        "port": "PGPORT",
        "dbname": "PGDATABASE",
    }
    environment = os.environ | {names[name]: str(value) for name, value in where.items()}
    if database:
        environment["PGDATABASE"] = database
    done = subprocess.run([str(_tool(tool)), *arguments], env=environment, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode(errors="replace")
        raise BackupFault(Fault.NO_SPACE if "No space left" in said else Fault.DATABASE, said[-500:])


def _tool(name: str) -> Path:
    """Where a tool of PostgreSQL is; the newest version first, since an older one refuses a newer server."""
    found = [path for place in _PLACES for path in Path("/").glob(f"{place[1:]}/{name}")]
    if found:
        return max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))])
    if here := shutil.which(name):
        return Path(here)
    raise BackupFault(Fault.NO_TOOL, name)
