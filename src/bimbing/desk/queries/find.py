"""Who is meant by a typed text, among those the staff member may see."""

from bimbing.clients.models import Client
from bimbing.clients.queries import search
from bimbing.offices.models import Staff
from bimbing.supervision.queries import clients_of

#: More hits than these are not read but narrowed down.
SHOWN = 30


def hits(staff: Staff, text: str) -> list[Client]:
    """The clients found, by name; at most SHOWN + 1."""
    return list(search(clients_of(staff), text).order_by("name_key", "pk")[: SHOWN + 1])
