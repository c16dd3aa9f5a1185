"""The letter of a step: looked at, signed by whom the office has named, printed."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest

from bimbing.audit.models import Event
from bimbing.cards.pdf.surface import Placed
from bimbing.desk.pdf.letters import HEIGHT, WIDTH, render_letter
from bimbing.desk.queries.status_steps import event_of
from bimbing.desk.shown.letters import Signing, letter_of, usual_copies
from bimbing.offices.models import Signatory, Staff
from bimbing.supervision.models import StatusEvent, Supervision
from tests.desk.status.sent import PAPER, take
from tests.factories import AT

pytestmark = pytest.mark.django_db


def printed(browser: Any, row: Supervision, event: StatusEvent, **given: str) -> str:
    sent = {"title": "Plt. Kepala", "name": "Eko Wahyudi, S.H.", "nip": "197001011995031001"} | given
    answer = browser.post(f"/klien/{row.client_id}/surat/{event.pk}/pdf/", sent)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = pypdf.PdfReader(BytesIO(b"".join(answer.streaming_content))).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def test_the_letter_offers_whom_the_office_has_named_and_the_head_before_that(
    row: Supervision, dewi: Staff, eko: Staff, gita: Staff, browser_of: Any
) -> None:
    Supervision.objects.update(end_date=date(2026, 11, 20))
    take(browser_of(dewi), row, "berakhir", **PAPER)
    event = row.status_events.get(status="berakhir")
    address = f"/klien/{row.client_id}/surat/{event.pk}/"
    offered = browser_of(dewi).get(address).context["form"].initial
    assert (offered["title"], offered["name"]) == ("Kepala", eko.name_with_title)
    for since, standing, name in (
        (date(2020, 1, 1), "plt", "Siti Aminah, S.H."),
        (date(2046, 1, 1), "kepala", "Lain"),
    ):
        Signatory.objects.create(
            office=row.office, valid_from=since, standing=standing, full_name=name, nip="197001011995032001",
            reason="Surat perintah", decided_by=gita, decided_at=AT,
        )  # fmt: skip
    offered = browser_of(dewi).get(address).context["form"].initial
    assert (offered["title"], offered["name"], offered["nip"]) == (
        "Plt. Kepala",
        "Siti Aminah, S.H.",
        "197001011995032001",
    )


def test_the_closing_letter_carries_head_number_person_period_and_signature(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    Supervision.objects.update(end_date=date(2026, 11, 20))
    take(browser_of(dewi), row, "berakhir", **PAPER)
    text = printed(
        browser_of(dewi), row, row.status_events.get(status="berakhir"), copies="Kepala Lapas Tuban\n\n"
    )
    for part in (
        "BALAI PEMASYARAKATAN KELAS II",
        "SURAT KETERANGAN SELESAI MENJALANI BIMBINGAN",
        "Nomor: W15.PAS-211",
        "SUWARNO KARTO",
        "10 Maret 2026 s.d. 20 November 2026",
        "telah selesai menjalani bimbingan",
        "Bojonegoro, 20 November 2026",
        "Plt. Kepala,",
        "NIP 197001011995031001",
        "1. Kepala Lapas Tuban",
    ):
        assert part in text
    event = Event.objects.get(action="letter.printed")
    assert (event.client_id, event.staff_name) == (row.client_id, "Dewi")


def test_the_letter_of_a_transfer_names_target_and_papers(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    days = {"request_on": "2-11-2026", "statement_on": "9-11-2026"}
    take(browser_of(dewi), row, "dilimpahkan", target="Bapas Malang", **days)
    text = printed(browser_of(dewi), row, row.status_events.get(status="dilimpahkan"))
    assert "Kepala Bapas Malang" in text
    assert "permohonan klien tanggal 2 November 2026" in text
    assert "Nomor: ......" in text  # written by hand where no number was typed


def test_the_letter_of_a_provisional_revocation_says_its_ground_and_no_offence(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "cabut_sementara", ground="TIDAK_LAPOR_3X", **PAPER)
    text = printed(browser_of(dewi), row, row.status_events.get(status="cabut_sementara"))
    assert "tidak melaksanakan kewajiban melapor 3 (tiga) kali berturut-turut" in text
    assert "Tim Pengamat" not in text  # said is what is recorded


def test_a_letter_is_looked_at_before_it_is_printed_and_only_by_those_who_decide(
    row: Supervision, dewi: Staff, ani: Staff, eko: Staff, candra: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "cabut_sementara", **PAPER)
    event = row.status_events.get(status="cabut_sementara")
    page = f"/klien/{row.client_id}/surat/{event.pk}/"
    assert browser_of(dewi).get(page).context["form"]["name"].value() == "Eko"
    codes = [browser_of(who).get(page).status_code for who in (eko, ani, candra)]
    assert codes == [200, 403, 404]
    assert browser_of(candra).post(f"{page}pdf/", {"title": "Kepala"}).status_code == 404
    assert browser_of(dewi).post(f"{page}pdf/", {"title": ""}).status_code == 422
    assert not Event.objects.filter(action="letter.printed").exists()


def test_a_status_without_a_letter_has_none(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    first = row.status_events.get()
    assert browser_of(dewi).get(f"/klien/{row.client_id}/surat/{first.pk}/").status_code == 404


def test_the_longest_letter_stays_on_its_paper(row: Supervision, dewi: Staff) -> None:
    office = row.office
    office.letterhead = "\n".join(["KEMENTERIAN YANG SANGAT PANJANG NAMANYA DAN TIDAK HABIS-HABIS " * 2] * 4)
    row.client.full_name = "SUWARNO " * 30
    row.client.address = "Dusun Krajan RT 02 RW 03 Desa Ngraho " * 12
    event = StatusEvent(
        supervision=row, status="cabut_sementara", on=date(2026, 11, 2), reason="keterangan " * 200,
        document_no="W15." * 40,
    )  # fmt: skip
    placed: list[Placed] = []
    copies = [*usual_copies(event), *["Kepala Kepolisian Resor " * 4] * 5]
    pages = render_letter(
        letter_of(event, Signing("Kepala", "Eko " * 30, "1" * 30, copies)), BytesIO(), trace=placed.append
    )
    assert pages == 2
    assert all(one.x >= 20 and one.x + one.width / 72 * 25.4 <= WIDTH - 19.9 for one in placed)
    assert all(10 <= one.baseline <= HEIGHT - 15 for one in placed)


def test_an_event_is_found_only_by_who_sees_its_client(row: Supervision, dewi: Staff, candra: Staff) -> None:
    event = row.status_events.get()
    assert event_of(row.client_id, dewi, event.pk) == event
    assert event_of(row.client_id, candra, event.pk) is None
    assert event_of(row.client_id + 1, dewi, event.pk) is None
    assert event_of(row.client_id, dewi, event.pk + timedelta(days=9).days) is None
