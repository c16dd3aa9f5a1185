"""Data sehat: counted for those one may see, named with the step that mends it, in a fixed number of questions."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from bimbing.clients.models import Phone
from bimbing.offices.models import Office, Section, Staff
from bimbing.rules.health import Flaw
from bimbing.supervision.models import Case, Supervision
from bimbing.supervision.queries import health as queries
from bimbing.supervision.queries.health import NOBODY, health_of
from tests.factories import StaffFactory, SupervisionFactory

ADDRESS = "/klien/data-sehat/"
TODAY = localdate()


def made(guide: Staff, **columns: Any) -> Supervision:
    """A sound record but for its missing NIK, with what is said otherwise."""
    sound = {
        "officer": guide,
        "office": guide.office,
        "start_date": TODAY - timedelta(days=100),
        "end_date": TODAY + timedelta(days=900),
        "decision_no": "PAS-1",
        "client__has_card": True,
    }
    row: Supervision = SupervisionFactory(**(sound | columns))
    Case.objects.filter(pk=row.case_id).update(articles="Ps. 362")
    Phone.objects.create(client=row.client, number="+6281234567890")
    return row


def test_each_flaw_is_counted_once_a_record(ani: Staff, dewi: Staff) -> None:
    made(ani)
    made(ani, end_date=TODAY - timedelta(days=1), client__has_card=False)
    made(ani, client__nik="3522151005900001")
    health = health_of(dewi, today=TODAY)
    assert (health.total, health.sound, health.per_cent) == (3, 1, 33)
    assert health.counts == {Flaw.NO_NIK: 2, Flaw.PAST_END: 1, Flaw.NO_CARD: 1}


def test_ended_guidances_are_left_in_peace(ani: Staff, dewi: Staff) -> None:
    made(ani, is_active=False, status="berakhir")
    assert health_of(dewi, today=TODAY).total == 0


def test_officers_stand_by_need_and_choose_the_names(ani: Staff, budi: Staff, dewi: Staff) -> None:
    mine, theirs, nobodys = made(ani), made(budi, client__nik="3522151005900001"), made(ani, officer=None)
    health = health_of(dewi, today=TODAY)
    assert [(one.name, one.sound, one.total) for one in health.officers] == [
        ("", 0, 1),
        ("Ani", 0, 1),
        ("Budi", 1, 1),
    ]
    of_ani = health_of(dewi, today=TODAY, officer=str(ani.pk))
    assert [named.row for named in of_ani.named] == [mine]
    assert (of_ani.total, of_ani.counts) == (3, {Flaw.NO_NIK: 1})
    assert [named.row for named in health_of(dewi, today=TODAY, officer=NOBODY).named] == [nobodys]
    assert health_of(dewi, today=TODAY, officer=str(budi.pk)).named == []
    assert theirs not in [named.row for named in health.named]


def test_a_flaw_chooses_the_names_and_leaves_the_counts(ani: Staff, dewi: Staff) -> None:
    past = made(ani, end_date=TODAY - timedelta(days=1))
    made(ani)
    health = health_of(dewi, today=TODAY, flaw=Flaw.PAST_END)
    assert [named.row for named in health.named] == [past]
    assert health.counts == {Flaw.NO_NIK: 2, Flaw.PAST_END: 1}


def test_pages_follow_without_a_gap(ani: Staff, dewi: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    rows = {made(ani).pk for _ in range(5)}
    seen: list[int] = []
    after = None
    for _ in range(3):
        page = health_of(dewi, today=TODAY, after=after)
        seen += [named.row.pk for named in page.named]
        after = page.after
    assert (after, len(seen), set(seen)) == (None, 5, rows)


def test_a_page_asks_the_same_however_many_records_there_are(
    ani: Staff, dewi: Staff, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        made(ani)
        if number in (0, 2):
            asking = Staff.objects.select_related("office").get(pk=dewi.pk)
            with django_assert_num_queries(
                4
            ):  # the conventions of dates, the pass, the names of officers, the page
                health_of(asking, today=TODAY)


def test_an_officer_sees_his_own_and_nothing_of_another_office(
    ani: Staff, budi: Staff, candra: Staff, other_office: Office
) -> None:
    mine = made(ani)
    made(budi)
    far = StaffFactory(office=other_office)
    made(far)
    assert [named.row for named in health_of(ani, today=TODAY).named] == [mine]
    assert [named.row.office for named in health_of(candra, today=TODAY).named] == [other_office]
    assert health_of(ani, today=TODAY, officer=str(budi.pk)).named == []


def test_the_page_names_the_flaw_and_the_step(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    row = made(ani, officer=None)
    page = browser_of(dewi).get(ADDRESS, {"kurang": "tanpa_pk"}).content.decode()
    assert "Belum ada PK yang membimbing." in page
    assert f'href="/klien/{row.client_id}/alih-pk/?bimbingan={row.pk}"' in page
    as_officer = browser_of(ani).get(ADDRESS)
    assert as_officer.status_code == 200
    assert "alih-pk" not in as_officer.content.decode()


def test_a_child_stands_by_initials(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    made(ani, section=Section.JUVENILE, client__section=Section.JUVENILE, client__full_name="BAGUS WIJAYA")
    page = browser_of(dewi).get(ADDRESS).content.decode()
    assert "B.W." in page
    assert "Bagus" not in page


@pytest.mark.parametrize(
    "query", ["?kurang=apa", "?pk=abc", "?pk=99999999999999999999", "?sesudah=x", "?sesudah=99"]
)
def test_nonsense_in_the_address_shows_everything(
    ani: Staff, dewi: Staff, browser_of: Any, query: str
) -> None:
    made(ani)
    answer = browser_of(dewi).get(ADDRESS + query)
    assert (answer.status_code, len(answer.context["rows"])) == (200, 1)
