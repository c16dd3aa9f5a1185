"""Who did what, when, to whom."""

from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bimbing.audit.queries import EventFilters
from bimbing.desk.queries.trail import trail_for
from bimbing.desk.queries.trail_words import DEEDS
from bimbing.offices.http import StaffRequest, id_in, requires
from bimbing.offices.permissions import Permission
from bimbing.rules.dates import read_date, short_date


@requires(Permission.SEE_AUDIT)
@require_GET
def audit_trail(request: StaffRequest) -> HttpResponse:
    """`?pegawai=&tindakan=&hari=&klien=`, and `sebelum=` or `sesudah=` an event. What cannot be read is left out."""
    asked = request.GET
    day = read_date(asked.get("hari", ""), today=timezone.localdate()).value if asked.get("hari") else None
    start = timezone.make_aware(datetime.combine(day, time.min)) if day else None
    filters = EventFilters(
        staff_id=id_in(asked.get("pegawai")),
        action=asked.get("tindakan", "") if asked.get("tindakan") in DEEDS else "",
        client_id=id_in(asked.get("klien")),
        since=start,
        until=start + timedelta(days=1) if start else None,
        before=id_in(asked.get("sebelum")),
        after=id_in(asked.get("sesudah")),
    )
    trail = trail_for(request.user, filters)
    kept = asked.copy()
    for name in ("sebelum", "sesudah"):
        kept.pop(name, None)
    address = f"?{kept.urlencode()}&" if kept else "?"
    context = {
        "trail": trail,
        "filters": filters,
        "day": short_date(day) if day else "",
        "deeds": {code: str(deed.sentence).format(client="…", person="…") for code, deed in DEEDS.items()},
        "narrowed": any((filters.staff_id, filters.action, filters.client_id, day)),
        "older_url": f"{address}sebelum={trail.older}" if trail.older else "",
        "newer_url": f"{address}sesudah={trail.newer}" if trail.newer else "",
    }
    return render(request, "desk/trail.html", context)
