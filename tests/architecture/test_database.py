"""The database is the one we promise: encrypted, durable, free of the bug, and refused where it is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from bimbing.config import checks, secrets, sqlite

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
