"""Input about printers, checked; nothing is saved here."""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bimbing.cards.models import Printer

#: Columns of a printer in millimetres, in the order of the page.
MOVES: Final = ("front_right", "front_down", "back_right", "back_down")
#: More than this is no drift: the paper lies wrong, or the printer scales.
FARTHEST: Final = Decimal(15)
_STEP: Final = Decimal("0.1")


class Millimetres(forms.CharField):
    """`1,5`, `-0.8`, `+2`, empty for none: a tenth of a millimetre exactly."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label, required=False, max_length=8, widget=forms.TextInput(attrs={"inputmode": "text"})
        )

    def prepare_value(self, value: Any) -> Any:
        """As it is written here: with a comma, and without `,0`."""
        if isinstance(value, Decimal):
            return f"{value:+.1f}".replace(".", ",") if value else "0"
        return value

    def clean(self, value: Any) -> Decimal:
        text = str(super().clean(value)).replace(",", ".").replace("−", "-").removesuffix("mm").strip()
        try:
            read = Decimal(text or "0")
            tenth = read.quantize(_STEP) if read.is_finite() and abs(read) < 1000 else None
        except InvalidOperation:
            tenth = None
        if tenth is None:
            raise ValidationError(_("Write millimetres, for example 1,5 or -0,8."))
        if abs(tenth) > FARTHEST:
            raise ValidationError(_("At most 15 mm. If it is more, the paper lies wrong in the printer."))
        return tenth


class PrinterForm(forms.Form):
    """A printer of the office: its name when it is new, and how far its paper must be moved."""

    name = forms.CharField(label=_("Name of the printer"), max_length=60)
    front_right = Millimetres(_("Front: to the right, mm"))
    front_down = Millimetres(_("Front: down, mm"))
    back_right = Millimetres(_("Back: to the right, mm"))
    back_down = Millimetres(_("Back: down, mm"))
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, printer: Printer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if printer is not None:  # a printer keeps its name: people know it by it
            del self.fields["name"]
