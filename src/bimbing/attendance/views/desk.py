"""The desk: one client in large print, one key to record, the answer to a second scan."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bimbing.attendance.actions import Outcome, VisitRefused, record_visit, undo_visit, void_visit
from bimbing.attendance.forms import VisitForm, VoidForm
from bimbing.attendance.models import Visit
from bimbing.attendance.queries import desk, duty
from bimbing.clients.models import Client
from bimbing.offices.actions import set_preferences
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import GUIDES, Permission
from bimbing.rules.card_code import TOKEN_LENGTH
from bimbing.rules.dates import long_date
from bimbing.rules.duty import AttendanceKind, DutyFacts, Interval, ReportState, standing, suggest_next
from bimbing.supervision.models import Supervision


@dataclass(frozen=True, slots=True)
class Stand:
    """What the band under the name says: a kind of the look, a sentence, a smaller one."""

    kind: str
    title: str
    text: str = ""


@require_GET
@requires(Permission.RECORD_VISIT)
def attendance_desk(request: StaffRequest) -> HttpResponse:
    """`?kode=` a code or a name, `?klien=` and `?bimbingan=` a choice, `?catatan=` what was just recorded."""
    staff, asked = request.user, request.GET
    text = (asked.get("kode") or asked.get("q") or "").strip()
    if visit_id := id_in(asked.get("catatan")):
        visit = get_object_or_404(desk.visits_seen_by(staff), pk=visit_id)
        return _page(
            request, {"done": visit, "outcome": asked.get("hasil", ""), "may_undo": _may_undo(request, visit)}
        )
    if supervision_id := id_in(asked.get("bimbingan")):
        source = asked.get("cara", "")
        source = source if source in Visit.Source.values else Visit.Source.FOUND
        return _page(request, _facing(request, _seen(request, supervision_id), Visit.Source(source)))
    if client_id := id_in(asked.get("klien")):
        client = get_object_or_404(Client.objects.in_office_of(staff), pk=client_id)
        return _page(request, _answer(request, desk.person(client, staff), ""))
    if not text:
        return _page(request, {})
    return _page(request, _answer(request, desk.who_is(text, staff), text))


@require_POST
@requires(Permission.RECORD_VISIT)
def record(request: StaffRequest) -> HttpResponse:
    """Record one visit and say so on the desk's next page."""
    now = timezone.localtime()
    supervision = _seen(request, id_in(request.POST.get("supervision")) or 0)
    form = VisitForm(request.POST, staff=request.user, today=now.date())
    if not form.is_valid():
        return _page(request, _facing(request, supervision, Visit.Source.FOUND, form=form), status=422)
    given = form.cleaned_data
    on = given["on"] or now.date()
    is_today = on == now.date()
    try:
        recorded = record_visit(
            supervision=supervision,
            on=on,
            by=request.user,
            at=now,
            kind=given["kind"],
            source=Visit.Source(given["source"]) if is_today else Visit.Source.PAPER,
            note=given["note"],
            next_on=given["next_on"],
            time=now.time().replace(microsecond=0) if is_today else None,
            outpost=given["outpost"],
            received_by=request.user if request.user.role in GUIDES else None,
            request_key=form.request(),
        )
    except VisitRefused as refused:
        form.add_error(None, str(refused.sentence))
        return _page(request, _facing(request, supervision, Visit.Source.FOUND, form=form), status=422)
    outcome = recorded.outcome
    if outcome is Outcome.REPEATED:  # to the person who pressed twice it is simply recorded
        outcome = Outcome.RECORDED
    return _to_desk(recorded.visit, outcome)


@require_POST
@requires(Permission.RECORD_VISIT)
def undo(request: StaffRequest, visit_id: int) -> HttpResponse:
    """Take back one's own entry of today."""
    visit = get_object_or_404(desk.visits_seen_by(request.user), pk=visit_id)
    try:
        undo_visit(visit=visit, by=request.user, at=timezone.localtime())
    except VisitRefused as refused:
        context = {"done": visit, "outcome": Outcome.ALREADY, "refused": refused.sentence, "may_undo": False}
        return _page(request, context, status=409)
    return _to_desk(visit, "undone")


@require_http_methods(["GET", "POST"])
@requires(Permission.VOID_VISIT)
def void(request: StaffRequest, visit_id: int) -> HttpResponse:
    """Void a visit, with a reason; asks for it first."""
    visit = get_object_or_404(desk.visits_seen_by(request.user), pk=visit_id)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        void_visit(visit=visit, reason=form.cleaned_data["reason"], by=request.user, at=timezone.localtime())
        if request.user.may(Permission.SEE_FILE):
            return see_other(reverse("client_file", args=[visit.supervision.client_id]))
        return see_other(reverse("attendance_day", args=[visit.on]))
    return render(
        request, "attendance/void.html", {"visit": visit, "form": form}, status=422 if form.is_bound else 200
    )


@require_POST
@requires(Permission.RECORD_VISIT)
def text_size(request: StaffRequest) -> HttpResponse:
    """Large print on and off, for whoever sits there."""
    staff = request.user
    set_preferences(staff=staff, language=staff.language, large_text=not staff.large_text)
    return see_other(reverse("attendance_desk"))


