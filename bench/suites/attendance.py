"""The desk: from the scan to the recorded visit, in one process and over HTTP, by one desk and by eight at once."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from time import perf_counter, thread_time
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from bench import office
from bench.measure import Bench, in_turn, milliseconds, p50, p95, timed
from bimbing.attendance.actions import Outcome, record_visit, settle
from bimbing.attendance.models import Visit
from bimbing.attendance.queries.desk import Answer as Found
from bimbing.attendance.queries.desk import who_is
from bimbing.cards.models import Card
from bimbing.offices.models import Staff
from bimbing.rules.duty import AttendanceKind
from bimbing.supervision.models import Supervision

VISITS_A_CLIENT = 10
HTTP_GOAL_MS = 10
TIMES_BARE = 8
DESKS = 8
ALONE, OVER_HTTP, TOGETHER = 120, 100, 96
SETTLED = 1000


def run(bench: Bench) -> None:
    made = office.make_office(clients=bench.size, visits=bench.size * VISITS_A_CLIENT)
    staff = made.registrars[0]
    today = office.now().date()
    waiting = _waiting(staff, today)
    third = len(waiting) // 3
    alone, at_the_desk, together = (
        waiting[: min(third, ALONE)],
        waiting[third : third + min(third, OVER_HTTP)],
        waiting[2 * third :],
    )
    bare = _action(bench, staff, alone)
    _reading(bench, staff, at_the_desk)
    _settling(bench, staff)
    with office.serving(staff) as browser:
        _over_http(bench, browser, at_the_desk)
        _eight_desks(bench, browser, together[:TOGETHER], today, bare)


def _waiting(staff: Staff, today: date) -> list[tuple[int, str]]:
    """(supervision, token of the card) of everybody who runs, holds a card and has not come today."""
    came = Visit.objects.filter(supervision=OuterRef("pk"), on=today)
    rows = Supervision.objects.filter(office_id=staff.office_id, is_active=True).exclude(Exists(came))
    clients = dict(rows.order_by("-pk").values_list("client_id", "pk"))
    cards = Card.objects.filter(office_id=staff.office_id, state=Card.State.VALID).order_by("pk")
    return [
        (clients[client], token)
        for client, token in cards.values_list("client_id", "token")
        if client in clients
    ]


def _action(bench: Bench, staff: Staff, waiting: Sequence[tuple[int, str]]) -> float:
    """The whole action beside the bare INSERT of such a row, each with its own commit; gives the bare median in ms."""
    rows = Supervision.objects.select_related("office").in_bulk([pk for pk, _ in waiting])
    at = office.now()
    over = Supervision.objects.filter(office_id=staff.office_id, is_active=False).order_by("pk")[0]
    long_ago = (date(2001, 1, 1) + timedelta(days=n) for n in range(10_000))

    computing: list[float] = []

    def record(pk: int) -> None:
        working = thread_time()
        recorded = record_visit(
            supervision=rows[pk], on=at.date(), by=staff, at=at, kind=AttendanceKind.HADIR, source=Visit.Source.SCAN,
            request_key=uuid4(),
        )  # fmt: skip
        computing.append((thread_time() - working) * 1000)
        if recorded.outcome is not Outcome.RECORDED:
            raise AssertionError(recorded.outcome)

    statements = _inserts(over, staff, long_ago)
    series: list[list[Any]] = [
        [lambda pk=pk: record(pk) for pk, _ in waiting],
        [lambda: _bare_insert(*next(statements))] * len(waiting),
        [lambda: _orm_insert(over, staff, next(long_ago))] * len(waiting),
    ]
    for works in series[1:]:
        works[0]()
    ours, bare, peer = in_turn(*series)
    limit, orm = p50(bare), p50(peer)
    goal = TIMES_BARE * limit
    bench.add("record a visit (action), p50", p50(ours), "ms", limit=limit, baseline=orm, goal=goal)
    bench.add("record a visit (action), p95", p95(ours), "ms", limit=p95(bare), baseline=p95(peer))
    bench.add("record a visit (action), computing in our thread, p50", p50(computing), "ms")
    bench.add("record a visit, times the bare insert", p50(ours) / limit, "x", goal=TIMES_BARE)
    return limit


def _inserts(row: Supervision, staff: Staff, days: Iterator[date]) -> Iterator[tuple[str, list[Any]]]:
    """A ready INSERT of a visit for each day."""
    fields = [field for field in Visit._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    sql = f"INSERT INTO attendance_visit ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
    for day in days:
        visit = _visit(row, staff, day)
        yield sql, [field.get_db_prep_save(getattr(visit, field.attname), connection) for field in fields]


def _bare_insert(sql: str, parameters: list[Any]) -> None:
    """One statement, one commit, one wait for the disk."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _orm_insert(row: Supervision, staff: Staff, day: date) -> None:
    """What a plain Django program does."""
    with transaction.atomic():
        _visit(row, staff, day).save()


def _visit(row: Supervision, staff: Staff, day: date) -> Visit:
    return Visit(
        supervision_id=row.pk, on=day, source=Visit.Source.SCAN, recorded_by_id=staff.pk, recorded_at=office.now(),
        request_key=uuid4(),
    )  # fmt: skip


