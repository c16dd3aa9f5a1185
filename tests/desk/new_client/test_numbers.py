"""Register numbers: without a gap, never twice, children in a book of their own, also when four register at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from bimbing.clients.actions import NewClient
from bimbing.clients.models import Client
from bimbing.desk.actions import AlreadyRegistered, NumberTaken, Registration, register_client
from bimbing.offices.models import Office, Staff
from bimbing.offices.permissions import Role
from bimbing.supervision.models import RegisterCounter, Supervision
from tests.at_once import at_once
from tests.factories import AT, OfficeFactory, StaffFactory, SupervisionFactory

NEW_YEAR = datetime(2027, 1, 1, 1, 0, tzinfo=UTC)


def person(name: str, section: str = "BKD") -> NewClient:
    return NewClient(fields={"full_name": name, "section": section, "birth_date": date(1990, 5, 10)})


def entry(name: str, section: str = "BKD", number: str = "", programme: str = "PB") -> Registration:
    columns = {
        "programme_id": programme,
        "decision_no": "PAS-1",
        "start_date": date(2026, 3, 10),
        "end_date": date(2028, 3, 10),
        "register_no": number,
    }
    return Registration(person=person(name, section), columns=columns)


def registered(staff: Staff, name: str, *, at: datetime = AT, **more: str) -> str:
    return register_client(office=staff.office, entry=entry(name, **more), by=staff, at=at).register_no


@pytest.mark.django_db
def test_numbers_follow_each_other_and_begin_again_with_the_year(dewi: Staff) -> None:
    drawn = [registered(dewi, f"A{n}", programme=code) for n, code in enumerate(("PB", "CB", "PB"))]
    assert drawn == ["001/PB/BKD/XI/2026", "002/CB/BKD/XI/2026", "003/PB/BKD/XI/2026"]
    assert registered(dewi, "B", at=NEW_YEAR) == "001/PB/BKD/I/2027"


@pytest.mark.django_db
def test_children_have_a_book_of_their_own_and_each_office_its_own(dewi: Staff, candra: Staff) -> None:
    assert registered(dewi, "A") == "001/PB/BKD/XI/2026"
    assert registered(dewi, "B", section="BKA") == "001/PB/BKA/XI/2026"
    assert registered(candra, "A") == "001/PB/BKD/XI/2026"


@pytest.mark.django_db
def test_a_book_goes_on_after_the_numbers_of_the_workbook(dewi: Staff, office: Office) -> None:
    for number in ("007/CB/BKD/II/2026", "003/PB/BKD/I/2026", "055/PB/BKD/I/2025", "12/PB"):
        SupervisionFactory(office=office, register_no=number)
    assert registered(dewi, "A") == "008/PB/BKD/XI/2026"


@pytest.mark.django_db
def test_numbers_that_came_in_later_are_passed_over(dewi: Staff, office: Office) -> None:
    assert registered(dewi, "A") == "001/PB/BKD/XI/2026"
    for number in ("002/CB/BKD/II/2026", "003/PB/BKD/I/2026"):
        SupervisionFactory(office=office, register_no=number)
    assert registered(dewi, "B") == "004/PB/BKD/XI/2026"


@pytest.mark.django_db
def test_a_typed_number_wins_and_is_never_drawn_again(dewi: Staff) -> None:
    assert registered(dewi, "A", number="002/CB/BKD/XI/2026") == "002/CB/BKD/XI/2026"
    assert [registered(dewi, "B"), registered(dewi, "C")] == ["001/PB/BKD/XI/2026", "003/PB/BKD/XI/2026"]


@pytest.mark.django_db
def test_a_number_of_somebody_else_is_refused_and_leaves_nothing(dewi: Staff) -> None:
    number = registered(dewi, "A")
    with pytest.raises(NumberTaken):
        registered(dewi, "B", number=f" {number.lower()}")
    assert Client.objects.count() == 1
    assert registered(dewi, "C") == "002/PB/BKD/XI/2026"


@pytest.mark.django_db
def test_a_failed_registration_leaves_no_gap(dewi: Staff) -> None:
    broken = Registration(
        person=person("A"), columns=dict(entry("A").columns) | {"officer_id": 10**9, "no": 1}
    )
    with pytest.raises(TypeError):
        register_client(office=dewi.office, entry=broken, by=dewi, at=AT)
    assert (Client.objects.count(), RegisterCounter.objects.count()) == (0, 0)
    assert registered(dewi, "B") == "001/PB/BKD/XI/2026"


@pytest.mark.django_db
def test_the_same_guidance_again_is_told_which_it_is(dewi: Staff) -> None:
    number = registered(dewi, "Arif")
    with pytest.raises(AlreadyRegistered) as told:
        registered(dewi, "ARIF")
    assert told.value.row.register_no == number


# ------------------------------------------------------------------ at the same moment


@pytest.mark.django_db(transaction=True)
def test_four_who_register_over_a_change_of_year_draw_no_number_twice_and_leave_no_gap() -> None:
    staff = StaffFactory(office=OfficeFactory(), role=Role.REGISTRAR)

    def work(thread: int) -> Callable[[], list[str]]:
        return lambda: [
            registered(
                staff,
                f"Klien {'ABCD'[thread]} {'ABCDEFGHIJ'[n]}",
                at=AT if n < 6 else NEW_YEAR,
                section="BKA" if n % 3 == 0 else "BKD",
            )
            for n in range(10)
        ]

    answers = at_once([work(thread) for thread in range(4)])
    assert [answer for answer in answers if not isinstance(answer, list)] == []
    drawn = sorted(number for answer in answers for number in answer)
    expected = [
        *(f"{n:03}/PB/BKD/XI/2026" for n in range(1, 17)),
        *(f"{n:03}/PB/BKA/XI/2026" for n in range(1, 9)),
        *(f"{n:03}/PB/BKD/I/2027" for n in range(1, 9)),
        *(f"{n:03}/PB/BKA/I/2027" for n in range(1, 9)),
    ]
    assert drawn == sorted(expected)
    assert Supervision.objects.count() == 40


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_four_times_at_once_is_one_client() -> None:
    staff = StaffFactory(office=OfficeFactory(), role=Role.REGISTRAR)
    answers = at_once([lambda: registered(staff, "Arif")] * 4)
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyRegistered"] * 3 + ["str"]
    assert (Client.objects.count(), RegisterCounter.objects.get().last) == (1, 1)
