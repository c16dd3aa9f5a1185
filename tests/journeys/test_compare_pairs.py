"""A second workbook against the first: pair after pair by one key each, at both sizes; a scanner answers nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bimbing.intake.actions import commit, receive
from bimbing.intake.models import Import
from bimbing.offices.models import Staff
from tests.intake.rows import SITI, SUWARNO, row, workbook
from tests.journeys.conftest import DESK, PHONE, findings, sideways

VisitAs = Callable[..., Page]

KNOWN = (
    row(SUWARNO),
    row(SITI, 8),
    row(
        SUWARNO,
        9,
        full_name="RATNO WIJAYA",
        programme="DIVERSI",
        birth_date="2009-02-01",
        nik=None,
        register_no="3",
    ),
)
SECOND = (
    row(
        SUWARNO,
        full_name="SUARNO",
        birth_date="1990-10-05",
        nik="3522151005900007",
        register_no="201/PB/2026",
    ),
    row(SITI, 8, full_name="SITI MUNAWARO", birth_date="1985-01-05", nik=None, register_no="202/CB/2026"),
    row(
        SUWARNO,
        9,
        full_name="RATNO WIJAJA",
        programme="DIVERSI",
        birth_date="2009-01-02",
        nik=None,
        register_no="4",
    ),
)


@pytest.fixture
def second(practice_office: Any) -> Import:
    """The second workbook waits; the first is in the register."""
    dewi, at = Staff.objects.get(username="dewi"), timezone.localtime()
    first = receive(office=dewi.office, workbook=workbook(*KNOWN), by=dewi, at=at)
    commit(batch=first, by=dewi, at=at)
    return receive(office=dewi.office, workbook=workbook(*SECOND, name="kedua.xlsx"), by=dewi, at=at)


def said(batch: Import) -> list[str | None]:
    rows = batch.rows.order_by("row").values_list("identity", flat=True)
    return [identity and identity["as"].split(":")[0] for identity in rows]


def press(page: Page, key: str) -> None:
    """A key, once the page listens: its script comes after the words."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def test_each_pair_is_answered_by_one_key_and_the_last_answer_taken_back(
    visit_as: VisitAs, second: Import
) -> None:
    page = visit_as("dewi", f"/impor/{second.pk}/")
    page.get_by_role("link", name="Bandingkan").click()
    expect(page.get_by_text("1 dari 3 · 3 belum dijawab")).to_be_visible()
    press(page, "1")
    expect(page.get_by_text("2 dari 3 · 2 belum dijawab")).to_be_visible()
    assert said(second) == ["client", None, None]
    press(page, "u")
    expect(page.get_by_text("1 dari 3 · 3 belum dijawab")).to_be_visible()
    assert said(second) == [None, None, None]
    press(page, "0")
    expect(page.get_by_text("2 dari 3 · 3 belum dijawab")).to_be_visible()
    press(page, "3")
    expect(page.get_by_text("3 dari 3 · 2 belum dijawab")).to_be_visible()
    press(page, "4")
    expect(page.get_by_text("1 dari 3 · 1 belum dijawab")).to_be_visible()
    press(page, "2")
    expect(page.get_by_text("Semua pertanyaan sudah dijawab.")).to_be_visible()
    assert said(second) == ["client", "new", "skip"]


def test_a_card_that_is_scanned_meanwhile_answers_nothing(visit_as: VisitAs, second: Import) -> None:
    page = visit_as("dewi", f"/impor/{second.pk}/kembar/")
    expect(page.get_by_text("1 dari 3")).to_be_visible()
    page.evaluate(  # as a scanner does, hardly a millisecond between two keys
        """[..."K1234123412341234"].forEach((key) =>
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))"""
    )
    page.wait_for_timeout(300)
    assert said(second) == [None, None, None]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["meja", "hp"])
def test_the_pairs_and_their_list_are_usable(
    visit_as: VisitAs, second: Import, size: tuple[int, int]
) -> None:
    for address in ("", "?daftar=1"):
        page = visit_as("dewi", f"/impor/{second.pk}/kembar/{address}", size=size)
        assert findings(page) == []
        assert sideways(page, size) <= 0
        page.context.close()
