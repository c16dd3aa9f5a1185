"""The groups of the office: the page with all of them, the row of doors over the register, and what is done to one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bimbing.clients.actions import StaleVersion
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.supervision.actions_groups import (
    NameTaken,
    TooManyGroups,
    remove_group,
    rename_group,
    save_group,
    share_group,
    unshare_group,
)
from bimbing.supervision.forms import NameForm, SaveGroupForm, names_a_number, normalised, read_filters
from bimbing.supervision.models import SavedGroup
from bimbing.supervision.queries.choices import names_for
from bimbing.supervision.queries.counting import counts
from bimbing.supervision.queries.groups import STANDARD, changeable_groups, groups_of, numbers_in
from bimbing.supervision.queries.register import Filters, Group
from bimbing.supervision.views import shown

#: The row over the register stays a row: the office's and one's own groups first, then the standard ones.
MOST_DOORS: Final = 8
#: Of the standard groups so many fill up the row where few are saved.
_STANDARD_DOORS: Final = 5


@dataclass(frozen=True, slots=True)
class Door:
    """A group with how many of the reader's clients are in it; its address opens them."""

    name: str | Promise
    count: int
    url: str
    kind: str = "neutral"
    words: str = ""
    saved: SavedGroup | None = None
    may_change: bool = False


def _opened(query: str, today: date) -> Filters:
    return read_filters(QueryDict(query), today)


def _address(query: str) -> str:
    return f"{reverse('register')}?{query}" if query else reverse("register")


def _standard(numbers: Sequence[int]) -> list[Door]:
    return [
        Door(group.name, number, _address(group.query), group.kind if number else "neutral")
        for group, number in zip(STANDARD, numbers, strict=False)
    ]


@require_safe
@requires(Permission.SEE_CLIENTS)
def group_doors(request: StaffRequest) -> HttpResponse:
    """The row of doors over the register, fetched after the page stands. All counts come from one query."""
    today = timezone.localdate()
    saved = list(groups_of(request.user)[:MOST_DOORS])
    standard = STANDARD[: min(_STANDARD_DOORS, MOST_DOORS - len(saved))]
    asked = [_opened(group.query, today) for group in saved]
    asked += [_opened(group.query, today) for group in standard]
    numbers = numbers_in(request.user, asked)
    doors = [
        Door(group.name, number, _address(group.query), saved=group)
        for group, number in zip(saved, numbers, strict=False)
    ]
    doors += _standard(numbers[len(saved) :])
    return render(request, "supervision/group_doors.html", {"doors": doors})


@require_safe
@requires(Permission.SEE_CLIENTS)
def groups(request: StaffRequest) -> HttpResponse:
    """Every group of the office with its number: the standard ones, the saved ones, and what the register divides into."""
    staff, today = request.user, timezone.localdate()
    saved = list(groups_of(staff))
    asked = [_opened(group.query, today) for group in STANDARD]
    asked += [_opened(group.query, today) for group in saved]
    numbers = numbers_in(staff, asked)
    usual = Filters(as_of=today)
    counted, names = counts(staff, usual), names_for(staff)
    words = shown.Words(names)
    may_share = staff.may(Permission.SHARE_GROUPS)
    doors = [
        Door(
            group.name,
            number,
            _address(group.query),
            words=words.sentence(filters),
            saved=group,
            may_change=not group.is_shared or may_share,
        )
        for group, number, filters in zip(
            saved, numbers[len(STANDARD) :], asked[len(STANDARD) :], strict=True
        )
    ]
    context = {
        "total": counted.total,
        "today": today,
        "standard": _standard(numbers),
        "of_office": [door for door in doors if door.saved and door.saved.is_shared],
        "of_mine": [door for door in doors if door.saved and not door.saved.is_shared],
        "tallies": shown.facets(
            usual,
            counted,
            names,
            words,
            reverse("register"),
            groups=(Group.PROGRAMME, Group.OFFICER, Group.OFFENCE),
        ),
        "may_share": may_share,
    }
    return render(request, "supervision/groups.html", context)


