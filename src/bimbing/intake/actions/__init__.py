"""Writes of intake: a workbook comes in, is compared with the register, and is brought in or discarded."""

from bimbing.intake.actions.background import commit_later, stop_commit
from bimbing.intake.actions.commit import Counts, ImportDiscarded, commit
from bimbing.intake.actions.found import RowFound, WorkbookFound
from bimbing.intake.actions.receive import ImportAtWork, compare, discard, receive
from bimbing.intake.actions.undo import Refusal, UndoRefused, undo

__all__ = [
    "Counts",
    "ImportAtWork",
    "ImportDiscarded",
    "Refusal",
    "RowFound",
    "UndoRefused",
    "WorkbookFound",
    "commit",
    "commit_later",
    "compare",
    "discard",
    "receive",
    "stop_commit",
    "undo",
]
