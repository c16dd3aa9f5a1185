"""A backup is made, and believed only when it has been read back."""

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from bimbing.audit.models import Event
from bimbing.backup import archive
from bimbing.backup.actions import check, drill, make, make_backup, prune
from bimbing.backup.archive import BackupFault, Fault
from bimbing.backup.contents import SCHEMA, differing
from bimbing.backup.engines import engine
from bimbing.backup.key import identity_of
from bimbing.backup.models import Backup
from bimbing.clients.models import Client
from bimbing.offices.models import Holiday, Staff
from tests.factories import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("something")]

KEY = settings.DATA_KEY
FLIPS = int(os.environ.get("BIMBING_FLIPS", "60"))


def made(**more: Any) -> Backup:
    return make_backup(reason=Backup.Reason.BY_HAND, at=AT, **more)


@contextmanager
def inside(path: Path, place: Path) -> Iterator[archive.Opened]:
    with archive.opened(path, KEY, identity_of(KEY), place=place) as found:
        yield found


def test_a_backup_holds_every_row_of_every_table(folder: Path, tmp_path: Path) -> None:
    row = made(by_id=7)
    with inside(folder / row.name, tmp_path) as found:
        tables = found.manifest.tables
    expected = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            expected[name] = cursor.fetchone()[0]
    counted = {name.strip('"'): rows for name, (rows, _) in tables.items() if name != SCHEMA}
    assert counted == expected | {"backup_backup": 0}  # its own row came after it
    assert counted["clients_client"] == 2
    assert row.rows == sum(counted.values())
    assert (row.name, row.reason, row.by_id, row.error) == (
        "bimbing-20261124-080000.cadangan",
        "by_hand",
        7,
        "",
    )
    assert row.size == (folder / row.name).stat().st_size
    assert row.checked_at == AT
    assert row.is_whole


def test_two_in_one_second_are_two_files(folder: Path) -> None:
    names = [made().name, made().name]
    assert names == ["bimbing-20261124-080000.cadangan", "bimbing-20261124-080001.cadangan"]
    assert sorted(path.name for path in folder.iterdir()) == names


def test_a_backup_says_nothing_to_who_has_not_the_key(folder: Path) -> None:
    name = Client.objects.values_list("full_name", flat=True)[0]
    sealed = (folder / made().name).read_bytes()
    assert name.encode() not in sealed
    assert KEY.encode() not in sealed
    other = KEY[::-1]
    with pytest.raises(BackupFault) as refused:
        check(next(folder.iterdir()), key=other)
    assert refused.value.fault is Fault.WRONG_KEY


