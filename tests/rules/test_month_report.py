"""The monthly report against a life of an office that is lived day by day and counted by a clerk with a slate."""

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from bimbing.rules.calendar import add_months, month_end
from bimbing.rules.duty_facts import AttendanceKind
from bimbing.rules.month_report import (
    AGES,
    UNKNOWN,
    Balance,
    Guided,
    Measure,
    Reporting,
    age_group,
    balance,
    book,
    monthly,
    works,
)
from bimbing.rules.status import Status

OCT1, OCT31 = date(2026, 10, 1), date(2026, 10, 31)
#: Offices lived through; the whole campaign is 200.
LIVES = int(os.environ.get("BIMBING_LIVES", "12"))
MONTHS = 36


def guided(entered: date, *history: tuple[date, Status], **columns: object) -> Guided:
    return Guided(id=1, entered_on=entered, history=history, **columns)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entered", "history", "expected"),
    [
        (date(2026, 9, 30), [], Balance(True, True, ())),
        (date(2026, 10, 1), [], Balance(False, True, (Measure.IN,))),
        (date(2026, 10, 31), [], Balance(False, True, (Measure.IN,))),
        (date(2026, 11, 1), [], Balance(False, False, ())),
        (date(2026, 9, 1), [(date(2026, 9, 30), Status.BERAKHIR)], Balance(False, False, ())),
        (date(2026, 9, 1), [(date(2026, 10, 1), Status.BERAKHIR)], Balance(True, False, (Measure.FINISHED,))),
        (date(2026, 9, 1), [(date(2026, 10, 31), Status.DICABUT)], Balance(True, False, (Measure.REVOKED,))),
        (date(2026, 9, 1), [(date(2026, 11, 1), Status.MENINGGAL)], Balance(True, True, ())),
        (date(2026, 10, 5), [(date(2026, 10, 9), Status.DILIMPAHKAN)], Balance(False, False, (Measure.IN, Measure.MOVED))),
        (date(2026, 9, 1), [(date(2026, 10, 9), Status.DITAHAN)], Balance(True, True, ())),
        (date(2026, 9, 1), [(date(2026, 10, 9), Status.CABUT_SEMENTARA)], Balance(True, True, ())),
    ],
)  # fmt: skip
def test_each_edge_of_a_month_stands_on_its_side(
    entered: date, history: list[tuple[date, Status]], expected: Balance
) -> None:
    assert balance(guided(entered, *history), OCT1, OCT31) == expected


def test_who_was_closed_by_mistake_and_taken_up_again_left_and_came() -> None:
    one = guided(date(2026, 9, 1), (date(2026, 10, 5), Status.BERAKHIR), (date(2026, 10, 9), Status.AKTIF))
    assert balance(one, OCT1, OCT31) == Balance(True, True, (Measure.FINISHED, Measure.IN))


def test_a_revocation_after_the_end_is_no_second_departure() -> None:
    one = guided(date(2026, 9, 1), (date(2026, 10, 5), Status.BERAKHIR), (date(2026, 10, 9), Status.DICABUT))
    assert balance(one, OCT1, OCT31) == Balance(True, False, (Measure.FINISHED,))


def test_nobody_leaves_before_he_was_received() -> None:
    one = guided(date(2026, 10, 9), (date(2026, 9, 1), Status.AKTIF), (date(2026, 9, 5), Status.BERAKHIR))
    assert balance(one, OCT1, OCT31) == Balance(False, False, (Measure.IN, Measure.FINISHED))


@pytest.mark.parametrize(
    ("age", "group"),
    [(0, "<12"), (11, "<12"), (12, "12-13"), (13, "12-13"), (14, "14-17"), (17, "14-17"), (18, "18-20"), (20, "18-20"),
     (21, "21-30"), (30, "21-30"), (31, "31-40"), (60, "51-60"), (61, ">60"), (None, UNKNOWN), (-1, UNKNOWN)],
)  # fmt: skip
def test_an_age_stands_in_its_group(age: int | None, group: str) -> None:
    assert age_group(age) == group


