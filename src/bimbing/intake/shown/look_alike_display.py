"""Two entries side by side, field by field, every letter that differs marked; children by initials."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bimbing.intake.actions.found import Values
from bimbing.intake.models import ImportRow
from bimbing.intake.queries.look_alikes import KnownClient
from bimbing.intake.shown.sentences import FIELDS
from bimbing.rules.name_keys import fold
from bimbing.rules.names import display_name, initials
from bimbing.rules.nik import mask
from bimbing.rules.phone import display
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries.choices import programme_said

Words = Promise | str
#: One piece of a text, and whether the other side has it otherwise.
Piece = tuple[str, bool]

#: Fields in the order of the page, the person first, then the guidance.
PERSON: Final = (
    "full_name",
    "aliases",
    "parent_name",
    "nik",
    "sex",
    "birth_place",
    "birth_date",
    "address",
    "phones",
)
GUIDANCE: Final = (
    "register_no",
    "programme",
    "start_date",
    "end_date",
    "decree_no",
    "articles",
    "origin",
    "officer",
    "status",
)
_BY_WORDS: Final = frozenset({"address", "phones", "articles", "origin", "aliases", "decree_no"})
_AS_CODE: Final = frozenset(
    {"nik", "birth_date", "phones", "register_no", "start_date", "end_date", "decree_no"}
)
_OF_A_CHILD: Final = frozenset({"full_name", "aliases", "parent_name"})
_SEXES: Final[Mapping[str, Words]] = {"L": gettext_lazy("male"), "P": gettext_lazy("female")}


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both sides. `kind`: same, differs, left or right (only one side says it)."""

    label: Words
    left: Sequence[Piece]
    right: Sequence[Piece]
    kind: str
    as_code: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One entry as texts. `name` is how it is called in a sentence."""

    name: str
    texts: Mapping[str, str]
    is_child: bool


def side_of_row(
    row: ImportRow, values: Values, programmes: Mapping[str, str], statuses: Mapping[str, str]
) -> Side:
    """A row of the file."""
    programme = values.get("programme") or ""
    texts = {
        "full_name": display_name(values.get("full_name") or ""),
        "aliases": " / ".join(map(display_name, values.get("aliases") or ())),
        "parent_name": display_name(values.get("parent_name") or ""),
        "nik": values.get("nik") or "",
        "sex": str(_SEXES.get(values.get("sex") or "", "")),
        "birth_place": display_name(values.get("birth_place") or ""),
        "birth_date": _day(values.get("birth_date")) or str(values.get("birth_year") or ""),
        "address": values.get("address") or "",
        "phones": ", ".join(display(number) for number, _owner in values.get("phones") or ()),
        "register_no": values.get("register_no") or "",
        "programme": programme_said(programme, programmes.get(programme, programme)),
        "start_date": _day(values.get("start_date")),
        "end_date": _day(values.get("end_date")),
        "decree_no": values.get("decree_no") or "",
        "articles": values.get("articles") or "",
        "origin": values.get("origin") or "",
        "officer": display_name(values.get("officer") or ""),
        "status": str(statuses.get(values.get("status") or "", "")),
    }
    is_child = any(remark["code"].startswith("juvenile_") for remark in row.issues)
    return Side(initials(texts["full_name"]) if is_child else texts["full_name"] or "—", texts, is_child)


def side_of_client(known: KnownClient, row: Supervision | None) -> Side:
    """A client of the register with one of his guidances."""
    client = known.client
    texts = {
        "full_name": display_name(client.full_name),
        "aliases": display_name(client.aliases),
        "parent_name": display_name(client.parent_name),
        "nik": client.nik,
        "sex": str(_SEXES.get(client.sex, "")),
        "birth_place": display_name(client.birth_place),
        "birth_date": _written(client.birth_date) or str(client.birth_year or ""),
        "address": client.address,
        "phones": ", ".join(map(display, known.phones)),
    }
    if row is not None:
        texts |= {
            "register_no": row.register_no,
            "programme": programme_said(row.programme_id or "", row.programme.label if row.programme else ""),
            "start_date": _written(row.start_date),
            "end_date": _written(row.end_date),
            "decree_no": row.decision_no,
            "articles": row.case.articles,
            "origin": row.case.origin_facility,
            "officer": row.officer.full_name if row.officer else "",
            "status": str(row.get_status_display()),
        }
    return Side(client.list_name, texts, client.is_juvenile)


def pairs_of(left: Side, right: Side, names: Iterable[str]) -> list[FieldPair]:
    """The fields that at least one side says. Of a child neither names nor address are written out."""
    child = left.is_child or right.is_child
    pairs = []
    for name in names:
        mine, theirs = left.texts.get(name, ""), right.texts.get(name, "")
        if mine or theirs:
            pairs.append(_pair(name, mine, theirs, child=child))
    return pairs


def _pair(name: str, mine: str, theirs: str, *, child: bool) -> FieldPair:
    label = FIELDS[name]
    if not mine or not theirs:
        kind = "left" if mine else "right"
    else:
        kind = "same" if _is_same(name, mine, theirs) else "differs"
    if child:
        mine, theirs = _veiled(name, mine, theirs), _veiled(name, theirs, mine)
        if kind == "differs" and mine == theirs:
            theirs = _("%(initials)s, written otherwise") % {"initials": theirs}
    marked = (
        marks(mine, theirs, by_words=name in _BY_WORDS)
        if kind == "differs"
        else ([(mine, False)], [(theirs, False)])
    )
    return FieldPair(label, *marked, kind=kind, as_code=name in _AS_CODE)


def _is_same(name: str, mine: str, theirs: str) -> bool:
    if name == "phones":
        return not set(mine.split(", ")).isdisjoint(theirs.split(", "))
    if name == "officer":
        return fold(mine) == fold(theirs)
    return " ".join(mine.casefold().split()) == " ".join(theirs.casefold().split())


def _veiled(name: str, text: str, other: str) -> str:
    """A child's names as initials; of the numbers by which he could be found only what differs."""
    if not text:
        return ""
    if name in _OF_A_CHILD:
        return initials(text)
    if name == "address":
        return (
            _("as the other")
            if other and _is_same(name, text, other)
            else _("another one")
            if other
            else _("written")
        )
    if name == "nik":
        if not other or text == other or len(text) != len(other):
            return mask(text)
        return "".join(
            figure if figure != beside or place < 4 else "•"
            for place, (figure, beside) in enumerate(zip(text, other, strict=True))
        )
    return "•••• " + text[-3:] if name == "phones" else text


