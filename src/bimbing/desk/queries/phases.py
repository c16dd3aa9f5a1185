"""The phases of one guidance: what the panel decided beside what the days suggest; and whom to put before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from bimbing.offices.models import Staff
from bimbing.rules.duty import Interval
from bimbing.rules.phases import (
    DecidedPhase,
    Phase,
    phase_boundaries,
    phase_to_propose,
    phases_of_duty,
    suggested_phase,
)
from bimbing.supervision.models import Supervision
from bimbing.supervision.models_rules import PhaseDecision, PhaseRule
from bimbing.supervision.queries import supervisions_of
from bimbing.supervision.queries.answers import phase_rule_on
from bimbing.supervision.queries.choices import programme_said
from bimbing.supervision.queries.intervals import OfficeIntervals, office_intervals


class IntervalFrom(StrEnum):
    """Who says how often the client reports."""

    OWN = "own"
    PHASE = "phase"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """One phase on the strip: the day it is suggested for, and the panel's where it decided (that one wins)."""

    phase: Phase
    suggested: date | None
    decided: PhaseDecision | None
    is_now: bool
    is_over: bool

    @property
    def since(self) -> date | None:
        return self.decided.since if self.decided else self.suggested


@dataclass(frozen=True, slots=True)
class PhaseStrip:
    """The phases of one guidance. `current`: none recorded yet. `propose`: what to put before the panel now.

    `decisions`: the whole history, the newest first, withdrawn ones too.
    """

    spans: Sequence[PhaseSpan]
    current: Phase | None
    suggested: Phase | None
    propose: Phase | None
    interval: Interval
    interval_from: IntervalFrom
    decisions: Sequence[PhaseDecision]


def phase_strip(row: Supervision, today: date, said: OfficeIntervals | None = None) -> PhaseStrip:
    """The phases of a guidance as they stand today. Four queries, two where `said` is known already."""
    decisions = list(
        PhaseDecision.objects.filter(supervision=row).select_related("by", "withdrawn_by").order_by("pk")
    )
    stands = [one for one in decisions if one.withdrawn_on is None]
    begun = [one for one in stands if one.since <= today]
    current = Phase(begun[-1].phase) if begun else None
    bounds = fractions_of(phase_rule_on(row.office_id, today))
    days = suggested_days(row, bounds)
    suggested = propose = None
    if row.start_date and row.end_date and days and row.is_active:
        suggested = suggested_phase(row.start_date, row.end_date, today, bounds)
        propose = phase_to_propose(current or Phase.AWAL, row.start_date, row.end_date, today, bounds)
        if stands and stands[-1].since > today:
            propose = None  # the panel has decided already
    order = list(Phase)
    place = order.index(current) if current else -1
    spans = [
        PhaseSpan(
            phase=phase,
            suggested=days.get(phase),
            decided=next((one for one in reversed(stands) if one.phase == phase), None),
            is_now=phase is current,
            is_over=order.index(phase) < place,
        )
        for phase in order
    ]
    interval, said_by = _interval(row, decisions, today, said)
    return PhaseStrip(spans, current, suggested, propose, interval, said_by, decisions[::-1])


def fractions_of(rule: PhaseRule) -> tuple[Fraction, Fraction]:
    """The fractions of a rule as the rules of phases take them."""
    return Fraction(rule.first_percent, 100), Fraction(rule.second_percent, 100)


def suggested_days(row: Supervision, fractions: tuple[Fraction, Fraction]) -> dict[Phase, date]:
    """The days on which the phases would begin; empty while the guidance has no start or no end."""
    if row.start_date is None or row.end_date is None or row.end_date < row.start_date:
        return {}
    bounds = phase_boundaries(row.start_date, row.end_date, fractions)
    return {
        Phase.AWAL: row.start_date,
        Phase.LANJUTAN: bounds.lanjutan_from,
        Phase.AKHIR: bounds.akhir_from,
    }


def _interval(
    row: Supervision, decisions: Sequence[PhaseDecision], today: date, said: OfficeIntervals | None
) -> tuple[Interval, IntervalFrom]:
    if row.interval:
        return Interval(row.interval), IntervalFrom.OWN
    said = said or office_intervals(row.office_id)
    decided = [
        DecidedPhase(Phase(one.phase), one.since, one.counts_from, one.withdrawn_on) for one in decisions
    ]
    phased = said.timeline(row.programme_id, "", phases=phases_of_duty(decided)).on(today)
    plain = said.timeline(row.programme_id, "").on(today)
    return phased, IntervalFrom.PROGRAMME if phased is plain else IntervalFrom.PHASE


# ------------------------------------------------------------------ whom to put before the panel


@dataclass(frozen=True, slots=True)
class Proposal:
    """A client whose next phase is due by a day: the phase, and the day it is suggested for."""

    row: Supervision
    current: Phase | None
    phase: Phase
    suggested: date

    @property
    def programme(self) -> str:
        """The programme as the office says it: `PB`, or its name."""
        programme = self.row.programme
        return programme_said(programme.code, programme.label) if programme else "—"


def proposals(staff: Staff, *, today: date) -> list[Proposal]:
    """The running guidances that `staff` may see whose next phase begins by the end of this month, by that day.

    Two queries and one more for the names. Whoever has no phase recorded is taken to be in the first one.
    """
    month_end = (today.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    bounds = fractions_of(phase_rule_on(staff.office_id, today))
    rows = supervisions_of(staff).active().filter(start_date__isnull=False, end_date__gte=today)
    ahead = PhaseDecision.objects.filter(
        supervision__in=rows.values("pk"), withdrawn_on=None, since__gt=today
    )
    coming = set(ahead.values_list("supervision_id", flat=True))
    found = []
    for row in rows.select_related("client", "programme", "officer"):
        days = suggested_days(row, bounds)
        start, end = row.start_date, row.end_date
        if not days or start is None or end is None or start > month_end or row.pk in coming:
            continue
        current = Phase(row.phase) if row.phase else None
        phase = phase_to_propose(current or Phase.AWAL, start, end, min(month_end, end), bounds)
        if phase is not None:
            found.append(Proposal(row, current, phase, days[phase]))
    return sorted(found, key=lambda one: (one.suggested, one.row.name_key, one.row.pk))
