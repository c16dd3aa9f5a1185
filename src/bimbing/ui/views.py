"""The gallery of components, for developers only (`BIMBING_DEBUG=1`)."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from bimbing.ui import gallery as samples


@login_not_required
def gallery(request: HttpRequest, page: str = "") -> HttpResponse:
    """One page of the gallery; `?besar` shows it in large text, `?latihan` with the practice office's band."""
    if page not in samples.PAGES:
        raise Http404
    context = samples.context(page)
    context["user"] = replace(context["user"], large_text="besar" in request.GET)
    context["practice"] = "latihan" in request.GET
    return render(request, samples.PAGES[page], context)


# Declared open: it shows invented people only, and exists only on a developer's machine.
gallery.bimbing_permission = None  # type: ignore[attr-defined]
