"""The search finds a person by whatever is at hand, on either engine."""

import pytest

from bimbing.clients.models import Client, Phone
from bimbing.clients.queries import Wanted, search, wanted_in
from bimbing.offices.models import Office
from bimbing.supervision.actions import reindex
from tests.factories import ClientFactory, SupervisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def arif(office: Office) -> Client:
    """MOH. ARIF, called Trisno, son of Soekarno, of Ngraho; SUWARNO stands beside him."""
    client = ClientFactory(
        office=office, full_name="MOH. ARIF SAIFUDDIN", aliases="TRISNO / KANCIL", parent_name="SOEKARNO",
        nik="3522151005900001", village="Sumberarum", district="Ngraho", regency="Bojonegoro",
    )  # fmt: skip
    Phone.objects.create(client=client, number="+6281234567890")
    SupervisionFactory(
        client=client,
        office=office,
        register_no="049 / PB / BKD/XI/2026",
        decision_no="PAS-123.PK.01.05.09 TAHUN 2025",
    )
    other = SupervisionFactory(office=office, client__full_name="SUWARNO", register_no="7/CB/2026").client
    reindex(client_ids=[client.pk, other.pk])
    return client


FINDS = [
    "moh. arif", "MUHAMAD ARIF", "Mochammad Arif", "m. arif", "Muh Arief", "arif", "ARI", "saifudin", "Syaifudin", "syaifuddin moh",
    "trisno", "kancil", "Sukarno", "soekarno", "arif bin soekarno", "arif als trisno", "H. Moh. Arif, S.H.", "Mo'h Arif",
    "049/PB/BKD/XI/2026", "049 / PB / BKD/XI/2026", "049/pb", "pas-123.pk.01", "PAS-123.PK.01.05.09 TAHUN 2025",
    "3522151005900001", "900001", "3522 1510 0590 0001", "081234567890", "0812-3456-7890", "+62 812 3456 7890", "62812345",
    "812 3456", "7890", "ngraho", "arif ngraho", "sumberarum", "arif 7890", "tr", "arif ng",
]  # fmt: skip
MISSES = [
    "",
    "   ",
    "zzz",
    "arif suwarno",
    "arif tuban",
    "0899",
    "050/PB",
    "arif 0899",
    "%",
    "_",
    '"',
    "' OR 1=1",
    "*",
]


@pytest.mark.parametrize("text", FINDS)
def test_the_person_is_found_by(arif: Client, text: str) -> None:
    assert list(search(Client.objects.all(), text)) == [arif]


@pytest.mark.parametrize("text", MISSES)
def test_nobody_is_found_by(arif: Client, text: str) -> None:
    assert list(search(Client.objects.all(), text)) == []


def test_a_search_stays_among_the_clients_given(arif: Client, other_office: Office) -> None:
    assert not search(Client.objects.filter(office=other_office), "arif").exists()


def test_words_before_and_numbers_after_are_told_apart() -> None:
    assert wanted_in("Moh Arif 0812-3456") == Wanted(
        (("muhamad",), ("arif",), ("0812-3456", "08123456", "628123456")), ("MOHARIF0812-3456",)
    )
