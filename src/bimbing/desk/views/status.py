"""The steps that change a guidance's status: choose one, then only its fields; a wrong day put right."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bimbing.clients.actions import StaleVersion
from bimbing.clients.models import Client
from bimbing.desk.actions import change_status, correct_status_event
from bimbing.desk.forms_status import FIELDS, CorrectionForm, StepForm
from bimbing.desk.queries.status_steps import Ground, ground_of, holidays_since
from bimbing.desk.shown.status import (
    LETTERS,
    doubt_words,
    history,
    remarks,
    second_revocation_words,
    step_title,
    ways_of,
)
from bimbing.desk.views.named import client_named, row_named, row_numbered
from bimbing.desk.views.stale import Shown
from bimbing.desk.views.stale_step import carried, differing, renewed
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.rules.dates import short_date
from bimbing.rules.status import Status
from bimbing.supervision.actions import NumberInUse, StatusRefused
from bimbing.supervision.models import STATUS_LABELS, StatusEvent, Supervision


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHANGE_STATUS)
def status(request: StaffRequest, client_id: int) -> HttpResponse:
    """Change a guidance's status: the step, its day, its papers."""
    client = client_named(request, client_id)
    row, today = row_named(request, client), timezone.localdate()
    ground = ground_of(row)
    sent = request.POST if request.method == "POST" else None
    step = _step_in(sent if sent is not None else request.GET)
    if step is None:
        return _page(request, client, ground, None, None, code=422 if sent is not None else 200)
    if sent is None:
        form = StepForm(step=step, ground=ground, today=today, initial=_initial(ground, step, today))
        return _page(request, client, ground, step, form)
    form = StepForm(sent, step=step, ground=ground, today=today)
    if not form.is_valid() or form.doubts:
        return _page(request, client, ground, step, form, code=422)
    return _take(request, client, ground, form)


def _step_in(asked: QueryDict) -> Status | None:
    named = asked.get("status", "")
    return Status(named) if named in set(FIELDS) else None


def _take(request: StaffRequest, client: Client, ground: Ground, form: StepForm) -> HttpResponse:
    row, step, given, at = ground.row, form.step, form.cleaned_data, timezone.localtime()
    try:
        change_status(
            supervision=row,
            version=given["version"],
            status=step,
            on=given.get("on") or at.date(),
            new_end=given.get("new_end"),
            by=request.user,
            at=at,
            **form.papers(),
        )
    except NumberInUse:
        form.add_error(
            None, _("Its register number meanwhile belongs to somebody else: enter the client anew.")
        )
        return _page(request, client, ground, step, form, code=422)
    except (StaleVersion, StatusRefused):
        now = row_numbered(request, client, row.pk)
        if now.version == given["version"]:
            form.add_error(None, _("This status cannot follow the present one."))
            return _page(request, client, ground, step, form, code=422)
        lines = differing(now, request.POST, {"status": str(STATUS_LABELS[step])})
        fresh = ground_of(now)
        again = StepForm(renewed(request.POST, now), step=step, ground=fresh, today=at.date())
        return _page(request, client, fresh, step, again, lines=lines, code=409)
    messages.success(request, _("The status is changed."))
    if step in LETTERS:
        event = row.status_events.order_by("-pk")[0]
        return see_other(reverse("client_letter", args=[client.pk, event.pk]))
    return _back(client, row)


def _back(client: Client, row: Supervision) -> HttpResponse:
    return see_other(f"{reverse('client_file', args=[client.pk])}?bimbingan={row.pk}")


def _initial(ground: Ground, step: Status, today: date) -> dict[str, Any]:
    row, on = ground.row, today
    if step is Status.BERAKHIR and row.end_date is not None:
        on = min(row.end_date, today)
    given: dict[str, Any] = {"on": on, "supervision": row.pk, "version": row.version, "status": step.value}
    if step in (Status.BERAKHIR, Status.CABUT_SEMENTARA):
        given["document_date"] = today
    if step is Status.DICABUT and ground.events:
        given["ground"] = ground.events[-1].ground
    return given


def _page(
    request: StaffRequest,
    client: Client,
    ground: Ground,
    step: Status | None,
    form: StepForm | None,
    *,
    lines: Sequence[Shown] | None = None,
    code: int = 200,
) -> HttpResponse:
    """`lines`: what differs, where somebody else changed the record since the form was opened (409)."""
    row, sent = ground.row, request.POST if request.method == "POST" else None
    current = Status(row.status)
    context = _beside(client, ground) | {
        "form": form,
        "step": step,
        "ways": ways_of(row),
        "title": step_title(step, current) if step else _("Change the status"),
        "button": _("Change all the same") if lines is not None else _("Keep"),
        "doubts": _doubts(form) if form is not None and form.doubts else (),
        "said": _said(ground, step),
        "lines": lines or (),
        "is_late": lines is not None,
        "carried": carried(row, sent, is_late=lines is not None),
    }
    return render(request, "desk/client_status.html", context, status=code)


