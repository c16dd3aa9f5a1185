"""The officers: how many clients each guides, his clients now, and who stands in for him."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bimbing.clients.actions import StaleVersion
from bimbing.desk.forms_handing import CoverEndForm, CoverForm
from bimbing.desk.queries.handing import latest_hand_overs, received_by
from bimbing.desk.views.handing_words import clash_words
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Permission
from bimbing.rules.dates import short_date
from bimbing.supervision.actions import CoverRefused, HasBegun, call_off, move_end, set_cover
from bimbing.supervision.models import Cover
from bimbing.supervision.queries.caseloads import (
    caseloads,
    changeable_covers,
    covers_of,
    former_of,
    office_covers,
    present_of,
    reached_officers,
    substitutes_for,
)
from bimbing.supervision.views.shown import lines


@require_safe
@requires(Permission.ASSIGN_OFFICER)
def officers(request: StaffRequest) -> HttpResponse:
    """Every officer's caseload as a bar, who is absent, and the last hand-overs."""
    staff, today = request.user, timezone.localdate()
    loads = caseloads(staff, today=today)
    reached = set(reached_officers(staff).values_list("pk", flat=True))
    context = {
        "loads": [
            {
                "load": load,
                "reached": load.officer.pk in reached,
                "section": str(Section(load.officer.section).label) if load.officer.section else "",
                "adults": _share(load.adults, loads),
                "children": _share(load.children, loads),
            }
            for load in sorted(loads, key=lambda load: (-load.total, load.officer.full_name))
        ],
        "total": sum(load.total for load in loads),
        "children": sum(load.children for load in loads),
        "largest": max((load.total for load in loads), default=0),
        "smallest": min((load.total for load in loads if load.officer.is_active), default=0),
        "covers": list(office_covers(staff, today=today)),
        "hand_overs": latest_hand_overs(staff),
        "today": today,
    }
    return render(request, "desk/officers.html", context)


def _share(number: int, loads: list[Any]) -> float:
    """A caseload in per cent of the largest one."""
    return round(100 * number / (max((load.total for load in loads), default=0) or 1), 2)


@require_safe
@requires(Permission.SEE_CLIENTS)
def officer(request: StaffRequest, staff_id: int) -> HttpResponse:
    """An officer's clients now, by name; those of before as figures; visits he received, whoever guides them now."""
    staff, today = request.user, timezone.localdate()
    person = get_object_or_404(reached_officers(staff), pk=staff_id)
    load = next((one for one in caseloads(staff, today=today) if one.officer.pk == person.pk), None)
    rows = present_of(staff, person)
    context = {
        "person": person,
        "section": str(Section(person.section).label) if person.section else _("both sections"),
        "load": load,
        "own_url": f"{reverse('register')}?pk={person.pk}",
        "lines": lines(rows, today, staff.office),
        "more": max(0, (load.total if load else 0) - len(rows)),
        "former": former_of(person),
        "received": received_by(person),
        "received_this_year": received_by(person, since=date(today.year, 1, 1)),
        "covers": covers_of(person, today=today),
        "changeable": set(changeable_covers(staff, today=today).values_list("pk", flat=True)),
        "may_assign": staff.may(Permission.ASSIGN_OFFICER),
        "may_open": staff.may(Permission.SEE_FILE),
        "today": today,
    }
    return render(request, "desk/officer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASSIGN_OFFICER)
def cover_new(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Let somebody stand in for an officer."""
    at = timezone.localtime()
    absent = get_object_or_404(reached_officers(request.user), pk=staff_id)
    sent = request.POST if request.method == "POST" else None
    people = substitutes_for(request.user, absent)
    initial = {"since": at.date(), "kind": Cover.Kind.LEAVE}
    form = CoverForm(sent, today=at.date(), absent=absent, people=people, initial=initial)
    if sent is not None and form.is_valid():
        entry = form.entry()
        try:
            made = set_cover(entry=entry, by=request.user, at=at)
        except CoverRefused as refused:
            words = clash_words(refused, absent.full_name, entry.substitute.full_name)
            form.add_error(None, words)
        else:
            messages.success(
                request,
                _("%(substitute)s stands in for %(absent)s until %(until)s.")
                % {
                    "substitute": made.substitute.full_name,
                    "absent": absent.full_name,
                    "until": short_date(made.until),
                },
            )
            return see_other("officer", absent.pk)
    return _form(request, absent, form, None, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASSIGN_OFFICER)
def cover_edit(request: StaffRequest, cover_id: int) -> HttpResponse:
    """Prolong a cover, or end it early."""
    at = timezone.localtime()
    cover = _cover(request, cover_id, at.date())
    sent = request.POST if request.method == "POST" else None
    initial = {"until": cover.until, "version": cover.version}
    form = CoverEndForm(sent, today=at.date(), cover=cover, initial=initial)
    status = 422
    if sent is not None and form.is_valid():
        given = form.cleaned_data
        try:
            move_end(cover=cover, version=given["version"], until=given["until"], by=request.user, at=at)
        except CoverRefused as refused:
            words = clash_words(refused, cover.absent.full_name, cover.substitute.full_name)
            form.add_error("until", words)
        except StaleVersion:
            cover = _cover(request, cover_id, at.date())
            form = _renewed(cover, given["until"], at.date())
            status = 409
        else:
            messages.success(request, _("The last day is now %(day)s.") % {"day": short_date(cover.until)})
            return see_other("officer", cover.absent_id)
    return _form(request, cover.absent, form, cover, status=status if form.errors else 200)


def _renewed(cover: Cover, until: date, today: date) -> CoverEndForm:
    """The form on the cover as it stands now, with what was typed and why it comes back."""
    data = {"until": short_date(until), "version": str(cover.version)}
    form = CoverEndForm(data, today=today, cover=cover)
    form.add_error(
        "until",
        _("Somebody else changed this cover meanwhile; it now ends on %(day)s. Send it again to change that.")
        % {"day": short_date(cover.until)},
    )
    return form


@require_POST
@requires(Permission.ASSIGN_OFFICER)
def cover_call_off(request: StaffRequest, cover_id: int) -> HttpResponse:
    """Take a cover away that begins today or later."""
    at = timezone.localtime()
    cover = _cover(request, cover_id, at.date())
    absent_id, version = cover.absent_id, request.POST.get("version", "")
    try:
        call_off(cover=cover, version=int(version) if version.isdecimal() else 0, by=request.user, at=at)
    except HasBegun:
        messages.error(request, _("This cover has begun. End it instead."))
    except StaleVersion:
        messages.error(request, _("Somebody else changed this cover meanwhile. Nothing was called off."))
    else:
        messages.success(request, _("The cover is called off."))
    return see_other("officer", absent_id)


def _cover(request: StaffRequest, cover_id: int, today: date) -> Cover:
    return get_object_or_404(changeable_covers(request.user, today=today), pk=cover_id)


def _form(
    request: StaffRequest, absent: Staff, form: CoverForm | CoverEndForm, cover: Cover | None, *, status: int
) -> HttpResponse:
    context = {
        "person": absent,
        "form": form,
        "cover": cover,
        "may_call_off": cover is not None and cover.since >= timezone.localdate(),
    }
    return render(request, "desk/cover_form.html", context, status=status)
