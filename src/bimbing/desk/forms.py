"""What is typed into a client's file: a note, a change of status, a hand-over."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bimbing.attendance.forms import DayField
from bimbing.offices.models import Staff
from bimbing.rules.status import RevocationGround, Status, may_change, may_reopen
from bimbing.supervision.models import GROUND_LABELS, STATUS_LABELS, Supervision

LONGEST_NOTE = 4000


def _come(day: date, today: date) -> date:
    if day > today:
        raise forms.ValidationError(_("This day has not come yet."))
    return day


class NoteForm(forms.Form):
    """A note: what was talked about, what was agreed. Sent twice it is one note (`request_key`)."""

    text = forms.CharField(
        label=_("Write a note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("What was talked about, what was agreed")}),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    supervision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"] = DayField(label=_("Day of the note"), today=today)

    def clean_on(self) -> date:
        return _come(self.cleaned_data["on"], self.today)


class _DatedForm(forms.Form):
    """A step with its day, which has come, and the version of the record it was decided on."""

    steps: tuple[str, ...] = ()
    supervision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"] = DayField(label=_("From which day"), today=today)
        self.order_fields(self.steps)

    def clean_on(self) -> date:
        return _come(self.cleaned_data["on"], self.today)


class StatusForm(_DatedForm):
    """End, revoke, transfer, suspend, or take back a wrong entry; each asks for the paper it stands on."""

    status = forms.ChoiceField(label=_("New status"))
    document_no = forms.CharField(label=_("Number of the letter or decision"), max_length=120, required=False)
    ground = forms.ChoiceField(
        label=_("Ground of the revocation"), required=False, help_text=_("Only for a revocation.")
    )
    target = forms.CharField(
        label=_("Transferred to"),
        max_length=120,
        required=False,
        help_text=_("Only for a transfer: the name of the other office."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=250, required=False)
    steps = ("status", "on", "document_no", "ground", "target", "reason")

    def __init__(self, *args: Any, row: Supervision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Status(row.status)
        self.reopens = may_reopen(current)
        ways = [status for status in Status if may_change(current, status)]
        if self.reopens:
            ways.insert(0, Status.AKTIF)
        self.fields["status"].choices = [("", "—"), *((way.value, STATUS_LABELS[way]) for way in ways)]  # type: ignore[attr-defined]
        grounds = [(ground.value, GROUND_LABELS[ground]) for ground in RevocationGround]
        self.fields["ground"].choices = [("", "—"), *grounds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        status = data.get("status")
        needs = (
            {
                Status.DICABUT: ("document_no", "ground"),
                Status.CABUT_SEMENTARA: ("document_no",),
                Status.BERAKHIR: ("document_no",),
                Status.DILIMPAHKAN: ("target",),
                Status.BATAL: ("reason",),
                Status.AKTIF: ("reason",) if self.reopens else (),
            }.get(Status(status), ())
            if status
            else ()
        )
        for name in needs:
            if not data.get(name):
                self.add_error(name, _("This step needs it."))
        return data


class HandOverForm(_DatedForm):
    """Give the client to another officer from a day on."""

    officer = forms.ModelChoiceField(label=_("New officer"), queryset=Staff.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=250, required=False)
    steps = ("officer", "on", "reason")

    def __init__(self, *args: Any, officers: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
