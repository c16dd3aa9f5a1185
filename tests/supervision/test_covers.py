"""Somebody stands in for an absent officer: from the first day through the last, by the days alone."""

from datetime import date, timedelta

import pytest

from bimbing.audit.models import Event
from bimbing.clients.actions import StaleVersion
from bimbing.offices.models import Office, Section, Staff
from bimbing.supervision.actions import (
    Clash,
    CoverRefused,
    HasBegun,
    NewCover,
    call_off,
    earliest_end,
    move_end,
    set_cover,
)
from bimbing.supervision.models import Cover, Supervision
from bimbing.supervision.queries import clients_of, supervisions_of
from bimbing.supervision.queries.caseloads import changeable_covers, covers_of, reached_officers
from tests.at_once import at_once
from tests.factories import AT, StaffFactory, SupervisionFactory

FIRST, LAST = date(2026, 11, 20), date(2026, 11, 30)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def citra(office: Office) -> Staff:
    return StaffFactory(office=office, username="citra", full_name="Citra")


def cover(absent: Staff, substitute: Staff, by: Staff, since: date = FIRST, until: date = LAST) -> Cover:
    entry = NewCover(absent, substitute, since, until, Cover.Kind.LEAVE, "SP-1/2026")
    return set_cover(entry=entry, by=by, at=AT)


def seen_on(staff: Staff, day: date | None) -> list[int]:
    staff.works_on = day
    return list(supervisions_of(staff).order_by("pk").values_list("pk", flat=True))


# ------------------------------------------------------------------ whose clients are seen


@pytest.mark.parametrize(
    ("day", "sees"),
    [(FIRST - ONE_DAY, False), (FIRST, True), (LAST, True), (LAST + ONE_DAY, False), (None, False)],
    ids=["the day before", "the first day", "the last day", "the day after", "a job without a day"],
)
def test_the_substitute_sees_from_the_first_day_through_the_last(
    ani: Staff, budi: Staff, eko: Staff, day: date | None, sees: bool
) -> None:
    his, hers = SupervisionFactory(officer=budi), SupervisionFactory(officer=ani)
    cover(ani, budi, eko)
    assert seen_on(budi, day) == [his.pk, hers.pk] if sees else [his.pk]
    assert clients_of(budi).filter(pk=hers.client_id).exists() is sees
    assert seen_on(ani, day) == [hers.pk]


def test_nobody_else_sees_more(
    ani: Staff, budi: Staff, citra: Staff, eko: Staff, gita: Staff, candra: Staff
) -> None:
    SupervisionFactory(officer=ani)
    cover(ani, budi, eko)
    assert [seen_on(staff, FIRST) for staff in (citra, gita, candra)] == [[], [], []]


def test_who_stands_in_works_on_his_own_section_only(ani: Staff, budi: Staff, eko: Staff) -> None:
    child = SupervisionFactory(officer=ani, section=Section.JUVENILE)
    cover(ani, budi, eko)
    assert seen_on(budi, FIRST) == [child.pk]
    Staff.objects.filter(pk=budi.pk).update(section=Section.ADULT)
    assert seen_on(Staff.objects.get(pk=budi.pk), FIRST) == []


def test_the_client_stays_the_absent_officers(ani: Staff, budi: Staff, eko: Staff) -> None:
    row = SupervisionFactory(officer=ani)
    cover(ani, budi, eko)
    assert Supervision.objects.get(pk=row.pk).officer == ani


# ------------------------------------------------------------------ set, and refused


def test_a_cover_is_set_once_and_told(ani: Staff, budi: Staff, eko: Staff) -> None:
    made = cover(ani, budi, eko)
    assert cover(ani, budi, eko) == made
    assert (made.kind, made.document, made.by, made.version) == ("cuti", "SP-1/2026", eko, 1)
    told = Event.objects.get()
    assert (told.action, told.subject_type, told.subject_id) == ("cover.set", "staff", ani.pk)
    assert told.changes == {
        "absent": [None, "Ani"],
        "substitute": [None, "Budi"],
        "since": [None, "2026-11-20"],
        "until": [None, "2026-11-30"],
    }


@pytest.mark.parametrize(
    ("since", "until"), [(LAST, LAST + ONE_DAY), (FIRST - ONE_DAY, FIRST), (FIRST + ONE_DAY, LAST - ONE_DAY)]
)
def test_covers_that_overlap_are_refused(
    ani: Staff, budi: Staff, citra: Staff, eko: Staff, since: date, until: date
) -> None:
    first = cover(ani, budi, eko)
    with pytest.raises(CoverRefused) as refused:
        cover(ani, citra, eko, since, until)
    assert (refused.value.clash, refused.value.other) == (Clash.ABSENT_HAS_ONE, first)
    assert Cover.objects.count() == 1


def test_covers_that_only_touch_stand(ani: Staff, budi: Staff, citra: Staff, eko: Staff) -> None:
    cover(ani, budi, eko)
    cover(ani, citra, eko, LAST + ONE_DAY, LAST + ONE_DAY)
    cover(ani, citra, eko, FIRST - ONE_DAY, FIRST - ONE_DAY)
    assert Cover.objects.count() == 3


def test_no_chain_arises(ani: Staff, budi: Staff, citra: Staff, eko: Staff) -> None:
    first = cover(ani, budi, eko)
    with pytest.raises(CoverRefused) as absent_stands_in:
        cover(budi, citra, eko, LAST, LAST)
    with pytest.raises(CoverRefused) as substitute_away:
        cover(citra, ani, eko, LAST, LAST)
    assert (absent_stands_in.value.clash, absent_stands_in.value.other) == (Clash.ABSENT_STANDS_IN, first)
    assert (substitute_away.value.clash, substitute_away.value.other) == (Clash.SUBSTITUTE_AWAY, first)


