"""While an import is entered: how far it is, asked every second, and the button that stops it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bimbing.intake.actions import stop_commit
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.at_work import commit_job
from bimbing.intake.shown.progress_words import entering
from bimbing.intake.shown.rows import OUTCOME_KINDS
from bimbing.intake.views.reach import import_of
from bimbing.jobs.models import Job
from bimbing.jobs.progress import progress_of
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Permission


@require_GET
@requires(Permission.IMPORT)
def import_progress(request: StaffRequest, import_id: int) -> HttpResponse:
    """The part that the page asks for every second. `tahap` is the step the asker knows: only a new one is said aloud.

    Where nothing is being entered any more, the way to the import's own page.
    """
    batch = import_of(request, import_id)
    job = commit_job(batch) if batch.state == Import.State.PREVIEW else None
    if job is not None and job.is_live:
        return entering_page(request, batch, job)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Redirect": reverse("import_preview", args=[batch.pk])})
    return redirect("import_preview", batch.pk)


@require_POST
@requires(Permission.IMPORT)
def import_stop(request: StaffRequest, import_id: int) -> HttpResponse:
    """Stop it: nothing of it is entered, and the import waits again."""
    batch = import_of(request, import_id)
    if stop_commit(batch=batch, at=timezone.localtime()) is None:
        messages.info(request, _("There is nothing to stop any more."))
    return see_other("import_preview", batch.pk)


def entering_page(request: StaffRequest, batch: Import, job: Job) -> HttpResponse:
    """The page of an import while it is entered; for the htmx of that page only its moving part."""
    progress = progress_of(job)
    context = {
        "batch": batch,
        "job": job,
        "progress": progress,
        "entering": entering(batch=batch, job=job, progress=progress),
        "known_step": request.GET.get("tahap"),
    }
    if request.htmx and request.htmx.target == "entering":  # type: ignore[attr-defined]
        return render(request, "intake/part_progress.html", context | {"is_part": True})
    if request.htmx:  # type: ignore[attr-defined]  # a click on the page as it was before
        return HttpResponse(headers={"HX-Redirect": reverse("import_preview", args=[batch.pk])})
    by = Staff.objects.filter(pk=job.by_id).values_list("full_name", flat=True).first()
    numbers = {outcome: batch.counts.get(outcome.value, 0) for outcome in ImportRow.Outcome}
    stats = [
        (outcome.label, number, OUTCOME_KINDS[outcome] if number else "neutral")
        for outcome, number in numbers.items()
    ]
    return render(request, "intake/entering.html", context | {"by": by or "", "stats": stats})
