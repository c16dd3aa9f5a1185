"""The backup nobody has to think of: due by the clock and by what was written, asked for once."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from bimbing.audit.actions import record
from bimbing.backup.actions import ask_for_backup, hourly, kept_before_update, make_backup, make_if_due
from bimbing.backup.actions.drill import is_drill_due
from bimbing.backup.archive import BackupFault, Fault
from bimbing.backup.models import Backup
from bimbing.backup.queries import standing
from bimbing.jobs.actions import Worker, look_around
from bimbing.jobs.models import Job
from bimbing.offices.models import Staff
from tests.factories import AT

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


def write(by: Staff) -> None:
    record(by=by, at=AT, action="client.opened", subject="client", subject_id=1)


def work_off(at: Any) -> int:
    return Worker(clock=lambda: at).work_off()


def test_an_empty_office_is_not_backed_up(ani: Staff) -> None:
    assert not hourly.is_due(AT)
    assert make_if_due(AT) is None


def test_it_is_due_an_hour_after_the_last_if_something_was_written_and_after_a_day_anyhow(ani: Staff) -> None:
    write(ani)
    assert hourly.is_due(AT)
    make_backup(reason=Backup.Reason.HOURLY, at=AT)
    assert not hourly.is_due(AT + HOUR)
    write(ani)
    assert not hourly.is_due(AT + HOUR - timedelta(seconds=1))
    assert hourly.is_due(AT + HOUR)
    make_backup(reason=Backup.Reason.HOURLY, at=AT + HOUR)
    assert not hourly.is_due(AT + 24 * HOUR)
    assert hourly.is_due(AT + 25 * HOUR)


def test_a_clock_set_back_does_not_stop_it(ani: Staff) -> None:
    write(ani)
    make_backup(reason=Backup.Reason.HOURLY, at=AT + timedelta(days=300))
    assert hourly.is_due(AT)


def test_a_failed_try_waits_an_hour_too(ani: Staff) -> None:
    write(ani)
    Backup.objects.create(name="x", reason="hourly", made_at=AT, error="no_space")
    assert not hourly.is_due(AT + timedelta(minutes=59))
    assert hourly.is_due(AT + HOUR)


def test_the_look_asks_once_and_the_worker_makes_it_and_rehearses_the_first(ani: Staff, folder: Path) -> None:
    write(ani)
    look_around(now=AT)
    look_around(now=AT + timedelta(minutes=5))
    assert [job.kind for job in Job.objects.all()] == ["backup"]
    assert work_off(AT) == 1
    (row,) = Backup.objects.all()
    assert (row.reason, row.is_whole, row.drilled_at) == ("hourly", True, AT)
    assert [path.name for path in folder.iterdir()] == [row.name]
    assert Job.objects.get().result == {"backup": row.pk}
    assert not is_drill_due(AT + timedelta(days=6, hours=23))
    assert is_drill_due(AT + timedelta(days=7, seconds=1))


def test_where_the_installation_makes_none_the_look_asks_for_none(
    ani: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BACKUP_HOURLY", False)
    write(ani)
    look_around(now=AT)
    assert not Job.objects.exists()


def test_a_fault_ends_the_job_with_its_code(ani: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise BackupFault(Fault.NO_SPACE)

    monkeypatch.setattr(hourly, "make_backup", full)
    job = ask_for_backup(reason=Backup.Reason.BY_HAND, at=AT, by_id=ani.pk)
    work_off(AT)
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "no_space")


def test_before_an_update_the_data_are_kept_and_the_row_comes_after(ani: Staff, folder: Path) -> None:
    write(ani)
    with kept_before_update(at=AT) as kept:
        assert kept is not None
        assert not Backup.objects.exists()
        assert (folder / kept.name).exists()
    (row,) = Backup.objects.all()
    assert (row.reason, row.is_whole) == ("before_update", True)


def test_how_the_office_stands(ani: Staff) -> None:
    def row(name: str, hours_ago: float, **more: Any) -> Backup:
        at = AT - hours_ago * HOUR
        return Backup.objects.create(name=name, reason="hourly", made_at=at, **({"checked_at": at} | more))

    assert (standing(now=AT).latest, standing(now=AT).is_late) == (None, True)
    old = row("old", 26.1, copied_at=AT - timedelta(days=7, seconds=1))
    found = standing(now=AT)
    assert (found.latest, found.outside, found.is_late, found.is_inside) == (old, old, True, True)
    new = row("new", 26, downloaded_at=AT - timedelta(days=7), drilled_at=AT)
    found = standing(now=AT)
    assert (found.latest, found.outside, found.drilled, found.is_late, found.is_inside) == (
        new,
        new,
        new,
        False,
        False,
    )
    failed = row("failed", 1, checked_at=None, error="no_space")
    found = standing(now=AT)
    assert (found.latest, found.failed) == (new, failed)
    row("again", 0.5)
    assert standing(now=AT).failed is None


def test_it_costs_one_statement(ani: Staff, django_assert_num_queries: Any) -> None:
    for name in "abc":
        Backup.objects.create(name=name, reason="hourly", made_at=AT, checked_at=AT)
    with django_assert_num_queries(1):
        standing(now=AT)
