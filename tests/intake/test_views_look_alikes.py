"""Two entries side by side: what is shown of whom, one key an answer, the next pair, and nothing that cannot be undone."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bimbing.clients.models import Client
from bimbing.intake.actions import commit, receive
from bimbing.intake.actions.identity import decide
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.shown.look_alike_display import marks
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Role
from tests.factories import AT, StaffFactory
from tests.intake.rows import SITI, SUWARNO, bring_in, row, workbook
from tests.intake.test_actions_identity import SUARNO

pytestmark = pytest.mark.django_db

SITI_OTHERWISE = SITI | {
    "full_name": "SITI MUNAWARO",
    "register_no": "7/PB/2026",
    "nik": None,
    "birth_date": "1985-01-05",
}
ASIMILASI = {
    "programme": "ASIMILASI",
    "register_no": "7/AS/2025",
    "start_date": "2025-06-01",
    "end_date": "2026-03-09",
}


def waiting(by: Staff, *rows: Any, name: str = "second.xlsx") -> Import:
    return receive(office=by.office, workbook=workbook(*rows, name=name), by=by, at=AT)


def page_of(batch: Import) -> str:
    return reverse("import_look_alikes", args=[batch.pk])


def answered(browser: Any, asked: ImportRow, said: str, other: str = "", **more: str) -> Any:
    address = reverse("import_look_alikes_decide", args=[asked.batch_id])
    return browser.post(address, {"baris": asked.pk, "jawaban": said, "dengan": other, **more})


@pytest.fixture
def suwarno(dewi: Staff) -> Client:
    bring_in(dewi, row(SUWARNO), row(SITI, 8))
    return Client.objects.get(full_name="SUWARNO")


@pytest.fixture
def batch(dewi: Staff, suwarno: Client) -> Import:
    """Two rows that look like somebody, and one that does not."""
    stranger = row({"full_name": "KASTURI", "birth_date": "1971-02-03"}, 6)
    return waiting(dewi, stranger, row(SUARNO), row(SITI_OTHERWISE, 8))


def rows_of(batch: Import) -> dict[int, ImportRow]:
    return {one.row: one for one in batch.rows.all()}


# ---- what is shown


def test_the_preview_has_a_door_that_counts(dewi: Staff, browser_of: Any, batch: Import) -> None:
    page = browser_of(dewi).get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert "2 baris mungkin orang yang sudah ada di register atau di berkas ini." in page
    assert f'href="{page_of(batch)}"' in page
    assert "nama ditulis lain, tanggal dan bulan lahir tertukar, satu desa" in page


def test_both_entries_stand_side_by_side_with_what_they_share(
    dewi: Staff, browser_of: Any, batch: Import, suwarno: Client
) -> None:
    answer = browser_of(dewi).get(page_of(batch))
    page, pair = answer.content.decode(), answer.context["pair"]
    assert [str(reason) for reason in pair.reasons] == [
        "nama ditulis lain",
        "tanggal dan bulan lahir tertukar",
        "satu desa",
    ]
    fields = {str(field.label): field for field in pair.person}
    assert (fields["Tanggal lahir"].left, fields["Tanggal lahir"].right) == (
        [("05", True), ("-", False), ("10", True), ("-1990", False)],
        [("10", True), ("-", False), ("05", True), ("-1990", False)],
    )
    assert fields["NIK"].kind == "right"
    assert "<mark>w</mark>" in page
    assert f'href="{reverse("client_file", args=[suwarno.pk])}"' in page
    assert "1 dari 2" in page


@pytest.mark.parametrize(
    ("mine", "theirs", "by_words", "left", "right"),
    [
        (
            "Suwarno",
            "SUARNO",
            False,
            [("Su", False), ("w", True), ("arno", False)],
            [("SU", False), ("ARNO", False)],
        ),
        (
            "05-03-1988",
            "03-05-1988",
            False,
            [("0", False), ("5", True), ("-0", False), ("3", True), ("-1988", False)],
            [("0", False), ("3", True), ("-0", False), ("5", True), ("-1988", False)],
        ),
        (
            "Ds. Kapas",
            "Ds. Balen",
            True,
            [("Ds. ", False), ("Kapas ", True)],
            [("Ds. ", False), ("Balen ", True)],
        ),
    ],
)
def test_what_differs_is_marked_letter_by_letter(
    mine: str, theirs: str, by_words: bool, left: Any, right: Any
) -> None:
    assert marks(mine, theirs, by_words=by_words) == (left, right)


def test_a_row_of_the_file_is_shown_beside_another(dewi: Staff, browser_of: Any) -> None:
    batch = waiting(dewi, row(SUWARNO), row(SUARNO, 8))
    page = browser_of(dewi).get(page_of(batch)).content.decode()
    assert "Berkas, baris 8" in page
    assert "Berkas, baris 7" in page
    assert "melengkapi baris 7" in page


def test_several_whom_it_may_be_stand_one_beside_the_other(
    dewi: Staff, browser_of: Any, suwarno: Client
) -> None:
    bring_in(dewi, row(SUARNO, 9, birth_date="1990-10-06", register_no="8"), name="b.xlsx")
    batch = waiting(dewi, row(SUARNO))
    browser = browser_of(dewi)
    first, second = (browser.get(f"{page_of(batch)}?lain={n}").context["pair"] for n in (0, 1))
    assert len(first.names) == 2
    assert {first.target, second.target} == {
        f"client:{pk}"
        for pk in Client.objects.exclude(full_name__startswith="SITI").values_list("pk", flat=True)
    }
    assert "bukan salah satu dari 2 calon" in browser.get(page_of(batch)).content.decode()


def test_what_each_answer_does_is_said_before(dewi: Staff, browser_of: Any, batch: Import) -> None:
    page = browser_of(dewi).get(page_of(batch)).content.decode()
    assert "mengubah PB sejak 10 Mar 2026" in page
    assert "menambah PB sejak 12 Mar 2026" in page


def test_asimilasi_is_not_changed_into_parole(dewi: Staff, browser_of: Any) -> None:
    bring_in(dewi, row(SUWARNO, **ASIMILASI))
    batch = waiting(dewi, row(SUARNO))
    page = browser_of(dewi).get(page_of(batch)).content.decode()
    assert "tidak ada bimbingan program ini padanya" in page
    assert 'value="sama" data-answer="1" disabled' in page


def test_a_child_is_named_by_initials_and_his_numbers_only_where_they_differ(
    dewi: Staff, browser_of: Any
) -> None:
    child = SUWARNO | {
        "full_name": "RATNO WIJAYA",
        "programme": "DIVERSI",
        "parent_name": "KARTOLO",
        "aliases": [],
    }
    bring_in(dewi, row(child))
    batch = waiting(
        dewi,
        row(
            child, full_name="RATNO WIJAJA", birth_date="1990-10-05", nik="3522151005900007", register_no="8"
        ),
    )
    for address in (page_of(batch), f"{page_of(batch)}?daftar=1"):
        page = browser_of(dewi).get(address).content.decode()
        assert "R.W." in page
        for secret in ("RATNO", "WIJA", "KARTOLO", "352215100590000", "812-0000-0001", "NGRAHO"):
            assert secret not in page.upper()
    assert "3522•••••••••••" in browser_of(dewi).get(page_of(batch)).content.decode()


def test_whom_one_may_not_see_is_not_shown_only_that_he_is_there(
    dewi: Staff, browser_of: Any, suwarno: Client
) -> None:
    of_children = StaffFactory(
        office=dewi.office, role=Role.REGISTRAR, section=Section.JUVENILE, full_name="Joko"
    )
    batch = waiting(dewi, row(SUARNO))
    page = browser_of(of_children).get(page_of(batch)).content.decode()
    assert "Ada orang yang mirip, tetapi berkasnya bukan kewenangan Anda." in page
    assert "Tanyakan dulu sebelum memasukkan baris ini: Dewi." in page
    assert "SUWARNO" not in page.upper()
    assert "05-10-1990" in page  # the row itself, and nothing of him
    assert "10-05-1990" not in page
    assert 'value="sama"' not in page
    assert 'value="lain"' in page
    answered(browser_of(of_children), rows_of(batch)[7], "sama", f"client:{suwarno.pk}")
    assert rows_of(batch)[7].identity is None


def test_what_a_cell_says_cannot_become_part_of_the_page(
    dewi: Staff, browser_of: Any, suwarno: Client
) -> None:
    batch = waiting(dewi, row(SUARNO, address="<script>alert(1)</script> Desa Ngraho", sheet="<b>"))
    page = browser_of(dewi).get(page_of(batch)).content.decode()
    assert "<script>alert(1)" not in page
    assert "<b></small>" not in page


# ---- what is answered


@pytest.mark.parametrize(
    ("said", "outcome", "kept"),
    [
        ("sama", "changed", {"as": "client", "guidance": "same"}),
        ("kedua", "new", {"as": "client", "guidance": "second"}),
        ("lain", "new", {"as": "new", "guidance": ""}),
        ("jangan", "rejected", {"as": "skip", "guidance": ""}),
    ],
)
def test_an_answer_is_kept_and_the_next_pair_comes(
    dewi: Staff,
    browser_of: Any,
    batch: Import,
    suwarno: Client,
    said: str,
    outcome: str,
    kept: dict[str, str],
) -> None:
    first, second = rows_of(batch)[7], rows_of(batch)[8]
    answer = answered(browser_of(dewi), first, said, f"client:{suwarno.pk}")
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"{page_of(batch)}?baris={second.pk}&tadi={first.pk}",
    )
    first.refresh_from_db()
    assert first.outcome == outcome
    assert first.identity is not None
    assert (first.identity["as"].split(":")[0], first.identity["guidance"]) == (kept["as"], kept["guidance"])


def test_after_the_last_pair_all_of_them_are_listed(dewi: Staff, browser_of: Any, batch: Import) -> None:
    browser = browser_of(dewi)
    answered(browser, rows_of(batch)[7], "lain")
    answer = answered(browser, rows_of(batch)[8], "jangan")
    page = browser.get(answer["Location"]).content.decode()
    assert "Semua pertanyaan sudah dijawab." in page
    assert "0 belum dijawab, 2 diputuskan" in page
    assert "Kasturi" not in page
    assert browser.get(page_of(batch)).templates[0].name == "intake/look_alikes_list.html"
    preview = browser.get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert "2 baris sudah Anda putuskan orangnya." in preview


def test_the_last_answer_is_taken_back_by_one_key(dewi: Staff, browser_of: Any, batch: Import) -> None:
    browser, asked = browser_of(dewi), rows_of(batch)[7]
    page = browser.get(answered(browser, asked, "lain")["Location"]).content.decode()
    assert "Baris 7: orang lain." in page
    assert 'value="buka" data-answer="u"' in page
    answer = answered(browser, asked, "buka")
    assert answer["Location"] == f"{page_of(batch)}?baris={asked.pk}"
    assert rows_of(batch)[7].identity is None
    assert "1 dari 2 · 2 belum dijawab" in browser.get(page_of(batch)).content.decode()


def test_an_answer_may_be_changed_later(dewi: Staff, browser_of: Any, batch: Import) -> None:
    browser, asked = browser_of(dewi), rows_of(batch)[7]
    answered(browser, asked, "lain")
    page = browser.get(f"{page_of(batch)}?baris={asked.pk}").content.decode()
    assert "Sudah diputuskan: orang lain." in page
    assert "Oleh Dewi." in page
    answered(browser, asked, "jangan", ubah="1")
    assert rows_of(batch)[7].outcome == "rejected"


def test_the_slower_of_two_is_told_and_changes_nothing(dewi: Staff, browser_of: Any, batch: Import) -> None:
    faster = StaffFactory(office=dewi.office, role=Role.REGISTRAR, full_name="Rina")
    asked = rows_of(batch)[7]
    decide(row=asked, as_="skip", by=faster, at=AT)
    browser = browser_of(dewi)
    page = browser.get(answered(browser, asked, "lain")["Location"]).content.decode()
    assert "Rina lebih dulu memutuskan: tidak dimasukkan." in page
    assert rows_of(batch)[7].outcome == "rejected"


def test_what_was_brought_in_is_not_answered_any_more(dewi: Staff, browser_of: Any, batch: Import) -> None:
    commit(batch=batch, by=dewi, at=AT)
    browser, asked = browser_of(dewi), rows_of(batch)[7]
    assert 'name="jawaban"' not in browser.get(f"{page_of(batch)}?baris={asked.pk}").content.decode()
    answer = answered(browser, asked, "lain")
    assert answer["Location"] == reverse("import_preview", args=[batch.pk])
    assert rows_of(batch)[7].identity is None


def test_one_person_with_two_guidances_may_be_parted(dewi: Staff, browser_of: Any) -> None:
    batch = waiting(dewi, row(SUWARNO, **ASIMILASI), row(SUWARNO, 8))
    browser = browser_of(dewi)
    assert (
        "1 orang punya dua bimbingan."
        in browser.get(reverse("import_preview", args=[batch.pk])).content.decode()
    )
    assert "satu orang, dua bimbingan" in browser.get(page_of(batch)).content.decode()
    told = rows_of(batch)[8]
    page = browser.get(f"{page_of(batch)}?baris={told.pk}").content.decode()
    assert "Satu orang, dua bimbingan?" in page
    assert "Asimilasi" in page
    answered(browser, told, "lain")
    commit(batch=batch, by=dewi, at=AT)
    assert Client.objects.count() == 2


# ---- who may, and how much is asked of the database


def test_a_strangers_import_or_row_does_not_exist(
    dewi: Staff, candra: Staff, browser_of: Any, batch: Import
) -> None:
    browser, stranger = browser_of(dewi), browser_of(candra)
    assert stranger.get(page_of(batch)).status_code == 404
    assert answered(stranger, rows_of(batch)[7], "lain").status_code == 404
    for mark in ("?baris=0", "?baris=x", f"?baris={rows_of(batch)[6].pk}"):
        assert browser.get(page_of(batch) + mark).status_code == 404
    assert answered(browser, rows_of(batch)[7], "entah").status_code == 404
    assert rows_of(batch)[7].identity is None


@pytest.mark.parametrize("who", ["ani", "eko", "fitri", "gita"])
def test_only_whoever_brings_in_workbooks_says_who_is_who(
    request: pytest.FixtureRequest, browser_of: Any, batch: Import, who: str
) -> None:
    browser = browser_of(request.getfixturevalue(who))
    assert browser.get(page_of(batch)).status_code == 403
    assert answered(browser, rows_of(batch)[7], "lain").status_code == 403


def test_the_pages_ask_the_same_number_of_queries_however_many_pairs(
    dewi: Staff, browser_of: Any, batch: Import
) -> None:
    browser = browser_of(dewi)
    one = waiting(dewi, row(SUARNO), name="one.xlsx")
    three = waiting(
        dewi,
        row(SUARNO, 7),
        row(SITI_OTHERWISE, 8),
        row(SUARNO, 9, birth_date="1990-10-08", register_no="9"),
        name="three.xlsx",
    )
    assert three.counts["look_alikes"] == 3

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    asked(page_of(one))
    assert asked(page_of(one)) == asked(page_of(three)) == 11
    assert asked(f"{page_of(one)}?daftar=1") == asked(f"{page_of(three)}?daftar=1") == 6
