"""What can be chosen as an answer: the programmes, offences, statuses and officers that the office and the file know."""

from bimbing.intake.models import Import
from bimbing.offices.models import Staff
from bimbing.offices.permissions import GUIDES
from bimbing.rules.name_keys import fold
from bimbing.supervision.queries.answers import offences_of, programmes_of


def programmes(office_id: int) -> dict[str, str]:
    """Code -> name of what the office knows, in its order."""
    return dict(programmes_of(office_id).values_list("code", "label"))


def offences(office_id: int) -> dict[str, str]:
    """Code -> name of what the office knows, in its order."""
    return dict(offences_of(office_id).values_list("code", "label"))


def officers(batch: Import) -> list[str]:
    """Names that a client of the file can be given to: who guides in the office, then who else the file names."""
    guides = Staff.objects.of_office(batch.office_id).filter(role__in=GUIDES, is_active=True)
    names = [
        *guides.order_by("full_name").values_list("full_name", flat=True),
        *(officer["name"] for officer in batch.found.get("officers", ())),
    ]
    return list({fold(name): name for name in reversed(names)}.values())[::-1]


def names_of_staff(ids: set[int]) -> dict[int, str]:
    """Who answered: number -> name."""
    return dict(Staff.objects.filter(pk__in=ids).values_list("pk", "full_name")) if ids else {}
