"""The two screens on which a person says what columns and words mean: every wrong form answered by a sentence."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bimbing.intake.actions import receive
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.models import Import, ImportFile, Layout, LearntWord
from bimbing.intake.shown.meanings import OFFERED, WORDS
from bimbing.offices.models import Staff
from tests.factories import AT
from tests.intake.rows import SUWARNO, bring_in, row, workbook
from tests.intake.workbooks import HEADER, client, write_xlsx

pytestmark = pytest.mark.django_db
Cells = dict[str, Any]


def dropped(browser: Any, tmp_path: Path, *rows: Any, name: str = "PB") -> Import:
    """A dropped register of these rows, each the cells that differ from the usual ones."""
    made = [client(n, f"SUWARNO {'ABCDEF'[n % 6]}", **cells) for n, cells in enumerate(rows, start=1)]
    path = write_xlsx(tmp_path / "register.xlsx", {name: [HEADER, *made]})
    answer = browser.post(
        reverse("import_upload"), {"file": SimpleUploadedFile(f"{name}.xlsx", path.read_bytes())}
    )
    assert answer.status_code == 303, answer.content.decode()
    return Import.objects.latest("pk")


def form_of(browser: Any, batch: Import, **but: str) -> dict[str, str]:
    """The form as the page shows it, with some fields said otherwise."""
    data: dict[str, str] = {}
    for group in browser.get(address(batch)).context["groups"]:
        data[f"g{group.number}-tempat"] = group.place
        for column in group.columns:
            data[column.field] = column.meaning
            if column.exchange is not None:
                data[f"{column.field}-tukar"] = column.exchange.value
    return data | {name.replace("_", "-"): value for name, value in but.items()}


def named(browser: Any, batch: Import, **means: str) -> dict[str, str]:
    """The form of words in which these mean that; `_` for a space."""
    fields = browser.get(address(batch, "import_words")).context["fields"]
    names = {word.word: word.name for field in fields for word in field.words}
    return {names[word.replace("_", " ")]: code for word, code in means.items()}


def address(batch: Import, route: str = "import_columns") -> str:
    return reverse(route, args=[batch.pk])


def test_each_column_stands_beside_cells_of_clients_and_what_they_say(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {}, {"MULAI": "31-02-2026"}, {"MULAI": datetime(2026, 10, 3)})
    (group,) = browser.get(address(batch)).context["groups"]
    columns = {column.letter: column for column in group.columns}
    assert (group.name, group.records, columns["B"].meaning) == ("PB", 3, "name")
    assert next((cell.text, cell.says) for cell in columns["B"].cells) == ("SUWARNO B", "Suwarno B")
    assert [(c.text, c.says, str(c.problem)) for c in columns["L"].cells] == [
        ("10/03/2026", "10 Maret 2026", ""),
        ("31-02-2026", "", "Tanggal mustahil"),
        ("03/10/2026", "3 Oktober 2026", ""),
    ]
    assert columns["L"].exchange.yes == "ya: 10/03/2026 = 3 Oktober 2026"
    assert columns["F"].exchange is None


def test_saved_the_file_is_read_again_and_nothing_else_changes(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {}, {})
    answer = browser.post(address(batch), form_of(browser, batch, g0_F="remarks", lakukan="baca"))
    assert (answer.status_code, answer["Location"]) == (303, reverse("import_preview", args=[batch.pk]))
    page = browser.get(answer["Location"]).content.decode()
    assert "Berkas sudah dibaca ulang: 2 klien, 0 dengan pertanyaan." in page
    assert [r.understood.get("address") for r in batch.rows.all()] == [None, None]
    assert not Layout.objects.exists()
    back = browser.post(address(batch), {"lakukan": "semula"})
    assert back.status_code == 303
    batch.refresh_from_db()
    assert batch.choices == {}
    assert all("address" in r.understood for r in batch.rows.all())


def test_saved_as_it_was_read_no_choice_is_made(dewi: Staff, browser_of: Any, tmp_path: Path) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {}, {})
    before = list(batch.rows.order_by("row").values_list("understood", "issues", "outcome"))
    browser.post(address(batch), form_of(browser, batch))
    batch.refresh_from_db()
    assert batch.choices == {}
    assert list(batch.rows.order_by("row").values_list("understood", "issues", "outcome")) == before


def test_a_saved_layout_reads_the_next_file_says_so_and_can_be_forgotten(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {}, {})
    browser.post(address(batch), form_of(browser, batch, g0_F="ignored", lakukan="simpan"))
    later = dropped(browser, tmp_path, {"NO_REG": "7/PB/2026"}, name="NOVEMBER")
    assert "address" not in later.rows.get().understood
    page = browser.get(address(later, "import_preview")).content.decode()
    assert "Dibaca menurut susunan yang dikonfirmasi Dewi pada" in page
    assert "susunan dikonfirmasi Dewi pada" in browser.get(address(later)).content.decode()
    layout = Layout.objects.get()
    forgotten = browser.post(address(later, "import_layout_forget"), {"susunan": layout.pk}, follow=True)
    assert "Susunan dilupakan" in forgotten.content.decode()
    assert "address" in later.rows.get().understood
    assert browser.post(address(later, "import_layout_forget"), {"susunan": layout.pk}).status_code == 404


def test_days_and_months_are_exchanged_by_one_choice_and_no_longer_asked(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {"MULAI": datetime(2026, 10, 3)}, {"MULAI": datetime(2026, 12, 5)})
    browser.post(address(batch), form_of(browser, batch, g0_L_tukar="ya"))
    batch.refresh_from_db()
    assert [r.understood["start_date"] for r in batch.rows.order_by("row")] == ["2026-03-10", "2026-05-12"]
    assert batch.choices == {"exchanged": {"PB": {"L": True}}}
    assert batch.counts["doubtful"] == 0
    browser.post(address(batch), form_of(browser, batch, g0_L_tukar="tidak"))
    assert [r.understood["start_date"] for r in batch.rows.order_by("row")] == ["2026-10-03", "2026-12-05"]


def test_a_sheet_can_be_left_out_and_taken_back(dewi: Staff, browser_of: Any, tmp_path: Path) -> None:
    browser = browser_of(dewi)
    rows = [HEADER, client(1, "SUWARNO"), client(2, "LASTRI")]
    path = write_xlsx(tmp_path / "dua.xlsx", {"PB": rows, "LAMA": [[*HEADER, "X"], client(3, "MULYADI")]})
    browser.post(reverse("import_upload"), {"file": SimpleUploadedFile("dua.xlsx", path.read_bytes())})
    batch = Import.objects.get()
    browser.post(address(batch), form_of(browser, batch, g1_lewati="1"))
    assert set(batch.rows.values_list("sheet", flat=True)) == {"PB"}
    browser.post(address(batch), form_of(browser, batch))
    assert set(batch.rows.values_list("sheet", flat=True)) == {"PB", "LAMA"}
    both = form_of(browser, batch, g0_lewati="1", g1_lewati="1")
    refused = browser.post(address(batch), both)
    assert refused.status_code == 422
    assert "Kalau dibaca begitu, tidak ada klien di berkas ini." in refused.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("g0-F", "name", "“Nama” dipilih untuk kolom B, F. Isi itu hanya untuk satu kolom."),
        ("g0-B", "remarks", "Tidak ada kolom nama. Pilih kolomnya, atau lewati lembar ini."),
        ("g0-F", "apa saja", "Kolom F tidak bisa berisi itu. Pilih dari daftar."),
        ("g0-F", "month", "Kolom F tidak bisa berisi itu. Pilih dari daftar."),
        ("g0-ZZ", "name", "Di sana tidak ada kolom ZZ."),
        ("g9-B", "name", "Di sana tidak ada kolom B."),
        ("g0-L-tukar", "mungkin", "Hari dan bulan tertukar atau tidak: pilih ya atau tidak."),
        ("g0-tempat", "LAIN", "Berkas sudah dibaca ulang sementara itu. Periksa kolomnya lagi."),
    ],
)
def test_a_form_that_cannot_be_is_answered_by_a_sentence_and_reads_nothing(
    dewi: Staff, browser_of: Any, tmp_path: Path, field: str, value: str, sentence: str
) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {}, {})
    before = list(batch.rows.values())
    answer = browser.post(address(batch), form_of(browser, batch) | {field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert list(batch.rows.values()) == before


def test_tried_a_choice_is_shown_and_nothing_is_read(dewi: Staff, browser_of: Any, tmp_path: Path) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {}, {})
    tried = browser.post(
        address(batch), form_of(browser, batch, g0_P="address", g0_F="remarks", lakukan="coba")
    )
    assert tried.status_code == 200
    columns = {column.letter: column for column in tried.context["groups"][0].columns}
    assert (columns["F"].meaning, str(columns["F"].sureness)) == ("remarks", "baru dipilih")
    assert Import.objects.get().choices == {}


def test_one_column_is_tried_live_with_what_contradicts(dewi: Staff, browser_of: Any, tmp_path: Path) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {}, {})
    live = address(batch, "import_columns_try")
    part = browser.get(live, {"tabel": "0", "huruf": "F", "g0-F": "name"}).content.decode()
    assert "Ds. Ngraho Rt. 02/03 Kec. Ngraho" in part or "Ngraho" in part
    assert "“Nama” dipilih untuk kolom B, F." in part
    assert "<html" not in part
    for asked in (
        {},
        {"tabel": "0"},
        {"tabel": "0", "huruf": "ZZ"},
        {"tabel": "7", "huruf": "B"},
        {"tabel": "0", "huruf": "F", "g0-F": "apa saja"},
    ):
        assert browser.get(live, asked).status_code == 404


def test_a_childs_name_is_shown_by_its_initials_only(dewi: Staff, browser_of: Any, tmp_path: Path) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, *[{"PROGRAM": "Diversi", "KET": "RATNO WIJAYA"}] * 3)
    batch.rows.update(raw={"B": "RATNO WIJAYA", "P": "RATNO WIJAYA", "F": "Jl. Ratno 3"})
    sheets = batch.sheets
    for column in sheets[0]["columns"]:
        if column["letter"] == "P":
            column["meaning"] = "unknown"
    batch.sheets = sheets
    batch.save()
    page = browser.get(address(batch)).content.decode().upper()
    assert "R.W." in page
    assert "RATNO" not in page


# ---- words


def test_words_are_shown_with_how_often_and_at_whom(dewi: Staff, browser_of: Any, tmp_path: Path) -> None:
    browser = browser_of(dewi)
    batch = dropped(
        browser, tmp_path, {"PROGRAM": "Reintegrasi"}, {"PROGRAM": "REINTEGRASI"}, {"PROGRAM": "Asimilasi Rumah -> PB"}
    )  # fmt: skip
    fields = {field.field: field for field in browser.get(address(batch, "import_words")).context["fields"]}
    assert [(w.word, w.count, w.people, w.chosen) for w in fields["programme"].words] == [
        ("Reintegrasi", 2, "Suwarno B, Suwarno C", ""),
        ("Asimilasi Rumah -> PB", 1, "Suwarno D", "PB"),
    ]
    assert [(w.word, w.count) for w in fields["officer"].words] == [("Budi Hartono", 3)]


def test_explained_the_words_are_read_and_kept(dewi: Staff, browser_of: Any, tmp_path: Path) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {"PROGRAM": "Reintegrasi"}, {"PROGRAM": "REINTEGRASI"})
    page = browser.get(address(batch, "import_preview")).content.decode()
    assert "2 pertanyaan menyangkut kata yang belum dikenal." in page
    data = named(browser, batch, Reintegrasi="CB", Budi_Hartono=str(dewi.pk))
    page = browser.post(address(batch, "import_words"), data, follow=True).content.decode()
    assert "Berkas sudah dibaca ulang: 2 klien, 0 dengan pertanyaan." in page
    assert {(r.understood["programme"], r.understood["officer"]) for r in batch.rows.all()} == {
        ("CB", "Dewi")
    }
    learnt = browser.get(address(batch, "import_words")).context["learnt"]
    assert [(str(w["field"]), w["word"], str(w["means"]), w["by"]) for w in learnt] == [
        ("PK", "Budi Hartono", "Dewi", "Dewi"),
        ("Program", "Reintegrasi", "Cuti Bersyarat", "Dewi"),
    ]
    browser.post(address(batch, "import_words"), {"lupakan": [w["pk"] for w in learnt]})
    assert not LearntWord.objects.exists()
    assert [r.outcome for r in batch.rows.all()] == ["doubtful", "doubtful"]


@pytest.mark.parametrize("code", ["apa saja", "new", "aktif"])
def test_a_word_cannot_mean_what_the_office_does_not_have(
    dewi: Staff, browser_of: Any, tmp_path: Path, code: str
) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {"PROGRAM": "Reintegrasi"})
    answer = browser.post(address(batch, "import_words"), named(browser, batch, Reintegrasi=code))
    assert answer.status_code == 422
    assert "tidak bisa berarti itu. Pilih dari daftar." in answer.content.decode()
    assert not LearntWord.objects.exists()


def test_a_form_that_explains_nothing_teaches_nothing(dewi: Staff, browser_of: Any, tmp_path: Path) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {"PROGRAM": "Reintegrasi"})
    for data in ({}, {"kata-0": "PB", "lupakan": "x"}, named(browser, batch, Reintegrasi="")):
        answer = browser.post(address(batch, "import_words"), data, follow=True)
        assert "Tidak ada kata yang dijelaskan: tidak ada yang diubah." in answer.content.decode()
    assert not LearntWord.objects.exists()


# ---- who, when, how many questions


ROUTES = ["import_columns", "import_columns_try", "import_words", "import_layout_forget"]


@pytest.mark.parametrize("route", ROUTES)
def test_another_offices_import_and_layout_do_not_exist(
    dewi: Staff, candra: Staff, browser_of: Any, tmp_path: Path, route: str
) -> None:
    browser = browser_of(dewi)
    batch = dropped(browser, tmp_path, {})
    browser.post(address(batch), form_of(browser, batch, lakukan="simpan"))
    layout, stranger = Layout.objects.get(), browser_of(candra)
    asked = {"susunan": layout.pk, "tabel": "0", "huruf": "B", "g0-B": "name"}
    assert stranger.post(address(batch, route), asked).status_code in (404, 405)
    if route != "import_layout_forget":
        assert stranger.get(address(batch, route), asked).status_code == 404
    own = receive(office=candra.office, workbook=workbook(row(SUWARNO)), by=candra, at=AT)
    assert stranger.post(address(own, "import_layout_forget"), asked).status_code == 404
    assert Layout.objects.exists()


@pytest.mark.parametrize("who", ["ani", "eko", "fitri", "gita"])
def test_only_who_may_import_says_how_to_read(
    request: pytest.FixtureRequest, browser_of: Any, who: str
) -> None:
    browser = browser_of(request.getfixturevalue(who))
    for route in ROUTES:
        assert browser.post(reverse(route, args=[1])).status_code in (403, 405)


def test_an_import_without_its_file_says_so_kindly(dewi: Staff, browser_of: Any, tmp_path: Path) -> None:
    browser = browser_of(dewi)
    old = receive(office=dewi.office, workbook=workbook(row(SUWARNO)), by=dewi, at=AT)
    for route in ("import_columns", "import_words"):
        assert "Berkasnya sendiri sudah tidak tersimpan." in browser.get(address(old, route)).content.decode()
    batch = dropped(browser, tmp_path, {"PROGRAM": "Reintegrasi"})
    form, words = form_of(browser, batch, g0_F="remarks"), named(browser, batch, Reintegrasi="PB")
    ImportFile.objects.all().delete()
    for route, data in (("import_columns", form), ("import_words", words)):
        answer = browser.post(address(batch, route), data)
        assert answer.status_code == 409
        assert "Berkasnya sendiri sudah tidak tersimpan." in answer.content.decode()


def test_a_decided_import_leads_back_to_its_rows(dewi: Staff, browser_of: Any) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO))
    browser = browser_of(dewi)
    for route in ("import_columns", "import_words"):
        for answer in (
            browser.get(address(batch, route)),
            browser.post(address(batch, route), {"kata-0": "PB"}),
        ):
            assert (answer.status_code, answer["Location"]) == (303, address(batch, "import_preview"))


def test_the_pages_ask_the_same_number_of_queries_however_long_the_file(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    browser = browser_of(dewi)
    short = dropped(browser, tmp_path, {"PROGRAM": "Reintegrasi"}, name="SATU")
    words = [{"PROGRAM": word, "PK": f"Petugas {word}"} for word in ("Reintegrasi", "Integrasi", "Bebas")]
    long = dropped(browser, tmp_path, *words, name="TIGA")

    def asked(batch: Import, route: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            query = {"tabel": "0", "huruf": "B"} if route == "import_columns_try" else {}
            assert browser.get(address(batch, route), query).status_code == 200
        return len(queries)

    counts = {route: (asked(short, route), asked(long, route)) for route in ROUTES[:3]}
    assert counts == {"import_columns": (11, 11), "import_columns_try": (10, 10), "import_words": (12, 12)}


def test_every_meaning_that_a_column_can_have_is_offered_or_told_by_its_heading() -> None:
    by_heading = {
        "sex_tick",
        "programme_tick",
        "month",
        "day",
        "probation",
        "release",
        "legend",
        "unknown",
        "problem",
        "status_tick",
    }
    assert set(Meaning) - OFFERED == by_heading
    assert all(WORDS[meaning] != meaning for meaning in OFFERED)
