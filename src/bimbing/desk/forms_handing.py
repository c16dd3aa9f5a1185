"""What is typed when clients change hands: the day, the reason, and who stands in for whom."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bimbing.attendance.forms import DayField
from bimbing.offices.models import Staff
from bimbing.rules.dates import short_date
from bimbing.supervision.actions import NewCover, earliest_end
from bimbing.supervision.models import Cover

#: A leave longer than this is no leave: the clients are handed over.
LONGEST_COVER: Final = timedelta(days=366)


class HandOverManyForm(forms.Form):
    """From which day, why. A coming day is refused: a right begins when somebody gives it, not by itself."""

    on = forms.DateField()
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Stands in the letter and in every client's history.")
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, today: date, backdate_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.earliest = today, today - timedelta(days=backdate_days)
        self.fields["on"] = DayField(label=_("From which day"), today=today)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet. Hand over on the day itself."))
        if on < self.earliest:
            raise forms.ValidationError(
                _("Too long ago: the earliest day is %(day)s.") % {"day": short_date(self.earliest)}
            )
        return on


class CoverForm(forms.Form):
    """Who stands in, from the first day through the last, why, on what paper."""

    substitute = forms.ModelChoiceField(label=_("Who stands in"), queryset=Staff.objects.none())
    since = forms.DateField()
    until = forms.DateField()
    kind = forms.ChoiceField(label=_("Why absent"), choices=Cover.Kind.choices)
    document = forms.CharField(label=_("Number of the letter or order"), max_length=120, required=False)

    def __init__(
        self, *args: Any, today: date, absent: Staff, people: QuerySet[Staff], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.absent = today, absent
        self.fields["substitute"].queryset = people  # type: ignore[attr-defined]
        self.fields["since"] = DayField(label=_("First day"), today=today)
        self.fields["until"] = DayField(label=_("Last day"), today=today)
        self.order_fields(("substitute", "kind", "since", "until", "document"))

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since < self.today:
            raise forms.ValidationError(_("This day is over. A cover begins today or later."))
        return since

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        since, until = data.get("since"), data.get("until")
        if since and until:
            if until < since:
                self.add_error("until", _("The last day lies before the first."))
            elif until - since > LONGEST_COVER:
                self.add_error("until", _("Longer than a year: hand the clients over instead."))
        return data

    def entry(self) -> NewCover:
        """What was typed, for the action."""
        given = self.cleaned_data
        return NewCover(
            self.absent, given["substitute"], given["since"], given["until"], given["kind"], given["document"]
        )


class CoverEndForm(forms.Form):
    """Another last day: later, or earlier, at the earliest yesterday."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    until = forms.DateField()

    def __init__(self, *args: Any, today: date, cover: Cover, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cover, self.earliest = cover, earliest_end(cover, today)
        self.fields["until"] = DayField(label=_("Last day"), today=today)

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self.earliest:
            raise forms.ValidationError(
                _("The earliest possible day is %(day)s.") % {"day": short_date(self.earliest)}
            )
        if until - self.cover.since > LONGEST_COVER:
            raise forms.ValidationError(_("Longer than a year: hand the clients over instead."))
        return until
