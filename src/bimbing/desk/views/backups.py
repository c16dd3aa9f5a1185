"""The backups of the office: how they stand, one now, one to take away, and how to go back."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bimbing.backup.actions import took_away
from bimbing.backup.actions.hourly import JOB
from bimbing.backup.models import Backup
from bimbing.backup.queries import backups as newest
from bimbing.backup.queries import file_of, standing
from bimbing.desk.actions import ask_for_backup_now
from bimbing.desk.views.backup_words import STEPS, health_line, line
from bimbing.jobs.progress import progress_of
from bimbing.jobs.queries import live_job
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.offices.queries import is_shared


@requires(Permission.MANAGE_OFFICE)
@require_GET
def backups(request: StaffRequest) -> HttpResponse:
    """How the backups stand. While one is made the page looks again by itself."""
    now = timezone.localtime()
    if is_shared():
        return render(request, "desk/backups.html", {"shared": True, "by_itself": settings.BACKUP_HOURLY})
    job = live_job(kind=JOB)
    is_part = request.htmx and request.htmx.target == "cadangan"  # type: ignore[attr-defined]
    if is_part and job is None:  # it is done: the whole page says so
        return HttpResponse(headers={"HX-Refresh": "true"})
    step = progress_of(job).step if job else ""
    context = {
        "state": health_line(standing(now=now), now=now),
        "lines": [line(row, now) for row in newest()],
        "job": job,
        "step": STEPS.get(step, _("Waiting its turn")),
        "folder": settings.BACKUP_DIR,
        "copies": settings.BACKUP_COPIES,
        "by_itself": settings.BACKUP_HOURLY,
    }
    return render(request, "desk/part_backups.html" if is_part else "desk/backups.html", context)


@requires(Permission.MANAGE_OFFICE)
@require_POST
def backup_make(request: StaffRequest) -> HttpResponse:
    """Ask for one now; it is made in the background."""
    _refuse_where_shared()
    ask_for_backup_now(by=request.user, at=timezone.localtime())
    return see_other("backups")


@requires(Permission.MANAGE_OFFICE)
@require_POST
def backup_take(request: StaffRequest, backup_id: int) -> HttpResponseBase:
    """Take a backup away, for a stick that leaves the building. It is sealed: only the paper key opens it."""
    _refuse_where_shared()
    backup = get_object_or_404(Backup, pk=backup_id, error="")
    path = file_of(backup)
    if path is None:
        raise Http404(_("This backup was let go meanwhile."))
    took_away(backup=backup, by=request.user, at=timezone.localtime())
    return FileResponse(path.open("rb"), as_attachment=True, filename=backup.name)


def _refuse_where_shared() -> None:
    """A backup holds every office of the database: one office's administrator neither makes nor takes it."""
    if is_shared():
        raise Http404
