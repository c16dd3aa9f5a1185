"""Files that are no spreadsheet, too large, damaged or hostile are refused with a code; all others become rows."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bimbing.intake.imports import guarded
from bimbing.intake.imports.guarded import read_guarded
from bimbing.intake.imports.reader import (
    Damaged,
    EmptyFile,
    Encrypted,
    FileKind,
    TookTooLong,
    TooLarge,
    WrongType,
    csv_rows,
    decode,
    find_delimiter,
    read,
)
from tests.intake.workbooks import write_xlsx


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n",
        b"<html><table><tr><td>x</td></tr></table></html>",
        b"MZ\x90\x00\x03",
        b"abc\x00\x01\x02\x03\x00",
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(WrongType):
        read(data, file="klien.xlsx")


def test_a_word_document_is_refused_although_it_is_a_zip_too() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(WrongType):
        read(data.getvalue(), file="klien.xlsx")


@pytest.mark.parametrize("data", [b"", b"\r\n  \r\n"])
def test_an_empty_file_says_so(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read(data, file="klien.csv")


def test_a_workbook_of_empty_sheets_says_so(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "kosong.xlsx", {"Sheet1": [], "Sheet2": []})
    with pytest.raises(EmptyFile):
        read_guarded(path)


def test_a_zip_bomb_is_refused_by_its_directory_before_anything_is_inflated() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 5_000_000)
    with pytest.raises(TooLarge):
        read(data.getvalue(), file="bom.xlsx")


def test_a_small_workbook_that_claims_a_cell_in_the_last_corner_does_not_take_the_server_down(
    tmp_path: Path,
) -> None:
    path = write_xlsx(tmp_path / "sudut.xlsx", {"Sheet1": [["NO", "NAMA"]]})
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            parts[member] = archive.read(member)
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in parts.items():
            archive.writestr(member, data)
    with pytest.raises(TooLarge):
        read_guarded(path)


def test_a_reader_that_hangs_is_stopped(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "klien.xlsx", {"Sheet1": [["NO", "NAMA"]]})
    with pytest.raises(TookTooLong):
        read_guarded(path, seconds=0.001)


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "klien.xlsx", {"Sheet1": [["NO", "NAMA"], [1, "SUWARNO"]]})
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(Damaged):
        read_guarded(path)


def test_a_workbook_with_a_password_is_told_apart_from_a_damaged_one() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )
    with pytest.raises(Encrypted):
        read(data, file="klien.xlsx")


def test_the_child_gives_the_same_rows_as_reading_here(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "klien.xlsx",
        {
            "PB": [["NO", "NAMA", "TGL"], [1, "MA'RUF “WARNO”", date(2026, 3, 10)], [2, "SITI", 45361.5]],
            "Kosong": [],
        },
        hidden_rows={"PB": [3]},
        fills={("PB", 2): "#FF0000"},
    )
    here, there = read(path.read_bytes(), file="klien.xlsx"), read_guarded(path)
    assert [(s.name, s.rows, s.hidden_rows, s.fills) for s in there.sheets] == [
        (s.name, s.rows, s.hidden_rows, s.fills) for s in here.sheets
    ]
    assert there.sheets[0].rows[1:] == [[1, "MA'RUF “WARNO”", date(2026, 3, 10)], [2, "SITI", 45361.5]]
    assert there.sheets[0].hidden_rows == {3}
    assert there.sheets[0].fills[2, 0] == "FF0000"


def test_a_failed_formula_keeps_its_text_and_a_good_one_its_result(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "klien.xlsx", {"PB": [["NO", "NAMA"], ["=A9→#REF!", "=B9→SUWARNO"]]})
    assert read(path.read_bytes(), file="x").sheets[0].rows[1] == ["#REF!", "SUWARNO"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("DATA KLIEN\nNo;Nama;TTL\n1;A;Tuban, 1-2-1990\n2;B;Tuban, 3-4-1991\n", ";"),
        ('No,Nama,TTL\n1,A,"Tuban; 1990"\n2,B,"Tuban; 1991"\n', ","),
        ("No\tNama\tAlamat\n1\tA\tDs. X, Kec. Y\n2\tB\tDs. Z, Kec. Y\n", "\t"),
        ("No|Nama\n1|A\n2|B\n", "|"),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_lines_alike(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_each_encoding_an_office_saves_in_is_read(encoding: str) -> None:
    text = "No;Nama\n1;MA’RUF é\n"
    assert decode(text.encode(encoding)) == text
    assert csv_rows(text.encode(encoding)) == [["No", "Nama"], ["1", "MA’RUF é"]]


def test_the_line_sep_of_excel_is_obeyed_and_left_out() -> None:
    assert csv_rows(b"sep=|\r\nNo|Nama\r\n1|A;B\r\n") == [["No", "Nama"], ["1", "A;B"]]


def test_the_kind_is_told_by_content() -> None:
    assert read(b"No;Nama\n1;SUWARNO\n", file="klien.xlsx").kind is FileKind.CSV


def test_the_child_is_bounded() -> None:
    assert guarded.MEMORY_BYTES <= 1_000_000_000
    assert guarded.SECONDS <= 60


def test_an_open_document_tells_its_hidden_rows_and_fills() -> None:
    cells = "".join(
        f'<table:table-cell table:style-name="{{}}" office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
        for c in "ab"
    )
    rows = [
        f"<table:table-row>{cells.format('ce1', 'ce2')}</table:table-row>",
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/></table:table-row>',
        f'<table:table-row table:visibility="filter">{cells.format("ce2", "ce1")}</table:table-row>',
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"/></table:table-row>',
    ]
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
        '<office:automatic-styles><style:style style:name="ce1" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#ff0000"/></style:style></office:automatic-styles>'
        f'<office:body><office:spreadsheet><table:table table:name="PB">{"".join(rows)}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    [sheet] = read(data.getvalue(), file="klien.ods").sheets
    assert sheet.rows == [["a", "b"], [None, None], [None, None], ["a", "b"]]
    assert sheet.hidden_rows == {4}
    assert sheet.fills == {(1, 0): "FF0000", (4, 1): "FF0000"}
