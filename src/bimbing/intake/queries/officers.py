"""Which member of staff a spelling in a workbook means."""

from bimbing.offices.models import Staff, StaffAlias
from bimbing.offices.permissions import GUIDES, Role
from bimbing.rules.name_keys import fold


def staff_by_spelling(office_id: int) -> dict[str, int]:
    """Folded name or learnt spelling -> number of the member of staff. Two people of one name: the one who guides."""
    found: dict[str, int] = dict(
        StaffAlias.objects.filter(office_id=office_id).values_list("name_key", "staff_id")
    )
    staff = Staff.objects.of_office(office_id).exclude(role=Role.ADMIN).order_by("-is_active", "pk")
    people = list(staff.values_list("pk", "full_name", "role"))
    names: dict[str, int] = {}
    for guides_first in (True, False):
        for pk, full_name, role in people:
            if (role in GUIDES) is guides_first:
                names.setdefault(fold(full_name), pk)
    return found | names


def officers_to_choose(office_id: int) -> dict[str, str]:
    """Number -> name of those whom a spelling can mean: who guides first, then the rest, active ones before others."""
    staff = Staff.objects.of_office(office_id).exclude(role=Role.ADMIN)
    people = list(staff.values_list("pk", "full_name", "role", "is_active"))
    people.sort(key=lambda one: (one[2] not in GUIDES, not one[3], one[1]))
    return {str(pk): name for pk, name, _role, _active in people}
