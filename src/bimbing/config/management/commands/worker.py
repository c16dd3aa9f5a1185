"""`bimbing worker`: does the background work in a process of its own, beside the servers of a PostgreSQL installation."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from bimbing.config import messages
from bimbing.jobs.actions import Worker


class Command(BaseCommand):
    help = "Do the background work until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor == "sqlite":
            raise CommandError(messages.WORKER_NOT_NEEDED)
        worker = Worker()
        for sent in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sent, lambda *_: worker.stop())
        self.stdout.write(messages.WORKING)
        worker.serve()
