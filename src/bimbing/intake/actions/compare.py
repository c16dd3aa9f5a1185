"""Lays the rows of a file beside the register: what each would do, and what a careful clerk would stop at.

A row finds its person by NIK, by register number and name, or by name and birth date; by nothing else. A name alone
proves nothing, and what merely looks alike is said and left to a person.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bimbing.intake.actions.decided import (
    Decided,
    Place,
    decided_of,
    others_said,
    target_of,
)
from bimbing.intake.actions.found import Issue, answered, effective, is_open, issue, marked
from bimbing.intake.actions.guidances import day_of, guidance_of
from bimbing.intake.actions.sections import section_of
from bimbing.intake.models import ImportRow
from bimbing.intake.queries.known import (
    Guidance,
    Person,
    Register,
    answers_brought_in,
    known_register,
    rows_brought_in,
)
from bimbing.offices.models import Section
from bimbing.rules.name_keys import fold, words_key
from bimbing.rules.register_no import register_key

Outcome = ImportRow.Outcome
_NAMED: Final = 3  # more persons are not named with one question
#: What a row must say of a person beside his name to be told apart from his namesakes.
_SIGNS: Final = ("nik", "birth_date", "register_no", "decree_no", "start_date")
_SECTIONS: Final = tuple(Section.values)


@dataclass(slots=True, eq=False)
class Plan:
    """What one row will do. `values` is a copy that later rows of the same supervision complete.

    `person`/`guidance` are what it was found to be; `repeats` is the earlier row of the file that says the same.
    """

    row: ImportRow
    values: dict[str, Any]
    name_key: str
    section: str
    issues: list[Issue] = field(default_factory=list)
    outcome: Outcome = Outcome.NEW
    person: Person | None = None
    guidance: Guidance | None = None
    repeats: "Plan | None" = None
    client_id: int | None = None
    supervision_id: int | None = None
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: str = ""  # ImportRow.Made, once it is in the register
    is_decided: bool = False  # a person said who it is, and it could be obeyed

    @property
    def makes_supervision(self) -> bool:
        return self.supervision_id is None and self.repeats is None and self.outcome is not Outcome.REJECTED

    def say(self, field_name: str, code: str, severity: str, **params: str) -> None:
        self.issues.append(marked(issue(field_name, code, severity, **params), self.row.answers))


def plans_for(*, office_id: int, rows: Sequence[ImportRow]) -> list[Plan]:
    """One plan a row, in their order. Rows that came in before, exactly as they are, do nothing; where a person said who
    a row is, that holds, and nothing is asked.

    A row that a person answered says more than its file did: it is looked at, whatever came in before.
    """
    told_before = rows_brought_in(office_id=office_id, row_keys=(row.row_key for row in rows))
    plans = [_plan(row) for row in rows]
    before = {plan: told_before[key] for plan in plans if (key := _unanswered_key(plan)) in told_before}
    _close_as_before(office_id, before)
    fresh = [plan for plan in plans if plan not in before and plan.name_key]
    register = known_register(
        office_id=office_id,
        niks=(plan.values["nik"] for plan in fresh if plan.values.get("nik")),
        names=(plan.name_key for plan in fresh),
        numbers=(
            register_key(plan.values["register_no"]) for plan in fresh if plan.values.get("register_no")
        ),
        ids=_named_clients(plans, before),
    )
    walk = _Walk(plans, before, register)
    for plan in plans:
        walk.place(plan)
    return plans


def _named_clients(plans: Sequence[Plan], before: Mapping[Plan, tuple[int, int]]) -> set[int]:
    """Clients whom a decision names, and whom the rows are that a decision names."""
    decisions = [found for plan in plans if (found := decided_of(plan.row)) is not None]
    ids = {found.client_id for found in decisions if found.client_id is not None}
    if places := {found.place for found in decisions if found.place is not None}:
        named = (plan for plan in plans if (plan.row.sheet, plan.row.row) in places)
        ids |= {before[plan][0] for plan in named if plan in before}
    return ids


class _Walk:
    """The rows one after the other; a row that is said to be another's person waits for that one."""

    def __init__(
        self, plans: Sequence[Plan], before: Mapping[Plan, tuple[int, int]], register: Register
    ) -> None:
        self.before, self.register = before, register
        self.by_place: dict[Place, Plan] = {(plan.row.sheet, plan.row.row): plan for plan in plans}
        self.twins: dict[str, Plan] = {}
        self.begun: set[int] = set()

    def place(self, plan: Plan) -> None:
        if id(plan) in self.begun:
            return
        self.begun.add(id(plan))
        key, decided = _unanswered_key(plan), decided_of(plan.row)
        if plan in self.before:
            plan.client_id, plan.supervision_id = self.before[plan]
            plan.outcome = Outcome.SAME
        elif decided is not None and decided.is_skipped:
            plan.outcome, plan.is_decided = Outcome.REJECTED, True
            plan.say("", "skipped_by_person", "note")
        elif not plan.name_key:
            _reject(plan, "full_name", "no_name")
        elif decided is None and key in self.twins:
            _repeat(plan, self.twins[key], self.register)
        else:
            self.twins.setdefault(key, plan)
            person = self._person(decided) if decided is not None else None
            _place(plan, self.register, decided, person)

    def _person(self, decided: Decided) -> Person | None:
        """Whom a decision names; None where he is gone, or where rows name each other in a circle."""
        if decided.client_id is not None:
            return self.register.by_pk.get(decided.client_id)
        other = self.by_place.get(decided.place) if decided.place is not None else None
        if other is None:
            return None
        self.place(other)
        first = other.repeats or other
        return first.person or self.register.by_pk.get(first.client_id or 0)


