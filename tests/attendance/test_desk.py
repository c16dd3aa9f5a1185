"""The desk: a code, one client in large print, one key; the answers to everything else that is held before it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from bimbing.attendance.models import Visit
from bimbing.audit.models import Event
from bimbing.offices.models import Office, Outpost, Staff
from bimbing.rules import card_code
from bimbing.supervision.actions import reindex
from bimbing.supervision.models import Supervision
from tests.attendance.scenes import DESK, NOW, TODAY, came, card_of, posted, supervised, words

pytestmark = pytest.mark.usefixtures("at_nine_fourteen")


# ── finding ──────────────────────────────────────────────────────────────


def test_the_desk_is_empty_until_somebody_is_found(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    response = browser_of(fitri).get(DESK)
    assert "Siap. Layar tetap kosong" in words(response)
    assert "Suwarno" not in words(response)


@pytest.mark.parametrize("written", ["token", "lower", "short", "hyphens"])
def test_a_card_opens_one_client_with_the_button_in_focus(
    suwarno: Supervision, fitri: Staff, browser_of: Any, written: str
) -> None:
    card = card_of(suwarno)
    short = card.short_code
    code = {
        "token": card.token,
        "lower": card.token.lower(),
        "short": short,
        "hyphens": f"{short[:3]}-{short[3:6]}-{short[6]}",
    }[written]
    response = browser_of(fitri).get(DESK, {"kode": code})
    page = response.content.decode()
    assert "Suwarno" in words(response)
    assert "lahir 10 Mei 1990" in words(response)
    assert "PK Ani" in words(response)
    assert re.search(r'<button class="btn btn-primary record" data-save autofocus>', page)
    assert f'name="source" value="{"scan" if "K1" in code.upper()[:2] else "code"}"' in page


def test_the_next_date_stands_there_as_the_rule_proposes_it(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    response = browser_of(fitri).get(DESK, {"bimbingan": suwarno.pk})
    assert 'name="next_on" value="10 Des 2026"' in response.content.decode()
    assert "Usulan: Kamis, 10 Desember 2026" in words(response)


def test_who_is_called_so_stands_before_who_only_lives_there(
    ani: Staff, fitri: Staff, browser_of: Any
) -> None:
    for name, village in (("AGUS CAHYONO", "SUMBERREJO"), ("BUDI SUMARNO", ""), ("SUMADI", "")):
        row = supervised(ani, client__full_name=name, client__village=village)
        reindex(client_ids=[row.client_id])
    rows = browser_of(fitri).get(DESK, {"kode": "sum"}).context["rows"]
    assert [row.client.full_name for row in rows] == ["SUMADI", "BUDI SUMARNO", "AGUS CAHYONO"]


def test_a_name_in_any_spelling_lists_name_birth_date_and_officer_only(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    response = browser_of(fitri).get(DESK, {"kode": "soewarno"})
    assert "1 orang ditemukan" in words(response)
    assert "Suwarno lahir 10 Mei 1990 · PK Ani" in words(response)


def test_a_child_is_shown_by_initials_everywhere(ani: Staff, fitri: Staff, browser_of: Any) -> None:
    row = supervised(ani, client__full_name="RATNA DEWI KUSUMA", section="BKA")
    reindex(client_ids=[row.client_id])
    browser = browser_of(fitri)
    card = card_of(row)
    pages = [browser.get(DESK, {"kode": "ratna"}), browser.get(DESK, {"kode": card.token})]
    pages.append(browser.post(f"{DESK}catat/", posted(row), follow=True))
    pages.append(browser.get(f"{DESK}hari/2026-11-24/"))
    for page in pages:
        assert "R.D.K." in words(page)
        assert "ratna" not in words(page).casefold().replace("“ratna”", "")


def test_nobody_of_that_name_is_said_with_what_to_try(fitri: Staff, browser_of: Any) -> None:
    response = browser_of(fitri).get(DESK, {"kode": "Zulaikha"})
    assert "Tidak ada yang bernama “Zulaikha”." in words(response)


def test_an_unknown_code_says_what_to_do(fitri: Staff, browser_of: Any) -> None:
    response = browser_of(fitri).get(DESK, {"kode": card_code.token(b"unknown card seven")})
    assert "Tidak ada kartu dengan kode ini. Ketik namanya." in words(response)


def test_a_code_with_a_slip_is_told_apart_from_an_unknown_one(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    token = card_of(suwarno).token
    slip = token[:-1] + ("2" if token[-1] != "2" else "3")
    response = browser_of(fitri).get(DESK, {"kode": slip})
    assert "Kode tidak lengkap atau salah satu hurufnya keliru." in words(response)
    assert "Suwarno" not in words(response)


def test_the_card_of_another_office_names_the_office_and_nothing_of_the_person(
    candra: Staff, fitri: Staff, browser_of: Any
) -> None:
    theirs = supervised(candra, client__full_name="ORANG MADIUN")
    response = browser_of(fitri).get(DESK, {"kode": card_of(theirs).token})
    assert "Kartu ini milik Balai Pemasyarakatan Kelas II Madiun." in words(response)
    assert "Orang Madiun" not in response.content.decode()
    assert "10 Mei 1990" not in response.content.decode()


def test_a_replaced_card_finds_the_person_and_says_so(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    old = card_of(suwarno, state="replaced", replaced_at=NOW - timedelta(days=3))
    card_of(suwarno, seed=2, sequence=2)
    response = browser_of(fitri).get(DESK, {"kode": old.token})
    assert "Suwarno" in words(response)
    assert "Kartu ini sudah diganti pada 21 Nov 2026. Minta kartu yang baru" in words(response)


def test_an_officer_is_not_shown_a_colleagues_client(
    suwarno: Supervision, budi: Staff, browser_of: Any
) -> None:
    response = browser_of(budi).get(DESK, {"kode": card_of(suwarno).token})
    assert "Klien kantor ini, tetapi bukan bimbingan Anda." in words(response)
    assert "Suwarno" not in words(response)


def test_several_running_guidances_are_chosen_from(
    suwarno: Supervision, ani: Staff, budi: Staff, fitri: Staff, browser_of: Any
) -> None:
    second = supervised(budi, client=suwarno.client, start_date=date(2026, 6, 1))
    response = browser_of(fitri).get(DESK, {"kode": card_of(suwarno).token})
    assert "Ada lebih dari satu bimbingan yang berjalan." in words(response)
    assert f"?bimbingan={second.pk}&amp;cara=scan" in response.content.decode()


def test_a_guidance_that_ended_is_said_and_nothing_can_be_recorded(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    Supervision.objects.update(status="berakhir", is_active=False, ended_on=date(2026, 10, 1))
    response = browser_of(fitri).get(DESK, {"kode": card_of(suwarno).token})
    assert "Bimbingan berakhir pada 1 Okt 2026." in words(response)
    assert "Catat" not in words(response).split("Suwarno")[1].split("Sudah datang")[0]


@pytest.mark.parametrize(
    "query", ["kode=%00", "bimbingan=9" * 30, "klien=abc", "catatan=-1", "kode=" + "A" * 5000]
)
def test_nonsense_in_the_address_never_breaks_the_desk(fitri: Staff, browser_of: Any, query: str) -> None:
    assert browser_of(fitri).get(f"{DESK}?{query}").status_code in (200, 404)


# ── recording ────────────────────────────────────────────────────────────


def test_recording_answers_with_the_time_the_name_and_the_next_date(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    given = posted(suwarno, note="Bekerja", next_on="10/12/26")
    response = browser_of(fitri).post(f"{DESK}catat/", given)
    visit = Visit.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"{DESK}?catatan={visit.pk}&hasil=recorded")
    assert (visit.note, visit.next_on, str(visit.time)) == ("Bekerja", date(2026, 12, 10), "09:14:00")
    assert (visit.recorded_by, visit.received_by) == (fitri, None)
    text = words(browser_of(fitri).get(response["Location"]))
    assert "Tercatat 09.14 Suwarno" in text
    assert "Datang lagi Kamis, 10 Desember 2026" in text
    assert "Urungkan" in text


def test_a_form_sent_twice_is_one_visit_and_two_equal_answers(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    given, browser = posted(suwarno), browser_of(fitri)
    first, second = (browser.post(f"{DESK}catat/", given) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Visit.objects.count() == 1


def test_the_second_scan_of_a_day_says_when_and_by_whom_and_offers_no_button(
    suwarno: Supervision, ani: Staff, fitri: Staff, browser_of: Any
) -> None:
    browser_of(ani).post(f"{DESK}catat/", posted(suwarno))
    response = browser_of(fitri).get(DESK, {"kode": card_of(suwarno).token})
    assert "Tercatat pukul 09.14 oleh Ani: Hadir. Tidak ada yang ditambahkan." in words(response)
    assert "data-save" not in response.content.decode()


def test_a_second_desk_with_an_older_page_is_told_and_adds_nothing(
    suwarno: Supervision, ani: Staff, fitri: Staff, browser_of: Any
) -> None:
    browser_of(ani).post(f"{DESK}catat/", posted(suwarno))
    response = browser_of(fitri).post(f"{DESK}catat/", posted(suwarno), follow=True)
    assert response.status_code == 200
    assert "Sudah tercatat Suwarno Tercatat pukul 09.14 oleh Ani" in words(response)
    assert Visit.objects.count() == 1


def test_what_was_typed_stays_when_something_is_refused(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    given = posted(suwarno, kind="sakit", note="", next_on="10 des 2026")
    response = browser_of(fitri).post(f"{DESK}catat/", given)
    assert response.status_code == 422
    assert "Tuliskan alasan atau surat keterangannya pada kolom catatan." in words(response)
    assert str(given["request_key"]) in response.content.decode()
    assert 'value="10 des 2026"' in response.content.decode()
    assert not Visit.objects.exists()


def test_a_day_that_cannot_be_read_is_said_under_its_field(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    response = browser_of(fitri).post(f"{DESK}catat/", posted(suwarno, next_on="besok lusa"))
    assert response.status_code == 422
    assert "Tanggal tidak terbaca." in words(response)


def test_a_paper_of_another_day_is_marked_as_such(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    browser_of(fitri).post(f"{DESK}catat/", posted(suwarno, on="20 nov"))
    visit = Visit.objects.get()
    assert (visit.on, visit.source, visit.time) == (date(2026, 11, 20), "paper", None)
    assert visit.is_late_entry


def test_at_a_post_the_post_is_filled_in(
    suwarno: Supervision, fitri: Staff, office: Office, browser_of: Any
) -> None:
    fitri.outpost = Outpost.objects.create(office=office, name="Pos Tuban")
    fitri.save()
    page = browser_of(fitri).get(DESK, {"bimbingan": suwarno.pk}).content.decode()
    assert re.search(r'value="pos"[^>]*checked', page)
    assert f'<option value="{fitri.outpost_id}" selected>Pos Tuban</option>' in page


def test_an_officer_who_records_has_received_the_client(
    suwarno: Supervision, ani: Staff, browser_of: Any
) -> None:
    browser_of(ani).post(f"{DESK}catat/", posted(suwarno))
    assert Visit.objects.get().received_by == ani


def test_undoing_at_the_desk_frees_the_day(suwarno: Supervision, fitri: Staff, browser_of: Any) -> None:
    visit = came(suwarno, TODAY, fitri, NOW).visit
    response = browser_of(fitri).post(f"{DESK}{visit.pk}/urungkan/", follow=True)
    assert "Diurungkan." in words(response)
    visit.refresh_from_db()
    assert visit.void_reason == "dibatalkan di meja"


def test_the_entry_of_a_colleague_cannot_be_undone_and_that_is_said(
    suwarno: Supervision, ani: Staff, fitri: Staff, browser_of: Any
) -> None:
    visit = came(suwarno, TODAY, ani, NOW).visit
    response = browser_of(fitri).post(f"{DESK}{visit.pk}/urungkan/")
    assert response.status_code == 409
    assert "Hanya pencatatnya yang dapat mengurungkan." in words(response)
    visit.refresh_from_db()
    assert visit.voided_at is None


def test_voiding_asks_for_a_reason_and_keeps_it(
    suwarno: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    visit, browser = came(suwarno, TODAY, ani, NOW).visit, browser_of(dewi)
    assert browser.post(f"{DESK}{visit.pk}/batalkan/", {"reason": " "}).status_code == 422
    assert browser.post(f"{DESK}{visit.pk}/batalkan/", {"reason": "Salah orang"}).status_code == 303
    assert Event.objects.latest("pk").purpose == "Salah orang"


def test_large_text_is_one_button(fitri: Staff, browser_of: Any) -> None:
    browser_of(fitri).post(f"{DESK}huruf/")
    assert '<html lang="id" class="large">' in browser_of(fitri).get(DESK).content.decode()


def test_a_card_scanned_into_the_note_records_nobody_and_leaves_the_note(
    suwarno: Supervision, fitri: Staff, browser_of: Any
) -> None:
    given = posted(suwarno, note=f"Bekerja {card_of(suwarno).token}")
    response = browser_of(fitri).post(f"{DESK}catat/", given)
    assert response.status_code == 422
    assert "Kartu lain terpindai ke kolom catatan. Kunjungan ini belum dicatat." in words(response)
    assert 'name="note" value="Bekerja "' in response.content.decode()
    assert not Visit.objects.exists()
