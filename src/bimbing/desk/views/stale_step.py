"""A step (a status, a hand-over) was decided on a record that somebody changed meanwhile: what differs, in words."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bimbing.desk.queries.last_changes import last_changes
from bimbing.desk.views.stale import WAS, Shown, opened_texts, shown_lines
from bimbing.rules.dates import short_date
from bimbing.rules.three_way import compared
from bimbing.supervision.models import STATUS_LABELS, Supervision

_ACTIONS: Final = (
    "supervision.edited", "supervision.status", "supervision.status_corrected", "supervision.handed_over",
)  # fmt: skip
_LABELS: Final = {
    "status": _("status"),
    "officer": _("officer"),
    "programme_id": _("programme"),
    "register_no": _("register number"),
    "start_date": _("start"),
    "end_date": _("end"),
}


def record_texts(row: Supervision) -> dict[str, str]:
    """What a step is decided on, as the form carries it."""
    return {
        "status": str(STATUS_LABELS[row.status]),  # type: ignore[index]
        "officer": row.officer.full_name if row.officer else "",
        "programme_id": row.programme_id or "",
        "register_no": row.register_no,
        "start_date": short_date(row.start_date) if row.start_date else "",
        "end_date": short_date(row.end_date) if row.end_date else "",
    }


def differing(row: Supervision, sent: QueryDict, wanted: Mapping[str, str]) -> list[Shown]:
    """The columns of three: `wanted` by the step that was sent, as it was when the form was opened, as `row` is now."""
    was = opened_texts(sent, _LABELS)
    lines = compared(
        _LABELS,
        mine={**was, **wanted},
        was=was,
        now=record_texts(row),
        same=lambda name, one, other: one == other,
    )
    return shown_lines(
        lines,
        labels={name: str(label) for name, label in _LABELS.items()},
        changes=last_changes(client_id=row.client_id, actions=_ACTIONS, subject_id=row.pk),
        picks={},
        words=lambda name, text: text,
    )


def renewed(sent: QueryDict, row: Supervision) -> QueryDict:
    """The same form on the record as it stands now: sent again, it is decided on that."""
    data: Any = sent.copy()
    data["version"] = str(row.version)
    return data  # type: ignore[no-any-return]


def carried(row: Supervision, sent: QueryDict | None, *, is_late: bool) -> list[tuple[str, str]]:
    """The hidden texts of the form: the record as it was when the form was opened, or as it stands now."""
    texts = record_texts(row) if sent is None or is_late else opened_texts(sent, _LABELS)
    return [(WAS + name, text) for name, text in texts.items()]