def _plan(row: ImportRow) -> Plan:
    values = effective(row)
    own = [remark for remark in row.issues if remark.get("by") != "register"]
    section, remarks = section_of(values, row.sheet)
    issues = [marked(remark, row.answers) for remark in (*own, *remarks)]
    return Plan(row, values, fold(values.get("full_name") or ""), section, issues)


def _unanswered_key(plan: Plan) -> str:
    """By what a row is the same as another; one that was answered is the same as none."""
    return plan.row.row_key if not answered(plan.row) else f"answered {plan.row.sheet}!{plan.row.row}"


def _close_as_before(office_id: int, before: Iterable[Plan]) -> None:
    """What was answered when these very rows came in is not asked again."""
    asked = [plan for plan in before if any(is_open(remark) for remark in plan.issues)]
    given = answers_brought_in(office_id=office_id, row_keys=(plan.row.row_key for plan in asked))
    for plan in asked:
        answers = given.get(plan.row.row_key, {}) | plan.row.answers
        plan.issues = [marked(remark, answers) for remark in plan.issues]


def _place(
    plan: Plan, register: Register, decided: Decided | None = None, person: Person | None = None
) -> None:
    """Finds the person and the supervision of a row, else plans new ones. `person` is whom a decision names."""
    _check_dates(plan)
    plan.is_decided = person is not None or (decided is not None and decided.is_new)
    if not plan.is_decided:
        person = _find_person(plan, register)
        if person is None and _is_name_alone(plan, register):
            return
    if person is not None:
        plan.section = person.section
        plan.client_id = person.pk
        guidance = guidance_of(plan.values, person, decided)
        if guidance is not None:
            _found(plan, person, guidance, register)
            return
        _say_second(plan, person)
    else:
        if not plan.is_decided:
            _say_namesakes(plan, register)
        person = _new_person(plan, register)
    plan.person = person
    _new_guidance(plan, person, register)
    plan.outcome = Outcome.DOUBTFUL if any(is_open(remark) for remark in plan.issues) else Outcome.NEW


def _is_name_alone(plan: Plan, register: Register) -> bool:
    """Rejects a row that says a name and nothing else, where the register knows somebody of that name."""
    known = [person for person in register.by_name.get(plan.name_key, ()) if person.pk is not None]
    if not known or any(plan.values.get(sign) for sign in _SIGNS):
        return False
    _reject(plan, "full_name", "name_alone", others=others_said(known[:_NAMED]))
    return True


def _found(plan: Plan, person: Person, guidance: Guidance, register: Register) -> None:
    plan.person, plan.guidance, plan.supervision_id = person, guidance, guidance.pk
    if guidance.plan is not None:
        _repeat(plan, guidance.plan, register)
    else:
        guidance.plan = plan
        _claim_number(plan, guidance, register)
        plan.outcome = Outcome.CHANGED  # until its columns are looked at: `changes.differences`


def _repeat(plan: Plan, first: Plan, register: Register) -> None:
    """A later row of the file about the same supervision (a monthly sheet): it completes the first one."""
    plan.repeats, plan.outcome = first, Outcome.SAME
    plan.say("", "repeated_in_file", "note", row=str(first.row.row), sheet=first.row.sheet)
    given, kept = answered(plan.row), answered(first.row)
    for name, value in plan.values.items():
        if name in first.values.get("left_out", {}) or name in kept:
            continue
        if name == "attendance":
            marks = first.values.get("attendance", [])
            first.values["attendance"] = marks + [mark for mark in value if mark not in marks]
        elif name == "extra":
            first.values["extra"] = value | first.values.get("extra", {})
        elif first.values.get(name) in (None, "", []) or name in given:
            first.values[name] = value
        elif name == "status" and first.values["status"] == "aktif":
            first.values["status"] = value
    _check_dates(first)
    if first.guidance is not None:
        _claim_number(first, first.guidance, register)


def _reject(plan: Plan, field_name: str, code: str, **params: str) -> None:
    plan.outcome = Outcome.REJECTED
    plan.say(field_name, code, "error", **params)


# ---- persons


