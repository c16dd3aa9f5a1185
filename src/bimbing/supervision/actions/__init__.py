"""Writes about cases and guidance.

The standing of a supervision (next due day, misses) hangs on visits, which lie above this app. So whoever calls an
action that changes what the duty depends on settles it in the same transaction: `desk.actions`, `intake.actions`,
`attendance.actions`. Until then `standing_until` is null, which `bimbing prove` and the nightly roll both see.
"""

from bimbing.supervision.actions.book import draw_register_no, open_book
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
    StatusRefused,
    change_status,
    edit_supervision,
    hand_over,
    write_note,
)
from bimbing.supervision.actions.tallies import fold_tallies, mend_tallies

__all__ = [
    "DUTY_COLUMNS",
    "Draft",
    "NewSupervision",
    "StatusRefused",
    "add_supervisions",
    "change_status",
    "copied_columns",
    "copy_down",
    "copy_flags",
    "draft_supervisions",
    "draw_register_no",
    "edit_supervision",
    "enter_supervisions",
    "fold_tallies",
    "hand_over",
    "mend_tallies",
    "open_book",
    "reindex",
    "write_note",
]
