"""The doors: sign-in and out, the first page of all, the own account, the staff and who may do what."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bimbing.offices import actions
from bimbing.offices.forms.people import FirstRunForm, PasswordForm, PreferencesForm, SignInForm, StaffForm
from bimbing.offices.http import StaffRequest, before_new_password, public, requires, see_other
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Permission, Role
from bimbing.offices.queries import (
    StaffState,
    office_exists,
    rights_table,
    staff_counts,
    staff_of,
    staff_rows,
)

#: Where the session keeps (staff id, password) from the moment it is made until it is shown, once.
HANDED_OUT = "handed_out"

page = require_http_methods(["GET", "HEAD", "POST"])


@public
@sensitive_post_parameters("password")
@page
def sign_in(request: HttpRequest) -> HttpResponse:
    if not office_exists():
        return redirect("first_run")
    target = _safe_target(request)
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            staff = form.get_user()
            login(request, staff)  # gives the session a new key
            actions.note_sign_in(by=staff, at=timezone.localtime())
            return see_other(target)
        if not getattr(request, "axes_locked_out", False):
            username = form.cleaned_data.get("username", "")
            actions.note_refused_sign_in(username=username, at=timezone.localtime())
    return render(request, "offices/sign_in.html", {"form": form, "next": target})


def _safe_target(request: HttpRequest) -> str:
    """The page that was asked for before signing in, if it is one of ours; else the home page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    is_address = wanted.startswith(
        ("/", "http://", "https://")
    )  # a bare word is taken for the name of a route
    return wanted if ours and is_address else reverse(settings.LOGIN_REDIRECT_URL)


@before_new_password
@requires(Permission.SIGNED_IN)
@require_POST
def sign_out(request: StaffRequest) -> HttpResponse:
    actions.note_sign_out(by=request.user, at=timezone.localtime())
    logout(request)
    return see_other(f"{reverse('sign_in')}?keluar=1")


@public
@sensitive_post_parameters("password1", "password2")
@page
def first_run(request: HttpRequest) -> HttpResponse:
    if office_exists():
        raise Http404
    form = FirstRunForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            staff = actions.open_first_office(
                office=form.office_columns(),
                administrator=actions.NewStaff(clean["username"], {"full_name": clean["full_name"]}),
                password=clean["password1"],
                at=timezone.localtime(),
            )
        except actions.OfficeExists:
            raise Http404
        login(request, staff, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, _("The office is open. Next: add the registrar, who enters the clients."))
        return see_other(f"{reverse('staff_new')}?peran={Role.REGISTRAR}")
    return render(request, "offices/first_run.html", {"form": form})


@public
def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from another site: a sentence and the way back, nothing was done."""
    words = {
        "code": 403,
        "title": _("This form is out of date"),
        "text": _(
            "Nothing was saved. Go back, reload the page, and send it again; perhaps you signed in anew meanwhile."
        ),
    }
    return HttpResponse(render_to_string("ui/error.html", words), status=403)


@before_new_password
@requires(Permission.SIGNED_IN)
@require_GET
def my_account(request: StaffRequest) -> HttpResponse:
    staff = request.user
    form = PreferencesForm(initial={"language": staff.language, "large_text": staff.large_text})
    return render(request, "offices/my_account.html", {"preferences": form})


@public
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Language and text size: kept with the person who is signed in, else the language in a cookie."""
    form = PreferencesForm(request.POST)
    back = _safe_target(request)
    if not form.is_valid():
        return see_other(back)
    language = form.cleaned_data["language"]
    if isinstance(request.user, Staff):
        actions.set_preferences(
            staff=request.user, language=language, large_text=form.cleaned_data["large_text"]
        )
        with translation.override(language):
            messages.success(request, _("Kept. From now on every page looks like this for you."))
    response = see_other(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 86400,
        samesite="Lax",
        httponly=True,
        secure=settings.HTTPS,
    )
    return response


