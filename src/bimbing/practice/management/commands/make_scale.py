"""`bimbing make_scale --clients N`: fills an empty database for a benchmark or for a look at large lists."""

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bimbing.offices.models import Office
from bimbing.practice.scale import SEED, make_scale


class Command(BaseCommand):
    help = "Fill an empty database with many fictional clients, for benchmarks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clients", type=int, required=True)
        parser.add_argument("--offices", type=int, default=1)
        parser.add_argument("--visits", type=int, default=None, help="in all; ten a client unless given")
        parser.add_argument("--seed", type=int, default=SEED)

    def handle(
        self, *args: Any, clients: int, offices: int, visits: int | None, seed: int, **options: Any
    ) -> None:
        if Office.objects.exists():
            raise CommandError(
                "Sudah ada kantor di sini; data ukuran hanya dibuat di folder data yang kosong."
            )
        if not 1 <= offices <= clients or (visits is not None and visits < 0):
            raise CommandError("Perlu paling sedikit satu kantor, satu klien per kantor, dan nol kunjungan.")
        began = perf_counter()
        quota = clients * 10 if visits is None else visits
        made = make_scale(clients=clients, offices=offices, visits=quota, at=timezone.localtime(), seed=seed)
        self.stdout.write(
            f"{len(made.offices)} kantor, {made.clients} klien, {made.visits} kunjungan "
            f"dalam {perf_counter() - began:.1f} detik."
        )
