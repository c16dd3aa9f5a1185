"""Compares anew only what an answer can touch: the answered rows, and whoever of the file shares a sign with them.

Rows act on each other through a shared NIK, folded name or register number, through a person of the register whom both
find, by saying the very same, and where a person said who a row is. What is linked by any of these, directly or through
others, is laid beside the register together, exactly as the whole file would be; no other row can change.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models.fields.json import KeyTextTransform

from bimbing.intake.actions.decided import TELLS_WHO, asks_who
from bimbing.intake.actions.found import effective, is_open
from bimbing.intake.actions.receive import look, today_of, write_down
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.known import chunks, known_register
from bimbing.rules.name_keys import fold
from bimbing.rules.register_no import register_key

Sign = tuple[str, str]
#: An import is asked about again and again, and its names stay.
_folded = lru_cache(20_000)(fold)
WRITTEN = ("outcome", "client_id", "supervision_id", "issues")


def compare_anew(
    *, batch: Import, rows: Collection[ImportRow], before: Iterable[Sign], at: datetime
) -> list[ImportRow]:
    """Write what became of these rows and of all that hangs on them; gives the rows that are otherwise than before.

    `before` are the signs that the rows had until now (`signs_of`): who shared one with them may be free of them.
    `batch.counts` follows. The caller holds the lock and has saved the answers.
    """
    linked = _linked(batch, {row.pk for row in rows}, set(before))
    found: list[ImportRow] = []
    for chunk in chunks(sorted(linked)):
        found += batch.rows.filter(pk__in=chunk).order_by("pk")
    was = {row.pk: [getattr(row, name) for name in WRITTEN] for row in found}
    counted = _counted((row.outcome, row.issues) for row in found)
    plans = look(office=batch.office, rows=found, today=today_of(batch.office, at))
    for plan in plans:
        write_down(plan)
    changed = [row for row in found if was[row.pk] != [getattr(row, name) for name in WRITTEN]]
    ImportRow.objects.bulk_update(changed, WRITTEN, batch_size=100)
    _count(batch, counted, _counted((row.outcome, row.issues) for row in found))
    return changed


def signs_of(row: ImportRow) -> set[Sign]:
    """By what a row and another may have to do with each other."""
    values = effective(row)
    return _signs(
        row.pk,
        row.sheet,
        row.row,
        row.row_key,
        values.get("nik"),
        values.get("full_name"),
        values.get("register_no"),
        row.identity,
    )


def _signs(
    pk: int,
    sheet: str,
    number: int,
    row_key: str,
    nik: str | None,
    name: str | None,
    register_no: str | None,
    identity: Mapping[str, Any] | None,
) -> set[Sign]:
    signs = {("row", f"{sheet}!{number}"), ("says", row_key)}
    if nik:
        signs.add(("nik", nik))
    if key := _folded(name or ""):
        signs.add(("name", key))
    if key := register_key(register_no or ""):
        signs.add(("number", key))
    kind, _, whom = str((identity or {}).get("as", "")).partition(":")
    if whom:
        signs.add((kind, whom))
    return signs


def _linked(batch: Import, rows: set[int], signs: set[Sign]) -> set[int]:
    """The rows that are linked with these, through each other and through persons of the register."""
    having, of_row = _index(batch)
    linked, fresh = set(rows), set(rows)
    for pk in rows:
        signs |= of_row[pk]
    while True:
        fresh = {pk for sign in signs for pk in having.get(sign, ())} - linked
        linked |= fresh
        more = {sign for pk in fresh for sign in of_row[pk]} - signs
        if not more:
            more = _through_the_register(batch.office_id, signs) - signs
            if not any(sign in having for sign in more):
                return linked
        signs |= more


def _index(batch: Import) -> tuple[Mapping[Sign, list[int]], dict[int, set[Sign]]]:
    having: dict[Sign, list[int]] = defaultdict(list)
    of_row: dict[int, set[Sign]] = {}
    said = [KeyTextTransform(name, "understood") for name in ("nik", "full_name", "register_no")]
    plain = batch.rows.filter(answers={}).order_by("pk")
    for columns in plain.values_list("pk", "sheet", "row", "row_key", *said, "identity"):
        of_row[columns[0]] = _signs(*columns)
    for row in batch.rows.exclude(answers={}).defer("raw", "issues", "undo"):
        of_row[row.pk] = signs_of(row)
    for pk, signs in of_row.items():
        for sign in signs:
            having[sign].append(pk)
    return having, of_row


def _through_the_register(office_id: int, signs: set[Sign]) -> set[Sign]:
    """The signs of the persons whom rows with these signs may find."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, text in signs:
        by_kind[kind].append(text)
    register = known_register(
        office_id=office_id, niks=by_kind["nik"], names=by_kind["name"], numbers=by_kind["number"]
    )
    found: set[Sign] = set()
    for person in register.by_pk.values():
        found |= {("name", person.name_key), ("client", str(person.pk))}
        found |= {("nik", person.nik)} if person.nik else set()
        found |= {("number", held.register_key) for held in person.guidances if held.register_key}
    return found


# ---- the numbers above the list


@dataclass(frozen=True, slots=True)
class _Counted:
    """What the numbers above the list count of some rows."""

    outcomes: Counter[str]
    problems: Counter[str]
    who: Counter[str]


def _counted(rows: Iterable[tuple[str, Sequence[Mapping[str, Any]]]]) -> _Counted:
    outcomes, problems, who = Counter[str](), Counter[str](), Counter[str]()
    for outcome, issues in rows:
        outcomes[str(outcome)] += 1
        problems.update({remark["code"] for remark in issues if is_open(remark)})
        who["look_alikes"] += asks_who(issues)
        who["second_guidances"] += any(remark["code"] == TELLS_WHO for remark in issues)
    return _Counted(outcomes, problems, who)


def _count(batch: Import, was: _Counted, now: _Counted) -> None:
    counts = dict(batch.counts)
    for outcome in ImportRow.Outcome:
        name = outcome.value
        counts[name] = counts.get(name, 0) - was.outcomes[name] + now.outcomes[name]
    for name in ("look_alikes", "second_guidances"):
        counts[name] = counts.get(name, 0) - was.who[name] + now.who[name]
    problems = dict(counts.get("problems", {}))
    for code in was.problems.keys() | now.problems.keys():
        problems[code] = problems.get(code, 0) - was.problems[code] + now.problems[code]
    counts["problems"] = {code: number for code, number in problems.items() if number > 0}
    batch.counts = counts
    batch.save(update_fields=["counts"])
