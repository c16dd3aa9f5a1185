"""Writes about a case: the verdict's columns and its offences, of which one is the primary."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from bimbing.audit.actions import record
from bimbing.clients.actions import StaleVersion
from bimbing.offices.models import Staff
from bimbing.rows import insert_rows
from bimbing.supervision.models import Case, CaseOffence, Supervision

#: Columns of a case that repeat its primary offence.
OF_THE_PRIMARY: Final = ("offence_id", "offence_text", "articles")


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence as it is told: code of the list or words of the papers, and the articles as written."""

    offence_id: str | None = None
    offence_text: str = ""
    articles: str = ""

    def __bool__(self) -> bool:
        return bool(self.offence_id or self.offence_text or self.articles)


def offences_of(case: Case) -> list[Offence]:
    """The offences of a case, the primary first. One query."""
    rows = CaseOffence.objects.filter(case_id=case.pk)
    return [Offence(*values) for values in rows.values_list(*OF_THE_PRIMARY)]


def enter_primaries(cases: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """The primary offence of new cases, given as (number, columns of Case); none where the columns say nothing."""
    told = (
        (pk, columns.get("offence_id"), columns.get("offence_text", ""), columns.get("articles", ""))
        for pk, columns in cases
    )
    insert_rows(
        CaseOffence,
        ("case_id", *OF_THE_PRIMARY, "is_primary"),
        ((*one, True) for one in told if any(one[1:])),
    )


@transaction.atomic
def edit_case(
    *,
    case: Case,
    version: int,
    changes: Mapping[str, Any],
    subject_id: int,
    by: Staff,
    at: datetime,
    reason: str = "",
    offences: Sequence[Offence] | None = None,
) -> dict[str, tuple[Any, Any]]:
    """Change columns of a case, and all its offences where `offences` is given (the primary first; those that say
    nothing are left out); the differences as column -> (old, new), an offence as `offence_1`, `articles_1`, ….

    Columns of the primary in `changes` change the primary alone. Raises StaleVersion if the case is no longer at
    `version`. Changing nothing writes nothing. `subject_id`: the guidance from which it was done, for the trail.
    """
    before = offences_of(case)
    after = before if offences is None else [one for one in offences if one]
    columns = {name: value for name, value in changes.items() if getattr(case, name) != value}
    primary = {name: columns.pop(name) for name in OF_THE_PRIMARY if name in columns}
    differences = {name: (getattr(case, name), value) for name, value in columns.items()}
    if primary:
        differences |= {name: (getattr(case, name), value) for name, value in primary.items()}
        first = Offence(**{name: primary.get(name, getattr(case, name)) for name in OF_THE_PRIMARY})
        after = [one for one in (first, *before[1:]) if one]
    else:
        differences |= _told_apart(before, after)
    if not differences:
        return {}
    if before != after:
        columns |= _primary_columns(after)
    changed = Case.objects.filter(pk=case.pk, version=version).update(**columns, version=F("version") + 1)
    if not changed:
        raise StaleVersion
    if before != after:
        write_offences(case_id=case.pk, offences=after)
    record(
        by=by,
        at=at,
        action="case.edited",
        subject="supervision",
        subject_id=subject_id,
        client_id=case.client_id,
        changes=differences,
        purpose=reason,
    )
    case.refresh_from_db(fields=[*columns, "version"])
    return differences


@transaction.atomic
def write_offences(*, case_id: int, offences: Sequence[Offence]) -> None:
    """Write the offences of a case, the primary first, place by place over those that stand there, and carry the
    primary into the case's guidances."""
    rows = list(CaseOffence.objects.filter(case_id=case_id))
    CaseOffence.objects.filter(pk__in=[row.pk for row in rows[len(offences) :]]).delete()
    for place, one in enumerate(offences):
        row = rows[place] if place < len(rows) else CaseOffence(case_id=case_id, is_primary=place == 0)
        row.offence_id, row.offence_text, row.articles = one.offence_id, one.offence_text, one.articles
        row.save()
    code = (offences[0].offence_id if offences else None) or ""
    Supervision.objects.filter(case_id=case_id).update(offence_code=code)


def put_primary(*, case_id: int) -> None:
    """Make the primary offence what the columns of the case say, after they were put back; the others stay."""
    case = Case.objects.get(pk=case_id)
    first = Offence(*(getattr(case, name) for name in OF_THE_PRIMARY))
    others = offences_of(case)[1:]
    write_offences(case_id=case_id, offences=[one for one in (first, *others) if one])


def _primary_columns(offences: Sequence[Offence]) -> dict[str, Any]:
    first = offences[0] if offences else Offence()
    return {name: getattr(first, name) for name in OF_THE_PRIMARY}


def _told_apart(before: Sequence[Offence], after: Sequence[Offence]) -> dict[str, tuple[Any, Any]]:
    """Place by place what differs: `offence_2` is the second offence's code or words, `articles_2` its articles."""
    found: dict[str, tuple[Any, Any]] = {}
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else Offence()
        new = after[place] if place < len(after) else Offence()
        for name, one, other in (
            ("offence", old.offence_id or old.offence_text, new.offence_id or new.offence_text),
            ("articles", old.articles, new.articles),
        ):
            if one != other:
                found[f"{name}_{place + 1}"] = (one, other)
    return found
