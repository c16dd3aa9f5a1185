"""What the tests of attendance share: one client before one desk, and the shortest way to record him."""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from bimbing.attendance.actions import Recorded, record_visit
from bimbing.attendance.models import Visit
from bimbing.cards.models import Card
from bimbing.offices.models import Staff
from bimbing.rules import card_code
from bimbing.rules.duty import AttendanceKind
from bimbing.supervision.models import StatusEvent, Supervision
from tests.factories import SupervisionFactory

DESK = "/absen/"
SECRETS = {"nik": "3522155005900002", "address": "Jl. Rahasia 99", "offence": "Pencurian dengan pemberatan"}
NOW = datetime(2026, 11, 24, 2, 14, tzinfo=UTC)  # 09.14 in Jakarta
TODAY = date(2026, 11, 24)


def noon(day: date) -> datetime:
    """Noon in Jakarta of a day."""
    return datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC)


def supervised(officer: Staff, **columns: Any) -> Supervision:
    """A supervision with the first row of its status history, as the register writes it."""
    row = SupervisionFactory(officer=officer, **columns)
    began = row.start_date or TODAY
    StatusEvent.objects.create(supervision=row, status="aktif", on=began, by=officer, at=noon(began))
    return row


def came(supervision: Supervision, on: date, by: Staff, at: datetime | None = None, **given: Any) -> Recorded:
    """Record a visit: at noon of its day unless said otherwise."""
    given = {"kind": AttendanceKind.HADIR, "source": Visit.Source.SCAN, "request_key": uuid4()} | given
    return record_visit(supervision=supervision, on=on, by=by, at=at or noon(on), **given)


def card_of(row: Supervision, seed: int = 1, **columns: Any) -> Card:
    return Card.objects.create(
        office=row.office,
        client=row.client,
        token=card_code.token(bytes([seed]) * 17),
        short_code=card_code.short_code(bytes([seed * 7 % 250]) * 8),
        issued_at=NOW,
        issued_by=row.officer,
        **columns,
    )


def words(response: Any) -> str:
    """The text of the page's middle, without tags."""
    page = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def posted(row: Supervision, **changes: Any) -> dict[str, Any]:
    return {"supervision": row.pk, "request_key": uuid4(), "source": "scan", "kind": "hadir"} | changes
