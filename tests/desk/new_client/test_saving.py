"""Nine fields register a client; what cannot be read is told and nothing typed is lost."""

from datetime import date

import pytest
from django.test import Client as Browser
from django.utils import timezone

from bimbing.audit.models import Event
from bimbing.clients.models import Client, Guarantor, Phone
from bimbing.offices.models import Section, Staff
from bimbing.supervision.models import Case, RegisterCounter, Supervision
from tests.desk.new_client.papers import NINE, refused, said, save

pytestmark = pytest.mark.django_db


def test_nine_fields_register_a_client_with_his_case_his_guidance_and_its_number(
    door: Browser, papers: dict[str, str], ani: Staff
) -> None:
    answer = save(door, papers)
    row = Supervision.objects.select_related("client").get()
    client = row.client
    assert (answer.status_code, answer.url) == (303, f"/kartu/klien/{client.pk}/")
    assert (client.full_name, client.aliases, client.parent_name) == ("MOH. ARIF", "ARIP", "MA'RUF")
    assert (client.birth_place, client.birth_date, client.birth_year) == (
        "Bojonegoro",
        date(1990, 5, 10),
        None,
    )
    assert (row.programme_id, row.officer, row.section, row.status) == ("PB", ani, "BKD", "aktif")
    assert (row.start_date, row.end_date) == (date(2026, 3, 10), date(2028, 3, 10))
    assert (row.decision_no, row.decision_date) == ("PAS-123.PK.05.09 TAHUN 2026", date(2026, 3, 2))
    assert row.register_no.startswith("001/PB/BKD/")
    assert row.standing_until is not None
    assert set(Event.objects.filter(client_id=client.pk).values_list("action", flat=True)) == {
        "client.added",
        "supervision.added",
    }
    page = door.get(answer.url).content.decode()
    assert row.register_no in page
    assert "autofocus" in page
    assert door.get("/klien/?q=muhamad arip").context["total"] == 1


def test_the_other_papers_are_kept_too(door: Browser, papers: dict[str, str]) -> None:
    save(
        door,
        papers,
        nik="3522151005900001",
        offence="NARKOTIKA",
        articles="Pasal 114",
        sentence="3 tahun 6 bulan",
        remission="2 bulan 15 hari",
        detained_on="10-3-2024",
        expiry="10-3-2027",
        origin="Lapas Bojonegoro",
        verdict_no="12/Pid.Sus/2024/PN Bjn",
        interval="dua_mingguan",
        report_day="5",
        phone="0812-3456-7890 (istri)",
        address="Ds. Ngraho, Kec. Gayam, Kab. Bojonegoro",
        guarantor="Siti",
        relation="istri",
        guarantor_phone="081234567891",
    )
    row, case, client = Supervision.objects.get(), Case.objects.get(), Client.objects.get()
    assert (case.offence_id, case.articles, case.origin_facility) == (
        "NARKOTIKA",
        "Pasal 114",
        "Lapas Bojonegoro",
    )
    assert (case.sentence_years, case.sentence_months) == (3, 6)
    assert (case.remission_months, case.remission_days) == (2, 15)
    assert (case.detained_on, case.sentence_expiry_date) == (date(2024, 3, 10), date(2027, 3, 10))
    assert (row.interval, row.report_day) == ("dua_mingguan", 5)
    assert (client.nik, client.village, client.district) == ("3522151005900001", "Ngraho", "Gayam")
    assert list(Phone.objects.values_list("number", "owner")) == [("+6281234567890", "spouse")]
    assert list(Guarantor.objects.values_list("name", "relation", "phone")) == [
        ("Siti", "istri", "+6281234567891")
    ]


def test_what_nobody_recorded_before_the_registration_is_no_miss(
    door: Browser, papers: dict[str, str]
) -> None:
    today = timezone.localdate()
    save(door, papers, start_date=f"1-1-{today.year - 1}", end_date=f"1-1-{today.year + 1}")
    row = Supervision.objects.get()
    assert row.counted_from == today.replace(day=1)
    assert (row.missed_total, row.missed_run, row.report_state) == (0, 0, "not_yet")


def test_who_is_registered_on_the_first_day_has_reported(door: Browser, papers: dict[str, str]) -> None:
    today = timezone.localdate()
    save(door, papers, start_date=f"{today:%d-%m-%Y}", end_date=f"1-1-{today.year + 3}")
    row = Supervision.objects.get()
    assert (row.counted_from, row.report_state, row.last_visit_on) == (None, "reported", None)


def test_a_birth_year_is_enough(door: Browser, papers: dict[str, str]) -> None:
    assert save(door, papers, birth="1990").status_code == 303
    assert list(Client.objects.values_list("birth_date", "birth_year")) == [(None, 1990)]


@pytest.mark.parametrize("name", [name for name in (*NINE, "officer") if name != "section"])
def test_each_of_the_nine_is_needed_and_what_was_typed_stays(
    door: Browser, papers: dict[str, str], name: str
) -> None:
    answer = save(door, papers, **{name: ""}, address="Ds. Ngraho")
    assert refused(answer) == {name}
    assert "Ds. Ngraho" in answer.content.decode()
    assert not Client.objects.exists()
    assert not RegisterCounter.objects.exists()


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("start_date", "31-02-2026", "bukan tanggal"),
        ("start_date", "10 maret", "Tahunnya"),
        ("end_date", "03/25/2026", "Maksudnya 25 Mar 2026?"),
        ("birth", "35 th", "umur"),
        ("nik", "352215100590000", "enam belas angka"),
        ("sentence", "3", "Pidana"),
        ("phone", "0812", "Nomor telepon"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(
    door: Browser, papers: dict[str, str], name: str, text: str, sentence: str
) -> None:
    answer = save(door, papers, **{name: text})
    assert refused(answer) == {name}
    told = " ".join(answer.context["form"].errors[name])
    assert sentence.casefold() in told.casefold()


def test_an_end_before_the_start_blocks(door: Browser, papers: dict[str, str]) -> None:
    assert refused(save(door, papers, end_date="9-3-2026")) == {"end_date"}


def test_a_childs_programme_is_not_kept_in_the_adults_book(door: Browser, papers: dict[str, str]) -> None:
    assert refused(save(door, papers, programme="DIVERSI")) == {"section"}
    assert save(door, papers, programme="DIVERSI", section="BKA").status_code == 303
    assert Supervision.objects.get().register_no.startswith("001/DIVERSI/BKA/")


def test_the_section_never_follows_from_the_age_of_today(door: Browser, papers: dict[str, str]) -> None:
    assert "perkara anak" in said(door, papers, birth="10-5-2010")
    assert save(door, papers, birth="10-5-2010").status_code == 303
    assert Client.objects.get().section == Section.ADULT