def marks(mine: str, theirs: str, *, by_words: bool) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, with what the other has otherwise marked; capitals make no difference."""
    if not by_words and len(mine) == len(theirs) and any(map(str.isdigit, mine)):
        return _figure_by_figure(mine, theirs), _figure_by_figure(theirs, mine)
    left: Sequence[str] = _words(mine) if by_words else mine
    right: Sequence[str] = _words(theirs) if by_words else theirs
    matcher = SequenceMatcher(
        None, [piece.casefold() for piece in left], [piece.casefold() for piece in right], autojunk=False
    )
    out: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, a, b, c, d in matcher.get_opcodes():
        for pieces, text in ((out[0], left[a:b]), (out[1], right[c:d])):
            if text:
                pieces.append(("".join(text), tag != "equal"))
    return out


def _figure_by_figure(text: str, other: str) -> list[Piece]:
    """Dates and numbers of one length: what stands at each place, as one compares them with a finger."""
    together = groupby(zip(text, other, strict=True), key=lambda pair: pair[0] != pair[1])
    return [("".join(figure for figure, _beside in run), differs) for differs, run in together]


def _words(text: str) -> list[str]:
    """Words with the space behind them."""
    return [word + " " for word in text.split(" ")]


def _day(text: Any) -> str:
    return _written(date.fromisoformat(text)) if text else ""


def _written(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
