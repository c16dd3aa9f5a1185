"""Somebody saved the record while a form stood open: what was typed, what it was, what stands there now, and by whom.

A form carries beside each field its text when it was opened (`semula_…`). The page of three columns carries what was
typed, what stands there now as the new `semula_…`, the text before both as `dulu_…`, and the choice (`pilih_…`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.utils import timezone

from bimbing.audit.models import Event
from bimbing.rules.dates import short_date
from bimbing.rules.three_way import Change, Line, Pick

WAS: Final = "semula_"
BEFORE: Final = "dulu_"
PICK: Final = "pilih_"
#: The names of the fields that somebody must choose.
CONFLICTS: Final = "bentrok"


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the three columns in words: whose text is proposed ("" for nobody's), who changed it when."""

    name: str
    label: str
    must_choose: bool
    proposed: str
    mine: str
    was: str
    now: str
    by: str
    at: str


def opened_texts(sent: QueryDict, names: Iterable[str], prefix: str = WAS) -> dict[str, str]:
    """The text of each field when the form was opened, as the form brings it back."""
    return {name: sent.get(prefix + name, "") for name in names}


def picks_in(sent: QueryDict, names: Iterable[str]) -> dict[str, Pick]:
    """Whose text was chosen for each field, where something was."""
    given = ((name, sent.get(PICK + name, "")) for name in names)
    return {name: Pick(pick) for name, pick in given if pick in set(Pick)}


def unchosen(sent: QueryDict, names: Iterable[str]) -> list[str]:
    """The fields of `names` that had to be chosen and were not."""
    asked = set(sent.getlist(CONFLICTS))
    return [name for name in names if name in asked and sent.get(PICK + name) not in set(Pick)]


def shown_lines(
    lines: Sequence[Line],
    *,
    labels: Mapping[str, str],
    changes: Mapping[str, Event],
    picks: Mapping[str, Pick],
    words: Callable[[str, str], str],
) -> list[Shown]:
    """The lines in which anything changed, those that must be chosen first. `words`: a field's text as it is read."""
    changed = [line for line in lines if line.change is not Change.NOBODY]
    shown = []
    for line in sorted(changed, key=lambda line: not line.must_choose):
        event = changes.get(line.name) if line.change is not Change.ME else None
        shown.append(
            Shown(
                name=line.name,
                label=labels[line.name],
                must_choose=line.must_choose,
                proposed=str(picks.get(line.name) or line.proposed or ""),
                mine=words(line.name, line.mine),
                was=words(line.name, line.was),
                now=words(line.name, line.now),
                by=event.staff_name if event else "",
                at=moment(event) if event else "",
            )
        )
    return shown


def moment(event: Event) -> str:
    """`24 Nov 2026 08.05`, in the office's zone."""
    at = timezone.localtime(event.at)
    return f"{short_date(at.date())} {at:%H.%M}"
