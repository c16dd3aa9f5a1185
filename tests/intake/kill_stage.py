"""A process that is killed: `python -m tests.intake.kill_stage prepare|work`, on the database that its environment names.

`prepare` makes an office with a register and a waiting import of a few hundred rows, and asks for it to be entered.
`work` tells the digest, does what waits with the server's own worker, and tells the digest again; it prints a line
at each of these, so that whoever started it knows when to kill it. With KILL_BROKEN=1 the commit is broken up into
one transaction for each slice: the campaign must notice.
"""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import django

#: Rows of the register before, and of the file; a third of the file changes what is there.
BEFORE, ROWS = 120, 360
#: Slices small enough that a commit of these rows has several.
SLICE = 40


def say(word: str, content: Any = None) -> None:
    print(word, json.dumps(content) if content is not None else "", flush=True)


def prepare() -> None:
    from django.core.management import call_command

    from bimbing.intake.actions import commit, commit_later, receive
    from bimbing.offices.models import Office, Staff
    from bimbing.offices.permissions import Role
    from tests.factories import AT
    from tests.intake.rows import workbook

    call_command("migrate", verbosity=0)
    office = Office.objects.create(
        code="bojonegoro", name="Balai Pemasyarakatan", short_name="Bapas", city="Bojonegoro"
    )
    dewi = Staff.objects.create(office=office, username="dewi", full_name="Dewi", role=Role.REGISTRAR)
    old = receive(office=office, workbook=workbook(*rows(BEFORE), name="lama.xlsx"), by=dewi, at=AT)
    commit(batch=old, by=dewi, at=AT)
    found = workbook(*rows(ROWS, changed=True), name="baru.xlsx")
    commit_later(batch=receive(office=office, workbook=found, by=dewi, at=AT), by=dewi, at=AT)
    say("prepared", picture())


def rows(number: int, *, changed: bool = False) -> list[Any]:
    """Rows of a register: of several officers and programmes, with reports; some repeat, some are no client's."""
    from tests.intake.rows import SUWARNO, row

    made = []
    for n in range(number):
        name = f"{['SUWARNO', 'SITI', 'JOKO', 'LASTRI', 'BAMBANG', 'DEWI', 'RATNO'][n % 7]} {word(n)}"
        start = date(2026, 1, 5) + timedelta(days=n % 60)
        values = SUWARNO | {
            "full_name": name if n % 37 else None,
            "aliases": [],
            "nik": f"35221510059{n:05}",
            "register_no": f"{n:03}/PB/2026",
            "phones": [[f"+62812000{n:05}", "self"]],
            "officer": f"PK {'ABCDEFG'[n % (5 + 2 * changed)]} HARTONO",
            "programme": ("PB", "CB", "CMB")[n % 3],
            "start_date": start.isoformat(),
            "end_date": (start + timedelta(days=700 + changed * n % 2)).isoformat(),
            "decree_no": f"PAS-{n}.PK.05.09 TAHUN 2026",
            "address": f"Ds. Ngraho RT.0{1 + changed * (n % 2)} Kec. Ngraho Kab. Bojonegoro",
            "attendance": [
                [f"2026-{month:02}-{1 + n % 27:02}", "present", ""] for month in range(5, 8 + 2 * changed)
            ],
        }
        made.append(row(values, n + 7))
    return [*made, row(dict(made[1].values), number + 7)]


def word(number: int) -> str:
    return "".join("ABCDEFGHIJ"[int(digit)] for digit in f"{number:03}") + "WAN"


def work() -> None:
    from bimbing.jobs import progress
    from bimbing.jobs.actions import Worker, worker
    from bimbing.jobs.models import Job
    from tests.factories import AT

    progress.LEASE, worker.LOOK_SECONDS = timedelta(seconds=1.5), 0.1
    _say_every_step()
    if os.environ.get("KILL_BROKEN"):
        _break_up()
    say("before", picture())
    say("go")
    threading.Thread(target=Worker(clock=lambda: AT).serve, daemon=True).start()
    pause = threading.Event()
    while Job.objects.filter(state__in=("queued", "running")).exists():
        pause.wait(0.03)
    say("done", list(Job.objects.values_list("state", "attempts")))
    say("after", picture())


def picture() -> dict[str, dict[str, str]]:
    """The digest of everything, and that of the register: everything but the jobs."""
    from tests.digest import digest

    return {"all": digest(), "register": digest(without=["jobs.Job"])}


def _commit_module() -> Any:
    return import_module("bimbing.intake.actions.commit")  # the package's own `commit` is the function


def _say_every_step() -> None:
    from bimbing.jobs.progress import Running

    _commit_module().SLICE = SLICE
    report = Running.report

    def said(self: Running, step: str, done: int, total: int) -> None:
        say("step", [step, done, total])
        report(self, step, done, total)

    Running.report = said


def _break_up() -> None:
    """The fault that the campaign is there to find: no transaction holds the slices together."""
    from django.db.models import QuerySet

    class Torn:
        @staticmethod
        @contextlib.contextmanager
        def atomic() -> Iterator[None]:
            yield

    _commit_module().transaction = Torn
    _commit_module().lock_intake = lambda office: None
    locked = QuerySet.select_for_update

    def unlocked(self: Any, **options: Any) -> Any:
        return locked(self, **options) if django.db.connection.in_atomic_block else self

    QuerySet.select_for_update = unlocked


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bimbing.config.settings"
    django.setup()
    {"prepare": prepare, "work": work}[sys.argv[1]]()
