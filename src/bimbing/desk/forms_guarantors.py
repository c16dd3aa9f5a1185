"""Who answers for a client, as it is typed: up to three people."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from bimbing.clients.actions import GUARANTOR
from bimbing.desk.forms_new_client import ReadField
from bimbing.desk.forms_texts import TextsForm
from bimbing.rules import phone as phones

#: So many can be typed.
MOST_GUARANTORS: Final = 3
_WIDTHS: Final = {"name": "half", "relation": "half", "phone": "half", "address": ""}
_LENGTHS: Final = {"name": 120, "relation": 40, "phone": 60, "address": 300}
_LABELS: Final[Mapping[str, Any]] = {
    "name": _("Name"), "relation": _("Relation"), "phone": _("Telephone"), "address": _("Address"),
}  # fmt: skip
_EXAMPLES: Final[Mapping[str, Any]] = {"relation": _("wife, parent, guardian"), "phone": "0812-3456-7890"}


def _name_of(place: int, column: str) -> str:
    return f"guarantor_{place}_{column}"


#: The fields of each place with their widths.
PLACES: Final[Sequence[Mapping[str, str]]] = [
    {_name_of(place, column): width for column, width in _WIDTHS.items()}
    for place in range(1, MOST_GUARANTORS + 1)
]
FIELDS: Final = tuple(name for place in PLACES for name in place)


class GuarantorsForm(TextsForm):
    """The guarantors of a client. `version`: that of the client's record when the form was opened."""

    names = FIELDS
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any = None, *, today: date, was: Mapping[str, str], **rest: Any) -> None:
        super().__init__(data, today=today, was=was, **rest)
        for name in FIELDS:
            column = name.rpartition("_")[2]
            options: dict[str, Any] = {
                "label": _LABELS[column], "required": False, "max_length": _LENGTHS[column],
            }  # fmt: skip
            field = (
                ReadField(phones.read_phones, **options) if column == "phone" else forms.CharField(**options)
            )
            field.widget.attrs |= {"autocomplete": "off", "placeholder": _EXAMPLES.get(column, "")}
            self.fields[name] = field
        self.order_fields([*FIELDS, "reason", "version"])

    def value_of(self, name: str, text: str) -> Any:
        value = super().value_of(name, text)
        return _number(value) if name.endswith("_phone") and not isinstance(value, str) else value

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for place in range(1, MOST_GUARANTORS + 1):
            told = [data.get(_name_of(place, column)) for column in GUARANTOR if column != "name"]
            if any(told) and not data.get(_name_of(place, "name")):
                self.add_error(_name_of(place, "name"), _("Who is it?"))
        return data

    def guarantors(
        self, touched: Collection[str], known: Sequence[Mapping[str, str]]
    ) -> list[dict[str, str]] | None:
        """All guarantors as they shall be; None where nothing was touched. `known`: as they are."""
        if not touched:
            return None
        shall = []
        for place in range(1, max(MOST_GUARANTORS, len(known)) + 1):
            one = dict(known[place - 1]) if place <= len(known) else dict.fromkeys(GUARANTOR, "")
            for column in GUARANTOR:
                if (name := _name_of(place, column)) in touched:
                    value = self.cleaned_data[name]
                    one[column] = _number(value) if column == "phone" else value
            shall.append(one)
        return [one for one in shall if one["name"]]


def texts_of(known: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Each field as it stands in the form."""
    texts = dict.fromkeys(FIELDS, "")
    for place, one in enumerate(known[:MOST_GUARANTORS], start=1):
        for column in GUARANTOR:
            text = one[column]
            texts[_name_of(place, column)] = phones.display(text) if column == "phone" and text else text
    return texts


def _number(read: Any) -> str:
    return str(read[0].e164[:17]) if read else ""
