"""The figures of all offices together, as the Directorate General asks for them; part of the suite `register`."""

from django.http import QueryDict

from bench import admin_peer, office
from bench.measure import Bench, in_turn, milliseconds, p50, p95
from bimbing.supervision.actions import fold_tallies
from bimbing.supervision.forms import read_filters
from bimbing.supervision.queries.region import figures, overdue, region_of

COUNTS_GOAL_MS = 300
OVERDUE_GOAL_MS = 50
ADMIN_GOAL = 10
ROUNDS = 3
#: Alone and any two together: status, report, misses, programme, offence, section, month of ending.
ASKED = (
    "", "?program=PB", "?lapor=not_yet&seksi=BKD", "?terlewat=3&program=PB&program=CB", "?kejahatan=NARKOTIKA",
    "?kejahatan=NARKOTIKA&program=PB", "?kejahatan=NARKOTIKA&lapor=not_yet", "?status=aktif", "?status=lewat",
    "?status=selesai", "?status=semua", "?berakhir=2027-03", "?berakhir=2027-03&program=PB", "?status=lewat&terlewat=3",
)  # fmt: skip


def measure(bench: Bench) -> None:
    fold_tallies()
    staff = office.overseer()
    whole, today = region_of(staff), office.now().date()
    if whole is None:
        raise AssertionError("somebody at the top sees no office")
    asked = [read_filters(QueryDict(address.lstrip("?")), today) for address in ASKED]
    ours, raw = in_turn(
        [lambda f=f: figures(whole, f) for f in asked * ROUNDS],  # type: ignore[misc]
        [_scan] * (len(asked) * ROUNDS),
    )
    bench.add(
        "all offices: every group and office counted, p95",
        p95(ours),
        "ms",
        limit=p95(raw),
        goal=COUNTS_GOAL_MS,
    )
    counted = milliseconds([lambda: overdue(whole, today)] * 20)
    bench.add("all offices: overdue, counted, p95", p95(counted), "ms", goal=OVERDUE_GOAL_MS)
    with office.serving(staff) as browser:
        for address in ASKED:
            if browser.get(f"/wilayah/{address}").status != 200:
                raise AssertionError(f"the region did not answer {address}")
        got = [browser.get(f"/wilayah/{address}") for address in ASKED * ROUNDS]
        same = [browser.get(f"/wilayah/{address}").inside_ms for address in [*admin_peer.EVERYWHERE] * ROUNDS]
    inside = [answer.inside_ms for answer in got]
    bench.add("all offices: page, server time, p95", p95(inside), "ms")
    bench.add("all offices: page, server time, p50", p50(inside), "ms")
    bench.add(
        "all offices: page, computing in our thread, p95", p95([answer.work_ms for answer in got]), "ms"
    )
    peer = admin_peer.measured(0, 0)
    bench.add("all offices: page beside the admin's changelist, p50", p50(same), "ms", baseline=p50(peer))
    bench.add("all offices: times faster than the admin's changelist, p50", p50(peer) / p50(same), "x",
              goal=ADMIN_GOAL, least=True)  # fmt: skip


def _scan() -> None:
    """The bare sums by kind, without offices, months, what was not yet added and what has passed its end."""
    office.rows_of(
        "SELECT section, programme, offence, status, report_state, misses, SUM(n) FROM supervision_tally GROUP BY 1, 2, 3, 4, 5, 6"
    )