def test_one_byte_changed_anywhere_and_the_whole_file_is_refused(folder: Path, tmp_path: Path) -> None:
    whole, draw = (folder / made().name).read_bytes(), Random(2026)
    bad = tmp_path / "bad"
    for _ in range(FLIPS):
        where = draw.randrange(len(whole))
        bad.write_bytes(whole[:where] + bytes([whole[where] ^ 1 << draw.randrange(8)]) + whole[where + 1 :])
        with pytest.raises(BackupFault), inside(bad, tmp_path):
            pass
    for length in (0, 1, 200, len(whole) // 2, len(whole) - 1):
        bad.write_bytes(whole[:length])
        with pytest.raises(BackupFault), inside(bad, tmp_path):
            pass
    bad.write_bytes(whole + b"x")
    with pytest.raises(BackupFault), inside(bad, tmp_path):
        pass


def test_without_the_seal_a_changed_byte_would_pass(tmp_path: Path) -> None:
    """The control: the same file as a plain tar opens with a byte of it changed, and nobody notices."""
    import tarfile

    (tmp_path / "a").write_bytes(b"3" * 10_000)
    with tarfile.open(tmp_path / "plain.tar", "w") as tar:
        tar.add(tmp_path / "a", arcname="a")
    content = bytearray((tmp_path / "plain.tar").read_bytes())
    content[5_000] ^= 1
    (tmp_path / "plain.tar").write_bytes(content)
    with tarfile.open(tmp_path / "plain.tar") as tar:
        tar.extractall(tmp_path / "out", filter="data")
    assert (tmp_path / "out" / "a").read_bytes() != b"3" * 10_000


def test_what_was_written_differs_from_what_was_said_and_is_no_backup(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = engine().snapshot

    def lying(place: Path, key: str) -> tuple[Path, Any]:
        payload, said = true(place, key)
        table = next(name for name in said if "clients_client" in name)
        return payload, {**said, table: (said[table][0], "0" * 64)}

    monkeypatch.setattr(engine(), "snapshot", lying)
    with pytest.raises(BackupFault) as refused:
        made()
    assert refused.value.fault is Fault.DIFFERS
    assert "clients_client" in refused.value.detail
    assert list(folder.iterdir()) == []
    assert [(row.error, row.is_whole) for row in Backup.objects.all()] == [("differs", False)]


@pytest.mark.parametrize(("number", "fault"), [(errno.ENOSPC, "no_space"), (errno.EACCES, "no_folder")])
def test_a_full_or_closed_disk_leaves_no_half_file_and_a_row_that_says_why(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, fault: str
) -> None:
    def refuses(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(archive.os, "replace", refuses)
    with pytest.raises(BackupFault):
        made()
    assert list(folder.iterdir()) == []
    assert [row.error for row in Backup.objects.all()] == [fault]


def test_desks_go_on_working_and_the_copy_is_of_one_moment(folder: Path, tmp_path: Path, dewi: Staff) -> None:
    """A visit is written in two tables; whatever moment the copy hits, it has both or none."""
    stop, written = threading.Event(), [0]

    def desk() -> None:
        try:
            while not stop.is_set():
                with transaction.atomic():
                    n = written[0] = written[0] + 1
                    Holiday.objects.create(office=dewi.office, on=AT.date() + timedelta(days=n), name=str(n))
                    Event.objects.create(
                        at=AT,
                        office_id=dewi.office_id,
                        staff_name="x",
                        role="x",
                        action="pair",
                        subject_type="x",
                        subject_id=n,
                    )
        finally:
            connection.close()

    thread = threading.Thread(target=desk)
    thread.start()
    try:
        rows = [made() for _ in range(3)]  # a fourth of the same hour would let the first one go
    finally:
        stop.set()
        thread.join(20)
    pairs = []
    for row in rows:
        with inside(folder / row.name, tmp_path) as found:
            tables = {name.strip('"'): rows for name, (rows, _) in found.manifest.tables.items()}
        pairs.append((tables["offices_holiday"], tables["audit_event"]))
    first = pairs[0][1] - pairs[0][0]
    assert {events - days for days, events in pairs} == {first}
    assert pairs[-1][0] > 0
    assert written[0] > 0


def test_each_backup_is_carried_to_the_folders_that_are_there_and_read_back_from_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, gone = tmp_path / "usb", tmp_path / "tidak-ada"
    stick.mkdir()
    monkeypatch.setattr(settings, "BACKUP_COPIES", [gone, stick])
    row = made()
    assert row.copied_at == AT
    assert (stick / row.name).read_bytes() == (folder / row.name).read_bytes()
    assert [path.name for path in stick.iterdir()] == [row.name]
    assert not gone.exists()


def test_a_stick_that_lies_is_not_believed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    row = made()
    true = archive.shutil.copyfile
    monkeypatch.setattr(archive.shutil, "copyfile", lambda a, b: (true(a, b), Path(b).write_bytes(b"0"))[0])
    monkeypatch.setattr(settings, "BACKUP_COPIES", [stick])
    assert [fault.fault for fault in make.carry(row, at=AT)] == [Fault.DAMAGED]
    assert row.copied_at is None
    assert list(stick.iterdir()) == []


def test_what_is_old_is_let_go_with_what_killed_tries_left(folder: Path) -> None:
    row = made()
    old = folder / archive.name_of(AT - timedelta(days=3))
    for minute in range(3):
        (folder / archive.name_of(AT - timedelta(days=3, minutes=minute))).touch()
    (folder / "catatan.txt").touch()
    for name in (".kerja-lama", ".kerja-baru"):
        (folder / name).mkdir()
    long_ago = AT.timestamp() - 100_000
    os.utime(folder / ".kerja-lama", (long_ago, long_ago))
    gone = prune(at=AT)
    assert gone == [archive.name_of(AT - timedelta(days=3, minutes=2))]
    left = {path.name for path in folder.iterdir()}
    assert left == {
        row.name,
        old.name,
        archive.name_of(AT - timedelta(days=3, minutes=1)),
        "catatan.txt",
        ".kerja-baru",
    }


def test_a_drill_restores_into_a_folder_of_its_own_and_starts_the_program_on_it(folder: Path) -> None:
    row = made()
    assert drill(row, at=AT)
    row.refresh_from_db()
    assert (row.drilled_at, row.error) == (AT, "")
    assert [path.name for path in folder.iterdir()] == [row.name]


def test_a_drill_of_a_rotten_file_says_so(folder: Path) -> None:
    row = made()
    content = bytearray((folder / row.name).read_bytes())
    content[-100] ^= 4
    (folder / row.name).write_bytes(content)
    assert not drill(row, at=AT)
    row.refresh_from_db()
    assert (row.drilled_at, row.error, row.is_whole) == (None, "damaged", False)


def test_contents_tell_a_changed_a_lacking_and_a_further_table() -> None:
    one = {"a": (1, "x"), "b": (2, "y"), "c": (0, "z")}
    assert differing(one, {"a": (1, "x"), "b": (2, "z"), "d": (0, "z")}) == ["b", "c", "d"]
