"""Many clients go to one officer or are spread over several: who, from when, why, and how caseloads stand after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bimbing.desk.forms_handing import HandOverManyForm
from bimbing.desk.views.handing_words import WHY_WORDS, givers_words, load_lines
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.rules.balance import Receiver, spread
from bimbing.supervision.actions import (
    MOST_AT_ONCE,
    Move,
    NoReceiver,
    NothingHandedOver,
    Why,
    hand_over_many,
)
from bimbing.supervision.forms import parameters, read_filters
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import officers_of
from bimbing.supervision.queries.caseloads import Load, caseloads, chosen
from bimbing.supervision.queries.register import matching

#: Between a guidance and the version it was decided on, and between what is wanted: `12.1 15.3`.
_PART: Final = "."


@dataclass(slots=True)
class Plan:
    """What the page is about: the clients, the versions they were seen at, who may receive, who is chosen to."""

    rows: Sequence[Supervision]
    versions: Mapping[int, int]
    loads: Sequence[Load]
    receivers: Sequence[int]
    picked: Sequence[int]
    given: Mapping[int, int] = field(default_factory=dict)
    cut: int = 0  # so many of those asked for lie beyond the most at once
    ended: int = 0  # so many of those asked for have ended


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASSIGN_OFFICER)
def many(request: StaffRequest) -> HttpResponse:
    """Choose who receives, look at the caseloads, correct, hand over. Nothing is written before the last step."""
    at = timezone.localtime()
    sent = request.POST if request.method == "POST" else None
    plan = _plan(request, at, sent)
    does = sent is not None and sent.get("lakukan") == "alih"
    form = HandOverManyForm(
        sent if does else None,
        today=at.date(),
        backdate_days=request.user.office.backdate_days,
        initial=_typed(sent) or {"on": at.date()},
    )
    if does and form.is_valid():
        if not plan.given:
            form.add_error(None, _("Choose who receives, then hand over."))
        else:
            return _hand_over(request, plan, form, at)
    return _page(request, plan, form, status=422 if form.errors else 200)


def _typed(sent: QueryDict | None) -> dict[str, str]:
    """What stands in the fields when only the proposal is made anew."""
    names = ("on", "reason", "request_key")
    return {name: sent.get(name, "") for name in names if name in sent} if sent is not None else {}


def _plan(request: StaffRequest, at: datetime, sent: QueryDict | None) -> Plan:
    staff = request.user
    asked = sent if sent is not None else request.GET
    versions, cut = _versions(sent) if sent is not None else ({}, 0)
    ids = list(versions) if sent is not None else []
    if sent is None:
        ids, cut = _asked(request, at)
    found = chosen(staff, ids)
    rows = [row for row in found if row.is_active]
    receivers = list(officers_of(staff).values_list("pk", flat=True))
    wanted = {number for value in asked.getlist("kepada") if (number := id_in(value))}
    plan = Plan(
        rows=rows,
        versions=versions or {row.pk: row.version for row in rows},
        loads=caseloads(staff, today=at.date()),
        receivers=receivers,
        picked=[pk for pk in receivers if pk in wanted],
        cut=cut,
        ended=len(found) - len(rows),
    )
    plan.given = _proposed(plan) if sent is None or sent.get("lakukan") == "bagi" else _wanted(plan, sent)
    return plan


def _asked(request: StaffRequest, at: datetime) -> tuple[list[int], int]:
    """The guidances that the address names: picked ones, or the whole group of the register; and how many too many."""
    if "semua" in request.GET:
        rows = matching(request.user, read_filters(request.GET, at.date())).filter(is_active=True)
        ids = list(rows.order_by("name_key", "pk").values_list("pk", flat=True))
    else:
        words = _PART.join(request.GET.getlist("pilih")).split(_PART)
        ids = list(dict.fromkeys(number for word in words if (number := id_in(word))))
    return ids[:MOST_AT_ONCE], max(0, len(ids) - MOST_AT_ONCE)


def _versions(sent: QueryDict) -> tuple[dict[int, int], int]:
    found: dict[int, int] = {}
    for word in sent.get("versi", "").split():
        pk, _dot, version = word.partition(_PART)
        if (number := id_in(pk)) and (seen := id_in(version)):
            found[number] = seen
    kept = dict(list(found.items())[:MOST_AT_ONCE])
    return kept, len(found) - len(kept)


def _proposed(plan: Plan) -> dict[int, int]:
    loads = {load.officer.pk: load for load in plan.loads}
    receivers = [Receiver(pk, loads[pk].total, loads[pk].officer.section) for pk in plan.picked]
    return spread([(row.pk, row.section, row.officer_id) for row in plan.rows], receivers)


def _wanted(plan: Plan, sent: QueryDict) -> dict[int, int]:
    """Who is chosen for each client; a client for whom nobody is chosen stays.

    Also for one who is not listed any more, because he ended or went out of reach meanwhile: he is told apart later.
    """
    wanted = {pk: id_in(sent.get(f"pk-{pk}", "")) for pk in plan.versions}
    return {pk: taker for pk, taker in wanted.items() if taker in plan.picked}  # type: ignore[misc]


def _hand_over(request: StaffRequest, plan: Plan, form: HandOverManyForm, at: datetime) -> HttpResponse:
    given = form.cleaned_data
    moves = [Move(pk, plan.versions.get(pk, 0), taker) for pk, taker in plan.given.items()]
    try:
        batch, left = hand_over_many(
            moves=moves, since=given["on"], reason=given["reason"], request_key=given["request_key"],
            by=request.user, at=at,
        )  # fmt: skip
    except NoReceiver:
        form.add_error(None, _("One of the receivers can no longer be given clients. Choose again."))
        return _page(request, plan, form, status=422)
    except NothingHandedOver as refused:
        plan.versions = {row.pk: row.version for row in plan.rows}
        return _page(request, plan, form, status=409, left=refused.left)
    number = len(moves) - len(left)
    messages.success(
        request,
        ngettext("%(n)s client was handed over.", "%(n)s clients were handed over.", number) % {"n": number},
    )
    to = reverse("hand_over", args=[batch.pk])
    rest = _PART.join(f"{pk}-{why.value}" for pk, why in left.items())
    return see_other(f"{to}?{urlencode({'sisa': rest})}" if rest else to)


def left_out(request: StaffRequest, words: str) -> list[tuple[Supervision, Any]]:
    """Who stayed out of a hand-over and why, as its page is told in the address: `12-changed.15-ended`."""
    why: dict[int, Why] = {}
    for word in words.split(_PART)[:MOST_AT_ONCE]:
        pk, _dash, code = word.partition("-")
        if (number := id_in(pk)) and code in set(Why):
            why[number] = Why(code)
    return [(row, WHY_WORDS[why[row.pk]]) for row in chosen(request.user, list(why))]


def _page(
    request: StaffRequest,
    plan: Plan,
    form: HandOverManyForm,
    *,
    status: int,
    left: Mapping[int, Why] | None = None,
) -> HttpResponse:
    officers = {load.officer.pk: load.officer for load in plan.loads}
    takers = [officers[pk] for pk in plan.picked if pk in officers]
    lines = load_lines(plan.loads, plan.rows, plan.given, receivers=plan.receivers, picked=plan.picked)
    finals = [line.after for line in lines if line.picked]
    context = {
        "form": form,
        "number": len(plan.rows),
        "going": sum(row.pk in plan.given for row in plan.rows),
        "givers": givers_words(plan.rows),
        "lines": lines,
        "takers": takers,
        "smallest": min(finals, default=0),
        "largest": max(finals, default=0),
        "clients": [
            {
                "row": row,
                "taker": plan.given.get(row.pk),
                "takers": [one for one in takers if not one.section or one.section == row.section],
                "why": WHY_WORDS[left[row.pk]] if left and row.pk in left else "",
            }
            for row in plan.rows
        ],
        "versions": " ".join(f"{pk}{_PART}{version}" for pk, version in plan.versions.items()),
        "cut": plan.cut,
        "ended": plan.ended,
        "most": MOST_AT_ONCE,
        "refused": left is not None,
        "back_url": _back(request),
    }
    return render(request, "desk/hand_over_many.html", context, status=status)


def _back(request: StaffRequest) -> str:
    """The list that one came from."""
    if "semua" not in request.GET:
        return reverse("register")
    written = parameters(read_filters(request.GET, timezone.localdate()))
    return f"{reverse('register')}?{urlencode(written)}"
