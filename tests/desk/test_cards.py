"""The card says what the record says, to those who may print it, and no more than its profile."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from bimbing.attendance.actions import settle
from bimbing.attendance.models import Visit
from bimbing.audit.models import Event
from bimbing.cards.models import Card, CardPrint
from bimbing.offices.models import Section, Staff
from bimbing.supervision.actions import Offence, write_offences
from bimbing.supervision.models import Note, Supervision
from tests.factories import AT, SupervisionFactory

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return " ".join(
        page.extract_text() for page in PdfReader(BytesIO(b"".join(response.streaming_content))).pages
    )


def supervised(officer: Staff, **fields: Any) -> Supervision:
    row = SupervisionFactory(officer=officer, **fields)
    write_offences(case_id=row.case_id, offences=[Offence("PENCURIAN", articles="363 ayat (1) KUHP")])
    row.client.nik, row.client.religion = "3522151005909001", "Islam"
    row.client.save()
    return row


def visited(row: Supervision, on: date) -> None:
    Visit.objects.create(
        supervision=row, on=on, source="scan", recorded_by=row.officer, recorded_at=AT, request_key=uuid4()
    )
    settle(supervision_ids=[row.pk], as_of=AT.date())


def test_the_card_holds_what_the_record_holds(ani: Staff, browser_of: Any) -> None:
    row = supervised(
        ani, client__full_name="SUWARNO", start_date=date(2026, 8, 10), end_date=date(2027, 6, 10)
    )
    visited(row, date(2026, 9, 7))
    text = text_of(browser_of(ani).post(reverse("card_pdf", args=[row.client_id])))
    card = Card.objects.get(client=row.client)
    assert row.register_no in text
    assert "Suwarno" in text
    assert f"{card.short_code[:3]}-{card.short_code[3:6]}-{card.short_code[6:]}" in text
    assert "Ani" in text


def test_the_private_card_says_nothing_of_offence_religion_or_the_whole_nik(
    ani: Staff, browser_of: Any
) -> None:
    row = supervised(ani)
    text = text_of(browser_of(ani).post(reverse("card_pdf", args=[row.client_id])))
    assert [
        word for word in ("Pencurian", "363", "Islam", "3522151005909001", "35221510") if word in text
    ] == []


def test_a_childs_card_knows_only_initials(ani: Staff, browser_of: Any) -> None:
    row = supervised(
        ani, section=Section.JUVENILE, client__full_name="BAGUS ADI PRATAMA", programme_id="DIVERSI"
    )
    text = text_of(browser_of(ani).post(reverse("card_pdf", args=[row.client_id])))
    assert [
        word
        for word in ("Bagus", "BAGUS", "Pratama", "DIVERSI", "Diversi", "Bapas", "Pencurian")
        if word in text
    ] == []
    assert "B.A.P." in text


def test_printing_is_counted_and_on_the_trail(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    row = supervised(ani)
    browser = browser_of(dewi)
    for _ in range(2):
        text_of(browser.post(reverse("card_pdf", args=[row.client_id])))
    assert list(CardPrint.objects.order_by("version").values_list("version", "by")) == [
        (1, dewi.pk),
        (2, dewi.pk),
    ]
    assert (
        Event.objects.filter(client_id=row.client_id, staff_id=dewi.pk, action="card.printed.card").count()
        == 2
    )


def test_looking_at_the_cards_page_prints_nothing(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    row = supervised(ani)
    for address in (
        reverse("cards"),
        reverse("card_print", args=[row.client_id]),
        reverse("pk_sheet", args=[row.client_id]),
    ):
        browser_of(dewi).get(address)
    assert (Card.objects.count(), CardPrint.objects.count()) == (0, 0)


def test_the_officers_sheet_shows_notes_only_to_those_who_may_read_them(
    ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    row = supervised(ani)
    Note.objects.create(
        supervision=row, on=date(2026, 9, 7), text="Mulai berdagang sayur", by=ani, at=AT, request_key=uuid4()
    )
    address = reverse("pk_sheet", args=[row.client_id])
    assert "berdagang" in text_of(browser_of(ani).post(address))
    assert "berdagang" not in text_of(browser_of(dewi).post(address))


def test_a_group_is_printed_in_one_file(dewi: Staff, ani: Staff, budi: Staff, browser_of: Any) -> None:
    for _ in range(3):
        supervised(ani)
    supervised(budi)
    response = browser_of(dewi).post(reverse("cards_print"), {"pk": ani.pk})
    assert len(PdfReader(BytesIO(b"".join(response.streaming_content))).pages) == 6
    assert Card.objects.count() == 3


def test_an_empty_group_says_so(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    response = browser_of(dewi).post(reverse("cards_print"), {"pk": ani.pk}, follow=True)
    assert "tidak ada yang dicetak" in response.content.decode()


@pytest.mark.parametrize(
    "sent", [{"pk": "x"}, {"pk": "1e9"}, {"kurang": "semua"}, {"program": "?"}, {"pk": "9" * 30}]
)
def test_a_group_that_cannot_be_read_is_empty_and_not_everybody(
    dewi: Staff, ani: Staff, browser_of: Any, sent: dict[str, str]
) -> None:
    supervised(ani)
    response = browser_of(dewi).post(reverse("cards_print"), sent, follow=True)
    assert "tidak ada yang dicetak" in response.content.decode()
    assert Card.objects.count() == 0


def test_an_officer_cannot_print_a_colleagues_clients(ani: Staff, budi: Staff, browser_of: Any) -> None:
    row = supervised(budi)
    browser = browser_of(ani)
    assert browser.post(reverse("card_pdf", args=[row.client_id])).status_code == 404
    browser.post(reverse("cards_print"), {"pilih": row.pk})
    assert Card.objects.count() == 0


@pytest.mark.parametrize("name", ["card_print", "card_pdf", "pk_sheet", "card_replace"])
def test_a_stranger_finds_nothing(name: str, ani: Staff, candra: Staff, browser_of: Any) -> None:
    row = supervised(ani)
    browser, address = browser_of(candra), reverse(name, args=[row.client_id])
    response = browser.get(address) if name == "card_print" else browser.post(address)
    assert response.status_code == 404


def test_the_desk_prints_no_cards(fitri: Staff, ani: Staff, browser_of: Any) -> None:
    row = supervised(ani)
    assert browser_of(fitri).post(reverse("card_pdf", args=[row.client_id])).status_code == 403


def test_replacing_asks_why(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    row = supervised(ani)
    browser = browser_of(dewi)
    browser.post(reverse("card_pdf", args=[row.client_id]))
    card = Card.objects.get()
    address = reverse("card_replace", args=[row.client_id])
    browser.post(address, {"kartu": card.pk, "alasan": " "})
    browser.post(address, {"kartu": card.pk, "alasan": "\x00"})
    assert browser.post(address, {"kartu": "x", "alasan": "hilang"}).status_code == 404
    assert Card.objects.count() == 1
    browser.post(address, {"kartu": card.pk, "alasan": "hilang"})
    assert list(Card.objects.order_by("sequence").values_list("state", flat=True)) == ["replaced", "valid"]
