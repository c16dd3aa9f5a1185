"""The practice office: fictional, alive today, the same each day, and true in every stored sum."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone

from bimbing.clients.models import Client, Phone
from bimbing.intake.imports.guarded import read_guarded
from bimbing.intake.imports.understand import understand
from bimbing.offices.models import Office, Staff
from bimbing.practice.actions import CLIENTS, open_practice_office
from bimbing.practice.people import people, visit_days
from bimbing.practice.queries import practice_sign_ins
from bimbing.practice.workbook import write_register
from bimbing.supervision.models import Supervision

TODAY = date(2026, 11, 24)


@pytest.fixture
def practice(db: None, tmp_path: Path) -> Office:
    return open_practice_office(at=timezone.localtime(), data=tmp_path)


def test_it_is_an_office_of_real_size_with_a_neighbour(practice: Office, tmp_path: Path) -> None:
    here = Supervision.objects.filter(office=practice)
    assert here.filter(is_active=True).count() == CLIENTS == 469
    assert here.filter(is_active=False).count() == 58
    assert Supervision.objects.exclude(office=practice).count() == 25
    assert set(here.filter(section="BKA").values_list("programme_id", flat=True)) <= {
        "DIVERSI",
        "ANAK_SYARAT",
        "PELATIHAN_KERJA",
    }
    assert {"reported", "not_yet", "suspended"} <= set(here.values_list("report_state", flat=True))
    assert here.filter(missed_run__gte=3).exists()
    call_command("prove")


def test_everybody_in_it_is_fictional(practice: Office) -> None:
    assert [nik for nik in Client.objects.values_list("nik", flat=True) if nik and nik[12:] < "9001"] == []
    assert [number for number in Phone.objects.values_list("number", flat=True) if "0000" not in number] == []


def test_each_sign_in_works_and_no_password_is_the_same_twice(practice: Office, tmp_path: Path) -> None:
    sign_ins = practice_sign_ins(tmp_path)
    assert len(sign_ins) == 10
    assert len({password for _, password, _ in sign_ins}) == 10
    request = RequestFactory().post("/masuk/")
    for user, password, _ in sign_ins:
        assert authenticate(request, username=user, password=password) == Staff.objects.get(username=user)
    assert (tmp_path / "masuk-latihan.json").stat().st_mode & 0o777 == 0o600


def test_the_same_day_makes_the_same_people() -> None:
    first, second = (people(TODAY, count=100, officers=14, seed=7, children=3) for _ in range(2))
    assert first == second
    days = [list(visit_days(person, TODAY, months=12, seed=7)) for person in first]
    assert days == [list(visit_days(person, TODAY, months=12, seed=7)) for person in second]
    assert all(
        person.start <= day <= TODAY for person, found in zip(first, days, strict=True) for day in found
    )


def test_the_register_to_try_the_import_with_is_dirty_and_understood(tmp_path: Path) -> None:
    path = tmp_path / "register-latihan.xlsx"
    write_register(path, TODAY, seed=11)
    understood = understand(read_guarded(path, file=path.name), today=TODAY)
    assert len(understood.records) == 60
    assert sum(len(record.attendance) for record in understood.records) > 150
    asked = {
        issue.field for record in understood.records for issue in record.issues if issue.severity != "note"
    }
    assert {"nik", "decree_date", "end_date", "officer"} <= asked
