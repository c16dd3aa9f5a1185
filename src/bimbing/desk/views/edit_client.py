"""A client's data are corrected, and who answers for him."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bimbing.audit.models import Event
from bimbing.clients.actions import guarantors_of
from bimbing.clients.models import Client
from bimbing.desk import forms_guarantors
from bimbing.desk.actions import edit_person
from bimbing.desk.forms_client import FIELDS, PARTS, ClientDataForm, texts_of
from bimbing.desk.forms_guarantors import PLACES, GuarantorsForm
from bimbing.desk.queries.client_file import file_client
from bimbing.desk.queries.last_changes import last_changes
from bimbing.desk.views.edit_texts import Editor, edited
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission

_ACTIONS: Final = ("client.edited", "client.phones")
PART_TITLES: Final = {
    "name": gettext_lazy("Name"),
    "papers": gettext_lazy("Identity"),
    "where": gettext_lazy("Where he is reached"),
    "life": gettext_lazy("Further"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CLIENT)
def client_edit(request: StaffRequest, client_id: int) -> HttpResponse:
    """Correct the data of a client; 409 with three columns where somebody else saved meanwhile."""
    return edited(_Person(request, get_object_or_404(file_client(request.user), pk=client_id)))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CLIENT)
def guarantors_edit(request: StaffRequest, client_id: int) -> HttpResponse:
    """Correct who answers for a client; 409 with three columns as above, for they stand on the same record."""
    return edited(_Guarantors(request, get_object_or_404(file_client(request.user), pk=client_id)))


class _OfClient(Editor):
    """What stands on the client's record."""

    @property
    def back(self) -> str:
        return reverse("client_file", args=[self.client.pk])

    def fresh(self) -> Client:
        """The record as it stands now."""
        return get_object_or_404(file_client(self.request.user), pk=self.client.pk)

    def changes(self) -> Mapping[str, Event]:
        return last_changes(client_id=self.client.pk, actions=_ACTIONS)

    def saved(self, *, form: Any, **what: Any) -> HttpResponse:
        """Write through the verb of persons."""
        changed = edit_person(
            client=self.client,
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.localtime(),
            reason=form.cleaned_data["reason"],
            **what,
        )
        said = _("The data of %(name)s are saved.") if changed else _("Nothing was changed for %(name)s.")
        messages.success(self.request, said % {"name": self.client.list_name})
        return see_other("client_file", self.client.pk)

    def shown(self, form: Any, parts: Any, status: int) -> HttpResponse:
        """The page, part by part."""
        context = {
            "client": self.client,
            "title": self.title,
            "form": form,
            "parts": parts,
            "was": form.was.items(),
            "problems": len(form.errors),
        }
        return render(self.request, "desk/client_edit.html", context, status=status)


class _Person(_OfClient):
    names = FIELDS
    title = gettext_lazy("Correct the data")

    def form(self, data: Any = None, *, was: Mapping[str, str], **rest: Any) -> ClientDataForm:
        return ClientDataForm(data, today=timezone.localdate(), was=was, **rest)

    def now(self) -> tuple[dict[str, str], dict[str, int]]:
        fresh = self.fresh()
        return texts_of(fresh), {"version": fresh.version}

    def save(self, form: Any) -> HttpResponse:
        touched = form.touched()
        phones = form.phones() if "phones" in touched else None
        return self.saved(form=form, changes=form.columns(touched), phones=phones)

    def page(self, form: Any, *, status: int = 200) -> HttpResponse:
        parts = [
            {"title": PART_TITLES[part], "fields": [(form[name], width) for name, width in fields.items()]}
            for part, fields in PARTS.items()
        ]
        return self.shown(form, parts, status)


class _Guarantors(_OfClient):
    names = forms_guarantors.FIELDS
    title = gettext_lazy("Guarantors")

    def form(self, data: Any = None, *, was: Mapping[str, str], **rest: Any) -> GuarantorsForm:
        return GuarantorsForm(data, today=timezone.localdate(), was=was, **rest)

    def now(self) -> tuple[dict[str, str], dict[str, int]]:
        fresh = self.fresh()
        return forms_guarantors.texts_of(guarantors_of(fresh)), {"version": fresh.version}

    def save(self, form: Any) -> HttpResponse:
        shall = form.guarantors(form.touched(), guarantors_of(self.client))
        return self.saved(form=form, changes={}, guarantors=shall)

    def page(self, form: Any, *, status: int = 200) -> HttpResponse:
        parts = [
            {
                "title": _("Guarantor") if place == 1 else _("Guarantor %(n)s") % {"n": place},
                "fields": [(form[name], width) for name, width in fields.items()],
            }
            for place, fields in enumerate(PLACES, start=1)
        ]
        return self.shown(form, parts, status)
