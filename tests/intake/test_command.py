"""`bimbing import_register`: the same engine from a terminal; every refusal is one sentence, exit 1, no traceback."""

import json
import os
import subprocess
import sys
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bimbing.clients.models import Client
from bimbing.intake.models import Import, ImportFile, LearntWord
from bimbing.offices.models import Office, Staff
from bimbing.supervision.models import Supervision
from tests.factories import AT
from tests.intake.test_views import CSV

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def said(*words: object, **options: object) -> str:
    out = StringIO()
    call_command("import_register", *map(str, words), stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_it_brings_a_file_in_and_the_second_time_says_that_all_is_there(register: Path, dewi: Staff) -> None:
    first = said(register)
    assert "register.csv: 3 baris klien, 0 bulan absensi, 2 PK." in first
    assert "Baru 3, berubah 0, sama 0, ditolak 0." in first
    assert "Klien ditambahkan: 3. Lapor ditambahkan: 0. PK ditambahkan: 2." in first
    second = said(register)
    assert "Baru 0, berubah 0, sama 3, ditolak 0." in second
    assert "Semuanya sudah ada di register: tidak ada yang diubah." in second
    assert Client.objects.count() == 3
    assert set(Import.objects.values_list("uploaded_by", flat=True)) == {dewi.pk}


@pytest.mark.django_db
def test_it_says_what_waits_for_an_answer(register: Path, dewi: Staff) -> None:
    told = said(register)
    assert "Sel yang perlu dijawab: 1." in told
    assert "Masuk dengan pertanyaan: 1 baris; lihat halaman Impor." in told


@pytest.mark.django_db
def test_a_dry_run_enters_nothing_and_writes_what_was_understood(
    register: Path, tmp_path: Path, dewi: Staff
) -> None:
    target = tmp_path / "out.json"
    assert "Tidak ada yang dimasukkan (--dry-run)." in said(register, dry_run=True, json=target)
    written = json.loads(target.read_text(encoding="utf-8"))
    assert [record["full_name"] for record in written["records"]] == [
        "SUWARNO",
        "SITI MUNAWAROH",
        "JOKO SUSILO",
    ]
    assert {(issue["field"], issue["code"]) for issue in written["records"][1]["issues"]} == {
        ("start_date", "date_impossible")
    }
    assert not Import.objects.exists()
    assert not Client.objects.exists()


def test_a_dry_run_needs_no_database(register: Path, tmp_path: Path) -> None:
    """Without the mark, a test that touches the database fails."""
    assert "3 baris klien" in said(register, dry_run=True, json=tmp_path / "out.json")


@pytest.mark.django_db
def test_without_an_office_it_says_so(register: Path) -> None:
    with pytest.raises(CommandError, match="Belum ada kantor"):
        said(register)


@pytest.mark.django_db
def test_of_several_offices_it_wants_one_named(register: Path, dewi: Staff, candra: Staff) -> None:
    with pytest.raises(CommandError, match="Ada beberapa kantor; sebutkan dengan --office"):
        said(register)
    with pytest.raises(CommandError, match="Tidak ada kantor “malang”"):
        said(register, office="malang")
    said(register, office="madiun")
    assert set(Supervision.objects.values_list("office__code", flat=True)) == {"madiun"}


@pytest.mark.django_db
def test_it_is_entered_by_somebody_of_the_office_who_may(
    register: Path, dewi: Staff, ani: Staff, candra: Staff
) -> None:
    for stranger in ("candra", "ani", "nobody"):
        with pytest.raises(CommandError, match=f"“{stranger}” bukan pegawai kantor ini"):
            said(register, office="bojonegoro", by=stranger)
    said(register, office="bojonegoro", by="dewi")
    assert Import.objects.get().uploaded_by == dewi


@pytest.mark.django_db
def test_an_office_of_nobody_is_asked_in_whose_name(register: Path, office: Office) -> None:
    with pytest.raises(CommandError, match="Sebutkan dengan --by"):
        said(register)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.write_bytes(b"%PDF-1.4 surat"), "Ini bukan lembar kerja."),
        (lambda path: path.write_bytes(b""), "Tidak ada klien di berkas ini"),
        (lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 400), "Berkas rusak."),
        (lambda path: None, "Berkas tidak ada"),
        (bomb, "Berkas terlalu besar"),
    ],
    ids=["a letter", "nothing in it", "damaged", "not there", "a bomb"],
)
def test_a_file_that_is_none_is_refused_by_one_sentence(tmp_path: Path, make: object, sentence: str) -> None:
    path = tmp_path / "register.xlsx"
    make(path)  # type: ignore[operator]
    with pytest.raises(CommandError, match=sentence):
        said(path, dry_run=True)


def test_the_terminal_sees_one_line_and_no_traceback(tmp_path: Path) -> None:
    """As a person calls it: a fresh process, a folder that holds no database yet."""
    path = tmp_path / "surat.xlsx"
    path.write_bytes(b"%PDF-1.4 surat")
    environment = os.environ | {
        "BIMBING_DATA": str(tmp_path / "data"),
        "PYTHONPATH": str(ROOT / "src"),
        "BIMBING_DATABASE": "",
    }
    words = [sys.executable, "-m", "bimbing", "import_register"]
    refused = subprocess.run(
        [*words, path, "--dry-run"], env=environment, capture_output=True, text=True, check=False
    )
    assert (refused.returncode, len(refused.stderr.strip().splitlines())) == (1, 1)
    assert "Ini bukan lembar kerja." in refused.stderr
    path.write_text(CSV, encoding="utf-8")
    nowhere = subprocess.run([*words, path], env=environment, capture_output=True, text=True, check=False)
    assert (nowhere.returncode, len(nowhere.stderr.strip().splitlines())) == (1, 1)
    assert "Belum ada kantor." in nowhere.stderr


@pytest.mark.django_db
def test_it_reads_with_the_layouts_and_words_of_the_office(
    register: Path, tmp_path: Path, dewi: Staff
) -> None:
    strange = register.read_text(encoding="utf-8").replace(";PB;", ";Reintegrasi;")
    register.write_text(strange, encoding="utf-8")
    LearntWord.objects.create(
        office=dewi.office, field="programme", word_key="reintegrasi", word="Reintegrasi", code="PB",
        learnt_by=dewi, learnt_at=AT,
    )  # fmt: skip
    target = tmp_path / "out.json"

    def programmes(**options: object) -> list[str | None]:
        said(register, dry_run=True, json=target, **options)
        return [
            record.get("programme") for record in json.loads(target.read_text(encoding="utf-8"))["records"]
        ]

    assert programmes() == [None, "CB", None]
    assert programmes(office="bojonegoro") == ["PB", "CB", "PB"]
    said(register)
    assert list(Supervision.objects.order_by("pk").values_list("programme", flat=True)) == ["PB", "CB", "PB"]
    assert not ImportFile.objects.exists()
