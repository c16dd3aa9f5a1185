"""Writes about what an office says over the nation's programmes and offences, and about its phases.

What the duty depends on is settled by the caller: `desk.actions_rules`.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F

from bimbing.audit.actions import record
from bimbing.clients.actions import StaleVersion
from bimbing.offices.actions import decide, take_back
from bimbing.offices.models import Office, Staff
from bimbing.rules.programmes import mark_of, own_code
from bimbing.supervision.models import OffenceCategory, Programme
from bimbing.supervision.models_rules import (
    ArticleHint,
    OfficeOffence,
    OfficeProgramme,
    PhaseRule,
    ProgrammeRule,
)
from bimbing.supervision.queries.answers import phase_rule_on, programme_rule_on


class CodeTaken(Exception):
    """The nation's list or the office's own has this code already."""


class LabelTaken(Exception):
    """The office knows another row of this name."""


# ------------------------------------------------------------------ programmes


@transaction.atomic
def add_programme(*, mark: str, columns: Mapping[str, Any], by: Staff, at: datetime) -> Programme:
    """A programme of the office's own. `columns`: those of Programme. Raises CodeTaken, LabelTaken."""
    code = own_code(mark, by.office_id)
    _lock(by)
    if Programme.objects.filter(code__in=(code, mark_of(code))).exists():
        raise CodeTaken
    _refuse_label(Programme, columns["label"], by, code)
    programme: Programme = Programme.objects.create(code=code, office_id=by.office_id, **columns)
    OfficeProgramme.objects.create(office_id=by.office_id, programme=programme, position=programme.position)
    _record("programme.added", "programme", None, by, at, {"programme_id": (None, code), "label": (None, programme.label)})  # fmt: skip
    return programme


@transaction.atomic
def answer_programme(
    *,
    programme: Programme,
    version: int,
    answer: Mapping[str, Any],
    own: Mapping[str, Any],
    by: Staff,
    at: datetime,
) -> bool:
    """Whether new clients get it and its place (`answer`); of the office's own also its columns (`own`).

    Whether anything changed. `version` is that of the answer, 0 where none stands. Raises StaleVersion, LabelTaken.
    """
    return _answer(OfficeProgramme, "programme", programme, version, answer, own, by, at)


@transaction.atomic
def set_programme_rule(
    *,
    programme: Programme,
    valid_from: date,
    columns: Mapping[str, Any],
    reason: str,
    seen: int,
    by: Staff,
    at: datetime,
) -> ProgrammeRule:
    """How often clients of a programme report, and whether they count, from a coming day on; see `decide`."""
    rule: ProgrammeRule = decide(
        kind=ProgrammeRule,
        of={"programme_id": programme.pk},
        seen=seen,
        valid_from=valid_from,
        first=at.date() + timedelta(days=1),
        columns=columns,
        before=programme_rule_on(by.office_id, programme, valid_from),
        said=("programme.ruled", "programme_rule"),
        reason=reason,
        by=by,
        at=at,
    )
    return rule


def withdraw_programme_rule(*, rule: ProgrammeRule, by: Staff, at: datetime) -> None:
    """A coming rule is not to come; see `take_back`."""
    of = {"programme_id": rule.programme_id}
    take_back(rule=rule, of=of, said=("programme.rule_withdrawn", "programme_rule"), by=by, at=at)


# ------------------------------------------------------------------ phases


@transaction.atomic
def set_phase_rule(
    *, valid_from: date, columns: Mapping[str, Any], reason: str, seen: int, by: Staff, at: datetime
) -> PhaseRule:
    """Where phases are suggested and how often clients report in each, from a coming day on; see `decide`."""
    rule: PhaseRule = decide(
        kind=PhaseRule,
        of={},
        seen=seen,
        valid_from=valid_from,
        first=at.date() + timedelta(days=1),
        columns=columns,
        before=phase_rule_on(by.office_id, valid_from),
        said=("phase.ruled", "phase_rule"),
        reason=reason,
        by=by,
        at=at,
    )
    return rule


def withdraw_phase_rule(*, rule: PhaseRule, by: Staff, at: datetime) -> None:
    """A coming rule is not to come; see `take_back`."""
    take_back(rule=rule, of={}, said=("phase.rule_withdrawn", "phase_rule"), by=by, at=at)


