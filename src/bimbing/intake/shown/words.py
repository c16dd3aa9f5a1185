"""The words of a workbook that Bimbing does not know, as the page shows them: with what each can mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bimbing.intake.actions.layouts import NEW_OFFICER, Lesson
from bimbing.intake.models import LearntWord
from bimbing.intake.queries.samples import WordFound
from bimbing.intake.shown.sentences import FIELDS, Words
from bimbing.rules.name_keys import fold
from bimbing.rules.names import display_name, initials
from bimbing.supervision.models import STATUS_LABELS

FIELDS_TAUGHT: Final = ("programme", "offence", "status", "officer")
SHOWN: Final = 60
#: Names this much alike are proposed first; never chosen by themselves.
ALIKE: Final = 0.72
AS_IT_STANDS: Final = gettext_lazy("as the file says, a new name")
OPEN: Final = gettext_lazy("leave it open")


@dataclass(frozen=True, slots=True)
class WordShown:
    """One word: its field name in the form, how often, at whom, what is chosen, what can be."""

    name: str
    word: str
    count: int
    people: str
    chosen: str
    proposed: bool
    unsaid: Words
    alike: str
    options: Sequence[tuple[Words, Sequence[tuple[str, Words]]]]


@dataclass(frozen=True, slots=True)
class FieldShown:
    """The words of one field."""

    field: str
    label: Words
    words: Sequence[WordShown]
    more: int


Options = Mapping[str, Mapping[str, Words]]


def options_of(
    programmes: Mapping[str, str], offences: Mapping[str, str], officers: Mapping[str, str]
) -> Options:
    """Field -> code -> name: all that a word can mean."""
    return {
        "programme": dict(programmes),
        "offence": dict(offences),
        "status": {str(code): label for code, label in STATUS_LABELS.items()},
        "officer": {NEW_OFFICER: _("a new officer"), **officers},
    }


def field_name(one: WordFound) -> str:
    """The word's name in the form: the same in every reading of the file."""
    return f"kata-{sha256(f'{one.about} {one.key}'.encode()).hexdigest()[:16]}"


def words_shown(
    found: Sequence[WordFound],
    options: Options,
    learnt: Mapping[tuple[str, str], str],
    said: Mapping[str, str],
) -> list[FieldShown]:
    """Every field that has such words. `said`: what a form says already, by its field names."""
    shown: dict[str, list[WordShown]] = {name: [] for name in FIELDS_TAUGHT}
    for one in found:
        known = learnt.get((one.about, one.key), "")
        proposal = one.proposal if one.proposal in options[one.about] else ""
        shown[one.about].append(
            WordShown(
                name=field_name(one),
                word=one.word,
                count=one.count,
                people=", ".join(initials(n) if child else display_name(n) for n, child in one.people),
                chosen=said.get(field_name(one), known or proposal),
                proposed=bool(proposal and not known),
                unsaid=OPEN if one.asked else AS_IT_STANDS,
                alike=", ".join(alike_names(one, options[one.about])[:2]),
                options=_options(one, options[one.about]),
            )
        )
    return [
        FieldShown(name, FIELDS[name], words[:SHOWN], max(0, len(words) - SHOWN))
        for name, words in shown.items()
        if words
    ]


def _options(one: WordFound, names: Mapping[str, Words]) -> list[tuple[Words, list[tuple[str, Words]]]]:
    """For an officer those whose names are alike first."""
    everything = list(names.items())
    if one.about != "officer":
        return [("", everything)]
    new, staff = everything[:1], everything[1:]
    names_alike = set(alike_names(one, names))
    alike = [pair for pair in staff if str(pair[1]) in names_alike]
    rest = [pair for pair in staff if pair not in alike]
    return [
        ("", new),
        *([(_("Names alike"), alike)] if alike else []),
        *([(_("Staff"), rest)] if rest else []),
    ]


def alike_names(one: WordFound, names: Mapping[str, Words]) -> list[str]:
    """Of the staff, whose name may be meant by an officer's spelling."""
    if one.about != "officer":
        return []
    staff = [str(name) for code, name in names.items() if code != NEW_OFFICER]
    return [name for name in staff if is_alike(one.key, fold(name))]


def is_alike(one: str, other: str) -> bool:
    """Whether two folded names may be one: a part of the other, or nearly the same letters."""
    mine, theirs = set(one.split()), set(other.split())
    if mine and theirs and (mine <= theirs or theirs <= mine):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def lessons_in(
    data: QueryDict, found: Sequence[WordFound], options: Options, learnt: Iterable[LearntWord]
) -> tuple[list[Lesson], list[str]]:
    """What a form teaches, and sentences about what it cannot. A word that was left open is no lesson."""
    lessons, problems = [], []
    for one in found:
        code = data.get(field_name(one), "")
        if code and code not in options[one.about]:
            problems.append(_("“%(word)s” cannot mean that. Choose from the list.") % {"word": one.word})
        elif code:
            lessons.append(Lesson(one.about, one.word, code))
    forgotten = set(data.getlist("lupakan"))
    lessons += [Lesson(word.field, word.word, "") for word in learnt if str(word.pk) in forgotten]
    return lessons, problems
