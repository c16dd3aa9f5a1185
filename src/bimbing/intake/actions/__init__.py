"""Writes of intake: a workbook comes in, is compared with the register, and is brought in or discarded."""

from bimbing.intake.actions.again import NotWaiting, choose_columns, forget_layout, read_again, teach_words
from bimbing.intake.actions.background import commit_later, stop_commit
from bimbing.intake.actions.commit import Counts, ImportDiscarded, commit
from bimbing.intake.actions.found import RowFound, WorkbookFound
from bimbing.intake.actions.layouts import Lesson
from bimbing.intake.actions.receive import ImportAtWork, compare, discard, receive
from bimbing.intake.actions.undo import Refusal, UndoRefused, undo

__all__ = [
    "Counts",
    "ImportAtWork",
    "ImportDiscarded",
    "Lesson",
    "NotWaiting",
    "Refusal",
    "RowFound",
    "UndoRefused",
    "WorkbookFound",
    "choose_columns",
    "commit",
    "commit_later",
    "compare",
    "discard",
    "forget_layout",
    "read_again",
    "receive",
    "stop_commit",
    "teach_words",
    "undo",
]
