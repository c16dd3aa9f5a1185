"""Sheets that are no plain register: lists, empty ones, without headings, two tables in one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bimbing.intake.imports.model import SheetKind
from tests.intake.workbooks import HEADER, client, of_sheets


def test_a_sheet_of_lists_and_an_empty_sheet_are_told_and_give_no_clients(tmp_path: Path) -> None:
    found = of_sheets(
        tmp_path,
        {
            "KLIEN": [HEADER, client(1, "SUWARNO")],
            "ref": [["PROGRAM", "NAMA PK"], ["PB", "Budi Hartono"]],
            "Sheet3": [],
        },
    )
    assert [(s.sheet, s.kind) for s in found.sheets] == [
        ("KLIEN", SheetKind.REGISTER),
        ("ref", SheetKind.OFFICERS),
        ("Sheet3", SheetKind.EMPTY),
    ]


def test_a_sheet_without_headings_is_read_by_content_and_says_so(tmp_path: Path) -> None:
    rows: list[Any] = [
        [f"00{n}/PB/2026", f"KLIEN {'ABCDEF'[n]}", f"352215100590{n}001", "Ds. A Kec. B", f"{n + 1} thn"]
        for n in range(6)
    ]
    found = of_sheets(tmp_path, {"Sheet1": rows})
    assert [(r.full_name, r.register_no, r.nik) for r in found.records][:1] == [
        ("KLIEN A", "000/PB/2026", "3522151005900001")
    ]
    assert [(n.code, n.params) for n in found.notes] == [("headings_missing", (("sheet", "Sheet1"),))]


def test_a_sheet_that_is_not_understood_is_said_and_not_passed_over(tmp_path: Path) -> None:
    found = of_sheets(
        tmp_path,
        {"KLIEN": [HEADER, client(1, "SUWARNO")], "Acak": [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]},
    )
    assert [(n.code, n.params) for n in found.notes] == [("sheet_not_understood", (("sheet", "Acak"),))]


def test_two_tables_of_one_sheet_do_not_lend_each_other_their_context(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["A. DEWASA"], ["NO", "NAMA", "NO REG", "PROGRAM"], [1, "SUWARNO", "1/PB/2026", "PB"], [2, "SITI", "2/CB/2026", "CB"], [], ["B. ANAK"],
        ["NO", "NAMA ANAK", "NIK", "ORANG TUA"], [1, "DWI", "3522151005900002", "PAIJO"],
    ]  # fmt: skip
    found = of_sheets(tmp_path, {"KLIEN": rows})
    assert [(r.full_name, r.programme) for r in found.records] == [
        ("SUWARNO", "PB"),
        ("SITI", "CB"),
        ("DWI", None),
    ]
    assert found.records[2].extra == {"guardian": "PAIJO"}


def test_the_samples_of_a_column_are_of_clients_only(tmp_path: Path) -> None:
    rows = [
        HEADER,
        list(range(1, len(HEADER) + 1)),
        client(1, "SUWARNO"),
        client(2, "SITI"),
        ["JUMLAH", 2, "2 orang", "-"],
    ]
    found = of_sheets(tmp_path, {"PB": rows})
    names = next(c for c in found.sheets[0].columns if c.heading == "NAMA")
    registers = next(c for c in found.sheets[0].columns if c.heading == "NO REG")
    assert names.samples == ("SUWARNO", "SITI")
    assert registers.samples == ("001/PB/2026", "002/PB/2026")
