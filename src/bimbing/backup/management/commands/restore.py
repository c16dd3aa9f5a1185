"""`bimbing restore FILE`: put a backup back, on this computer or a new one."""

from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bimbing.backup import words
from bimbing.backup.actions import restore
from bimbing.backup.actions.restore import NotEmpty, ServerRuns
from bimbing.backup.archive import BackupFault
from bimbing.backup.key import NotAKey, read_key


class Command(BaseCommand):
    help = "Put a backup back. The server must not run meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--key", help="the recovery key from the paper; asked for where it is not given")
        parser.add_argument("--yes", action="store_true", help="do not ask whether to go on")

    def handle(self, *args: Any, file: str, key: str | None, yes: bool, **options: Any) -> None:
        path = Path(file)
        if not path.is_file():
            raise CommandError(words.NO_FILE.format(path=path))
        began = perf_counter()
        try:
            typed = read_key(key if key is not None else input(words.TYPE_THE_KEY))
        except NotAKey as fault:
            raise CommandError(words.NOT_A_KEY.format(found=fault.found)) from fault
        if not yes and input(words.GO_ON.format(data=settings.DATA_DIR)).strip().lower() not in (
            "pulihkan",
            "restore",
        ):
            raise CommandError(words.NOTHING_DONE)
        try:
            done = restore(path, key=typed, data=settings.DATA_DIR, at=timezone.localtime())
        except ServerRuns as fault:
            raise CommandError(words.SERVER_RUNS) from fault
        except NotEmpty as fault:
            raise CommandError(words.NOT_EMPTY) from fault
        except BackupFault as fault:
            raise CommandError(words.FAULTS[fault.fault]) from fault
        self.stdout.write(words.restored(done.manifest, done.before, perf_counter() - began))
