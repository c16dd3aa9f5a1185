"""The page of the backups: how they stand, one now, one to take away."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

from bimbing.audit.models import Event
from bimbing.backup.models import Backup
from bimbing.backup.queries import standing
from bimbing.desk.views.backup_words import health_line, line, when
from bimbing.jobs.models import Job
from bimbing.offices.models import Office, Staff
from tests.architecture.scene import body_of
from tests.factories import AT

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[Staff], Browser]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "BACKUP_DIR", tmp_path)
    monkeypatch.setattr(settings, "BACKUP_COPIES", [])
    return tmp_path


def row(name: str = "bimbing-20261124-080000.cadangan", **more: Any) -> Backup:
    return Backup.objects.create(
        **{"name": name, "reason": "hourly", "made_at": AT, "checked_at": AT, "size": 3_100_000} | more
    )


def test_whoever_runs_the_system_asks_for_one_and_the_trail_tells(gita: Staff, browser_of: BrowserOf) -> None:
    browser = browser_of(gita)
    assert browser.post("/pengaturan/cadangan/buat/").status_code == 303
    assert browser.post("/pengaturan/cadangan/buat/").status_code == 303
    (job,) = Job.objects.all()
    assert (job.kind, job.by_id, job.args, job.state) == ("backup", gita.pk, {"reason": "by_hand"}, "queued")
    assert Event.objects.filter(action="backup.asked", staff_id=gita.pk, subject_id=job.pk).count() == 2
    page = browser.get("/pengaturan/cadangan/").content.decode()
    assert "Cadangan sedang dibuat." in page
    assert 'hx-trigger="every 1s"' in page
    assert "disabled" in page
    asking = {"HX-Request": "true", "HX-Target": "cadangan"}
    part = browser.get("/pengaturan/cadangan/", headers=asking).content.decode()
    assert "Cadangan sedang dibuat." in part
    assert "<h1>" not in part
    Job.objects.update(state="done")
    assert browser.get("/pengaturan/cadangan/", headers=asking)["HX-Refresh"] == "true"


def test_one_is_taken_away_sealed_and_the_office_remembers(
    gita: Staff, browser_of: BrowserOf, folder: Path
) -> None:
    made = row()
    (folder / made.name).write_bytes(b"age-encryption.org/v1 ...")
    answer = browser_of(gita).post(f"/pengaturan/cadangan/{made.pk}/unduh/")
    assert body_of(answer) == b"age-encryption.org/v1 ..."
    assert answer["Content-Disposition"] == f'attachment; filename="{made.name}"'
    made.refresh_from_db()
    assert made.downloaded_at is not None
    assert Event.objects.filter(action="backup.taken", subject_id=made.pk, staff_id=gita.pk).count() == 1


def test_one_that_was_let_go_or_failed_is_not_there(gita: Staff, browser_of: BrowserOf, folder: Path) -> None:
    gone, failed = row(), row("b", error="no_space")
    (folder / "b").write_bytes(b"half")
    for backup in (gone, failed):
        assert browser_of(gita).post(f"/pengaturan/cadangan/{backup.pk}/unduh/").status_code == 404
    assert not Event.objects.filter(action="backup.taken").exists()


def test_where_offices_share_a_database_none_of_them_takes_all_of_it(
    gita: Staff, browser_of: BrowserOf, folder: Path, other_office: Office
) -> None:
    made = row()
    (folder / made.name).write_bytes(b"x")
    browser = browser_of(gita)
    page = browser.get("/pengaturan/cadangan/").content.decode()
    assert "Basis data ini dipakai beberapa kantor" in page
    assert made.name not in page
    assert browser.post(f"/pengaturan/cadangan/{made.pk}/unduh/").status_code == 404
    assert browser.post("/pengaturan/cadangan/buat/").status_code == 404
    assert not Job.objects.exists()
    assert 'class="health"' not in browser.get("/").content.decode()


def test_nobody_else_makes_or_takes_one(
    dewi: Staff, eko: Staff, ani: Staff, browser_of: BrowserOf, folder: Path
) -> None:
    made = row()
    (folder / made.name).write_bytes(b"x")
    for staff in (dewi, eko, ani):
        browser = browser_of(staff)
        for answer in (
            browser.get("/pengaturan/cadangan/"),
            browser.post("/pengaturan/cadangan/buat/"),
            browser.post(f"/pengaturan/cadangan/{made.pk}/unduh/"),
        ):
            assert answer.status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_whatever_it_shows(
    rows: int, gita: Staff, browser_of: BrowserOf, django_assert_num_queries: Any
) -> None:
    for n in range(rows):
        row(str(n))
    browser = browser_of(gita)
    with django_assert_num_queries(7):
        browser.get("/pengaturan/cadangan/")


@pytest.mark.parametrize(
    ("more", "kind", "text", "why"),
    [
        (None, "wait", "Belum ada cadangan", "Yang pertama dibuat"),
        ({}, "wait", "Cadangan hari ini 08.00, sudah dibaca kembali", "Sudah seminggu"),
        ({"copied_at": AT}, "ok", "Cadangan hari ini 08.00, sudah dibaca kembali", ""),
        ({"made_at": AT - timedelta(hours=27)}, "miss", "Cadangan terakhir kemarin 05.00", "dapat hilang"),
        ({"error": "no_space", "checked_at": None}, "miss", "Cadangan gagal", "disk penuh"),
    ],
)
def test_the_line_of_the_home_page_says_what_is_to_be_done(
    office: Office, more: dict[str, Any] | None, kind: str, text: str, why: str
) -> None:
    if more is not None:
        row(**more)
    said = health_line(standing(now=AT), now=AT)
    assert (said["kind"], said["text"]) == (kind, text)
    assert why in said["why"]
    assert bool(why) == bool(said["why"])


def test_each_line_says_its_state_and_where_else_it_is(folder: Path) -> None:
    kept = row(copied_at=AT, downloaded_at=AT - timedelta(days=1))
    (folder / kept.name).touch()
    said = line(kept, AT)
    assert (said.when, said.state, said.size, said.has_file) == (
        "hari ini 08.00",
        "sudah dibaca kembali",
        "3,1 MB",
        True,
    )
    assert said.outside == "disalin hari ini 08.00, diambil kemarin 08.00"
    assert line(row("b"), AT).state == "sudah dihapus"
    assert line(row("c", error="differs"), AT).state == "yang dibaca kembali berbeda dari register"
    assert line(row("d", drilled_at=AT), AT).state == "teruji pulih"
    assert when(AT - timedelta(days=30), AT) == "25 Okt 2026 08.00"
