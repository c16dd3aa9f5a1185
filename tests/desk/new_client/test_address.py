"""The address is free text; beside it stands the village it may mean, by the table of regions and the office's own places."""

from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.clients.models import Client
from bimbing.desk.queries.typed_before import look_at_address, origins
from bimbing.offices.models import Office, Staff
from bimbing.rules.addresses import read_address
from bimbing.supervision.models import Supervision
from tests.desk.new_client.papers import ADDRESS, refused, said, save
from tests.factories import SupervisionFactory

pytestmark = pytest.mark.django_db

GAYAM, NGRAHO = "Ds. Ngraho, Kec. Gayam, Kab. Bojonegoro", "Ds. Ngraho, Kec. Ngraho, Kab. Bojonegoro"


def offered(staff: Staff, village: str, *, nik: str = "") -> list[str]:
    look = look_at_address(staff, address=read_address(""), village=village, nik=nik)
    return [place.written for place in look.offered]


@pytest.fixture
def in_tuban(ani: Staff) -> None:
    for _ in range(2):
        SupervisionFactory(officer=ani, regency="Tuban")


def test_a_new_office_is_offered_the_villages_around_its_own_town(dewi: Staff) -> None:
    assert offered(dewi, "Ngraho") == [NGRAHO, GAYAM]
    assert offered(dewi, "Montongsekar") == []


def test_the_regencies_of_the_offices_clients_come_first(dewi: Staff, candra: Staff, in_tuban: None) -> None:
    assert offered(dewi, "Montongsekar") == ["Ds. Montongsekar, Kec. Montong, Kab. Tuban"]
    assert offered(candra, "Montongsekar") == []
    villages = offered(dewi, "Sumberejo")
    assert "Kab. Tuban" in villages[0]


def test_the_district_of_the_nik_comes_before_all(dewi: Staff) -> None:
    assert offered(dewi, "Ngraho", nik="3522281005900001") == [GAYAM, NGRAHO]
    assert offered(dewi, "Montongsekar", nik="3523101005900001") != []


@pytest.mark.parametrize(
    ("typed", "taken_over"),
    [
        ("Dsn. Krajan RT 02/RW 03, Ngraho", f"Dsn. Krajan RT 02/RW 03, {GAYAM}"),
        ("Dsn. Krajan RT 02/RW 03 ngraho", f"Dsn. Krajan RT 02/RW 03, {GAYAM}"),
        ("Jl. Raya 5, Ds. Ngraho", f"Jl. Raya 5, {GAYAM}"),
        ("Ds. Ngraho Kec. Gayam", GAYAM),
        ("ngrah", GAYAM),
    ],
)
def test_a_village_is_taken_over_behind_what_was_typed(
    door: Browser, papers: dict[str, str], typed: str, taken_over: str
) -> None:
    page = said(door, papers, address=typed)
    assert f"{{&quot;address&quot;: &quot;{taken_over}&quot;}}" in page


def test_a_whole_address_is_confirmed_with_its_code(door: Browser, papers: dict[str, str]) -> None:
    page = said(door, papers, address=f"Dsn. Krajan RT 02/RW 03, {GAYAM}")
    assert f"{GAYAM} · 35.22.28.2009" in page
    assert "data-fill" not in page


def test_a_village_or_district_that_the_table_does_not_know_is_told_and_kept(
    door: Browser, papers: dict[str, str]
) -> None:
    page = said(door, papers, address="Ds. Ngrahoo, Kec. Gayam, Kab. Bojonegoro")
    assert "Kec. Gayam tidak punya desa Ngrahoo" in page
    assert GAYAM in page
    page = said(door, papers, address="Ds. Ngraho, Kec. Gayem, Kab. Bojonegoro")
    assert "Bojonegoro tidak punya kecamatan Gayem" in page
    assert save(door, papers, address="Ds. Baru, Kec. Gayem, Kab. Atlantis").status_code == 303
    client = Client.objects.get()
    assert (client.village, client.district, client.regency) == ("Baru", "Gayem", "Atlantis")


@pytest.mark.parametrize(
    "text", ["Jl. Raya 5 Tuban", "ng", "12345", "Kec. Montong", "-", "Ds. Ngraho, Kab. Atlantis"]
)
def test_what_says_too_little_is_left_alone(door: Browser, papers: dict[str, str], text: str) -> None:
    assert "data-fill" not in said(door, papers, address=text)


def test_an_address_takes_one_query_however_many_clients(
    dewi: Staff, ani: Staff, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        with django_assert_num_queries(1):
            assert offered(dewi, "Ngraho")
        SupervisionFactory.create_batch(3, officer=ani, regency="Bojonegoro")
    with django_assert_num_queries(0):
        look_at_address(dewi, address=read_address(GAYAM), village="Ngraho")


# ------------------------------------------------------------------ the region of the NIK, the book, the prisons


def test_the_nik_says_where_it_was_given_out_and_never_fills_the_address(
    door: Browser, papers: dict[str, str]
) -> None:
    page = said(door, papers, nik="3523101005900001")
    assert "Pertama terdaftar di Kec. Montong, Kab. Tuban." in page
    assert save(door, papers, nik="3523101005900001").status_code == 303
    assert (Client.objects.get().address, Client.objects.get().district) == ("", "")
    assert "Pertama terdaftar" not in said(door, papers, nik="3523991005900001")


def test_a_childs_programme_offers_the_childrens_book(door: Browser, papers: dict[str, str]) -> None:
    page = said(door, papers, programme="DIVERSI")
    assert "Program ini dicatat di buku BKA." in page
    assert "{&quot;section&quot;: &quot;BKA&quot;}" in page
    assert "dicatat di buku" not in said(door, papers, programme="DIVERSI", section="BKA")
    assert "dicatat di buku" not in said(door, papers, programme="PB")


def test_figures_alone_are_a_date(door: Browser, papers: dict[str, str]) -> None:
    page = said(door, papers, start_date="100326", end_date="100328")
    assert "Selasa, 10 Maret 2026" in page
    assert "Lama bimbingan 2 tahun." in page
    assert save(door, papers, start_date="100326", end_date="10032028").status_code == 303
    assert str(Supervision.objects.get().start_date) == "2026-03-10"


def test_prisons_of_before_are_offered_to_whoever_may_see_them(
    door: Browser, dewi: Staff, candra: Staff, ani: Staff, django_assert_num_queries: Any
) -> None:
    for name in ("Lapas Tuban", "Lapas Bojonegoro", "Lapas Bojonegoro", ""):
        row = SupervisionFactory(officer=ani)
        row.case.origin_facility = name
        row.case.save()
    with django_assert_num_queries(1):
        assert origins(dewi) == ["Lapas Bojonegoro", "Lapas Tuban"]
    assert origins(candra) == []
    page = door.get(ADDRESS).content.decode()
    assert '<datalist id="pilihan-origin"><option value="Lapas Bojonegoro"></option>' in page
    assert 'list="pilihan-origin"' in page


def test_nine_fields_at_most_ask_to_be_filled(door: Browser, office: Office) -> None:
    form = door.get(ADDRESS).context["form"]
    needed = {name for name, field in form.fields.items() if field.required}
    chosen_already = {
        name for name in needed if getattr(form.fields[name], "choices", [("", "")])[0][0] != ""
    }
    assert chosen_already == {"section"}
    assert len(needed - chosen_already) == 9
    assert refused(door.post(ADDRESS, {"section": "BKD"})) == needed - chosen_already
