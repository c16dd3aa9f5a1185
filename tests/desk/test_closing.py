"""Several guidances ended at once: each on its own last day, with its own letter; who was not ended is told."""

from datetime import date, timedelta
from typing import Any

import pytest

from bimbing.attendance.queries.proof import differences
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.attendance.scenes import came, supervised, words

pytestmark = pytest.mark.django_db
URL, TODAY = "/klien/akhiri/", date(2026, 11, 24)


@pytest.fixture
def three(ani: Staff) -> list[Supervision]:
    """Three who are past their end, on the 10th, 11th and 12th of November."""
    return [
        supervised(ani, client__full_name=name, end_date=date(2026, 11, 10) + timedelta(days=n))
        for n, name in enumerate(("ADI", "BUDIMAN", "CITRO"))
    ]


def sent(rows: list[Supervision], *numbers: str, **given: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"written_on": "20-11-2026", "pilih": [row.pk for row in rows]}
    for row, number in zip(rows, numbers, strict=True):
        data |= {f"nomor_{row.pk}": number, f"versi_{row.pk}": row.version}
    return data | given


def stored(rows: list[Supervision]) -> list[tuple[str, date | None, str, date | None]]:
    columns = ("status", "ended_on", "closing_no", "closing_date")
    return list(
        Supervision.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk").values_list(*columns)
    )


OPEN = ("aktif", None, "", None)
LETTER = date(2026, 11, 20)


def test_each_picked_one_ends_on_its_own_day_with_its_own_number(
    three: list[Supervision], dewi: Staff, browser_of: Any
) -> None:
    answer = browser_of(dewi).post(URL, sent(three[:2], "W15-1", "W15-2"))
    assert (answer.status_code, answer["Location"]) == (303, URL)
    assert stored(three) == [
        ("berakhir", date(2026, 11, 10), "W15-1", LETTER),
        ("berakhir", date(2026, 11, 11), "W15-2", LETTER),
        OPEN,
    ]
    assert {one.supervision_id for one in differences(as_of=TODAY)} == {three[2].pk}  # never settled at all


def test_who_could_not_be_ended_is_told_and_the_others_are(
    three: list[Supervision], ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    came(three[1], date(2026, 11, 12), ani)
    three[1].refresh_from_db()
    answer = browser_of(dewi).post(URL, sent(three, "W15-1", "W15-2", ""))
    assert answer.status_code == 422
    assert [(line.row, line.number, line.problem) for line in answer.context["lines"]] == [
        (three[1], "W15-2", "Ada laporan sesudah akhir bimbingan; akhiri dari berkasnya."),
        (three[2], "", "Nomor surat belum diisi."),
    ]
    assert stored(three) == [("berakhir", date(2026, 11, 10), "W15-1", LETTER), OPEN, OPEN]
    assert "1 bimbingan berakhir." in answer.content.decode()


def test_a_record_that_moved_on_is_not_ended(three: list[Supervision], dewi: Staff, browser_of: Any) -> None:
    data = sent(three[:2], "W15-1", "W15-2")
    Supervision.objects.filter(pk=three[0].pk).update(version=9)
    answer = browser_of(dewi).post(URL, data)
    assert [line.row for line in answer.context["lines"] if line.problem] == [three[0]]
    assert [status for status, *_ in stored(three)] == ["aktif", "berakhir", "aktif"]


@pytest.mark.parametrize("given", [{"pilih": []}, {"written_on": "1-1-2031"}, {"written_on": ""}])
def test_without_anybody_picked_or_a_day_nothing_ends_and_nothing_typed_is_lost(
    three: list[Supervision], dewi: Staff, browser_of: Any, given: dict[str, Any]
) -> None:
    answer = browser_of(dewi).post(URL, sent(three, "W15-1", "W15-2", "W15-3", **given))
    assert answer.status_code == 422
    assert "W15-3" in answer.content.decode()
    assert stored(three) == [OPEN] * 3


def test_only_those_past_their_end_stand_there_the_longest_first(
    three: list[Supervision], ani: Staff, dewi: Staff, eko: Staff, candra: Staff, browser_of: Any
) -> None:
    supervised(ani, client__full_name="DARMO")
    supervised(ani, client__full_name="EDI", end_date=date(2026, 11, 1), status="berakhir", is_active=False)
    for who in (dewi, eko):
        assert [line.row for line in browser_of(who).get(URL).context["lines"]] == three
    assert browser_of(ani).get(URL).status_code == 403
    page = browser_of(candra).get(URL)
    assert page.context["lines"] == []
    assert "Tidak ada yang menunggu surat pengakhiran" in words(page)
    browser_of(candra).post(URL, sent(three, "1", "2", "3"))
    assert stored(three) == [OPEN] * 3


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    three: list[Supervision], dewi: Staff, browser_of: Any, number: int, django_assert_num_queries: Any
) -> None:
    Supervision.objects.filter(pk__in=[row.pk for row in three[number:]]).update(end_date=date(2031, 1, 1))
    browser = browser_of(dewi)
    browser.get(URL)
    with django_assert_num_queries(4):
        assert len(browser.get(URL).context["lines"]) == number
