"""What a person answered lies over what was read in the file: the values in effect, and which remarks are still open.

`ImportRow.answers` is field -> an answer, one of two:

    {"value": …, "by": staff, "at": ISO}   the value, in the form of `actions.found`; null: it stays empty, knowingly
    {"kept": [code, …], "by": …, "at": …}  what was read is right as it stands; these questions are done with

A field is one of `actions.found`, or `extra.<key>`.
"""

from collections.abc import Mapping
from typing import Any, Final

from bimbing.intake.models import ImportRow

Issue = Mapping[str, Any]
EXTRA: Final = "extra."
#: The order of two dates is a question to both; a new value of either asks it anew.
_OF_BOTH_DATES: Final = {"end_before_start": ("start_date", "end_date")}


def effective(row: ImportRow) -> dict[str, Any]:
    """What a row says with its answers; a copy that the caller may complete."""
    values: dict[str, Any] = dict(row.understood)
    if not row.answers:
        return values
    given = {name: told["value"] for name, told in row.answers.items() if "value" in told}
    if any(name.startswith(EXTRA) for name in given):
        values["extra"] = dict(values.get("extra", {}))
    for name, value in given.items():
        place, key = (values["extra"], name[len(EXTRA) :]) if name.startswith(EXTRA) else (values, name)
        place.pop(key, None)
        if value is not None:
            place[key] = value
    if given.get("birth_date"):
        values.pop("birth_year", None)
    if given.get("sentence"):
        values.pop("life", None)
    return values


def answered(row: ImportRow) -> frozenset[str]:
    """Fields to which a person gave a value, or that he left empty knowingly."""
    return frozenset(name for name, told in row.answers.items() if "value" in told)


def is_open(remark: Issue) -> bool:
    """Whether somebody has to look: everything but a note, and what was answered."""
    return remark["severity"] != "note" and not remark.get("answered")


def marked(remark: Issue, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The remark, `answered` where one of these answers closes it."""
    told = {name: value for name, value in remark.items() if name != "answered"}
    if remark["severity"] != "note" and _closes(answers, remark):
        told["answered"] = True
    return told


def _closes(answers: Mapping[str, Any], remark: Issue) -> bool:
    """What the register objects to a value is asked anew with the new value, unless it was said to be right."""
    told = answers.get(remark["field"], {})
    if remark["code"] in told.get("kept", ()):
        return True
    if remark.get("by") == "register":
        return False
    fields = _OF_BOTH_DATES.get(remark["code"], (remark["field"],))
    return any("value" in answers.get(name, {}) for name in fields)
