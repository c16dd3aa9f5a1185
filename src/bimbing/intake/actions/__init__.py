"""Writes of intake: a workbook comes in, is compared with the register, and is brought in or discarded."""

from bimbing.intake.actions.again import NotWaiting, choose_columns, forget_layout, read_again, teach_words
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
from bimbing.intake.actions.background import commit_later, stop_commit
from bimbing.intake.actions.commit import Counts, ImportDiscarded, commit
from bimbing.intake.actions.found import RowFound, WorkbookFound
from bimbing.intake.actions.layouts import Lesson
from bimbing.intake.actions.receive import ImportAtWork, compare, discard, receive
from bimbing.intake.actions.undo import Refusal, UndoRefused, undo

__all__ = [
    "AnswerRefused",
    "AnswersRefused",
    "Counts",
    "ImportAtWork",
    "ImportDiscarded",
    "Lesson",
    "NotWaiting",
    "Refusal",
    "RowFound",
    "UndoRefused",
    "WorkbookFound",
    "answer",
    "answer_alike",
    "answer_typed",
    "apply_answers",
    "choose",
    "choose_columns",
    "commit",
    "commit_later",
    "compare",
    "discard",
    "forget_layout",
    "keep",
    "read_again",
    "receive",
    "stop_commit",
    "take_back",
    "take_back_alike",
    "teach_words",
    "undo",
]
