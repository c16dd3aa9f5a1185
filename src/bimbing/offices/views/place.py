"""How the office is set up: its papers, its rules of warning, its posts."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bimbing.offices import actions
from bimbing.offices.forms.place import COLUMNS, OfficeForm, PostForm, example_number
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.models import Office
from bimbing.offices.permissions import Permission
from bimbing.offices.queries import last_change_of_office, outposts_of, posts_with_staff

page = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.MANAGE_OFFICE)
@page
def office_settings(request: StaffRequest) -> HttpResponse:
    """The office's page. Saved over somebody else's changes, it shows those beside what was typed."""
    office, now = request.user.office, timezone.localtime()
    form = OfficeForm(
        request.POST if request.method == "POST" else None,
        instance=office,
        initial={"version": office.version},
    )
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in COLUMNS}
        try:
            changed = actions.edit_office(
                office=office, version=form.cleaned_data["version"], changes=wanted, by=request.user, at=now
            )
        except actions.Changed as stale:
            context |= {
                "conflict": _beside(form, wanted, stale.now),
                "changed_by": last_change_of_office(request.user),
            }
            form.data = {**form.data.dict(), "version": str(stale.now.version)}  # type: ignore[attr-defined]
            return render(
                request, "offices/office_settings.html", _aside(context, form, now.date()), status=409
            )
        messages.success(
            request, _("Saved.") if changed else _("Nothing was different, so nothing was changed.")
        )
        return see_other("office_settings")
    status = 422 if form.errors else 200
    return render(request, "offices/office_settings.html", _aside(context, form, now.date()), status=status)


@requires(Permission.MANAGE_OFFICE)
@require_POST
def office_preview(request: StaffRequest) -> HttpResponse:
    """The letterhead and a register number as they would look, from what is typed; saves nothing."""
    form = OfficeForm(request.POST, instance=request.user.office)
    context = _aside({"form": form}, form, timezone.localtime().date())
    return render(request, "offices/part_office_preview.html", context)


@requires(Permission.MANAGE_OFFICE)
@page
def posts(request: StaffRequest) -> HttpResponse:
    """The posts of the office, and a new one."""
    form = PostForm(request.POST if request.method == "POST" else None, office=request.user.office)
    if request.method == "POST" and form.is_valid():
        actions.add_post(**form.cleaned_data, by=request.user, at=timezone.localtime())
        messages.success(request, _("The post is added. Staff and visits can name it now."))
        return see_other("posts")
    context = {"form": form, "posts": posts_with_staff(request.user)}
    return render(request, "offices/posts.html", context, status=422 if form.errors else 200)


@requires(Permission.MANAGE_OFFICE)
@page
def post_edit(request: StaffRequest, post_id: int) -> HttpResponse:
    """Another name or address for a post; `do=remove` takes it out where nobody needs it."""
    post = get_object_or_404(outposts_of(request.user), pk=post_id)
    at = timezone.localtime()
    if request.method == "POST" and request.POST.get("do") == "remove":
        try:
            actions.remove_post(post=post, by=request.user, at=at)
        except actions.PostInUse:
            messages.error(
                request, _("Staff or recorded visits belong to this post, so it stays. Rename it instead.")
            )
            return see_other("post_edit", post_id)
        messages.success(request, _("The post is gone."))
        return see_other("posts")
    form = PostForm(
        request.POST if request.method == "POST" else None,
        office=request.user.office,
        post=post,
        initial={"name": post.name, "address": post.address},
    )
    if request.method == "POST" and form.is_valid():
        actions.edit_post(post=post, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Saved."))
        return see_other("posts")
    context = {"form": form, "post": post}
    return render(request, "offices/post_form.html", context, status=422 if form.errors else 200)


def _aside(context: dict[str, Any], form: OfficeForm, today: date) -> dict[str, Any]:
    """With what the letterhead and the next number look like, as typed."""

    def typed(name: str) -> str:
        return str(form[name].value() or "").strip()

    lines = [line.strip() for line in typed("letterhead").splitlines() if line.strip()]
    contact = [typed("address"), _("Phone %(number)s") % {"number": typed("phone")} if typed("phone") else ""]
    return context | {
        "letterhead": {
            "top": lines[:-1],
            "office": lines[-1] if lines else typed("name"),
            "address": " · ".join(word for word in contact if word),
        },
        "dateline": typed("city"),
        "today": today,
        "example": example_number(typed("register_template"), today),
    }


def _beside(form: OfficeForm, wanted: dict[str, Any], now: Office) -> list[dict[str, Any]]:
    """The fields in which what was typed and what stands there now differ."""
    return [
        {
            "label": form.fields[name].label,
            "now": _said(now, name),
            "typed": _said(Office(**{name: value}), name),
        }
        for name, value in wanted.items()
        if getattr(now, name) != value
    ]


def _said(office: Office, name: str) -> str:
    shown = getattr(office, f"get_{name}_display", None)
    value = shown() if shown else getattr(office, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) or "—"
