"""`bimbing prove`: recomputes every stored column of the register from its facts and names each difference."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bimbing.attendance.actions.mending import mend as write_true_values
from bimbing.attendance.queries.duty import FOREVER
from bimbing.attendance.queries.proof import Difference, differences, unfindable
from bimbing.supervision.actions import mend_tallies, reindex
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries.tallies import TallyDifference, tally_differences

SHOWN = 50


class Command(BaseCommand):
    help = "Recompute every stored sum from the facts; report differences (exit code 1), or mend them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="write the true values")

    def handle(self, *args: Any, mend: bool, **options: Any) -> None:
        lost = list(unfindable())
        for client_id in lost[:SHOWN]:
            self.stdout.write(f"klien {client_id}: baris pencarian tidak sesuai dengan nama dan nomornya")
        if lost and mend:
            reindex(client_ids=lost)
            self.stdout.write(f"{len(lost)} baris pencarian telah dibetulkan.")
        as_of = timezone.localdate()
        found = list(differences(as_of=as_of))
        for difference in found[:SHOWN]:
            self.stdout.write(sentence(difference))
        if len(found) > SHOWN:
            self.stdout.write(f"… dan {len(found) - SHOWN} selisih lagi.")
        rows = len({difference.supervision_id for difference in found})
        proved = (
            f"{Supervision.objects.count()} pembimbingan dihitung ulang dari faktanya s/d {as_of:%d-%m-%Y}"
        )
        if mend and found:
            write_true_values(found=found, as_of=as_of)
        tallies = self.prove_tallies(mend=mend)
        if not found and (mend or not (lost or tallies)):
            self.stdout.write(f"{proved}: tidak ada selisih.")
        elif mend:
            self.stdout.write(f"{proved}: {len(found)} selisih pada {rows} baris telah dibetulkan.")
        else:
            search = f" dan {len(lost)} baris pencarian" if lost else ""
            search += f" dan {tallies} hitungan wilayah" if tallies else ""
            raise CommandError(
                f"{proved}: {len(found)} selisih pada {rows} baris{search}. Jalankan `bimbing prove --mend` untuk membetulkan.",
                returncode=1,
            )

    def prove_tallies(self, *, mend: bool) -> int:
        """How many figures of the region were not what the register counts; they are now if `mend`."""
        wrong = tally_differences()
        for difference in wrong[:SHOWN]:
            self.stdout.write(tally_sentence(difference))
        if wrong and mend:
            mend_tallies()
            self.stdout.write(f"{len(wrong)} hitungan wilayah telah dibetulkan.")
        return len(wrong)


def tally_sentence(difference: TallyDifference) -> str:
    """One figure of the region that is wrong: which kind, and by how many."""
    kind = " ".join(str(value) or "-" for value in difference.kind)
    return f"hitungan wilayah {kind}: selisih {difference.too_many:+}"


def sentence(difference: Difference) -> str:
    """One difference in words: which row, which column, what stands there, what is true."""
    stored, true = plain(difference.stored), plain(difference.true)
    return (
        f"pembimbingan {difference.supervision_id}: {difference.column} tersimpan {stored}, seharusnya {true}"
    )


def plain(value: Any) -> str:
    if value is None:
        return "kosong"
    if value == FOREVER:
        return "selamanya"
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value) or "''"