def _page(request: StaffRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The desk with its columns: whatever stands in the middle, who came and who is expected stand beside it."""
    today = timezone.localdate()
    came = desk.came_on(today, request.user)
    expected = desk.expected_on(today, request.user, today=today)
    beside = {
        "today": today,
        "came": came[: desk.SHOWN],
        "came_count": came.count(),
        "expected": expected[: desk.SHOWN],
        "expected_count": expected.count(),
        "shown": desk.SHOWN,
        "may_propose": request.user.may(Permission.PROPOSE) and not request.user.may(Permission.EDIT_CLIENT),
    }
    return render(request, "attendance/desk.html", beside | context, status=status)


def _answer(request: StaffRequest, who: desk.WhoIs, text: str) -> dict[str, Any]:
    """What the desk says to a code."""
    if who.answer is desk.Answer.PERSON and len(who.supervisions) == 1:
        return _facing(request, who.supervisions[0], who.source, replaced_on=who.replaced_on)
    if who.answer is desk.Answer.PERSON:
        return {"who": who, "client": who.client}
    if who.answer is desk.Answer.NO_CODE:
        found = desk.find_by_name(text, request.user)
        return {
            "rows": [row for row, _ in found[: desk.SHOWN]],
            "near": {row.pk for row, is_near in found if is_near},
            "more": len(found) > desk.SHOWN,
            "asked": text,
        }
    # What a hand typed stays to be mended; what a scanner typed makes room for the next scan.
    return {"refusal": _refusal(who), "asked": text if len(text) < TOKEN_LENGTH // 2 else ""}


def _refusal(who: desk.WhoIs) -> Stand:
    if who.answer is desk.Answer.OTHER_OFFICE:
        where = who.office or _("another office")
        return Stand(
            "wait",
            _("This card belongs to %(office)s.") % {"office": where},
            _("Send the client there, or call that office. Nothing was recorded here."),
        )
    if who.answer is desk.Answer.NOT_YOURS:
        return Stand(
            "wait",
            _("A client of this office, but not one of yours."),
            _("Send him to the front desk, or to his own officer. Nothing was recorded."),
        )
    if who.answer is desk.Answer.DAMAGED:
        return Stand(
            "miss",
            _("The code is not complete or has a slip in it."),
            _("Scan again, or type the seven characters under the QR code once more. Or type the name."),
        )
    return Stand(
        "miss",
        _("No card carries this code."),
        _("Type the name instead. If the person is found, print a new card."),
    )


def _facing(
    request: StaffRequest,
    supervision: Supervision,
    source: Visit.Source,
    *,
    replaced_on: date | None = None,
    form: VisitForm | None = None,
) -> dict[str, Any]:
    """One client before the desk: the state of his duty, and the form that records it."""
    staff, today = request.user, timezone.localdate()
    facts = duty.duty_of(supervision).facts
    next_on = suggest_next(facts, today) if facts else None
    visit = desk.visit_on(supervision, today)
    initial = {
        "supervision": supervision.pk,
        "request_key": uuid4(),
        "source": source,
        "kind": AttendanceKind.POS if staff.outpost_id else AttendanceKind.HADIR,
        "outpost": staff.outpost_id,
        "next_on": next_on,
    }
    return {
        "facing": supervision,
        "client": supervision.client,
        "replaced_on": replaced_on,
        "stand": _stand(request, supervision, facts, today),
        "standing_visit": visit,
        "may_undo": visit is not None and _may_undo(request, visit),
        "last_visit": desk.last_visit(supervision),
        "next_on": next_on,
        "form": form or VisitForm(staff=staff, today=today, initial=initial),
    }


def _stand(request: StaffRequest, supervision: Supervision, facts: DutyFacts | None, today: date) -> Stand:
    """Whether a visit is due, in words."""
    if facts is None:
        return Stand("neutral", _("No duty to report is set."), _("A visit can be recorded all the same."))
    now = standing(facts, today)
    what = _period_words(facts.interval)
    if now.report_state is ReportState.REPORTED and now.last_visit_on:
        return Stand(
            "ok", _("Has reported %(period)s.") % {"period": what}, _("A further visit may be recorded.")
        )
    if now.report_state is ReportState.EXCUSED:
        return Stand("hint", _("Is excused %(period)s.") % {"period": what}, _("Coming all the same counts."))
    if now.report_state is ReportState.SUSPENDED:
        return Stand(
            "hint", _("The duty to report rests at present."), _("Let the officer know that he came.")
        )
    if now.report_state is ReportState.NONE:
        return Stand("neutral", _("Nothing is due at present."), _("A visit can be recorded all the same."))
    text = ""
    if now.missed_run and request.user.may(Permission.SEE_CLIENTS):
        text = _("Missed %(n)s in a row.") % {"n": now.missed_run}
    elif now.missed_run >= supervision.office.red_misses:
        text = _("Please bring him to his officer afterwards.")
    if now.next_due_on == today:
        return Stand("wait", _("Expected today."), text)
    if now.next_due_on and now.next_due_on < today:
        day = long_date(now.next_due_on)
        return Stand(
            "wait",
            _("Not yet reported %(period)s; expected on %(day)s.") % {"period": what, "day": day},
            text,
        )
    return Stand("wait", _("Not yet reported %(period)s.") % {"period": what}, text)


def _period_words(interval: Interval) -> str:
    if interval is Interval.BULANAN:
        return _("this month")
    return _("this week") if interval is Interval.MINGGUAN else _("in this period")


def _may_undo(request: StaffRequest, visit: Visit) -> bool:
    is_own = visit.recorded_by_id == request.user.pk and visit.voided_at is None
    return is_own and timezone.localtime(visit.recorded_at).date() == timezone.localdate()


def _seen(request: StaffRequest, supervision_id: int) -> Supervision:
    rows = Supervision.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("client", "officer", "programme", "office"), pk=supervision_id
    )


def _to_desk(visit: Visit, outcome: str | Promise) -> HttpResponse:
    query = urlencode({"catatan": visit.pk, "hasil": str(outcome)})
    return see_other(f"{reverse('attendance_desk')}?{query}")
