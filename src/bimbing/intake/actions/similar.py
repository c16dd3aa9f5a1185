"""Asks about rows that are new persons and resemble somebody: of the register, or of an earlier row of the file.

A likeness is never acted upon. The questions are found when a file comes in; at every further look the ones that are
still open are kept, for searching thousands of names takes its time.
"""

from collections.abc import Sequence
from datetime import date

from bimbing.intake.actions.compare import Outcome, Plan
from bimbing.intake.actions.decided import SEARCHED, others_in, row_target, target_in
from bimbing.intake.actions.found import Values
from bimbing.intake.queries.everybody import everybody
from bimbing.rules.look_alike_search import Found, look_alikes_of
from bimbing.rules.look_alikes import Someone, folded
from bimbing.rules.name_likeness import father_of
from bimbing.rules.register_no import register_key


def say_look_alikes(*, office_id: int, plans: Sequence[Plan]) -> None:
    """Look for look-alikes of every row that would make a new person."""
    fresh = [plan for plan in plans if _is_new_person(plan)]
    if all(plan.is_decided for plan in fresh):
        return
    known = everybody(office_id=office_id)
    entries = [someone_of(plan.values, plan.name_key) for plan in fresh]
    found = look_alikes_of(known=known.people, entries=entries)
    for plan, alike in zip(fresh, found, strict=True):
        if alike and not plan.is_decided:
            _say(plan, alike, known.ids, fresh)


def keep_look_alikes(plans: Sequence[Plan]) -> None:
    """The questions of an earlier look that are still questions."""
    places = {(plan.row.sheet, plan.row.row): plan for plan in plans}
    for plan in plans:
        kept = [remark for remark in plan.row.issues if remark["code"] in SEARCHED]
        if not kept or plan.is_decided or not _is_new_person(plan):
            continue
        for remark in kept:
            _, place = target_in(remark["params"]["others"])
            other = places.get(place) if place else None
            if place is None or (
                other is not None and other.person is not None and other.person is not plan.person
            ):
                _add(plan, remark)


def _is_new_person(plan: Plan) -> bool:
    return plan.person is not None and plan.person.pk is None and plan.person.plan is plan


def _say(plan: Plan, alike: Sequence[Found], ids: Sequence[int], fresh: Sequence[Plan]) -> None:
    said = set(others_in(plan.issues))
    for one in alike:
        row = None if one.is_known else fresh[one.place].row
        other = f"client:{ids[one.place]}" if row is None else row_target(row)
        if other in said:
            continue
        reasons = "|".join(one.likeness.reasons)
        if row is None:
            plan.say("full_name", "looks_like_known", "ask", others=other, reasons=reasons)
        else:
            at = {"row": str(row.row), "sheet": row.sheet}
            plan.say("full_name", "looks_like_in_file", "ask", others=other, reasons=reasons, **at)
        _doubt(plan)


def _add(plan: Plan, remark: dict[str, object]) -> None:
    plan.issues.append(remark)
    _doubt(plan)


def _doubt(plan: Plan) -> None:
    if plan.outcome is Outcome.NEW:
        plan.outcome = Outcome.DOUBTFUL


def someone_of(values: Values, name_key: str) -> Someone:
    """A row as it is compared."""
    born = values.get("birth_date")
    number, decision = values.get("register_no"), values.get("decree_no")
    aliases = values.get("aliases") or ()
    return Someone(
        name_key=name_key,
        father=values.get("parent_name") or father_of(values.get("full_name") or ""),
        alias_keys=tuple(map(folded, aliases)),
        nik=values.get("nik") or "",
        sex=values.get("sex") or "",
        birth_date=date.fromisoformat(born) if born else None,
        birth_year=values.get("birth_year"),
        village=values.get("extra", {}).get("village") or values.get("address") or "",
        phones=tuple(phone for phone, _ in values.get("phones") or ()),
        numbers=(register_key(number),) if number else (),
        decisions=(register_key(decision),) if decision else (),
    )
