"""A folder of backups for each test, and something in the database to keep."""

from pathlib import Path

import pytest
from django.conf import settings

from bimbing.offices.models import Staff
from tests.factories import SupervisionFactory


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "cadangan"
    monkeypatch.setattr(settings, "BACKUP_DIR", place)
    monkeypatch.setattr(settings, "BACKUP_COPIES", [])
    monkeypatch.setattr(settings, "BACKUP_HOURLY", True)
    return place


@pytest.fixture
def something(ani: Staff) -> None:
    """Two clients of Ani."""
    SupervisionFactory(officer=ani, office=ani.office)
    SupervisionFactory(officer=ani, office=ani.office)
