"""The register: its page with every group counted, its pages by key, and finding a person."""

import re
from collections.abc import Callable
from dataclasses import replace
from time import process_time
from typing import Any

from django.db import connection
from django.db.models import Count, Q
from django.http import QueryDict

from bench import admin_peer, office
from bench.measure import Bench, Work, in_turn, milliseconds, p50, p95
from bench.suites import region
from bimbing.clients.models import Client
from bimbing.clients.queries import ranked
from bimbing.offices.models import Staff
from bimbing.rules.duty import ReportState
from bimbing.rules.finding import wanted_in
from bimbing.supervision.forms import read_filters
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import clients_of, counting, groups, pages, register
from bimbing.supervision.queries.register import Filters, Group, Lack, Life, Order

PAGE_GOAL_MS = 60
SEARCH_GOAL_MS = 30
TYPO_GOAL_MS = 100
DEEP_GOAL_MS = 20
FILE_GOAL_MS = 40
ADMIN_GOAL = 10
ROUNDS = 3
FOUND = 20
#: The columns that the groups are counted by.
NARROW = "programme_id, officer_id, offence_code, section, regency, district, report_state, missed_run, status, end_date"

GROUPED = (
    "programme_id",
    "officer_id",
    "offence_code",
    "section",
    "regency",
    "district",
    "report_state",
    "missed_run",
)


def run(bench: Bench) -> None:
    made = office.make_office(clients=bench.size, visits=bench.size)
    staff = made.registrars[0]
    addresses = _addresses(staff)
    asked = [read_filters(QueryDict(address.lstrip("?")), office.now().date()) for address in addresses]
    _queries(bench, staff, asked)
    _deep_page(bench, staff)
    _deep_orders(bench, staff)
    _groups(bench, staff)
    _search(bench, staff)
    _pages(bench, staff, addresses, asked)
    _client_files(bench, staff)
    _beside_the_admin(bench, staff)
    region.measure(bench)


