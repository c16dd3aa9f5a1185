"""Cells of client rows, to choose columns and words by: a few of each sheet, without reading the file again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from bimbing.intake.models import Import
from bimbing.intake.queries.officers import staff_by_spelling
from bimbing.rules.name_keys import fold
from bimbing.rules.taught_words import word_key

#: Rows of a sheet among which samples are looked for.
LOOKED_AT: Final = 40
#: Clients that are named beside a word.
NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One client row: its number, its cells by letter, whether it is a child's (whose name is not written out)."""

    row: int
    cells: Mapping[str, str]
    child: bool


def sample_rows(batch: Import) -> Mapping[str, Sequence[SampleRow]]:
    """Sheet -> its first client rows, those of adults before those of children. One query."""
    numbered = batch.rows.annotate(
        place=Window(RowNumber(), partition_by=F("sheet"), order_by=F("pk").asc())
    ).filter(place__lte=LOOKED_AT)
    found: dict[str, list[SampleRow]] = defaultdict(list)
    for sheet, row, raw, issues in numbered.order_by("pk").values_list("sheet", "row", "raw", "issues"):
        found[sheet].append(SampleRow(row, {c: str(v) for c, v in raw.items()}, is_child(issues)))
    return {sheet: sorted(rows, key=lambda one: one.child) for sheet, rows in found.items()}


def is_child(issues: Sequence[Mapping[str, Any]]) -> bool:
    return any(issue["code"].startswith("juvenile_") for issue in issues)


@dataclass(slots=True)
class WordFound:
    """A word of the file that Bimbing does not know, or not surely: how often, at whom, what the reader proposes."""

    about: str  # programme, offence, status or officer
    word: str
    key: str
    count: int = 0
    people: list[tuple[str, bool]] = field(default_factory=list)  # name, whether a child's
    proposal: str = ""
    asked: bool = False  # a question hangs on it; else it is a name that the office does not have


_ASKED: Final[Mapping[str, str]] = {
    "programme_unclear": "programme",
    "programme_two": "programme",
    "offence_unknown": "offence",
    "offence_two": "offence",
    "status_unclear": "status",
    "officer_many": "officer",
    "officer_two": "officer",
    "officer_unclear": "officer",
}
#: Open questions that a taught word answers.
WORD_PROBLEMS: Final = frozenset(_ASKED)
#: Said of a word the list does not know, but only as a note where nothing but articles stands in the cell.
_ALSO_AS_NOTE: Final = frozenset({"offence_unknown"})


def words_found(batch: Import) -> list[WordFound]:
    """The words of an import that an office can teach, the most frequent first. Three queries, whatever the file."""
    known = staff_by_spelling(batch.office_id)
    found: dict[tuple[str, str], WordFound] = {}
    rows = batch.rows.order_by("pk").values_list("understood__full_name", "understood__officer", "issues")
    for name, officer, issues in rows.iterator(chunk_size=2000):
        words = list(_asked(issues))
        if officer and fold(officer) not in known:
            words.append(("officer", officer, fold(officer), None))
        for where, word, key, proposal in words:
            one = found.setdefault((where, key), WordFound(where, word, key))
            one.count += 1
            one.asked |= proposal is not None
            one.proposal = one.proposal or proposal or ""
            if name and len(one.people) < NAMED:
                one.people.append((name, is_child(issues)))
    return sorted(found.values(), key=lambda one: (-one.count, one.key))


def _asked(issues: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, str, str | None]]:
    """(field, word, key, proposal or "") for each issue about a word."""
    for issue in issues:
        where = _ASKED.get(issue["code"])
        if where is None or where != issue["field"]:
            continue
        if issue["severity"] == "note" and issue["code"] not in _ALSO_AS_NOTE:
            continue
        word = issue.get("text") or ""
        if issue["code"] == "offence_unknown" and issue["severity"] == "ask":
            word = issue["params"].get("raw") or word  # the words without the articles behind them
        key = fold(word) if where == "officer" else word_key(word)
        if key:
            yield where, word, key, issue.get("proposal") or ""
