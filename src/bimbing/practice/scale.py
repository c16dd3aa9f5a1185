"""Fills an empty database with as many fictional clients as a province has: for benchmarks, never for an office.

Rows are written in bulk, past the actions and without their trail, because a benchmark must not wait for what it does
not measure. Everything a list or a page reads is there all the same: search entries, copied columns, status history,
cards, and standings that `attendance.actions.settle` computes from the visits, so they are true and not made up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Model, prefetch_related_objects

from bimbing.attendance.actions import settle
from bimbing.attendance.models import Visit
from bimbing.cards.actions import issue
from bimbing.clients.actions import search_text
from bimbing.clients.models import Client, Phone, SearchEntry
from bimbing.offices.actions import fill_holidays
from bimbing.offices.models import Office, Staff
from bimbing.offices.permissions import Role
from bimbing.practice.people import OFFICERS, Person, people
from bimbing.rows import insert_rows
from bimbing.rules.name_keys import fold
from bimbing.rules.register_no import register_key
from bimbing.rules.status import Status
from bimbing.supervision.actions import copied_columns, fold_tallies
from bimbing.supervision.models import Assignment, Case, CaseOffence, StatusEvent, Supervision

#: Persons in one transaction. `people` never gives one name and father twice, so a draw cannot be much larger.
BLOCK: Final = 1000
BATCH: Final = 500
SEED: Final = 2026
CLIENTS_OF_AN_OFFICER: Final = 70
_ENDED_EVERY, _DETAINED_EVERY, _CARDLESS_EVERY = 9, 97, 6


@dataclass(frozen=True, slots=True)
class Scale:
    """What was made. `registrars`: one of each office, in the order of the offices; they have no password."""

    offices: Sequence[Office]
    registrars: Sequence[Staff]
    clients: int
    visits: int


def persons(today: date, *, count: int, officers: int, seed: int) -> Iterator[Person]:
    """So many persons, drawn block by block: namesakes are as common in it as they are in a province."""
    for block, start in enumerate(range(0, count, BLOCK)):
        size = min(BLOCK, count - start)
        yield from people(today, count=size, officers=officers, seed=seed + block, children=size // 70)


def make_scale(*, clients: int, offices: int, visits: int, at: datetime, seed: int = SEED) -> Scale:
    """Make `offices` with `clients` and `visits` spread evenly over them, as they stand on the day of `at`.

    Deterministic but for the passwords, which nobody has. The database must have no office yet.
    """
    today = at.date()
    made, registrars, done = [], [], 0
    _make_haste()
    fill_holidays(years=(today.year - 1, today.year, today.year + 1))
    for number in range(offices):
        count = clients // offices + (number < clients % offices)
        office, registrar, officers = _office(number, count)
        quota = visits // offices + (number < visits % offices)
        done += _fill(office, registrar, officers, count, quota, at, seed + number * 1_000_003)
        made.append(office)
        registrars.append(registrar)
        fold_tallies()
    return Scale(made, registrars, clients, done)


def _make_haste() -> None:
    """A power cut may cost this database, and memory is there: nobody's data are in it. Ends with the connection."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -1000000")  # kB
        else:
            cursor.execute("SET synchronous_commit = off")


