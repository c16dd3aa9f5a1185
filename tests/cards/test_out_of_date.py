"""An old card is one on which something else stands than in the record; nothing else makes a card old."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from bimbing.attendance.models import Visit
from bimbing.cards.actions import issue, record_prints, replace
from bimbing.cards.models import CardPrint
from bimbing.cards.queries.out_of_date import out_of_date
from bimbing.clients.models import Client
from bimbing.offices.models import Office, Section, Staff
from bimbing.rules.card_paper import CardKind
from bimbing.supervision.models import Case, Supervision
from tests.factories import AT, SupervisionFactory

pytestmark = pytest.mark.django_db
ALL = Supervision.objects.all


def printed(row: Supervision, by: Staff, kind: CardKind = CardKind.BOOKLET) -> Supervision:
    """The row, with its card printed as it stands."""
    card = issue(client_ids=[row.client_id], office=row.office, by=by, at=AT)[row.client_id]
    record_prints(
        cards=[card],
        profile_of={card.pk: "private"},
        printed_for={card.pk: row.pk},
        kind="card",
        layout=kind.value,
        sides="pendek",
        by=by,
        at=AT,
    )
    return row


def of_client(**changes: Any) -> Callable[[Supervision], object]:
    return lambda row: Client.objects.filter(pk=row.client_id).update(**changes)


def of_row(**changes: Any) -> Callable[[Supervision], object]:
    return lambda row: Supervision.objects.filter(pk=row.pk).update(**changes)


def of_office(**changes: Any) -> Callable[[Supervision], object]:
    return lambda row: Office.objects.filter(pk=row.office_id).update(**changes)


def of_officer(**changes: Any) -> Callable[[Supervision], object]:
    return lambda row: Staff.objects.filter(pk=row.officer_id).update(**changes)


def of_case(**changes: Any) -> Callable[[Supervision], object]:
    return lambda row: Case.objects.filter(pk=row.case_id).update(**changes)


SHOWN = {
    "name": of_client(full_name="SUWARNA"),
    "alias": of_client(aliases="Kliwon"),
    "birth place": of_client(birth_place="Tuban"),
    "birth date": of_client(birth_date=date(1980, 2, 3)),
    "address": of_client(address="Jl. Baru 2"),
    "last digits of the NIK": of_client(nik="3522151005909999"),
    "register number": of_row(register_no="999/PB/2026"),
    "start": of_row(start_date=date(2026, 1, 2)),
    "end": of_row(end_date=date(2029, 1, 2)),
    "day of the month": of_row(report_day=17),
    "interval": of_row(interval="mingguan"),
    "programme": of_row(programme_id="CB"),
    "officer": of_row(officer=None),
    "officer's titles": of_officer(title="S.Psi., M.H."),
    "officer's NIP": of_officer(nip="198905102014032001"),
    "letterhead": of_office(letterhead="BAPAS BARU"),
    "office's address": of_office(address="Jl. Kantor 9"),
    "office's phone": of_office(phone="0353-999"),
    "notes": of_office(card_notes="Datang tepat waktu."),
    "what the card shows": of_office(card_profile="full"),
}
NOT_SHOWN = {
    "religion": of_client(religion="Islam"),
    "occupation": of_client(occupation="Petani"),
    "remarks": of_client(remarks="sakit"),
    "first digits of the NIK": of_client(nik="1111111111110001"),
    "offence": of_case(offence_id="PENCURIAN"),
    "articles": of_case(articles="363 KUHP"),
    "next day to report": of_row(next_due_on=date(2027, 5, 5)),
    "officer's phone": of_officer(phone="081200000000"),
}


@pytest.fixture
def row(ani: Staff) -> Supervision:
    return SupervisionFactory(
        officer=ani,
        programme_id="PB",
        client__full_name="SUWARNO",
        client__nik="3522151005900001",
        start_date=date(2026, 3, 10),
        end_date=date(2028, 3, 10),
    )


@pytest.mark.parametrize("what", list(SHOWN))
def test_a_card_is_old_once_something_on_it_has_changed(what: str, row: Supervision, dewi: Staff) -> None:
    printed(row, dewi)
    assert out_of_date(ALL()) == set()
    SHOWN[what](row)
    assert out_of_date(ALL()) == {row.pk}
    printed(Supervision.objects.get(pk=row.pk), dewi)
    assert out_of_date(ALL()) == set()


@pytest.mark.parametrize("what", list(NOT_SHOWN))
def test_what_the_private_card_does_not_show_makes_it_no_older(
    what: str, row: Supervision, dewi: Staff
) -> None:
    printed(row, dewi)
    NOT_SHOWN[what](row)
    assert out_of_date(ALL()) == set()


@pytest.mark.parametrize("what", ["religion", "occupation", "first digits of the NIK", "offence", "articles"])
def test_the_full_card_shows_more_and_is_old_sooner(what: str, row: Supervision, dewi: Staff) -> None:
    of_office(card_profile="full")(row)
    printed(row, dewi)
    NOT_SHOWN[what](row)
    assert out_of_date(ALL()) == {row.pk}


def test_a_visit_makes_no_card_old(row: Supervision, dewi: Staff) -> None:
    printed(row, dewi)
    Visit.objects.create(
        supervision=row,
        on=date(2026, 9, 7),
        source="scan",
        recorded_by=dewi,
        recorded_at=AT,
        request_key=uuid4(),
    )
    assert out_of_date(ALL()) == set()


@pytest.mark.parametrize("what", ["address", "birth place", "officer's NIP", "notes", "start"])
def test_a_wallet_card_does_not_show_everything(what: str, row: Supervision, dewi: Staff) -> None:
    printed(row, dewi, CardKind.WALLET_10)
    SHOWN[what](row)
    assert out_of_date(ALL()) == set()


@pytest.mark.parametrize("what", ["name", "officer", "register number", "office's phone", "interval"])
def test_a_wallet_card_is_old_when_its_own_words_change(what: str, row: Supervision, dewi: Staff) -> None:
    printed(row, dewi, CardKind.WALLET_10)
    SHOWN[what](row)
    assert out_of_date(ALL()) == {row.pk}


def test_a_childs_card_is_old_by_its_initials_and_not_by_its_name(row: Supervision, dewi: Staff) -> None:
    of_client(section=Section.JUVENILE, full_name="BAGUS ADI")(row)
    printed(row, dewi)
    of_client(full_name="BAGAS ADI", address="Jl. Lain", aliases="Gus")(row)
    of_row(register_no="7/DIV/2026")(row)
    assert out_of_date(ALL()) == set()
    of_client(full_name="CITRA ADI")(row)
    assert out_of_date(ALL()) == {row.pk}


def test_who_holds_no_card_has_no_old_one(row: Supervision) -> None:
    assert out_of_date(ALL()) == set()


def test_a_replaced_card_must_be_printed(row: Supervision, dewi: Staff) -> None:
    printed(row, dewi)
    card = CardPrint.objects.get().card
    replace(card=card, reason="hilang", by=dewi, at=AT)
    assert out_of_date(ALL()) == {row.pk}


def test_the_officers_sheet_does_not_make_an_old_card_new(row: Supervision, dewi: Staff) -> None:
    printed(row, dewi)
    of_client(full_name="SUWARNA")(row)
    card = CardPrint.objects.get().card
    told = {"profile_of": {card.pk: "private"}, "printed_for": {card.pk: row.pk}}
    record_prints(cards=[card], kind="sheet", by=dewi, at=AT, **told)
    assert out_of_date(ALL()) == {row.pk}


def test_a_card_of_a_guidance_that_has_ended_is_old_for_the_one_that_runs(
    row: Supervision, ani: Staff, dewi: Staff
) -> None:
    printed(row, dewi)
    of_row(is_active=False)(row)
    running = SupervisionFactory(client=row.client, case=row.case, officer=ani, programme_id="CB")
    assert out_of_date(ALL().filter(is_active=True)) == {running.pk}


@pytest.mark.parametrize("number", [1, 3])
def test_old_cards_are_found_in_five_statements(
    number: int, ani: Staff, dewi: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for row in SupervisionFactory.create_batch(number, officer=ani):
        printed(row, dewi)
        of_client(full_name="LAIN NAMA")(row)
    with django_assert_num_queries(5):
        assert len(out_of_date(ALL())) == number
