"""The desk's clock stands at 09.14 of Tuesday, 24 November 2026 in every test of these screens."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from bimbing.offices.models import Staff
from bimbing.supervision.actions import reindex
from bimbing.supervision.models import Supervision
from tests.attendance.scenes import NOW, SECRETS, supervised


@pytest.fixture
def at_nine_fourteen(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """09.14 in Jakarta: only the moment "now" is set, the zones are Django's own."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return NOW.astimezone(ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def suwarno(ani: Staff) -> Supervision:
    row = supervised(
        ani, client__full_name="SUWARNO", client__nik=SECRETS["nik"], client__address=SECRETS["address"]
    )
    row.case.offence_text = SECRETS["offence"]
    row.case.save()
    reindex(client_ids=[row.client_id])
    return row
