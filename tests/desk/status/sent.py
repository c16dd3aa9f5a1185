"""A step as the page sends it, and what is asked of its answer."""

from datetime import date
from typing import Any

from bimbing.attendance.queries.proof import differences
from bimbing.supervision.models import Supervision

PAPER = {"document_no": "W15.PAS-211", "document_date": "20-11-2026"}
SK = {"document_no": "PAS-9.PK.05.09 TAHUN 2026", "document_date": "20-11-2026", "ground": "TIDAK_LAPOR_3X"}


def url(row: Supervision) -> str:
    return f"/klien/{row.client_id}/status/"


def take(browser: Any, row: Supervision, status: str, on: str = "20-11-2026", **given: Any) -> Any:
    """Send a step as the page would: on the record as it stands."""
    row.refresh_from_db()
    sent = {"supervision": row.pk, "version": row.version, "status": status, "on": on} | given
    return browser.post(url(row), sent)


def events(row: Supervision) -> list[tuple[str, date]]:
    return list(row.status_events.order_by("pk").values_list("status", "on"))


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return dict(answer.context["form"].errors)


def proved(row: Supervision) -> Supervision:
    """The row as it is stored, which must be what its facts say."""
    assert list(differences(as_of=date(2026, 11, 24))) == []
    row.refresh_from_db()
    return row