def test_one_may_stand_in_for_two(ani: Staff, budi: Staff, citra: Staff, eko: Staff) -> None:
    rows = [SupervisionFactory(officer=one).pk for one in (ani, citra)]
    cover(ani, budi, eko)
    cover(citra, budi, eko)
    assert seen_on(budi, FIRST) == rows


def test_who_would_not_see_all_of_them_cannot_stand_in(ani: Staff, office: Office, eko: Staff) -> None:
    adults_only = StaffFactory(office=office, section=Section.ADULT)
    SupervisionFactory(officer=ani)
    SupervisionFactory(officer=ani, section=Section.JUVENILE, is_active=False)
    cover(ani, adults_only, eko, FIRST, FIRST)
    SupervisionFactory(officer=ani, section=Section.JUVENILE)
    with pytest.raises(CoverRefused) as refused:
        cover(ani, adults_only, eko, LAST, LAST)
    assert (refused.value.clash, refused.value.number) == (Clash.SECTION, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_covers_set_at_once_one_stands(ani: Staff, budi: Staff, citra: Staff, eko: Staff) -> None:
    answers = at_once([lambda: cover(ani, budi, eko), lambda: cover(ani, citra, eko)])
    assert [type(answer) for answer in answers].count(CoverRefused) == 1, answers
    assert Cover.objects.count() == 1


# ------------------------------------------------------------------ moved and called off


def test_a_cover_is_ended_early_and_prolonged(ani: Staff, budi: Staff, eko: Staff) -> None:
    SupervisionFactory(officer=ani)
    made = cover(ani, budi, eko)
    move_end(cover=made, version=1, until=date(2026, 11, 23), by=eko, at=AT)
    assert (seen_on(budi, date(2026, 11, 23)) != [], seen_on(budi, date(2026, 11, 24))) == (True, [])
    move_end(cover=made, version=2, until=date(2026, 12, 5), by=eko, at=AT)
    assert (made.until, made.version) == (date(2026, 12, 5), 3)
    told = Event.objects.filter(action="cover.moved").order_by("pk").values_list("changes", flat=True)
    assert list(told) == [
        {"until": ["2026-11-30", "2026-11-23"]},
        {"until": ["2026-11-23", "2026-12-05"]},
    ]
    with pytest.raises(StaleVersion):
        move_end(cover=made, version=2, until=date(2026, 12, 6), by=eko, at=AT)


def test_a_cover_is_not_prolonged_into_another(ani: Staff, budi: Staff, citra: Staff, eko: Staff) -> None:
    made = cover(ani, budi, eko)
    cover(ani, citra, eko, date(2026, 12, 5), date(2026, 12, 6))
    move_end(cover=made, version=1, until=date(2026, 12, 4), by=eko, at=AT)
    with pytest.raises(CoverRefused):
        move_end(cover=made, version=2, until=date(2026, 12, 5), by=eko, at=AT)


def test_the_earliest_last_day_is_yesterday(ani: Staff, budi: Staff, eko: Staff) -> None:
    made = cover(ani, budi, eko)
    assert earliest_end(made, date(2026, 11, 24)) == date(2026, 11, 23)
    assert earliest_end(made, FIRST) == FIRST


def test_only_what_has_not_begun_before_today_is_called_off(ani: Staff, budi: Staff, eko: Staff) -> None:
    today = AT.date()
    begun, coming = cover(ani, budi, eko, FIRST, FIRST), cover(ani, budi, eko, today, LAST)
    with pytest.raises(HasBegun):
        call_off(cover=begun, version=1, by=eko, at=AT)
    with pytest.raises(StaleVersion):
        call_off(cover=coming, version=2, by=eko, at=AT)
    call_off(cover=coming, version=1, by=eko, at=AT)
    assert list(Cover.objects.all()) == [begun]
    told = Event.objects.get(action="cover.called_off")
    assert told.changes == {"since": ["2026-11-24", None], "until": ["2026-11-30", None]}


# ------------------------------------------------------------------ who is told, who may change


def test_both_are_told_until_it_is_over(ani: Staff, budi: Staff, citra: Staff, eko: Staff) -> None:
    made = cover(ani, budi, eko)
    assert [covers_of(one, today=LAST) for one in (ani, budi, citra)] == [[made], [made], []]
    assert covers_of(ani, today=LAST + ONE_DAY) == []


def test_who_may_change_a_cover(ani: Staff, budi: Staff, dewi: Staff, eko: Staff, candra: Staff) -> None:
    made = cover(ani, budi, eko)
    may = [list(changeable_covers(one, today=FIRST)) for one in (dewi, eko, ani, budi, candra)]
    assert may == [[made], [made], [], [], []]


def test_whose_page_is_reached(
    ani: Staff, budi: Staff, dewi: Staff, eko: Staff, fitri: Staff, gita: Staff, candra: Staff
) -> None:
    reached = {one.full_name: list(reached_officers(one)) for one in (ani, dewi, eko, fitri, gita, candra)}
    assert reached == {
        "Ani": [ani], "Dewi": [ani, budi], "Eko": [ani, budi], "Fitri": [], "Gita": [], "Candra": [],
    }  # fmt: skip
