"""Pages of intake: drop a workbook, see what it says and would do, bring it in or put it aside."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bimbing.intake.actions import ImportAtWork, ImportDiscarded, commit_later, discard, receive
from bimbing.intake.actions.undo import UndoRefused, undo
from bimbing.intake.forms import UploadForm
from bimbing.intake.imports.choices import Choices
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.at_work import commit_job, imports_at_work, same_file_at_work
from bimbing.intake.queries.later_work import NAMED, names_of
from bimbing.intake.queries.shown import (
    RowPage,
    earlier_import,
    imports_of,
    outcome_counts,
    programmes_brought_in,
    rows_of,
    unknown_officers,
)
from bimbing.intake.queries.taught import taught_by
from bimbing.intake.shown.asking import asking_for
from bimbing.intake.shown.how_read import how_read
from bimbing.intake.shown.progress_words import why_failed
from bimbing.intake.shown.rows import (
    OUTCOME_KINDS,
    OUTCOME_NOTES,
    OUTCOME_WORDS,
    Door,
    SheetShown,
    problem_label,
    row_shown,
    sheets_shown,
)
from bimbing.intake.shown.undo_words import REFUSED, WORK_WORDS
from bimbing.intake.views.progress import entering_page
from bimbing.intake.views.reach import import_of
from bimbing.jobs.models import Job
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission

LISTED: Final = 30
_OUTCOMES: Final = {value: outcome for outcome, value in OUTCOME_WORDS.items()}


@require_GET
@requires(Permission.IMPORT)
def imports(request: StaffRequest) -> HttpResponse:
    """The drop zone, and what came in before."""
    return _list_page(request, UploadForm(today=timezone.localtime().date()))


@require_POST
@requires(Permission.IMPORT)
def import_upload(request: StaffRequest) -> HttpResponse:
    """A file is dropped: read, kept, and shown before anything is entered."""
    now = timezone.localtime()
    taught = Choices.from_json(taught_by(request.user.office_id))
    form = UploadForm(request.POST, request.FILES, today=now.date(), choices=taught)
    if not form.is_valid():
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "intake/part_drop.html", {"form": form})
        return _list_page(request, form, status=422)
    at_work = same_file_at_work(office=request.user.office, digest=form.workbook.digest)
    batch = at_work or receive(office=request.user.office, workbook=form.workbook, by=request.user, at=now)
    return go(request, batch)


@require_GET
@requires(Permission.IMPORT)
def import_preview(request: StaffRequest, import_id: int) -> HttpResponse:
    """What was understood and what will happen; afterwards, what happened."""
    batch = import_of(request, import_id)
    job = commit_job(batch) if batch.state == Import.State.PREVIEW else None
    if job is not None and job.is_live:
        return entering_page(request, batch, job)
    if job is not None and job.state == Job.State.DONE:  # entered between the two looks: look again
        batch, job = import_of(request, import_id), None
    outcome = _OUTCOMES.get(request.GET.get("hasil", ""))
    problem = request.GET.get("masalah", "")
    problems: dict[str, int] = batch.counts.get("problems", {})
    page = rows_of(
        batch,
        outcome=outcome.value if outcome else "",
        problem=problem if problem in problems else "",
        after=_number(request, "sesudah"),
        before=_number(request, "sebelum"),
    )
    counts = outcome_counts(batch)
    asking = asking_for(batch, page.rows)
    context = {
        "batch": batch,
        "waiting": batch.state == Import.State.PREVIEW,
        "asking": asking,
        "page": "rows",
        "query": request.GET.urlencode(),
        "rows": [row_shown(row, batch, asking) for row in page.rows],
        "facets": facets_of(problems, problem),
        "chips": ([outcome.label] if outcome else [])
        + ([problem_label(problem)] if problem in problems else []),
        "several_sheets": several_sheets(batch),
        "prev_url": _address(outcome, problem, sebelum=page.before),
        "next_url": _address(outcome, problem, sesudah=page.after),
        "shown": _shown(page, outcome, problem, counts, problems),
    }
    if request.htmx and request.htmx.target == "rows":  # type: ignore[attr-defined]
        return render(request, "intake/part_rows.html", context)
    context |= {"job": job, "why": why_failed(job) if job else ""} | numbers_of(counts)
    return render(request, "intake/preview.html", context | _frame(batch, asking.lists.programmes))


@require_POST
@requires(Permission.IMPORT)
def import_commit(request: StaffRequest, import_id: int) -> HttpResponse:
    """Ask for it to be brought in; its page then shows how far it is. A second press finds the first."""
    batch = import_of(request, import_id)
    try:
        job = commit_later(batch=batch, by=request.user, at=timezone.localtime())
    except ImportDiscarded:
        messages.error(request, _("This import was discarded. Bring the file in again."))
    else:
        if job is None:
            messages.info(request, _("The register has it all already: nothing was changed."))
    return go(request, batch)


@require_POST
@requires(Permission.IMPORT)
def import_discard(request: StaffRequest, import_id: int) -> HttpResponse:
    """Put a waiting import aside."""
    batch = import_of(request, import_id)
    try:
        discard(batch=batch, by=request.user, at=timezone.localtime())
    except ImportAtWork:
        messages.error(request, _("It is being entered just now. Stop that first."))
        return see_other("import_preview", batch.pk)
    if batch.state == Import.State.DISCARDED:
        messages.success(
            request, _("“%(file)s” was discarded; nothing was entered.") % {"file": batch.file_name}
        )
    else:
        messages.error(request, _("It was brought in already and cannot be discarded."))
    return see_other("imports")


@require_POST
@requires(Permission.IMPORT)
def import_undo(request: StaffRequest, import_id: int) -> HttpResponse:
    """Take a whole import back; where later work hangs on it, say which and change nothing."""
    batch = import_of(request, import_id)
    try:
        undo(batch=batch, by=request.user, at=timezone.localtime())
    except UndoRefused as refused:
        named = refused.later[:NAMED]
        names = names_of(named)
        context = {
            "batch": batch,
            "sentence": REFUSED[refused.reason],
            "deeds": [(WORK_WORDS[deed.work], deed, names.get(deed.client_id, "")) for deed in named],
            "more": len(refused.later) - len(named),
        }
        return render(request, "intake/undo_refused.html", context, status=409)
    messages.success(request, _("The import was undone: the register is as it was before it."))
    return see_other("import_preview", batch.pk)


# ---- parts of the pages


def _list_page(request: StaffRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    past = list(imports_of(request.user)[:LISTED])
    waiting = [batch.pk for batch in past if batch.state == Import.State.PREVIEW]
    context = {"form": form, "imports": past, "at_work": imports_at_work(waiting)}
    return render(request, "intake/imports.html", context, status=status)


def go(request: StaffRequest, batch: Import) -> HttpResponse:
    """To the import's page: by redirect, or by htmx, which must load the whole page and not swap it into a part."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Redirect": reverse("import_preview", args=[batch.pk])})
    return see_other("import_preview", batch.pk)


