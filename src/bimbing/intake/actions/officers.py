"""The officers a file names: found among the staff by name or known spelling, else written down as names."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from bimbing.audit.actions import record_many
from bimbing.intake.queries.officers import staff_by_spelling
from bimbing.offices.models import Office, Staff, StaffAlias
from bimbing.offices.permissions import Role
from bimbing.rules.name_keys import fold


def bring_in_officers(
    *, office: Office, names: Iterable[str], found: Sequence[Mapping[str, Any]], by: Staff, at: datetime
) -> dict[str, int]:
    """The staff number behind each name that clients of the file have; unknown officers come in without a sign-in.

    `found` is what the file says of its officers (title, NIP, spellings); the spellings are learnt.
    """
    known = staff_by_spelling(office.pk)
    told = {officer["name"]: officer for officer in found}
    wanted = [name for name in dict.fromkeys(names) if fold(name)]
    fresh: dict[str, Staff] = {}
    for name in wanted:
        key = fold(name)
        if key not in known and key not in fresh:
            fresh[key] = _new_officer(office, name, told.get(name, {}))
    _with_user_names(fresh.values())
    _with_free_nips(office, fresh.values())
    Staff.objects.bulk_create(fresh.values())
    record_many(
        by=by,
        at=at,
        action="staff.imported",
        subject="staff",
        rows=((staff.pk, None) for staff in fresh.values()),
    )
    known |= {key: staff.pk for key, staff in fresh.items()}
    _learn_spellings(office, wanted, told, known)
    return {name: known[fold(name)] for name in wanted}


def _new_officer(office: Office, name: str, told: Mapping[str, Any]) -> Staff:
    nip = re.sub(r"\D", "", told.get("nip", ""))
    title = told.get("titled", "").partition(",")[2].strip()
    return Staff(
        office=office,
        role=Role.OFFICER,
        full_name=name[:120],
        title=title if len(title) <= 40 else "",
        nip=nip if len(nip) == 18 else "",
        password=make_password(None),  # unusable: only a name that clients can be given to
    )


def _with_user_names(staff: Iterable[Staff]) -> None:
    """A user name each, from the name, free in the whole database: `anto.prasetyo`, `anto.prasetyo2`."""
    stems = {id(person): user_name(person.full_name) for person in staff}
    taken: set[str] = set()
    for stem in set(stems.values()):
        taken.update(
            name.lower()
            for name in Staff.objects.filter(username__istartswith=stem).values_list("username", flat=True)
        )
    for person in staff:
        stem = stems[id(person)]
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}{number}"
        taken.add(name)
        person.username = name


def user_name(full_name: str) -> str:
    """First and last word, small, ASCII, joined by a dot."""
    plain = unicodedata.normalize("NFKD", full_name).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if len(word) > 1] or re.findall(
        r"[a-z0-9]+", plain
    )
    return ".".join(words[:1] + words[1:][-1:])[:50] or "pk"


def _with_free_nips(office: Office, staff: Iterable[Staff]) -> None:
    taken = set(Staff.objects.of_office(office.pk).exclude(nip="").values_list("nip", flat=True))
    for person in staff:
        if person.nip in taken:
            person.nip = ""
        elif person.nip:
            taken.add(person.nip)


def _learn_spellings(
    office: Office, names: Sequence[str], told: Mapping[str, Mapping[str, Any]], known: Mapping[str, int]
) -> None:
    aliases = {
        fold(spelling): known[fold(name)]
        for name in names
        for spelling in told.get(name, {}).get("spellings", ())
        if fold(spelling) and fold(spelling) not in known
    }
    StaffAlias.objects.bulk_create(
        (StaffAlias(office=office, staff_id=pk, name_key=key[:120]) for key, pk in aliases.items()),
        ignore_conflicts=True,
    )
