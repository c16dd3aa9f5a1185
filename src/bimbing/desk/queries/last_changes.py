"""Who last gave a field of a record the value it has, and when: out of the trail."""

from collections.abc import Collection, Mapping

from bimbing.audit.models import Event

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
