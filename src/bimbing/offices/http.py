"""How a view says who may call it. A view that says nothing does not start (`config.checks`, `offices.middleware`)."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest

from bimbing.offices.models import Staff
from bimbing.offices.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])

#: The attribute that carries the declaration; `public` views carry `None`.
DECLARATION = "bimbing_permission"


class StaffRequest(HttpRequest):
    """A request that the middleware let through: its user is a member of staff."""

    user: Staff


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare the one right that a view needs. The middleware enforces it before the view is called."""

    def declare(view: View) -> View:
        setattr(view, DECLARATION, permission)
        return view

    return declare


def public(view: View) -> View:
    """Declare that a view may be called by anybody, signed in or not."""
    opened: View = login_not_required(view)
    setattr(opened, DECLARATION, None)
    return opened
