"""What an office says from a day on, and what the panel decided: typed, cleaned, not saved."""

import re
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bimbing.attendance.forms import DayField
from bimbing.offices.models import DateRule, Section, Signatory
from bimbing.rules.dates import read_date
from bimbing.rules.offence_words import NEW_CODE, OLD_CODE
from bimbing.rules.phases import Phase
from bimbing.rules.programmes import ProgrammeGroup
from bimbing.supervision.models import END_RULE_LABELS, PHASE_LABELS, OffenceCategory
from bimbing.supervision.models_rules import COMMON_INTERVALS

GROUP_LABELS: Final = {
    ProgrammeGroup.ASIMILASI: _("Assimilation"),
    ProgrammeGroup.INTEGRASI: _("Reintegration"),
    ProgrammeGroup.PIDANA_ALTERNATIF: _("Alternative punishment"),
    ProgrammeGroup.ANAK: _("Children's justice"),
    ProgrammeGroup.LANJUTAN: _("Aftercare"),
    ProgrammeGroup.LAIN: _("Other"),
}
_INTERVALS: Final = [(key.value, label) for key, label in COMMON_INTERVALS.items()]
_NUMBER = re.compile(r"\d{1,3}[a-zA-Z]?")


class RuleForm(forms.Form):
    """Something that holds from a day on. `seen` is what was decided last when the page was opened."""

    valid_from = forms.CharField(
        label=_("Holds from"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("A coming day, best the first of a month."),
    )
    reason = forms.CharField(
        label=_("Decided by"),
        max_length=200,
        help_text=_("The order or agreement, for example: Surat Kepala Bapas No. 12 Tahun 2026."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    #: Days before today on which it may begin; none: only a coming day.
    days_back = -1

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.order_fields(
            ["valid_from", *(name for name in self.fields if name not in ("valid_from", "reason")), "reason"]
        )

    def clean_valid_from(self) -> date:
        reading = read_date(self.cleaned_data["valid_from"], today=self.today)
        if reading.value is None or any(doubt.severity != "note" for doubt in reading.doubts):
            raise ValidationError(_("This is no day. Write it as 1-1-2027 or 1 Januari 2027."))
        day: date = reading.value
        if day < self.today - timedelta(days=self.days_back):
            raise ValidationError(self.too_early())
        if day.year > self.today.year + 2:
            raise ValidationError(_("At most two years ahead."))
        return day

    def too_early(self) -> Any:
        return _(
            "Only a coming day: months that are over are not counted anew, three misses are a ground for revocation."
        )


class ProgrammeRuleForm(RuleForm):
    """How often clients of a programme report, and whether they count."""

    interval = forms.ChoiceField(label=_("Clients report"), choices=_INTERVALS)
    counts_as_active = forms.BooleanField(
        label=_("Reports count them among the active clients"), required=False
    )


class PhaseRuleForm(RuleForm):
    """Where phases are suggested, and how often clients report in each."""

    first_percent = forms.IntegerField(
        label=_("Second phase after, in per cent of the guidance"), min_value=0, max_value=100
    )
    second_percent = forms.IntegerField(
        label=_("Last phase after, in per cent of the guidance"), min_value=0, max_value=100
    )
    awal_interval = forms.ChoiceField(label=_("In the first phase"), required=False)
    lanjutan_interval = forms.ChoiceField(label=_("In the second phase"), required=False)
    akhir_interval = forms.ChoiceField(label=_("In the last phase"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for phase in Phase:
            field: Any = self.fields[f"{phase.value}_interval"]
            field.choices = [("", _("as the programme says")), *_INTERVALS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, second = data.get("first_percent"), data.get("second_percent")
        if first is not None and second is not None and first > second:
            self.add_error("second_percent", _("The last phase cannot begin before the second."))
        return data


class DateRuleForm(RuleForm):
    """By which conventions dates are computed."""

    end_offset_days = forms.TypedChoiceField(
        label=_("The last day of guidance is"),
        choices=DateRule.Offset.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    fraction_month_days = forms.IntegerField(
        label=_("Days of a month when a fraction is taken"), min_value=28, max_value=31
    )
    fraction_rounding = forms.ChoiceField(
        label=_("A part of a day is rounded"), choices=DateRule.Rounding.choices
    )
    child_parole = forms.ChoiceField(label=_("The PB of a child ends"), choices=DateRule.ChildParole.choices)
    leave_months = forms.IntegerField(
        label=_("CB and CMB last at most, in months"), min_value=1, max_value=12
    )

    def too_early(self) -> Any:
        return _("Only a coming day: guidances that have begun keep the conventions of their first day.")


class SignatoryForm(RuleForm):
    """Who signs the letters."""

    days_back = 31
    standing = forms.ChoiceField(
        label=_("Signs as"), choices=Signatory.Standing.choices, widget=forms.RadioSelect
    )
    full_name = forms.CharField(label=_("Name with titles"), max_length=120)
    rank = forms.CharField(
        label=_("Rank"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Pembina (IV/a)"}),
    )
    nip = forms.CharField(
        label="NIP", max_length=30, required=False, widget=forms.TextInput(attrs={"spellcheck": "false"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].help_text = _("At most a month back: letters of earlier days stay.")

    def clean_nip(self) -> str:
        digits = re.sub(r"\D", "", self.cleaned_data["nip"])
        if digits and len(digits) != 18:
            raise ValidationError(_("A NIP has 18 figures."))
        return digits

    def too_early(self) -> Any:
        return _("At most a month back.")


# ------------------------------------------------------------------ programmes and offences


class AnswerForm(forms.Form):
    """Whether new clients get it, and its place. `version` is that of the answer that the page showed."""

    is_offered = forms.BooleanField(label=_("Offered for new clients"), required=False)
    position = forms.IntegerField(label=_("Place in the lists"), min_value=1, max_value=999)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class OwnProgrammeForm(forms.Form):
    """What the office says of a programme of its own."""

    label = forms.CharField(label=_("Name"), max_length=80)
    group = forms.ChoiceField(
        label=_("Family"), choices=[(key.value, label) for key, label in GROUP_LABELS.items()]
    )
    sections = forms.MultipleChoiceField(
        label=_("Register books"), choices=Section.choices, widget=forms.CheckboxSelectMultiple
    )
    end_rule = forms.ChoiceField(
        label=_("Its end is computed from"),
        choices=[(key.value, label) for key, label in END_RULE_LABELS.items()],
    )

    def clean_sections(self) -> str:
        return ",".join(code for code in Section.values if code in self.cleaned_data["sections"])


class OwnAnswerForm(AnswerForm, OwnProgrammeForm):
    """A programme of the office's own, as its page changes it."""


class NewProgrammeForm(OwnProgrammeForm):
    """A programme that the office adds."""

    mark = forms.CharField(
        label=_("Short form"),
        max_length=10,
        help_text=_("Stands in register numbers, for example PKBM."),
        widget=forms.TextInput(attrs={"class": "code", "spellcheck": "false"}),
    )
    interval = forms.ChoiceField(label=_("Clients report"), choices=_INTERVALS)
    counts_as_active = forms.BooleanField(
        label=_("Reports count them among the active clients"), required=False
    )
    position = forms.IntegerField(label=_("Place in the lists"), min_value=1, max_value=999)

    def clean_mark(self) -> str:
        mark: str = self.cleaned_data["mark"].upper()
        if not re.fullmatch(r"[A-Z][A-Z0-9_]{1,9}", mark):
            raise ValidationError(_("Two to ten letters or figures, a letter first."))
        return mark


class OwnOffenceForm(AnswerForm):
    """A kind of offence of the office's own, as its page changes it."""

    label = forms.CharField(label=_("Name"), max_length=80)


class NewOffenceForm(forms.Form):
    """A kind of offence that the office adds."""

    label = forms.CharField(
        label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"placeholder": "Tambang tanpa izin"})
    )
    position = forms.IntegerField(label=_("Place in the lists"), min_value=1, max_value=999)


class HintForm(forms.Form):
    """What an article means in this office."""

    law = forms.CharField(
        label=_("Law"),
        max_length=20,
        help_text=_("KUHP lama, KUHP baru, or number and year: 35/2009."),
        widget=forms.TextInput(attrs={"placeholder": "35/2009", "autocomplete": "off"}),
    )
    article = forms.CharField(
        label=_("Article"),
        max_length=6,
        required=False,
        help_text=_("Left empty: the whole law."),
        widget=forms.TextInput(attrs={"placeholder": "114", "autocomplete": "off"}),
    )
    offence = forms.ModelChoiceField(label=_("Means"), queryset=OffenceCategory.objects.none())

    def __init__(self, *args: Any, offences: QuerySet[OffenceCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offence"].queryset = offences  # type: ignore[attr-defined]

    def clean_law(self) -> str:
        text = self.cleaned_data["law"].casefold()
        if "lama" in text:
            return OLD_CODE
        if "baru" in text:
            return NEW_CODE
        numbers = re.fullmatch(r"\D*(\d{1,3})\D+(\d{4})\D*", text)
        if numbers is None:
            raise ValidationError(_("Write KUHP lama, KUHP baru, or number and year as 35/2009."))
        if (numbers[1], numbers[2]) == ("1", "2023"):
            return NEW_CODE
        return f"{int(numbers[1])}/{numbers[2]}"

    def clean_article(self) -> str:
        text: str = self.cleaned_data["article"].strip().upper()
        if text and not _NUMBER.fullmatch(text):
            raise ValidationError(_("One article: a number, with a letter at most."))
        return text


# ------------------------------------------------------------------ the panel


class PhaseDecisionForm(forms.Form):
    """What a session of the panel decided about one client."""

    supervision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    phase = forms.ChoiceField(
        label=_("The panel puts the client into"),
        choices=[(key.value, label) for key, label in PHASE_LABELS.items()],
        widget=forms.RadioSelect,
    )
    tpp_number = forms.CharField(label=_("Number of the panel's minutes"), max_length=120)
    note = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Needed where a phase is passed over or gone back to."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tpp_date"] = DayField(label=_("Day of the session"), today=today)
        self.fields["since"] = DayField(label=_("The phase begins on"), today=today)
        self.order_fields(["supervision", "version", "phase", "since", "tpp_number", "tpp_date", "note"])


class SessionForm(forms.Form):
    """One session of the panel about several clients. Without a day each phase begins on the day suggested for it."""

    tpp_number = forms.CharField(label=_("Number of the panel's minutes"), max_length=120)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tpp_date"] = DayField(label=_("Day of the session"), today=today)
        self.fields["since"] = DayField(
            label=_("All begin on"),
            today=today,
            required=False,
            help_text=_("Left empty, each phase begins on the day suggested for it."),
        )


class WithdrawalForm(forms.Form):
    """Why a decision is withdrawn."""

    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(max_length=200)
