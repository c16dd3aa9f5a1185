"""The steps that change a guidance's status: what is refused, and what is asked before it is believed.

A refusal is a contradiction in the days themselves. A doubt is a fact that speaks against the step: a person looks
at it and decides; the decision document wins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bimbing.rules.revocation import LIMITED, Timeliness, timeliness
from bimbing.rules.status import ENDED, Status


class Refusal(StrEnum):
    """Why a step cannot be taken with these days."""

    BEFORE_START = "before_start"
    BEFORE_LAST = "before_last"
    AFTER_NEXT = "after_next"
    NOT_COME = "not_come"
    UNTIL_BEFORE = "until_before"
    EARLY_WITHOUT_REASON = "early_without_reason"


class Doubt(StrEnum):
    """What speaks against a step, to be looked at by a person."""

    VISITS_AFTER = "visits_after"
    VISITS_DURING = "visits_during"
    WITHOUT_PROVISIONAL = "without_provisional"
    AFTER_LIMIT = "after_limit"
    PAPERS_MISSING = "papers_missing"


#: Whose visits after that day cannot be: the guidance is over.
_ENDS: Final = ENDED - {Status.BATAL}


@dataclass(frozen=True, slots=True)
class Guidance:
    """What a step is looked at beside. `history`: (day, status) in the order of days. `visits`: days he was met."""

    status: Status
    programme: str
    start: date | None
    end: date | None
    history: Sequence[tuple[date, Status]]
    visits: Sequence[date]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of status as it was typed. `decided_on`: the date of the decision, where it is not `on`."""

    status: Status
    on: date
    until: date | None = None
    decided_on: date | None = None
    prosecuted_on: date | None = None
    request_on: date | None = None
    statement_on: date | None = None
    has_reason: bool = False


def refusal_of(guidance: Guidance, step: Step, today: date) -> Refusal | None:
    """The first contradiction in the days of a step, or None. An entry in error has no days to contradict."""
    if step.status is Status.BATAL:
        return None
    last = last_change(guidance)
    if step.on > today:
        return Refusal.NOT_COME
    if guidance.start is not None and step.on < guidance.start:
        return Refusal.BEFORE_START
    if last is not None and step.on < last:
        return Refusal.BEFORE_LAST
    if step.until is not None and step.until < step.on:
        return Refusal.UNTIL_BEFORE
    is_early = step.status is Status.BERAKHIR and guidance.end is not None and step.on < guidance.end
    return Refusal.EARLY_WITHOUT_REASON if is_early and not step.has_reason else None


def last_change(guidance: Guidance) -> date | None:
    """The day of the last change. The entry itself is none: an imported guidance may be entered after its start."""
    changes = [on for on, status in guidance.history[1:] or ()]
    if guidance.history and guidance.history[0][1] is not Status.AKTIF:
        changes.append(guidance.history[0][0])
    return max(changes, default=None)


def moved_refusal(
    on: date, *, earliest: date | None, latest: date | None, start: date | None, today: date
) -> Refusal | None:
    """Why an event cannot be moved to `on`, between the events before and after it; None where it can."""
    if on > today:
        return Refusal.NOT_COME
    if start is not None and on < start:
        return Refusal.BEFORE_START
    if earliest is not None and on < earliest:
        return Refusal.BEFORE_LAST
    return Refusal.AFTER_NEXT if latest is not None and on > latest else None


def doubts_of(guidance: Guidance, step: Step) -> list[Doubt]:
    """What speaks against a step that is not refused, in the order of Doubt."""
    found = []
    if visits_against(guidance, step):
        found.append(Doubt.VISITS_DURING if step.status is Status.DITAHAN else Doubt.VISITS_AFTER)
    if step.status is Status.DICABUT:
        if guidance.status is not Status.CABUT_SEMENTARA:
            found.append(Doubt.WITHOUT_PROVISIONAL)
        if guidance.programme in LIMITED and guidance.end is not None:
            decided = step.decided_on or step.on
            if timeliness(guidance.end, decided, step.prosecuted_on) is Timeliness.TOO_LATE:
                found.append(Doubt.AFTER_LIMIT)
    if step.status is Status.DILIMPAHKAN and not (step.request_on and step.statement_on):
        found.append(Doubt.PAPERS_MISSING)
    return found


def visits_against(guidance: Guidance, step: Step) -> list[date]:
    """The visits that cannot have been if the step is right: after the end or death, or in detention; in order."""
    if step.status in _ENDS:
        return sorted(day for day in guidance.visits if day > step.on)
    if step.status is Status.DITAHAN:
        last = step.until or date.max
        return sorted(day for day in guidance.visits if step.on <= day <= last)
    return []
