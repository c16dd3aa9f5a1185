"""The rows that do not come in, or still ask, taken out as a workbook to be corrected and dropped in again."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bimbing.intake.actions.answers import lists_of, note_problems_taken_out
from bimbing.intake.exports import XLSX, workbook
from bimbing.intake.imports.cut_out import cut_out
from bimbing.intake.models import ImportRow
from bimbing.intake.queries.answered import is_open
from bimbing.intake.queries.questions import rows_to_correct
from bimbing.intake.shown.answer_words import typed_words
from bimbing.intake.shown.sentences import remark_of
from bimbing.intake.views.reach import import_of
from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.permissions import Permission
from bimbing.rules.dates import short_date


@require_POST
@requires(Permission.IMPORT)
def import_problems(request: StaffRequest, import_id: int) -> HttpResponse:
    """The rejected rows; with `semua` those with an open question too. What for is kept in the trail."""
    batch = import_of(request, import_id)
    at, every = timezone.localtime(), bool(request.POST.get("semua"))
    rows = rows_to_correct(batch, every=every)
    lists = lists_of(batch)
    purpose = _("rows with open questions, to be corrected") if every else _("rejected rows, to be corrected")
    note_problems_taken_out(batch=batch, rows=len(rows), purpose=purpose, by=request.user, at=at)
    mark = _("Taken out by %(name)s on %(when)s for: %(purpose)s") % {
        "name": request.user.full_name,
        "when": f"{short_date(at.date())} {at:%H.%M}",
        "purpose": purpose,
    }
    made = workbook(
        cut_out(batch, rows, say=_problems, typed=lambda field, value: typed_words(field, value, lists)),
        title=_("Rows of %(file)s to be corrected") % {"file": batch.file_name},
        watermark=mark,
        made_at=at,
    )
    response = HttpResponse(made, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="baris-bermasalah-{batch.pk}.xlsx"'
    return response


def _problems(row: ImportRow) -> str:
    said = []
    for issue in row.issues:
        if is_open(issue):
            remark = remark_of(issue)
            said.append(f"{remark.field}: {remark.problem} {remark.advice}".strip())
    return "\n".join(dict.fromkeys(said))
