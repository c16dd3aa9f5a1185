"""What an office knows: the nation's programmes and offences with its own, in its order, and its hints of articles."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bimbing.offices.models import Office, Staff
from bimbing.rules.intervals import Since
from bimbing.rules.offence_words import ArticleMeaning
from bimbing.rules.phases import Phase
from bimbing.supervision.models import OffenceCategory, Programme, Supervision
from bimbing.supervision.models_rules import (
    ArticleHint,
    OfficeOffence,
    OfficeProgramme,
    PhaseDecision,
    PhaseRule,
    ProgrammeRule,
)
from bimbing.supervision.queries.intervals import OfficeIntervals


def programmes_of(office_id: int) -> QuerySet[Programme]:
    """Every programme that an office knows, in its order; `offered`, `place` and `answer_version` are its answer."""
    answers = OfficeProgramme.objects.filter(office_id=office_id, programme=OuterRef("pk"))
    return _answered(Programme.objects.known_to(office_id), answers)


def offences_of(office_id: int) -> QuerySet[OffenceCategory]:
    """Every kind of offence that an office knows, in its order; see `programmes_of`."""
    answers = OfficeOffence.objects.filter(office_id=office_id, offence=OuterRef("pk"))
    return _answered(OffenceCategory.objects.known_to(office_id), answers)


def _answered(rows: QuerySet[Any], answers: QuerySet[Any]) -> QuerySet[Any]:
    answered: QuerySet[Any] = rows.annotate(
        offered=Coalesce(Subquery(answers.values("is_offered")), True),
        place=Coalesce(Subquery(answers.values("position")), F("position")),
        answer_version=Coalesce(Subquery(answers.values("version")), 0),
    ).order_by("place", "code")
    return answered


def offered(rows: QuerySet[Any], kept: str | None = None) -> QuerySet[Any]:
    """What new clients can get; and `kept`, the code that a record has already."""
    return rows.filter(Q(offered=True) | Q(code=kept)) if kept else rows.filter(offered=True)


def running_by(staff: Staff, column: str) -> Counter[str]:
    """How many running guidances of the office have each programme (`programme_id`) or offence (`offence_code`)."""
    rows = Supervision.objects.filter(office_id=staff.office_id).active().order_by()
    counted = rows.values_list(column).annotate(n=Count("pk"))
    return Counter({code: number for code, number in counted if code})


# ------------------------------------------------------------------ rules over programmes and phases


def programme_rules_of(staff: Staff) -> QuerySet[ProgrammeRule]:
    """What the office decided about its programmes, by the first day."""
    return ProgrammeRule.objects.filter(office_id=staff.office_id).select_related("decided_by")


def programme_rule_on(office_id: int, programme: Programme, day: date) -> Programme | ProgrammeRule:
    """What holds for a programme on a day: the last rule that has begun, else the programme's own columns."""
    begun = ProgrammeRule.objects.filter(office_id=office_id, programme=programme, valid_from__lte=day)
    return begun.order_by("-valid_from").first() or programme


def counting_programmes(office_id: int, day: date) -> frozenset[str]:
    """The programmes whose clients belong to the number of active clients on a day. Two queries."""
    counting = dict(Programme.objects.known_to(office_id).values_list("code", "counts_as_active"))
    rules = ProgrammeRule.objects.filter(office_id=office_id, valid_from__lte=day).order_by("valid_from")
    counting |= dict(rules.values_list("programme_id", "counts_as_active"))
    return frozenset(code for code, counts in counting.items() if counts)


def phase_rules_of(staff: Staff) -> QuerySet[PhaseRule]:
    """What the office decided about the phases, by the first day."""
    return PhaseRule.objects.filter(office_id=staff.office_id).select_related("decided_by")


def phase_rule_on(office_id: int, day: date) -> PhaseRule:
    """What holds for the phases on a day; before anything was decided the usual fractions (a rule not saved)."""
    begun = PhaseRule.objects.filter(office_id=office_id, valid_from__lte=day).order_by("-valid_from")
    return begun.first() or PhaseRule(office=Office(pk=office_id), valid_from=date.min)


# ------------------------------------------------------------------ what a change would do


def interval_effect(
    staff: Staff, *, day: date, now: OfficeIntervals, then: OfficeIntervals
) -> Counter[tuple[str, str]]:
    """How many running guidances of the office would report otherwise on a day: (now, then) -> number.

    Those with an interval of their own keep it, and those that end before the day are over. Two queries.
    """
    rows = (
        Supervision.objects.filter(office_id=staff.office_id, interval="")
        .filter(Q(end_date__isnull=True) | Q(end_date__gte=day))
        .active()
        .order_by()
    )
    decided = PhaseDecision.objects.filter(
        supervision__in=rows.values("pk"), withdrawn_on__isnull=True
    ).order_by("pk")
    phases: dict[int, Phase] = {}
    for pk, decided_phase, counts_from in decided.values_list("supervision_id", "phase", "counts_from"):
        if counts_from <= day:
            phases[pk] = Phase(decided_phase)
    kinds = Counter((code, phases.get(pk)) for pk, code in rows.values_list("pk", "programme_id"))
    found: Counter[tuple[str, str]] = Counter()
    for (code, phase), number in kinds.items():
        phased: Since[Phase | None] = ((date.min, phase),)
        before = now.timeline(code, "", phases=phased).on(day)
        after = then.timeline(code, "", phases=phased).on(day)
        if before is not after:
            found[before, after] += number
    return found


# ------------------------------------------------------------------ articles


@dataclass(frozen=True, slots=True)
class HintShown:
    """A hint as the page of offences shows it."""

    pk: int
    law: str
    article: str
    label: str


def hints_of(staff: Staff) -> Sequence[HintShown]:
    """The hints of the office, by law and article."""
    rows = ArticleHint.objects.filter(office_id=staff.office_id)
    return [HintShown(*row) for row in rows.values_list("pk", "law", "article", "offence__label")]


def article_meanings(office_id: int) -> Mapping[ArticleMeaning, str]:
    """The hints as the reader of articles takes them. One query."""
    rows = ArticleHint.objects.filter(office_id=office_id).values_list("law", "article", "offence_id")
    return {ArticleMeaning(law, article): code for law, article, code in rows}
