"""Answers out of a JSON file, for an import from the command line. All of them are taken, or none:

    {"cells":   {"Sheet!12": {"birth_date": "1990-02-01", "nik": null}},       null: it stays empty, knowingly
     "people":  {"Sheet!12": "new" | "skip" | "client:<register number>" | "row:Sheet!4"},
     "columns": {"Sheet": {"C": "birth_date"}},                              meanings as `imports.headings.Meaning`
     "words":   {"programme": {"word": "PB"}, "officer": {"P. Budi": "Budi Hartono" | "new"}}}    codes of the office

A row is named by its sheet and number; in a file without sheets it is "!12". A cell's words are read by the rules that read
a cell; what they only doubt is taken, since a file cannot be asked back. Columns and words say how to
read: whoever reads the file takes them from `reading_of`, and they are proved here. Then follow the cells, then the people.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from bimbing.audit.actions import record
from bimbing.intake.actions.answers import AnswerRefused, answer_many, read_for
from bimbing.intake.actions.identity import DecisionRefused, InACircle, NoSuchPerson, decide
from bimbing.intake.actions.layouts import NEW_OFFICER, Lesson, learn
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.taught import officer_name
from bimbing.offices.models import Staff
from bimbing.rules.register_no import register_key
from bimbing.rules.status import Status
from bimbing.supervision.models import OffenceCategory, Programme, Supervision

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


def reading_of(answers: AnswerFile, taught: Mapping[str, Any]) -> dict[str, Any]:
    """How the file is to be read, as `Choices.from_json` takes it: the answers over what the office taught before."""
    words = {name: dict(known) for name, known in taught["words"].items()}
    for name, pairs in answers.words.items():
        means = words.setdefault(name, {})
        for word, code in pairs.items():
            new_officer = name == "officer" and code == NEW_OFFICER
            means[Lesson(name, word, code).key] = officer_name(word) if new_officer else code
    return dict(taught) | {"words": words, "columns": answers.columns}


@transaction.atomic
def apply_answers(*, batch: Import, answers: AnswerFile, by: Staff, at: datetime) -> None:
    """Lay a file of answers over a waiting import that was read by `reading_of`.

    Raises AnswersRefused, every reason of a part in it; then nothing was written.
    """
    for part, apply in _PARTS.items():
        if told := getattr(answers, part):
            apply(batch, told, by, at)


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


def _columns(batch: Import, columns: Mapping[str, Pairs], by: Staff, at: datetime) -> None:
    """The reading obeyed them, or they name what is not there."""
    read = {
        (sheet.get("place", sheet["sheet"]), column["letter"]): column["meaning"]
        for sheet in batch.sheets
        for column in sheet["columns"]
    }
    problems = [
        Problem("no_such_column" if (place, letter) not in read else "no_such_meaning", place, letter)
        for place, pairs in columns.items()
        for letter, meaning in pairs.items()
        if read.get((place, letter)) != meaning
    ]
    if problems:
        raise AnswersRefused(problems)


def _words(batch: Import, words: Mapping[str, Pairs], by: Staff, at: datetime) -> None:
    """The office's own words, kept for its next files too."""
    people = dict(Staff.objects.of_office(batch.office_id).values_list("full_name", "pk"))
    known: dict[str, set[str]] = {
        "programme": set(Programme.objects.known_to(batch.office_id).values_list("code", flat=True)),
        "offence": set(OffenceCategory.objects.known_to(batch.office_id).values_list("code", flat=True)),
        "status": {status.value for status in Status},
        "officer": {*people, NEW_OFFICER},
    }
    problems = [Problem("no_such_field", name) for name in words if name not in known]
    problems += [
        Problem("no_such_code", code, word)
        for name, pairs in words.items()
        for word, code in pairs.items()
        if name in known and code not in known[name]
    ]
    if problems:
        raise AnswersRefused(problems)
    lessons = [
        Lesson(name, word, str(people.get(code, code)) if name == "officer" else code)
        for name, pairs in words.items()
        for word, code in pairs.items()
    ]
    changes = learn(office=batch.office, lessons=lessons, by=by, at=at)
    record(
        by=by,
        at=at,
        action="import.words_taught",
        subject="import",
        subject_id=batch.pk,
        changes=changes,
        office_id=batch.office_id,
    )


def _people(batch: Import, people: Pairs, by: Staff, at: datetime) -> None:
    rows = rows_named(batch, people)
    problems = []
    for place, who in people.items():
        try:
            decide(row=rows[place], as_=_whom(batch, who), by=by, at=at, anew=True)
        except InACircle:
            problems.append(Problem("in_a_circle", place))
        except DecisionRefused:
            problems.append(Problem("no_such_person", place, who))
    if problems:
        raise AnswersRefused(problems)


def _whom(batch: Import, who: str) -> str:
    """A client by his number in the register instead of ours. Raises NoSuchPerson where none or several have it."""
    if not who.startswith("client:"):
        return who
    number = register_key(who.removeprefix("client:"))
    holders = Supervision.objects.filter(office_id=batch.office_id, register_key=number)
    clients = set(holders.order_by().values_list("client_id", flat=True))
    if len(clients) != 1:
        raise NoSuchPerson
    return f"client:{clients.pop()}"


#: Who applies a part, in their order: (batch, the part as parsed, by, at).
_PARTS: Final[dict[str, Apply]] = {"columns": _columns, "words": _words, "cells": _cells, "people": _people}
