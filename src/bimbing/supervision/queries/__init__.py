"""Whose records a member of staff may see: where every list, count, search and file begins."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from bimbing.clients.models import Client
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision, SupervisionQuerySet


def supervisions_of(staff: Staff) -> SupervisionQuerySet:
    """The supervisions the staff member may see: of the office, the section, or the own caseload."""
    return Supervision.objects.visible_to(staff)


def numbers_of(client_ids: Collection[int]) -> dict[int, list[str]]:
    """The register and decision numbers by which each of these clients is found, in the order of his guidances."""
    numbers: dict[int, list[str]] = {client_id: [] for client_id in client_ids}
    rows = Supervision.objects.filter(client_id__in=client_ids).order_by("pk")
    for client_id, register_no, decision_no in rows.values_list("client_id", "register_no", "decision_no"):
        numbers[client_id] += [register_no, decision_no]
    return numbers


def clients_of(staff: Staff) -> QuerySet[Client]:
    """The persons behind `supervisions_of`; anybody else is a stranger, and his file does not exist (404)."""
    theirs = Supervision.objects.visible_to(staff).filter(client_id=OuterRef("pk"))
    return Client.objects.filter(Exists(theirs.order_by()))


def officers_of(staff: Staff) -> QuerySet[Staff]:
    """The people of the office to whom clients can be given, by name."""
    return (
        Staff.objects.of_office(staff.office_id).guides().filter(is_active=True).order_by("full_name", "pk")
    )
