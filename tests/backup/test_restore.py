"""A backup is put back: on a new computer with nothing but the file and the paper, or over data that went wrong."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from bimbing.backup import words
from bimbing.backup.actions import check, make_backup, restore
from bimbing.backup.actions.restore import NotEmpty
from bimbing.backup.archive import BackupFault, Fault
from bimbing.backup.contents import differing
from bimbing.backup.engines import engine, is_server
from bimbing.backup.models import Backup
from bimbing.jobs.alone import OnlyOne
from tests.factories import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("something")]

KEY = settings.DATA_KEY
PAPER = " ".join(KEY[i : i + 8] for i in range(0, 64, 8)).upper()


@pytest.fixture
def file(folder: Path) -> Path:
    return folder / make_backup(reason=Backup.Reason.BY_HAND, at=AT).name


def on_sqlite() -> bool:
    """Where the database is a file of ours. On a server there is no folder to restore into: that has a test of its own."""
    return not is_server()


def test_a_new_computer_needs_the_file_and_the_paper(file: Path, tmp_path: Path) -> None:
    if not on_sqlite():
        with pytest.raises(NotEmpty):
            restore(file, key=KEY, data=tmp_path / "baru", at=AT)
        return
    done = restore(file, key=KEY, data=tmp_path / "baru", at=AT)
    assert done.before is None
    assert sorted(path.name for path in (tmp_path / "baru").iterdir()) == [
        "bimbing.sqlite3",
        "kunci-data.txt",
    ]
    assert (tmp_path / "baru" / "kunci-data.txt").read_text().strip() == KEY
    said = engine().contents(tmp_path / "baru" / "bimbing.sqlite3", KEY)
    assert differing(said, check(file, key=KEY).tables) == []


def test_what_stood_there_is_put_aside_with_its_key_and_its_journal(file: Path, tmp_path: Path) -> None:
    if not on_sqlite():
        assert not engine().is_empty()
        return
    for name in ("bimbing.sqlite3", "bimbing.sqlite3-wal", "kunci-data.txt"):
        (tmp_path / name).write_text(f"lama {name}")
    done = restore(file, key=KEY, data=tmp_path, at=AT)
    assert done.before == tmp_path / "sebelum-pulih-20261124-080000"
    assert {path.name: path.read_text() for path in done.before.iterdir()} == {
        name: f"lama {name}" for name in ("bimbing.sqlite3", "bimbing.sqlite3-wal", "kunci-data.txt")
    }
    assert not (tmp_path / "bimbing.sqlite3-wal").exists()
    assert engine().contents(tmp_path / "bimbing.sqlite3", KEY)


def test_while_a_server_works_on_the_data_nothing_is_put_aside(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would go on writing into the file that was put aside. On a server's database tables are in the way anyhow."""
    (tmp_path / "bimbing.sqlite3").write_text("lama")
    server = OnlyOne(tmp_path / "bimbing.sqlite3.pekerja")
    assert server.take()
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    with pytest.raises(CommandError, match="masih berjalan" if on_sqlite() else "sudah berisi tabel"):
        call_command("restore", str(file), key=KEY, yes=True)
    assert (tmp_path / "bimbing.sqlite3").read_text() == "lama"
    server.release()
    if on_sqlite():
        call_command("restore", str(file), key=KEY, yes=True)
        assert engine().contents(tmp_path / "bimbing.sqlite3", KEY)


def test_a_file_that_does_not_open_touches_nothing(file: Path, tmp_path: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    data = tmp_path / "kantor"
    data.mkdir()
    (data / "bimbing.sqlite3").write_text("lama")
    with pytest.raises(BackupFault) as refused:
        restore(file, key=KEY, data=data, at=AT)
    assert refused.value.fault is Fault.DAMAGED
    assert [(path.name, path.read_text()) for path in data.iterdir()] == [("bimbing.sqlite3", "lama")]


def test_the_command_asks_for_the_key_and_a_word_and_says_each_refusal_in_a_sentence(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "baru")
    with pytest.raises(CommandError, match="yang diketik ada 4"):
        call_command("restore", str(file), key="12 34", yes=True)
    with pytest.raises(CommandError, match="bukan kunci cadangan ini"):
        call_command("restore", str(file), key=KEY[::-1], yes=True)
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("restore", str(tmp_path / "hilang"), key=KEY, yes=True)
    answers = iter([PAPER, "tidak"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    with pytest.raises(CommandError, match=words.NOTHING_DONE):
        call_command("restore", str(file))
    assert not (tmp_path / "baru" / "bimbing.sqlite3").exists()
    answers = iter([PAPER, "pulihkan"])
    if not on_sqlite():
        with pytest.raises(CommandError, match="sudah berisi tabel"):
            call_command("restore", str(file))
        return
    call_command("restore", str(file))
    assert "keadaan 24-11-2026 08.00" in capsys.readouterr().out
    assert (tmp_path / "baru" / "bimbing.sqlite3").exists()


def test_a_dump_is_put_into_an_empty_database_wholly(file: Path, tmp_path: Path) -> None:
    """On a server the same file becomes a database of its own; on an office's computer there is no such thing."""
    if on_sqlite():
        assert connection.vendor == "sqlite"
        return
    manifest = check(file, key=KEY)
    assert manifest.engine == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE '%%_uji_pulih'")
        assert cursor.fetchone()[0] == 0


def test_a_backup_of_the_other_kind_of_database_is_named_as_such(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine(), "NAME", "lain")
    with pytest.raises(BackupFault) as refused:
        restore(file, key=KEY, data=tmp_path / "x", at=AT)
    assert refused.value.fault is Fault.OTHER_ENGINE


def test_every_fault_has_its_sentence() -> None:
    assert set(words.FAULTS) == set(Fault)
    assert all(sentence.endswith(".") for sentence in words.FAULTS.values())
