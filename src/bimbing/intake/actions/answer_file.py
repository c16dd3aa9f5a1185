"""Answers out of a JSON file, for an import from the command line. All of them are taken, or none:

    {"cells":   {"Sheet!12": {"birth_date": "1990-02-01", "nik": null}},       null: it stays empty, knowingly
     "people":  {"Sheet!12": "new" | "skip" | "client:<register number>" | "row:Sheet!4"},
     "columns": {"Sheet": {"C": "birth_date"}},
     "words":   {"programme": {"word": "pb"}}}

A row is named by its sheet and number; in a file without sheets it is "!12". A cell's words are read by the rules that read
a cell; what they only doubt is taken, since a file cannot be asked back. The parts are applied in the order columns, words,
cells, people. A part that `JOINED` does not name cannot be applied yet, and is refused.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from bimbing.intake.actions.answers import AnswerRefused, answer_many, read_for
from bimbing.intake.models import Import, ImportRow
from bimbing.offices.models import Staff

Pairs = Mapping[str, Any]
Apply = Callable[[Import, Pairs, Staff, datetime], None]
ORDER: Final = ("columns", "words", "cells", "people")
_PERSON: Final = re.compile(r"new|skip|client:.{1,40}|row:.{0,120}!\d{1,7}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file of answers is not taken: one of our codes (`answer_words`), where, and what stands there."""

    code: str
    where: str = ""
    field: str = ""
    refused: AnswerRefused | None = None


class AnswersRefused(Exception):
    """Nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The four parts as they stand in the file, their shape proven."""

    cells: Mapping[str, Pairs] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Pairs] = field(default_factory=dict)
    words: Mapping[str, Pairs] = field(default_factory=dict)


def parse(text: str) -> AnswerFile:
    """The answers in a text of JSON. Raises AnswersRefused for what has another shape, naming it."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AnswersRefused([Problem("not_json")]) from error
    if not isinstance(told, dict):
        raise AnswersRefused([Problem("not_json")])
    problems = [Problem("unknown_part", name) for name in told if name not in ORDER]
    for part in ("cells", "columns", "words"):
        problems += _shape(part, told.get(part, {}))
    people = told.get("people", {})
    if not isinstance(people, dict):
        problems.append(Problem("wrong_shape", "people"))
    else:
        problems += [
            Problem("wrong_person", place)
            for place, who in people.items()
            if not (isinstance(who, str) and _PERSON.fullmatch(who))
        ]
    if problems:
        raise AnswersRefused(problems)
    return AnswerFile(**told)


def _shape(part: str, told: Any) -> list[Problem]:
    """Two levels of names, and at the end a word, a number or nothing."""
    if not isinstance(told, dict):
        return [Problem("wrong_shape", part)]
    problems = []
    for place, pairs in told.items():
        if not isinstance(pairs, dict):
            problems.append(Problem("wrong_shape", place))
            continue
        for name, value in pairs.items():
            plain = value is None or (isinstance(value, str | int) and not isinstance(value, bool))
            if not plain or (part != "cells" and not isinstance(value, str)):
                problems.append(Problem("wrong_shape", place, name))
    return problems


@transaction.atomic
def apply_answers(*, batch: Import, answers: AnswerFile, by: Staff, at: datetime) -> None:
    """Lay a file of answers over a waiting import. Raises AnswersRefused, every reason in it; then nothing was written."""
    asked = [part for part in ORDER if getattr(answers, part)]
    if missing := [part for part in asked if part not in JOINED]:
        raise AnswersRefused([Problem("not_joined", part) for part in missing])
    for part in asked:
        JOINED[part](batch, getattr(answers, part), by, at)


def rows_named(batch: Import, places: Mapping[str, Any]) -> dict[str, ImportRow]:
    """The rows of the import by the names the file has for them. Raises AnswersRefused for one that is not there."""
    by_place = {f"{row.sheet}!{row.row}": row for row in batch.rows.defer("raw", "undo")}
    if unknown := [place for place in places if place not in by_place]:
        raise AnswersRefused([Problem("no_such_row", place) for place in unknown])
    return {place: by_place[place] for place in places}


def _cells(batch: Import, cells: Pairs, by: Staff, at: datetime) -> None:
    rows = rows_named(batch, cells)
    read = read_for(batch, at)
    given: dict[int, dict[str, Any]] = {}
    problems: list[Problem] = []
    for place, pairs in cells.items():
        answers: dict[str, Any] = given.setdefault(rows[place].pk, {})
        for name, value in pairs.items():
            try:
                answers |= {name: None} if value is None else read(name, str(value), sure=True)
            except AnswerRefused as refused:
                problems.append(Problem("cell_refused", place, name, refused))
    if problems:
        raise AnswersRefused(problems)
    try:
        answer_many(batch=batch, given=given, by=by, at=at)
    except AnswerRefused as refused:
        raise AnswersRefused(
            [Problem("cell_refused", "", refused.params.get("field", ""), refused)]
        ) from refused


#: Who applies a part. `columns` (the file read anew), `words` (a word of the office's own) and `people` (who a row is)
#: are joined here as soon as their verbs exist: part -> (batch, the part as parsed, by, at).
JOINED: Final[dict[str, Apply]] = {"cells": _cells}
