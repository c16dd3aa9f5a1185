"""The client's file: opened, read, written into."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bimbing.audit.actions import record
from bimbing.audit.models import Event
from bimbing.clients.actions import StaleVersion
from bimbing.clients.models import Client
from bimbing.desk.actions import hand_over
from bimbing.desk.forms import HandOverForm, NoteForm
from bimbing.desk.queries.client_file import (
    Entry,
    Kind,
    by_case,
    file_of,
    officer_names,
    was_opened,
)
from bimbing.desk.queries.handing import receivers_of
from bimbing.desk.queries.status_steps import holidays_since
from bimbing.desk.shown.status import history, remarks
from bimbing.desk.views.case_words import cases_shown
from bimbing.desk.views.client_words import KIND_TITLES, cells, checked_dates, findings, told
from bimbing.desk.views.named import client_named, row_named, row_numbered
from bimbing.desk.views.phases import strip_context
from bimbing.desk.views.stale import Shown
from bimbing.desk.views.stale_step import carried, differing, renewed
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.models import Section
from bimbing.offices.permissions import Permission
from bimbing.offices.queries import conventions_of
from bimbing.rules.juvenile import prompt_age
from bimbing.rules.phone import display
from bimbing.rules.status import Status
from bimbing.supervision.actions import write_note
from bimbing.supervision.models import REPORT_STATE_LABELS, STATUS_LABELS, StatusEvent, Supervision
from bimbing.supervision.queries.caseloads import cover_for
from bimbing.supervision.queries.register import Life, life_of
from bimbing.supervision.views.shown import LIFE_LABELS, REPORT_KINDS, alarm_kind

#: Older entries fold away: under a thumb the person's data must not lie behind two years of visits.
SHOWN_AT_ONCE = 15


@require_safe
@requires(Permission.SEE_FILE)
def client_file(request: StaffRequest, client_id: int) -> HttpResponse:
    """Everything about one client. Whoever opens it is in the trail, once in ten minutes."""
    client = client_named(request, client_id)
    at = timezone.localtime()
    if not was_opened(client, request.user, at=at):
        record(
            by=request.user,
            at=at,
            action="client.opened",
            subject="client",
            subject_id=client.pk,
            client_id=client.pk,
        )
    return _page(request, client, at.date())


def _page(
    request: StaffRequest, client: Client, today: date, *, form: NoteForm | None = None, status: int = 200
) -> HttpResponse:
    staff = request.user
    shown = file_of(client, staff, as_of=today, supervision_id=id_in(request.GET.get("bimbingan", "")))
    row = shown.current
    picked = request.GET.get("jenis", "")
    entries = [entry for entry in shown.entries if picked not in set(Kind) or entry.kind == picked]
    changes = [entry.fact for entry in entries if isinstance(entry.fact, Event)]
    said = told(entries, sees_notes=staff.may(Permission.SEE_NOTES), officers=officer_names(staff, changes))
    settings = conventions_of(row.office).on(row.start_date)
    context: dict[str, Any] = {
        "file": shown,
        "client": client,
        "row": row,
        "age": client.age_on(today),
        "badges": _badges(row, today),
        "alarm": _alarm(row),
        "is_past_end": life_of(row, today) is Life.PAST_END,
        "cover": cover_for(row, today=today),
        "cells": cells(shown.months),
        "checked": checked_dates(row, settings),
        "findings": findings(row, settings),
        "come_of_age": prompt_age(client.birth_date, today, row.office.juvenile_prompts)
        if row.section == Section.JUVENILE and row.is_active
        else None,
        "cases": cases_shown(by_case(shown.supervisions), today=today, shown_id=row.pk),
        "may_add": staff.may(Permission.REGISTER_CLIENT),
        "phones": [(phone, display(phone.number)) for phone in shown.phones],
        "guarantors": [(one, display(one.phone) if one.phone else "") for one in shown.guarantors],
        **_status(shown.entries, shown.supervisions, row, today, staff.may(Permission.CHANGE_STATUS)),
        "entries": said[:SHOWN_AT_ONCE],
        "older": said[SHOWN_AT_ONCE:],
        "kinds": _kinds(request.path, shown.entries, picked, row.pk),
        "form": form or _note_form(row, today),
        "status_url": _step("client_status", client, row) if staff.may(Permission.CHANGE_STATUS) else "",
        "hand_over_url": _step("client_hand_over", client, row)
        if staff.may(Permission.ASSIGN_OFFICER)
        else "",
        "may_edit": staff.may(Permission.EDIT_CLIENT),
        "may_propose": staff.may(Permission.PROPOSE) and not staff.may(Permission.EDIT_CLIENT),
        "may_write": staff.may(Permission.WRITE_NOTE),
        "may_record": staff.may(Permission.RECORD_VISIT) and row.is_active,
        "may_print": staff.may(Permission.PRINT_CARD),
        "may_list": staff.may(Permission.SEE_CLIENTS),
    } | strip_context(row, staff, today, shown.intervals)
    return render(request, "desk/client_file.html", context, status=status)


def _note_form(row: Supervision, today: date) -> NoteForm:
    return NoteForm(today=today, initial={"on": today, "supervision": row.pk})


def _step(route: str, client: Client, row: Supervision) -> str:
    return f"{reverse(route, args=[client.pk])}?bimbingan={row.pk}"


def _badges(row: Supervision, today: date) -> list[tuple[str, str]]:
    life = life_of(row, today)
    if life is Life.PAST_END:
        return [("hint", str(LIFE_LABELS[life]))]
    if life is not Life.ACTIVE:
        return [("ended", str(STATUS_LABELS[row.status]))]  # type: ignore[index]
    shown = [(REPORT_KINDS[row.report_state], str(REPORT_STATE_LABELS[row.report_state]))]  # type: ignore[index]
    if row.status != Status.AKTIF:
        shown.insert(0, ("ended", str(STATUS_LABELS[row.status])))  # type: ignore[index]
    return shown


def _status(
    entries: Sequence[Entry],
    rows: Sequence[Supervision],
    row: Supervision,
    today: date,
    may_change_status: bool,
) -> dict[str, Any]:
    """How the status of the guidance in the head went, and what the law says about it today."""
    facts = (entry.fact for entry in entries)
    events = [fact for fact in facts if isinstance(fact, StatusEvent) and fact.supervision_id == row.pk]
    events.sort(key=lambda event: (event.on, event.pk))
    waits = row.status == Status.CABUT_SEMENTARA and events
    return {
        "changes": history(events, row.client_id, may_change_status=may_change_status),
        "remarks": remarks(
            row,
            events,
            revocations=sum(one.status == Status.DICABUT for one in rows),
            today=today,
            holidays=holidays_since(row.office_id, events[0].on) if waits else (),
        ),
    }


def _alarm(row: Supervision) -> str:
    return alarm_kind(row.missed_run, row.office) if row.is_active else ""


def _kinds(path: str, entries: Any, picked: str, row_id: int) -> list[dict[str, Any]]:
    numbers = {kind: sum(entry.kind is kind for entry in entries) for kind in Kind}
    made = [
        {
            "label": _("Everything"),
            "n": len(entries),
            "url": f"{path}?bimbingan={row_id}#riwayat",
            "active": picked not in set(Kind),
        }
    ]
    for kind, number in numbers.items():
        if number:
            url = f"{path}?bimbingan={row_id}&jenis={kind}#riwayat"
            made.append({"label": KIND_TITLES[kind], "n": number, "url": url, "active": picked == kind})
    return made


def _back(client: Client, row: Supervision, anchor: str = "") -> HttpResponse:
    url = f"{reverse('client_file', args=[client.pk])}?bimbingan={row.pk}{anchor}"
    return see_other(url)


@require_POST
@requires(Permission.WRITE_NOTE)
def note(request: StaffRequest, client_id: int) -> HttpResponse:
    """Write a note; what was typed stands there still if something is wrong with it."""
    client = client_named(request, client_id)
    at = timezone.localtime()
    form = NoteForm(request.POST, today=at.date())
    if not form.is_valid():
        return _page(request, client, at.date(), form=form, status=422)
    given = form.cleaned_data
    row = row_numbered(request, client, given["supervision"])
    write_note(
        supervision=row,
        on=given["on"],
        text=given["text"],
        request_key=given["request_key"],
        by=request.user,
        at=at,
    )
    messages.success(request, _("The note is kept."))
    return _back(client, row, "#riwayat")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASSIGN_OFFICER)
def officer(request: StaffRequest, client_id: int) -> HttpResponse:
    """Hand the client over to another officer."""
    client = client_named(request, client_id)
    at = timezone.localtime()
    sent = request.POST if request.method == "POST" else None
    row = row_named(request, client)
    form = HandOverForm(
        sent, today=at.date(), officers=receivers_of(request.user, row), initial=_initial(row, at.date())
    )
    if sent is not None and form.is_valid():
        given = form.cleaned_data
        try:
            hand_over(
                supervision=row, version=given["version"], officer=given["officer"], since=given["on"],
                by=request.user, at=at, reason=given["reason"],
            )  # fmt: skip
        except StaleVersion:
            row = row_numbered(request, client, row.pk)
            lines = differing(row, sent, {"officer": given["officer"].full_name})
            form = HandOverForm(renewed(sent, row), today=at.date(), officers=receivers_of(request.user, row))
            return _form(
                request,
                client,
                row,
                form,
                _("Hand over to another officer"),
                _("Hand over all the same"),
                lines,
            )
        else:
            messages.success(request, _("Handed over to %(name)s.") % {"name": given["officer"].full_name})
            return _back(client, row)
    return _form(request, client, row, form, _("Hand over to another officer"), _("Hand over"))


def _initial(row: Supervision, today: date) -> dict[str, Any]:
    return {"on": today, "supervision": row.pk, "version": row.version}


def _form(
    request: StaffRequest,
    client: Client,
    row: Supervision,
    form: Any,
    title: str,
    button: str,
    lines: Sequence[Shown] | None = None,
) -> HttpResponse:
    """`lines`: what differs, where somebody else changed the record since the form was opened (409)."""
    sent = request.POST if request.method == "POST" else None
    is_late = lines is not None
    context = {
        "client": client, "row": row, "form": form, "title": title, "button": button, "lines": lines or (),
        "is_late": is_late, "carried": carried(row, sent, is_late=is_late),
    }  # fmt: skip
    status = 409 if is_late else 422 if form.errors else 200
    return render(request, "desk/client_file_step.html", context, status=status)
