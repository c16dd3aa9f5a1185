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
from bimbing.supervision.actions.covering import (
    Clash,
    CoverRefused,
    HasBegun,
    NewCover,
    call_off,
    earliest_end,
    move_end,
    set_cover,
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
from bimbing.supervision.actions.handing import (
    MOST_AT_ONCE,
    AlreadyUndone,
    Move,
    NoReceiver,
    NothingHandedOver,
    Why,
    hand_over_many,
    take_back,
)
from bimbing.supervision.actions.status import (
    NumberInUse,
    Papers,
    StatusRefused,
    change_status,
    correct_status_event,
)
from bimbing.supervision.actions.tallies import fold_tallies, mend_tallies

__all__ = [
    "DUTY_COLUMNS",
    "MOST_AT_ONCE",
    "AlreadyUndone",
    "Clash",
    "CoverRefused",
    "Draft",
    "HasBegun",
    "Move",
    "NewCover",
    "NewSupervision",
    "NoReceiver",
    "NothingHandedOver",
    "NumberInUse",
    "Offence",
    "Papers",
    "StatusRefused",
    "Why",
    "add_supervisions",
    "call_off",
    "change_status",
    "copied_columns",
    "copy_down",
    "copy_flags",
    "correct_status_event",
    "draft_supervisions",
    "draw_register_no",
    "earliest_end",
    "edit_case",
    "edit_supervision",
    "enter_primaries",
    "enter_supervisions",
    "fold_tallies",
    "hand_over",
    "hand_over_many",
    "mend_tallies",
    "move_end",
    "offences_of",
    "open_book",
    "put_primary",
    "reindex",
    "set_cover",
    "take_back",
    "write_note",
    "write_offences",
]
