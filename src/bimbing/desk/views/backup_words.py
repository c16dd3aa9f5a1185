"""How the office's backups stand, in words: one line for everybody, a few for who can do something about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.utils.dateformat import format as written
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bimbing.backup.actions.make import CARRYING, CHECKING, COPYING, SEALING
from bimbing.backup.archive import Fault
from bimbing.backup.models import Backup
from bimbing.backup.queries import Standing, file_of

FAULTS = MappingProxyType(
    {
        Fault.NO_SPACE: gettext_lazy("the disk is full"),
        Fault.NO_FOLDER: gettext_lazy("the folder cannot be written"),
        Fault.NO_TOOL: gettext_lazy("pg_dump is not installed"),
        Fault.DAMAGED: gettext_lazy("the file could not be read back"),
        Fault.WRONG_KEY: gettext_lazy("the key does not fit"),
        Fault.DIFFERS: gettext_lazy("what was read back differs from the register"),
        Fault.TOO_NEW: gettext_lazy("it is of a newer version"),
        Fault.OTHER_ENGINE: gettext_lazy("it is of another kind of database"),
        Fault.DATABASE: gettext_lazy("the database could not be copied"),
    }
)
STEPS = MappingProxyType(
    {
        COPYING: gettext_lazy("Copying"),
        SEALING: gettext_lazy("Sealing"),
        CHECKING: gettext_lazy("Reading back"),
        CARRYING: gettext_lazy("Carrying to the other folders"),
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """A backup, or the try to make one, as the page lists it."""

    pk: int
    when: str
    reason: str
    kind: str
    state: str
    size: str
    outside: str
    has_file: bool


def when(moment: datetime, now: datetime) -> str:
    """`hari ini 14.05`, `kemarin 09.30`, `12 Nov 2026 16.00`: as a person says it."""
    moment, now = localtime(moment), localtime(now)
    time = written(moment, "H.i")
    if moment.date() == now.date():
        return _("today %(time)s") % {"time": time}
    if moment.date() == (now - timedelta(days=1)).date():
        return _("yesterday %(time)s") % {"time": time}
    return f"{written(moment, 'j M Y')} {time}"


def health_line(standing: Standing, *, now: datetime) -> dict[str, Any]:
    """The line of the home page: `kind`, `text`, and `why` for whoever looks after the system."""
    latest, failed = standing.latest, standing.failed
    if latest is None:
        text = _("Backup failed") if failed else _("No backup yet")
    elif standing.is_late:
        text = _("Last backup %(when)s") % {"when": when(latest.made_at, now)}
    else:
        text = _("Backup %(when)s, read back") % {"when": when(latest.made_at, now)}
    if failed is not None:
        why = _("The last try failed: %(why)s.") % {"why": FAULTS[Fault(failed.error)]}
        return {"kind": "miss", "text": text, "why": why}
    if latest is None:
        return {
            "kind": "wait",
            "text": text,
            "why": _("The first one is made within an hour of the first work."),
        }
    if standing.is_late:
        return {"kind": "miss", "text": text, "why": _("What was written since could be lost.")}
    if standing.is_inside:
        return {
            "kind": "wait",
            "text": text,
            "why": _("No copy has left this computer for a week: a fire or a thief would take both."),
        }
    return {"kind": "ok", "text": text, "why": ""}


def line(row: Backup, now: datetime) -> Line:
    """One row of the page's table."""
    there = file_of(row) is not None
    if row.error:
        kind, state = "miss", str(FAULTS[Fault(row.error)])
    elif row.drilled_at:
        kind, state = "ok", _("restored for a try")
    elif there:
        kind, state = "ok", _("read back")
    else:
        kind, state = "ended", _("let go")
    left = [
        text % {"when": when(at, now)}
        for at, text in ((row.copied_at, _("copied %(when)s")), (row.downloaded_at, _("taken %(when)s")))
        if at
    ]
    return Line(
        pk=row.pk,
        when=when(row.made_at, now),
        reason=str(row.get_reason_display()),
        kind=kind,
        state=state,
        size=f"{row.size / 1e6:.1f} MB".replace(".", ",") if row.size else "",
        outside=", ".join(left),
        has_file=there and not row.error,
    )
