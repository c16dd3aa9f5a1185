"""Writes about the people of the office: added, changed, given a password, shown out."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from bimbing.audit.actions import record
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Role

#: Without 0, o, 1, l and i: a password that is copied from paper by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class OwnAccount(Exception):
    """Nobody closes his own account or takes his own role away: the door would fall shut behind him."""


class LastAdministrator(Exception):
    """The office would be left without anybody who can add staff."""


@dataclass(frozen=True, slots=True)
class NewStaff:
    """A person as he comes in. `columns`: columns of Staff other than user name and password."""

    username: str
    columns: Mapping[str, Any]


@transaction.atomic
def add_staff(*, entry: NewStaff, by: Staff, at: datetime) -> tuple[Staff, str]:
    """Add a person to the office of `by`. The person and his password, which is known to nobody once it is shown."""
    password = _new_password()
    staff = Staff.objects.create_user(
        entry.username, password, office_id=by.office_id, must_change_password=True, **entry.columns
    )
    changes = {
        name: (None, _shown(value)) for name, value in {"username": entry.username, **entry.columns}.items()
    }
    _record(staff, "staff.added", by, at, changes)
    return staff, password


@transaction.atomic
def edit_staff(*, staff: Staff, changes: Mapping[str, Any], by: Staff, at: datetime) -> None:
    """Change columns of a person, role and user name included. Changing nothing writes nothing.

    Raises OwnAccount where somebody changes his own role, LastAdministrator where the last one would lose it.
    """
    before = {name: getattr(staff, name) for name in changes}
    differences = {name: (before[name], value) for name, value in changes.items() if before[name] != value}
    if not differences:
        return
    if "role" in differences and staff.role == Role.ADMIN:
        _keep_the_door_open(staff, by)
    for name, (_, value) in differences.items():
        setattr(staff, name, value)
    staff.save(update_fields=list(differences))
    _record(
        staff,
        "staff.edited",
        by,
        at,
        {n: (_shown(old), _shown(new)) for n, (old, new) in differences.items()},
    )


@transaction.atomic
def hand_out_password(*, staff: Staff, by: Staff, at: datetime) -> str:
    """Give a person a new password, to be changed when he first uses it. His open sessions end."""
    password = _new_password()
    staff.set_password(password)
    staff.must_change_password = True
    staff.save(update_fields=["password", "must_change_password"])
    _record(staff, "staff.password_handed_out", by, at)
    return password


@transaction.atomic
def close_account(*, staff: Staff, by: Staff, at: datetime) -> None:
    """The person has left: he cannot sign in, and his open sessions are dead for good, his name stays everywhere.

    The password goes too, so that reopening the account cannot revive a session or an old password.
    Raises OwnAccount and LastAdministrator.
    """
    _keep_the_door_open(staff, by)
    staff.is_active = False
    staff.set_unusable_password()
    staff.save(update_fields=["is_active", "password"])
    _record(staff, "staff.closed", by, at, {"is_active": (True, False)})


@transaction.atomic
def reopen_account(*, staff: Staff, by: Staff, at: datetime) -> str:
    """The person is back; his new password."""
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    _record(staff, "staff.reopened", by, at, {"is_active": (False, True)})
    return hand_out_password(staff=staff, by=by, at=at)


@transaction.atomic
def change_own_password(*, staff: Staff, password: str, at: datetime) -> None:
    """A person's own choice; `password` has passed the validators."""
    staff.set_password(password)
    staff.must_change_password = False
    staff.save(update_fields=["password", "must_change_password"])
    _record(staff, "staff.password_changed", staff, at)


def set_preferences(*, staff: Staff, language: str, large_text: bool) -> None:
    """How a person likes his screen. Concerns nobody else, so it leaves no trace."""
    staff.language, staff.large_text = language, large_text
    staff.save(update_fields=["language", "large_text"])


def note_sign_in(*, by: Staff, at: datetime) -> None:
    """Somebody came in."""
    _record(by, "staff.signed_in", by, at)


def note_sign_out(*, by: Staff, at: datetime) -> None:
    """Somebody went out by the door."""
    _record(by, "staff.signed_out", by, at)


@transaction.atomic
def note_refused_sign_in(*, username: str, at: datetime) -> None:
    """A wrong password or an unknown name. One line either way: the time it takes must not tell which.

    An unknown name belongs to no office (office 0) and is not kept: people type passwords into that field.
    """
    staff = Staff.objects.filter(username=username).first()
    if staff:
        nobody = _Nobody(full_name=staff.full_name, role=staff.role, office_id=staff.office_id, pk=staff.pk)
    else:
        nobody = _Nobody()
    record(by=nobody, at=at, action="staff.refused", subject="staff", subject_id=nobody.pk)


@dataclass(frozen=True, slots=True)
class _Nobody:
    """Stands in the record for whoever was refused."""

    pk: int | None = None
    full_name: str = ""
    role: str = ""
    office_id: int = 0


def _new_password() -> str:
    """Three groups of four: 59 bits, to be copied from paper once."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def _keep_the_door_open(staff: Staff, by: Staff) -> None:
    if staff.pk == by.pk:
        raise OwnAccount
    others = (
        Staff.objects.of_office(staff.office_id).filter(role=Role.ADMIN, is_active=True).exclude(pk=staff.pk)
    )
    if staff.role == Role.ADMIN and not others.exists():
        raise LastAdministrator


def _shown(value: Any) -> Any:
    """A column as the record keeps it: a post by its name."""
    return value.name if hasattr(value, "name") and hasattr(value, "pk") else value


def _record(
    staff: Staff, action: str, by: Staff, at: datetime, changes: Mapping[str, Any] | None = None
) -> None:
    record(by=by, at=at, action=action, subject="staff", subject_id=staff.pk, changes=changes)
