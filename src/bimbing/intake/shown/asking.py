"""The questions of a waiting import as the pages show them: the cell, the reason, and each answer with its key."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from bimbing.intake.actions.answers import lists_of
from bimbing.intake.actions.typed import TYPED, Lists
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.answered import EXTRA, effective
from bimbing.intake.queries.choices import names_of_staff
from bimbing.intake.queries.questions import (
    Question,
    above,
    alike,
    folded,
    given_together,
    questions_of,
)
from bimbing.intake.shown.answer_words import cell_words, field_words, typed_words, value_words
from bimbing.intake.shown.sentences import Words, remark_of

#: The name of a child is not written out in a list; its questions are answered on the row's own page.
NAMES: Final = frozenset(("full_name", "aliases", "parent_name"))
_OF_LISTS: Final = frozenset(("programme", "offence", "status", "officer", "sex"))


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One button: `place` is its number among the options, `key` the key that presses it."""

    place: int
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that was not taken: what was typed, why, and whether saying it again takes it."""

    row: int
    field: str
    typed: str
    sentence: str
    insist: bool


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One open question. `same` rows ask the same; of `same_word` of them the cell says the same too."""

    row: int
    field: str
    code: str
    label: Words
    where: str
    kind: str
    text: str
    text_raw: str
    letter: str
    sentences: Sequence[str]
    advice: Words
    options: Sequence[OptionShown]
    may_type: bool
    may_be_empty: bool
    typed: str
    list_id: str
    same: int
    same_word: int
    refused: Refused | None

    @property
    def id(self) -> str:
        return f"tanya-{self.row}-{self.field.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class AnsweredShown:
    """One answer: the value as one reads it, who gave it, and in how many rows he gave it at that moment (`given`)."""

    row: int
    field: str
    label: Words
    words: str
    by: str
    given: str
    together: int


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field of a row on its own page: what enters, and as one would type it."""

    field: str
    label: Words
    words: str
    typed: str
    list_id: str
    answered: AnsweredShown | None
    refused: Refused | None


@dataclass(frozen=True, slots=True)
class Asking:
    """What the questions of some rows need beside the rows themselves; a fixed number of queries."""

    lists: Lists
    above: Mapping[int, Mapping[str, Any]]
    names: Mapping[int, str]
    alike: Counter[tuple[str, ...]]
    together: Counter[tuple[str, str]]
    refused: Refused | None = None

    @property
    def open(self) -> int:
        """How many questions of the whole import are open."""
        return self.alike[()]

    @property
    def datalists(self) -> Mapping[str, Sequence[str]]:
        """What the fields of a list propose while one types."""
        return {
            "programme": [str(label) for label in self.lists.programmes.values()],
            "offence": [str(label) for label in self.lists.offences.values()],
            "status": [str(label) for label in self.lists.statuses.values()],
            "officer": self.lists.officers,
            "sex": [_("man"), _("woman")],
        }


@dataclass(frozen=True, slots=True)
class RowAsked:
    """The questions and answers of one row."""

    questions: Sequence[QuestionShown] = field(default_factory=tuple)
    answered: Sequence[AnsweredShown] = field(default_factory=tuple)


def asking_for(batch: Import, rows: Sequence[ImportRow], refused: Refused | None = None) -> Asking:
    """Everything that the questions of these rows need."""
    staff = {told["by"] for row in rows for told in row.answers.values()}
    waits = batch.state == Import.State.PREVIEW
    return Asking(
        lists_of(batch),
        above(batch, rows) if waits else {},
        names_of_staff(staff),
        alike(batch) if waits else Counter(),
        given_together(batch) if waits and staff else Counter(),
        refused,
    )


def row_asked(row: ImportRow, asking: Asking, *, veiled: bool = False) -> RowAsked:
    """The questions of a row in words; `veiled`: without those that would name a child."""
    if not asking.alike:
        return RowAsked([], [] if veiled else answers_shown(row, asking))
    questions = [
        question_shown(question, asking)
        for question in questions_of(row, asking.above.get(row.pk))
        if not (veiled and question.field in NAMES)
    ]
    return RowAsked(questions, [] if veiled else answers_shown(row, asking))


def question_shown(question: Question, asking: Asking) -> QuestionShown:
    """One question in words."""
    row, name = question.row, question.field
    remarks = [remark_of(issue) for issue in question.issues]
    refused = asking.refused
    mine = refused if refused and (refused.row, refused.field) == question.key else None
    same = name, question.code
    return QuestionShown(
        row=row.pk,
        field=name,
        code=question.code,
        label=field_words(name),
        where=remarks[0].where,
        kind=remarks[0].kind,
        text=cell_words(question.text),
        text_raw=question.text,
        letter=str(question.first.get("column") or ""),
        sentences=list(dict.fromkeys(remark.problem for remark in remarks)),
        advice=remarks[0].advice,
        options=[
            OptionShown(place, str(place + 1), _option_words(question, place, asking.lists))
            for place in range(len(question.options))
        ],
        may_type=question.may_type,
        may_be_empty=question.may_be_empty,
        typed=mine.typed if mine else _prefill(question, asking.lists),
        list_id=name if name in _OF_LISTS else "",
        same=asking.alike[same],
        same_word=asking.alike[(*same, folded(question.text))] if question.text else 0,
        refused=mine,
    )


def _option_words(question: Question, place: int, lists: Lists) -> str:
    option = question.options[place]
    if question.field == "attendance":
        same_person = question.code == "name_spelled_otherwise"
        return _("Yes, the same person") if same_person else _("Do not count it")
    if question.code == "only_in_attendance":
        return _("Yes, enter this client")
    if question.code == "date_year_only":
        return _("The year is enough: %(year)s") % {"year": option.value}
    words = value_words(question.field, option.value, lists)
    proposed = {issue.get("proposal") for issue in question.issues}
    if option.keeps and option.value not in proposed:
        return _("It is right: %(value)s") % {"value": words}
    return words


def _prefill(question: Question, lists: Lists) -> str:
    """What stands in the cell, to be mended; else what was read."""
    if question.text and len(question.text) <= 120 and question.code != "formula_error":
        return cell_words(question.text)
    return typed_words(question.field, effective(question.row).get(question.field), lists)


def answers_shown(row: ImportRow, asking: Asking) -> list[AnsweredShown]:
    """What was answered in a row, in words."""
    values = effective(row)
    shown = []
    for name, told in row.answers.items():
        if name == "birth_date" and row.answers.get("birth_year", {}).get("value"):
            continue  # the year alone was said
        value = told["value"] if "value" in told else values.get(name)
        words = value_words(name, value, asking.lists)
        if "kept" in told:
            words = words or _("as it stands")
        shown.append(
            AnsweredShown(
                row.pk,
                name,
                field_words(name),
                words or _("left empty"),
                asking.names.get(told["by"], ""),
                told["at"],
                asking.together[name, told["at"]],
            )
        )
    return shown


def fields_shown(row: ImportRow, asking: Asking) -> list[FieldShown]:
    """Every field of a row that can be corrected, those that say nothing too."""
    values = effective(row)
    extra: Mapping[str, Any] = values.get("extra", {})
    given = {shown.field: shown for shown in answers_shown(row, asking)}
    names = [*TYPED, *(f"{EXTRA}{key}" for key in extra)]
    names += [name for name in given if name.startswith(EXTRA) and name not in names]
    refused = asking.refused
    shown = []
    for name in names:
        value = extra.get(name[len(EXTRA) :]) if name.startswith(EXTRA) else values.get(name)
        words = value_words(name, value, asking.lists)
        if name == "birth_date" and not value and values.get("birth_year"):
            words = str(values["birth_year"])
        if name == "sentence" and values.get("life"):
            words = _("for life")
        mine = refused if refused and (refused.row, refused.field) == (row.pk, name) else None
        shown.append(
            FieldShown(
                name,
                field_words(name),
                words,
                mine.typed if mine else typed_words(name, value, asking.lists) or words,
                name if name in _OF_LISTS else "",
                given.get(name),
                mine,
            )
        )
    return shown
