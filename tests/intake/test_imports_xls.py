"""What calamine does not tell of an Excel 97 workbook: colours, hidden rows, failed formulas."""

from __future__ import annotations

from datetime import date

import pytest

from bimbing.intake.imports.reader import FileKind, read
from bimbing.intake.imports.understand import understand
from bimbing.intake.imports.xls_look import xls_appearance
from tests.intake.generator import biff
from tests.intake.generator.cells import Fault, Formula
from tests.intake.generator.sheets import Book
from tests.intake.workbooks import HEADER, TODAY, by_name, client, codes


@pytest.fixture
def workbook() -> bytes:
    book = Book()
    sheet = book.sheet("PB")
    sheet.add(list(HEADER))
    sheet.add(client(1, "SUWARNO", STATUS=None))
    sheet.add(client(2, "SITI", STATUS=None, MULAI=Fault("#REF!")))
    sheet.add(client(3, "MARLAN", STATUS=None, BERAKHIR=Formula("=EDATE(A1,6)", Fault("#VALUE!"))))
    sheet.add([])
    sheet.add(["Merah = dicabut"])
    sheet.fills = {(2, c): "FF0000" for c in range(len(HEADER))}
    sheet.hidden_rows = {3}
    return biff.workbook(book)


def test_colours_hidden_rows_and_errors_of_an_xls_are_seen(workbook: bytes) -> None:
    book = read(workbook, file="klien.xls")
    sheet = book.sheets[0]
    assert book.kind is FileKind.XLS
    assert sheet.hidden_rows == frozenset({3})
    assert {place for place, colour in sheet.fills.items() if colour == "FF0000"} == {
        (2, c) for c in range(len(HEADER))
    }
    assert sheet.rows[2][HEADER.index("MULAI")] == "#REF!"
    assert sheet.rows[3][HEADER.index("BERAKHIR")] == "#VALUE!"


def test_a_client_in_an_xls_is_read_with_its_colour_and_asked_about_a_failed_formula(workbook: bytes) -> None:
    found = by_name(understand(read(workbook, file="klien.xls"), today=TODAY))
    assert found["SUWARNO"].status == "dicabut"
    assert found["SITI"].hidden
    assert codes(found["SITI"], "start_date") == ["formula_error"]
    assert codes(found["MARLAN"], "end_date") == ["formula_error"]
    assert found["MARLAN"].start_date == date(2026, 3, 10)


@pytest.mark.parametrize("cut", [0, 100, 520, 1500, 3000])
def test_a_torn_xls_gives_what_was_found_until_then(workbook: bytes, cut: int) -> None:
    assert xls_appearance(workbook[:cut]).epoch1904 is False


def test_a_chain_of_sectors_that_runs_in_a_circle_ends(workbook: bytes) -> None:
    circle = bytearray(workbook)
    fat = 512  # the first sector holds the chains; let every sector follow itself
    for sector in range(2, 20):
        circle[fat + 4 * sector : fat + 4 * sector + 4] = sector.to_bytes(4, "little")
    assert xls_appearance(bytes(circle)).sheets == {}
