"""Addresses of the cards: printing puts the person, the visits and the card together, so it is the desk's."""

from django.urls import path

from bimbing.desk.views import cards, printers

urlpatterns = [
    path("", cards.cards, name="cards"),
    path("cetak/", cards.print_group, name="cards_print"),
    path("pencetak/", printers.printers, name="printers"),
    path("pencetak/<int:printer_id>/", printers.printer, name="printer"),
    path("pencetak/<int:printer_id>/uji/", printers.printer_test, name="printer_test"),
    path("klien/<int:client_id>/", cards.card_of_client, name="card_print"),
    path("klien/<int:client_id>/cetak/", cards.print_card, name="card_pdf"),
    path("klien/<int:client_id>/lembar-pk/", cards.print_pk_sheet, name="pk_sheet"),
    path("klien/<int:client_id>/ganti/", cards.replace_card, name="card_replace"),
]
