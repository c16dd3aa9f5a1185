"""What is said beside the fields while papers are typed: dates read back and compared, the NIK, never silently filled."""

import pytest
from django.test import Client as Browser

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.supervision.models import RegisterCounter
from tests.desk.new_client.papers import refused, said, save

pytestmark = pytest.mark.django_db


def test_dates_are_read_back_and_the_length_is_told(door: Browser, papers: dict[str, str]) -> None:
    page = said(door, papers)
    assert "Selasa, 10 Maret 2026" in page
    assert "Lama bimbingan 2 tahun." in page


def test_pb_without_its_year_is_told_and_does_not_block(door: Browser, papers: dict[str, str]) -> None:
    short = papers | {"end_date": "10-3-2027", "expiry": "10-3-2027"}
    assert "Dengan tambahan itu: 10 Mar 2028." in said(door, short)
    assert save(door, short).status_code == 303


def test_pb_without_its_year_is_told_from_the_sentence_alone(door: Browser, papers: dict[str, str]) -> None:
    page = said(door, papers, end_date="10-3-2027", sentence="3 tahun", detained_on="10-3-2024")
    assert "Dengan tambahan itu: 10 Mar 2028." in page


def test_a_long_cb_is_told_with_its_days(door: Browser, papers: dict[str, str]) -> None:
    page = said(door, papers, programme="CB", start_date="1-1-2026", end_date="11-7-2026")
    assert "di sini sampai 1 Jul 2026; lebih 10 hari." in page


def test_the_difference_to_the_computation_is_told_in_days(door: Browser, papers: dict[str, str]) -> None:
    page = said(door, papers, end_date="15-3-2028", sentence="3 tahun", detained_on="10-3-2024")
    assert "menurut hitungan 10 Mar 2028, selisih 5 hari" in page
    assert "Dengan tambahan" not in page


def test_a_remission_longer_than_the_sentence_is_no_stumble(door: Browser, papers: dict[str, str]) -> None:
    long = {"sentence": "1 tahun", "remission": "2 tahun", "detained_on": "10-3-2024"}
    assert "Lama bimbingan" in said(door, papers, **long)


def test_the_nik_suggests_and_never_fills(door: Browser, papers: dict[str, str]) -> None:
    page = said(door, papers, nik="3522155005900002", sex="", birth="")
    assert "Menurut NIK: Perempuan, lahir 10 Mei 1990." in page
    assert "10-05-1990" in page
    differs = said(door, papers, nik="3522155005900002")
    assert "Berbeda dengan yang diketik" in differs
    assert refused(save(door, papers, nik="3522155005900002", sex="")) == {"sex"}


def test_looking_at_the_papers_writes_nothing(door: Browser, papers: dict[str, str]) -> None:
    said(door, papers)
    assert (Client.objects.count(), RegisterCounter.objects.count(), Event.objects.count()) == (0, 0, 0)
