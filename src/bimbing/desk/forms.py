"""What is typed into a client's file: a note, a hand-over. Changes of status: `forms_status`."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bimbing.attendance.forms import DayField
from bimbing.offices.models import Staff

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


class HandOverForm(_DatedForm):
    """Give the client to another officer from a day on."""

    officer = forms.ModelChoiceField(label=_("New officer"), queryset=Staff.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=250, required=False)
    steps = ("officer", "on", "reason")

    def __init__(self, *args: Any, officers: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
