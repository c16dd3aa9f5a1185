"""Writes of intake: a workbook comes in, is compared with the register, and is brought in or discarded."""

from bimbing.intake.actions.commit import Counts, ImportDiscarded, commit
from bimbing.intake.actions.found import RowFound, WorkbookFound
from bimbing.intake.actions.receive import compare, discard, receive
from bimbing.intake.actions.undo import Refusal, UndoRefused, undo

__all__ = [
    "Counts",
    "ImportDiscarded",
    "Refusal",
    "RowFound",
    "UndoRefused",
    "WorkbookFound",
    "commit",
    "compare",
    "discard",
    "receive",
    "undo",
]