def _office(number: int, clients: int) -> tuple[Office, Staff, list[Staff]]:
    city = f"Skala {number + 1}"
    office = Office.objects.create(
        code=f"skala-{number + 1}",
        name=f"Balai Pemasyarakatan Kelas II {city}",
        short_name=f"Bapas {city}",
        city=city,
        address="Jl. Rekaan No. 1",
        letterhead=f"KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA\nBALAI PEMASYARAKATAN {city.upper()}",
    )
    many = max(3, clients // CLIENTS_OF_AN_OFFICER)
    names = [OFFICERS[n % len(OFFICERS)].split("|") for n in range(many)]
    staff = [
        Staff(
            username=f"skala{number + 1}.registrasi",
            office=office,
            full_name="Dewi Skala",
            role=Role.REGISTRAR,
        ),
        *(
            Staff(
                username=f"skala{number + 1}.pk{n + 1}",
                office=office,
                full_name=name,
                title=title,
                role=Role.OFFICER,
            )
            for n, (name, title) in enumerate(names)
        ),
    ]
    for person in staff:
        person.password = "!"  # noqa: S105  (Django's mark of a password that cannot be used)
    Staff.objects.bulk_create(staff, batch_size=BATCH)
    return office, staff[0], staff[1:]


def _fill(
    office: Office,
    registrar: Staff,
    officers: Sequence[Staff],
    count: int,
    quota: int,
    at: datetime,
    seed: int,
) -> int:
    """Everything of one office, block by block; how many visits that made."""
    draw, first, visits = Random(seed), 0, 0
    block: list[Person] = []
    for person in persons(at.date(), count=count, officers=len(officers), seed=seed):
        block.append(person)
        if len(block) == BLOCK or first + len(block) == count:
            share = quota * (first + len(block)) // count - visits
            with transaction.atomic():
                ids = _block(office, registrar, officers, block, share, first, at, draw)
                settle(supervision_ids=ids, as_of=at.date())
            visits, first, block = visits + share, first + len(block), []
    return visits


def _block(
    office: Office,
    registrar: Staff,
    officers: Sequence[Staff],
    block: Sequence[Person],
    visits: int,
    first: int,
    at: datetime,
    draw: Random,
) -> list[int]:
    days = [
        list(_visit_days(draw, person, at.date(), visits // len(block) + (place < visits % len(block))))
        for place, person in enumerate(block)
    ]
    clients = [_client(office, person, at) for person in block]
    _insert(clients)
    phones = [
        Phone(client=client, number=person.phone, owner=person.phone_owner)
        for client, person in zip(clients, block, strict=True)
        if "phone" not in person.lacks
    ]
    _insert(phones)
    cases = [
        Case(client=client, section=client.section, offence_id=person.offence, articles=person.articles,
             sentence_years=person.years, sentence_months=person.months, origin_facility=person.prison)
        for client, person in zip(clients, block, strict=True)
    ]  # fmt: skip
    _insert(cases)
    _insert(
        [
            CaseOffence(case=case, offence_id=case.offence_id, articles=case.articles, is_primary=True)
            for case in cases
        ]
    )
    rows = [
        _supervision(
            office, officers, person, client, case, first + place + 1, min([person.start, *came]), at
        )
        for place, (person, client, case, came) in enumerate(zip(block, clients, cases, days, strict=True))
    ]
    _insert(rows)
    _history(rows, registrar, at)
    prefetch_related_objects(clients, "phones")
    insert_rows(
        SearchEntry,
        ("client_id", "office_id", "text"),
        (
            (client.pk, office.pk, search_text(client, (row.register_no, row.decision_no)))
            for client, row in zip(clients, rows, strict=True)
        ),
    )
    _insert_visits(rows, days, office, registrar, draw)
    holders = [client.pk for place, client in enumerate(clients) if place % _CARDLESS_EVERY]
    if holders:
        issue(client_ids=holders, office=office, by=registrar, at=at, draw=draw.randbytes)
    return [row.pk for row in rows]


def _client(office: Office, person: Person, at: datetime) -> Client:
    return Client(
        office=office,
        section=person.section,
        full_name=person.name,
        aliases=person.alias,
        parent_name=person.father,
        name_key=fold(person.name),
        sex=person.sex,
        birth_place=person.birth_place,
        birth_date=person.birth,
        nik="" if "nik" in person.lacks else person.nik,
        religion="Islam",
        occupation=person.job,
        address=f"Ds. {person.village}, Kec. {person.district}, Kab. {person.regency}",
        village=person.village,
        district=person.district,
        regency=person.regency,
        created_at=at,
    )


def _supervision(
    office: Office,
    officers: Sequence[Staff],
    person: Person,
    client: Client,
    case: Case,
    number: int,
    start: date,
    at: datetime,
) -> Supervision:
    yesterday = at.date() - timedelta(days=1)
    ended = number % _ENDED_EVERY == 0
    status = Status.BERAKHIR if ended else Status.DITAHAN if number % _DETAINED_EVERY == 0 else Status.AKTIF
    register_no = f"{number:05}/{person.programme}/{start.year}"
    return Supervision(
        client=client,
        case=case,
        office=office,
        section=client.section,
        programme_id=person.programme,
        register_no=register_no,
        register_key=register_key(register_no),
        received_on=start,
        decision_no=f"PAS-{1000 + number}.PK.05.09 TAHUN {start.year}",
        decision_date=start - timedelta(days=8),
        start_date=start,
        end_date=None if "end" in person.lacks else person.end,
        officer=None if "officer" in person.lacks else officers[person.officer % len(officers)],
        status=status,
        is_active=not ended,
        ended_on=min(max(person.end, start), yesterday) if ended else None,
        created_at=at,
        has_phone="phone" not in person.lacks,
        **copied_columns(client, case),
    )


def _history(rows: Sequence[Supervision], by: Staff, at: datetime) -> None:
    """The status events and the officer that `supervision.actions` would have written."""
    events, assignments = [], []
    for row in rows:
        began = row.start_date or at.date()
        events.append(StatusEvent(supervision=row, status=Status.AKTIF, on=began, by=by, at=at))
        if row.status != Status.AKTIF:
            on = max(row.ended_on or at.date() - timedelta(days=40), began)
            events.append(StatusEvent(supervision=row, status=row.status, on=on, by=by, at=at))
        if row.officer_id:
            assignments.append(
                Assignment(supervision=row, officer_id=row.officer_id, since=began, by=by, at=at)
            )
    _insert(events)
    _insert(assignments)


def _insert(objects: Sequence[Model]) -> None:
    """New rows, as `bulk_create` would write them, and the objects get their keys. Three times as fast."""
    if objects:
        model = type(objects[0])
        fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]  # noqa: SLF001
        names = [field.attname for field in fields]
        keys = insert_rows(model, names, ([getattr(one, name) for name in names] for one in objects))
        for one, key in zip(objects, keys, strict=True):
            one.pk = key


def _visit_days(draw: Random, person: Person, today: date, quota: int) -> Iterator[date]:
    """So many days, at most one a month, the newest first; months are skipped as the person's habit has it."""
    month = today.year * 12 + today.month - 1 - person.stopped
    while quota > 0 and month > 1990 * 12:
        day = date(month // 12, month % 12 + 1, min(max(person.start.day + draw.randint(-3, 3), 1), 28))
        month -= 1
        if day <= today and draw.random() <= person.habit:
            quota -= 1
            yield day


def _insert_visits(
    rows: Sequence[Supervision], days: Sequence[Sequence[date]], office: Office, by: Staff, draw: Random
) -> None:
    """Ten million of them in the nation: no object, and what is the same in all of them is told once a statement."""
    same = {field.attname: field.get_default() for field in Visit._meta.local_concrete_fields}  # noqa: SLF001
    same |= {"source": Visit.Source.SCAN.value, "recorded_by_id": by.pk}
    for own in ("id", "supervision_id", "on", "recorded_at", "request_key"):
        del same[own]
    same = {name: value for name, value in same.items() if value is not None}
    names = ", ".join(connection.ops.quote_name(name) for name in same)
    into = f'attendance_visit (supervision_id, "on", recorded_at, request_key, {names})'
    at = _typed_at(office)
    told = (
        (row.pk, day, at(day), _rising_key(draw, row.pk))
        for row, came in zip(rows, days, strict=True)
        for day in came
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tail = "\t".join(str(value) for value in same.values())
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                copy.write(
                    "".join(f"{pk}\t{day}\t{moment}\t{key}\t{tail}\n" for pk, day, moment, key in told)
                )
        else:
            marks = ", ".join(["%s"] * len(same))
            values = tuple(same.values())
            cursor.executemany(
                f"INSERT INTO {into} VALUES (%s, %s, %s, %s, {marks})",  # noqa: S608  (our own names)
                [(pk, str(day), moment, key, *values) for pk, day, moment, key in told],
            )


def _rising_key(draw: Random, number: int) -> str:
    """A key that no request had before. It rises, so that the index of ten million is written from end to end."""
    return UUID(int=number << 96 | draw.getrandbits(96), version=4).hex


def _typed_at(office: Office) -> Callable[[date], str]:
    """Day -> when its visit was typed, half past nine at the office, as both databases read it."""
    zone = ZoneInfo(office.time_zone)

    @cache
    def moment(day: date) -> str:
        typed = datetime.combine(day, time(9, 30), zone).astimezone(UTC)
        offset = "+00" if connection.vendor == "postgresql" else ""
        return f"{typed:%Y-%m-%d %H:%M:%S}{offset}"

    return moment
