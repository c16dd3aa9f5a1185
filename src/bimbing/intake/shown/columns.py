"""The columns of a workbook as the page shows them: what each may be, cells of clients, and how they would be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bimbing.intake.imports.content import looks_like_name
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.officers import OfficerBook
from bimbing.intake.imports.taught import WordReaders
from bimbing.intake.imports.trying import Tried, cell_of, try_column, two_ways
from bimbing.intake.models import Layout
from bimbing.intake.queries.samples import SampleRow
from bimbing.intake.shown.choosing import YES, Chosen, ColumnNow, Group, Said
from bimbing.intake.shown.labels import KINDS_OF_SHEET
from bimbing.intake.shown.meanings import DATED, GROUPS, WORDS
from bimbing.intake.shown.rows import problem_label, sureness_of
from bimbing.intake.shown.sentences import Words
from bimbing.intake.shown.spoken import spoken
from bimbing.rules.dates import medium_date
from bimbing.rules.names import initials
from bimbing.ui.kinds import Kind

SAMPLES: Final = 4
SHEETS_NAMED: Final = 3
FEW: Final = 2
_PERSONAL: Final = frozenset(
    {
        Meaning.NAME, Meaning.ALIAS, Meaning.PARENT, Meaning.GUARANTOR, Meaning.GUARDIAN, Meaning.NIK, Meaning.FAMILY_CARD,
        Meaning.ADDRESS, Meaning.PHONE, Meaning.GUARANTOR_PHONE,
    }
)  # fmt: skip
"""Columns whose cells name a person: of a child only initials are written out."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the page is made of: samples by sheet, the office's names and words, its layouts, the day."""

    samples: Mapping[str, Sequence[SampleRow]]
    codes: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Mapping[str, str]]
    layouts: Mapping[str, Layout]
    today: date


@dataclass(frozen=True, slots=True)
class CellTried:
    """One cell: as it stands, what it would say, what would be asked."""

    text: str
    says: str
    problem: Words
    row: str

    @property
    def same(self) -> bool:
        return self.text == self.says


@dataclass(frozen=True, slots=True)
class Exchange:
    """The choice whether day and month are exchanged, with one cell read both ways."""

    value: str
    unsaid: str
    yes: str
    no: str
    asked: bool


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column with its choices. `kind` and `sureness` say how surely it was read; `options` are (label, [(value, word)])."""

    field: str
    letter: str
    heading: str
    meaning: str
    options: Sequence[tuple[Words, Sequence[tuple[str, Words]]]]
    sureness: Words
    kind: Kind
    exchange: Exchange | None
    cells: Sequence[CellTried]

    @property
    def check(self) -> bool:
        """Whether somebody should look: read unsurely, or days found exchanged and nobody has said so."""
        return self.kind is Kind.WAIT or (self.exchange is not None and self.exchange.asked)

    @property
    def unread(self) -> str:
        """Cells of which nothing is read, in one line; "" where something is."""
        if any(cell.says or cell.problem for cell in self.cells):
            return ""
        return " · ".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One table, or several of the same headings."""

    number: int
    place: str
    name: str
    more: str
    several: bool
    kind: Words
    records: int
    hidden: bool
    skipped: bool
    open: bool
    layout: Layout | None
    conflicts: Sequence[str]
    columns: Sequence[ColumnChoice]
    checks: int


def groups_shown(groups: Sequence[Group], chosen: Chosen, material: Material) -> list[GroupShown]:
    """Of a file with few tables each stands open, of one with many those that somebody should look at."""
    few = sum(group.records > 0 for group in groups) <= FEW
    return [_group(group, said, material, few=few) for group, said in zip(groups, chosen.groups, strict=True)]


def _group(group: Group, said: Said, material: Material, *, few: bool) -> GroupShown:
    rest = len(group.sheets) - SHEETS_NAMED
    columns = [column_shown(group, column, said, material) for column in group.columns]
    checks = sum(column.check for column in columns) if group.records else 0
    return GroupShown(
        number=group.number,
        place=group.places[0],
        name=", ".join(sheet or _("The sheet") for sheet in group.sheets[:SHEETS_NAMED]),
        more=ngettext("and %(n)s more sheet", "and %(n)s more sheets", rest) % {"n": rest}
        if rest > 0
        else "",
        several=len(group.sheets) > 1,
        kind=KINDS_OF_SHEET.get(group.kind, group.kind),
        records=group.records,
        hidden=group.hidden,
        skipped=said.skipped,
        open=bool(checks or said.conflicts or (few and group.records)),
        layout=material.layouts.get(group.layout),
        conflicts=said.conflicts,
        columns=columns,
        checks=checks,
    )