def test_work_is_told_from_no_work_and_from_not_known() -> None:
    assert [works(word) for word in ("Petani", " tidak  BEKERJA ", "Belum/Tidak Bekerja", "", "-")] == [
        "bekerja", "tidak_bekerja", "tidak_bekerja", UNKNOWN, UNKNOWN,
    ]  # fmt: skip


def reported(**columns: object) -> Guided:
    return guided(date(2026, 1, 1), programme="PB", officer="7", reporting=Reporting(**columns))  # type: ignore[arg-type]


def test_each_client_with_a_duty_stands_in_exactly_one_column_of_the_attendance() -> None:
    kind = AttendanceKind
    people = [
        reported(due=1, met=1, kinds=frozenset({kind.DARING, kind.HADIR})),
        reported(due=1, met=1, kinds=frozenset({kind.KUNJUNGAN})),
        reported(due=1, met=1),  # the day of his registration
        reported(due=4, met=3, kinds=frozenset({kind.HADIR})),
        reported(due=1, met=0),
        reported(excused=1, kinds=frozenset({kind.SAKIT})),
        reported(),  # no duty
    ]
    tables = monthly(
        book(people, OCT1, OCT31), programmes=["PB"], officers=["7"], ends=(OCT31, date(2026, 11, 30))
    )
    attendance = next(table for table in tables if table.key == "absen")
    numbers = {measure: len(attendance.at("PB", measure)) for measure in attendance.measures}
    assert numbers == {
        Measure.DUE: 6, Measure.PRESENT: 2, Measure.POST: 0, Measure.ONLINE: 0, Measure.VISITED: 1,
        Measure.STAND_IN: 0, Measure.EXCUSED: 1, Measure.NOT_REPORTED: 2,
    }  # fmt: skip
    assert attendance.owed("PB") == (8, 6)
    assert attendance.rate("PB") == 75
    officers = next(table for table in tables if table.key == "pk")
    assert [len(officers.at("7", measure)) for measure in officers.measures] == [7, 5, 3, 2, 0]


def test_a_share_of_nothing_is_no_share() -> None:
    tables = monthly(
        book([reported()], OCT1, OCT31), programmes=[], officers=[], ends=(OCT31, date(2026, 11, 30))
    )
    assert next(table for table in tables if table.key == "pk").rate() is None


# ------------------------------------------------------------------ an office, day by day


@dataclass
class Slate:
    """What a clerk writes down each evening: who is there, and each coming and going with its day."""

    evenings: dict[date, frozenset[int]] = field(default_factory=dict)
    moves: list[tuple[date, int, Measure]] = field(default_factory=list)


LEAVING = {
    Status.BERAKHIR: Measure.FINISHED,
    Status.DICABUT: Measure.REVOKED,
    Status.DILIMPAHKAN: Measure.MOVED,
    Status.MENINGGAL: Measure.DIED,
}