def _beside(client: Client, ground: Ground) -> dict[str, Any]:
    """What stands beside every step: the history, and what the law says."""
    row, today = ground.row, timezone.localdate()
    revocations = ground.earlier_revocations + (row.status == Status.DICABUT)
    closed = holidays_since(row.office_id, ground.events[0].on) if ground.events else frozenset()
    return {
        "client": client,
        "row": row,
        "changes": history(ground.events, client.pk, may_change_status=True),
        "remarks": remarks(row, ground.events, revocations=revocations, today=today, holidays=closed),
        "last_visit": ground.guidance.visits[-1] if ground.guidance.visits else None,
    }


def _doubts(form: StepForm) -> list[tuple[str, str]]:
    guidance, typed = form.ground.guidance, form.typed()
    return [(doubt.value, doubt_words(doubt, guidance, typed)) for doubt in form.doubts]


def _said(ground: Ground, step: Status | None) -> list[tuple[str, str]]:
    """What is told before the step: (kind, sentence)."""
    said = []
    if step is Status.DICABUT and (words := second_revocation_words(ground.earlier_revocations)):
        said.append(("miss", words))
    detained = next((event for event in reversed(ground.events) if event.status == Status.DITAHAN), None)
    end = ground.row.end_date
    if step is Status.AKTIF and ground.row.status == Status.DITAHAN and detained and end:
        days = (timezone.localdate() - detained.on).days
        moved = end + timedelta(days=max(days, 0))
        text = _(
            "Detention in another case is not counted as probation (KUHP art. 72). %(n)s days until today would move"
            " the end from %(end)s to %(moved)s; whoever decides writes it."
        )
        said.append(("hint", text % {"n": days, "end": short_date(end), "moved": short_date(moved)}))
    return said


# ------------------------------------------------------------------ a wrong day


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHANGE_STATUS)
def correct(request: StaffRequest, client_id: int, event_id: int) -> HttpResponse:
    """Put right the day or the letter of one change of status; the standing is settled anew."""
    client = client_named(request, client_id)
    event = StatusEvent.objects.filter(pk=event_id, supervision__client=client).first()
    if event is None:
        raise Http404
    row, today = row_numbered(request, client, event.supervision_id), timezone.localdate()
    ground = ground_of(row)
    if event.status == Status.BATAL or (event.pk == ground.events[0].pk and event.status == Status.AKTIF):
        raise Http404  # the entry's day is the start of the guidance; an entry in error has none
    sent = request.POST if request.method == "POST" else None
    if sent is None:
        initial = {
            "on": event.on,
            "document_no": event.document_no,
            "document_date": event.document_date,
            "supervision": row.pk,
            "version": row.version,
        }
        form = CorrectionForm(event=event, ground=ground, today=today, initial=initial)
        return _correction(request, client, ground, form)
    form = CorrectionForm(sent, event=event, ground=ground, today=today)
    if not form.is_valid():
        return _correction(request, client, ground, form, code=422)
    try:
        changed = correct_status_event(
            supervision=row,
            version=form.cleaned_data["version"],
            event_id=event.pk,
            changes=form.changes(),
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.localtime(),
        )
    except StaleVersion:
        now = row_numbered(request, client, row.pk)
        again = CorrectionForm(renewed(sent, now), event=event, ground=ground_of(now), today=today)
        lines = differing(now, sent, {})
        return _correction(request, client, ground_of(now), again, lines=lines, code=409)
    messages.success(request, _("The day is put right.") if changed else _("Nothing differed."))
    return _back(client, row)


def _correction(
    request: StaffRequest,
    client: Client,
    ground: Ground,
    form: CorrectionForm,
    *,
    lines: Sequence[Shown] | None = None,
    code: int = 200,
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    label = STATUS_LABELS[Status(form.event.status)]
    context = _beside(client, ground) | {
        "form": form,
        "step": form.event.status,
        "title": _("Put right: %(status)s") % {"status": label},
        "button": _("Change all the same") if lines is not None else _("Keep"),
        "lines": lines or (),
        "is_late": lines is not None,
        "carried": carried(ground.row, sent, is_late=lines is not None),
    }
    return render(request, "desk/client_status.html", context, status=code)