# ------------------------------------------------------------------ offences


@transaction.atomic
def add_offence(*, label: str, position: int, by: Staff, at: datetime) -> OffenceCategory:
    """A kind of offence of the office's own. Raises CodeTaken, LabelTaken."""
    code = own_code(label, by.office_id)
    _lock(by)
    _refuse_label(OffenceCategory, label, by, "")
    if OffenceCategory.objects.filter(code=code).exists():
        raise CodeTaken
    offence: OffenceCategory = OffenceCategory.objects.create(
        code=code, office_id=by.office_id, label=label, position=position
    )
    OfficeOffence.objects.create(office_id=by.office_id, offence=offence, position=position)
    _record("offence.added", "offence", None, by, at, {"offence_id": (None, code), "label": (None, label)})
    return offence


@transaction.atomic
def answer_offence(
    *,
    offence: OffenceCategory,
    version: int,
    answer: Mapping[str, Any],
    own: Mapping[str, Any],
    by: Staff,
    at: datetime,
) -> bool:
    """Whether it is offered and its place; of the office's own also its name. See `answer_programme`."""
    return _answer(OfficeOffence, "offence", offence, version, answer, own, by, at)


@transaction.atomic
def explain_article(
    *, law: str, article: str, offence: OffenceCategory, by: Staff, at: datetime
) -> ArticleHint:
    """What an article means in this office. Said again, the newer meaning holds."""
    _lock(by)
    key: dict[str, Any] = {"office_id": by.office_id, "law": law, "article": article}
    before = ArticleHint.objects.filter(**key).values_list("offence_id", flat=True).first()
    hint, _ = ArticleHint.objects.update_or_create(**key, defaults={"offence": offence, "by": by, "at": at})
    changes = {"article": (None, f"{law} {article}".strip()), "offence_id": (before, offence.pk)}
    if before != offence.pk:
        _record("article.explained", "article_hint", hint.pk, by, at, changes)
    return hint


@transaction.atomic
def forget_article(*, hint: ArticleHint, by: Staff, at: datetime) -> None:
    """The rules' own reading of an article holds again."""
    pk, said, offence = hint.pk, f"{hint.law} {hint.article}".strip(), hint.offence_id
    hint.delete()
    changes = {"article": (said, None), "offence_id": (offence, None)}
    _record("article.forgotten", "article_hint", pk, by, at, changes)


# ------------------------------------------------------------------ both


def _answer(
    kind: Any,
    name: str,
    row: Any,
    version: int,
    answer: Mapping[str, Any],
    own: Mapping[str, Any],
    by: Staff,
    at: datetime,
) -> bool:
    _lock(by)
    key = {"office_id": by.office_id, name: row}
    now = kind.objects.filter(**key).first()
    if (now.version if now else 0) != version:
        raise StaleVersion
    stands = now or kind(**key)
    different = _different(stands, answer)
    if row.office_id is not None:
        if "label" in own:
            _refuse_label(type(row), own["label"], by, row.pk)
        mine = _different(row, own)
        if mine:
            type(row).objects.filter(pk=row.pk).update(**{column: new for column, (_, new) in mine.items()})
        different |= mine
    if not different:
        return False
    values = {column: answer[column] for column in answer}
    if now is None:
        now = kind.objects.create(**key, **values)
    else:
        kind.objects.filter(pk=now.pk).update(**values, version=F("version") + 1)
    _record(f"{name}.answered", f"office_{name}", now.pk, by, at, {f"{name}_id": (None, row.pk), **different})
    return True


def _different(row: models.Model, wanted: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value
    }


def _lock(by: Staff) -> None:
    Office.objects.select_for_update(no_key=True).get(pk=by.office_id)


def _refuse_label(kind: Any, label: str, by: Staff, but: str) -> None:
    if kind.objects.known_to(by.office_id).filter(label__iexact=label).exclude(pk=but).exists():
        raise LabelTaken


def _record(
    action: str, subject: str, pk: int | None, by: Staff, at: datetime, changes: Mapping[str, Any]
) -> None:
    record(by=by, at=at, action=action, subject=subject, subject_id=pk, changes=changes)
