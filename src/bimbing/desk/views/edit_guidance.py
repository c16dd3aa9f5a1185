"""A guidance and its case are corrected: the decision, the days, the verdict, the offences."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.desk.actions import GuidanceEdit, NumberTaken, edit_guidance
from bimbing.desk.forms_guidance import FIELDS, MOST_OFFENCES, PARTS, TRAIL_NAMES, GuidanceForm, texts_of
from bimbing.desk.queries.client_file import file_client, supervision_for
from bimbing.desk.queries.last_changes import last_changes_of_guidance
from bimbing.desk.views.client_words import checked_dates, findings
from bimbing.desk.views.edit_texts import Editor, edited
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission
from bimbing.rules.dates import typed_date
from bimbing.supervision.actions import offences_of
from bimbing.supervision.models import Supervision
from bimbing.ui.kinds import mark_of

_TITLES: Final[Mapping[str, tuple[Any, Any]]] = {
    "decision": (
        gettext_lazy("The decision"),
        gettext_lazy("The decision holds. What the rules compute stands beside it and changes nothing."),
    ),
    "days": (gettext_lazy("Days and duty"), gettext_lazy("From when, until when, and how often he reports.")),
    "verdict": (gettext_lazy("The verdict"), gettext_lazy("Shared by every guidance of this case.")),
    "sentence": (gettext_lazy("The sentence"), gettext_lazy("From it the rules compute the dates beside.")),
}
#: Which of the compared dates stands beside which field.
_COMPARED: Final = ("two_thirds_date", "sentence_expiry_date", "end_date")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CLIENT)
def guidance_edit(request: StaffRequest, client_id: int, supervision_id: int) -> HttpResponse:
    """Correct a guidance and its case; 409 with three columns where somebody else saved either meanwhile."""
    client = get_object_or_404(file_client(request.user), pk=client_id)
    return edited(_Guidance(request, client, supervision_id))


class _Guidance(Editor):
    names = FIELDS
    versions = ("version", "case_version")
    title = gettext_lazy("Correct the guidance and the case")

    def __init__(self, request: StaffRequest, client: Client, supervision_id: int) -> None:
        super().__init__(request, client)
        self.supervision_id = supervision_id
        self.row = self._fresh()

    def _fresh(self) -> Supervision:
        row = supervision_for(self.client, self.request.user, self.supervision_id)
        return row if row is not None else get_object_or_404(Supervision.objects.none())

    @property
    def back(self) -> str:
        return f"{reverse('client_file', args=[self.client.pk])}?bimbingan={self.row.pk}"

    def form(self, data: Any = None, *, was: Mapping[str, str], **rest: Any) -> GuidanceForm:
        return GuidanceForm(data, today=timezone.localdate(), was=was, row=self.row, **rest)

    def now(self) -> tuple[dict[str, str], dict[str, int]]:
        row = self._fresh()
        versions = {"version": row.version, "case_version": row.case.version}
        return texts_of(row, offences_of(row.case)), versions

    def changes(self) -> Mapping[str, Event]:
        known = last_changes_of_guidance(self.row)
        found = {}
        for name in FIELDS:
            events = [known[one] for one in TRAIL_NAMES.get(name, (name,)) if one in known]
            if events:
                found[name] = max(events, key=lambda event: event.pk)
        return found

    def save(self, form: Any) -> HttpResponse | None:
        touched, given = form.touched(), form.cleaned_data
        edit = GuidanceEdit(
            version=given["version"],
            case_version=given["case_version"],
            columns=form.columns(touched),
            case=form.case_columns(touched),
            offences=form.offences(touched, offences_of(self.row.case)),
            reason=given["reason"],
        )
        try:
            changed = edit_guidance(
                supervision=self.row, edit=edit, by=self.request.user, at=timezone.localtime()
            )
        except NumberTaken:
            form.add_error("register_no", form.taken())
            return None
        said = _("The guidance and the case are saved.") if changed else _("Nothing was changed.")
        messages.success(self.request, said)
        return see_other(self.back)

    def page(self, form: Any, *, status: int = 200) -> HttpResponse:
        beside = self._beside()
        parts = [
            {
                "title": _TITLES[part][0],
                "text": _TITLES[part][1],
                "fields": [(form[name], width, beside.get(name, "")) for name, width in fields.items()],
            }
            for part, fields in PARTS.items()
        ]
        pairs = [(form[f"offence_{n}"], form[f"articles_{n}"]) for n in range(1, MOST_OFFENCES + 1)]
        shown = 1 + max((n for n, pair in enumerate(pairs) if any(one.value() for one in pair)), default=0)
        context = {
            "client": self.client,
            "row": self.row,
            "title": self.title,
            "back": self.back,
            "form": form,
            "parts": parts,
            "offences": pairs[:shown],
            "more_offences": pairs[shown:],
            "more_is_open": any(one.errors for pair in pairs[shown:] for one in pair),
            "findings": findings(self.row),
            "was": form.was.items(),
            "problems": len(form.errors),
        }
        return render(self.request, "desk/guidance_edit.html", context, status=status)

    def _beside(self) -> dict[str, SafeString]:
        """What the rules compute, beside what the decision says: `SK 10-09-2027; hitungan 12-09-2027`."""
        said = {}
        for name, one in zip(_COMPARED, checked_dates(self.row), strict=True):
            if one.computed is None:
                continue
            computed = typed_date(one.computed)
            if one.decided is None:
                words = _("computed %(computed)s") % {"computed": computed}
            elif one.decided == one.computed:
                words = _("fits the rules")
            else:
                words = _("decision %(decided)s; computed %(computed)s") % {
                    "decided": typed_date(one.decided),
                    "computed": computed,
                }
            said[name] = format_html(
                '<span class="hint-line is-{}">{}<span>{}</span></span>', one.kind, mark_of(one.kind), words
            )
        return said
