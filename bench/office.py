"""The office a suite measures in: a database with so many clients, a server, and a browser that is signed in."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402  (Django must be set up first)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bimbing.offices.models import Office, Staff  # noqa: E402
from bimbing.offices.permissions import Role  # noqa: E402
from bimbing.practice.scale import Scale, make_scale  # noqa: E402

#: An office has some thousands of clients at most; a larger size is a province with several.
LARGEST_OFFICE = 10_000
SECONDS_TO_START = 60


def migrate() -> None:
    """An empty database with every table."""
    call_command("migrate", verbosity=0, interactive=False)


def make_office(*, clients: int, visits: int) -> Scale:
    """A database with so many clients; the first office holds at most LARGEST_OFFICE of them.

    One that was kept (`--keep`) is taken as it is.
    """
    migrate()
    if kept := list(Office.objects.filter(kind=Office.Kind.BAPAS).order_by("pk")):
        registrars = {
            staff.office_id: staff for staff in Staff.objects.filter(role=Role.REGISTRAR).order_by("-pk")
        }
        return Scale(kept, [registrars[one.pk] for one in kept], clients, visits)
    offices = -(-clients // LARGEST_OFFICE)
    made = make_scale(clients=clients, offices=offices, visits=visits, at=now())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the server does so by itself a minute after a bulk load
    return made


def overseer() -> Staff:
    """Somebody at the Directorate General, who counts all offices."""
    top, _ = Office.objects.get_or_create(
        code="ditjen",
        defaults={"name": "Direktorat Jenderal", "short_name": "Ditjen", "kind": Office.Kind.DITJEN},
    )
    staff, _ = Staff.objects.get_or_create(
        username="skala.pengawas",
        defaults={"office": top, "full_name": "Pengawas Skala", "role": Role.OVERSEER, "password": "!"},
    )
    return staff


def now() -> datetime:
    """The present moment in the office's zone."""
    return timezone.localtime()


def rows_of(sql: str, parameters: tuple[Any, ...] | list[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a plain statement: what the engine and its driver need, and nothing of ours."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def server_process() -> int | None:
    """The process of the database server that works for us; None where the engine works in ours."""
    if connection.vendor != "postgresql":
        return None
    return int(rows_of("SELECT pg_backend_pid()")[0][0])


def worked_ms(process: int | None) -> float:
    """Milliseconds of the processor that another process has had; 0 where the system does not say."""
    if process is None:
        return 0.0
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6
    except OSError:
        return 0.0


def bulk_insert(table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
    """Rows into a table by one prepared INSERT, in the transaction that is open."""
    marks = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def statement(queryset: Any) -> tuple[str, tuple[Any, ...]]:
    """The SQL of a queryset and its parameters, to be sent as they are."""
    sql, parameters = queryset.query.sql_with_params()
    return sql, tuple(parameters)


@dataclass(frozen=True, slots=True)
class Answer:
    """A response. `seconds` from the first byte sent to the last received; `inside_ms` is the server's own time,
    `work_ms` what its thread computed of it."""

    status: int
    seconds: float
    inside_ms: float
    work_ms: float
    text: str
    location: str


@dataclass(slots=True)
class Browser:
    """One connection that stays open, with the cookies of somebody who is signed in."""

    port: int
    cookies: dict[str, str]
    line: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def another(self) -> "Browser":
        """The same person at another desk: a connection of its own."""
        return Browser(self.port, dict(self.cookies))

    def get(self, address: str) -> Answer:
        return self._send("GET", address, None)

    def post(self, address: str, form: Mapping[str, Any]) -> Answer:
        return self._send("POST", address, urlencode(form))

    def _send(self, method: str, address: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.line.request(method, address, body, headers)
        response = self.line.getresponse()
        data = response.read()
        seconds = time.perf_counter() - began
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(
            status=response.status,
            seconds=seconds,
            inside_ms=float(response.headers.get("X-Inside", "nan")),
            work_ms=float(response.headers.get("X-Work", "nan")),
            text=data.decode("utf-8", errors="replace"),
            location=response.headers.get("Location", ""),
        )


def signed_in(staff: Staff) -> dict[str, str]:
    """The cookies of a member of staff who has just signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(staff.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = staff.get_session_auth_hash()
    session.create()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key)}


@contextlib.contextmanager
def serving(staff: Staff) -> Iterator[Browser]:
    """Bimbing behind granian with the options of `bimbing up`, and a browser signed in as `staff`."""
    call_command("collectstatic", verbosity=0, interactive=False)
    cookies = signed_in(staff)
    connection.close()
    port = free_port()
    environment = {**os.environ, "BENCH_SERVES": "bimbing"}
    command = [sys.executable, "-m", "bench.served", "bench.served:application", str(port)]
    with running(command, environment):
        browser = Browser(port, cookies)
        wait_for(port, "/bare/")
        yield browser


@contextlib.contextmanager
def running(command: list[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended, with every process it started, when the work with it is done."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=quiet, stdin=quiet, start_new_session=True)
    try:
        yield process
    finally:
        _end(process, gently=True)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            _end(process, gently=False)
            process.wait()


def _end(process: subprocess.Popen[bytes], *, gently: bool) -> None:
    if os.name == "nt":
        process.terminate() if gently else process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM if gently else signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(port: int, address: str) -> int:
    """Ask until somebody answers; the status of the answer."""
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            line.request("GET", address)
            status = line.getresponse().status
            line.close()
            return status
        except OSError:
            if time.monotonic() > deadline:
                raise TimeoutError(f"nobody answers on port {port}") from None
            time.sleep(0.01)
