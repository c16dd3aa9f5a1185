"""Look-alikes are shown with the reason, asked about before saving, and never merged."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.clients.models import Client
from bimbing.desk.queries.look_alikes import Likeness, Typed, look_alikes
from bimbing.offices.models import Staff
from bimbing.rules.look_alikes import Reason
from bimbing.supervision.models import RegisterCounter, Supervision
from tests.desk.new_client.papers import ADDRESS, save
from tests.factories import SupervisionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "likeness"),
    [
        (Typed(nik="3522151005900001", name="Orang Lain"), (Likeness.NIK,)),
        (Typed(name="moch. arif", birth_date=date(1990, 5, 10)), (Likeness.NAME_AND_BIRTH,)),
        (Typed(name="M. Arif", birth_date=date(1980, 1, 1)), (Likeness.SAME_NAME,)),
        (Typed(register_no="017/pb/2024"), (Likeness.REGISTER_NO,)),
    ],
)
def test_look_alikes_say_what_makes_them_alike(
    arif: Client, dewi: Staff, typed: Typed, likeness: tuple[Likeness, ...]
) -> None:
    assert [(one.client, one.likeness) for one in look_alikes(dewi, typed)] == [(arif, likeness)]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (Typed(name="M. Arief", birth_date=date(1990, 10, 5)), Reason.BIRTH_SWAPPED),
        (Typed(name="Arif Muhamad", birth_date=date(1990, 5, 10)), Reason.SAME_BIRTH),
        (Typed(name="Moh. Arip", nik="3522151005900007"), Reason.NIK_NEAR),
        (Typed(name="Mohamad Ariv", nik="3522151005800001"), Reason.NIK_ONE_DIGIT),
    ],
)
def test_somebody_written_otherwise_is_told_by_the_rule_that_imports_go_by(
    arif: Client, dewi: Staff, typed: Typed, reason: Reason
) -> None:
    found = look_alikes(dewi, typed)
    assert [one.client for one in found] == [arif]
    assert found[0].is_strong
    assert reason in found[0].reasons


def test_the_day_of_birth_or_half_a_nik_alone_is_no_likeness(arif: Client, dewi: Staff) -> None:
    assert (
        look_alikes(dewi, Typed(name="Kasturi", birth_date=date(1990, 5, 10), nik="3522151005900009")) == []
    )


def test_a_look_alike_by_the_rule_is_asked_about_with_its_reasons(
    door: Browser, papers: dict[str, str], arif: Client
) -> None:
    answer = save(door, papers, full_name="MOCH. ARIP", birth="5-10-1990", nik="")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "nama ditulis lain" in page
    assert "tanggal dan bulan lahir tertukar" in page


def test_a_stranger_of_another_office_is_no_look_alike(arif: Client, candra: Staff) -> None:
    assert look_alikes(candra, Typed(nik=arif.nik, name="Muhammad Arif")) == []


def test_look_alikes_take_four_queries_however_many(
    arif: Client, dewi: Staff, ani: Staff, django_assert_num_queries: Any
) -> None:
    typed = Typed(name="Arif", nik=arif.nik, register_no="1")
    with django_assert_num_queries(4):
        assert len(look_alikes(dewi, typed)) == 1
    for number in range(3):
        SupervisionFactory(
            officer=ani, client__full_name="ARIF", register_no=f"{number}/X", register_key=f"{number}/X"
        )
    with django_assert_num_queries(4):
        assert len(look_alikes(dewi, typed)) == 4


def test_a_strong_look_alike_is_asked_about_before_saving(
    door: Browser, papers: dict[str, str], arif: Client
) -> None:
    answer = save(door, papers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "nama dan tanggal lahir sama" in page
    assert f'href="/klien/{arif.pk}/"' in page
    assert Client.objects.count() == 1
    assert f'name="lain" value="{arif.pk}"' in page
    assert save(door, papers).status_code == 409  # Ctrl+Enter twice is no answer
    assert save(door, papers, lain=str(arif.pk)).status_code == 303
    assert Client.objects.count() == 2


def test_the_same_name_alone_does_not_hold_up(door: Browser, papers: dict[str, str], arif: Client) -> None:
    assert save(door, papers, birth="1-1-1980").status_code == 303


def test_the_same_person_gets_a_further_guidance(door: Browser, papers: dict[str, str], arif: Client) -> None:
    chosen = save(door, papers, orang=str(arif.pk))
    page = chosen.content.decode()
    assert chosen.status_code == 200
    assert f'name="klien" value="{arif.pk}"' in page
    assert papers["decision_no"] in page
    assert 'name="full_name"' not in page
    assert Supervision.objects.count() == 1
    asked = save(door, papers, klien=str(arif.pk))
    assert asked.status_code == 409
    assert "Pembebasan Bersyarat sudah berjalan untuk klien ini" in asked.content.decode()
    assert Supervision.objects.count() == 1
    answer = save(door, papers, klien=str(arif.pk), sejalan="1")
    assert (answer.status_code, answer.url) == (303, f"/kartu/klien/{arif.pk}/")
    assert list(Supervision.objects.values_list("client_id", flat=True)) == [arif.pk] * 2
    assert Client.objects.count() == 1
    arif.refresh_from_db()
    assert arif.full_name == "MUHAMMAD ARIF"


def test_the_address_may_name_the_person(door: Browser, arif: Client) -> None:
    assert f'name="klien" value="{arif.pk}"' in door.get(f"{ADDRESS}?klien={arif.pk}").content.decode()


def test_a_form_sent_twice_is_one_client(door: Browser, papers: dict[str, str]) -> None:
    first = save(door, papers)
    again = save(door, papers, lain=str(Client.objects.get().pk))
    assert (again.status_code, again.url) == (303, first.url)
    assert (Client.objects.count(), Supervision.objects.count()) == (1, 1)
    assert RegisterCounter.objects.get().last == 1
