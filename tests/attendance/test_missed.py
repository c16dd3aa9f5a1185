"""Who missed, who has only not reported yet; the day's list."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from bimbing.attendance.actions import settle
from bimbing.attendance.models import Excuse
from bimbing.clients.models import Guarantor, Phone
from bimbing.jobs.models import DailyRun
from bimbing.offices.models import Office, Staff
from bimbing.offices.permissions import Role
from bimbing.supervision.models import Supervision
from tests.attendance.scenes import NOW, TODAY, came, supervised, words
from tests.factories import StaffFactory

pytestmark = pytest.mark.usefixtures("at_nine_fourteen")

MISSED = "/absen/terlewat/"


def standing(officer: Staff, name: str, run: int, **columns: Any) -> Supervision:
    """A row with a stored run of misses, computed for today."""
    row = supervised(officer, client__full_name=name)
    given = {
        "missed_run": run,
        "report_state": "not_yet",
        "standing_until": TODAY,
        "last_visit_on": date(2026, 5, 12),
    }
    Supervision.objects.filter(pk=row.pk).update(**(given | columns))
    return row


@pytest.fixture(autouse=True)
def rolled(db: None) -> None:
    DailyRun.objects.create(name="standings", last_on=TODAY, finished_at=NOW)


def names(response: Any) -> list[str]:
    return [row.supervision.client.shown_name for row in response.context["rows"]]


def test_the_longest_run_stands_first_and_who_has_come_since_stands_last(
    ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    standing(ani, "DUA KALI", 2)
    standing(ani, "TIGA TAPI DATANG", 3, report_state="reported")
    standing(ani, "TIGA BARU", 3)
    standing(ani, "TIGA LAMA", 3, last_visit_on=date(2026, 4, 1))
    standing(ani, "TIDAK PERNAH", 3, last_visit_on=None)
    standing(ani, "NOL", 0)
    response = browser_of(dewi).get(MISSED)
    assert names(response) == ["Tidak Pernah", "Tiga Lama", "Tiga Baru", "Dua Kali", "Tiga Tapi Datang"]
    assert [row.kind for row in response.context["rows"]] == ["miss", "miss", "miss", "wait", "miss"]


def test_who_is_excused_or_suspended_stands_behind_and_says_so(
    ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    standing(ani, "DITAHAN", 5, report_state="suspended")
    standing(ani, "SEDANG SAKIT", 4, report_state="excused")
    standing(ani, "DICARI", 1)
    response = browser_of(dewi).get(MISSED)
    assert names(response) == ["Dicari", "Ditahan", "Sedang Sakit"]
    assert "4 kali sedang izin" in words(response)
    assert "5 kali wajib lapor ditangguhkan" in words(response)


def test_the_three_states_are_counted_and_not_yet_is_never_called_missed(
    ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    standing(ani, "BELUM", 0)
    standing(ani, "SUDAH", 0, report_state="reported")
    standing(ani, "IZIN", 0, report_state="excused")
    standing(ani, "TERLEWAT", 2)
    truth = browser_of(dewi).get(MISSED).context["truth"]
    assert (truth.reported, truth.not_yet, truth.excused, truth.missed, truth.orange, truth.red) == (
        1,
        2,
        1,
        1,
        1,
        0,
    )
    assert (truth.on_duty, truth.resting) == (3, 1)
    assert names(browser_of(dewi).get(MISSED)) == ["Terlewat"]
    assert names(browser_of(dewi).get(MISSED, {"lihat": "belum"})) == ["Terlewat", "Belum"]


def test_ten_are_shown_first_and_all_on_demand(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    for n in range(12):
        standing(ani, f"KLIEN {'ABCDEFGHIJKL'[n]}", 1)
    browser = browser_of(dewi)
    assert len(names(browser.get(MISSED))) == 10
    assert "Tampilkan semua (12)" in words(browser.get(MISSED))
    assert len(names(browser.get(MISSED, {"semua": "1"}))) == 12


def test_filters_live_in_the_address_and_nonsense_is_left_out(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: Any
) -> None:
    standing(ani, "MILIK ANI", 1)
    standing(budi, "MILIK BUDI", 1)
    browser = browser_of(dewi)
    assert names(browser.get(MISSED, {"pk": ani.pk})) == ["Milik Ani"]
    assert names(browser.get(MISSED, {"seksi": "BKA"})) == []
    assert len(names(browser.get(MISSED, {"pk": "x", "seksi": "zz", "hal": "-4", "lihat": "?"}))) == 2


def test_an_officer_sees_only_his_own(ani: Staff, budi: Staff, browser_of: Any) -> None:
    standing(ani, "MILIK ANI", 1)
    standing(budi, "MILIK BUDI", 1)
    assert names(browser_of(ani).get(MISSED)) == ["Milik Ani"]


def test_phones_guarantor_and_village_stand_beside_the_name(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    row = standing(ani, "PARDI", 2)
    Phone.objects.create(client=row.client, number="+6281200000001")
    Guarantor.objects.create(client=row.client, name="Sukini", phone="+6281300000002")
    row.client.village = "Sumberrejo"
    row.client.save()
    text = words(browser_of(dewi).get(MISSED))
    assert "0812-0000-0001" in text
    assert "Sukini 0813-0000-0002" in text
    assert "Sumberrejo" in text


def test_an_auditor_sees_the_run_but_no_phone(office: Office, ani: Staff, browser_of: Any) -> None:
    row = standing(ani, "PARDI", 2)
    Phone.objects.create(client=row.client, number="+6281200000001")
    response = browser_of(StaffFactory(office=office, role=Role.AUDITOR)).get(MISSED)
    assert names(response) == ["Pardi"]
    assert "0812-0000-0001" not in words(response)


def test_the_list_says_up_to_when_it_was_computed(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    standing(ani, "PARDI", 2)
    text = words(browser_of(dewi).get(MISSED))
    assert "Dihitung s/d Selasa, 24 November 2026." in text
    assert "Perhatian" not in text


def test_a_night_that_did_not_run_is_said_in_words(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    standing(ani, "PARDI", 2, standing_until=TODAY - timedelta(days=1))
    DailyRun.objects.update(last_on=TODAY - timedelta(days=2))
    text = words(browser_of(dewi).get(MISSED))
    assert "Dihitung s/d Minggu, 22 November 2026." in text
    assert "1 klien belum dihitung ulang untuk hari ini" in text


def test_a_client_is_excused_from_the_list(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    row = supervised(ani)
    settle(supervision_ids=[row.pk], as_of=TODAY)
    address = f"/absen/terlewat/{row.pk}/izin/"
    browser = browser_of(dewi)
    assert 'value="1 Nov 2026"' in browser.get(address).content.decode()
    response = browser.post(address, {"since": "1/11/26", "until": "30-11-2026", "reason": "Rawat inap"})
    assert (response.status_code, response["Location"]) == (303, MISSED)
    assert (Excuse.objects.get().since, Excuse.objects.get().until) == (date(2026, 11, 1), date(2026, 11, 30))
    row.refresh_from_db()
    assert row.report_state == "excused"
    assert f"{row.client.list_name} diberi izin sampai 30 Nov 2026." in words(browser.get(MISSED))


def test_an_excuse_is_given_under_the_missed_list(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    page = browser_of(dewi).get(f"/absen/terlewat/{supervised(ani).pk}/izin/").content.decode()
    assert re.findall(r'href="([^"]+)"[^>]* aria-current="page"', page)[:1] == [MISSED]


def test_an_officer_is_not_offered_colleagues_whose_clients_he_does_not_see(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: Any
) -> None:
    standing(ani, "SATU", 1)
    assert 'name="pk"' not in browser_of(ani).get(MISSED).content.decode()
    assert 'name="pk"' in browser_of(dewi).get(MISSED).content.decode()


def test_paper_says_what_the_list_is_narrowed_to(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    standing(ani, "SATU", 1)
    browser = browser_of(dewi)
    assert browser.get(MISSED).context["narrowed"] == ""
    page = browser.get(MISSED, {"pk": ani.pk, "seksi": "BKD"})
    assert page.context["narrowed"] == "PK: Ani · Seksi: Dewasa"
    assert '<p class="print-only"><b>PK: Ani · Seksi: Dewasa</b></p>' in page.content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"until": "1 okt 2026"}, "Izin berakhir sebelum mulai."),
        ({"until": "1 des 2027"}, "Izin paling lama satu tahun."),
        ({"since": "1 jan 2026", "until": "1 feb 2026"}, "Izin berakhir sebelum bimbingan dimulai."),
        ({"since": "entah"}, "Tanggal tidak terbaca."),
    ],
)
def test_an_excuse_that_cannot_be_is_refused_with_its_sentence(
    ani: Staff, dewi: Staff, browser_of: Any, given: dict[str, str], sentence: str
) -> None:
    form = {"since": "1 nov 2026", "until": "30 nov 2026", "reason": "Sakit"} | given
    response = browser_of(dewi).post(f"/absen/terlewat/{supervised(ani).pk}/izin/", form)
    assert response.status_code == 422
    assert sentence in words(response)
    assert not Excuse.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_one_and_for_three(
    ani: Staff, dewi: Staff, browser_of: Any, count: int, django_assert_num_queries: Any
) -> None:
    for n in range(count):
        row = standing(ani, f"KLIEN {'ABC'[n]}", 1)
        Phone.objects.create(client=row.client, number=f"+628120000000{n}")
        Guarantor.objects.create(client=row.client, name="Sukini")
    browser = browser_of(dewi)
    with django_assert_num_queries(9):
        assert len(names(browser.get(MISSED))) == count


# ── the day ──────────────────────────────────────────────────────────────


def test_the_day_lists_who_came_and_who_is_expected(ani: Staff, fitri: Staff, browser_of: Any) -> None:
    here, late = (
        supervised(ani, client__full_name="SUDAH DATANG"),
        supervised(ani, client__full_name="DITUNGGU"),
    )
    came(here, TODAY, fitri, NOW)
    Supervision.objects.filter(pk=late.pk).update(next_due_on=date(2026, 11, 20), report_state="not_yet")
    text = words(browser_of(fitri).get("/absen/hari/2026-11-24/"))
    assert "1 datang · 1 ditunggu" in text
    assert re.search(r"1 Ditunggu .* 20 Nov 2026", text)
    assert re.search(r"1 Sudah Datang .* Hadir .* Ani Fitri", text)


def test_a_past_day_says_of_those_told_to_come_whether_they_did(
    ani: Staff, fitri: Staff, browser_of: Any
) -> None:
    told = [supervised(ani, client__full_name=name) for name in ("A TEPAT", "B TERLAMBAT", "C BELUM")]
    for row in told:
        came(row, date(2026, 10, 20), ani, next_on=date(2026, 11, 20))
    came(told[0], date(2026, 11, 20), ani)
    came(told[1], date(2026, 11, 23), ani)
    text = words(browser_of(fitri).get("/absen/hari/2026-11-20/"))
    assert re.search(
        r"A Tepat .*datang hari itu.* B Terlambat .*datang 23 Nov 2026.* C Belum .*belum dicatat", text
    )


@pytest.mark.parametrize("day", ["2026-02-30", "1900-01-01", "9999-12-31", "2026-11-2"])
def test_an_impossible_day_is_no_address(fitri: Staff, browser_of: Any, day: str) -> None:
    assert browser_of(fitri).get(f"/absen/hari/{day}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_asks_the_same_number_of_questions_for_one_and_for_three(
    ani: Staff, fitri: Staff, browser_of: Any, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        came(supervised(ani), TODAY, fitri, NOW)
    browser = browser_of(fitri)
    with django_assert_num_queries(5):
        assert browser.get("/absen/hari/2026-11-24/").status_code == 200
