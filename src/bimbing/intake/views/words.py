"""The page on which an office says what its own words mean; one press reads the file again with them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bimbing.intake.actions import Lesson, NotWaiting, teach_words
from bimbing.intake.imports.choices import Choices
from bimbing.intake.imports.reader import FileProblem
from bimbing.intake.models import Import
from bimbing.intake.queries.choices import offences, programmes
from bimbing.intake.queries.officers import officers_to_choose
from bimbing.intake.queries.samples import words_found
from bimbing.intake.queries.taught import has_file, learnt_words, officer_name, taught_by
from bimbing.intake.shown.sentences import FIELDS, file_problem
from bimbing.intake.shown.words import Options, lessons_in, options_of, words_shown
from bimbing.intake.views.columns import read_anew, say_result
from bimbing.intake.views.reach import import_of
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORT)
def import_words(request: StaffRequest, import_id: int) -> HttpResponse:
    """Words of the file that nobody explained yet, and those that the office taught before."""
    batch = import_of(request, import_id)
    if batch.state != Import.State.PREVIEW:
        return see_other("import_preview", batch.pk)
    options = options_of(
        programmes(batch.office_id), offences(batch.office_id), officers_to_choose(batch.office_id)
    )
    if request.method == "GET":
        return _page(request, batch, options)
    known = learnt_words(batch.office_id)
    lessons, problems = lessons_in(request.POST, words_found(batch), options, known)
    if problems:
        return _page(request, batch, options, problems=problems, status=422)
    if not lessons:
        messages.info(request, _("No word was explained: nothing was changed."))
        return see_other("import_preview", batch.pk)
    return _teach(request, batch, options, lessons)


def _teach(request: StaffRequest, batch: Import, options: Options, lessons: list[Lesson]) -> HttpResponse:
    taught = with_lessons(taught_by(batch.office_id), lessons, options)
    try:
        workbook = read_anew(batch, Choices.from_json(batch.choices | taught))
        if workbook is None:
            return _page(request, batch, options, status=409)
        teach_words(batch=batch, workbook=workbook, lessons=lessons, by=request.user, at=timezone.localtime())
    except FileProblem as problem:
        sentence = file_problem(problem.code, problem.params)
        return _page(request, batch, options, problems=[sentence], status=422)
    except NotWaiting:
        messages.error(request, _("This import was decided meanwhile."))
        return see_other("import_preview", batch.pk)
    say_result(request, batch)
    return see_other("import_preview", batch.pk)


def with_lessons(taught: dict[str, Any], lessons: list[Lesson], options: Options) -> dict[str, Any]:
    """What the office taught, and these lessons, as the reader takes it."""
    for lesson in lessons:
        words = taught["words"].setdefault(lesson.field, {})
        if not lesson.code:
            words.pop(lesson.key, None)
        elif lesson.field == "officer" and not lesson.code.isdecimal():
            words[lesson.key] = officer_name(lesson.word)
        else:
            words[lesson.key] = (
                str(options["officer"][lesson.code]) if lesson.field == "officer" else lesson.code
            )
    return taught


def _page(
    request: StaffRequest,
    batch: Import,
    options: Options,
    *,
    problems: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    learnt = learnt_words(batch.office_id)
    codes = {(word.field, word.word_key): word.code for word in learnt}
    context = {
        "batch": batch,
        "fields": words_shown(words_found(batch), options, codes, request.POST.dict()),
        "learnt": [
            {
                "pk": word.pk,
                "field": FIELDS.get(word.field, word.field),
                "word": word.word,
                "means": options.get(word.field, {}).get(word.code, word.code),
                "by": word.learnt_by.full_name,
                "at": word.learnt_at,
            }
            for word in learnt
        ],
        "problems": problems or [],
        "kept": has_file(batch),
    }
    return render(request, "intake/words.html", context, status=status)
