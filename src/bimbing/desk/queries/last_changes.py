"""Who last gave a field of a record the value it has, and when: out of the trail."""

from collections.abc import Collection, Mapping

from bimbing.audit.models import Event
from bimbing.supervision.models import Supervision

#: Further back than so many events nobody opened a form.
_LOOKED_AT = 200


def last_changes(
    *, client_id: int, actions: Collection[str], subject_id: int | None = None
) -> Mapping[str, Event]:
    """Field -> the newest event that changed it. One query."""
    events = Event.objects.filter(client_id=client_id, action__in=actions)
    if subject_id is not None:
        events = events.filter(subject_id=subject_id)
    newest: dict[str, Event] = {}
    for event in events.order_by("-pk")[:_LOOKED_AT]:
        for name in event.changes:
            newest.setdefault(name, event)
    return newest


def last_changes_of_guidance(row: Supervision) -> Mapping[str, Event]:
    """Field -> the newest event that changed it, in the guidance or in its case; the case may have been corrected from
    another guidance of the same case. One query for each guidance of the case, and two more."""
    newest = dict(last_changes(client_id=row.client_id, actions=("supervision.edited",), subject_id=row.pk))
    of_case = Supervision.objects.filter(case_id=row.case_id).order_by("pk").values_list("pk", flat=True)
    for subject_id in of_case:
        found = last_changes(client_id=row.client_id, actions=("case.edited",), subject_id=subject_id)
        for name, event in found.items():
            if name not in newest or newest[name].pk < event.pk:
                newest[name] = event
    return newest
