"""What the print page says about layouts and about printing on one side or on both."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.cards.pdf import CardKind, Sides


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """A layout as it is offered."""

    value: str
    name: Promise | str
    about: Promise | str


LAYOUTS: tuple[LayoutWords, ...] = (
    LayoutWords(
        CardKind.BOOKLET.value,
        _("Folded A4 card"),
        _("One sheet a client: large print, 24 lines for visits."),
    ),
    LayoutWords(CardKind.A6.value, _("A6 card"), _("Two or four a sheet: large date, 13 lines for visits.")),
    LayoutWords(
        CardKind.WALLET_10.value, _("Wallet card, 10 a sheet"), _("Size of a bank card: eight dates to tick.")
    ),
    LayoutWords(
        CardKind.WALLET_8.value, _("Wallet card, 8 a sheet"), _("The same with room between the rows to cut.")
    ),
)
SIDES: tuple[tuple[str, Promise | str], ...] = (
    (Sides.SHORT.value, _("Both sides, flipped on the short edge")),
    (Sides.LONG.value, _("Both sides, flipped on the long edge")),
    (Sides.ONE.value, _("One side: fold or glue")),
)
