"""Writes of intake: a workbook comes in, is compared with the register, and is brought in or discarded."""

from bimbing.intake.actions.answer_file import AnswersRefused, apply_answers
from bimbing.intake.actions.answers import (
    AnswerRefused,
    answer,
    answer_alike,
    answer_typed,
    choose,
    keep,
    take_back,
    take_back_alike,
)
from bimbing.intake.actions.commit import Counts, ImportDiscarded, commit
from bimbing.intake.actions.found import RowFound, WorkbookFound
from bimbing.intake.actions.receive import compare, discard, receive
from bimbing.intake.actions.undo import Refusal, UndoRefused, undo

__all__ = [
    "AnswerRefused",
    "AnswersRefused",
    "Counts",
    "ImportDiscarded",
    "Refusal",
    "RowFound",
    "UndoRefused",
    "WorkbookFound",
    "answer",
    "answer_alike",
    "answer_typed",
    "apply_answers",
    "choose",
    "commit",
    "compare",
    "discard",
    "keep",
    "receive",
    "take_back",
    "take_back_alike",
    "undo",
]
