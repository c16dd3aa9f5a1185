"""What is typed at the desk: into clean values, no further."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bimbing.attendance.models import KIND_LABELS, Visit
from bimbing.offices.models import Outpost, Section, Staff
from bimbing.rules.card_code import TOKEN_LENGTH, CodeKind, read_code
from bimbing.rules.dates import read_date, short_date
from bimbing.rules.duty import AttendanceKind

#: What a desk may record; an explicit absence is said when the day is closed, not when somebody stands there.
DESK_KINDS = tuple(kind for kind in AttendanceKind if kind is not AttendanceKind.MANGKIR)


class DayField(forms.CharField):
    """A day typed in any usual way: `10/3/26`, `10-03-2026`, `10 mar`. Gives a date, or None where left empty."""

    def __init__(self, *, today: date, **options: Any) -> None:
        self.today = today
        super().__init__(max_length=40, **options)
        self.widget.attrs |= {"autocomplete": "off", "inputmode": "text"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        day = read_date(text, today=self.today).value or read_date(f"{text} {self.today.year}").value
        if day is None:
            raise ValidationError(
                _("This day cannot be read. Type it like 10/3/2026 or 10 mar."), code="unreadable"
            )
        return day

    def prepare_value(self, value: Any) -> Any:
        return short_date(value) if isinstance(value, date) else value


class VisitForm(forms.Form):
    """One visit. `request_key` was made with the form: sent twice, it is one visit."""

    supervision = forms.IntegerField(widget=forms.HiddenInput)
    request_key = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.ChoiceField(choices=Visit.Source.choices, widget=forms.HiddenInput)
    kind = forms.TypedChoiceField(label=_("How"), coerce=AttendanceKind, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000)
    outpost = forms.ModelChoiceField(
        label=_("Post"), required=False, queryset=Outpost.objects.none(), empty_label="—"
    )

    def __init__(
        self, data: Any = None, *, staff: Staff, today: date, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="visit_%s")
        self.fields["kind"].choices = [(kind.value, KIND_LABELS[kind]) for kind in DESK_KINDS]  # type: ignore[attr-defined]
        self.fields["outpost"].queryset = Outpost.objects.filter(office_id=staff.office_id)  # type: ignore[attr-defined]
        self.fields["note"].widget.attrs["autocomplete"] = "off"
        self.fields["next_on"] = DayField(label=_("Next date"), required=False, today=today)
        self.fields["on"] = DayField(
            label=_("Day of the visit"),
            required=False,
            today=today,
            help_text=_("Only for a paper sheet that is typed in later."),
        )

    def clean_note(self) -> str:
        """A card scanned into the note (a slow scanner, a busy PC) must not record the wrong client in silence."""
        note: str = self.cleaned_data["note"]
        if read_code(note[-TOKEN_LENGTH:]).kind is not CodeKind.TOKEN:
            return note
        self.data = dict(self.data.items()) | {"note": note[:-TOKEN_LENGTH]}
        raise ValidationError(
            _("Another card was scanned into the note. This visit is not recorded yet."), code="scanned"
        )

    def request(self) -> UUID:
        """The key under which this form is sent."""
        key: UUID = self.cleaned_data["request_key"]
        return key


class VoidForm(forms.Form):
    """Why a visit is voided."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class ExcuseForm(forms.Form):
    """From when to when a client is excused, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, data: Any = None, *, today: date, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["since"] = DayField(label=_("From"), today=today)
        self.fields["until"] = DayField(label=_("Until"), today=today)
        self.order_fields(["since", "until", "reason"])


class MissedForm(forms.Form):
    """The filters of the missed list; nothing wrong in the address ever breaks the page."""

    pk = forms.TypedChoiceField(label=_("Officer"), required=False, coerce=int, empty_value=None)
    seksi = forms.ChoiceField(
        label=_("Section"), required=False, choices=[("", _("All sections")), *Section.choices]
    )

    def __init__(self, data: Any, *, officers: list[Staff]) -> None:
        super().__init__(data, auto_id="saring_%s")
        choices = [("", _("All officers")), *((str(officer.pk), officer.full_name) for officer in officers)]
        self.fields["pk"].choices = [*choices, ("0", _("Without an officer"))]  # type: ignore[attr-defined]
