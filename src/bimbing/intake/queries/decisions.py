"""What persons decided of rows, found again when the same file, or the same row in a corrected one, comes back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from bimbing.intake.models import Import, ImportRow

_LOOKED_AT: Final = 50  # imports back


@dataclass(frozen=True, slots=True)
class Decisions:
    """By the row's place in the same file, and by what a row says, in any file."""

    by_place: dict[tuple[str, int], Any] = field(default_factory=dict)
    by_key: dict[str, Any] = field(default_factory=dict)

    def of(self, sheet: str, row: int, row_key: str) -> Any:
        """The decision of a row, None where nobody took one."""
        return self.by_place.get((sheet, row)) or self.by_key.get(row_key)


def decisions_for(batch: Import) -> Decisions:
    """Decisions of earlier imports of the office that a new one may take over: at most two queries."""
    earlier = Import.objects.filter(office_id=batch.office_id, pk__lt=batch.pk).order_by("-pk")[:_LOOKED_AT]
    found = {
        pk: digest == batch.digest
        for pk, digest, counts in earlier.values_list("pk", "digest", "counts")
        if counts.get("decided")
    }
    return _read(found) if found else Decisions()


def decisions_of(batch: Import) -> Decisions:
    """The decisions of an import itself, to be kept when its file is read anew."""
    return _read({batch.pk: True})


def _read(batches: dict[int, bool]) -> Decisions:
    """`batches`: import -> whether it is the same file. Of several the latest counts."""
    decisions = Decisions()
    rows: Iterable[tuple[int, str, int, str, Any]] = (
        ImportRow.objects.filter(batch_id__in=batches, identity__isnull=False)
        .order_by("pk")
        .values_list("batch_id", "sheet", "row", "row_key", "identity")
    )
    for batch_id, sheet, row, row_key, identity in rows:
        if batches[batch_id]:
            decisions.by_place[sheet, row] = identity
        if not str(identity.get("as", "")).startswith("row:"):  # another file counts its rows otherwise
            decisions.by_key[row_key] = identity
    return decisions
