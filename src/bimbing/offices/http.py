"""How a view says who may call it. A view that says nothing does not start (`config.checks`, `offices.middleware`)."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bimbing.offices.models import Staff
from bimbing.offices.permissions import BEFORE_NEW_PASSWORD, DECLARATION, Permission

#: So many digits do not fit a database's bigint any more.
_DIGITS_OF_AN_ID = 19

View = TypeVar("View", bound=Callable[..., Any])


class StaffRequest(HttpRequest):
    """A request that the middleware let through: its user is a member of staff."""

    user: Staff


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare the one right that a view needs. The middleware enforces it before the view is called."""

    def declare(view: View) -> View:
        setattr(view, DECLARATION, permission)
        return view

    return declare


def before_new_password(view: View) -> View:
    """Declare that a view may be called by somebody who still has to choose a password of his own."""
    setattr(view, BEFORE_NEW_PASSWORD, True)
    return view


def public(view: View) -> View:
    """Declare that a view may be called by anybody, signed in or not."""
    opened: View = login_not_required(view)
    setattr(opened, DECLARATION, None)
    return opened


def see_other(to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """The answer to a POST that did something: go and look there (303), so that a reload does it no second time."""
    response: HttpResponse = redirect(to, *args, **kwargs)
    response.status_code = 303
    return response


def id_in(text: str | None) -> int | None:
    """A row's number as an address or a form sends it; None where it is none, or larger than any row's."""
    return (
        int(text) if text and text.isascii() and text.isdecimal() and len(text) < _DIGITS_OF_AN_ID else None
    )
