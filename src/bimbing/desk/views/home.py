"""The first page after signing in: what this role has to do today."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bimbing.backup.queries import standing
from bimbing.desk.http import waiting_proposals
from bimbing.desk.queries import home as queries
from bimbing.desk.views.backup_words import health_line
from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Permission, Role
from bimbing.offices.queries import is_shared

Context = dict[str, Any]


@requires(Permission.SIGNED_IN)
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    now = timezone.localtime()
    today = now.date()
    part, facts = HOMES[Role(request.user.role)]
    context: Context = {
        "greeting": _greeting(now) % {"name": request.user.full_name.split(",")[0]},
        "today": today,
        **_health(request.user, now),
        **waiting_proposals(request),
        "may_propose": request.user.may(Permission.PROPOSE),
        **facts(request.user, today),
    }
    return render(request, f"desk/home_{part}.html", context)


def _officer(staff: Staff, today: date) -> Context:
    found = queries.officer_home(staff, today=today)
    return {
        "home": found,
        "figures": found.figures,
        "day": found.day,
        "own": f"&pk={staff.pk}" if found.sees_others else "",
    }


def _registrar(staff: Staff, today: date) -> Context:
    found = queries.registrar_home(staff, today=today)
    return {
        "home": found,
        "figures": found.figures,
        "day": found.day,
        "complete": not any(found.figures.lacks.values()),
    }


def _head(staff: Staff, today: date) -> Context:
    found = queries.head_home(staff, today=today)
    register = reverse("register")
    bars = [
        {
            "label": load.name or _("Without officer"),
            "url": f"{register}?pk={load.pk or '-'}",
            "parts": [
                {"kind": "ok", "label": _("Reported"), "value": load.reported},
                {"kind": "wait", "label": _("Not yet reported"), "value": load.not_yet},
                {"kind": "neutral", "label": _("No duty this month"), "value": load.rest},
            ],
        }
        for load in found.caseloads
    ]
    return {
        "home": found,
        "figures": found.figures,
        "bars": bars,
        "may_see_files": staff.may(Permission.SEE_FILE),
    }


def _desk(staff: Staff, today: date) -> Context:
    return {"day": queries.desk_home(staff, today=today)}


def _admin(staff: Staff, today: date) -> Context:
    return {
        "home": queries.admin_home(staff),
        "night": queries.last_nightly_run(),
        "backup_url": reverse("backups"),
    }


def _region(staff: Staff, today: date) -> Context:
    return queries.region_home(staff, today=today)


#: Role -> the part of the page, and what it shows.
HOMES: dict[Role, tuple[str, Callable[[Staff, date], Context]]] = {
    Role.OFFICER: ("officer", _officer),
    Role.ASSISTANT: ("officer", _officer),
    Role.REGISTRAR: ("registrar", _registrar),
    Role.SECTION_HEAD: ("head", _head),
    Role.HEAD: ("head", _head),
    Role.AUDITOR: ("head", _head),
    Role.DESK: ("desk", _desk),
    Role.ADMIN: ("admin", _admin),
    Role.OVERSEER: ("region", _region),
}


def _greeting(now: datetime) -> str:
    """By the hours at which Indonesian changes its greeting."""
    if now.hour < 11:
        return _("Good morning, %(name)s")
    if now.hour < 15:
        return _("Good day, %(name)s")
    if now.hour < 18:
        return _("Good afternoon, %(name)s")
    return _("Good evening, %(name)s")


def _health(staff: Staff, now: datetime) -> Context:
    """One honest line about the system, for everybody: whether what is written today could be lost."""
    url = reverse("backups") if staff.may(Permission.MANAGE_OFFICE) else ""
    if is_shared():
        return {}  # whoever runs the server looks after its backups
    return {"health": health_line(standing(now=now), now=now) | {"url": url}}
