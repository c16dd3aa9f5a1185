"""Power goes while a backup is made: no half file ever bears the name of a backup, and the next one is made as if
nothing had been. `BIMBING_KILLS=50` kills so often; CI a few times."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.db import connection

from bimbing.backup.actions import check, make_backup
from bimbing.backup.models import Backup
from tests.factories import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("something")]

KILLS = int(os.environ.get("BIMBING_KILLS", "6"))
#: The child is the program as it is, on the tests' database; it says when it begins, so that a kill hits the work.
CHILD = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "bimbing.config.settings"
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from pathlib import Path
settings.BACKUP_DIR = Path(sys.argv[2])
from django.utils import timezone
from bimbing.backup.actions import make_backup
from bimbing.backup.models import Backup
print("mulai", flush=True)
for _ in range(100):
    make_backup(reason=Backup.Reason.HOURLY, at=timezone.now())
"""


def test_a_killed_backup_leaves_no_half_file(folder: Path) -> None:
    draw, unfinished = Random(2026), 0
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(connection.settings_dict["NAME"]), str(folder)],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"mulai\n"
        time.sleep(draw.uniform(0.02, 0.6))  # the moment of the kill, not a wait for something
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        unfinished += any(path.name.startswith(".kerja-") for path in folder.iterdir())
        for path in folder.glob("bimbing-*"):
            check(path, key=settings.DATA_KEY)
    assert unfinished, "No kill hit a backup at work: the campaign proves nothing."
    row = make_backup(reason=Backup.Reason.BY_HAND, at=AT)
    assert row.is_whole
