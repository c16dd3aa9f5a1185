"""Which client, and which of his guidances, a page's address or form names; a stranger's is a 404."""

from django.shortcuts import get_object_or_404

from bimbing.clients.models import Client
from bimbing.desk.queries.client_file import file_client, present_supervision, supervision_for
from bimbing.offices.http import StaffRequest, id_in
from bimbing.supervision.models import Supervision


def client_named(request: StaffRequest, client_id: int) -> Client:
    """The client of the address, if whoever asks may open the file."""
    return get_object_or_404(file_client(request.user), pk=client_id)


def row_numbered(request: StaffRequest, client: Client, supervision_id: int | None) -> Supervision:
    """One of the client's guidances by its number."""
    row = supervision_for(client, request.user, supervision_id or 0)
    return row if row is not None else get_object_or_404(Supervision.objects.none())


def row_named(request: StaffRequest, client: Client) -> Supervision:
    """The guidance that the form or the address names; the present one where neither names any."""
    sent = request.method == "POST"
    named = request.POST.get("supervision") if sent else request.GET.get("bimbingan")
    if not named:
        return present_supervision(client, request.user)
    return row_numbered(request, client, id_in(named))
