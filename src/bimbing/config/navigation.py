"""What frames every page: the rail, the scan box, the office's name. Shown by right, so nobody sees a locked door."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.desk.http import WAITING
from bimbing.offices.permissions import Permission


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the rail: its route, its words, its icon, its letter after `g`, and the right it needs."""

    route: str
    label: Promise | str
    icon: str
    key: str
    permission: Permission
    unless: Permission | None = None  # whoever has this right finds the same through another place


PLACES = (
    Place("home", _("Home"), "house", "b", Permission.SIGNED_IN),
    Place("register", _("Clients"), "users", "k", Permission.SEE_CLIENTS),
    Place("proposals", _("Proposals"), "inbox", "u", Permission.EDIT_CLIENT),
    Place("my_proposals", _("Proposals"), "inbox", "u", Permission.PROPOSE, unless=Permission.EDIT_CLIENT),
    Place("attendance_desk", _("Attendance"), "scan-line", "a", Permission.RECORD_VISIT),
    Place("missed", _("Missed"), "calendar-x-2", "t", Permission.SEE_FIGURES),
    Place("officers", _("Officers"), "users-round", "l", Permission.ASSIGN_OFFICER),
    Place("region", _("Region"), "map", "w", Permission.SEE_REGION),
    Place("cards", _("Cards"), "id-card", "c", Permission.PRINT_CARD),
    Place("reports", _("Office reports"), "chart-column", "r", Permission.SEE_FIGURES),
    Place("imports", _("Import"), "file-spreadsheet", "i", Permission.IMPORT),
    Place("audit_trail", _("Trail"), "footprints", "j", Permission.SEE_AUDIT),
    Place("staff_list", _("Staff"), "user-cog", "p", Permission.MANAGE_STAFF),
    Place("settings", _("Settings"), "settings-2", "o", Permission.MANAGE_OFFICE),
)


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place as the page shows it."""

    label: Promise | str
    url: str
    icon: str
    key: str
    active: bool
    badge: str = ""


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template: `nav_items`, `scan_url`, `office`, `practice`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"practice": settings.PRACTICE, "nav_items": (), "scan_url": ""}
    here = request.path
    waiting = str(getattr(request, WAITING, "") or "")
    items = []
    for place in PLACES:
        if user.may(place.permission) and not (place.unless and user.may(place.unless)):
            url = reverse(place.route)
            active = here == url if place.route == "home" else here.startswith(url)
            badge = waiting if place.route in ("proposals", "my_proposals") else ""
            items.append(NavItem(place.label, url, place.icon, place.key, active, badge))
    if sum(item.active for item in items) > 1:  # /klien/ and /klien/impor/: the longer address wins
        longest = max((item.url for item in items if item.active), key=len)
        items = [NavItem(i.label, i.url, i.icon, i.key, i.url == longest, i.badge) for i in items]
    searches = user.may(Permission.SEE_CLIENTS) or user.may(Permission.RECORD_VISIT)
    return {
        "practice": settings.PRACTICE,
        "nav_items": items,
        "scan_url": reverse("find") if searches else "",
        "office": user.office,
    }