def column_shown(group: Group, column: ColumnNow, said: Said, material: Material) -> ColumnChoice:
    """One column as it would be read under what is chosen for it now."""
    meaning = Meaning(said.meanings[column.letter])
    word = said.exchanged.get(column.letter, "")
    cells = _samples(group, column, meaning, material)
    exchanged = word == YES if word else (True if column.letter in group.exchanged else None)
    tried = try_column(
        meaning,
        column.heading,
        [text for text, _row, _child in cells],
        exchanged=exchanged,
        today=material.today,
        words=WordReaders(material.words),
        officers=OfficerBook(material.words.get("officer")),
    )
    if meaning != column.meaning:
        sureness, kind = _("chosen now"), Kind.HINT
    elif column.by == "person":
        sureness, kind = (_("layout of the office") if group.layout else _("chosen")), Kind.OK
    else:
        sureness, kind = sureness_of(column.meaning, column.confidence)
    return ColumnChoice(
        field=f"g{group.number}-{column.letter}",
        letter=column.letter,
        heading=column.heading,
        meaning=str(meaning),
        options=_options(column.meaning),
        sureness=sureness,
        kind=kind,
        exchange=_exchange(group, column, meaning, word, cells),
        cells=[
            _cell(text, row, child, one, meaning, material)
            for (text, row, child), one in zip(cells, tried, strict=True)
        ],
    )


def _options(now: str) -> list[tuple[Words, list[tuple[str, Words]]]]:
    """What is offered everywhere, and what was found where it is none of that."""
    offered = [(label, [(str(m), WORDS[m]) for m in meanings]) for label, meanings in GROUPS]
    if now == Meaning.UNKNOWN:
        return [(_("Not recognised"), [(now, WORDS[now])]), *offered]
    if not any(now == value for _label, options in offered for value, _word in options):
        offered.insert(0, (_("By its heading"), [(now, WORDS[now])]))
    return offered


def _samples(
    group: Group, column: ColumnNow, meaning: Meaning, material: Material
) -> list[tuple[str, str, bool]]:
    """A few different cells of client rows: (text, row, whether a child's); of a sheet without clients, any cells."""
    found: dict[str, tuple[str, bool]] = {}
    rows = [row for sheet in group.sheets for row in material.samples.get(sheet, ()) if _of(group, row)]
    for row in rows:
        text = row.cells.get(column.letter, "").strip()
        if text and text not in found:
            found[text] = (str(row.row), row.child)
    if not found and not rows:
        found = dict.fromkeys(column.samples, ("", False))
    picked = list(found.items())
    step = max(1, len(picked) // SAMPLES)
    personal = {meaning, Meaning(column.meaning)} & _PERSONAL
    return [
        (text, row, child)
        for text, (row, child) in picked[::step][:SAMPLES]
        if not (child and not personal and _may_name(text, column))
    ]


def _may_name(text: str, column: ColumnNow) -> bool:
    return column.meaning in (Meaning.UNKNOWN, Meaning.IGNORED) and looks_like_name(text)


def _of(group: Group, row: SampleRow) -> bool:
    return not group.header_rows or row.row > group.header_rows[-1]


def _cell(text: str, row: str, child: bool, tried: Tried, meaning: Meaning, material: Material) -> CellTried:
    veiled = child and meaning in _PERSONAL
    problems = [problem_label(issue["code"]) for issue in tried.issues if issue["severity"] != "note"]
    says = spoken(tried.values, material.codes, child=veiled)
    return CellTried(
        text=initials(re.sub(r"\d", "", text)) if veiled else as_seen(text),
        says="…" if veiled and meaning is not Meaning.NAME and says else says,
        problem=problems[0] if problems else "",
        row=row,
    )


def as_seen(text: str) -> str:
    """A cell as the spreadsheet shows it: dates with day, month and year."""
    cell = cell_of(text)
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else text


def _exchange(
    group: Group, column: ColumnNow, meaning: Meaning, word: str, cells: Sequence[tuple[str, str, bool]]
) -> Exchange | None:
    """Only for columns of one date each, with a cell that can be read both ways."""
    both = next(((text, ways) for text, _row, _child in cells if (ways := two_ways(text))), None)
    if meaning not in DATED or both is None:
        return None
    text, (as_is, turned) = both
    shown = {"text": as_seen(text)}
    found = column.letter in group.exchanged and not group.told.get(column.letter)
    return Exchange(
        value=word,
        unsaid=_("asked at every date") if found else _("not exchanged"),
        asked=found and not word,
        yes=_("yes: %(text)s is %(day)s") % (shown | {"day": medium_date(turned)}),
        no=_("no: %(text)s is %(day)s") % (shown | {"day": medium_date(as_is)}),
    )
