"""What is typed when a client's data are corrected: the columns of the person and his telephones, as they are read."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bimbing.clients.models import Client, Phone, Religion, Sex
from bimbing.desk.forms_new_client import ReadField, owner_of
from bimbing.desk.forms_texts import TextsForm
from bimbing.rules import phone as phones
from bimbing.rules.dates import read_date, short_date
from bimbing.rules.nik import read_nik
from bimbing.rules.reading import Reading

#: The parts of the page, each field with its width there.
PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "name": {"full_name": "", "aliases": "half", "call_name": "half", "parent_name": "half", "sex": "half"},
    "papers": {"nik": "half", "birth_place": "half", "birth_date": "half", "birth_year": "half"},
    "where": {"phones": "", "address": "", "village": "third", "district": "third", "regency": "third"},
    "life": {"religion": "half", "education": "half", "occupation": "half", "marital_status": "half", "remarks": ""},
}  # fmt: skip
FIELDS: Final = tuple(name for part in PARTS.values() for name in part)
#: Word in a telephone cell that `rules.phone` reads as the owner.
_OWNER_WORDS: Final = {
    Phone.Owner.SPOUSE: "istri/suami", Phone.Owner.PARENT: "orang tua", Phone.Owner.CHILD: "anak",
    Phone.Owner.SIBLING: "saudara", Phone.Owner.GUARANTOR: "penjamin", Phone.Owner.VILLAGE: "perangkat desa",
    Phone.Owner.OTHER: "tetangga",
}  # fmt: skip


class ClientDataForm(TextsForm):
    """A client's data for correction. `version`: the record's when the form was opened."""

    names = FIELDS
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any = None, *, today: date, was: Mapping[str, str], **rest: Any) -> None:
        """`was`: the text of each field when the form was opened."""
        super().__init__(data, today=today, was=was, **rest)
        for name in FIELDS:
            self.fields[name] = self._field(name)
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.order_fields([*FIELDS, "reason", "version"])

    def _field(self, name: str) -> forms.Field:
        label: Any = _LABELS.get(name) or capfirst(_column(name).verbose_name)
        if name == "phones":
            return ReadField(
                phones.read_phones,
                label=label,
                required=False,
                help_text=_("Several with a stroke: 0812-… (istri) / 0857-…"),
            )
        if name == "nik":
            return ReadField(read_nik, label=label, required=False, max_length=60)
        if name == "birth_date":
            return ReadField(self._read_day, label=label, required=False, max_length=60)
        if name == "birth_year":
            return forms.IntegerField(
                label=label, required=False, min_value=1900, max_value=self.today.year,
                help_text=_("Only where the day is not known."),
            )  # fmt: skip
        if name in ("sex", "religion"):
            kinds = Sex.choices if name == "sex" else Religion.choices
            return forms.ChoiceField(label=label, required=False, choices=[("", "—"), *kinds])
        widget = forms.Textarea(attrs={"rows": 2}) if name == "remarks" else forms.TextInput()
        longest = _LONGEST_REMARKS if name == "remarks" else _column(name).max_length
        return forms.CharField(label=label, required=name == "full_name", max_length=longest, widget=widget)

    def _read_day(self, text: str) -> Reading[date]:
        return read_date(text, today=self.today)

    def value_of(self, name: str, text: str) -> Any:
        value = super().value_of(name, text)
        return _numbers(value) if name == "phones" and not isinstance(value, str) else value

    def columns(self, names: Any) -> dict[str, Any]:
        """Columns of Client with the values typed, for those of `names`."""
        empty: dict[str, Any] = {"birth_date": None, "birth_year": None}
        data = self.cleaned_data
        return {name: data[name] or empty.get(name, "") for name in names if name != "phones"}

    def phones(self) -> list[tuple[str, str]]:
        """The telephones typed: (E.164, owner)."""
        return _numbers(self.cleaned_data["phones"])


_LONGEST_REMARKS: Final = 2000
_LABELS: Final = {
    "phones": _("Telephone"),
    "birth_year": _("Year of birth"),
    "nik": "NIK",
    "aliases": _("Aliases, with a stroke between"),
}


def _column(name: str) -> Any:
    return Client._meta.get_field(name)  # noqa: SLF001  (the public way to a column)


def _numbers(read: Any) -> list[tuple[str, str]]:
    return [(one.e164[:17], owner_of(one).value) for one in read or ()]


def texts_of(client: Client) -> dict[str, str]:
    """Each field as it stands in the form. Reads the client's telephones."""
    texts = {name: _text(getattr(client, name)) for name in FIELDS if name != "phones"}
    texts["phones"] = " / ".join(phone_text(one.number, one.owner) for one in client.phones.all())
    return {name: texts[name] for name in FIELDS}


def phone_text(number: str, owner: str) -> str:
    """`0812-0000-0001 (istri/suami)`: as a telephone is typed and shown in the form and the history."""
    word = _OWNER_WORDS.get(Phone.Owner(owner)) if owner in Phone.Owner.values else None
    return f"{phones.display(number)} ({word})" if word else phones.display(number)


def _text(value: Any) -> str:
    if isinstance(value, date):
        return short_date(value)
    return "" if value is None else str(value)
