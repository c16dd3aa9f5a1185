"""`bimbing practice`: opens the practice office in the present data folder, if no office is there yet."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bimbing.offices.models import Office
from bimbing.practice.actions import open_practice_office
from bimbing.practice.queries import practice_sign_ins


class Command(BaseCommand):
    help = "Open the practice office (469 fictional clients)."

    def handle(self, *args: Any, **options: Any) -> None:
        if Office.objects.exists():
            raise CommandError(
                "Sudah ada kantor di sini; kantor latihan hanya dibuat di folder data yang kosong."
            )
        open_practice_office(at=timezone.localtime(), data=settings.DATA_DIR)
        for user, password, who in practice_sign_ins(settings.DATA_DIR):
            self.stdout.write(f"{user}: {password} ({who})")
