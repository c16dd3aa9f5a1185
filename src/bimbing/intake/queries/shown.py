"""What the pages of intake show: imports of one's office, their rows, who in them is unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast

from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.answered import is_open
from bimbing.intake.queries.officers import staff_by_spelling
from bimbing.offices.models import Staff
from bimbing.rules.name_keys import fold
from bimbing.supervision.models import Supervision

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class RowPage:
    """Rows of one page; `before` and `after` are the marks of the neighbouring pages, None where there is none."""

    rows: Sequence[ImportRow]
    before: int | None
    after: int | None


def imports_of(staff: Staff) -> QuerySet[Import]:
    """Imports of the staff member's office, the newest first."""
    return (
        Import.objects.filter(office_id=staff.office_id)
        .select_related("uploaded_by", "office")
        .order_by("-pk")
    )


def earlier_import(batch: Import) -> Import | None:
    """When the very same file was brought in before."""
    same = Import.objects.filter(office_id=batch.office_id, digest=batch.digest, state=Import.State.DONE)
    return same.filter(pk__lt=batch.pk).select_related("uploaded_by").order_by("-pk").first()


def outcome_counts(batch: Import) -> dict[str, int]:
    """Outcome -> rows, counted."""
    counted = dict(batch.rows.order_by().values_list("outcome").annotate(Count("pk")))
    return {outcome.value: counted.get(outcome.value, 0) for outcome in ImportRow.Outcome}


def rows_of(
    batch: Import,
    *,
    outcome: str = "",
    problem: str = "",
    after: int | None = None,
    before: int | None = None,
) -> RowPage:
    """One page of rows in the order of the file, by keyset: `after` or `before` the row of that number."""
    rows = batch.rows.order_by("pk")
    if outcome:
        rows = rows.filter(outcome=outcome)
    if problem:
        rows = rows.annotate(said=Cast("issues", TextField())).filter(said__contains=f'"code": "{problem}"')
    if before is not None:
        found = _first(rows.filter(pk__lt=before).order_by("-pk"), problem)
        more, page = len(found) > PAGE, found[:PAGE][::-1]
        return RowPage(page, page[0].pk if more and page else None, page[-1].pk if page else None)
    found = _first(rows.filter(pk__gt=after) if after else rows, problem)
    more, page = len(found) > PAGE, found[:PAGE]
    return RowPage(page, page[0].pk if after and page else None, page[-1].pk if more else None)


def _first(rows: QuerySet[ImportRow], problem: str) -> list[ImportRow]:
    """One row more than a page holds. Which of a problem's rows still ask it, no text search can tell."""
    if not problem:
        return list(rows[: PAGE + 1])
    asking = (
        row
        for row in rows.iterator(chunk_size=4 * PAGE)
        if any(remark["code"] == problem and is_open(remark) for remark in row.issues)
    )
    return list(islice(asking, PAGE + 1))


def unknown_officers(batch: Import) -> list[Mapping[str, Any]]:
    """Officers the file names whom the office does not know yet; those with clients only."""
    known = staff_by_spelling(batch.office_id)
    found = batch.found.get("officers", ())
    return [officer for officer in found if officer["clients"] and fold(officer["name"]) not in known]


def programmes_brought_in(batch: Import) -> list[tuple[str, int]]:
    """Programme -> supervisions that the rows of an import became or were; the largest first."""
    ids = batch.rows.filter(supervision_id__isnull=False).values("supervision_id")
    counted = (
        Supervision.objects.filter(pk__in=ids).order_by().values_list("programme_id").annotate(n=Count("pk"))
    )
    return [(code or "", number) for code, number in counted.order_by("-n", "programme_id")]