def _number(request: StaffRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    if (number := id_in(text)) is None:
        raise Http404
    return number


def _address(outcome: ImportRow.Outcome | None, problem: str, **marks: int | None) -> str:
    """The address of this page with other marks; empty where a mark is None."""
    if any(mark is None for mark in marks.values()):
        return ""
    words = {"hasil": OUTCOME_WORDS[outcome] if outcome else "", "masalah": problem} | marks
    return "?" + urlencode({name: value for name, value in words.items() if value})


def facets_of(problems: dict[str, int], problem: str) -> list[dict[str, Any]]:
    """Open questions as groups; the outcomes are the numbers above."""
    if not problems:
        return []
    options = [
        Door(problem_label(code), number, _address(None, "" if code == problem else code), code == problem)
        for code, number in sorted(problems.items(), key=lambda item: -item[1])
    ]
    return [
        {"title": _("Open questions"), "options": options, "clear_url": "?" if problem in problems else ""}
    ]


def _shown(
    page: RowPage,
    outcome: ImportRow.Outcome | None,
    problem: str,
    counts: dict[str, int],
    problems: dict[str, int],
) -> str:
    total = problems.get(problem) or (counts[outcome.value] if outcome else sum(counts.values()))
    return _("%(shown)s of %(total)s rows") % {"shown": len(page.rows), "total": total}


def several_sheets(batch: Import) -> bool:
    """Whether rows must say on which sheet they stand."""
    return sum(1 for sheet in batch.sheets if sheet["records"]) > 1


def numbers_of(counts: Mapping[str, int]) -> dict[str, Any]:
    """The counts as doors, and what the button would enter: the numbers that every answer changes."""
    return {
        "stats": [
            {
                "label": outcome.label,
                "value": counts[outcome.value],
                "url": _address(outcome, "") if counts[outcome.value] else "",
                "kind": OUTCOME_KINDS[outcome] if counts[outcome.value] else "neutral",
                "note": OUTCOME_NOTES.get(outcome, "") if counts[outcome.value] else "",
            }
            for outcome in ImportRow.Outcome
        ],
        "total": sum(counts[outcome.value] for outcome in ImportRow.Outcome),
        "entering": counts["new"] + counts["changed"] + counts["doubtful"],
        "rejected": counts["rejected"],
        "doubtful": counts["doubtful"],
    }


def _frame(batch: Import, programmes: Mapping[str, str]) -> dict[str, Any]:
    """What stands around the rows: remarks, how the file was read, what became of it."""
    waiting = batch.state == Import.State.PREVIEW
    sheets: list[SheetShown] = sheets_shown(batch)
    frame: dict[str, Any] = {
        "sheets": sheets,
        "unplaced": batch.found.get("unplaced", ()),
        "earlier": earlier_import(batch),
        "result": batch.counts.get("result"),
    }
    if waiting:
        frame |= {"officers": unknown_officers(batch)} | how_read(batch)
    elif batch.state == Import.State.DONE:
        register = reverse("register")
        frame["doors"] = [
            {
                "label": programmes.get(code) or _("Without programme"),
                "value": number,
                "url": f"{register}?{urlencode({'program': code or '-'})}",
            }
            for code, number in programmes_brought_in(batch)
        ]
    return frame
