"""The form in which a person says what the columns of a workbook are: its tables, what was chosen, what contradicts."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from bimbing.intake.imports.choices import Choices
from bimbing.intake.imports.columns import REPEATABLE
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.models import Import
from bimbing.intake.shown.meanings import OFFERED, WORDS

YES, NO = "ya", "tidak"
_FIELD: Final = re.compile(r"g(\d{1,3})-([A-Z]{1,3})(-tukar)?")
_NEEDS_NAMES: Final = frozenset({"register", "matrix", "ledger", "form"})


@dataclass(frozen=True, slots=True)
class ColumnNow:
    """A column as the last reading took it."""

    letter: str
    heading: str
    meaning: str
    by: str
    confidence: float
    samples: Sequence[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Tables that have the same headings and were read alike: they are chosen for together.

    `told`: letter -> "ya" or "tidak", where a person said whether day and month are exchanged; `exchanged`: columns that
    were found to be so. `layout`: the key of the office's layout they were read by, "" where there is none.
    """

    number: int
    places: tuple[str, ...]
    sheets: tuple[str, ...]
    kind: str
    records: int
    hidden: bool
    skipped: bool
    columns: tuple[ColumnNow, ...]
    exchanged: frozenset[str]
    told: Mapping[str, str]
    layout: str
    header_rows: tuple[int, ...]

    @property
    def needs_names(self) -> bool:
        return self.records > 0 or self.kind in _NEEDS_NAMES

    def may_be(self, letter: str, meaning: str) -> bool:
        """What was found stays possible; of what only a heading can tell nothing else is."""
        now = next((column.meaning for column in self.columns if column.letter == letter), None)
        return meaning == now or meaning == Meaning.UNKNOWN or meaning in OFFERED


def groups_of(batch: Import) -> list[Group]:
    """The tables of a file as they are chosen for, those with clients first. Tables of one layout are one group."""
    chosen = Choices.from_json(batch.choices)
    alike: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for sheet in batch.sheets:
        if "place" in sheet and (sheet["columns"] or sheet["kind"] == "skipped"):
            alike.setdefault(_likeness(sheet, chosen), []).append(sheet)
    ordered = sorted(alike.values(), key=lambda sheets: -sum(sheet["records"] for sheet in sheets))
    return [_group(number, sheets, chosen) for number, sheets in enumerate(ordered)]


def _likeness(sheet: Mapping[str, Any], chosen: Choices) -> tuple[Any, ...]:
    return (
        sheet["layout"] or sheet["place"],
        sheet["kind"],
        tuple((column["letter"], column["meaning"]) for column in sheet["columns"]),
        tuple(sheet["exchanged"]),
        tuple(sorted(chosen.exchanged.get(sheet["place"], {}).items())),
        sheet["remembered"],
    )


def _group(number: int, sheets: Sequence[Mapping[str, Any]], chosen: Choices) -> Group:
    first = sheets[0]
    samples: dict[str, list[str]] = {}
    for sheet in sheets:
        for column in sheet["columns"]:
            samples.setdefault(column["letter"], []).extend(column["samples"])
    return Group(
        number=number,
        places=tuple(sheet["place"] for sheet in sheets),
        sheets=tuple(dict.fromkeys(sheet["sheet"] for sheet in sheets)),
        kind=first["kind"],
        records=sum(sheet["records"] for sheet in sheets),
        hidden=all(sheet["hidden"] for sheet in sheets),
        skipped=first["kind"] == "skipped",
        columns=tuple(
            ColumnNow(
                column["letter"],
                column["heading"],
                column["meaning"],
                column["by"],
                column["confidence"],
                list(dict.fromkeys(samples[column["letter"]])),
            )
            for column in first["columns"]
        ),
        exchanged=frozenset(first["exchanged"]),
        told={c: YES if yes else NO for c, yes in chosen.exchanged.get(first["place"], {}).items()},
        layout=first["layout"] if first["remembered"] else "",
        header_rows=tuple(first["header_rows"]),
    )