def _client_files(bench: Bench, staff: Staff) -> None:
    """A client's file as a browser gets it; the files of clients from one end of the office to the other."""
    ids = list(clients_of(staff).order_by("pk").values_list("pk", flat=True))[
        :: max(1, bench_office(bench) // 40)
    ]
    sql, parameters = office.statement(
        Supervision.objects.filter(client_id=ids[0]).select_related("client", "case")
    )
    with office.serving(staff) as browser:
        got = [browser.get(f"/klien/{pk}/") for pk in [*ids[:3], *ids]][3:]
    if any(answer.status != 200 for answer in got):
        raise AssertionError("a client's file did not open")
    bench.add(
        "client file, server time, p95", p95([answer.inside_ms for answer in got]), "ms",
        limit=p95(milliseconds([lambda: office.rows_of(sql, parameters)] * 40)), goal=FILE_GOAL_MS,
    )  # fmt: skip
    bench.add("client file, computing in our thread, p95", p95([answer.work_ms for answer in got]), "ms")


def _beside_the_admin(bench: Bench, staff: Staff) -> None:
    """The same questions of one office asked of our page and of the changelist of Django's admin."""
    with office.serving(staff) as browser:
        asked = list(admin_peer.WITHIN)
        for address in asked:
            browser.get(f"/klien/{address}")
        ours = [_check(browser.get(f"/klien/{address}")).inside_ms for address in asked * ROUNDS]
    peer = admin_peer.measured(staff.office_id, ROUNDS)
    bench.add("page beside the admin's changelist, p95", p95(ours), "ms", baseline=p95(peer))
    bench.add("page beside the admin's changelist, p50", p50(ours), "ms", baseline=p50(peer))
    bench.add(
        "page, times faster than the admin's changelist, p50",
        p50(peer) / p50(ours),
        "x",
        goal=ADMIN_GOAL,
        least=True,
    )


def bench_office(bench: Bench) -> int:
    """How many clients the office has in which is measured."""
    return min(bench.size, office.LARGEST_OFFICE)


def _addresses(staff: Staff) -> list[str]:
    """What people ask of the register: groups alone and combined, an order, a text, everything."""
    officer = Staff.objects.of_office(staff.office_id).guides().order_by("pk")[0]
    return [
        "",
        "?program=PB",
        f"?pk={officer.pk}",
        f"?lapor={ReportState.NOT_YET}&kabupaten=Tuban",
        "?kejahatan=NARKOTIKA&seksi=BKD&program=PB",
        "?terlewat=2&terlewat=3",
        "?kurang=tanpa_kartu",
        "?urut=-terlewat",
        "?status=semua",
        "?status=selesai&urut=akhir",
        "?q=hartono",
        "?q=pb/2025",
    ]


def _queries(bench: Bench, staff: Staff, asked: list[Filters]) -> None:
    """The counts of all groups: ours, the bare scan of the same columns, and a COUNT for each group."""
    ours, raw, peer = in_turn(
        [lambda f=f: counting.counts(staff, f) for f in asked * ROUNDS],  # type: ignore[misc]
        [lambda: _scan(staff)] * (len(asked) * ROUNDS),
        [lambda f=f: _admin_counts(staff, f) for f in asked * ROUNDS],  # type: ignore[misc]
    )
    bench.add("counts of all eleven groups, p95", p95(ours), "ms", limit=p95(raw), baseline=p95(peer))


def _scan(staff: Staff) -> Any:
    return office.rows_of(
        f"SELECT {NARROW} FROM supervision_supervision WHERE office_id = %s", (staff.office_id,)
    )


def _admin_counts(staff: Staff, filters: Filters) -> None:
    """What a changelist with counted facets sends: one COUNT for the total and one GROUP BY a filter."""
    rows = register.matching(staff, filters).order_by()
    rows.count()
    for column in GROUPED:
        list(rows.values_list(column).annotate(Count("pk")))
    list(rows.values_list("end_date__year", "end_date__month").annotate(Count("pk")))
    for group, value in [*((Group.STATUS, life) for life in Life), *((Group.LACKS, lack) for lack in Lack)]:
        register.matching(staff, replace(filters, picks={**filters.picks, group: (value,)})).count()


def _deep_page(bench: Bench, staff: Staff) -> None:
    """A page in the middle of everybody: by key, the same by plain SQL, and by OFFSET as paginators do."""
    everybody = Filters(as_of=office.now().date(), picks={})
    rows = register.matching(staff, everybody).order_by("name_key", "pk")
    middle = rows.count() // 2
    row = rows[middle]
    behind = Q(name_key__gt=row.name_key) | Q(name_key=row.name_key, pk__gt=row.pk)
    plain = (
        rows.filter(name_key__gte=row.name_key)
        .filter(behind)
        .select_related("client", "programme", "officer")
    )
    sql, parameters = office.statement(plain[: pages.PAGE + 1])
    times = 40
    ours, raw, peer = in_turn(
        [lambda: pages.page(staff, Filters(as_of=everybody.as_of, picks={}, after=row.pk))] * times,
        [lambda: office.rows_of(sql, parameters)] * times,
        [
            lambda: (
                list(rows.select_related("client", "programme", "officer")[middle : middle + 51]),
                rows.count(),
            )
        ]
        * times,
    )
    bench.add("page in the middle of everybody, p95", p95(ours), "ms", limit=p95(raw), baseline=p95(peer))


def _deep_orders(bench: Bench, staff: Staff) -> None:
    """A page in the middle of the office, sorted by every heading there is; the slowest heading counts."""
    taken = []
    for order in Order:
        asked = _in_the_middle(bench, staff, order)
        taken.append(p95(milliseconds([lambda a=asked: pages.page(staff, a)] * 20)))  # type: ignore[misc]
    bench.add("page at any depth, sorted by any heading, p95", max(taken), "ms", goal=DEEP_GOAL_MS)


def _in_the_middle(bench: Bench, staff: Staff, order: Order) -> Filters:
    everybody = Filters(as_of=office.now().date(), picks={}, order=order)
    middle = pages.ordered(register.matching(staff, everybody), everybody)[bench_office(bench) // 2]
    return replace(everybody, after=middle.pk)


def _groups(bench: Bench, staff: Staff) -> None:
    """The numbers of twenty saved groups: in one statement, and by one COUNT each."""
    today = office.now().date()
    queries = [group.query for group in groups.STANDARD]
    queries += [
        f"kabupaten={name}&lapor={state}" for name in ("Tuban", "Bojonegoro") for state in ReportState
    ]
    asked = [read_filters(QueryDict(query), today) for query in queries]
    ours, peer = in_turn(
        [lambda: groups.numbers_in(staff, asked)] * 20,
        [lambda: [register.matching(staff, filters).count() for filters in asked]] * 20,
    )
    bench.add(f"numbers of {len(asked)} groups, p95", p95(ours), "ms", baseline=p95(peer))


def _search(bench: Bench, staff: Staff) -> None:
    """Names in other spellings, parts of words, numbers of papers, a village, initials, somebody who is not there;
    then the same names with a letter wrong. As the box on every page asks: whom `staff` may see, best first."""
    clients = clients_of(staff)
    texts = _typed(bench, staff)
    ours, raw, peer = _searched(staff, texts)
    bench.add("search, p95", p95(ours), "ms", limit=p95(raw), baseline=p95(peer), goal=SEARCH_GOAL_MS)
    bench.add("search, p50", p50(ours), "ms", limit=p50(raw), baseline=p50(peer))
    bench.add(
        "search, processor time of ours and the engine, p95",
        p95(_worked(staff, texts)),
        "ms",
        goal=SEARCH_GOAL_MS,
    )
    wrong = [
        "soewanro",
        "moh. arid",
        "hartomo",
        "santosp karto",
        "munawarph",
        "setiawsn agus",
        "prasteyo",
        "khorul",
        "djumadu",
        "gesikharho",
    ]
    ours, raw, peer = _searched(staff, wrong)
    bench.add(
        "search with a wrong letter, p95",
        p95(ours),
        "ms",
        limit=p95(raw),
        baseline=p95(peer),
        goal=TYPO_GOAL_MS,
    )
    bench.add(
        "search with a wrong letter, processor time of ours and the engine, p95",
        p95(_worked(staff, wrong)),
        "ms",
        goal=TYPO_GOAL_MS,
    )
    missed = [
        text for text in wrong[:-1] if not ranked(clients, text, office_id=staff.office_id, limit=FOUND)
    ]
    bench.add("names with a wrong letter that were not found", len(missed), "names", goal=0)


def _typed(bench: Bench, staff: Staff) -> list[str]:
    clients = clients_of(staff)
    some = clients.exclude(nik="").order_by("pk")[bench_office(bench) // 20]
    row = Supervision.objects.filter(office_id=staff.office_id).order_by("pk")[bench_office(bench) // 30]
    phone = clients.filter(phones__isnull=False).order_by("pk")[0].phones.all()[0].number
    return ["Soewarno", "moh. arif", "muhamad arif", some.full_name, "hart", "santoso bin karto", "tri", "MA", "e", row.register_no,
            row.decision_no, phone.replace("+62", "0"), phone[-4:], some.nik, some.nik[-6:], some.village, "tidak ada orangnya"]  # fmt: skip


def _searched(staff: Staff, texts: list[str]) -> list[list[float]]:
    """Ours, the bare engine reading through the office's lines, and the search box of a changelist."""
    clients = clients_of(staff)
    return in_turn(
        [lambda t=t: ranked(clients, t, office_id=staff.office_id, limit=FOUND) for t in texts * 8],  # type: ignore[misc]
        [lambda t=t: _raw_search(staff, t) for t in texts * 8],  # type: ignore[misc]
        [lambda t=t: _admin_search(Client.objects.in_office_of(staff), t) for t in texts * 8],  # type: ignore[misc]
    )


def _worked(staff: Staff, texts: list[str]) -> list[float]:
    """Milliseconds of the processor, ours and the database server's: what others do on the machine does not count."""
    clients, server = clients_of(staff), office.server_process()
    taken = []
    for text in texts * 8:
        began = process_time() * 1000 + office.worked_ms(server)
        ranked(clients, text, office_id=staff.office_id, limit=FOUND)
        taken.append(process_time() * 1000 + office.worked_ms(server) - began)
    return taken


def _raw_search(staff: Staff, text: str) -> None:
    """The office's lines alone, for the longest piece looked for."""
    wanted = wanted_in(text)
    piece = max((*(word.folded for word in wanted.words), *(n[0] for n in wanted.numbers)), key=len)
    function = "instr" if connection.vendor == "sqlite" else "strpos"
    office.rows_of(
        f"SELECT client_id FROM clients_searchentry WHERE office_id = %s AND {function}(text, %s) > 0 LIMIT {FOUND}",
        (staff.office_id, piece),
    )


def _admin_search(clients: Any, text: str) -> None:
    """What the search box of a changelist does with these fields."""
    rows = clients
    for word in text.split():
        rows = rows.filter(
            Q(full_name__icontains=word)
            | Q(aliases__icontains=word)
            | Q(nik__icontains=word)
            | Q(village__icontains=word)
            | Q(phones__number__icontains=word)
        )
    list(rows.distinct().order_by("name_key", "pk")[:FOUND])


def _pages(bench: Bench, staff: Staff, addresses: list[str], asked: list[Filters]) -> None:
    """The whole page as a browser gets it, and how much of it is ours."""
    with office.serving(staff) as browser:
        fetch: list[Callable[[], office.Answer]] = [
            lambda address=address: browser.get(f"/klien/{address}")  # type: ignore[misc]
            for address in addresses
        ]
        for get in fetch:
            _check(get())
        answers = [_check(get()) for get in fetch * ROUNDS]
        bare = milliseconds([lambda: browser.get("/bare/")] * 60)
        finding = [browser.get(f"/klien/?q={text}") for text in ("soewarno", "hartono", "pb/2025") * 8]
    raw = milliseconds([lambda f=f: (_scan(staff), _raw_page(staff, f)) for f in asked * ROUNDS])  # type: ignore[misc]
    peer = milliseconds(_admin_pages(staff, asked))
    inside = [answer.inside_ms for answer in answers]
    bench.add(
        "page with all groups, server time, p95", p95(inside), "ms",
        limit=p95(raw), baseline=p95(peer), goal=PAGE_GOAL_MS,
    )  # fmt: skip
    bench.add("page with all groups, server time, p50", p50(inside), "ms", limit=p50(raw), baseline=p50(peer))
    bench.add(
        "page with all groups, computing in our thread, p95",
        p95([answer.work_ms for answer in answers]),
        "ms",
    )
    taken = [answer.seconds * 1000 for answer in answers]
    bench.add("page with all groups over HTTP, p50", p50(taken), "ms", limit=p50(bare))
    bench.add(
        "page of a search over HTTP, p50", p50([a.seconds * 1000 for a in finding]), "ms", limit=p50(bare)
    )
    with office.serving(staff) as browser:
        for name, path in (("page of the groups", "kelompok/"), ("row of doors", "kelompok/pintu/")):
            got = [browser.get(f"/klien/{path}") for _ in range(21)][1:]  # the first one warms the server up
            bench.add(f"{name}, server time, p95", p95([answer.inside_ms for answer in got]), "ms")
    bench.add("size of the page", sum(len(a.text) for a in answers) / len(answers) / 1000, "kB")


def _check(answer: office.Answer) -> office.Answer:
    if answer.status != 200 or not re.search("<table", answer.text):
        raise AssertionError(f"the register answered {answer.status}")
    return answer


def _raw_page(staff: Staff, filters: Filters) -> Any:
    rows = pages.ordered(register.matching(staff, filters), filters).select_related(
        "client", "programme", "officer"
    )
    return office.rows_of(*office.statement(rows[: pages.PAGE + 1]))


def _admin_pages(staff: Staff, asked: list[Filters]) -> list[Work]:
    def page(filters: Filters) -> None:
        _admin_counts(staff, filters)
        rows = pages.ordered(register.matching(staff, filters), filters)
        list(rows.select_related("client", "programme", "officer")[:100])

    return [lambda f=f: page(f) for f in asked]  # type: ignore[misc]
