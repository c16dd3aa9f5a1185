"""`bimbing backup`: make one now, or check one that lies somewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bimbing.backup import words
from bimbing.backup.actions import check, drill, make_backup
from bimbing.backup.archive import BackupFault
from bimbing.backup.models import Backup


class Command(BaseCommand):
    help = "Make a backup, read it back and carry it to the other folders."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", metavar="FILE", help="only read a backup back, wherever it lies")
        parser.add_argument(
            "--drill", action="store_true", help="also restore it for a try and start the program on it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.localtime()
        try:
            if options["check"]:
                manifest = check(Path(options["check"]), key=settings.DATA_KEY)
                self.stdout.write(words.whole(Path(options["check"]), manifest))
                return
            made = make_backup(reason=Backup.Reason.BY_HAND, at=at)
        except BackupFault as fault:
            raise CommandError(words.FAULTS[fault.fault]) from fault
        self.stdout.write(words.made(settings.BACKUP_DIR / made.name, made.rows, made.size, made.seconds))
        if options["drill"]:
            if not drill(made, at=at):
                raise CommandError(words.DRILL_FAILED)
            self.stdout.write(words.DRILLED)
