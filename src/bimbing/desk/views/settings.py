"""The settings of the office on one page: what each says today, and what changes on which coming day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bimbing.backup.queries import standing
from bimbing.desk.queries.settings import Coming, Today, settings_today
from bimbing.desk.views.backup_words import health_line
from bimbing.desk.views.ruling import interval_word
from bimbing.offices.http import StaffRequest, requires
from bimbing.offices.permissions import Permission
from bimbing.offices.queries import is_shared


@dataclass(frozen=True, slots=True)
class Door:
    """One page of settings: where it is, and what it says today."""

    route: str
    icon: str
    title: Promise | str
    says: str


@requires(Permission.MANAGE_OFFICE)
@require_safe
def settings_page(request: StaffRequest) -> HttpResponse:
    """Every page of settings with what it says today; beside them what is decided and still to come."""
    now = timezone.localtime()
    today = now.date()
    known = settings_today(request.user, today)
    context = {
        "parts": [
            (_("The guidance"), _guidance(known)),
            (_("Papers"), _papers(known)),
            (_("House and people"), [*_house(known), _backups(now)]),
        ],
        "coming": [(one, _coming(one), reverse(one.route, args=one.args)) for one in known.coming],
        "office": known.office,
    }
    return render(request, "desk/settings.html", context)


def _guidance(known: Today) -> Sequence[Door]:
    rule, phase, dates = known.duty, known.phase, known.dates
    programmes = ngettext("%(n)s programme", "%(n)s programmes", known.programmes) % {"n": known.programmes}
    off = _("%(n)s switched off") % {"n": known.programmes_off} if known.programmes_off else ""
    offences = ngettext("%(n)s kind", "%(n)s kinds", known.offences) % {"n": known.offences}
    own = _("%(n)s of the office's own") % {"n": known.offences_own} if known.offences_own else ""
    hints = ngettext("%(n)s article explained", "%(n)s articles explained", known.hints) % {"n": known.hints}
    grace = ngettext("%(n)s day of grace", "%(n)s days of grace", rule.grace_days) % {"n": rule.grace_days}
    grace = grace if rule.grace_days else ""
    bounds = _("%(first)s %% and %(second)s %% of the days") % {
        "first": phase.first_percent,
        "second": phase.second_percent,
    }
    intervals = ", ".join(
        f"{name.value} {interval_word(interval)}" for name, interval in phase.intervals.items()
    )
    month = _("a month has %(n)s days in fractions") % {"n": dates.fraction_month_days}
    return [
        Door("programmes", "route", _("Programmes"), _dots(programmes, off)),
        Door("phase_rules", "milestone", _("Phases"), _dots(bounds, intervals)),
        Door(
            "duty_rules", "calendar-check", _("Duty to report"), _dots(rule.get_duty_model_display(), grace)
        ),
        Door("offences", "scale", _("Offences"), _dots(offences, own, hints if known.hints else "")),
        Door(
            "date_rules",
            "calculator",
            _("Dates"),
            _dots(_("end: %(day)s") % {"day": dates.get_end_offset_days_display()}, month),
        ),
    ]


def _papers(known: Today) -> Sequence[Door]:
    signs = known.signatory
    office = known.office
    named = f"{signs.get_standing_display()} {signs.full_name}" if signs else _("nobody is named yet")
    return [
        Door("office_settings", "building-2", _("Office"), _dots(office.short_name, office.city)),
        Door("signatories", "signature", _("Signatories"), named),
    ]


def _house(known: Today) -> Sequence[Door]:
    posts = ngettext("%(n)s post", "%(n)s posts", known.posts) % {"n": known.posts}
    free = ngettext("%(n)s day off this year", "%(n)s days off this year", known.days_off)
    return [
        Door("posts", "map-pin", _("Posts"), posts),
        Door("holidays", "calendar-off", _("Days off"), free % {"n": known.days_off}),
    ]


def _backups(now: datetime) -> Door:
    said = _("by the server") if is_shared() else str(health_line(standing(now=now), now=now)["text"])
    return Door("backups", "database-backup", _("Backups"), said)


def _dots(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _coming(one: Coming) -> str:
    words = {
        "duty_rules": _("The duty to report is counted otherwise."),
        "phase_rules": _("The phases follow other boundaries or intervals."),
        "date_rules": _("Dates of new guidances are computed otherwise."),
    }
    if one.route == "programme_edit":
        return f"{one.name}: {interval_word(one.interval)}"
    return words.get(one.route, one.name)
