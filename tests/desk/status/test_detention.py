"""A detention counts by both its days, and a wrong day is put right."""

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate

from bimbing.audit.models import Event
from bimbing.offices.models import Staff
from bimbing.supervision.models import StatusEvent, Supervision
from tests.attendance.scenes import supervised
from tests.desk.status.sent import PAPER, errors, events, proved, take, url

pytestmark = pytest.mark.django_db


def test_a_detention_that_is_over_leaves_the_status_and_holds_both_days(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    assert take(browser_of(dewi), row, "ditahan", "1-6-2026", until="31-8-2026").status_code == 303
    row = proved(row)
    assert (row.status, events(row)[1:]) == (
        "aktif",
        [("ditahan", date(2026, 6, 1)), ("aktif", date(2026, 9, 1))],
    )
    # April, May, September, October were owed; June to August were spent in detention.
    assert (row.due_total, row.missed_total, row.missed_run) == (5, 4, 4)


def test_a_detention_until_today_still_lasts(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    take(browser_of(dewi), row, "ditahan", "1-6-2026", until=f"{localdate():%d-%m-%Y}")
    assert Supervision.objects.get(pk=row.pk).status == "ditahan"


def test_a_detention_over_does_not_lift_a_provisional_revocation(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "cabut_sementara", "1-9-2026", **PAPER)
    take(browser_of(dewi), row, "ditahan", "10-9-2026", until="20-9-2026")
    assert proved(row).status == "cabut_sementara"


def test_the_end_moves_by_hand_and_only_with_a_reason(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    take(browser_of(dewi), row, "ditahan", "1-6-2026")
    moved = {"on": "1-9-2026", "new_end": "10-6-2028"}
    assert list(errors(take(browser_of(dewi), row, "aktif", **moved))) == ["reason"]
    assert take(browser_of(dewi), row, "aktif", **moved, reason="92 hari ditahan").status_code == 303
    assert proved(row).end_date == date(2028, 6, 10)
    assert Event.objects.get(action="supervision.edited").purpose == "92 hari ditahan"


def correct(browser: Any, row: Supervision, event: StatusEvent, on: str, **given: Any) -> Any:
    row.refresh_from_db()
    sent = {"supervision": row.pk, "version": row.version, "on": on, "reason": "salah ketik"} | given
    return browser.post(f"{url(row)}{event.pk}/", sent)


def test_a_wrong_day_of_the_end_is_put_right_with_everything_that_hangs_on_it(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "berakhir", "10-8-2026", **PAPER, reason="grasi")
    event = row.status_events.get(status="berakhir")
    assert proved(row).due_total == 5  # March to July; of August too few days were left
    answer = correct(
        browser_of(dewi), row, event, "20-10-2026", document_no="W15-9", document_date="19-11-2026"
    )
    assert answer.status_code == 303
    row = proved(row)
    assert (row.ended_on, row.closing_no, row.closing_date, row.due_total) == (
        *(date(2026, 10, 20), "W15-9", date(2026, 11, 19), 7),
    )
    trail = Event.objects.get(action="supervision.status_corrected")
    assert (trail.purpose, trail.changes["on"]) == ("salah ketik", ["2026-08-10", "2026-10-20"])


@pytest.mark.parametrize(
    ("on", "code"), [("31-5-2026", 422), ("1-6-2026", 303), ("20-11-2026", 303), ("21-11-2026", 422)]
)
def test_a_day_is_put_right_only_between_its_neighbours(
    row: Supervision, dewi: Staff, browser_of: Any, on: str, code: int
) -> None:
    take(browser_of(dewi), row, "ditahan", "1-6-2026")
    take(browser_of(dewi), row, "aktif", "1-9-2026")
    take(browser_of(dewi), row, "meninggal", "20-11-2026", document_no="Surat desa")
    released = row.status_events.get(on=date(2026, 9, 1))
    assert correct(browser_of(dewi), row, released, on).status_code == code
    proved(row)


def test_the_day_of_a_release_moves_the_last_day_of_the_detention(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "ditahan", "1-6-2026", until="31-8-2026")
    correct(browser_of(dewi), row, row.status_events.get(on=date(2026, 9, 1)), "1-10-2026")
    assert proved(row).status_events.get(status="ditahan").until == date(2026, 9, 30)
    assert row.missed_total == 3  # September is no longer owed


def test_a_correction_needs_a_reason_and_the_record_as_it_stands(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "meninggal", document_no="Surat desa")
    event = row.status_events.get(status="meninggal")
    assert list(errors(correct(browser_of(dewi), row, event, "19-11-2026", reason=""))) == ["reason"]
    assert correct(browser_of(dewi), row, event, "19-11-2026", version=1).status_code == 409
    assert proved(row).ended_on == date(2026, 11, 20)


def test_the_day_of_the_entry_is_no_event_to_correct(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    first = row.status_events.get()
    assert browser_of(dewi).get(f"{url(row)}{first.pk}/").status_code == 404


def test_an_event_of_another_client_is_not_found(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    other = supervised(ani, register_no="9/PB/2026")
    take(browser_of(dewi), other, "meninggal", document_no="x")
    event = other.status_events.get(status="meninggal")
    assert browser_of(dewi).get(f"{url(row)}{event.pk}/").status_code == 404
    assert browser_of(dewi).get(f"/klien/{row.client_id}/surat/{event.pk}/").status_code == 404
