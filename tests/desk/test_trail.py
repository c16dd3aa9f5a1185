"""The trail in words: readable, without a child's name, and without anything of another office."""

import re
from pathlib import Path
from typing import Any

import pytest

import bimbing
from bimbing.audit.actions import record
from bimbing.audit.models import Event
from bimbing.desk.queries.trail_words import DEEDS
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Role
from tests.factories import AT, ClientFactory, StaffFactory

SOURCE = Path(bimbing.__file__).parent


def deed(by: Staff, action: str = "card.printed.card", **more: Any) -> None:
    record(by=by, at=AT, action=action, subject="client", **more)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode().split("<main", 1)[1]))


def test_a_line_says_who_did_what_to_whom(eko: Staff, dewi: Staff, browser_of: Any) -> None:
    client = ClientFactory(office=eko.office, full_name="SUWARNO BIN KARTO")
    deed(dewi, client_id=client.pk)
    answer = browser_of(eko).get("/jejak/")
    assert "mencetak kartu Suwarno" in text_of(answer)
    assert f'href="/klien/{client.pk}/"' in answer.content.decode()
    assert "24 Nov 2026 08.00 Dewi" in text_of(answer)


def test_a_child_is_named_by_initials_and_its_changed_name_is_not_shown(
    eko: Staff, dewi: Staff, browser_of: Any
) -> None:
    child = ClientFactory(office=eko.office, section=Section.JUVENILE, full_name="RAHASIA KECIL")
    deed(dewi, "client.edited", client_id=child.pk, changes={"full_name": ("RAHASIA KECIL", "RAHASIA BESAR")})
    page = text_of(browser_of(eko).get("/jejak/"))
    assert "memperbaiki data R.K.: nama lengkap" in page
    assert "rahasia" not in page.lower()


def test_a_change_shows_what_was_and_what_became(
    eko: Staff, ani: Staff, budi: Staff, browser_of: Any
) -> None:
    changes = {
        "officer": (ani.pk, budi.pk),
        "on": ("2026-03-10", "2026-03-12"),
        "status": ("aktif", "dicabut"),
    }
    deed(eko, "supervision.status", changes=changes)
    change, *_ = browser_of(eko).get("/jejak/").context["trail"].lines
    assert [(str(c.label), c.old, c.new) for c in change.changes] == [
        ("status", "Aktif", "Dicabut"),
        ("hari", "10 Mar 2026", "12 Mar 2026"),
        ("PK", "Ani", "Budi"),
    ]


def test_the_kind_of_a_visit_is_said_in_words(eko: Staff, fitri: Staff, browser_of: Any) -> None:
    deed(fitri, "visit.recorded", changes={"kind": (None, "pos")})
    (change,) = browser_of(eko).get("/jejak/").context["trail"].lines[0].changes
    assert (change.old, change.new) == ("", "Hadir di Pos")


def test_a_name_is_shown_as_text_never_as_markup(eko: Staff, browser_of: Any) -> None:
    client = ClientFactory(office=eko.office, full_name="<script>alert(1)</script>")
    deed(eko, client_id=client.pk, purpose="<img src=x>")
    page = browser_of(eko).get("/jejak/").content.decode().lower()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_filters_stand_in_the_address_and_stay_while_paging(eko: Staff, dewi: Staff, browser_of: Any) -> None:
    for _ in range(51):
        deed(dewi, "note.written", client_id=1)
    deed(eko, "note.written", client_id=1)
    address = f"/jejak/?pegawai={dewi.pk}&tindakan=note.written&hari=24/11/2026&klien=1"
    answer = browser_of(eko).get(address)
    assert len(answer.context["trail"].lines) == 50
    older = answer.context["older_url"]
    assert older.startswith(f"?pegawai={dewi.pk}&tindakan=note.written&")
    assert len(browser_of(eko).get(f"/jejak/{older}").context["trail"].lines) == 1
    other_day = browser_of(eko).get(f"/jejak/?pegawai={dewi.pk}&hari=23/11/2026")
    assert other_day.context["trail"].lines == []


@pytest.mark.parametrize(
    "query",
    [
        "?pegawai=x",
        "?klien=-1",
        "?hari=kemarin",
        "?sebelum=9999999999999999999999",
        "?tindakan=%00",
        "?klien=٣",
    ],
)
def test_an_address_that_makes_no_sense_is_no_error(eko: Staff, query: str, browser_of: Any) -> None:
    assert browser_of(eko).get(f"/jejak/{query}").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_six_queries(
    eko: Staff, dewi: Staff, number: int, browser_of: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        deed(dewi, client_id=ClientFactory(office=eko.office).pk)
    browser = browser_of(eko)
    with django_assert_num_queries(6):
        assert len(browser.get("/jejak/").context["trail"].lines) == number


def test_another_office_is_not_in_it(eko: Staff, candra: Staff, browser_of: Any) -> None:
    theirs = ClientFactory(office=candra.office, full_name="ORANG MADIUN")
    deed(candra, client_id=theirs.pk)
    deed(eko, client_id=theirs.pk)  # even a line of ours that names their client
    browser = browser_of(eko)
    page = text_of(browser.get("/jejak/"))
    assert "Candra" not in page
    assert "Orang Madiun" not in page
    assert f"mencetak kartu klien no. {theirs.pk}" in page
    assert browser.get(f"/jejak/?pegawai={candra.pk}").context["trail"].lines == []
    assert "Orang Madiun" not in text_of(browser.get(f"/jejak/?klien={theirs.pk}"))


def test_the_auditor_reads_names_but_opens_no_file(eko: Staff, browser_of: Any) -> None:
    auditor = StaffFactory(office=eko.office, role=Role.AUDITOR)
    client = ClientFactory(office=eko.office, full_name="SUWARNO")
    deed(eko, client_id=client.pk)
    page = browser_of(auditor).get("/jejak/").content.decode()
    assert "<b>Suwarno</b>" in page
    assert f'href="/klien/{client.pk}/"' not in page


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.HEAD, Role.AUDITOR}])
def test_only_head_and_auditor_read_it(office: Any, role: str, browser_of: Any) -> None:
    assert browser_of(StaffFactory(office=office, role=role)).get("/jejak/").status_code == 403


def test_it_cannot_be_written_to(eko: Staff, browser_of: Any) -> None:
    assert browser_of(eko).post("/jejak/").status_code == 405
    assert not Event.objects.exists()


def test_an_empty_trail_says_so(eko: Staff, browser_of: Any) -> None:
    assert "Begitu ada yang bekerja, tercatat di sini." in text_of(browser_of(eko).get("/jejak/"))


def test_every_deed_the_program_records_has_words() -> None:
    written = set()
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts or path.name == "trail_words.py":
            continue
        code = path.read_text(encoding="utf-8")
        if "audit.actions" in code:
            written |= set(re.findall(r'"([a-z]+\.[a-z_.{}]+)"', code))
    written = {re.sub(r"\{.*", "", action) for action in written}
    known = tuple(DEEDS)
    nameless = {a for a in written if not any(k == a or (a.endswith(".") and k.startswith(a)) for k in known)}
    assert nameless == set()
