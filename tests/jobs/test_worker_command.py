"""`bimbing worker`: a process of its own beside the servers of a PostgreSQL installation, and not needed elsewhere."""

import os
import signal
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from bimbing.jobs.models import Job
from tests.jobs.kinds import ask, state


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="what the command says on SQLite")
def test_on_sqlite_it_says_that_the_server_does_it() -> None:
    with pytest.raises(CommandError, match="pekerjaan latar dikerjakan oleh server Bimbing sendiri"):
        call_command("worker")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="the command is for PostgreSQL")
def test_it_does_what_waits_and_ends_gently_when_told_to() -> None:
    job = ask(kind="of a later version")  # it can do nothing but say so, and that is seen
    address = urlsplit(settings.DATABASE_URL)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    process = subprocess.Popen(
        [sys.executable, "-m", "bimbing", "worker"],
        env={**os.environ, "BIMBING_DATABASE": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        pause = threading.Event()
        for _ in range(300):
            if state(job) != "queued" or process.poll() is not None:
                break
            pause.wait(0.1)
        assert state(job) == "failed"
        assert Job.objects.get().worker.split(":")[1] == str(process.pid)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "Mengerjakan pekerjaan latar." in said
