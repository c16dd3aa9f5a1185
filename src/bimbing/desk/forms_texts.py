"""A form that corrects a record which others may correct too: it knows the text of each field when it was opened."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class TextsForm(forms.Form):
    """The fields of a record as texts. `names`: in the order of the page; `reason`: for the trail.

    What is compared, between what was typed, what stood there and what stands there now, are the texts; two texts
    that are read alike are the same.
    """

    names: Sequence[str] = ()
    reason = forms.CharField(
        label=_("Why is it changed?"),
        max_length=200,
        required=False,
        help_text=_("Stands in the history beside the old value."),
    )

    def __init__(self, data: Any = None, *, today: date, was: Mapping[str, str], **rest: Any) -> None:
        """`was`: the text of each field when the form was opened."""
        super().__init__(data, **rest)
        self.today, self.was = today, was

    def clean(self) -> dict[str, Any]:
        """What stood there before and was not touched is not complained about."""
        data = super().clean() or self.cleaned_data
        for name in self.names:
            if name in self.errors and spaced(self.data.get(name, "")) == spaced(self.was.get(name, "")):
                del self.errors[name]
        return data

    def touched(self) -> list[str]:
        """The fields whose meaning is another than when the form was opened."""
        return [
            name
            for name in self.names
            if not self.same(name, self.data.get(name, ""), self.was.get(name, ""))
        ]

    def words(self, name: str, text: str) -> str:
        """A field's text as people read it: the name of a choice, not its code."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(text, text)) if text else ""

    def same(self, name: str, one: str, other: str) -> bool:
        """Whether two texts of a field mean the same: `10/3/1990` is `10-03-1990`."""
        return spaced(one) == spaced(other) or self.value_of(name, one) == self.value_of(name, other)

    def value_of(self, name: str, text: str) -> Any:
        """What a text of a field is read as; the text itself where it cannot be read."""
        try:
            return self.fields[name].clean(text)
        except ValidationError:
            return spaced(text)


def spaced(text: str) -> str:
    """A text with single spaces, without those at its ends."""
    return " ".join(text.split())