@require_POST
@requires(Permission.SEE_CLIENTS)
def group_save(request: StaffRequest) -> HttpResponse:
    """Keep what the list shows under a name. A wrong name comes back with what was typed."""
    at = timezone.localtime()
    may_share = request.user.may(Permission.SHARE_GROUPS)
    form = SaveGroupForm(request.POST, as_of=at.date(), may_share=may_share)
    if form.is_valid():
        given = form.cleaned_data
        try:
            group = save_group(
                name=given["name"], query=given["query"], shared=given["shared"], by=request.user, at=at
            )
        except NameTaken:
            form.add_error("name", _taken(shared=given["shared"]))
        except TooManyGroups:
            form.add_error(None, _too_many())
        else:
            messages.success(request, _("“%(name)s” is kept among the groups.") % {"name": group.name})
            return see_other(_address(group.query))
    asked = normalised(request.POST.get("query", ""), at.date(), moving=False)
    sentence = shown.Words(names_for(request.user)).sentence(_opened(asked, at.date()))
    context = {"form": form, "sentence": sentence, "back_url": _address(asked)}
    return render(request, "supervision/group_save.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_CLIENTS)
def group_edit(request: StaffRequest, group_id: int) -> HttpResponse:
    """Rename a group; from here it is shared, taken back and removed too."""
    group = get_object_or_404(changeable_groups(request.user), pk=group_id)
    at = timezone.localtime()
    sent = request.POST if request.method == "POST" else None
    form = NameForm(sent, initial={"name": group.name, "version": group.version})
    if sent is not None and form.is_valid():
        given = form.cleaned_data
        try:
            rename_group(group=group, version=given["version"], name=given["name"], by=request.user, at=at)
        except NameTaken:
            form.add_error("name", _taken(shared=group.is_shared))
        except StaleVersion:
            form = _again(group, given["name"])
        else:
            messages.success(request, _("The group is now called “%(name)s”.") % {"name": group.name})
            return see_other("groups")
    filters = _opened(group.query, at.date())
    context = {
        "form": form,
        "group": group,
        "sentence": shown.Words(names_for(request.user)).sentence(filters),
        "url": _address(group.query),
        "may_share": request.user.may(Permission.SHARE_GROUPS),
    }
    return render(request, "supervision/group_edit.html", context, status=422 if form.errors else 200)


def _again(group: SavedGroup, typed: str) -> NameForm:
    """The form after somebody else was faster: his name in words, what was typed still in the field."""
    group.refresh_from_db()
    form = NameForm({"name": typed, "version": group.version})
    form.is_valid()
    now = {"name": group.name}
    form.add_error(
        None,
        _("Somebody else changed this group meanwhile; it is called “%(name)s” now. Save again to rename it.")
        % now,
    )
    return form


@require_POST
@requires(Permission.SHARE_GROUPS)
def group_share(request: StaffRequest, group_id: int) -> HttpResponse:
    """Give one's own group to the office, or take a group of the office back for oneself."""
    group = get_object_or_404(changeable_groups(request.user), pk=group_id)
    if group.is_shared:
        return _done(request, group, unshare_group, _("“%(name)s” is your own again."))
    if names_a_number(group.query):
        messages.error(request, _("A search for a number stays your own."))
        return see_other("groups")
    return _done(request, group, share_group, _("The whole office finds “%(name)s” now."))


@require_POST
@requires(Permission.SEE_CLIENTS)
def group_remove(request: StaffRequest, group_id: int) -> HttpResponse:
    """Forget a group. Nobody in it is touched."""
    group = get_object_or_404(changeable_groups(request.user), pk=group_id)
    return _done(
        request, group, remove_group, _("The group “%(name)s” is removed. Its clients are untouched.")
    )


def _done(request: StaffRequest, group: SavedGroup, act: Callable[..., Any], words: str) -> HttpResponse:
    """Do one step to a group at the version the page showed, and say what became of it."""
    version, name = id_in(request.POST.get("version")) or 0, {"name": group.name}
    try:
        act(group=group, version=version, by=request.user, at=timezone.localtime())
    except StaleVersion:
        messages.error(request, _("Somebody else changed this group meanwhile. Look again before you go on."))
    except NameTaken:
        messages.error(request, _taken(shared=not group.is_shared))
    except TooManyGroups:
        messages.error(request, _too_many())
    else:
        messages.success(request, words % name)
    return see_other("groups")


def _taken(*, shared: bool) -> str:
    if shared:
        return _("The office has a group of this name already. Give it another name.")
    return _("You have a group of this name already. Give it another name.")


def _too_many() -> str:
    return _("There are too many saved groups. Remove one first.")
