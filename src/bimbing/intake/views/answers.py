"""Questions of a waiting import answered: in the list, on a row's own page, or one after the other by keys alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qs, urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bimbing.intake.actions import (
    AnswerRefused,
    answer,
    answer_alike,
    answer_typed,
    choose,
    keep,
    take_back,
    take_back_alike,
)
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.questions import Entry, entries_of, questions_of
from bimbing.intake.queries.shown import outcome_counts
from bimbing.intake.shown.answer_words import refusal_words
from bimbing.intake.shown.asking import (
    AnsweredShown,
    QuestionShown,
    Refused,
    answers_shown,
    asking_for,
    fields_shown,
    question_shown,
    row_asked,
)
from bimbing.intake.shown.rows import cells_shown, row_shown
from bimbing.intake.views.batch import facets_of, go, numbers_of, several_sheets
from bimbing.intake.views.reach import import_of
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission

#: So many other rows that an answer changed are drawn anew with it; a reload shows the rest.
DRAWN_ALONG: Final = 20


@require_POST
@requires(Permission.IMPORT)
def import_answer(request: StaffRequest, import_id: int, row_id: int) -> HttpResponse:
    """One answer to one field of one row."""
    batch = import_of(request, import_id)
    row = _row_of(batch, row_id)
    field = request.POST.get("field", "")
    refused: Refused | None = None
    changed: list[ImportRow] = [row]
    try:
        changed = _give(request, row, field, timezone.localtime())
    except AnswerRefused as error:
        if error.code == "not_waiting":
            messages.error(request, refusal_words(error))
            return go(request, batch)
        typed = request.POST.get("text", "")[:500]
        refused = Refused(row.pk, field, typed, refusal_words(error), error.insist)
    page = request.POST.get("page", "")
    if page == "ask":
        return _ask_after(request, batch, row, field, refused)
    if page == "row" or (refused and not request.htmx):  # type: ignore[attr-defined]
        return _row_after(request, batch, row, refused)
    if not request.htmx:  # type: ignore[attr-defined]
        return see_other(f"{_preview(batch, request.POST.get('query', ''))}#baris-{row.pk}")
    return _rows_after(request, batch, changed, refused)


@require_POST
@requires(Permission.IMPORT)
def import_answer_alike(request: StaffRequest, import_id: int) -> HttpResponse:
    """One answer to the same question of many rows; or all of them taken back."""
    batch = import_of(request, import_id)
    said = request.POST
    field, do = said.get("field", ""), said.get("do", "")
    at = timezone.localtime()
    try:
        if do == "back":
            count = take_back_alike(
                batch=batch, field=field, given_at=said.get("given", ""), by=request.user, at=at
            )
            words = ngettext("%(n)s answer was taken back.", "%(n)s answers were taken back.", count)
        else:
            count = answer_alike(
                batch=batch,
                field=field,
                code=said.get("code", ""),
                place=int(do) if do in ("0", "1") else None,
                empty=do == "empty",
                typed=said.get("text", "") if do == "typed" else "",
                text=said.get("cell") if do == "typed" or said.get("word") else None,
                sure=bool(said.get("sure")),
                by=request.user,
                at=at,
            )
            words = ngettext("%(n)s row was answered.", "%(n)s rows were answered.", count)
        messages.success(request, words % {"n": count})
    except AnswerRefused as error:
        messages.error(request, refusal_words(error))
    if said.get("page") == "ask":
        return see_other("import_ask", batch.pk)
    return see_other(_preview(batch, said.get("query", "")))


@require_GET
@requires(Permission.IMPORT)
def import_row(request: StaffRequest, import_id: int, row_id: int) -> HttpResponse:
    """A row with all its fields, each to be corrected, beside the row as it stands in the file."""
    batch = import_of(request, import_id)
    return render(request, "intake/row.html", _row_context(batch, _row_of(batch, row_id)))


@require_GET
@requires(Permission.IMPORT)
def import_ask(request: StaffRequest, import_id: int) -> HttpResponse:
    """One open question after the other, each with its whole row; made for the keys."""
    batch = import_of(request, import_id)
    if batch.state != Import.State.PREVIEW:
        return see_other("import_preview", batch.pk)
    entries = entries_of(batch)
    wanted = id_in(request.GET.get("baris", "")), request.GET.get("isian", "")
    entry = next((e for e in entries if (e.row, e.field) == wanted), None)
    return _draw_ask(request, batch, entries, entry or _next_open(entries, None))


# ---- giving


def _give(request: StaffRequest, row: ImportRow, field: str, at: datetime) -> list[ImportRow]:
    said, by = request.POST, request.user
    do = said.get("do", "")
    if do in ("0", "1"):
        return choose(row=row, field=field, place=int(do), by=by, at=at)
    if do == "empty":
        return answer(row=row, field=field, value=None, by=by, at=at)
    if do == "keep":
        return keep(row=row, field=field, by=by, at=at)
    if do == "back":
        return take_back(row=row, field=field, by=by, at=at)
    return answer_typed(
        row=row, field=field, text=said.get("text", ""), by=by, at=at, sure=bool(said.get("sure"))
    )


def _row_of(batch: Import, row_id: int) -> ImportRow:
    found: ImportRow = get_object_or_404(batch.rows, pk=row_id)
    found.batch = batch
    return found


def _preview(batch: Import, query: str) -> str:
    address = reverse("import_preview", args=[batch.pk])
    return f"{address}?{query}" if query else address


# ---- the list


def _rows_after(
    request: StaffRequest, batch: Import, changed: Sequence[ImportRow], refused: Refused | None
) -> HttpResponse:
    """The answered row in its place; the numbers, and other rows that it changed, out of band."""
    rows = list(changed[: 1 + DRAWN_ALONG])
    asking = asking_for(batch, rows, refused)
    shown = [row_shown(row, batch, asking) for row in rows]
    context = {
        "batch": batch,
        "waiting": True,
        "asking": asking,
        "page": "rows",
        "query": request.POST.get("query", ""),
        "row": shown[0],
        "others": shown[1:],
        "several_sheets": several_sheets(batch),
        "facets": facets_of(batch.counts.get("problems", {}), _problem_in(request)),
    }
    return render(request, "intake/part_answered.html", context | numbers_of(outcome_counts(batch)))


def _problem_in(request: StaffRequest) -> str:
    """The filter of the list that the answer came from."""

    return (parse_qs(request.POST.get("query", "")).get("masalah") or [""])[0]


# ---- a row's own page


def _row_context(batch: Import, row: ImportRow, refused: Refused | None = None) -> dict[str, Any]:
    asking = asking_for(batch, [row], refused)
    asked = row_asked(row, asking)
    open_fields = {question.field for question in asked.questions}
    return {
        "batch": batch,
        "waiting": batch.state == Import.State.PREVIEW,
        "asking": asking,
        "page": "row",
        "row": row_shown(row, batch, asking),
        "asked": asked,
        "fields": [shown for shown in fields_shown(row, asking) if shown.field not in open_fields],
        "cells": cells_shown(row, batch),
    }


def _row_after(request: StaffRequest, batch: Import, row: ImportRow, refused: Refused | None) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "intake/part_row_page.html", _row_context(batch, row, refused))
    if refused:
        return render(request, "intake/row.html", _row_context(batch, row, refused), status=422)
    return see_other("import_row", batch.pk, row.pk)


# ---- one after the other


def _next_open(entries: Sequence[Entry], now: Entry | None) -> Entry | None:
    """The next open question in the order of the file; behind the last comes the first that was put off."""
    place = entries.index(now) + 1 if now in entries else 0
    return next((entry for entry in [*entries[place:], *entries[:place]] if entry.is_open), None)


def _address(batch: Import, entry: Entry | None) -> str:
    address = reverse("import_ask", args=[batch.pk])
    return f"{address}?{urlencode({'baris': entry.row, 'isian': entry.field})}" if entry else address


def _ask_after(
    request: StaffRequest, batch: Import, row: ImportRow, field: str, refused: Refused | None
) -> HttpResponse:
    entries = entries_of(batch)
    now = next((e for e in entries if (e.row, e.field) == (row.pk, field)), None)
    stays = refused is not None or request.POST.get("do") == "back"
    entry = now if stays and now else _next_open(entries, now)
    if request.htmx or refused:  # type: ignore[attr-defined]
        return _draw_ask(request, batch, entries, entry, refused)
    return see_other(_address(batch, entry))


def _draw_ask(
    request: StaffRequest,
    batch: Import,
    entries: Sequence[Entry],
    entry: Entry | None,
    refused: Refused | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "batch": batch,
        "waiting": True,
        "page": "ask",
        "total": len(entries),
        "done": sum(not e.is_open for e in entries),
        "counts": batch.counts,
        "entering": sum(batch.counts.get(name, 0) for name in ("new", "changed", "doubtful")),
    }
    if entry is not None:
        context |= _one(batch, entry, refused) | _around(batch, entries, entry)
    htmx = request.htmx  # type: ignore[attr-defined]
    template = "intake/part_ask.html" if htmx else "intake/ask.html"
    response = render(request, template, context, status=422 if refused and not htmx else 200)
    if htmx:
        response.headers["HX-Push-Url"] = _address(batch, entry)
    return response


def _one(batch: Import, entry: Entry, refused: Refused | None) -> dict[str, Any]:
    row = _row_of(batch, entry.row)
    asking = asking_for(batch, [row], refused)
    question: QuestionShown | None = None
    answered: AnsweredShown | None = None
    for found in questions_of(row, asking.above.get(row.pk)):
        if found.field == entry.field:
            question = question_shown(found, asking)
    if question is None:
        answered = next((a for a in answers_shown(row, asking) if a.field == entry.field), None)
    return {
        "row": row_shown(row, batch, asking),
        "asking": asking,
        "question": question,
        "answered": answered,
        "field": entry.field,
        "cells": cells_shown(row, batch),
    }


def _around(batch: Import, entries: Sequence[Entry], entry: Entry) -> dict[str, Any]:
    place = entries.index(entry)
    later = next((e for e in [*entries[place + 1 :], *entries[:place]] if e.is_open), None)
    return {
        "place": place + 1,
        "back_url": _address(batch, entries[place - 1]) if place else "",
        "later_url": _address(batch, later) if later else "",
    }
