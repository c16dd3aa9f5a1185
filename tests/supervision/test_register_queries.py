"""The register groups itself: every count equals a slow count, every row is paged once, the stranger sees nothing."""

import itertools
from dataclasses import replace
from typing import Any

import pytest

from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import clients_of, supervisions_of
from bimbing.supervision.queries.counting import Counts, counts
from bimbing.supervision.queries.pages import page
from bimbing.supervision.queries.register import USUAL, Filters, Group, Order, matching
from tests.factories import SupervisionFactory
from tests.supervision.registers import TODAY, many, slow_counts, values_of

pytestmark = pytest.mark.django_db
PICKS: dict[Group, tuple[str, ...]] = {
    Group.STATUS: ("lewat", "selesai"),
    Group.REPORT: ("not_yet", "none"),
    Group.MISSES: ("1", "3"),
    Group.PROGRAMME: ("PB", "-"),
    Group.OFFENCE: ("NARKOTIKA",),
    Group.SECTION: ("BKA",),
    Group.REGENCY: ("Tuban", "-"),
    Group.DISTRICT: ("Dander",),
    Group.PHASE: ("lanjutan", "-"),
    Group.ENDS: ("2026-11", "-"),
    Group.LACKS: ("tanpa_pk", "tanpa_telepon"),
}


def plain(counted: Counts) -> tuple[int, dict[Group, dict[str, int]]]:
    return counted.total, {g: {v: n for v, n in c.items() if n} for g, c in counted.groups.items()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_of_every_pair_of_filters_equal_a_slow_count(
    ani: Staff, budi: Staff, dewi: Staff, seed: int
) -> None:
    rows = many([ani, budi], 40, seed=seed)
    picks = PICKS | {Group.OFFICER: (str(ani.pk), "-")}
    for one, other in itertools.combinations(Group, 2):
        filters = Filters(as_of=TODAY, picks={one: picks[one], other: picks[other]})
        assert plain(counts(dewi, filters)) == slow_counts(rows, filters), (one, other)
        wanted = {
            row.pk for row in rows if all(values_of(row, TODAY)[g] & set(v) for g, v in filters.picks.items())
        }
        assert set(matching(dewi, filters).values_list("pk", flat=True)) == wanted, (one, other)


def test_counts_take_three_filters_and_the_search_into_account(ani: Staff, budi: Staff, dewi: Staff) -> None:
    rows = many([ani, budi], 60, seed=9)
    picks = {**USUAL, Group.PROGRAMME: ("PB",), Group.SECTION: ("BKD",), Group.LACKS: ("tanpa_kartu",)}
    filters = Filters(as_of=TODAY, picks=picks)
    assert plain(counts(dewi, filters)) == slow_counts(rows, filters)


def test_past_its_end_depends_on_the_day_asked_for(dewi: Staff, ani: Staff) -> None:
    SupervisionFactory(officer=ani, end_date=TODAY)
    before = counts(dewi, Filters(as_of=TODAY)).groups[Group.STATUS]
    after = counts(dewi, Filters(as_of=TODAY.replace(day=25))).groups[Group.STATUS]
    assert (before["aktif"], before["lewat"]) == (1, 0)
    assert (after["aktif"], after["lewat"]) == (0, 1)


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("descending", [False, True])
def test_paging_visits_every_row_once_there_and_back(
    ani: Staff, budi: Staff, dewi: Staff, order: Order, descending: bool
) -> None:
    rows = many([ani, budi], 23, seed=4)
    asked = Filters(as_of=TODAY, picks={}, order=order, descending=descending)
    forward, shown = [], page(dewi, asked, size=5)
    pages = [shown]
    while shown.next_after is not None:
        shown = page(dewi, replace(asked, after=shown.next_after), size=5)
        pages.append(shown)
    forward = [row.pk for one in pages for row in one.rows]
    assert sorted(forward) == sorted(row.pk for row in rows)
    assert [len(one.rows) for one in pages] == [5, 5, 5, 5, 3]
    assert pages[0].previous_before is None
    back = []
    while shown.previous_before is not None:
        shown = page(dewi, replace(asked, before=shown.previous_before), size=5)
        back.append([row.pk for row in shown.rows])
    assert back == [[row.pk for row in one.rows] for one in reversed(pages[:-1])]


def test_a_cursor_of_a_stranger_gives_the_first_page(dewi: Staff, ani: Staff, candra: Staff) -> None:
    ours, theirs = SupervisionFactory(officer=ani), SupervisionFactory(office=candra.office)
    shown = page(dewi, Filters(as_of=TODAY, after=theirs.pk))
    assert [row.pk for row in shown.rows] == [ours.pk]
    assert shown.previous_before is None


def test_rows_without_a_date_come_last(dewi: Staff, ani: Staff) -> None:
    late = SupervisionFactory(officer=ani, end_date=None)
    soon = SupervisionFactory(officer=ani)
    shown = page(dewi, Filters(as_of=TODAY, order=Order.END))
    assert [row.pk for row in shown.rows] == [soon.pk, late.pk]


def test_an_officer_sees_the_own_caseload_and_the_stranger_nothing(
    ani: Staff, budi: Staff, candra: Staff, eko: Staff, gita: Staff
) -> None:
    row = SupervisionFactory(officer=ani)
    assert [set(supervisions_of(who)) for who in (ani, eko)] == [{row}, {row}]
    assert [list(clients_of(who)) for who in (ani, eko)] == [[row.client], [row.client]]
    for nobody in (budi, candra, gita):
        assert not supervisions_of(nobody).exists()
        assert not clients_of(nobody).exists()
        assert counts(nobody, Filters(as_of=TODAY)).total == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_asks_the_same_number_of_questions(
    dewi: Staff, ani: Staff, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        SupervisionFactory(officer=ani)
    filters = Filters(as_of=TODAY, picks={**USUAL, Group.PROGRAMME: ("PB",)})
    assert Supervision.objects.count() == number
    with django_assert_num_queries(2):
        counts(dewi, filters)
        [(row.client.list_name, row.officer, row.programme) for row in page(dewi, filters).rows]
