"""The pages of intake: drop, look, bring in, put aside; every bad file answered by a sentence, nothing lost."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bimbing.clients.models import Client
from bimbing.intake import forms
from bimbing.intake.actions import receive
from bimbing.intake.models import Import
from bimbing.jobs.actions import Worker
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.factories import AT
from tests.intake.rows import SITI, SUWARNO, ask, bring_in, row, workbook

pytestmark = pytest.mark.django_db

CSV = (
    "No;Nama Klien;No Register;NIK;Tgl Lahir;Program;Tgl Mulai;Tgl Berakhir;PK\n"
    "1;SUWARNO;012/PB/2026;3522151005900001;10-05-1990;PB;10-03-2026;10-03-2028;Budi Hartono\n"
    "2;SITI MUNAWAROH;013/CB/2026;3523104105850002;01-05-1985;CB;31-02-2026;01-12-2026;Budi Hartono\n"
    "3;JOKO SUSILO;014/PB/2026;3522151005910003;11-06-1991;PB;11-04-2026;11-04-2028;Rina Kusumawati\n"
)


def dropped(browser: Any, content: bytes, name: str = "register.csv", **headers: str) -> Any:
    return browser.post(
        reverse("import_upload"), {"file": SimpleUploadedFile(name, content)}, headers=headers
    )


def waiting(by: Staff, *rows: Any, name: str = "register.xlsx") -> Import:
    return receive(office=by.office, workbook=workbook(*rows, name=name), by=by, at=AT)


def test_a_dropped_file_is_shown_before_anything_is_entered(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    answer = dropped(browser, CSV.encode())
    batch = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("import_preview", args=[batch.pk]))
    page = browser.get(answer["Location"]).content.decode()
    assert "3 baris klien sudah dibaca" in page
    assert "“31-02-2026” bukan tanggal yang ada di kalender." in page
    assert "Masukkan 3 baris" in page
    assert "2 PK belum dikenal." in page
    assert not Client.objects.exists()


def test_htmx_is_told_to_load_the_page(dewi: Staff, browser_of: Any) -> None:
    answer = dropped(browser_of(dewi), CSV.encode(), **{"HX-Request": "true"})
    assert answer["HX-Redirect"] == reverse("import_preview", args=[Import.objects.get().pk])


def test_the_button_brings_it_in_and_shows_the_doors(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    batch = waiting(dewi, row(SUWARNO), row(SITI, 8))
    answer = browser.post(reverse("import_commit", args=[batch.pk]))
    assert answer.status_code == 303
    Worker().work_off()
    page = browser.get(answer["Location"]).content.decode()
    assert "Baru 2, berubah 0, sama 0, ditolak 0." in page
    assert f'href="{reverse("register")}?program=PB"' in page
    assert reverse("client_file", args=[Client.objects.get(full_name="SUWARNO").pk]) in page
    assert Supervision.objects.count() == 2


def test_pressed_twice_it_comes_in_once_and_says_so(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    batch = waiting(dewi, row(SUWARNO))
    browser.post(reverse("import_commit", args=[batch.pk]))
    Worker().work_off()
    again = browser.post(reverse("import_commit", args=[batch.pk]), follow=True)
    assert "Semuanya sudah ada di register: tidak ada yang diubah." in again.content.decode()
    assert Client.objects.count() == 1


def test_a_file_that_came_in_before_is_recognised(dewi: Staff, browser_of: Any) -> None:
    bring_in(dewi, row(SUWARNO))
    batch = waiting(dewi, row(SUWARNO))
    page = browser_of(dewi).get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert "Berkas ini sudah pernah masuk." in page
    assert "Tidak ada yang perlu dimasukkan" in page


def test_a_discarded_import_enters_nothing_and_cannot_be_brought_in(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    batch = waiting(dewi, row(SUWARNO))
    page = browser.post(reverse("import_discard", args=[batch.pk]), follow=True).content.decode()
    assert "“register.xlsx” dibuang; tidak ada yang masuk ke register." in page
    page = browser.post(reverse("import_commit", args=[batch.pk]), follow=True).content.decode()
    assert "Impor ini sudah dibuang. Unggah lagi berkasnya." in page
    assert not Client.objects.exists()


def test_what_is_in_the_register_cannot_be_discarded(dewi: Staff, browser_of: Any) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO))
    page = browser_of(dewi).post(reverse("import_discard", args=[batch.pk]), follow=True).content.decode()
    assert "Impor ini sudah masuk, tidak dapat dibuang lagi." in page
    assert Import.objects.get().state == "done"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.4 surat", "register.xlsx", "Ini bukan lembar kerja."),
        (b"", "register.xlsx", "Tidak ada klien di berkas ini"),
        (b"Halo;apa;kabar\n", "surat.csv", "Tidak ada klien di berkas ini"),
        (b"PK\x03\x04 rusak", "register.xlsx", "Berkas rusak."),
    ],
)
def test_a_file_that_is_none_is_answered_by_a_sentence(
    dewi: Staff, browser_of: Any, content: bytes, name: str, sentence: str
) -> None:
    answer = dropped(browser_of(dewi), content, name)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    part = dropped(browser_of(dewi), content, name, **{"HX-Request": "true"})
    assert part.status_code == 200
    assert sentence in part.content.decode()
    assert "<html" not in part.content.decode()
    assert not Import.objects.exists()


def test_no_file_and_one_too_large_are_answered_by_a_sentence(
    dewi: Staff, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(dewi)
    assert "Pilih berkas dulu." in browser.post(reverse("import_upload")).content.decode()
    monkeypatch.setattr(forms, "MAX_FILE_BYTES", 10)
    assert "Berkas terlalu besar" in dropped(browser, CSV.encode()).content.decode()


@pytest.mark.parametrize("route", ["import_preview", "import_commit", "import_discard"])
def test_another_offices_import_does_not_exist(
    dewi: Staff, candra: Staff, browser_of: Any, route: str
) -> None:
    batch = waiting(candra, row(SUWARNO))
    browser = browser_of(dewi)
    address = reverse(route, args=[batch.pk])
    answer = browser.get(address) if route == "import_preview" else browser.post(address)
    assert answer.status_code == 404
    assert Import.objects.get().state == "preview"
    assert "register.xlsx" not in browser.get(reverse("imports")).content.decode()


@pytest.mark.parametrize("who", ["ani", "eko", "fitri", "gita"])
def test_only_the_one_door_brings_in_workbooks(
    request: pytest.FixtureRequest, browser_of: Any, who: str
) -> None:
    browser = browser_of(request.getfixturevalue(who))
    assert browser.get(reverse("imports")).status_code == 403
    assert dropped(browser, CSV.encode()).status_code == 403


def test_outcomes_and_questions_filter_the_rows(dewi: Staff, browser_of: Any) -> None:
    asked = ask("start_date", "date_impossible", "31-02-2025")
    batch = waiting(dewi, row(SUWARNO), row(SITI, 8, issues=[asked]), row(SITI, 9, full_name=None))
    address, browser = reverse("import_preview", args=[batch.pk]), browser_of(dewi)

    def names(query: str) -> list[str]:
        return [shown.name for shown in browser.get(address + query).context["rows"]]

    assert names("") == ["Suwarno", "Siti Munawaroh", "—"]
    assert names("?hasil=meragukan") == ["Siti Munawaroh"]
    assert names("?hasil=ditolak") == ["—"]
    assert names("?masalah=date_impossible") == ["Siti Munawaroh"]
    assert names("?hasil=apa-saja&masalah=entah") == ["Suwarno", "Siti Munawaroh", "—"]
    part = browser.get(
        address + "?hasil=meragukan",
        headers={"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "rows"},
    ).content.decode()
    assert part.startswith("<div")
    assert "Siti Munawaroh" in part


def test_pages_of_rows_go_on_and_back_by_keyset(
    dewi: Staff, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bimbing.intake.queries.shown.PAGE", 2)
    rows = [
        row(SUWARNO, n, full_name=f"{name} RATNO", nik=None, register_no=str(n))
        for n, name in enumerate("ABCDE")
    ]
    batch = waiting(dewi, *rows)
    address, browser = reverse("import_preview", args=[batch.pk]), browser_of(dewi)
    first = browser.get(address).context
    second = browser.get(address + first["next_url"]).context
    third = browser.get(address + second["next_url"]).context
    back = browser.get(address + third["prev_url"]).context
    assert [[shown.number for shown in page["rows"]] for page in (first, second, third, back)] == [
        [0, 1],
        [2, 3],
        [4],
        [2, 3],
    ]
    assert (first["prev_url"], third["next_url"]) == ("", "")
    assert browser.get(address + "?sesudah=x").status_code == 404


def test_a_childs_name_and_cells_are_not_written_out(dewi: Staff, browser_of: Any) -> None:
    asked = [
        ask("full_name", "name_digits", "RATNO 2", column="B"),
        ask("attendance", "name_spelled_otherwise", "RATNO W"),
    ]
    batch = waiting(dewi, row(SUWARNO, full_name="RATNO WIJAYA", programme="DIVERSI", issues=asked))
    page = browser_of(dewi).get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert "R.W." in page
    assert "RATNO" not in page.upper()


def test_what_a_cell_says_cannot_become_part_of_the_page(dewi: Staff, browser_of: Any) -> None:
    evil = "<script>alert(1)</script>"
    asked = ask("start_date", "date_unreadable", evil)
    batch = waiting(
        dewi, row(SUWARNO, full_name=evil, register_no="=1+1", issues=[asked]), name=f"{evil}.xlsx"
    )
    page = browser_of(dewi).get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert evil not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


def test_the_lists_ask_the_same_number_of_queries_however_long(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    one = waiting(dewi, row(SUWARNO), name="one.xlsx")
    asked(reverse("imports"))
    with_one = asked(reverse("imports"))
    three = waiting(dewi, row(SUWARNO), row(SITI, 8), row(SITI, 9, full_name=None), name="three.xlsx")
    bring_in(dewi, row(SITI, full_name="LASTRI", nik=None, register_no="1"), name="done.xlsx")
    assert (with_one, asked(reverse("imports"))) == (5, 5)
    assert (
        asked(reverse("import_preview", args=[one.pk]))
        == asked(reverse("import_preview", args=[three.pk]))
        == 14
    )
