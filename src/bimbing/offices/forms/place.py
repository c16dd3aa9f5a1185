"""Input about how the office is set up, checked; nothing is saved here."""

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bimbing.offices.models import Holiday, Office, Outpost
from bimbing.rules.dates import read_date
from bimbing.rules.register_no import TemplateProblem, register_number, template_problems

#: Columns of the office that its page changes, in the order of the page.
COLUMNS: Final = (
    "name",
    "short_name",
    "letterhead",
    "address",
    "phone",
    "city",
    "time_zone",
    "opening_hours",
    "register_template",
    "card_profile",
    "card_notes",
    "orange_misses",
    "red_misses",
    "date_tolerance_days",
    "backdate_days",
    "officers_see_section",
    "adult_section_name",
    "juvenile_section_name",
    "juvenile_prompts",
)
TEMPLATE_WORDS: Final = {
    TemplateProblem.EMPTY: _("Write how a number looks, for example {seq:3}/{program}/{section}/{year}."),
    TemplateProblem.TOO_LONG: _("At most 80 characters."),
    TemplateProblem.BRACES: _("A brace is open or closed without its partner."),
    TemplateProblem.UNKNOWN_FIELD: _(
        "Only these can stand in braces: seq, program, section, month, roman_month, year, year2."
    ),
    TemplateProblem.BAD_WIDTH: _("Only the sequence takes a width, from 1 to 8: {seq:3}."),
    TemplateProblem.NO_SEQUENCE: _("The running number {seq} is missing: all numbers would be the same."),
    TemplateProblem.SEQUENCE_TWICE: _("The running number {seq} stands in it twice."),
    TemplateProblem.NO_YEAR: _(
        "The year is missing. The count begins anew each January, so last year's numbers would come again."
    ),
}


def example_number(template: str, on: date) -> str:
    """The number a client registered on `on` would get as the twelfth of the year; empty for a refused template."""
    if template_problems(template):
        return ""
    return register_number(template, seq=12, program="PB", section="BKD", on=on)


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]
    """The office as its administrator sets it up. `version` is the one that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Office
        fields = COLUMNS
        labels = {
            "name": _("Name of the office"),
            "short_name": _("Short name"),
            "letterhead": _("Letterhead"),
            "address": _("Address"),
            "phone": _("Phone"),
            "city": _("City"),
            "time_zone": _("Time zone"),
            "opening_hours": _("Opening hours"),
            "register_template": _("Form of a register number"),
            "card_profile": _("What the card shows"),
            "card_notes": _("Notes on the card"),
            "orange_misses": _("Warn from this many misses in a row"),
            "red_misses": _("Alarm from this many misses in a row"),
            "date_tolerance_days": _("Days a decision may differ from the calculation"),
            "backdate_days": _("Days a visit may be entered late"),
            "officers_see_section": _("Officers see all clients of their section, not only their own"),
            "adult_section_name": _("Section for adults"),
            "juvenile_section_name": _("Section for children"),
            "juvenile_prompts": _("Ages at which a child's file asks"),
        }
        help_texts = {
            "juvenile_prompts": _("For example 18, 21; left empty, it never asks."),
            "short_name": _("Where there is little room: the rail, messages."),
            "letterhead": _("One line a line, as on the office's letters."),
            "city": _("Stands in front of the date on every letter."),
            "opening_hours": _("Printed on the card, for example 08.00-15.00."),
            "card_notes": _("One line a note; left empty, the usual ones are printed."),
            "red_misses": _("Three in a row are a ground for revocation (Permenkumham 3/2018)."),
        }
        widgets = {
            "letterhead": forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
            "card_notes": forms.Textarea(attrs={"rows": 4}),
            "register_template": forms.TextInput(attrs={"spellcheck": "false", "class": "code"}),
            "card_profile": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, least, most in (
            ("orange_misses", 1, 12),
            ("red_misses", 1, 12),
            ("date_tolerance_days", 0, 60),
            ("backdate_days", 0, 366),
        ):
            old = self.fields[name]
            self.fields[name] = forms.IntegerField(
                label=old.label, help_text=old.help_text, min_value=least, max_value=most
            )

    def clean_register_template(self) -> str:
        template: str = self.cleaned_data["register_template"]
        if problems := template_problems(template):
            raise ValidationError([TEMPLATE_WORDS[problem] for problem in problems])
        return template

    def clean_juvenile_prompts(self) -> str:
        text: str = self.cleaned_data["juvenile_prompts"]
        ages = sorted({int(part) for part in re.findall(r"\d+", text)})
        if re.sub(r"[\d,;\s]", "", text) or any(not 12 <= age <= 30 for age in ages):
            raise ValidationError(_("Ages as figures, for example 18, 21."))
        return ", ".join(str(age) for age in ages)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        warn, alarm = cleaned.get("orange_misses"), cleaned.get("red_misses")
        if warn is not None and alarm is not None and warn > alarm:
            self.add_error("red_misses", _("The alarm cannot come before the warning."))
        return cleaned

    def _post_clean(self) -> None:
        """The office is written by its action, not through the form's instance: that stays as it was read."""


