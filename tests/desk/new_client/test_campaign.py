"""Many register at once over a change of year: each section's book has no gap and no double, whatever fails between.

`BIMBING_REGISTRATIONS=4000` runs the campaign; see CONTRIBUTING.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import product
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, OperationalError, transaction

from bimbing.audit.models import Event
from bimbing.clients.actions import NewClient, add_clients
from bimbing.clients.models import Client
from bimbing.desk.actions import NumberTaken, Registration, register_client
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Role
from bimbing.rules.register_no import register_number, sequence_of
from bimbing.supervision.actions import NewSupervision, add_supervisions
from bimbing.supervision.models import Case, RegisterCounter, Supervision
from tests.at_once import at_once
from tests.factories import OfficeFactory, StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)

REGISTRATIONS = int(os.environ.get("BIMBING_REGISTRATIONS", "400"))
THREADS = 8
#: A registrar who is told that the database was busy tries again so often at most.
TRIES = 20
EACH = REGISTRATIONS // THREADS
JAKARTA = ZoneInfo("Asia/Jakarta")
OLD_YEAR = datetime(
    2026, 12, 31, 23, 59, tzinfo=JAKARTA
)  # one minute before the year changes here: 16.59 UTC
NEW_YEAR = datetime(2027, 1, 1, 0, 1, tzinfo=JAKARTA)  # still 31 December in UTC
BOOKS = tuple(product(("BKD", "BKA"), (OLD_YEAR, NEW_YEAR)))
SPOKEN_FOR = "SURAT/LAMA/1"


@pytest.fixture
def staff() -> Staff:
    made: Staff = StaffFactory(office=OfficeFactory(), role=Role.REGISTRAR)
    return made


def entry(mark: str, section: str) -> Registration:
    born = {"full_name": "SUWARNO", "section": section, "birth_date": date(1990, 5, 10)}
    columns = {
        "programme_id": "PB",
        "decision_no": f"PAS-{mark}",
        "start_date": date(2026, 12, 10),
        "end_date": date(2028, 12, 10),
        "register_no": "",
    }
    return Registration(person=NewClient(fields=born), columns=columns)


def book_of(n: int) -> tuple[str, datetime]:
    """Both sections and both years, a child at every third, the year changing to and fro at every one."""
    return ("BKA" if n % 3 == 2 else "BKD", BOOKS[n % 2][1])


def one_desk(staff: Staff, thread: int, told: list[str]) -> Callable[[], list[str]]:
    """The work of one thread; every fifth registration is tried before with a number that somebody has, and every
    seventh breaks down after its number is drawn."""

    def register(entered: Registration, at: datetime) -> str:
        for _ in range(TRIES):
            try:
                return register_client(office=staff.office, entry=entered, by=staff, at=at).register_no
            except OperationalError as error:  # who has waited too long is told so, and presses the key again
                if "locked" not in str(error):
                    raise
                told.append(str(error))
        raise AssertionError("never had a turn")

    def work() -> list[str]:
        drawn = []
        for n in range(EACH):
            section, at = book_of(n + thread)
            good = entry(f"{thread}-{n}", section)
            if n % 5 == 0:
                with pytest.raises(NumberTaken):
                    register(replace(good, columns={**good.columns, "register_no": SPOKEN_FOR}), at)
            if n % 7 == 0:
                with pytest.raises(TypeError):
                    register(replace(good, columns={**good.columns, "no_such_column": 1}), at)
            drawn.append(register(good, at))
        return drawn

    return work


def test_each_book_has_every_number_once_though_eight_register_over_the_change_of_year(staff: Staff) -> None:
    for section in ("BKD", "BKA"):
        seeded = entry(f"seed-{section}", section)
        seeded = replace(seeded, columns={**seeded.columns, "register_no": SPOKEN_FOR})
        register_client(office=staff.office, entry=seeded, by=staff, at=OLD_YEAR)
    told: list[str] = []
    answers = at_once([one_desk(staff, thread, told) for thread in range(THREADS)], patience=1800)
    print(f"\n{REGISTRATIONS} registrations by {THREADS}; told to try again: {len(told)}")
    assert [answer for answer in answers if not isinstance(answer, list)] == []
    drawn = sorted(number for answer in answers for number in answer)

    wanted = Counter(book_of(n + thread) for thread in range(THREADS) for n in range(EACH))
    assert set(wanted) == set(BOOKS)
    template = staff.office.register_template
    assert drawn == sorted(
        register_number(template, seq=seq, program="PB", section=section, on=at.date())
        for (section, at), size in wanted.items()
        for seq in range(1, size + 1)
    )
    counters = RegisterCounter.objects.values_list("section", "year", "last")
    assert set(counters) == {(section, at.year, size) for (section, at), size in wanted.items()}
    # What failed has left nothing: no person, no case, no line in the trail.
    both = REGISTRATIONS // THREADS * THREADS + 2
    assert (Supervision.objects.count(), Client.objects.count(), Case.objects.count()) == (both, both, both)
    assert Event.objects.filter(action="supervision.added").count() == both
    assert set(Supervision.objects.values_list("register_no", flat=True)) == {*drawn, SPOKEN_FOR}


def test_the_campaign_would_notice_a_number_drawn_outside_the_lock(staff: Staff) -> None:
    """The control: the highest number and one more, looked up before the transaction, as is so often written."""
    everybody_has_looked = Barrier(THREADS)

    def naive(thread: int) -> Callable[[], list[int]]:
        def work() -> list[int]:
            drawn = []
            for n in range(5):
                numbers = Supervision.objects.filter(office=staff.office).values_list(
                    "register_no", flat=True
                )
                template = staff.office.register_template
                seq = max((sequence_of(template, no, year=2026) or 0 for no in numbers), default=0) + 1
                if n == 0:
                    everybody_has_looked.wait(timeout=30)
                good = entry(f"{thread}-{n}", "BKD")
                number = register_number(template, seq=seq, program="PB", section="BKD", on=OLD_YEAR.date())
                drawn.append(seq)
                try:
                    with transaction.atomic():
                        (client,) = add_clients(
                            office=staff.office, entries=[good.person], by=staff, at=OLD_YEAR
                        )
                        guidance = NewSupervision(
                            client=client, case={}, columns={**good.columns, "register_no": number}
                        )
                        add_supervisions(office=staff.office, entries=[guidance], by=staff, at=OLD_YEAR)
                except IntegrityError:
                    continue  # the table refuses the double; the registrar would have lost his typing
            return drawn

        return work

    answers = at_once([naive(thread) for thread in range(THREADS)])
    assert [answer for answer in answers if not isinstance(answer, list)] == []
    drawn = [seq for answer in answers for seq in answer]
    assert len(drawn) - len(set(drawn)) >= THREADS - 1