def _reading(bench: Bench, staff: Staff, waiting: Sequence[tuple[int, str]]) -> None:
    """Whose card is this?"""

    def ask(token: str) -> None:
        if who_is(token, staff).answer is not Found.PERSON:
            raise AssertionError(token)

    sql = (
        "SELECT c.*, s.* FROM cards_card k JOIN clients_client c ON c.id = k.client_id "
        "JOIN supervision_supervision s ON s.client_id = c.id WHERE k.token = %s AND s.office_id = %s"
    )
    ours, raw = in_turn(
        [lambda token=token: ask(token) for _, token in waiting],  # type: ignore[misc]
        [lambda token=token: office.rows_of(sql, (token, staff.office_id)) for _, token in waiting],  # type: ignore[misc]
    )
    bench.add("whose card is it (query), p50", p50(ours), "ms", limit=p50(raw))


def _settling(bench: Bench, staff: Staff) -> None:
    """The night's work: the standing of a thousand clients from their visits."""
    ids = list(Supervision.objects.order_by("pk").values_list("pk", flat=True)[:SETTLED])
    today = office.now().date()
    each = SETTLED / len(ids)
    ours = min(timed(lambda: settle(supervision_ids=ids, as_of=today)) for _ in range(3))
    raw = min(timed(lambda: _raw_settle(ids)) for _ in range(3))
    bench.add("settle 1,000 standings", ours * each * 1000, "ms", limit=raw * each * 1000)


def _raw_settle(ids: Sequence[int]) -> None:
    """Read the visits and write the sums by plain SQL, without working anything out."""
    columns = "last_visit_on, next_due_on, missed_run, missed_total, due_total, met_total, report_state, standing_until"
    marks = ", ".join(["%s"] * len(ids))
    with transaction.atomic():
        office.rows_of(
            f'SELECT supervision_id, "on", kind, next_on FROM attendance_visit WHERE supervision_id IN ({marks})',
            list(ids),
        )
        rows = office.rows_of(
            f"SELECT {columns}, id FROM supervision_supervision WHERE id IN ({marks})", list(ids)
        )
        assignments = ", ".join(f"{column} = %s" for column in columns.split(", "))
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE supervision_supervision SET {assignments} WHERE id = %s", rows)


def _over_http(bench: Bench, browser: office.Browser, waiting: Sequence[tuple[int, str]]) -> None:
    """Scan, look, Enter: the page that shows the client, then the request that records."""
    for _, token in waiting[:3]:
        browser.get(f"/absen/?kode={token}")
    shown, recorded, both, work = [], [], [], []
    for pk, token in waiting:
        page = browser.get(f"/absen/?kode={token}")
        answer = browser.post("/absen/catat/", _form(page, pk))
        if answer.status not in {302, 303}:
            raise AssertionError(f"the record was answered with {answer.status}")
        shown.append(page.seconds * 1000)
        recorded.append(answer.seconds * 1000)
        both.append(shown[-1] + recorded[-1])
        work.append(page.work_ms + answer.work_ms)
    bare = milliseconds([lambda: browser.get("/bare/")] * 60)
    bench.add("scan until the client is shown, over HTTP, p50", p50(shown), "ms", limit=p50(bare))
    bench.add(
        "Enter until it is recorded, over HTTP, p50", p50(recorded), "ms", limit=p50(bare), goal=HTTP_GOAL_MS
    )
    bench.add("Enter until it is recorded, over HTTP, p95", p95(recorded), "ms", limit=p95(bare))
    bench.add(
        "scan until recorded, both requests, p50", p50(both), "ms", limit=2 * p50(bare), goal=HTTP_GOAL_MS
    )
    bench.add("scan until recorded, computing in our thread, p50", p50(work), "ms")


def _form(page: office.Answer, pk: int) -> dict[str, Any]:
    """What the form on the page sends when Enter is pressed."""
    part = page.text.partition('class="desk-form"')[2].partition("</form>")[0]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", part):
        item = dict(re.findall(r'([a-z_]+)="([^"]*)"', tag))
        if "name" in item and (item.get("type") != "radio" or " checked" in tag):
            sent[item["name"]] = item.get("value", "")
    if page.status != 200 or sent.get("supervision") != str(pk):
        raise AssertionError(f"the desk answered {page.status} and shows {sent.get('supervision')} for {pk}")
    return sent


def _eight_desks(
    bench: Bench, browser: office.Browser, waiting: Sequence[tuple[int, str]], today: date, bare_ms: float
) -> None:
    """Eight desks at once, each card at two of them: nothing is lost, nothing is counted twice."""
    forms = [_form(browser.get(f"/absen/?kode={token}"), pk) for pk, token in waiting]

    def desk(number: int) -> list[int]:
        mine = browser.another()
        theirs = forms[number % (DESKS // 2) :: DESKS // 2]
        return [mine.post("/absen/catat/", form | {"request_key": str(uuid4())}).status for form in theirs]

    began = perf_counter()
    with ThreadPoolExecutor(DESKS) as pool:
        statuses = [status for answers in pool.map(desk, range(DESKS)) for status in answers]
    seconds = perf_counter() - began
    there = Visit.objects.filter(
        supervision_id__in=[pk for pk, _ in waiting], on=today, voided_at=None
    ).count()
    refused = sum(status not in {302, 303} for status in statuses)
    bench.add("eight desks at once, requests a second", len(statuses) / seconds, "1/s", limit=1000 / bare_ms)
    wrong = abs(there - len(waiting)) + refused
    bench.add("eight desks, visits lost, doubled or refused", wrong, "visits", goal=0, exact=True)
