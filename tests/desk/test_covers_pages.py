"""Who stands in: set from the officer's page, told at home and in the file, ended and called off; caseloads and credit."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from bimbing.attendance.models import Visit
from bimbing.offices.models import Staff
from bimbing.supervision.models import Assignment, Cover
from bimbing.supervision.queries.caseloads import Former, caseloads, former_of
from tests.factories import AT, SupervisionFactory

ONE_DAY = timedelta(days=1)


@pytest.fixture
def today(db: None) -> date:
    return timezone.localdate()


def typed(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def holding(absent: Staff, substitute: Staff, by: Staff, since: date, until: date) -> Cover:
    return Cover.objects.create(absent=absent, substitute=substitute, since=since, until=until, by=by, at=AT)


def test_a_substitute_is_set_from_the_officers_page_and_sees_the_clients_at_once(
    ani: Staff, budi: Staff, eko: Staff, browser_of: object, today: date
) -> None:
    row = SupervisionFactory(officer=ani)
    file = f"/klien/{row.client_id}/"
    assert browser_of(budi).get(file).status_code == 404
    data = {"substitute": budi.pk, "kind": "cuti", "since": typed(today), "until": typed(today + ONE_DAY)}
    answer = browser_of(eko).post(f"/pk/{ani.pk}/pengganti/", data)
    assert (answer.status_code, answer["Location"]) == (303, f"/pk/{ani.pk}/")
    page = browser_of(budi).get(file).content.decode()
    assert "Ani berhalangan (cuti); digantikan oleh Budi s.d." in page
    assert row.register_no in browser_of(budi).get("/klien/").content.decode()
    assert "Anda menggantikan Ani dari" in browser_of(budi).get("/").content.decode()
    assert "Budi menggantikan Anda dari" in browser_of(ani).get("/").content.decode()


def test_the_day_after_the_last_the_file_is_closed_again(
    ani: Staff, budi: Staff, eko: Staff, browser_of: object, today: date
) -> None:
    row = SupervisionFactory(officer=ani)
    cover = holding(ani, budi, eko, today - 9 * ONE_DAY, today - ONE_DAY)
    assert browser_of(budi).get(f"/klien/{row.client_id}/").status_code == 404
    Cover.objects.filter(pk=cover.pk).update(until=today)
    assert browser_of(budi).get(f"/klien/{row.client_id}/").status_code == 200


def test_the_numbers_at_home_stay_ones_own(
    ani: Staff, budi: Staff, eko: Staff, browser_of: object, today: date
) -> None:
    SupervisionFactory(officer=ani)
    own = [SupervisionFactory(officer=budi) for _ in range(2)]
    holding(ani, budi, eko, today, today)
    home = browser_of(budi).get("/").context["home"]
    assert home.figures.total == len(own)
    assert home.sees_others


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (-1, 3, "Tanggal ini sudah lewat."),
        (2, 1, "Hari terakhir mendahului hari pertama."),
        (0, 400, "Lebih dari setahun: alihkan saja kliennya."),
    ],
)
def test_days_that_make_no_sense_are_refused(
    ani: Staff, budi: Staff, eko: Staff, browser_of: object, today: date, since: int, until: int, words: str
) -> None:
    data = {
        "substitute": budi.pk,
        "kind": "cuti",
        "since": typed(today + since * ONE_DAY),
        "until": typed(today + until * ONE_DAY),
    }
    answer = browser_of(eko).post(f"/pk/{ani.pk}/pengganti/", data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Cover.objects.exists()


def test_a_chain_is_refused_with_a_sentence(
    ani: Staff, budi: Staff, dewi: Staff, eko: Staff, browser_of: object, today: date
) -> None:
    holding(ani, budi, eko, today, today)
    data = {"substitute": ani.pk, "kind": "sakit", "since": typed(today), "until": typed(today)}
    answer = browser_of(dewi).post(f"/pk/{budi.pk}/pengganti/", data)
    assert answer.status_code == 422
    assert "Budi menggantikan Ani dari" in answer.content.decode()
    assert Cover.objects.count() == 1


def test_the_last_day_is_moved_and_of_two_the_later_is_told(
    ani: Staff, budi: Staff, eko: Staff, browser_of: object, today: date
) -> None:
    cover = holding(ani, budi, eko, today - ONE_DAY, today + 5 * ONE_DAY)
    browser, path = browser_of(eko), f"/pk/pengganti/{cover.pk}/"
    until = typed(today + 9 * ONE_DAY)
    assert browser.post(path, {"version": 1, "until": until}).status_code == 303
    late = browser.post(path, {"version": 1, "until": typed(today)})
    assert late.status_code == 409
    assert "Orang lain baru saja mengubah penggantian ini" in late.content.decode()
    assert 'value="2"' in late.content.decode()
    early = browser.post(path, {"version": 2, "until": typed(today - 2 * ONE_DAY)})
    assert early.status_code == 422
    assert browser.post(path, {"version": 2, "until": typed(today - ONE_DAY)}).status_code == 303
    assert browser.get(path).status_code == 404  # it is over


def test_a_coming_cover_is_called_off_and_a_running_one_is_not(
    ani: Staff, budi: Staff, eko: Staff, browser_of: object, today: date
) -> None:
    coming = holding(ani, budi, eko, today + ONE_DAY, today + ONE_DAY)
    running = holding(ani, budi, eko, today - ONE_DAY, today)
    browser = browser_of(eko)
    for one in (coming, running):
        assert browser.post(f"/pk/pengganti/{one.pk}/batal/", {"version": 1}).status_code == 303
    assert list(Cover.objects.all()) == [running]


# ------------------------------------------------------------------ caseloads and credit


def test_caseloads_count_children_apart_and_running_ones_only(
    ani: Staff, budi: Staff, dewi: Staff, candra: Staff, today: date
) -> None:
    SupervisionFactory(officer=ani)
    SupervisionFactory(officer=ani, section="BKA")
    SupervisionFactory(officer=ani, is_active=False)
    loads = [(one.officer.full_name, one.adults, one.children) for one in caseloads(dewi, today=today)]
    assert loads == [("Ani", 1, 1), ("Budi", 0, 0)]
    assert caseloads(candra, today=today) == []


def test_visits_stay_with_who_received_them(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: object, today: date
) -> None:
    row = SupervisionFactory(officer=budi)
    Assignment.objects.create(supervision=row, officer=ani, since=row.start_date, until=today, by=dewi, at=AT)
    Assignment.objects.create(supervision=row, officer=budi, since=today, by=dewi, at=AT)
    Visit.objects.create(
        supervision=row, on=today, source="found", recorded_by=dewi, received_by=ani, recorded_at=AT, request_key=uuid4()
    )  # fmt: skip
    assert (former_of(ani), former_of(budi)) == (Former(1, 1), Former(0, 0))
    browser = browser_of(dewi)
    pages = [browser.get(f"/pk/{one.pk}/") for one in (ani, budi)]
    assert [page.context["received"] for page in pages] == [1, 0]
    assert [len(page.context["lines"]) for page in pages] == [0, 1]
    assert row.register_no not in pages[0].content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_an_officers_page_asks_as_much_for_three_clients_as_for_one(
    number: int, ani: Staff, dewi: Staff, browser_of: object, django_assert_num_queries: object
) -> None:
    for _ in range(number):
        SupervisionFactory(officer=ani)
    browser = browser_of(dewi)
    with django_assert_num_queries(13):
        browser.get(f"/pk/{ani.pk}/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_caseloads_asks_as_much_for_three_as_for_one(
    number: int,
    ani: Staff,
    budi: Staff,
    dewi: Staff,
    browser_of: object,
    today: date,
    django_assert_num_queries: object,
) -> None:
    for day in range(number):
        SupervisionFactory(officer=ani)
        holding(ani, budi, dewi, today + day * ONE_DAY, today + day * ONE_DAY)
    browser = browser_of(dewi)
    with django_assert_num_queries(9):
        assert "Budi" in browser.get("/pk/").content.decode()
