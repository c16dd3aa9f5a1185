"""The pages of refusal. They need neither session nor database, so that they work when little else does."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def _page(status: int, title: Promise, text: Promise) -> HttpResponse:
    return HttpResponse(
        render_to_string("ui/error.html", {"code": status, "title": title, "text": text}), status=status
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(400, _("This request cannot be read"), _("Go back one page and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        403,
        _("Not part of your role"),
        _(
            "Your role does not include this page. If your work needs it, ask the administrator of the office."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        404,
        _("Nothing at this address"),
        _("The address is mistyped, or what it names is not among what you may see."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(
        500,
        _("The program has stumbled"),
        _(
            "It is not your mistake. Try once more; if it happens again, tell the administrator what you were doing."
        ),
    )
