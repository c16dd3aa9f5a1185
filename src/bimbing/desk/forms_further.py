"""A further programme of a case that the register knows: only what is new is asked."""

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from bimbing.desk.actions import Registration
from bimbing.desk.forms_new_client import OF_THE_PERSON, PARTS, NewClientForm
from bimbing.supervision.models import Case, Supervision

#: What the verdict says stands in the register.
_OF_THE_CASE: Final = (*PARTS["case"], *PARTS["more"])
#: What may be typed; the door's parts with what is left of them.
FURTHER_PARTS: Final = {
    part: {name: width for name, width in fields.items() if name not in {*_OF_THE_CASE, *OF_THE_PERSON}}
    for part, fields in PARTS.items()
}


class FurtherForm(NewClientForm):
    """Programme, decision, days, officer and number; person, verdict, sentence and prison are those of `case`.

    `former`: the guidance that runs in this case, which this one may follow.
    """

    end_former = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, case: Case, former: Supervision | None, **rest: Any) -> None:
        super().__init__(data, client=case.client, **rest)
        self.case, self.former = case, former
        for name in _OF_THE_CASE:
            self.fields.pop(name, None)
        if former is None:
            del self.fields["end_former"]
        else:
            programme = former.programme.label if former.programme else "—"
            self.fields["end_former"].label = _("%(programme)s ends on the day this guidance starts") % {
                "programme": programme
            }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data.setdefault("hours", None)
        start = data.get("start_date")
        if self.former and data.get("end_former") and start:
            if start > self.today:
                said = _("It can end only on a day that has come: save without it, and end it then.")
                self.add_error("end_former", said)
            elif self.former.start_date and start < self.former.start_date:
                self.add_error("end_former", _("It starts after this day itself."))
        return data

    def case_columns(self) -> dict[str, Any]:
        """Columns of the known case, for what the rules compute of it."""
        return {
            field.attname: getattr(self.case, field.attname)
            for field in Case._meta.concrete_fields  # noqa: SLF001  (the public way to the columns)
            if not field.primary_key
        }

    def registration(self) -> Registration:
        """The entry of a valid form."""
        ends = self.former if self.cleaned_data.get("end_former") else None
        return replace(super().registration(), case={}, known_case=self.case, ends=ends)
