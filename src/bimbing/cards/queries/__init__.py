"""What is known about cards."""

from django.db.models import QuerySet

from bimbing.cards.models import Card, CardPrint, Printer, PrintHabit
from bimbing.offices.models import Staff
from bimbing.rules.card_paper import CardChoice, CardKind, Sides


def cards_of_client(client_id: int) -> list[Card]:
    """Every card a client has had, the valid one first. The caller has checked that the client may be seen."""
    cards = Card.objects.filter(client_id=client_id).select_related("issued_by", "replaced_by")
    return sorted(cards, key=lambda card: -card.sequence)


def prints_of_client(client_id: int) -> list[CardPrint]:
    """Every printing for a client, newest first."""
    return list(CardPrint.objects.filter(card__client_id=client_id).select_related("by", "card")[:20])


def printers_of(staff: Staff) -> QuerySet[Printer]:
    """The printers of the office whose paper must be moved."""
    return Printer.objects.filter(office_id=staff.office_id)


def habit_of(staff: Staff) -> tuple[CardChoice, int | None]:
    """What this member of staff chose last, else what the office chose last, with the printer's id."""
    habits = PrintHabit.objects.filter(staff__office_id=staff.office_id)
    habit = habits.filter(staff=staff).first() or habits.order_by("-at").first()
    if habit is None:
        return CardChoice(), None
    return CardChoice(CardKind(habit.layout), Sides(habit.sides)), habit.printer_id
