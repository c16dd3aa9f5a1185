"""What happens before every view: its declared right is enforced, the office's clock and language are set."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation

from bimbing.offices.permissions import BEFORE_NEW_PASSWORD, DECLARATION

Respond = Callable[[HttpRequest], HttpResponseBase]

#: Views of Django itself that show nothing of ours.
FOREIGN_VIEWS = ("django.views.static.", "django.contrib.staticfiles.")


class DeclaredPermissionMiddleware:
    """Refuses a view that declares no right, and a person who does not have the one declared.

    Whoever still has the password that the administrator handed out is led to choose his own first.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not hasattr(view, DECLARATION):
            if view.__module__.startswith(FOREIGN_VIEWS):
                return None
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} declares no permission.")
        permission = getattr(view, DECLARATION)
        if permission is not None and not request.user.may(permission):  # type: ignore[union-attr]
            raise PermissionDenied
        handed_out = permission is not None and request.user.must_change_password  # type: ignore[union-attr]
        if handed_out and not hasattr(view, BEFORE_NEW_PASSWORD):
            return redirect("change_password")
        return None


class StaffPreferencesMiddleware:
    """Times in the office's zone, words in the person's language; Indonesian for whoever is not signed in.

    The member of staff learns here which day it is in his office: reads take it from him and never from the clock.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        zone = settings.TIME_ZONE
        if user.is_authenticated:
            language, zone = user.language, user.office.time_zone
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            request.LANGUAGE_CODE = language
            if user.is_authenticated:
                user.works_on = timezone.localdate()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class PrivatePagesMiddleware:
    """No page of ours stays in a browser's cache; static files have their own headers."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        return response
