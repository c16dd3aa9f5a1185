"""Writes about cases and guidance.

The standing of a supervision (next due day, misses) hangs on visits, which lie above this app. So whoever calls an
action that changes what the duty depends on settles it in the same transaction: `desk.actions`, `intake.actions`,
`attendance.actions`. Until then `standing_until` is null, which `bimbing prove` and the nightly roll both see.
"""

from bimbing.supervision.actions.book import draw_register_no, open_book
from bimbing.supervision.actions.cases import (
    Offence,
    edit_case,
    enter_primaries,
    offences_of,
    put_primary,
    write_offences,
)
from bimbing.supervision.actions.entering import (
    Draft,
    NewSupervision,
    add_supervisions,
    copied_columns,
    copy_down,
    copy_flags,
    draft_supervisions,
    enter_supervisions,
    reindex,
)
from bimbing.supervision.actions.guidance import (
    DUTY_COLUMNS,
    edit_supervision,
    hand_over,
    write_note,
)
from bimbing.supervision.actions.status import (
    NumberInUse,
    Papers,
    StatusRefused,
    change_status,
    correct_status_event,
)

__all__ = [
    "DUTY_COLUMNS",
    "Draft",
    "NewSupervision",
    "NumberInUse",
    "Offence",
    "Papers",
    "StatusRefused",
    "add_supervisions",
    "change_status",
    "copied_columns",
    "copy_down",
    "copy_flags",
    "correct_status_event",
    "draft_supervisions",
    "draw_register_no",
    "edit_case",
    "edit_supervision",
    "enter_primaries",
    "enter_supervisions",
    "hand_over",
    "offences_of",
    "open_book",
    "put_primary",
    "reindex",
    "write_note",
    "write_offences",
]
