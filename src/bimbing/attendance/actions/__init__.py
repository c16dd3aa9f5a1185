"""Writes of attendance: a visit recorded once, voided with a reason, excuses, and the sums that follow."""

from bimbing.attendance.actions.excuses import ExcuseRefusal, ExcuseRefused, excuse
from bimbing.attendance.actions.imported import (
    ImportedCounts,
    ImportedVisit,
    enter_with_visits,
    record_imported_visits,
)
from bimbing.attendance.actions.mending import mend
from bimbing.attendance.actions.standings import settle, settle_stale
from bimbing.attendance.actions.visits import (
    Outcome,
    Recorded,
    VisitRefusal,
    VisitRefused,
    record_visit,
    undo_visit,
    void_visit,
)

__all__ = [
    "ExcuseRefusal",
    "ExcuseRefused",
    "ImportedCounts",
    "ImportedVisit",
    "Outcome",
    "Recorded",
    "VisitRefusal",
    "VisitRefused",
    "enter_with_visits",
    "excuse",
    "mend",
    "record_imported_visits",
    "record_visit",
    "settle",
    "settle_stale",
    "undo_visit",
    "void_visit",
]