@dataclass(slots=True)
class Said:
    """What was chosen for one group: meanings by letter, exchanged by letter ("", "ya", "tidak"), left out or not."""

    meanings: dict[str, str]
    exchanged: dict[str, str]
    skipped: bool
    conflicts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Chosen:
    """A whole form. `problems` are sentences about what no form of ours would send."""

    groups: list[Said]
    problems: list[str] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        return not self.problems and not any(said.conflicts for said in self.groups)


def as_read(groups: Sequence[Group]) -> Chosen:
    """The form as nobody has touched it."""
    return chosen_in({}, groups, whole=False)


def chosen_in(data: Mapping[str, Any], groups: Sequence[Group], *, whole: bool) -> Chosen:
    """What a form says of these groups; what it does not name is as it was read.

    `whole`: it is the whole form, so that a box that is missing is not ticked, and places must be those of the groups.
    """
    chosen = Chosen(
        [
            Said({c.letter: c.meaning for c in group.columns}, dict(group.told), group.skipped)
            for group in groups
        ]
    )
    for name in data:
        if match := _FIELD.fullmatch(str(name)):
            _take(chosen, groups, int(match[1]), match[2], bool(match[3]), str(data[name]))
    for group, said in zip(groups, chosen.groups, strict=True):
        box = f"g{group.number}-lewati"
        if whole and data.get(f"g{group.number}-tempat") != group.places[0]:
            chosen.problems = [_("The file was read anew meanwhile. Look at the columns again.")]
            return chosen
        said.skipped = box in data if whole or box in data else said.skipped
        said.conflicts = [] if said.skipped else conflicts_of(group, said.meanings)
    return chosen


def _take(
    chosen: Chosen, groups: Sequence[Group], number: int, letter: str, is_exchange: bool, value: str
) -> None:
    if number >= len(groups) or letter not in chosen.groups[number].meanings:
        chosen.problems.append(_("The file has no column %(letter)s there.") % {"letter": letter})
    elif is_exchange:
        if value in ("", YES, NO):
            chosen.groups[number].exchanged[letter] = value
        else:
            chosen.problems.append(_("Day and month are exchanged or not: choose yes or no."))
    elif not groups[number].may_be(letter, value):
        chosen.problems.append(
            _("Column %(letter)s cannot be that. Choose from the list.") % {"letter": letter}
        )
    else:
        chosen.groups[number].meanings[letter] = value


def conflicts_of(group: Group, meanings: Mapping[str, str]) -> list[str]:
    """What cannot be read so, in sentences: two columns of one meaning, no column of names."""
    counted = Counter(meaning for meaning in meanings.values() if Meaning(meaning) not in REPEATABLE)
    found = [
        _("“%(meaning)s” is chosen for columns %(letters)s. Only one column can hold it.")
        % {
            "meaning": WORDS[meaning],
            "letters": ", ".join(letter for letter, told in meanings.items() if told == meaning),
        }
        for meaning, times in counted.items()
        if times > 1
    ]
    if group.needs_names and Meaning.NAME not in meanings.values():
        found.append(_("No column holds the names. Choose it, or leave the sheet out."))
    return found


def choices_from(batch: Import, groups: Sequence[Group], chosen: Chosen, *, remember: bool) -> Choices:
    """The choices of the file after this form: only what differs from the reading, or was chosen before.

    To be remembered, what is merely confirmed counts as chosen too.
    """
    before = Choices.from_json(batch.choices)
    columns = dict(before.columns)
    exchanged: dict[str, dict[str, bool]] = {}
    skipped: set[str] = set()
    for group, said in zip(groups, chosen.groups, strict=True):
        if said.skipped:
            skipped.update(group.places)
            continue
        changed = any(said.meanings[column.letter] != column.meaning for column in group.columns)
        for place in group.places:
            if group.skipped and not changed:
                continue  # its columns were not chosen for while it was left out: what was chosen before still holds
            if changed or place in before.columns or (remember and group.needs_names):
                columns[place] = {
                    letter: Meaning(meaning)
                    for letter, meaning in said.meanings.items()
                    if meaning != Meaning.UNKNOWN
                }
            exchanged[place] = {letter: word == YES for letter, word in said.exchanged.items() if word}
    return Choices(columns=columns, exchanged=exchanged, skipped=frozenset(skipped))
