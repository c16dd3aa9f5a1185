"""Bad rows come back as a workbook: corrected by a clerk and dropped in again they equal the rows of a clean file."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.intake.actions import answer, commit, receive
from bimbing.intake.actions.found import RowFound, WorkbookFound, is_open
from bimbing.intake.exported import Sheet
from bimbing.intake.exports import workbook as written
from bimbing.intake.imports.guarded import read_guarded
from bimbing.intake.imports.kept import workbook_found
from bimbing.intake.imports.reader import read
from bimbing.intake.imports.understand import understand
from bimbing.intake.models import Import
from bimbing.intake.queries.questions import rows_to_correct
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.factories import AT
from tests.intake.test_imports_samples import FILES, SAMPLES
from tests.intake.workbooks import HEADER, TODAY, client, write_xlsx

pytestmark = pytest.mark.django_db

#: What only the whole column could tell stays in question under another code.
_CUT_OUT = {"date_exchanged": "unsure_mark"}
MADE = datetime(2026, 11, 24, tzinfo=UTC)


def found(content: bytes, name: str = "register.xlsx") -> WorkbookFound:
    return workbook_found(
        understand(read(content, file=name), today=TODAY), file_name=name, digest=str(hash(content))
    )


def dropped(by: Staff, content: bytes, name: str = "register.xlsx") -> Import:
    return receive(office=by.office, workbook=found(content, name), by=by, at=AT)


def taken_out(browser: Any, batch: Import, *, every: bool = True) -> bytes:
    said = {"semua": "1"} if every else {}
    content: bytes = browser.post(reverse("import_problems", args=[batch.pk]), said).content
    return content


def grid(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def corrected(content: bytes, changes: Mapping[tuple[str, int, str], Any]) -> bytes:
    """The workbook after a clerk typed into cells: (sheet, row from 1, heading) -> what he typed."""
    sheets = grid(content)
    for (name, row, heading), value in changes.items():
        head = next(line for line in sheets[name] if heading in line)
        sheets[name][row - 1][head.index(heading)] = value
    made = [
        Sheet(name, [[None if v == "" else v for v in line] for line in lines])
        for name, lines in sheets.items()
    ]
    return written(made, title="x", watermark="x", made_at=MADE)


def questions(row: RowFound | Any) -> set[tuple[str, str]]:
    asked = row.issues
    return {(i["field"], i["code"]) for i in asked if is_open(i) and i.get("by") != "register"}


DIRTY = [
    HEADER,
    client(1, "SUWARNO", MULAI="31-02-2026"),
    client(2, None),
    client(3, "SITI MUNAWAROH", PROGRAM="Integrasi", TTL="Tuban, 1985", KET="=1+1→2"),
    client(4, "JOKO SUSILO"),
    client(5, "LASTRI", PIDANA="1,6 th", NO_HP="0812000"),
]
#: What a clerk types into the cells of DIRTY, and the clean file he would have had from the start.
TYPED = {
    ("PB", 2, "MULAI"): "28-02-2026",
    ("PB", 3, "NAMA"): "WAGIMIN bin KARTO",
    ("PB", 4, "PROGRAM"): "PB",
    ("PB", 4, "TTL"): "Tuban, 1-2-1985",
    ("PB", 5, "PIDANA"): "1 tahun 6 bulan",
    ("PB", 5, "NO HP"): "081200000055",
}
CLEAN = [
    HEADER,
    client(1, "SUWARNO", MULAI="28-02-2026"),
    client(2, "WAGIMIN bin KARTO"),
    client(3, "SITI MUNAWAROH", PROGRAM="PB", TTL="Tuban, 1-2-1985", KET="2"),
    client(4, "JOKO SUSILO"),
    client(5, "LASTRI", PIDANA="1 tahun 6 bulan", NO_HP="081200000055"),
]


def file_of(tmp_path: Path, rows: Any, name: str = "PB") -> bytes:
    return write_xlsx(tmp_path / "klien.xlsx", {name: rows}).read_bytes()


def test_the_workbook_has_the_files_columns_and_what_is_asked(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    batch = dropped(dewi, file_of(tmp_path, DIRTY))
    sheets = grid(taken_out(browser_of(dewi), batch))
    assert sheets["PB"][0] == [*HEADER, "MASALAH"]
    assert [line[1] for line in sheets["PB"][1:]] == ["SUWARNO", "", "SITI MUNAWAROH", "LASTRI"]
    assert "“31-02-2026” bukan tanggal yang ada di kalender." in sheets["PB"][1][-1]
    assert sheets["PB"][1][12] == date(2028, 3, 10)


def test_only_the_rejected_rows_unless_the_others_are_wanted(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    batch = dropped(dewi, file_of(tmp_path, DIRTY))
    lines = grid(taken_out(browser_of(dewi), batch, every=False))["PB"]
    assert [line[0] for line in lines] == ["NO", "2"]


def test_untouched_it_says_and_asks_the_same_and_nothing_else(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    batch = dropped(dewi, file_of(tmp_path, DIRTY))
    again = found(taken_out(browser_of(dewi), batch))
    before = [row for row in batch.rows.order_by("pk") if any(is_open(i) for i in row.issues)]
    assert [row.values for row in again.rows] == [row.understood for row in before]
    assert [questions(row) for row in again.rows] == [questions(row) for row in before]
    assert dropped(dewi, taken_out(browser_of(dewi), batch), "again.xlsx").rows.count() == len(before)


def test_corrected_it_equals_a_clean_file(
    dewi: Staff, candra: Staff, browser_of: Any, tmp_path: Path
) -> None:
    batch = dropped(dewi, file_of(tmp_path, DIRTY))
    commit(batch=batch, by=dewi, at=AT)
    mended = corrected(taken_out(browser_of(dewi), batch), TYPED)
    second = dropped(dewi, mended, "baris-bermasalah.xlsx")
    assert [row.outcome for row in second.rows.order_by("pk")] == ["changed", "new", "changed", "changed"]
    commit(batch=second, by=dewi, at=AT)
    clean = dropped(candra, file_of(tmp_path, CLEAN), "clean.xlsx")
    commit(batch=clean, by=candra, at=AT)

    def register(by: Staff) -> list[tuple[Any, ...]]:
        columns = (
            "client__full_name",
            "client__parent_name",
            "client__birth_date",
            "programme_id",
            "start_date",
        )
        columns += (
            "end_date",
            "case__sentence_years",
            "case__sentence_months",
            "register_no",
            "officer__full_name",
        )
        rows = Supervision.objects.filter(office=by.office).order_by("client__full_name")
        return list(rows.values_list(*columns))

    assert register(dewi) == register(candra)
    assert len(register(dewi)) == 5


def test_corrected_without_having_come_in_before_it_enters_as_new(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    batch = dropped(dewi, file_of(tmp_path, DIRTY))
    clean = found(file_of(tmp_path, CLEAN))
    mended = found(corrected(taken_out(browser_of(dewi), batch), TYPED))
    wanted = {row.values["full_name"]: row.values for row in clean.rows}
    assert {row.values["full_name"]: row.values for row in mended.rows} == {
        name: values for name, values in wanted.items() if name != "JOKO SUSILO"
    }
    assert [questions(row) for row in mended.rows] == [set()] * 4


def test_what_stood_around_the_rows_is_written_into_them(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    """Programme and officer told by group rows; a second line under a client; a NIK that Excel made a number."""
    head = ["NO", "NAMA", "NO REG", "NIK", "ALAMAT", "PASAL", "MULAI", "BERAKHIR"]
    usual = ["Ds. Ngraho", "363 KUHP", date(2026, 3, 10), date(2028, 3, 10)]
    rows = [
        ["DAFTAR KLIEN"],
        [],
        head,
        ["PK : Budi Hartono"],
        ["II. CUTI BERSYARAT"],
        [1, "SUWARNO", "001/CB/2026", 3522151005900010, *usual],
        [None, "bin KARTO", None, None, None, "jo 55 KUHP"],
        [2, "SITI MUNAWAROH", "002/CB/2026", "12", *usual],
        [3, "JOKO", "003/CB/2026", "3522151005900003", *usual],
        [4, "LASTRI", "004/CB/2026", "3522151005900004", *usual],
    ]
    batch = dropped(dewi, file_of(tmp_path, rows, "Sheet1"))
    content = taken_out(browser_of(dewi), batch)
    lines = grid(content)["Sheet1"]
    assert lines[0] == [*head, "PROGRAM", "PK", "MASALAH"]
    assert [line[1] for line in lines[1:]] == ["SUWARNO", "bin KARTO", "SITI MUNAWAROH"]
    assert (lines[1][5], lines[2][5], lines[1][8:10]) == ("363 KUHP", "jo 55 KUHP", ["CB", "Budi Hartono"])
    again = found(content)
    before = list(batch.rows.order_by("pk"))[:2]
    assert [row.values for row in again.rows] == [row.understood for row in before]
    assert [questions(row) for row in again.rows] == [{("nik", "nik_number")}, {("nik", "nik_length")}]


def test_an_answer_given_meanwhile_is_not_lost(dewi: Staff, browser_of: Any, tmp_path: Path) -> None:
    batch = dropped(dewi, file_of(tmp_path, DIRTY))
    lastri = batch.rows.get(row=6)
    answer(row=lastri, field="sentence", value=[1, 6, 0], by=dewi, at=AT)
    again = found(taken_out(browser_of(dewi), batch)).rows[-1]
    assert (again.values["sentence"], questions(again)) == ([1, 6, 0], {("phones", "phone_short")})


def test_a_date_that_an_english_excel_exchanged_stays_in_question(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    """Only the whole column told; the few rows cut out of it would be read wrongly in silence."""
    rows = [HEADER]
    rows += [client(n, f"KLIEN {chr(64 + n)}", MULAI=date(2026, 1 + n % 9, 1 + n % 12)) for n in range(1, 16)]
    rows += [client(n, f"ORANG {chr(64 + n)}", MULAI=f"{n}/03/2026") for n in range(16, 26)]
    batch = dropped(dewi, file_of(tmp_path, rows))
    before = [row for row in batch.rows.order_by("pk") if any(is_open(i) for i in row.issues)]
    assert {code for row in before for _, code in questions(row)} == {"date_exchanged"}
    again = found(taken_out(browser_of(dewi), batch))
    assert [row.values for row in again.rows] == [row.understood for row in before]
    assert {code for row in again.rows for _, code in questions(row)} == {"unsure_mark"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_no_cell_becomes_a_formula(dewi: Staff, browser_of: Any, tmp_path: Path, start: str) -> None:
    hostile = f"{start}HYPERLINK(1)"
    rows = [HEADER, client(1, "SUWARNO", MULAI="31-02-2026", ALAMAT=f" {hostile}", KET=f"x{hostile}")]
    batch = dropped(dewi, file_of(tmp_path, rows))
    row = batch.rows.get()
    row.raw = row.raw | {"F": hostile, "P": hostile}
    row.save()
    content = taken_out(browser_of(dewi), batch)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    line = book.get_sheet_by_name("PB").to_python()[1]
    assert (line[5], line[15]) == (hostile, hostile)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_who_took_rows_out_and_what_for_stands_in_the_trail(
    dewi: Staff, browser_of: Any, tmp_path: Path
) -> None:
    batch = dropped(dewi, file_of(tmp_path, DIRTY))
    taken_out(browser_of(dewi), batch)
    line = Event.objects.get(action="import.problems_exported")
    assert (line.subject_id, line.changes) == (batch.pk, {"rows": [None, 4]})
    assert line.purpose == "baris yang masih ditanyakan, untuk diperbaiki"
    assert not Client.objects.exists()


@pytest.mark.parametrize("name", FILES)
def test_every_sample_register_comes_back_as_it_was(dewi: Staff, browser_of: Any, name: str) -> None:
    """The samples beside the repository, where they are there. Attendance stays with the sheets it stood on."""
    path = SAMPLES / "registers" / name
    told = workbook_found(understand(read_guarded(path), today=TODAY), file_name=name, digest=name)
    batch = receive(office=dewi.office, workbook=told, by=dewi, at=AT)
    before = rows_to_correct(batch, every=True)
    if not before:
        return
    again = found(taken_out(browser_of(dewi), batch))

    def by_sheet(rows: Any, values: str) -> dict[str, list[tuple[Any, Any]]]:
        sheets: dict[str, list[tuple[Any, Any]]] = {}
        for row in rows:
            said = {k: v for k, v in getattr(row, values).items() if k != "attendance"}
            asked = {(f, _CUT_OUT.get(code, code)) for f, code in questions(row) if f != "attendance"}
            sheets.setdefault(row.sheet or "DATA", []).append((said, asked))
        return sheets

    assert by_sheet(again.rows, "values") == by_sheet(before, "understood")
