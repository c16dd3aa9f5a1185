"""Many clients handed over at once: all that can go go, who was changed meanwhile is told apart, nothing is lost."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bimbing.audit.models import Event
from bimbing.offices.models import Office, Section, Staff
from bimbing.offices.permissions import Role
from bimbing.supervision.actions import Move, NoReceiver, NothingHandedOver, Why, hand_over_many, take_back
from bimbing.supervision.actions.handing import AlreadyUndone
from bimbing.supervision.models import Assignment, HandOver, HandOverItem, Supervision
from tests.at_once import at_once
from tests.factories import AT, StaffFactory, SupervisionFactory

TODAY, BEGAN = date(2026, 11, 24), date(2026, 3, 10)
KEY = UUID(int=7)


@pytest.fixture
def citra(office: Office) -> Staff:
    return StaffFactory(office=office, username="citra", full_name="Citra")


def clients_of_officer(officer: Staff, number: int, by: Staff, **columns: object) -> list[Supervision]:
    rows = [SupervisionFactory(officer=officer, office=by.office, **columns) for _ in range(number)]
    Assignment.objects.bulk_create(
        Assignment(supervision=row, officer=officer, since=BEGAN, by=by, at=AT) for row in rows if officer
    )
    return rows


def give(
    rows: list[Supervision], receiver: Staff, by: Staff, key: UUID = KEY, since: date = TODAY
) -> tuple[HandOver, dict[int, Why]]:
    moves = [Move(row.pk, row.version, receiver.pk) for row in rows]
    return hand_over_many(moves=moves, since=since, reason="Mutasi", request_key=key, by=by, at=AT)


def officers(rows: list[Supervision]) -> list[int | None]:
    found = dict(Supervision.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "officer_id"))
    return [found[row.pk] for row in rows]


def history(row: Supervision) -> list[tuple[str, date, date | None]]:
    return [
        (one.officer.full_name, one.since, one.until)
        for one in Assignment.objects.filter(supervision=row).select_related("officer")
    ]


# ------------------------------------------------------------------ what it does


def test_clients_go_to_several_officers_with_history_and_trail(
    ani: Staff, budi: Staff, citra: Staff, dewi: Staff
) -> None:
    one, two = clients_of_officer(ani, 2, dewi)
    Supervision.objects.filter(pk=one.pk).update(missed_run=2, last_visit_on=date(2026, 10, 5))
    moves = [Move(one.pk, 1, budi.pk), Move(two.pk, 1, citra.pk)]
    batch, left = hand_over_many(
        moves=moves, since=TODAY, reason="Ani pindah tugas", request_key=KEY, by=dewi, at=AT
    )
    assert left == {}
    assert officers([one, two]) == [budi.pk, citra.pk]
    assert history(one) == [("Ani", BEGAN, TODAY), ("Budi", TODAY, None)]
    assert history(two) == [("Ani", BEGAN, TODAY), ("Citra", TODAY, None)]
    opened = Assignment.objects.get(supervision=one, until=None)
    assert (opened.reason, opened.batch, opened.by) == ("Ani pindah tugas", batch, dewi)
    items = [
        (
            item.supervision_id,
            item.giver_id,
            item.receiver_id,
            item.version,
            item.last_visit_on,
            item.missed_run,
        )
        for item in batch.items.all()
    ]
    assert items == [
        (one.pk, ani.pk, budi.pk, 2, date(2026, 10, 5), 2),
        (two.pk, ani.pk, citra.pk, 2, None, 0),
    ]
    assert list(Event.objects.order_by("pk").values_list("action", "client_id", "changes", "purpose")) == [
        ("supervision.handed_over", one.client_id, {"officer": [ani.pk, budi.pk], "since": [None, "2026-11-24"]}, "Ani pindah tugas"),
        ("supervision.handed_over", two.client_id, {"officer": [ani.pk, citra.pk], "since": [None, "2026-11-24"]}, "Ani pindah tugas"),
        ("handover.made", None, {"clients": [None, 2], "since": [None, "2026-11-24"]}, "Ani pindah tugas"),
    ]  # fmt: skip


def test_a_client_without_an_officer_gets_his_first_one(budi: Staff, dewi: Staff) -> None:
    (row,) = [SupervisionFactory(office=dewi.office)]
    batch, left = give([row], budi, dewi)
    assert (left, history(row)) == ({}, [("Budi", TODAY, None)])
    assert [item.giver for item in batch.items.all()] == [None]


def test_the_same_form_twice_is_one_hand_over(ani: Staff, budi: Staff, dewi: Staff) -> None:
    rows = clients_of_officer(ani, 2, dewi)
    first, _ = give(rows, budi, dewi)
    again, left = give(rows, budi, dewi)
    assert (again, left) == (first, {})
    assert HandOverItem.objects.count() == 2
    assert Event.objects.count() == 3


# ------------------------------------------------------------------ who stays, and why


def test_who_was_changed_meanwhile_stays_and_the_others_go(ani: Staff, budi: Staff, dewi: Staff) -> None:
    first, second, third = clients_of_officer(ani, 3, dewi)
    Supervision.objects.filter(pk=second.pk).update(version=2)
    batch, left = give([first, second, third], budi, dewi)
    assert left == {second.pk: Why.CHANGED}
    assert officers([first, second, third]) == [budi.pk, ani.pk, budi.pk]
    assert batch.items.count() == 2
    assert history(second) == [("Ani", BEGAN, None)]


def test_each_reason_to_stay_is_told(ani: Staff, budi: Staff, dewi: Staff, office: Office) -> None:
    adults_only = StaffFactory(office=office, full_name="Hana", section=Section.ADULT)
    ended, child, late, right = clients_of_officer(ani, 4, dewi)
    Supervision.objects.filter(pk=ended.pk).update(is_active=False)
    Supervision.objects.filter(pk=child.pk).update(section=Section.JUVENILE)
    Assignment.objects.filter(supervision=late).update(since=date(2026, 11, 20))
    (same,) = clients_of_officer(adults_only, 1, dewi)
    gone = Move(10**9, 1, adults_only.pk)
    moves = [*(Move(row.pk, 1, adults_only.pk) for row in (ended, child, late, right, same)), gone]
    _, left = hand_over_many(
        moves=moves, since=date(2026, 11, 19), reason="Mutasi", request_key=KEY, by=dewi, at=AT
    )
    assert left == {
        ended.pk: Why.ENDED, child.pk: Why.SECTION, late.pk: Why.LATER, same.pk: Why.SAME, 10**9: Why.GONE,
    }  # fmt: skip
    assert officers([right]) == [adults_only.pk]


def test_on_the_very_day_the_present_officer_began_it_may_still_go(
    ani: Staff, budi: Staff, dewi: Staff
) -> None:
    (row,) = clients_of_officer(ani, 1, dewi)
    _, left = give([row], budi, dewi, since=BEGAN)
    assert left == {}
    assert history(row) == [("Ani", BEGAN, BEGAN), ("Budi", BEGAN, None)]


def test_where_everybody_stays_nothing_is_written(ani: Staff, dewi: Staff) -> None:
    rows = clients_of_officer(ani, 2, dewi)
    with pytest.raises(NothingHandedOver) as refused:
        give(rows, ani, dewi)
    assert refused.value.left == {row.pk: Why.SAME for row in rows}
    assert (HandOver.objects.count(), Event.objects.count()) == (0, 0)


def test_a_stranger_is_neither_handed_over_nor_given_clients(
    ani: Staff, budi: Staff, dewi: Staff, candra: Staff
) -> None:
    (row,) = clients_of_officer(ani, 1, dewi)
    far = StaffFactory(office=candra.office)
    with pytest.raises(NothingHandedOver) as refused:
        give([row], far, candra)
    assert refused.value.left == {row.pk: Why.GONE}
    with pytest.raises(NoReceiver):
        give([row], far, dewi)
    assert officers([row]) == [ani.pk]
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("role", [Role.DESK, Role.REGISTRAR, Role.HEAD])
def test_clients_are_given_only_to_who_guides(ani: Staff, dewi: Staff, role: Role) -> None:
    (row,) = clients_of_officer(ani, 1, dewi)
    with pytest.raises(NoReceiver):
        give([row], StaffFactory(office=dewi.office, role=role), dewi)


def test_a_closed_account_receives_nobody(ani: Staff, dewi: Staff) -> None:
    (row,) = clients_of_officer(ani, 1, dewi)
    with pytest.raises(NoReceiver):
        give([row], StaffFactory(office=dewi.office, is_active=False), dewi)


def test_the_head_of_a_section_hands_over_his_own_section_only(ani: Staff, budi: Staff, dewi: Staff) -> None:
    sari = StaffFactory(office=dewi.office, role=Role.SECTION_HEAD, section=Section.ADULT)
    (adult,) = clients_of_officer(ani, 1, dewi)
    (child,) = clients_of_officer(ani, 1, dewi, section=Section.JUVENILE)
    _, left = give([adult, child], budi, sari)
    assert left == {child.pk: Why.GONE}
    assert officers([adult, child]) == [budi.pk, ani.pk]


# ------------------------------------------------------------------ in bulk


@pytest.mark.parametrize("number", [1, 40])
def test_forty_clients_take_as_many_statements_as_one(
    number: int, ani: Staff, budi: Staff, dewi: Staff
) -> None:
    rows = clients_of_officer(ani, number, dewi)
    give(clients_of_officer(ani, 1, dewi), budi, dewi, key=uuid4())  # SQLite's table of last numbers is there
    with CaptureQueriesContext(
        connection,
    ) as asked:
        batch, _ = give(rows, budi, dewi)
    # PostgreSQL asks for numbers with one statement where SQLite counts on; COPY is none of these.
    assert len(asked) <= 20
    with CaptureQueriesContext(connection) as undone:
        take_back(batch=batch, by=dewi, at=AT)
    assert len(undone) <= 15


# ------------------------------------------------------------------ taken back


def test_taken_back_everything_is_as_before(ani: Staff, budi: Staff, dewi: Staff) -> None:
    (row,) = clients_of_officer(ani, 1, dewi)
    (nobody,) = [SupervisionFactory(office=dewi.office)]
    batch, _ = give([row, nobody], budi, dewi)
    assert take_back(batch=batch, by=dewi, at=AT) == 2
    assert officers([row, nobody]) == [ani.pk, None]
    assert (history(row), history(nobody)) == ([("Ani", BEGAN, None)], [])
    assert (batch.undone_by, batch.undone_at) == (dewi, AT)
    assert batch.items.count() == 2
    last = Event.objects.order_by("pk").last()
    assert last is not None
    assert (last.action, last.subject_id) == ("handover.undone", batch.pk)
    back = Event.objects.get(action="supervision.handed_back", client_id=row.client_id)
    assert back.changes["officer"] == [budi.pk, ani.pk]
    with pytest.raises(AlreadyUndone):
        take_back(batch=batch, by=dewi, at=AT)


def test_of_two_hand_overs_on_one_day_the_second_is_taken_back(
    ani: Staff, budi: Staff, citra: Staff, dewi: Staff
) -> None:
    (row,) = clients_of_officer(ani, 1, dewi)
    give([row], budi, dewi)
    row.refresh_from_db()
    second, _ = give([row], citra, dewi, key=uuid4())
    take_back(batch=second, by=dewi, at=AT)
    assert history(row) == [("Ani", BEGAN, TODAY), ("Budi", TODAY, None)]
    assert officers([row]) == [budi.pk]


# ------------------------------------------------------------------ two people at once


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_hand_over_the_same_forty_one_wins(
    ani: Staff, budi: Staff, citra: Staff, dewi: Staff, eko: Staff
) -> None:
    rows = clients_of_officer(ani, 40, dewi)

    def by(person: Staff, receiver: Staff, number: int) -> Callable[[], object]:
        return lambda: give(rows, receiver, person, key=UUID(int=number))

    answers = at_once([by(dewi, budi, 1), by(eko, citra, 2)])
    lost = [answer for answer in answers if isinstance(answer, NothingHandedOver)]
    assert len(lost) == 1, answers
    assert lost[0].left == {row.pk: Why.CHANGED for row in rows}
    (batch,) = HandOver.objects.all()
    assert set(officers(rows)) == {budi.pk if batch.by == dewi else citra.pk}
    open_ones = Assignment.objects.filter(until=None)
    assert (open_ones.count(), open_ones.filter(batch=batch).count()) == (40, 40)
    assert Assignment.objects.count() == 80
    assert Event.objects.filter(action="supervision.handed_over").count() == 40


@pytest.mark.django_db(transaction=True)
def test_two_who_share_half_of_their_clients_end_with_each_client_once(
    ani: Staff, budi: Staff, citra: Staff, dewi: Staff, eko: Staff
) -> None:
    rows = clients_of_officer(ani, 30, dewi)
    answers = at_once(
        [
            lambda: give(rows[:20], budi, dewi, key=UUID(int=1)),
            lambda: give(list(reversed(rows[10:])), citra, eko, key=UUID(int=2)),
        ]
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    left = [answer[1] for answer in answers]
    assert sorted(map(len, left)) == [0, 10]
    assert set().union(*left) == {row.pk for row in rows[10:20]}
    assert Assignment.objects.filter(until=None).count() == 30
    assert HandOverItem.objects.count() == 30
    assert None not in officers(rows)
    assert ani.pk not in officers(rows)


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_is_one_hand_over(ani: Staff, budi: Staff, dewi: Staff) -> None:
    rows = clients_of_officer(ani, 5, dewi)
    answers = at_once([lambda: give(rows, budi, dewi), lambda: give(rows, budi, dewi)])
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert {answer[0].pk for answer in answers} == {HandOver.objects.get().pk}
    assert HandOverItem.objects.count() == 5
