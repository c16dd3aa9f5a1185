"""Input about the office and its people, checked; nothing is saved here."""

import re
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from bimbing.offices.models import Office, Outpost, Section, Staff
from bimbing.offices.permissions import Role, roles_at
from bimbing.offices.queries import outposts_of

#: The four lines of a letterhead of today; the dots are for the office to fill.
LETTERHEAD = "\n".join(
    (
        "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
        "DIREKTORAT JENDERAL PEMASYARAKATAN",
        "KANTOR WILAYAH …",
        "BALAI PEMASYARAKATAN …",
    )
)
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


def clean_user_name(value: str) -> str:
    """A user name in small letters. Raises ValidationError."""
    name = value.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise ValidationError(
            _("At least three letters or digits, without spaces, for example dewi or dewi.a.")
        )
    if Staff.objects.filter(username__iexact=name).exists():
        raise ValidationError(_("This user name is taken. Add an initial or a number."))
    return name


LONGEST_USER_NAME: int = Staff._meta.get_field("username").max_length or 60  # noqa: SLF001


class SignInForm(AuthenticationForm):
    """User name, in any case, and password. One sentence for every refusal: it must not tell which was wrong."""

    error_messages = {
        "invalid_login": _("User name or password is wrong. Mind capital letters in the password."),
        "inactive": _("User name or password is wrong. Mind capital letters in the password."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("Your password")

    def clean_username(self) -> str:
        # One letter more than any user name has: nobody's, and short enough for the record of attempts.
        return str(self.cleaned_data["username"]).lower()[: LONGEST_USER_NAME + 1]


class NewPasswordMixin(forms.Form):
    """A password typed twice. `person()` says whose it will be, so that it is not his own name."""

    password1 = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Three or four words that only you put together are best."),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def person(self) -> Staff:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Type both once more."))
        elif first:
            try:
                validate_password(first, self.person())
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class FirstRunForm(NewPasswordMixin):
    """The office and its first administrator, on one page."""

    name = forms.CharField(
        label=_("Name of the office"),
        max_length=120,
        widget=forms.TextInput(
            attrs={"placeholder": "Balai Pemasyarakatan Kelas II Bojonegoro", "autofocus": True}
        ),
    )
    city = forms.CharField(
        label=_("City"), max_length=60, help_text=_("Stands in front of the date on every letter.")
    )
    code = forms.SlugField(
        label=_("Short code"),
        max_length=20,
        required=False,
        help_text=_("Left empty, it is made from the city."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=Office.TimeZone.choices)
    letterhead = forms.CharField(
        label=_("Letterhead"),
        initial=LETTERHEAD,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("As on the office's letters, one line a line. Replace the dots; the last line may stay."),
    )
    full_name = forms.CharField(
        label=_("Your full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = (
        "name",
        "city",
        "code",
        "time_zone",
        "letterhead",
        "full_name",
        "username",
        "password1",
        "password2",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].initial = Office.TimeZone.WIB

    def person(self) -> Staff:
        return Staff(
            username=self.cleaned_data.get("username", ""), full_name=self.cleaned_data.get("full_name", "")
        )

    def clean_username(self) -> str:
        return clean_user_name(self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("city") and not cleaned.get("code"):
            cleaned["code"] = slugify(cleaned["city"])[:20] or "bapas"
        if cleaned.get("name") and cleaned.get("letterhead"):
            *above, last = cleaned["letterhead"].strip().splitlines()
            last = cleaned["name"].upper() if "…" in last else last
            if any("…" in line for line in above):
                self.add_error("letterhead", _("Complete the line with the dots, or delete it."))
            cleaned["letterhead"] = "\n".join(line.strip() for line in (*above, last) if line.strip())
        return cleaned

    def office_columns(self) -> dict[str, Any]:
        """The columns of the office to be opened."""
        clean = self.cleaned_data
        return {
            "name": clean["name"],
            "short_name": f"Bapas {clean['city']}"[:60],
            "code": clean["code"],
            "city": clean["city"],
            "time_zone": clean["time_zone"],
            "letterhead": clean["letterhead"],
        }


class PasswordForm(NewPasswordMixin):
    """The present password and a new one."""

    password = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("password", "password1", "password2")

    def __init__(self, staff: Staff, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff
        self.fields["password1"].label = _("A new password")
        self.fields["password2"].label = _("The new password again")

    def person(self) -> Staff:
        return self.staff

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.staff.check_password(password):
            raise ValidationError(_("This is not your present password."))
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("password") and cleaned.get("password") == cleaned.get("password1"):
            self.add_error("password1", _("Choose another password than the present one."))
        return cleaned


class PreferencesForm(forms.Form):
    """Language and size of the screen."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("id", "Bahasa Indonesia"), ("en", "English")], widget=forms.RadioSelect
    )
    large_text = forms.BooleanField(label=_("Large text, for reading at arm's length"), required=False)


class StaffForm(forms.Form):
    """A person of the office, as the administrator enters him."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    title = forms.CharField(
        label=_("Titles"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "S.H., M.Si."}),
    )
    nip = forms.CharField(
        label="NIP",
        max_length=30,
        required=False,
        help_text=_("18 digits; spaces do not matter."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        help_text=_("Printed on his clients' cards."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    section = forms.ChoiceField(
        label=_("Section"),
        choices=[("", _("Both sections")), *Section.choices],
        required=False,
        help_text=_("Sees only the clients of this section."),
    )
    outpost: "forms.ModelChoiceField[Outpost]" = forms.ModelChoiceField(
        label=_("Post"), queryset=Outpost.objects.none(), required=False, empty_label=_("At the office")
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("For signing in; small letters, without spaces."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )

    def __init__(self, *args: Any, by: Staff, staff: Staff | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.staff = by, staff
        self.fields["role"].choices = roles_at(by.office.kind)  # type: ignore[attr-defined]
        self.fields["outpost"].queryset = outposts_of(by)  # type: ignore[attr-defined]

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        if self.staff and name.strip().lower() == self.staff.username.lower():
            return self.staff.username
        return clean_user_name(name)

    def clean_nip(self) -> str:
        nip = re.sub(r"\s", "", self.cleaned_data["nip"])
        if not nip:
            return ""
        if not re.fullmatch(r"[0-9]{18}", nip):
            raise ValidationError(_("An NIP has 18 digits."))
        others = Staff.objects.of_office(self.by.office_id)
        if self.staff:
            others = others.exclude(pk=self.staff.pk)
        if others.filter(nip=nip).exists():
            raise ValidationError(_("A colleague has this NIP already."))
        return nip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") == Role.SECTION_HEAD and not cleaned.get("section"):
            self.add_error("section", _("A head of section needs a section."))
        return cleaned
