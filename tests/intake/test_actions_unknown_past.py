"""A workbook that comes in accuses nobody of what it does not know (today is 24 November 2026)."""

from datetime import date

import pytest

from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.intake.rows import SITI, SUWARNO, bring_in, row

pytestmark = pytest.mark.django_db


def came(*months: str) -> list[list[str]]:
    return [[f"{month}-10", "present", ""] for month in months]


def misses(name: str) -> tuple[date | None, int]:
    found = Supervision.objects.get(client__full_name=name)
    return found.counted_from, found.missed_total


def test_without_an_attendance_sheet_nobody_has_missed_anything(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO), row(SITI, 8))
    assert misses("SUWARNO") == (date(2026, 11, 1), 0)


def test_the_record_begins_with_the_sheets_first_month(dewi: Staff) -> None:
    bring_in(
        dewi, row(SUWARNO, attendance=came("2026-08", "2026-10")), row(SITI, 8, attendance=came("2026-10"))
    )
    assert misses("SUWARNO") == (date(2026, 8, 1), 1)  # September
    assert misses("SITI MUNAWAROH") == (date(2026, 8, 1), 2)  # August and September: the sheet was kept then


def test_an_old_sheet_says_nothing_of_the_months_after_it(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO, attendance=came("2026-04", "2026-06")))
    assert misses("SUWARNO") == (date(2026, 11, 1), 0)