def _find_person(plan: Plan, register: Register) -> Person | None:
    values = plan.values
    nik, born = values.get("nik") or "", day_of(values.get("birth_date"))
    if nik and (holders := register.by_nik.get(nik)):
        fits = [person for person in holders if _alike(plan, person, born)]
        if len(fits) == 1:
            return fits[0]
        others = others_said((fits or holders)[:_NAMED])
        if fits:
            plan.say("nik", "several_known", "ask", nik=nik, others=others)
        else:
            plan.say("nik", "nik_of_other", "ask", nik=nik, others=others)
    number = register_key(values.get("register_no") or "")
    for section in dict.fromkeys((plan.section, *_SECTIONS)) if number else ():
        guidance = register.by_number.get((section, number))
        holder = guidance.person if guidance is not None else None
        if holder and holder.name_key == plan.name_key and not (nik and holder.nik and nik != holder.nik):
            return holder
    if born is not None:
        fits = [
            person
            for person in register.by_name.get(plan.name_key, ())
            if person.birth_date == born and not (nik and person.nik and nik != person.nik)
        ]
        if len(fits) == 1:
            return fits[0]
        if fits:
            plan.say("full_name", "several_known", "ask", nik="", others=others_said(fits[:_NAMED]))
    return None


def _alike(plan: Plan, person: Person, born: date | None) -> bool:
    """Whether the holder of the same NIK can be the same person: a number mistyped into another's is not rare."""
    if person.name_key == plan.name_key or (born is not None and born == person.birth_date):
        return True
    return words_key(person.name_key) == words_key(plan.name_key)


def _say_namesakes(plan: Plan, register: Register) -> None:
    """Somebody of that name is known, and the papers do not tell whether it is he. Asked, never decided."""
    nik, born = plan.values.get("nik") or "", day_of(plan.values.get("birth_date"))
    for person in register.by_name.get(plan.name_key, ()):
        told_apart = (nik and person.nik and nik != person.nik) or (
            born is not None and person.birth_date is not None and born != person.birth_date
        )
        if not told_apart:
            others = target_of(person)
            _say_of_row(plan, person, "full_name", "namesake_in_file", "namesake_known", others=others)
            return


def _new_person(plan: Plan, register: Register) -> Person:
    born = day_of(plan.values.get("birth_date"))
    person = Person(None, plan.section, plan.values.get("nik") or "", plan.name_key, born, plan)
    register.add_person(person)
    return person


# ---- supervisions


def _say_second(plan: Plan, person: Person) -> None:
    """Notes that a person gets a further guidance: after asimilasi comes parole, and it is still one person."""
    before = max(person.guidances, key=lambda one: one.start_date or date.min, default=None)
    if before is None:
        return
    row = before.plan.row if before.plan is not None and before.pk is None else None
    plan.say(
        "",
        "second_guidance",
        "note",
        programme=before.programme,
        start=before.start_date.isoformat() if before.start_date else "",
        row=str(row.row) if row else "",
        sheet=row.sheet if row else "",
        others=target_of(person),
    )


def _new_guidance(plan: Plan, person: Person, register: Register) -> None:
    values = plan.values
    start, end = day_of(values.get("start_date")), day_of(values.get("end_date"))
    guidance = Guidance(None, person, plan.section, "", values.get("programme") or "", start, end, plan)
    _claim_number(plan, guidance, register)
    register.add_guidance(guidance)
    plan.guidance = guidance


def _claim_number(plan: Plan, guidance: Guidance, register: Register) -> None:
    """Takes the row's register number for its supervision; one that another holds is left out, and said."""
    number = register_key(plan.values.get("register_no") or "")
    if not number or number == guidance.register_key:
        return
    holder = register.by_number.get((guidance.section, number))
    if holder is None or holder is guidance:
        guidance.register_key = number
        register.by_number[guidance.section, number] = guidance
        return
    _say_of_row(plan, holder, "register_no", "register_taken_in_file", "register_taken")
    _leave_out(plan, "register_no")


def _say_of_row(
    plan: Plan, other: Person | Guidance, field_name: str, in_file: str, known: str, **more: str
) -> None:
    """Asks about somebody else who has the same sign: one of the file is named by his row."""
    row = other.plan.row if other.plan is not None and other.pk is None else None
    plan.say(
        field_name,
        in_file if row else known,
        "ask",
        raw=str(plan.values.get(field_name, "")),
        row=str(row.row) if row else "",
        sheet=row.sheet if row else "",
        **more,
    )


# ---- values the register would not take


def _check_dates(plan: Plan) -> None:
    start, end = day_of(plan.values.get("start_date")), day_of(plan.values.get("end_date"))
    if start and end and end < start:
        if not any(remark["code"] == "end_before_start" and is_open(remark) for remark in plan.issues):
            plan.say("end_date", "end_before_start", "ask", start=start.isoformat(), end=end.isoformat())
        _leave_out(plan, "end_date")
    nik = plan.values.get("nik")
    if nik is not None and not re.fullmatch(r"[0-9]{16}", nik):
        plan.say("nik", "nik_length", "error", raw=nik)
        _leave_out(plan, "nik")


def _leave_out(plan: Plan, name: str) -> None:
    """The value is not taken; its text goes into the remarks of the supervision, so that nobody has to search for it."""
    plan.values.setdefault("left_out", {})
    plan.values["left_out"] = plan.values["left_out"] | {name: plan.values.pop(name)}
