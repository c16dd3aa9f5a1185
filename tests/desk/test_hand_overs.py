"""The pages of a hand-over: many clients chosen, caseloads shown, one letter, one way back."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client as Browser

from bimbing.attendance.models import Excuse, Visit
from bimbing.audit.models import Event
from bimbing.desk.actions_handing import TakeBackRefused, undo_hand_over
from bimbing.desk.queries.handing import Done, hand_overs_of
from bimbing.offices.models import Office, Section, Staff
from bimbing.offices.permissions import Role
from bimbing.supervision.actions import Move, hand_over_many
from bimbing.supervision.models import Assignment, HandOver, Note, Supervision
from tests.factories import AT, StaffFactory, SupervisionFactory

PAGE = "/klien/alih/"
TODAY = date(2026, 11, 24)


@pytest.fixture
def citra(office: Office) -> Staff:
    return StaffFactory(office=office, username="citra", full_name="Citra")


def rows_of(officer: Staff, number: int, **columns: object) -> list[Supervision]:
    rows = [SupervisionFactory(officer=officer, **columns) for _ in range(number)]
    for row in rows:
        Assignment.objects.create(supervision=row, officer=officer, since=row.start_date, by=officer, at=AT)
    return rows


def handed(rows: list[Supervision], to: Staff, by: Staff) -> HandOver:
    moves = [Move(row.pk, row.version, to.pk) for row in rows]
    batch, _ = hand_over_many(moves=moves, since=TODAY, reason="Mutasi", request_key=uuid4(), by=by, at=AT)
    return batch


def sent(rows: list[Supervision], to: dict[int, Staff], **more: str) -> dict[str, object]:
    return {
        "versi": " ".join(f"{row.pk}.{row.version}" for row in rows),
        "kepada": [str(pk) for pk in {staff.pk for staff in to.values()}],
        "lakukan": "alih",
        "on": f"{AT:%d-%m-%Y}",
        "reason": "Mutasi",
        "request_key": str(uuid4()),
        **{f"pk-{pk}": str(staff.pk) for pk, staff in to.items()},
        **more,
    }


def chosen_in(page: str) -> dict[int, int]:
    """Guidance -> the receiver that is selected for it on the page."""
    selects = re.findall(r'<select id="pk-(\d+)".*?</select>', page, re.DOTALL)
    found = {}
    for pk in selects:
        part = page.split(f'<select id="pk-{pk}"')[1].split("</select>")[0]
        if match := re.search(r'value="(\d+)" selected', part):
            found[int(pk)] = int(match[1])
    return found


# ------------------------------------------------------------------ choosing


def test_the_register_lets_who_assigns_tick_and_nobody_else(
    ani: Staff, dewi: Staff, browser_of: object
) -> None:
    (row,) = rows_of(ani, 1)
    box = f'name="pilih" value="{row.pk}"'
    assert box in browser_of(dewi).get("/klien/").content.decode()
    assert "pilih" not in browser_of(ani).get("/klien/").content.decode()


def test_picked_clients_stand_on_the_page_with_who_has_them(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: object
) -> None:
    first, second = rows_of(ani, 2)
    (other,) = rows_of(budi, 1)
    page = browser_of(dewi).get(PAGE, {"pilih": [first.pk, f"{second.pk}.{other.pk}"]}).content.decode()
    assert "Alihkan 3 klien" in page
    assert "Kini pada Ani (2), Budi (1)." in page
    versions = page.split('name="versi" value="')[1].split('"')[0]
    assert sorted(versions.split()) == sorted(f"{row.pk}.1" for row in (first, second, other))


def test_a_whole_group_of_the_register_is_taken_without_the_finished_ones(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: object
) -> None:
    rows_of(ani, 2)
    rows_of(ani, 1, is_active=False, status="berakhir")
    rows_of(budi, 1)
    page = browser_of(dewi).get(f"{PAGE}?pk={ani.pk}&semua=1&status=semua").content.decode()
    assert "Alihkan 2 klien" in page


def test_the_proposal_makes_caseloads_even_and_shows_before_and_after(
    ani: Staff, budi: Staff, citra: Staff, dewi: Staff, browser_of: object
) -> None:
    rows = rows_of(ani, 4)
    rows_of(budi, 3)
    page = (
        browser_of(dewi)
        .get(f"{PAGE}?pk={ani.pk}&semua=1&kepada={budi.pk}&kepada={citra.pk}")
        .content.decode()
    )
    given = chosen_in(page)
    assert set(given) == {row.pk for row in rows}
    assert sorted(given.values()) == sorted([budi.pk, *[citra.pk] * 3])
    assert "Sesudahnya para penerima membimbing 3 sampai 4 klien." in page
    lines = re.findall(
        r'<td class="num balance-more">(\d+)</td><td class="num balance-more">(\d+)</td><td class="num quiet balance-more">(\d+)</td><td class="num"><b>(\d+)',
        page,
    )
    assert lines == [("0", "0", "4", "0"), ("4", "0", "3", "4"), ("3", "0", "0", "3")]


def test_a_corrected_proposal_is_counted_and_not_made_anew(
    ani: Staff, budi: Staff, citra: Staff, dewi: Staff, browser_of: object
) -> None:
    one, two, three = rows_of(ani, 3)
    wanted = {one.pk: budi, two.pk: citra}
    page = browser_of(dewi).post(PAGE, sent([one, two, three], wanted, lakukan="hitung")).content.decode()
    assert chosen_in(page) == {one.pk: budi.pk, two.pk: citra.pk}
    assert "Alihkan 2 klien" in page
    assert Supervision.objects.filter(officer=ani).count() == 3


def test_a_child_is_not_proposed_to_who_works_for_adults(
    ani: Staff, dewi: Staff, office: Office, browser_of: object
) -> None:
    adults_only = StaffFactory(office=office, full_name="Hana", section=Section.ADULT)
    (child,) = rows_of(ani, 1, section=Section.JUVENILE)
    page = browser_of(dewi).get(f"{PAGE}?pilih={child.pk}&kepada={adults_only.pk}").content.decode()
    assert chosen_in(page) == {}


# ------------------------------------------------------------------ handing over


def test_handed_over_the_new_officer_sees_them_and_the_old_one_does_not(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: object
) -> None:
    rows = rows_of(ani, 2)
    answer = browser_of(dewi).post(PAGE, sent(rows, {row.pk: budi for row in rows}))
    batch = HandOver.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}{batch.pk}/")
    pages = {staff.full_name: browser_of(staff).get("/klien/").content.decode() for staff in (ani, budi)}
    for row in rows:
        assert (row.register_no in pages["Ani"], row.register_no in pages["Budi"]) == (False, True)


def test_who_was_changed_meanwhile_is_named_and_the_others_have_gone(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: object
) -> None:
    one, two = rows_of(ani, 2)
    Supervision.objects.filter(pk=two.pk).update(version=2)
    browser = browser_of(dewi)
    answer = browser.post(PAGE, sent([one, two], {one.pk: budi, two.pk: budi}))
    assert answer["Location"].endswith(f"?sisa={two.pk}-changed")
    page = browser.get(answer["Location"]).content.decode()
    assert "1 klien tidak ikut" in page
    assert "datanya diubah orang lain sejak halaman dibuka" in page
    assert f"{PAGE}?pilih={two.pk}" in page


def test_where_all_were_changed_nothing_typed_is_lost_and_it_can_be_sent_again(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: object
) -> None:
    (row,) = rows_of(ani, 1)
    Supervision.objects.filter(pk=row.pk).update(version=5)
    browser = browser_of(dewi)
    answer = browser.post(PAGE, sent([row], {row.pk: budi}, reason="Ani cuti besar"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tidak ada yang dialihkan." in page
    assert 'value="Ani cuti besar"' in page
    assert f'value="{row.pk}.5"' in page
    row.refresh_from_db()
    assert browser.post(PAGE, sent([row], {row.pk: budi})).status_code == 303


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("on", "25-11-2036", "Tanggal ini belum tiba. Alihkan pada harinya."),
        ("on", "1-1-2020", "Terlalu lama berlalu: paling awal"),
        ("reason", "", 'class="errorlist"'),
        ("kepada", "", "Pilih dulu siapa yang menerima."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: object, field: str, typed: str, words: str
) -> None:
    (row,) = rows_of(ani, 1)
    answer = browser_of(dewi).post(PAGE, sent([row], {row.pk: budi}, **{field: typed}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_for_three_as_for_one(
    number: int, ani: Staff, budi: Staff, dewi: Staff, browser_of: object, django_assert_num_queries: object
) -> None:
    rows_of(ani, number)
    browser: Browser = browser_of(dewi)
    browser.get("/akun/")
    with django_assert_num_queries(9):
        browser.get(f"{PAGE}?pk={ani.pk}&semua=1&kepada={budi.pk}")


# ------------------------------------------------------------------ taking back


def test_a_hand_over_is_taken_back_from_its_page(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: object
) -> None:
    rows = rows_of(ani, 2)
    batch = handed(rows, budi, dewi)
    browser = browser_of(dewi)
    assert browser.post(f"{PAGE}{batch.pk}/batal/").status_code == 303
    assert Supervision.objects.filter(officer=ani).count() == 2
    page = browser.get(f"{PAGE}{batch.pk}/").content.decode()
    assert "Dibatalkan: 2 klien kembali kepada PK semula." in page
    assert "/batal/" not in page
    assert "sudah dibatalkan" in browser.post(f"{PAGE}{batch.pk}/batal/", follow=True).content.decode()


def _visit(row: Supervision, by: Staff) -> object:
    return Visit.objects.create(
        supervision=row, on=TODAY, source="found", recorded_by=by, recorded_at=AT, request_key=uuid4()
    )


def _note(row: Supervision, by: Staff) -> object:
    return Note.objects.create(supervision=row, on=TODAY, text="x", by=by, at=AT, request_key=uuid4())


def _excuse(row: Supervision, by: Staff) -> object:
    return Excuse.objects.create(supervision=row, since=TODAY, until=TODAY, reason="x", by=by, at=AT)


def _change(row: Supervision, by: Staff) -> object:
    return Supervision.objects.filter(pk=row.pk).update(version=9)


@pytest.mark.parametrize(
    ("work", "done"),
    [(_visit, Done.VISIT), (_note, Done.NOTE), (_excuse, Done.EXCUSE), (_change, Done.CHANGED)],
)
def test_after_work_on_a_client_it_is_not_taken_back_and_says_why(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: object, work: object, done: Done
) -> None:
    one, two = rows_of(ani, 2)
    batch = handed([one, two], budi, dewi)
    work(two, budi)
    with pytest.raises(TakeBackRefused) as refused:
        undo_hand_over(batch=batch, by=dewi, at=AT)
    assert [(later.supervision_id, later.done) for later in refused.value.later] == [(two.pk, done)]
    answer = browser_of(dewi).post(f"{PAGE}{batch.pk}/batal/")
    assert answer.status_code == 409
    assert "Tidak dapat dibatalkan" in answer.content.decode()
    assert Supervision.objects.filter(officer=budi).count() == 2


def test_work_of_before_the_hand_over_does_not_keep_it(ani: Staff, budi: Staff, dewi: Staff) -> None:
    (row,) = rows_of(ani, 1)
    _visit(row, ani)
    Visit.objects.update(recorded_at=AT.replace(hour=0))
    assert undo_hand_over(batch=handed([row], budi, dewi), by=dewi, at=AT) == 1


# ------------------------------------------------------------------ whose it is, and the letter


def test_a_hand_over_is_reached_by_who_sees_all_of_its_clients(
    ani: Staff, budi: Staff, dewi: Staff, eko: Staff, candra: Staff
) -> None:
    sari = StaffFactory(office=dewi.office, role=Role.SECTION_HEAD, section=Section.ADULT)
    adults = handed(rows_of(ani, 1), budi, dewi)
    mixed = handed([*rows_of(ani, 1), *rows_of(ani, 1, section=Section.JUVENILE)], budi, dewi)
    reached = [set(hand_overs_of(one)) for one in (dewi, eko, sari, candra)]
    assert reached == [{adults, mixed}, {adults, mixed}, {adults}, set()]


def test_the_letter_is_a_pdf_and_in_the_trail(
    ani: Staff, budi: Staff, dewi: Staff, browser_of: object
) -> None:
    batch = handed(rows_of(ani, 2), budi, dewi)
    answer = browser_of(dewi).post(f"{PAGE}{batch.pk}/berita-acara/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")
    told = Event.objects.get(action="handover.printed")
    assert (told.subject_id, told.changes) == (batch.pk, {"clients": [None, 2]})


def test_an_officer_hands_over_nobody(ani: Staff, browser_of: object) -> None:
    browser = browser_of(ani)
    batch_pages = (PAGE, f"{PAGE}1/", "/pk/", f"/pk/{ani.pk}/pengganti/")
    assert [browser.get(path).status_code for path in batch_pages] == [403] * 4
    assert browser.get(f"/pk/{ani.pk}/").status_code == 200
