"""The names behind the codes of the register: programmes, offences, officers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bimbing.offices.models import Staff
from bimbing.supervision.queries.answers import offences_of, programmes_of


@dataclass(frozen=True, slots=True)
class Names:
    """Code -> name, in the order in which the office lists them."""

    programmes: Mapping[str, str]
    offences: Mapping[str, str]
    officers: Mapping[str, str]


def names_for(staff: Staff) -> Names:
    """Names of everything the register of the staff member's office can be grouped by. Three queries."""
    officers = (
        Staff.objects.of_office(staff.office_id).order_by("full_name", "pk").values_list("pk", "full_name")
    )
    return Names(
        programmes=dict(programmes_of(staff.office_id).values_list("code", "label")),
        offences=dict(offences_of(staff.office_id).values_list("code", "label")),
        officers={str(pk): name for pk, name in officers},
    )


#: PB, CB, CMB, PIB: codes that everybody in an office says.
_SAID_AS_CODE = 4


def programme_said(code: str, label: str) -> str:
    """A programme as an office says it: `PB`, but the whole name where the code is no word of the office."""
    return code if len(code) <= _SAID_AS_CODE else label
