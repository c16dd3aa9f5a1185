"""Writes about the phase of a guidance: what the panel (sidang TPP) decided, and that it did not after all."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from bimbing.clients.actions import StaleVersion
from bimbing.offices.models import Staff
from bimbing.rules.phases import Phase, PhaseProblem, is_unusual, phase_problem, step_of
from bimbing.supervision.actions.writing import record_change, write_columns
from bimbing.supervision.models import Supervision
from bimbing.supervision.models_rules import PhaseDecision


class PhaseRefused(Exception):
    """The days of a decision cannot be: `problem` says why."""

    def __init__(self, problem: PhaseProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class ReasonMissing(Exception):
    """A phase is passed over or gone back to, and nobody says why."""


class NotTheLast(Exception):
    """Only the decision that stands last can be withdrawn."""


def standing_decision(supervision: Supervision) -> PhaseDecision | None:
    """The decision of the panel that stands last; None where none does."""
    rows = PhaseDecision.objects.filter(supervision=supervision, until=None, withdrawn_on=None)
    return rows.first()


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
    """Record what the panel decided. The interval of the phase holds from the day after at the earliest.

    Raises PhaseRefused, ReasonMissing, and StaleVersion if the guidance is no longer at `version`. The standing is
    settled by the caller.
    """
    today = at.date()
    write_columns(supervision, version, {}, stale=True)
    last = standing_decision(supervision)
    current = Phase(last.phase) if last else None
    problem = phase_problem(
        since=since,
        tpp_on=tpp_date,
        today=today,
        start=supervision.start_date,
        end=supervision.end_date,
        last=last.since if last else None,
    )
    if problem is not None:
        raise PhaseRefused(problem)
    if is_unusual(current, phase) and not note.strip():
        raise ReasonMissing
    if last is not None:
        PhaseDecision.objects.filter(pk=last.pk).update(
            until=since - timedelta(days=1), version=F("version") + 1
        )
    decision = PhaseDecision.objects.create(
        supervision=supervision,
        phase=phase,
        decision=step_of(current, phase),
        since=since,
        counts_from=max(since, today + timedelta(days=1)),
        tpp_number=tpp_number,
        tpp_date=tpp_date,
        note=note,
        by=by,
        at=at,
    )
    changes = {
        "phase": (current, phase),
        "since": (None, since),
        "document_no": (None, tpp_number),
        "tpp_date": (None, tpp_date),
    }
    record_change(supervision, "phase.decided", by, at, changes, note)
    return decision


@transaction.atomic
def withdraw_phase(*, decision: PhaseDecision, version: int, reason: str, by: Staff, at: datetime) -> None:
    """A decision was entered wrongly: the one before it stands again. Nothing is erased.

    Until today the duty followed it, and that stays. Raises NotTheLast, and StaleVersion if the decision is no longer
    at `version`. The standing is settled by the caller.
    """
    supervision = Supervision.objects.select_for_update().get(pk=decision.supervision_id)
    last = standing_decision(supervision)
    if last is None or last.pk != decision.pk:
        raise NotTheLast
    withdrawn = PhaseDecision.objects.filter(pk=decision.pk, version=version).update(
        withdrawn_on=at.date(), withdrawn_reason=reason, withdrawn_by=by, version=F("version") + 1
    )
    if not withdrawn:
        raise StaleVersion
    before = PhaseDecision.objects.filter(supervision=supervision, withdrawn_on=None).order_by("-pk").first()
    if before is not None:
        PhaseDecision.objects.filter(pk=before.pk).update(until=None, version=F("version") + 1)
    write_columns(supervision, supervision.version, {}, stale=True)
    changes = {"phase": (decision.phase, before.phase if before else ""), "since": (decision.since, None)}
    record_change(supervision, "phase.withdrawn", by, at, changes, reason)
