"""Writes about the office itself: opened once, its settings, its posts, its days off."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import holidays
from django.db import transaction
from django.db.models import F, ProtectedError

from bimbing.audit.actions import record
from bimbing.offices.actions.people import NewStaff
from bimbing.offices.models import DutyRule, Holiday, Office, Outpost, Staff
from bimbing.offices.permissions import Role
from bimbing.offices.queries import duty_rule_on


class OfficeExists(Exception):
    """Somebody else set the program up in the meantime."""


class Changed(Exception):
    """Somebody else saved the settings since they were opened. `now` is the office as it stands."""

    def __init__(self, now: Office) -> None:
        super().__init__(str(now))
        self.now = now


class RuleTooEarly(Exception):
    """A rule of counting can only hold from a coming day: `first` is the earliest."""

    def __init__(self, first: date) -> None:
        super().__init__(first.isoformat())
        self.first = first


class PostInUse(Exception):
    """Somebody or something belongs to the post."""


@transaction.atomic
def open_office(*, office: Mapping[str, Any], administrator: NewStaff, password: str, at: datetime) -> Staff:
    """Make an office with its holidays and its first administrator, who acts in the record. `office`: columns."""
    opened = Office.objects.create(**office)
    staff = Staff.objects.create_user(
        administrator.username,
        password,
        office=opened,
        **(dict(administrator.columns) | {"role": Role.ADMIN}),
    )
    fill_holidays(years=(at.year, at.year + 1))
    record(
        by=staff,
        at=at,
        action="office.opened",
        subject="office",
        subject_id=opened.pk,
        changes={"name": (None, opened.name)},
    )
    return staff


@transaction.atomic
def open_first_office(
    *, office: Mapping[str, Any], administrator: NewStaff, password: str, at: datetime
) -> Staff:
    """`open_office`, on the page that anybody may see. Raises OfficeExists if there is one already."""
    if Office.objects.exists():
        raise OfficeExists
    return open_office(office=office, administrator=administrator, password=password, at=at)


@transaction.atomic
def fill_holidays(*, years: Iterable[int]) -> int:
    """Enter the national holidays and joint leave of these years, where a day has none yet. How many were new.

    Source: the package `holidays` (SKB 3 Menteri). Dates it marks "perkiraan" are estimates; the office corrects them.
    """
    known = set(Holiday.objects.filter(office=None).values_list("on", flat=True))
    table = holidays.country_holidays(
        "ID", years=list(years), categories=(holidays.PUBLIC, holidays.GOVERNMENT), language="id"
    )
    rows = [Holiday(on=day, name=str(name)[:120]) for day, name in sorted(table.items()) if day not in known]
    Holiday.objects.bulk_create(rows)
    return len(rows)


@transaction.atomic
def edit_office(
    *, office: Office, version: int, changes: Mapping[str, Any], by: Staff, at: datetime
) -> Mapping[str, Any]:
    """Change columns of the office. The columns that did change; changing nothing writes nothing.

    Raises Changed where `version` is no longer the one that stands. What the duty to report is counted by is changed
    by `set_duty_rule`, with the day from which it holds.
    """
    now = Office.objects.select_for_update().get(pk=office.pk)
    different = {
        name: (getattr(now, name), value) for name, value in changes.items() if getattr(now, name) != value
    }
    if not different:
        return {}
    if now.version != version:
        raise Changed(now)
    Office.objects.filter(pk=now.pk).update(
        version=F("version") + 1, **{name: new for name, (_, new) in different.items()}
    )
    _record("office.edited", "office", now.pk, by, at, different)
    office.refresh_from_db()
    return {name: new for name, (_, new) in different.items()}


@transaction.atomic
def set_duty_rule(
    *, valid_from: date, columns: Mapping[str, Any], reason: str, by: Staff, at: datetime
) -> DutyRule:
    """How the office of `by` counts the duty from a day on; a rule that was to begin that very day is replaced.

    `columns`: those of DutyRule that say how. Raises RuleTooEarly for today and before. The standings are settled
    by the caller: `desk.actions.count_from`.
    """
    if valid_from <= at.date():
        raise RuleTooEarly(at.date() + timedelta(days=1))
    Office.objects.select_for_update(no_key=True).get(pk=by.office_id)
    now = duty_rule_on(by.office_id, valid_from)
    rule, _ = DutyRule.objects.update_or_create(
        office_id=by.office_id,
        valid_from=valid_from,
        defaults=dict(columns) | {"reason": reason, "decided_by": by, "decided_at": at},
    )
    changes = {
        name: (getattr(now, name), value) for name, value in columns.items() if getattr(now, name) != value
    }
    _record("duty.changed", "duty_rule", rule.pk, by, at, {"since": (None, valid_from), **changes}, reason)
    return rule


@transaction.atomic
def withdraw_duty_rule(*, rule: DutyRule, by: Staff, at: datetime) -> None:
    """A rule that does not hold yet is not to come. Raises RuleTooEarly where it holds already."""
    if rule.valid_from <= at.date():
        raise RuleTooEarly(at.date() + timedelta(days=1))
    pk, since = rule.pk, rule.valid_from
    rule.delete()
    _record("duty.withdrawn", "duty_rule", pk, by, at, {"since": (since, None)})


@transaction.atomic
def add_post(*, name: str, address: str, by: Staff, at: datetime) -> Outpost:
    """A post (Pos Bapas) of the office of `by`. `name` is one it has not yet."""
    post = Outpost.objects.create(office_id=by.office_id, name=name, address=address)
    _record("post.added", "outpost", post.pk, by, at, {"name": (None, name), "address": (None, address)})
    return post


@transaction.atomic
def edit_post(*, post: Outpost, name: str, address: str, by: Staff, at: datetime) -> None:
    """Another name or address for a post. Changing nothing writes nothing."""
    wanted = {"name": name, "address": address}
    different = {key: (getattr(post, key), new) for key, new in wanted.items() if getattr(post, key) != new}
    if not different:
        return
    post.name, post.address = name, address
    post.save(update_fields=["name", "address"])
    _record("post.edited", "outpost", post.pk, by, at, different)


@transaction.atomic
def remove_post(*, post: Outpost, by: Staff, at: datetime) -> None:
    """Take a post out. Raises PostInUse while a member of staff belongs to it, or a record names it."""
    if Staff.objects.filter(outpost=post).exists():
        raise PostInUse
    pk, name = post.pk, post.name
    try:
        post.delete()
    except ProtectedError as error:
        raise PostInUse from error
    _record("post.removed", "outpost", pk, by, at, {"name": (name, None)})


@transaction.atomic
def add_holiday(*, on: date, name: str, by: Staff, at: datetime) -> Holiday:
    """A day on which the office of `by` is closed. Said twice, the day gets the newer name.

    What the duty makes of it is settled by the caller: `desk.actions.close_on`.
    """
    day, is_new = Holiday.objects.get_or_create(office_id=by.office_id, on=on, defaults={"name": name})
    if not is_new and day.name == name:
        return day
    before = None if is_new else day.name
    Holiday.objects.filter(pk=day.pk).update(name=name)
    _record("holiday.added", "holiday", day.pk, by, at, {"on": (None, on), "name": (before, name)})
    return day


@transaction.atomic
def remove_holiday(*, day: Holiday, by: Staff, at: datetime) -> None:
    """The office is open on that day after all. Only its own days; the national ones are everybody's."""
    pk, on, name = day.pk, day.on, day.name
    day.delete()
    _record("holiday.removed", "holiday", pk, by, at, {"on": (on, None), "name": (name, None)})


def _record(
    action: str,
    subject: str,
    pk: int,
    by: Staff,
    at: datetime,
    changes: Mapping[str, tuple[Any, Any]],
    reason: str = "",
) -> None:
    record(by=by, at=at, action=action, subject=subject, subject_id=pk, changes=changes, purpose=reason)
