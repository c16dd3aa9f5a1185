"""The page on which a person says what the columns of a workbook are, and has it read again."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bimbing.intake.actions import NotWaiting, WorkbookFound, choose_columns, forget_layout
from bimbing.intake.imports.choices import Choices
from bimbing.intake.imports.kept import read_content
from bimbing.intake.imports.reader import FileProblem
from bimbing.intake.models import Import
from bimbing.intake.queries.choices import offences, programmes
from bimbing.intake.queries.samples import sample_rows
from bimbing.intake.queries.taught import file_of, has_file, layout_of, layouts_used, taught_by
from bimbing.intake.shown.choosing import Chosen, Group, as_read, choices_from, chosen_in, groups_of
from bimbing.intake.shown.columns import Material, column_shown, groups_shown
from bimbing.intake.shown.sentences import file_problem
from bimbing.intake.views.reach import import_of
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission

#: The word under which a form says which of its buttons was pressed.
DO: Final = "lakukan"


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORT)
def import_columns(request: StaffRequest, import_id: int) -> HttpResponse:
    """Each column with its cells and what it is taken for; a press reads the file again as it was said."""
    batch = import_of(request, import_id)
    if batch.state != Import.State.PREVIEW:
        return see_other("import_preview", batch.pk)
    groups = groups_of(batch)
    if request.method == "GET":
        return _page(request, batch, groups, as_read(groups))
    do = request.POST.get(DO, "")
    if do == "semula":
        return _read(request, batch, groups, as_read(groups), Choices(), remember=False)
    chosen = chosen_in(request.POST, groups, whole=True)
    if do == "coba" or not chosen.valid:
        return _page(request, batch, groups, chosen, status=200 if chosen.valid else 422)
    remember = do == "simpan"
    return _read(
        request,
        batch,
        groups,
        chosen,
        choices_from(batch, groups, chosen, remember=remember),
        remember=remember,
    )


@require_GET
@requires(Permission.IMPORT)
def import_columns_try(request: StaffRequest, import_id: int) -> HttpResponse:
    """One column as it would be read now, and what contradicts in its table: the answer to a choice being made."""
    batch = import_of(request, import_id)
    groups = groups_of(batch)
    chosen = chosen_in(request.GET, groups, whole=False)
    number = id_in(request.GET.get("tabel"))
    if chosen.problems or number is None or number >= len(groups):
        raise Http404
    group, said = groups[number], chosen.groups[number]
    column = next((c for c in group.columns if c.letter == request.GET.get("huruf")), None)
    if column is None:
        raise Http404
    context = {
        "batch": batch,
        "column": column_shown(group, column, said, _material(request, batch)),
        "group": {"number": number, "conflicts": said.conflicts},
        "cells_only": request.GET.get("hanya") == "sel",
    }
    return render(request, "intake/part_column_live.html", context)


@require_POST
@requires(Permission.IMPORT)
def import_layout_forget(request: StaffRequest, import_id: int) -> HttpResponse:
    """Forget a layout of the office, and read the file without it."""
    batch = import_of(request, import_id)
    layout = layout_of(request.user, id_in(request.POST.get("susunan")))
    if layout is None:
        raise Http404
    taught = taught_by(batch.office_id)
    taught["layouts"].pop(layout.key, None)
    choices = Choices.from_json(batch.choices | taught)
    try:
        workbook = read_anew(batch, choices) if batch.state == Import.State.PREVIEW else None
        forget_layout(layout=layout, by=request.user, at=timezone.localtime(), batch=batch, workbook=workbook)
    except (FileProblem, NotWaiting):
        messages.error(request, _("The file cannot be read without this layout; choose its columns first."))
    else:
        messages.success(request, _("The layout is forgotten: the next file is read by its headings alone."))
    return see_other("import_preview", batch.pk)


# ---- what the pages of this import share


def read_anew(batch: Import, choices: Choices) -> WorkbookFound | None:
    """The kept file read once more; None where it is not there. Raises a FileProblem."""
    content = file_of(batch)
    if content is None:
        return None
    today = timezone.localtime().date()
    return read_content(content, file_name=batch.file_name, today=today, choices=choices)


def say_result(request: StaffRequest, batch: Import) -> None:
    """How many clients the file has now, and how many of its rows ask something."""
    rows = sum(batch.counts.get(outcome, 0) for outcome in ("new", "changed", "same", "doubtful", "rejected"))
    open_rows = batch.counts.get("doubtful", 0)
    text = ngettext(
        "The file was read again: %(rows)s client, %(open)s with a question.",
        "The file was read again: %(rows)s clients, %(open)s with a question.",
        rows,
    )
    messages.success(request, text % {"rows": rows, "open": open_rows})


# ---- parts of this page


def _material(request: StaffRequest, batch: Import) -> Material:
    return Material(
        samples=sample_rows(batch),
        codes={"programme": programmes(batch.office_id), "offence": offences(batch.office_id)},
        words=taught_by(batch.office_id)["words"],
        layouts=layouts_used(batch),
        today=timezone.localtime().date(),
    )


def _page(
    request: StaffRequest,
    batch: Import,
    groups: list[Group],
    chosen: Chosen,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = groups_shown(groups, chosen, _material(request, batch))
    context: dict[str, Any] = {
        "batch": batch,
        "groups": shown,
        "problems": [*chosen.problems, *([problem] if problem else [])],
        "conflicting": any(said.conflicts for said in chosen.groups),
        "kept": has_file(batch),
        "was_chosen": bool(batch.choices),
    }
    return render(request, "intake/columns.html", context, status=status)


def _read(
    request: StaffRequest,
    batch: Import,
    groups: list[Group],
    chosen: Chosen,
    choices: Choices,
    *,
    remember: bool,
) -> HttpResponse:
    """Reads the file with these choices and goes back to the rows; what cannot be read so is said on this page."""
    whole = Choices.from_json(choices.to_json() | taught_by(batch.office_id))
    try:
        workbook = read_anew(batch, whole)
    except FileProblem as problem:
        sentence = (
            _("Read so, the file holds no client.")
            if problem.code == "empty"
            else file_problem(problem.code, problem.params)
        )
        return _page(request, batch, groups, chosen, problem=sentence, status=422)
    if workbook is None:
        return _page(request, batch, groups, chosen, status=409)
    try:
        learnt = choose_columns(
            batch=batch, workbook=workbook, by=request.user, at=timezone.localtime(), remember=remember
        )
    except NotWaiting:
        messages.error(request, _("This import was decided meanwhile."))
        return see_other("import_preview", batch.pk)
    say_result(request, batch)
    if remember:
        messages.info(
            request,
            _("The layout is saved: the next file with these headings is read the same way.")
            if learnt
            else _("The office knows this layout already."),
        )
    return see_other("import_preview", batch.pk)
