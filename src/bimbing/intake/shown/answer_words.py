"""Answers in words: what a value is as one reads it, and why an answer was not taken."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bimbing.intake.actions.answer_file import Problem
from bimbing.intake.actions.answers import AnswerRefused
from bimbing.intake.actions.typed import DATES, Lists, officers_called
from bimbing.intake.queries.answered import EXTRA
from bimbing.intake.shown.labels import MEANINGS
from bimbing.intake.shown.sentences import FIELDS, Words, remark_of
from bimbing.rules.dates import medium_date, read_date, typed_date
from bimbing.rules.durations import sentence_text
from bimbing.rules.names import display_name
from bimbing.rules.phone import display

_REFUSED: Mapping[str, Words] = {
    "not_waiting": gettext_lazy("This import is decided already; nothing was changed."),
    "no_such_question": gettext_lazy("This question was answered meanwhile."),
    "unknown_field": gettext_lazy("“%(field)s” is no field that can be answered."),
    "name_needed": gettext_lazy("A row without a name does not come in; the name cannot stay empty."),
    "nothing_typed": gettext_lazy("Type what belongs here, or leave the field empty with 0."),
}
_REAL_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T00:00:00)?")
#: Keys of `extra` whose column means the same under another name.
_EXTRA_MEANINGS: Mapping[str, str] = {"marital_status": "marital", "two_thirds_on": "two_thirds"}


#: Why a file of answers is not taken.
_FILE: Mapping[str, Words] = {
    "not_json": gettext_lazy("The file of answers is no JSON object."),
    "unknown_part": gettext_lazy("The file of answers has an unknown part: “%(where)s”."),
    "wrong_shape": gettext_lazy("Answers: %(where)s %(field)s is not written as it should be."),
    "wrong_person": gettext_lazy(
        "Answers: %(where)s must say new, skip, client:<number> or row:<sheet>!<row>."
    ),
    "no_such_row": gettext_lazy("Answers: the file has no row of a client at %(where)s."),
    "no_such_person": gettext_lazy("Answers: %(where)s: there is no “%(field)s”."),
    "in_a_circle": gettext_lazy("Answers: %(where)s and the row it names name each other."),
    "no_such_column": gettext_lazy("Answers: there is no column %(field)s on “%(where)s”."),
    "no_such_meaning": gettext_lazy("Answers: column %(field)s on “%(where)s” cannot be given that meaning."),
    "no_such_field": gettext_lazy("Answers: “%(where)s” has no words that can be explained."),
    "no_such_code": gettext_lazy("Answers: “%(field)s”: the office does not know “%(where)s”."),
    "cell_refused": gettext_lazy("Answers: %(where)s %(field)s: %(reason)s"),
}


def problem_words(problem: Problem) -> str:
    """One reason why a file of answers is not taken."""
    reason = refusal_words(problem.refused) if problem.refused else ""
    return str(_FILE[problem.code]) % {"where": problem.where, "field": problem.field, "reason": reason}


def refusal_words(refused: AnswerRefused) -> str:
    """Why an answer was not taken, in a sentence."""
    if refused.code in _REFUSED:
        return str(_REFUSED[refused.code]) % refused.params
    said = {"field": "", "code": refused.code, "severity": "ask", "params": refused.params}
    sentence = remark_of(said | {"text": refused.params.get("raw", "")}).problem
    if meant := refused.params.get("suggest"):
        sentence += " " + _("Is %(value)s meant?") % {"value": _suggested(meant)}
    return sentence


def field_words(field: str) -> Words:
    """What a field is called."""
    if field.startswith(EXTRA):
        key = field[len(EXTRA) :]
        return MEANINGS.get(_EXTRA_MEANINGS.get(key, key), key)
    return FIELDS.get(field, field)


def value_words(field: str, value: Any, lists: Lists) -> str:
    """A value as one reads it; empty where there is none."""
    if value in (None, "", [], False):
        return ""
    if field in DATES or field == "birth_date":
        return medium_date(date.fromisoformat(value))
    if field == "sex":
        return {"L": _("man"), "P": _("woman")}.get(value, str(value))
    if field == "sentence":
        return sentence_text(*value)
    if field == "full_name":
        return display_name(value)
    if field == "phones":
        return ", ".join(display(number) for number, _owner in value)
    if field == "aliases":
        return ", ".join(value)
    if field == "hours":
        return _("%(hours)s hours") % {"hours": value}
    if field.startswith(EXTRA):
        return cell_words(value)
    if field == "officer":
        called = officers_called(value, lists)
        return called[0] if len(called) == 1 else str(value)
    known = {"programme": lists.programmes, "offence": lists.offences, "status": lists.statuses}.get(
        field, {}
    )
    return str(known.get(value, value))


def typed_words(field: str, value: Any, lists: Lists) -> str:
    """A value as one would type it, so that it can be corrected."""
    if value in (None, "", [], False):
        return ""
    if field in DATES or field == "birth_date":
        return typed_date(date.fromisoformat(value))
    if field in ("hours", "full_name", "nik", "register_no"):
        return str(value)
    return value_words(field, value, lists)


def cell_words(text: Any) -> str:
    """A cell as the spreadsheet shows it, and as a person would type it: a real date is kept in its ISO form."""
    if isinstance(text, str) and _REAL_DATE.fullmatch(text):
        day = read_date(text[:10]).value
        return typed_date(day) if day else text
    return str(text)


def _suggested(value: str) -> str:
    try:
        return medium_date(date.fromisoformat(value))
    except ValueError:
        parts = value.split("-")
        return (
            sentence_text(*map(int, parts)) if len(parts) == 3 and all(map(str.isdecimal, parts)) else value
        )
