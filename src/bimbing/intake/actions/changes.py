"""What a row would change in a client who is in the register already, and the change itself, old values audited.

A file that was brought in before is the yardstick: only what the file says otherwise than last time is a change, so
that what somebody corrected in Bimbing meanwhile is not overwritten by the file's old words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bimbing.attendance.models import Visit
from bimbing.clients.actions import edit_client, set_phones
from bimbing.clients.models import Client, Phone
from bimbing.intake.actions.compare import Outcome, Plan
from bimbing.intake.actions.entries import (
    Known,
    case_columns,
    client_columns,
    phones_of,
    status_of,
    supervision_columns,
)
from bimbing.intake.actions.found import Values, answered, is_open
from bimbing.intake.actions.visits import visits_of
from bimbing.intake.queries.answered import EXTRA
from bimbing.intake.queries.known import chunks, last_told
from bimbing.intake.queries.officers import staff_by_spelling
from bimbing.offices.models import Staff
from bimbing.rules.name_keys import fold
from bimbing.rules.status import Status
from bimbing.supervision.actions import (
    StatusRefused,
    change_status,
    copy_down,
    edit_case,
    edit_supervision,
    hand_over,
)
from bimbing.supervision.models import Case, Supervision


def differences(*, office_id: int, plans: Sequence[Plan], known: Known, today: date) -> None:
    """Write into each plan of a known supervision what it changes (`plan.changes`), and with that its outcome."""
    wanted = [plan for plan in plans if plan.outcome is Outcome.CHANGED and plan.supervision_id is not None]
    if not wanted:
        return
    ids = [plan.supervision_id for plan in wanted if plan.supervision_id is not None]
    told = last_told(office_id=office_id, supervision_ids=ids)
    officers = staff_by_spelling(office_id)
    for chunk in chunks(ids):
        facts = _facts(chunk)
        for plan in wanted:
            if (pk := plan.supervision_id) is not None and pk in facts.rows:
                _compare(plan, facts.rows[pk], facts, told.get(pk), known, officers, today)


@dataclass(frozen=True, slots=True)
class _Facts:
    rows: Mapping[int, Supervision]
    phones: Mapping[int, list[tuple[str, str]]]
    visits: frozenset[tuple[int, date]]
    months: frozenset[tuple[int, int, int]]  # supervision, year, month of a visit


def _facts(ids: list[int]) -> _Facts:
    rows = {row.pk: row for row in Supervision.objects.filter(pk__in=ids).select_related("client", "case")}
    phones: dict[int, list[tuple[str, str]]] = {row.client_id: [] for row in rows.values()}
    for client_id, number, owner in Phone.objects.filter(client_id__in=phones).values_list(
        "client_id", "number", "owner"
    ):
        phones[client_id].append((number, owner))
    recorded = Visit.objects.filter(supervision_id__in=ids).order_by().values_list("supervision_id", "on")
    visits = frozenset(recorded)
    return _Facts(rows, phones, visits, frozenset((pk, on.year, on.month) for pk, on in visits))


def _compare(
    plan: Plan,
    row: Supervision,
    facts: _Facts,
    told: Values | None,
    known: Known,
    officers: Mapping[str, int],
    today: date,
) -> None:
    told = _without_answers(told, plan)
    old_client = client_columns(told) if told and "full_name" in told else {}
    old_case = case_columns(told, known) if told else {}
    old_columns = supervision_columns(told, known) if told else {}
    changes = plan.changes
    changes["client"] = _changed(row.client, client_columns(plan.values), old_client)
    changes["case"] = _changed(row.case, case_columns(plan.values, known), old_case)
    changes["supervision"] = _changed(row, supervision_columns(plan.values, known), old_columns)
    _keep_order_of_dates(plan, row)
    numbers = [
        number for number in phones_of(plan.values) if number[0] not in dict(facts.phones[row.client_id])
    ]
    if numbers and phones_of(plan.values) != (phones_of(told) if told else None):
        changes["phones"] = {"phones": facts.phones[row.client_id] + numbers}
    name = plan.values.get("officer")
    if name and officers.get(fold(name)) != row.officer_id and name != (told or {}).get("officer"):
        changes["officer"] = {"officer": name}
    status = plan.values.get("status")
    if status and status != row.status and status != (told or {}).get("status"):
        changes["status"] = {"status": status}
    fresh = [
        v
        for v in visits_of(row.pk, plan.values, today)
        if v.on <= today and (row.pk, v.on) not in facts.visits
    ]
    fresh = [v for v in fresh if v.day_known or (row.pk, v.on.year, v.on.month) not in facts.months]
    for part in ("client", "case", "supervision"):
        if not changes[part]:
            del changes[part]
    _tell(plan, row, len(fresh))


def _without_answers(told: Values | None, plan: Plan) -> Values | None:
    """The yardstick without the fields that a person answered: his word counts, whatever the last file said."""
    if not told or not (given := answered(plan.row)):
        return told
    kept = {name: value for name, value in told.items() if name not in given}
    extra = {key: text for key, text in told.get("extra", {}).items() if EXTRA + key not in given}
    return kept | {"full_name": kept.get("full_name") or ""} | ({"extra": extra} if extra else {})


def _changed(row: Any, columns: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """Columns that the row says, and says otherwise than the register and than the file did last time."""
    return {
        name: value
        for name, value in columns.items()
        if value not in (None, "", 0, False)
        and value != getattr(row, name)
        and not (old and old.get(name) == value)
    }


def _keep_order_of_dates(plan: Plan, row: Supervision) -> None:
    """A corrected start may lie behind the end that stays: then neither moves, and the question stays."""
    columns = plan.changes["supervision"]
    start, end = columns.get("start_date", row.start_date), columns.get("end_date", row.end_date)
    if start and end and end < start:
        plan.say("end_date", "end_before_start", "ask", start=start.isoformat(), end=end.isoformat())
        columns.pop("start_date", None)
        columns.pop("end_date", None)


def _tell(plan: Plan, row: Supervision, fresh_visits: int) -> None:
    """Says each change as a remark of the row, and sets its outcome."""
    for part, owner in (("client", row.client), ("case", row.case), ("supervision", row)):
        for name, new in plan.changes.get(part, {}).items():
            plan.say(name, "will_change", "note", old=_shown(getattr(owner, name)), new=_shown(new))
    for part in ("phones", "officer", "status"):
        for name, new in plan.changes.get(part, {}).items():
            shown = ", ".join(number for number, _ in new) if part == "phones" else str(new)
            plan.say(name, "will_change", "note", old="", new=shown)
    if fresh_visits:
        plan.say("attendance", "new_visits", "note", count=str(fresh_visits))
    if not plan.changes and not fresh_visits:
        plan.outcome = Outcome.SAME
    elif any(is_open(remark) for remark in plan.issues):
        plan.outcome = Outcome.DOUBTFUL


def _shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def apply_changes(
    *, plans: Sequence[Plan], officers: Mapping[str, int], by: Staff, at: datetime, today: date
) -> None:
    """Carry what plans change into the register through the verbs that a person would use; their clients stay findable."""
    # Locked: a person who saves the same client meanwhile waits, and is then told that it changed.
    locked = Supervision.objects.select_for_update(of=("self", "client", "case")).select_related(
        "client", "case"
    )
    staff = Staff.objects.in_bulk(
        {officers[plan.changes["officer"]["officer"]] for plan in plans if "officer" in plan.changes}
    )
    touched: set[int] = set()
    for ids in chunks(plan.supervision_id for plan in plans if plan.supervision_id is not None):
        rows = _sharing(locked.order_by("pk").in_bulk(ids))
        for plan in plans:
            if (row := rows.get(plan.supervision_id or 0)) is not None:
                _apply(plan, row, officers, staff, by, at, today)
                if {"client", "case", "phones", "supervision"} & plan.changes.keys():
                    touched.add(row.client_id)
    copy_down(client_ids=sorted(touched))


def _sharing(rows: dict[int, Supervision]) -> dict[int, Supervision]:
    """Guidances of one person share him and their case, so that the second of them sees what the first changed."""
    clients: dict[int, Client] = {}
    cases: dict[int, Case] = {}
    for row in rows.values():
        row.client = clients.setdefault(row.client_id, row.client)
        row.case = cases.setdefault(row.case_id, row.case)
    return rows


def _apply(
    plan: Plan,
    row: Supervision,
    officers: Mapping[str, int],
    staff: Mapping[int, Staff],
    by: Staff,
    at: datetime,
    today: date,
) -> None:
    changes, reason = plan.changes, f"impor {plan.row.batch_id}, baris {plan.row.row}"[:200]
    client: Client = row.client
    if fields := changes.get("client"):
        edit_client(client=client, version=client.version, changes=fields, by=by, at=at, reason=reason)
    if phones := changes.get("phones"):
        set_phones(client=client, phones=phones["phones"], by=by, at=at)
    if columns := changes.get("case"):
        edit_case(
            case=row.case,
            version=row.case.version,
            changes=columns,
            subject_id=row.pk,
            by=by,
            at=at,
            reason=reason,
        )
    if columns := changes.get("supervision"):
        edit_supervision(
            supervision=row,
            version=row.version,
            changes=columns,
            by=by,
            at=at,
            reason=reason,
            indexes=False,
        )
    if name := changes.get("officer", {}).get("officer"):
        officer = staff[officers[name]]
        if row.officer_id != officer.pk:
            hand_over(
                supervision=row,
                version=row.version,
                officer=officer,
                since=today,
                by=by,
                at=at,
                reason=reason,
            )
    if "status" in changes:
        _change_status(plan, row, by, at, today)


def _change_status(plan: Plan, row: Supervision, by: Staff, at: datetime, today: date) -> None:
    told = status_of(plan.values, today)
    try:
        change_status(
            supervision=row,
            version=row.version,
            status=told.status,
            on=told.on or today,
            by=by,
            at=at,
            reason="" if told.status is Status.AKTIF else told.reason,
        )
    except StatusRefused as refused:
        plan.say("status", "status_refused", "ask", old=str(refused.current), new=str(refused.wanted))
