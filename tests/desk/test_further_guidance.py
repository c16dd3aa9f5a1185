"""A further programme of the same verdict: only the new decision is asked, and nothing runs twice unasked."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.attendance.actions import settle
from bimbing.attendance.queries.proof import differences
from bimbing.offices.models import Staff
from bimbing.supervision.actions import Offence, reindex, write_offences
from bimbing.supervision.models import Case, StatusEvent, Supervision
from tests.factories import AT, SupervisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(ani: Staff) -> Supervision:
    """An asimilasi that runs until 20 November 2026, of a theft of three years."""
    made = SupervisionFactory(
        officer=ani, client__full_name="MOH. ARIF", programme_id="ASIMILASI", start_date=date(2026, 3, 10),
        end_date=date(2026, 11, 20), interval="mingguan",
    )  # fmt: skip
    StatusEvent.objects.create(supervision=made, status="aktif", on=made.start_date, by=ani, at=AT)
    write_offences(case_id=made.case_id, offences=[Offence("PENCURIAN", articles="363 KUHP")])
    Case.objects.filter(pk=made.case_id).update(
        offence_id="PENCURIAN", articles="363 KUHP", sentence_years=3, court="PN Bojonegoro"
    )
    settle(supervision_ids=[made.pk], as_of=AT.date())
    reindex(client_ids=[made.client_id])
    return Supervision.objects.select_related("case", "client").get(pk=made.pk)


@pytest.fixture
def door(dewi: Staff, browser_of: Any) -> Browser:
    browser: Browser = browser_of(dewi)
    return browser


def sent(row: Supervision, **changes: str) -> dict[str, str]:
    return {
        "perkara": str(row.case_id), "simpan": "1", "programme": "PB", "decision_no": "PAS-9", "decision_date": "2-11-2026",
        "start_date": "20-11-2026", "end_date": "20-11-2028", "officer": str(row.officer_id), "end_former": "on",
    } | changes  # fmt: skip


def address(row: Supervision) -> str:
    return f"/klien/{row.client_id}/bimbingan/baru/"


def test_officer_rhythm_and_day_follow_from_the_asimilasi(row: Supervision, door: Browser) -> None:
    answer = door.get(f"{address(row)}?perkara={row.case_id}")
    form = answer.context["form"]
    assert {name: form[name].value() for name in ("officer", "interval", "start_date", "end_former")} == {
        "officer": row.officer_id,
        "interval": "mingguan",
        "start_date": "20-11-2026",
        "end_former": True,
    }
    assert not {"full_name", "offence", "sentence", "origin", "verdict_no"} & set(form.fields)
    shown = answer.content.decode()
    for words in ("Pencurian", "363 KUHP", "3 tahun", "PN Bojonegoro", "Asimilasi"):
        assert words in shown


def test_the_pb_stands_in_the_same_case_and_the_asimilasi_ends_with_its_start(
    row: Supervision, door: Browser
) -> None:
    answer = door.post(address(row), sent(row))
    assert (answer.status_code, answer["Location"]) == (303, f"/kartu/klien/{row.client_id}/")
    pb = Supervision.objects.get(programme_id="PB")
    assert (pb.case_id, pb.offence_code, Case.objects.count()) == (row.case_id, "PENCURIAN", 1)
    row.refresh_from_db()
    assert (row.status, row.ended_on, row.closing_no) == ("berakhir", date(2026, 11, 20), "PAS-9")
    assert not list(differences(as_of=AT.date()))


def test_the_asimilasi_runs_on_where_nobody_ends_it(row: Supervision, door: Browser) -> None:
    assert door.post(address(row), {**sent(row), "end_former": ""}).status_code == 303
    row.refresh_from_db()
    assert row.status == "aktif"


@pytest.mark.parametrize(("start", "field"), [("20-12-2026", "end_former"), ("9-3-2026", "end_former")])
def test_it_ends_on_no_day_to_come_and_not_before_it_began(
    row: Supervision, door: Browser, start: str, field: str
) -> None:
    answer = door.post(address(row), sent(row, start_date=start))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Supervision.objects.count() == 1


def test_a_second_running_guidance_of_the_same_programme_is_asked_about(
    row: Supervision, door: Browser
) -> None:
    twice = sent(row, programme="ASIMILASI") | {"end_former": ""}
    answer = door.post(address(row), twice)
    assert answer.status_code == 409
    assert "Asimilasi sudah berjalan untuk klien ini" in answer.content.decode()
    assert Supervision.objects.count() == 1
    del twice["simpan"]
    assert door.post(address(row), twice | {"sejalan": "1"}).status_code == 303
    assert Supervision.objects.filter(programme_id="ASIMILASI").count() == 2


def test_a_longer_asimilasi_that_ends_the_first_is_no_question(row: Supervision, door: Browser) -> None:
    assert door.post(address(row), sent(row, programme="ASIMILASI")).status_code == 303


def test_what_was_typed_at_the_door_comes_along(row: Supervision, door: Browser) -> None:
    typed = {
        "klien": str(row.client_id),
        "perkara": str(row.case_id),
        "decision_no": "PAS-77",
        "programme": "PB",
    }
    answer = door.post(address(row), typed)
    form = answer.context["form"]
    assert answer.status_code == 200
    assert (form["decision_no"].value(), form["programme"].value(), form["officer"].value()) == (
        "PAS-77", "PB", row.officer_id,
    )  # fmt: skip


def test_the_door_offers_each_case_of_somebody_known(row: Supervision, door: Browser) -> None:
    shown = door.get(f"/klien/baru/?klien={row.client_id}").content.decode()
    assert f'name="perkara" value="{row.case_id}" formaction="{address(row)}"' in shown


def test_the_file_shows_cases_and_guidances_in_the_order_of_time_with_the_present_one(
    row: Supervision, ani: Staff, door: Browser
) -> None:
    old = SupervisionFactory(
        client=row.client, office=row.office, officer=ani, programme_id="CB", status="berakhir", is_active=False,
        start_date=date(2019, 1, 10), end_date=date(2019, 6, 10), ended_on=date(2019, 6, 10),
    )  # fmt: skip
    door.post(address(row), sent(row))
    cases = door.get(f"/klien/{row.client_id}/").context["cases"]
    assert [[guidance.row.programme_id for guidance in case.guidances] for case in cases] == [
        ["CB"],
        ["ASIMILASI", "PB"],
    ]
    (asimilasi, pb) = cases[1].guidances
    assert (asimilasi.status, asimilasi.is_present, pb.status, pb.is_present, pb.is_shown) == (
        "Berakhir", False, "Aktif", True, True,
    )  # fmt: skip
    chosen = door.get(f"/klien/{row.client_id}/?bimbingan={old.pk}").context["cases"]
    assert chosen[0].guidances[0].is_shown


@pytest.mark.parametrize("who", ["ani", "fitri", "gita", "eko"])
def test_who_may_not_register_gets_no_form(
    row: Supervision, ani: Staff, fitri: Staff, gita: Staff, eko: Staff, browser_of: Any, who: str
) -> None:
    staff = {"ani": ani, "fitri": fitri, "gita": gita, "eko": eko}[who]
    assert browser_of(staff).get(f"{address(row)}?perkara={row.case_id}").status_code == 403


def test_a_strangers_client_and_case_do_not_exist(
    row: Supervision, candra: Staff, dewi: Staff, browser_of: Any
) -> None:
    assert browser_of(candra).get(f"{address(row)}?perkara={row.case_id}").status_code == 404
    other = SupervisionFactory(office=dewi.office)
    assert browser_of(dewi).get(f"{address(row)}?perkara={other.case_id}").status_code == 404
