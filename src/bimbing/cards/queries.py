"""What is known about cards."""

from bimbing.cards.models import Card, CardPrint


def cards_of_client(client_id: int) -> list[Card]:
    """Every card a client has had, the valid one first. The caller has checked that the client may be seen."""
    cards = Card.objects.filter(client_id=client_id).select_related("issued_by", "replaced_by")
    return sorted(cards, key=lambda card: -card.sequence)


def prints_of_client(client_id: int) -> list[CardPrint]:
    """Every printing for a client, newest first."""
    return list(CardPrint.objects.filter(card__client_id=client_id).select_related("by", "card")[:20])
