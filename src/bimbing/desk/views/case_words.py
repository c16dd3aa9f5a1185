"""A client's cases and guidances in the order of time, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from bimbing.rules.dates import short_date
from bimbing.rules.status import Status
from bimbing.supervision.models import STATUS_LABELS, Case, Supervision
from bimbing.supervision.queries.register import Life, life_of
from bimbing.supervision.views.shown import LIFE_LABELS

_KINDS: Final = {Life.ACTIVE: "ok", Life.PAST_END: "hint", Life.ENDED: "ended", Life.ERROR: "ended"}


@dataclass(frozen=True, slots=True)
class GuidanceShown:
    """One guidance: how it stands, whether it is the one on the page, and whether it is the one that runs."""

    row: Supervision
    kind: str
    status: str
    is_shown: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class CaseShown:
    """One case: what it was, what came of it, and its guidances in the order of time."""

    case: Case
    title: str
    facts: Sequence[str]
    guidances: Sequence[GuidanceShown]


def cases_shown(
    cases: Iterable[tuple[Case, Sequence[Supervision]]], *, today: date, shown_id: int | None = None
) -> list[CaseShown]:
    """The cases in words. `shown_id`: the guidance that the page is about."""
    return [
        CaseShown(case, title_of(case), facts_of_case(case), [_one(row, today, shown_id) for row in rows])
        for case, rows in cases
    ]


def title_of(case: Case) -> str:
    """The offences of a case; its articles, or that nothing is known, where they have no name."""
    return case.offence_names or case.all_articles or _("Offence not entered")


def facts_of_case(case: Case) -> list[str]:
    """What tells one case from another: articles, sentence, verdict, court."""
    verdict = case.verdict_no
    if case.verdict_date:
        verdict = f"{verdict}, {short_date(case.verdict_date)}" if verdict else short_date(case.verdict_date)
    facts = [
        case.all_articles if case.offence_names else "",
        _("for life") if case.life_sentence else case.sentence_words,
        verdict,
        case.court,
    ]
    return [fact for fact in facts if fact]


def _one(row: Supervision, today: date, shown_id: int | None) -> GuidanceShown:
    life = life_of(row, today)
    plain = life in (Life.ACTIVE, Life.PAST_END) and row.status == Status.AKTIF
    words = str(LIFE_LABELS[life]) if plain else str(STATUS_LABELS[row.status])  # type: ignore[index]
    kind = _KINDS[life] if plain or not row.is_active else "ended"
    return GuidanceShown(row, kind, words, row.pk == shown_id, row.is_active)
