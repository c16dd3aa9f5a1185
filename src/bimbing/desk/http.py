"""How many proposals wait for the reader: asked once where one begins the day, and handed to the rail of the page."""

from typing import Final

from bimbing.offices.http import StaffRequest
from bimbing.offices.permissions import Permission
from bimbing.proposals.queries import came_back, waits_for_decision

#: The attribute of a request in which the rail finds the number. Pages that do not ask show none.
WAITING: Final = "proposals_waiting"


def waiting_proposals(request: StaffRequest) -> dict[str, int]:
    """What waits for his decision, and what came back to him. A query for each that can be his."""
    staff = request.user
    waiting = waits_for_decision(staff) if staff.may(Permission.EDIT_CLIENT) else 0
    returned = came_back(staff) if staff.may(Permission.PROPOSE) else 0
    setattr(request, WAITING, waiting + returned)
    return {"proposals_waiting": waiting, "proposals_returned": returned}
