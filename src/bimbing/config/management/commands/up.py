"""`bimbing up`: brings the database up to date, does the day's due work, and serves."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from bimbing.backup.actions import kept_before_update
from bimbing.backup.archive import BackupFault
from bimbing.backup.words import FAULTS
from bimbing.config import messages
from bimbing.jobs.actions import catch_up
from bimbing.offices.models import Office
from bimbing.practice.actions import open_practice_office
from bimbing.practice.queries import practice_sign_ins


class Command(BaseCommand):
    help = "Set up the database if needed, then serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--setup-only", action="store_true")

    def handle(self, *args: Any, port: int, address: str, setup_only: bool, **options: Any) -> None:
        new = self.bring_up_to_date()
        if settings.PRACTICE and not Office.objects.exists():
            self.stdout.write(messages.MAKING_PRACTICE)
            open_practice_office(at=timezone.localtime(), data=settings.DATA_DIR)
        self.collect_static_files()
        catch_up(now=timezone.localtime())
        if new and connection.vendor == "sqlite":
            self.stdout.write(messages.recovery_key(self.key()))
        if setup_only:
            self.stdout.write(messages.READY)
        else:
            self.say_the_next_step(f"http://{address}:{port}")
            connection.close()
            serve(address, port)

    def bring_up_to_date(self) -> bool:
        """Migrates if anything is pending. True if the database was made just now."""
        executor = MigrationExecutor(connection)
        new = not executor.loader.applied_migrations
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(messages.MIGRATING)
            with nullcontext() if new else self.kept_before():
                call_command("migrate", verbosity=0, interactive=False)
        return new

    @contextmanager
    def kept_before(self) -> Iterator[None]:
        """The data as they are before the update; without that copy nothing is changed."""
        try:
            with kept_before_update(at=timezone.localtime()) as kept:
                if kept is not None:
                    self.stdout.write(messages.kept_before_update(kept.name))
                yield
        except BackupFault as fault:
            raise CommandError(messages.NOT_KEPT.format(why=FAULTS[fault.fault])) from fault

    def collect_static_files(self) -> None:
        """Copies and hashes the static files, once for each version of them."""
        stamp = Path(settings.STATIC_ROOT) / "stamp.txt"
        newest = str(
            max(
                Path(storage.path(path)).stat().st_mtime
                for finder in finders.get_finders()
                for path, storage in finder.list([])
            )
        )
        if not stamp.exists() or stamp.read_text() != newest:
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
            stamp.write_text(newest)

    def key(self) -> str:
        return str((settings.DATA_DIR / "kunci-data.txt").read_text(encoding="ascii").strip())

    def say_the_next_step(self, address: str) -> None:
        if settings.PRACTICE:
            self.stdout.write(messages.practice(address, practice_sign_ins(settings.DATA_DIR)))
        elif Office.objects.exists():
            self.stdout.write(messages.running(address))
        else:
            self.stdout.write(messages.first_run(address))


def serve(address: str, port: int) -> None:
    """One process, several threads: SQLite wants one writer, an office wants nothing to look after."""
    from granian import Granian  # imported here: half of the start-up time of every other command
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        target="bimbing.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
