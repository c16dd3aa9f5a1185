"""The database is the one we promise: encrypted, durable, free of the bug, and refused where it is not."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from bimbing.config import checks, secrets, sqlite
from tests.at_once import at_once

on_sqlite = pytest.mark.skipif(bool(settings.DATABASE_URL), reason="a question about SQLite")


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_the_wal_reset_bug_is_known_by_its_versions(version: tuple[int, int, int], mended: bool) -> None:
    assert sqlite.is_mended(version) is mended


def test_the_bundled_sqlite_is_mended() -> None:
    assert sqlite.is_mended(sqlite.bundled_version())


@on_sqlite
def test_an_old_sqlite_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "bundled_version", lambda: (3, 40, 1))
    (error,) = checks.sqlite_is_free_of_the_wal_reset_bug(None)
    assert error.id == "bimbing.E002"
    assert error.msg.startswith("SQLite 3.40.1 dapat merusak berkas data")


@on_sqlite
@pytest.mark.django_db
def test_every_commit_reaches_the_disk() -> None:
    with connection.cursor() as cursor:
        answers = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert answers == ["wal", 2]


@on_sqlite
@pytest.mark.django_db
def test_the_file_says_nothing_to_a_thief() -> None:
    connection.ensure_connection()
    file = Path(connection.settings_dict["NAME"])
    assert not file.read_bytes()[:16].startswith(b"SQLite format 3")


def test_a_secret_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "baru" / "kunci.txt"
    first = secrets.read_or_make(path)
    assert secrets.read_or_make(path) == first
    assert len(first) == 64
    assert path.stat().st_mode & 0o777 == 0o600


@on_sqlite
@pytest.mark.parametrize(
    ("key", "sentence"),
    [("ab" * 32, "kunci di kunci-data.txt bukan kunci berkas ini"), (None, "Basis data belum disiapkan")],
    ids=["wrong key", "not set up"],
)
def test_a_database_that_cannot_be_used_is_a_sentence(tmp_path: Path, key: str | None, sentence: str) -> None:
    environment = {**os.environ, "BIMBING_DATA": str(tmp_path), "BIMBING_DATABASE": ""}
    if key:
        run = [sys.executable, "-m", "bimbing", "shell", "--no-imports", "-c", OPEN_THE_FILE]
        subprocess.run(run, env=environment, check=True, capture_output=True)
        (tmp_path / "kunci-data.txt").write_text(key, encoding="ascii")
    done = subprocess.run(
        [sys.executable, "-m", "bimbing", "prove"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


OPEN_THE_FILE = (
    "from django.db import connection; connection.cursor().execute('CREATE TABLE one (n integer)')"
)


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_whoever_waits_for_the_database_does_not_hold_up_the_one_who_writes() -> None:
    """The writer drops a cursor of the waiting connection, as a collection of garbage may do at any moment."""
    left_over, waiting, wrote = [], threading.Event(), []

    def second() -> None:
        try:
            left_over.append(connection.cursor().execute("SELECT 1 UNION SELECT 2"))
            waiting.set()
            with transaction.atomic(), connection.cursor() as cursor:
                wrote.append(cursor.execute("SELECT 1").fetchone()[0])
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        thread.start()
        assert waiting.wait(timeout=10)
        threading.Event().wait(timeout=0.3)  # he stands in the queue now
        left_over.clear()
    thread.join(timeout=60)
    assert wrote == [1]


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.1)

    def second() -> None:
        with transaction.atomic():
            raise AssertionError("two who write at once")

    with transaction.atomic():
        (answer,) = at_once([second])
    assert isinstance(answer, OperationalError)
    assert "locked" in str(answer)
