"""How a proposal stands, for whoever made it and for whoever decides it: one page, to read."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from bimbing.desk.views.proposal_words import STATE_KINDS, shown_proposals, told_texts
from bimbing.offices.http import StaffRequest
from bimbing.proposals.models import Proposal


def read_page(
    request: StaffRequest,
    one: Proposal,
    at: datetime,
    *,
    route: str,
    back: str,
    typed: dict[str, str] | None,
    **own: Any,
) -> HttpResponse:
    """A proposal that is decided, or out of one's hands. With `typed` it was decided, or sent from another window,
    while one had it open (409): what was typed here stands beside it. `own`: what only one of the two sides is shown."""
    (shown,) = shown_proposals([one], at, route=route)
    context = {
        "proposal": one,
        "shown": shown,
        "kind": STATE_KINDS[one.state],  # type: ignore[index]
        "steps": one.steps.select_related("by"),
        "lines": told_texts(one, request.user, at.date(), typed=typed),
        "is_late": typed is not None,
        "has_typed": bool(typed),
        "back": back,
        **own,
    }
    return render(request, "desk/proposal_read.html", context, status=200 if typed is None else 409)
