"""Who a person said a row is, as it is kept with the row, and the way a remark names somebody else.

Both say it in the same words: `client:<id>` for somebody of the register, `row:<sheet>!<row>` for a row of the file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bimbing.intake.actions.found import Issue
from bimbing.intake.models import ImportRow
from bimbing.intake.queries.known import Person

NEW: Final = "new"
SKIP: Final = "skip"
#: What becomes of a row whose person is told: as the rules find it, a further guidance in any case, or the guidance
#: of the same programme that comes nearest, though number and start are written otherwise.
BY_RULE, SECOND, SAME = "", "second", "same"
GUIDANCES: Final = frozenset({BY_RULE, SECOND, SAME})

Place = tuple[str, int]

#: Remarks that ask who a row is. The last two of the search are kept with the row; the others are told anew each time.
SEARCHED: Final = frozenset({"looks_like_known", "looks_like_in_file"})
ASKS_WHO: Final = SEARCHED | {
    "namesake_known",
    "namesake_in_file",
    "several_known",
    "nik_of_other",
    "name_alone",
}
#: A note, not a question: one person with two guidances, which somebody may part.
TELLS_WHO: Final = "second_guidance"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, taken apart: exactly one of `client_id`, `place`, `is_new`, `is_skipped`."""

    client_id: int | None = None
    place: Place | None = None
    is_new: bool = False
    is_skipped: bool = False
    guidance: str = BY_RULE


def decided_of(row: ImportRow) -> Decided | None:
    """What somebody decided of a row; None where nobody did, or where it is not understood."""
    return understood(row.identity) if row.identity else None


def understood(identity: Mapping[str, Any]) -> Decided | None:
    said, guidance = str(identity.get("as", "")), str(identity.get("guidance", BY_RULE))
    if said in (NEW, SKIP):
        return Decided(is_new=said == NEW, is_skipped=said == SKIP)
    client_id, place = target_in(said)
    if client_id is None and place is None:
        return None
    return Decided(client_id, place, guidance=guidance if guidance in GUIDANCES else BY_RULE)


def target_in(said: str) -> tuple[int | None, Place | None]:
    """(client, None), (None, row) or, for anything else, (None, None). A sheet's name may hold a `!` of its own."""
    kind, _, name = said.partition(":")
    if kind == "client" and name.isascii() and name.isdecimal() and len(name) < 19:
        return int(name), None
    sheet, mark, number = name.rpartition("!")
    if kind == "row" and mark and number.isascii() and number.isdecimal() and len(number) < 10:
        return None, (sheet, int(number))
    return None, None


def row_target(row: ImportRow) -> str:
    return f"row:{row.sheet}!{row.row}"


def target_of(person: Person) -> str:
    """Whom a remark speaks of."""
    if person.pk is not None:
        return f"client:{person.pk}"
    return row_target(person.plan.row) if person.plan is not None else ""


def others_said(persons: Iterable[Person]) -> str:
    return "\n".join(filter(None, map(target_of, persons)))


def others_in(remarks: Iterable[Issue]) -> list[str]:
    """Everybody whom these remarks name as perhaps the same person, each once."""
    said = (
        remark.get("params", {}).get("others", "")
        for remark in remarks
        if remark["code"] in ASKS_WHO or remark["code"] == TELLS_WHO
    )
    return list(dict.fromkeys(other for one in said for other in one.split("\n") if other))


def asks_who(remarks: Iterable[Mapping[str, Any]]) -> bool:
    """Whether somebody has to say who a row is."""
    return any(remark["code"] in ASKS_WHO for remark in remarks)
