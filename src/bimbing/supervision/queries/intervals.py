"""How often clients of an office report: what it says of programmes and of phases, by the day from which it holds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import CharField, Value

from bimbing.rules.duty import Interval
from bimbing.rules.intervals import IntervalTimeline, Since, interval_timeline
from bimbing.rules.phases import Phase
from bimbing.supervision.models import Programme
from bimbing.supervision.models_rules import PhaseRule, ProgrammeRule


@dataclass(frozen=True, slots=True)
class OfficeIntervals:
    """What one office says. `programmes`: by code, from which day on; `phases`: the same for all programmes."""

    programmes: Mapping[str, Since[Interval]]
    phases: Since[Mapping[Phase, Interval]]

    def timeline(
        self, programme: str | None, own: str, *, phases: Since[Phase | None] = ()
    ) -> IntervalTimeline:
        """The intervals of one guidance: its own, else by its phases, else by its programme, else monthly."""
        return interval_timeline(
            own=Interval(own) if own else None,
            programme=self.programmes.get(programme or "", ()),
            by_phase=self.phases,
            phases=phases,
        )

    def with_programme(self, code: str, day: date, interval: Interval) -> "OfficeIntervals":
        """As if the office had decided this of a programme."""
        rules = _with(self.programmes.get(code, ()), day, interval)
        return OfficeIntervals({**self.programmes, code: rules}, self.phases)

    def with_phases(self, day: date, by_phase: Mapping[Phase, Interval]) -> "OfficeIntervals":
        """As if the office had decided this of the phases."""
        return OfficeIntervals(self.programmes, _with(self.phases, day, by_phase))


_T = TypeVar("_T")


def _with(rules: Since[_T], day: date, value: _T) -> Since[_T]:
    """The rules with one more, which takes the place of one of the same day."""
    return sorted([*(rule for rule in rules if rule[0] != day), (day, value)], key=lambda rule: rule[0])


def office_intervals(office_id: int) -> OfficeIntervals:
    """What an office says about intervals. Two queries: the programmes, and every rule over them."""
    programmes: dict[str, list[tuple[date, Interval]]] = defaultdict(list)
    for code, interval in Programme.objects.known_to(office_id).values_list("code", "interval"):
        programmes[code].append((date.min, Interval(interval)))
    phases: list[tuple[date, Mapping[Phase, Interval]]] = []
    for code, since, *said in _rules(office_id):
        if code:
            programmes[code].append((since, Interval(said[0])))
        else:
            by_phase = zip(Phase, said, strict=True)
            phases.append((since, {phase: Interval(interval) for phase, interval in by_phase if interval}))
    return OfficeIntervals(programmes, phases)


def _rules(office_id: int) -> Sequence[tuple[str, date, str, str, str]]:
    """(programme, first day, interval) and ("", first day, intervals of the phases), by the first day. One query."""
    nothing = Value("", CharField())
    of_programmes = (
        ProgrammeRule.objects.filter(office_id=office_id)
        .order_by()
        .annotate(second=nothing, third=nothing)
        .values_list("programme_id", "valid_from", "interval", "second", "third")
    )
    of_phases = (
        PhaseRule.objects.filter(office_id=office_id)
        .order_by()
        .annotate(code=nothing)
        .values_list("code", "valid_from", "awal_interval", "lanjutan_interval", "akhir_interval")
    )
    return sorted(of_programmes.union(of_phases, all=True), key=lambda row: row[1])