@before_new_password
@requires(Permission.SIGNED_IN)
@sensitive_post_parameters("password", "password1", "password2")
@page
def change_password(request: StaffRequest) -> HttpResponse:
    staff, handed_out = request.user, request.user.must_change_password
    form = PasswordForm(staff, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.change_own_password(
            staff=staff, password=form.cleaned_data["password1"], at=timezone.localtime()
        )
        update_session_auth_hash(request, staff)  # this session stays, every other one ends
        messages.success(request, _("Your password is changed. On other computers you are signed out."))
        return see_other("home" if handed_out else "my_account")
    return render(request, "offices/change_password.html", {"form": form, "handed_out": handed_out})


@requires(Permission.SIGNED_IN)
@require_GET
def roles(request: StaffRequest) -> HttpResponse:
    context = {"rows": rights_table(), "roles": Role.choices, "own_role": request.user.get_role_display()}
    return render(request, "offices/roles.html", context)


@requires(Permission.MANAGE_STAFF)
@require_GET
def staff_list(request: StaffRequest) -> HttpResponse:
    asked = request.GET.get("keadaan", "")
    state = StaffState(asked) if asked in set(StaffState) else StaffState.ALL
    context = {"rows": staff_rows(request.user, state), "counts": staff_counts(request.user), "state": state}
    return render(request, "offices/staff_list.html", context)


@requires(Permission.MANAGE_STAFF)
@page
def staff_new(request: StaffRequest) -> HttpResponse:
    initial = {"role": request.GET.get("peran", Role.OFFICER)}
    form = StaffForm(request.POST if request.method == "POST" else None, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        columns = dict(form.cleaned_data)
        entry = actions.NewStaff(columns.pop("username"), columns)
        staff, password = actions.add_staff(entry=entry, by=request.user, at=timezone.localtime())
        return _show_password(request, staff, password)
    return render(request, "offices/staff_form.html", {"form": form})


@requires(Permission.MANAGE_STAFF)
@page
def staff_edit(request: StaffRequest, staff_id: int) -> HttpResponse:
    staff = get_object_or_404(staff_of(request.user), pk=staff_id)
    columns = ("full_name", "title", "nip", "phone", "role", "section", "outpost", "username")
    form = StaffForm(
        request.POST if request.method == "POST" else None,
        by=request.user,
        staff=staff,
        initial={name: getattr(staff, name) for name in columns},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_staff(
                staff=staff, changes=form.cleaned_data, by=request.user, at=timezone.localtime()
            )
        except (actions.OwnAccount, actions.LastAdministrator):
            form.add_error("role", _("Nobody takes his own administration away; another administrator can."))
        else:
            messages.success(request, _("Saved."))
            return see_other("staff_edit", staff.pk)
    context: dict[str, Any] = {"form": form, "person": staff, "password": _handed_out_once(request, staff)}
    return render(request, "offices/staff_form.html", context)


@requires(Permission.MANAGE_STAFF)
@require_POST
def staff_password(request: StaffRequest, staff_id: int) -> HttpResponse:
    """A new password for somebody who forgot his, or for a name that an import brought in."""
    staff = get_object_or_404(staff_of(request.user).filter(is_active=True), pk=staff_id)
    password = actions.hand_out_password(staff=staff, by=request.user, at=timezone.localtime())
    if staff.pk == request.user.pk:
        update_session_auth_hash(request, staff)
    return _show_password(request, staff, password)


@requires(Permission.MANAGE_STAFF)
@require_POST
def staff_state(request: StaffRequest, staff_id: int) -> HttpResponse:
    """`do=close` or `do=reopen`."""
    staff = get_object_or_404(staff_of(request.user), pk=staff_id)
    at = timezone.localtime()
    if request.POST.get("do") == "reopen" and not staff.is_active:
        return _show_password(request, staff, actions.reopen_account(staff=staff, by=request.user, at=at))
    if request.POST.get("do") == "close" and staff.is_active:
        try:
            actions.close_account(staff=staff, by=request.user, at=at)
        except (actions.OwnAccount, actions.LastAdministrator):
            messages.error(request, _("Your own account can only be closed by another administrator."))
        else:
            messages.success(
                request, _("The account is closed, open sessions have ended. The name stays in the records.")
            )
    return see_other("staff_edit", staff.pk)


def _show_password(request: StaffRequest, staff: Staff, password: str) -> HttpResponse:
    request.session[HANDED_OUT] = [staff.pk, password]
    return see_other("staff_edit", staff.pk)


def _handed_out_once(request: StaffRequest, staff: Staff) -> str:
    """The password just made for this person; asked a second time, there is none."""
    person, password = request.session.get(HANDED_OUT, [0, ""])
    if person != staff.pk:
        return ""
    del request.session[HANDED_OUT]
    return str(password)
