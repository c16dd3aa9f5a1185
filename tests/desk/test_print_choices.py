"""What is printed, in which layout, on which printer, and what the page remembers."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from bimbing.audit.models import Event
from bimbing.cards.models import CardPrint, Printer, PrintHabit
from bimbing.clients.models import Client
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.factories import SupervisionFactory

pytestmark = pytest.mark.django_db


def pdf(response: Any) -> PdfReader:
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(b"".join(response.streaming_content)))


def text_of(reader: PdfReader) -> str:
    return " ".join(page.extract_text() for page in reader.pages)


@pytest.fixture
def three(ani: Staff) -> list[Supervision]:
    names = ("SUWARNO", "AGUS", "MURNI")
    return [SupervisionFactory(officer=ani, client__full_name=name) for name in names]


@pytest.mark.parametrize(
    ("layout", "sides", "pages", "size"),
    [
        ("buku", "pendek", 6, (842, 595)),
        ("a6", "satu", 2, (595, 842)),
        ("a6", "panjang", 2, (595, 842)),
        ("dompet-10", "panjang", 2, (595, 842)),
        ("dompet-10", "satu", 1, (595, 842)),
        ("dompet-8", "pendek", 2, (595, 842)),
    ],
)
def test_a_group_is_printed_in_the_layout_that_was_chosen(
    layout: str, sides: str, pages: int, size: tuple[int, int], dewi: Staff, three: Any, browser_of: Any
) -> None:
    reader = pdf(browser_of(dewi).post(reverse("cards_print"), {"tata": layout, "sisi": sides}))
    assert len(reader.pages) == pages
    assert tuple(round(float(edge)) for edge in reader.pages[0].mediabox[2:]) == size
    assert set(CardPrint.objects.values_list("layout", flat=True)) == {layout}


def test_the_page_offers_what_was_chosen_last(dewi: Staff, ani: Staff, three: Any, browser_of: Any) -> None:
    printer = Printer.objects.create(office=dewi.office, name="Depan")
    asked = {"tata": "dompet-10", "sisi": "panjang", "pencetak": printer.pk}
    browser_of(dewi).post(reverse("cards_print"), asked)
    for staff in (dewi, ani):  # who has not chosen yet is offered what the office chose
        page = browser_of(staff).get(reverse("cards")).content.decode()
        assert 'value="dompet-10" checked' in page
        assert '<option value="panjang" selected>' in page
        assert f'<option value="{printer.pk}" selected>Depan' in page


def test_what_is_not_known_is_the_usual_choice(dewi: Staff, three: Any, browser_of: Any) -> None:
    asked = {"tata": "<b>", "sisi": "keempat", "pencetak": "9" * 30, "jenis": "entah"}
    assert len(pdf(browser_of(dewi).post(reverse("cards_print"), asked)).pages) == 6
    habit = PrintHabit.objects.get()
    assert (habit.layout, habit.sides, habit.printer) == ("buku", "pendek", None)


def test_another_offices_printer_moves_nothing(
    dewi: Staff, candra: Staff, three: Any, browser_of: Any
) -> None:
    printer = Printer.objects.create(office=candra.office, name="Jauh", front_right=9)
    browser_of(dewi).post(reverse("cards_print"), {"pencetak": printer.pk})
    assert PrintHabit.objects.get().printer is None


def test_only_old_cards_are_printed_again(dewi: Staff, three: Any, browser_of: Any) -> None:
    browser = browser_of(dewi)
    browser.post(reverse("cards_print"))
    assert (
        "tidak ada yang dicetak"
        in browser.post(reverse("cards_print"), {"lama": "1"}, follow=True).content.decode()
    )
    Client.objects.filter(pk=three[1].client_id).update(full_name="AGUS SALIM")
    reader = pdf(browser.post(reverse("cards_print"), {"lama": "1"}))
    assert len(reader.pages) == 2
    assert "Agus Salim" in text_of(reader)
    assert browser.post(reverse("cards_print"), {"lama": "1"}).status_code == 303


def test_a_whole_group_is_old_after_its_officer_changed(
    dewi: Staff, ani: Staff, budi: Staff, three: Any, browser_of: Any
) -> None:
    browser = browser_of(dewi)
    browser.post(reverse("cards_print"))
    Supervision.objects.filter(pk__in=[row.pk for row in three[:2]]).update(officer=budi)
    page = browser.get(reverse("cards")).content.decode()
    assert f"?pk={budi.pk}" in page
    reader = pdf(browser.post(f"{reverse('cards_print')}?pk={budi.pk}", {"lama": "1"}))
    assert len(reader.pages) == 4
    assert browser.post(f"{reverse('cards_print')}?pk={ani.pk}", {"lama": "1"}).status_code == 303


def test_needed_are_those_without_a_card_and_those_with_an_old_one(
    dewi: Staff, ani: Staff, three: Any, browser_of: Any
) -> None:
    browser = browser_of(dewi)
    browser.post(reverse("cards_print"), {"pilih": [three[0].pk, three[1].pk]})
    Client.objects.filter(pk=three[0].client_id).update(full_name="SUWARNI")
    said = text_of(pdf(browser.post(reverse("cards_print"), {"perlu": "1"})))
    assert [name for name in ("Suwarni", "Agus", "Murni") if name in said] == ["Suwarni", "Murni"]


def test_the_clients_page_says_that_his_card_is_old(dewi: Staff, three: Any, browser_of: Any) -> None:
    browser, row = browser_of(dewi), three[0]
    browser.post(reverse("card_pdf", args=[row.client_id]))
    address = reverse("card_print", args=[row.client_id])
    assert "Catatan kini berbeda" not in browser.get(address).content.decode()
    Client.objects.filter(pk=row.client_id).update(full_name="SUWARNI")
    assert "Catatan kini berbeda" in browser.get(address).content.decode()


@pytest.mark.parametrize("what", ["buku", "buku-rapat"])
def test_the_officers_booklet_names_his_clients_in_order_after_an_index(
    what: str, dewi: Staff, ani: Staff, budi: Staff, three: Any, browser_of: Any
) -> None:
    SupervisionFactory(officer=budi, client__full_name="ZAENAL")
    reader = pdf(browser_of(dewi).post(f"{reverse('cards_print')}?pk={ani.pk}", {"jenis": what}))
    index = reader.pages[0].extract_text()
    assert index.index("Agus") < index.index("Murni") < index.index("Suwarno")
    assert "Zaenal" not in text_of(reader)
    assert set(CardPrint.objects.values_list("kind", "layout", "digest")) == {("carnet", "", "")}
    assert Event.objects.filter(action="card.printed.carnet").count() == 3


def test_the_print_page_asks_as_often_for_one_client_as_for_three(
    dewi: Staff, ani: Staff, browser_of: Any
) -> None:
    counts = []
    for more in (1, 2):
        SupervisionFactory.create_batch(more, officer=ani)
        browser_of(dewi).post(reverse("cards_print"))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            browser_of(dewi).get(reverse("cards"))
        counts.append(len([one for one in caught.captured_queries if "SELECT" in one["sql"]]))
    assert counts[0] == counts[1]


# -- printers ----------------------------------------------------------------------------------------------------


def test_a_printer_is_added_measured_and_forgotten(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    assert browser.post(reverse("printers"), {"name": "Epson depan"}).status_code == 303
    printer = Printer.objects.get()
    moves = {"front_right": "1,5", "front_down": "-0.8", "back_right": "+2", "back_down": "", "version": "1"}
    address = reverse("printer", args=[printer.pk])
    assert browser.post(address, moves).status_code == 303
    printer.refresh_from_db()
    assert [str(printer.front_right), str(printer.front_down), str(printer.back_right), str(printer.back_down)] == [
        "1.5", "-0.8", "2.0", "0.0",
    ]  # fmt: skip
    assert browser.post(address, moves | {"front_right": "3"}).status_code == 409
    assert browser.post(address, {"do": "remove"}).status_code == 303
    assert not Printer.objects.exists()
    assert list(Event.objects.filter(subject_type="printer").order_by("pk").values_list("action", flat=True)) == [
        "printer.added", "printer.moved", "printer.removed",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["satu", "16", "-15,1", "1e9", "nan", "∞", "1,2,3"])
def test_millimetres_that_cannot_be_are_refused(typed: str, dewi: Staff, browser_of: Any) -> None:
    printer = Printer.objects.create(office=dewi.office, name="Depan")
    address = reverse("printer", args=[printer.pk])
    assert browser_of(dewi).post(address, {"front_right": typed, "version": "1"}).status_code == 422
    printer.refresh_from_db()
    assert printer.version == 1


def test_two_printers_of_one_name_are_one_too_many(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    assert browser.post(reverse("printers"), {"name": "Depan"}).status_code == 303
    assert browser.post(reverse("printers"), {"name": "Depan"}).status_code == 422
    assert Printer.objects.count() == 1


def test_cards_are_moved_by_what_the_printer_needs(dewi: Staff, three: Any, browser_of: Any) -> None:
    printer = Printer.objects.create(
        office=dewi.office, name="Depan", front_right="1.5", front_down="-2.0", back_right="-1.0"
    )
    reader = pdf(browser_of(dewi).post(reverse("cards_print"), {"pencetak": printer.pk}))
    starts = [page.get_contents().get_data().decode("latin-1").split("\n")[0] for page in reader.pages[:2]]
    assert starts == ["1 0 0 1 4.25 5.67 cm", "1 0 0 1 -2.83 -0.00 cm"]


def test_the_test_sheet_has_a_front_and_a_back(dewi: Staff, browser_of: Any) -> None:
    printer = Printer.objects.create(office=dewi.office, name="Epson depan")
    reader = pdf(browser_of(dewi).get(reverse("printer_test", args=[printer.pk])))
    assert [("sisi depan" in page.extract_text()) for page in reader.pages] == [True, False]
    assert "Epson depan" in reader.pages[0].extract_text()


@pytest.mark.parametrize("name", ["printer", "printer_test"])
def test_another_offices_printer_is_not_there(name: str, dewi: Staff, candra: Staff, browser_of: Any) -> None:
    printer = Printer.objects.create(office=candra.office, name="Jauh")
    assert browser_of(dewi).get(reverse(name, args=[printer.pk])).status_code == 404


@pytest.mark.parametrize("name", ["printers", "printer", "printer_test"])
def test_who_prints_no_cards_measures_no_printers(name: str, fitri: Staff, browser_of: Any) -> None:
    printer = Printer.objects.create(office=fitri.office, name="Depan")
    arguments = [] if name == "printers" else [printer.pk]
    assert browser_of(fitri).get(reverse(name, args=arguments)).status_code == 403
