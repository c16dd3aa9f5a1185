"""The import that an address names."""

from django.shortcuts import get_object_or_404

from bimbing.intake.models import Import
from bimbing.intake.queries.shown import imports_of
from bimbing.offices.http import StaffRequest


def import_of(request: StaffRequest, import_id: int) -> Import:
    """The import, if it is one of the office; a stranger's does not exist."""
    found: Import = get_object_or_404(imports_of(request.user), pk=import_id)
    return found
