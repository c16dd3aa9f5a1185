"""Who may open what at the desk, and who sees what of whom."""

from typing import Any

import pytest
from django.urls import reverse

from bimbing.attendance.models import Visit
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.attendance.scenes import DESK, NOW, SECRETS, TODAY, came, card_of, posted, supervised, words

pytestmark = pytest.mark.usefixtures("at_nine_fourteen")


def test_the_desk_sees_nothing_of_the_file(suwarno: Supervision, fitri: Staff, browser_of: Any) -> None:
    browser = browser_of(fitri)
    token = card_of(suwarno).token
    addresses = [DESK, f"{DESK}?kode={token}", f"{DESK}?kode=suwarno", f"{DESK}?bimbingan={suwarno.pk}"]
    pages = [browser.get(address) for address in addresses]
    pages += [
        browser.get(f"{DESK}hari/2026-11-24/"),
        browser.post(f"{DESK}catat/", posted(suwarno), follow=True),
    ]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert [name for name, secret in SECRETS.items() if secret in text] == []
        assert "PB" not in words(page)
        assert f"/klien/{suwarno.client_id}/" not in text


def test_a_stranger_meets_404_on_every_address(
    suwarno: Supervision, ani: Staff, candra: Staff, browser_of: Any
) -> None:
    visit, browser = came(suwarno, TODAY, ani, NOW).visit, browser_of(candra)
    assert browser.get(DESK, {"bimbingan": suwarno.pk}).status_code == 404
    assert browser.get(DESK, {"klien": suwarno.client_id}).status_code == 404
    assert browser.get(DESK, {"catatan": visit.pk}).status_code == 404
    assert browser.post(f"{DESK}catat/", posted(suwarno)).status_code == 404
    assert browser.post(f"{DESK}{visit.pk}/urungkan/").status_code == 404
    assert browser.get(f"{DESK}{visit.pk}/batalkan/").status_code == 404
    assert browser.post(f"{DESK}{visit.pk}/batalkan/", {"reason": "x"}).status_code == 404
    assert browser.post(f"{DESK}izin/{suwarno.pk}/").status_code == 404
    for address in (DESK, f"{DESK}hari/2026-11-24/", f"{DESK}terlewat/", f"{DESK}?kode=suwarno"):
        assert "Suwarno" not in words(browser.get(address))
    assert Visit.objects.count() == 1


def test_a_colleague_of_the_same_office_meets_404_for_a_client_not_his(
    suwarno: Supervision, ani: Staff, budi: Staff, browser_of: Any
) -> None:
    assert browser_of(budi).post(f"{DESK}catat/", posted(suwarno)).status_code == 404
    assert browser_of(budi).get(DESK, {"bimbingan": suwarno.pk}).status_code == 404


@pytest.mark.parametrize(
    ("who", "address", "allowed"),
    [
        ("gita", "", False),
        ("gita", "terlewat/", False),
        ("gita", "hari/2026-11-24/", False),
        ("fitri", "terlewat/", False),
        ("fitri", "terlewat/1/izin/", False),
        ("fitri", "1/batalkan/", False),
        ("ani", "terlewat/", True),
        ("eko", "terlewat/", True),
        ("dewi", "", True),
    ],
)
def test_rights_decide_who_opens_what(
    request: pytest.FixtureRequest, browser_of: Any, who: str, address: str, allowed: bool
) -> None:
    response = browser_of(request.getfixturevalue(who)).get(f"{DESK}{address}")
    assert response.status_code == (200 if allowed else 403)


@pytest.mark.parametrize("name", ["record_visit", "desk_text_size", "undo_visit"])
def test_what_writes_is_never_a_get(dewi: Staff, browser_of: Any, name: str) -> None:
    address = reverse(name, args=[1] if name == "undo_visit" else [])
    assert browser_of(dewi).get(address).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_number_of_questions_for_one_and_for_three(
    ani: Staff, fitri: Staff, browser_of: Any, count: int, django_assert_num_queries: Any
) -> None:
    rows = [supervised(ani) for _ in range(2 * count)]
    for row in rows[:count]:
        came(row, TODAY, fitri, NOW)
    Supervision.objects.filter(pk__in=[row.pk for row in rows[count:]]).update(
        next_due_on=TODAY, report_state="not_yet"
    )
    browser = browser_of(fitri)
    with django_assert_num_queries(7):
        assert browser.get(DESK).status_code == 200