def live(seed: int) -> tuple[list[Guided], Slate]:
    """An office of three years: clients come, are detained, leave, and some are taken up again."""
    chance, slate = random.Random(seed), Slate()
    people: dict[int, dict[str, object]] = {}
    history: dict[int, list[tuple[date, Status]]] = {}
    there: set[int] = set()
    gone: set[int] = set()
    day = date(2024, 1, 1)
    while day < date(2027, 1, 1):
        for _ in range(chance.choices((0, 1, 2), (80, 17, 3))[0]):
            number = len(people) + 1
            people[number] = {
                "entered_on": day,
                "sex": chance.choice(("L", "L", "L", "P", "")),
                "section": chance.choices(("BKD", "BKA"), (9, 1))[0],
                "programme": chance.choice(("PB", "CB", "CMB", "")),
                "age": chance.choice((None, 11, 15, 19, 25, 44, 70)),
                "ground": "PIDANA_BARU",
            }
            history[number] = [(day, Status.AKTIF)]
            there.add(number)
            slate.moves.append((day, number, Measure.IN))
        for number in sorted(there):
            event = chance.random()
            if event < 0.0015:
                status = chance.choice(list(LEAVING))
                history[number].append((day, status))
                there.discard(number)
                gone.add(number)
                slate.moves.append((day, number, LEAVING[status]))
            elif event < 0.002:
                history[number].append((day, Status.DITAHAN))
        for number in sorted(gone):
            if chance.random() < 0.0008:
                history[number].append((day, Status.AKTIF))
                gone.discard(number)
                there.add(number)
                slate.moves.append((day, number, Measure.IN))
        slate.evenings[day] = frozenset(there)
        day += timedelta(days=1)
    everybody = [Guided(id=number, history=history[number], **columns) for number, columns in people.items()]  # type: ignore[arg-type]
    return everybody, slate


@pytest.mark.parametrize("seed", range(LIVES))
def test_every_month_of_a_lived_office_equals_the_slate(seed: int) -> None:
    everybody, slate = live(seed)
    known = {one.id: one for one in everybody}
    carried = 0
    for number in range(MONTHS):
        first = add_months(date(2024, 1, 1), number)
        last = month_end(first)
        tables = monthly(
            book(everybody, first, last),
            programmes=["PB", "CB"],
            officers=[],
            ends=(last, month_end(add_months(first, 1))),
        )
        state = tables[0]
        there = slate.evenings[last]
        before = slate.evenings.get(first - timedelta(days=1), frozenset())
        moved = Counter(
            (known[who].programme or UNKNOWN, how) for on, who, how in slate.moves if first <= on <= last
        )
        for row in state.rows:
            for measure in state.measures:
                counted = len(state.at(row, measure))
                if measure is Measure.AFTER:
                    expected = sum((known[who].programme or UNKNOWN) == row for who in there)
                elif measure is Measure.BEFORE:
                    expected = sum((known[who].programme or UNKNOWN) == row for who in before)
                else:
                    expected = moved[row, measure]
                assert counted == expected, (seed, first, row, measure)
        sums = {measure: len(state.at("", measure)) for measure in state.measures}
        assert sums[Measure.BEFORE] == carried
        left = sums[Measure.FINISHED] + sums[Measure.REVOKED] + sums[Measure.MOVED] + sums[Measure.DIED]
        assert sums[Measure.BEFORE] + sums[Measure.IN] - left == sums[Measure.AFTER]
        carried = sums[Measure.AFTER]
        by_age = next(table for table in tables if table.key == "umur")
        ages = Counter(age_group(known[who].age) for who in there)
        assert {row: len(by_age.at(row, Measure.AFTER)) for row in by_age.rows} == {
            **dict.fromkeys((key for key, _, _ in AGES), 0), **ages,
        }  # fmt: skip
        assert sum(len(state.at("", Measure.AFTER, sex)) for sex in ("L", "P")) == sum(
            bool(known[who].sex) for who in there
        )
        assert (
            len(next(table for table in tables if table.key == "baru").at("", Measure.IN)) == sums[Measure.IN]
        )
        assert (
            len(next(table for table in tables if table.key == "cabut").at("", Measure.REVOKED))
            == sums[Measure.REVOKED]
        )


def test_a_count_by_todays_status_is_noticed() -> None:
    """The control: whoever asks what people are today, and not what they were, gets another October."""
    everybody, slate = live(3)
    today = [
        Guided(one.id, one.entered_on, [(one.entered_on, one.history[-1][1])], programme=one.programme)
        for one in everybody
    ]
    last = date(2025, 6, 30)
    assert len(book(everybody, date(2025, 6, 1), last).after) == len(slate.evenings[last])
    assert len(book(today, date(2025, 6, 1), last).after) != len(slate.evenings[last])
