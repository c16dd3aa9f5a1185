"""Two registrars correct one client at once: the later one chooses with the keys, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.factories import StaffFactory
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["meja", "hp"])
def test_the_later_one_chooses_with_the_keys(
    visit_as: Callable[..., Page], beside: Callable[..., Page], size: tuple[int, int]
) -> None:
    mark = "" if size == DESK else "-hp"
    dewi = Staff.objects.get(username="dewi")
    StaffFactory(office=dewi.office, username="lina", full_name="Lina Marlina", role="registrar")
    client = Client.objects.get(
        pk=Supervision.objects.filter(officer__username="ani", section="BKD").values_list(
            "client", flat=True
        )[0]
    )
    schooling = client.education
    address = f"/klien/{client.pk}/ubah/"
    hers = visit_as("lina", address, size=size)
    mine = beside(visit_as("dewi", f"/klien/{client.pk}/", size=size), size)
    mine.goto(address)
    assert findings(mine) == []
    assert sideways(mine, size) <= 0
    take_picture(mine, f"ubah-data{mark}")

    hers.get_by_label("Pekerjaan").fill("Sopir")
    hers.get_by_label("Desa/kelurahan").fill("Sumuragung")
    hers.keyboard.press("Control+Enter")
    expect(hers).to_have_url(f"{hers.url.split('/klien')[0]}/klien/{client.pk}/")

    mine.get_by_label("Desa/kelurahan").fill("Ngumpakdalem")
    mine.get_by_label("Pendidikan").fill("SMA")
    mine.get_by_label("Alasan perubahan").fill("menurut KTP")
    mine.keyboard.press("Control+Enter")
    expect(mine.get_by_role("heading", level=1)).to_have_text("Ada yang lebih dulu menyimpan")
    assert findings(mine) == []
    assert sideways(mine, size) <= 0
    take_picture(mine, f"ubah-tiga-kolom{mark}", whole=size == PHONE)

    # The keys stand in the first line that must be chosen: an arrow chooses, Ctrl+Enter saves.
    mine.keyboard.press("Space")
    mine.keyboard.press("Control+Enter")
    expect(mine).to_have_url(f"{hers.url.split('/klien')[0]}/klien/{client.pk}/")
    client.refresh_from_db()
    assert (client.village, client.education, client.occupation) == ("Ngumpakdalem", "SMA", "Sopir")
    event = Event.objects.filter(client_id=client.pk, action="client.edited").order_by("-pk")[0]
    assert event.changes == {"village": ["Sumuragung", "Ngumpakdalem"], "education": [schooling, "SMA"]}
    assert event.purpose == "menurut KTP"
    mine.goto(f"/klien/{client.pk}/?jenis=perubahan#riwayat")
    expect(mine.get_by_text("Sumuragung → Ngumpakdalem")).to_be_visible()
    take_picture(mine, f"riwayat-perubahan{mark}")
