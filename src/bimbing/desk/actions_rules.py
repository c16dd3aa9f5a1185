"""Verbs about what an office says from a day on and what the panel decided: the fact, and every standing with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bimbing.attendance.actions import settle
from bimbing.clients.actions import StaleVersion
from bimbing.offices.models import Staff
from bimbing.rules.phases import Phase, PhaseProblem
from bimbing.supervision.actions import phases, rulings
from bimbing.supervision.models import Programme, Supervision
from bimbing.supervision.models_rules import PhaseDecision, PhaseRule, ProgrammeRule


@transaction.atomic
def rule_programme(
    *,
    programme: Programme,
    valid_from: date,
    columns: Mapping[str, Any],
    reason: str,
    seen: int,
    by: Staff,
    at: datetime,
) -> ProgrammeRule:
    """`rulings.set_programme_rule`, with every running standing of the programme settled."""
    rule = rulings.set_programme_rule(
        programme=programme, valid_from=valid_from, columns=columns, reason=reason, seen=seen, by=by, at=at
    )
    _settle_running(by.office_id, at.date(), programme_id=programme.pk)
    return rule


@transaction.atomic
def withdraw_programme_rule(*, rule: ProgrammeRule, by: Staff, at: datetime) -> None:
    """`rulings.withdraw_programme_rule`, with every running standing of the programme settled."""
    programme = rule.programme_id
    rulings.withdraw_programme_rule(rule=rule, by=by, at=at)
    _settle_running(by.office_id, at.date(), programme_id=programme)


@transaction.atomic
def rule_phases(
    *, valid_from: date, columns: Mapping[str, Any], reason: str, seen: int, by: Staff, at: datetime
) -> PhaseRule:
    """`rulings.set_phase_rule`, with the standings of all whose phase is recorded settled."""
    rule = rulings.set_phase_rule(
        valid_from=valid_from, columns=columns, reason=reason, seen=seen, by=by, at=at
    )
    _settle_phased(by.office_id, at.date())
    return rule


@transaction.atomic
def withdraw_phase_rule(*, rule: PhaseRule, by: Staff, at: datetime) -> None:
    """`rulings.withdraw_phase_rule`, with the standings of all whose phase is recorded settled."""
    rulings.withdraw_phase_rule(rule=rule, by=by, at=at)
    _settle_phased(by.office_id, at.date())


@transaction.atomic
def decide_phase(
    *,
    supervision: Supervision,
    version: int,
    phase: Phase,
    since: date,
    tpp_number: str,
    tpp_date: date,
    by: Staff,
    at: datetime,
    note: str = "",
) -> PhaseDecision:
    """`phases.decide_phase`, with the standing settled."""
    decision = phases.decide_phase(
        supervision=supervision,
        version=version,
        phase=phase,
        since=since,
        tpp_number=tpp_number,
        tpp_date=tpp_date,
        note=note,
        by=by,
        at=at,
    )
    settle(supervision_ids=[supervision.pk], as_of=at.date())
    return decision


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One client of a session: his guidance as it was shown, the phase decided, and the day it was suggested for."""

    row: Supervision
    version: int
    phase: Phase
    suggested: date


class SessionRefused(Exception):
    """One client of a session cannot be recorded, so nobody is. `problem` None: somebody changed him meanwhile."""

    def __init__(self, row: Supervision, problem: PhaseProblem | None) -> None:
        super().__init__(str(row))
        self.row, self.problem = row, problem


@transaction.atomic
def decide_session(
    *,
    entries: Sequence[SessionEntry],
    tpp_number: str,
    tpp_date: date,
    since: date | None,
    by: Staff,
    at: datetime,
) -> None:
    """What one session decided about several clients: all of it or nothing. Raises SessionRefused."""
    for entry in entries:
        try:
            phases.decide_phase(
                supervision=entry.row,
                version=entry.version,
                phase=entry.phase,
                since=since or entry.suggested,
                tpp_number=tpp_number,
                tpp_date=tpp_date,
                by=by,
                at=at,
            )
        except phases.PhaseRefused as refused:
            raise SessionRefused(entry.row, refused.problem) from refused
        except StaleVersion as stale:
            raise SessionRefused(entry.row, None) from stale
    settle(supervision_ids=[entry.row.pk for entry in entries], as_of=at.date())


@transaction.atomic
def withdraw_phase(*, decision: PhaseDecision, version: int, reason: str, by: Staff, at: datetime) -> None:
    """`phases.withdraw_phase`, with the standing settled."""
    phases.withdraw_phase(decision=decision, version=version, reason=reason, by=by, at=at)
    settle(supervision_ids=[decision.supervision_id], as_of=at.date())


def _settle_running(office_id: int, today: date, **of: Any) -> None:
    running = Supervision.objects.filter(office_id=office_id, **of).active()
    settle(supervision_ids=running.values_list("pk", flat=True), as_of=today)


def _settle_phased(office_id: int, today: date) -> None:
    decided = PhaseDecision.objects.filter(supervision__office_id=office_id).values("supervision")
    running = Supervision.objects.filter(pk__in=decided).active()
    settle(supervision_ids=running.values_list("pk", flat=True), as_of=today)