class DutyRuleForm(forms.Form):
    """How the duty to report is counted, and from which day on."""

    valid_from = forms.CharField(
        label=_("Holds from"),
        max_length=30,
        help_text=_("The first day of a coming month is best."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    duty_model = forms.ChoiceField(
        label=_("A client reports"), choices=Office.DutyModel.choices, widget=forms.RadioSelect
    )
    grace_days = forms.IntegerField(
        label=_("Days of grace"),
        min_value=0,
        max_value=31,
        help_text=_("A report that late still counts for the period before."),
    )
    min_last_period_days = forms.IntegerField(
        label=_("Shortest last period, in days"),
        min_value=0,
        max_value=31,
        help_text=_("A last period with fewer days before the end of guidance is not owed."),
    )
    home_visit_satisfies = forms.BooleanField(label=_("A home visit counts as a report"), required=False)
    stand_in_satisfies = forms.BooleanField(label=_("A report through the guarantor counts"), required=False)
    reason = forms.CharField(
        label=_("Decided by"),
        max_length=200,
        help_text=_("The order or agreement, for example: Surat Kepala Bapas No. 12 Tahun 2026."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_from(self) -> date:
        reading = read_date(self.cleaned_data["valid_from"], today=self.today)
        if reading.value is None or any(doubt.severity != "note" for doubt in reading.doubts):
            raise ValidationError(_("This is no day. Write it as 1-1-2027 or 1 Januari 2027."))
        day: date = reading.value
        if day <= self.today:
            raise ValidationError(
                _(
                    "Only a coming day: months that are over are not counted anew, three misses are a ground for revocation."
                )
            )
        if day.year > self.today.year + 2:
            raise ValidationError(_("At most two years ahead."))
        return day


class PostForm(forms.Form):
    """A post of the office in another town."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"placeholder": "Pos Bapas Tuban"})
    )
    address = forms.CharField(label=_("Address"), max_length=250, required=False)

    def __init__(self, *args: Any, office: Office, post: Outpost | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office, self.post = office, post

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Outpost.objects.filter(office=self.office, name__iexact=name)
        if self.post is not None:
            others = others.exclude(pk=self.post.pk)
        if others.exists():
            raise ValidationError(_("The office has a post of this name already."))
        return name


class HolidayForm(forms.Form):
    """A day on which the office is closed."""

    on = forms.CharField(
        label=_("Day"),
        max_length=30,
        widget=forms.TextInput(attrs={"placeholder": "17-8-2027", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Occasion"), max_length=120, widget=forms.TextInput(attrs={"placeholder": "Hari jadi kota"})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        reading = read_date(self.cleaned_data["on"], today=self.today)
        if reading.value is None or any(doubt.severity != "note" for doubt in reading.doubts):
            raise ValidationError(_("This is no day. Write it as 17-8-2027 or 17 Agustus 2027."))
        day: date = reading.value
        if not self.today.year - 5 <= day.year <= self.today.year + 5:
            raise ValidationError(_("The year is out of reach: five years back, five years ahead."))
        if Holiday.objects.filter(office=None, on=day).exists():
            raise ValidationError(_("This day is a national holiday already."))
        return day
