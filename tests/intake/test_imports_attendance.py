"""Who came, as workbooks keep it: a matrix of months, a ledger of days, the answers of a form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bimbing.intake.imports.model import MarkKind, RowKind
from tests.intake.workbooks import HEADER, by_name, client, codes, of_sheets


def test_a_matrix_gives_its_marks_to_the_clients_of_the_register(tmp_path: Path) -> None:
    matrix: list[Any] = [
        ["ABSEN TAHUN 2026"], ["NO", "NAMA", "REG", "JAN", "FEB", "MAR", "APR"], [1, "SITI", "002/PB/2026", 5, "WA", "x", "3, 17"],
        [2, "SUWARNO", "001/PB/2026", 31, 31, "14/3", None], [None, "Ket : angka = tanggal hadir ; x = tidak hadir ; WA = daring"],
    ]  # fmt: skip
    found = of_sheets(tmp_path, {"KLIEN": [HEADER, client(1, "SUWARNO"), client(2, "SITI")], "ABSEN": matrix})
    people = by_name(found)
    assert [(m.iso, m.kind, m.counts) for m in people["SITI"].attendance] == [
        ("2026-01-05", MarkKind.PRESENT, True),
        ("2026-02", MarkKind.ONLINE, True),
        ("2026-03", MarkKind.ABSENT, False),
        ("2026-04-03", MarkKind.PRESENT, True),
        ("2026-04-17", MarkKind.PRESENT, True),
    ]
    assert [m.iso for m in people["SUWARNO"].attendance] == ["2026-01-31", "2026-03-14"]
    assert codes(people["SUWARNO"], "attendance") == ["day_not_in_month"]
    assert len(found.records) == 2


def test_the_rows_of_a_matrix_are_the_clients_where_there_is_no_register(tmp_path: Path) -> None:
    header: list[Any] = ["NO", "NAMA", "REG", "PROG", "OKT 2025", "NOV", "DES", "JAN"]
    found = of_sheets(
        tmp_path, {"ABSEN": [["PK : Budi Hartono"], header, [1, "SUWARNO", 12, "PB", "v", None, 4, "x"]]}
    )
    [record] = found.records
    assert (record.full_name, record.programme, record.officer) == ("SUWARNO", "PB", "Budi Hartono")
    assert [m.iso for m in record.attendance] == ["2025-10", "2025-12-04"]
    assert codes(record, "attendance") == ["mark_unclear"]  # x without a legend


def test_a_ledger_gives_each_visit_to_its_client_and_asks_whom_it_cannot_tell(tmp_path: Path) -> None:
    register: list[Any] = [
        HEADER,
        client(1, "MUHAMMAD ARIFIN"),
        client(2, "SLAMET", PROGRAM="CB"),
        client(3, "SLAMET", TTL="Tuban, 1-2-1980"),
    ]
    ledger: list[Any] = [
        ["BUKU LAPOR BULAN MARET 2026"], ["NO", "TANGGAL", "NAMA", "PROGRAM", "KET"], [1, "2 Maret 2026", "MOH. ARIFIN", "PB", "lapor daring"],
        [2, "idem", "Slamet", "CB", None], [3, "31-02-2026", "Slamet", "PB", None], [4, date(2026, 3, 4), "SLAMET", None, None],
        [5, date(2026, 3, 4), "PAIJO SUGENG", "PB", None], [None, "JUMLAH", "5 orang"],
    ]  # fmt: skip
    found = of_sheets(tmp_path, {"KLIEN": register, "LAPOR": ledger})
    arifin, slamet_cb, slamet_pb = found.records
    assert [(m.iso, m.kind) for m in arifin.attendance] == [("2026-03-02", MarkKind.ONLINE)]
    assert [m.iso for m in slamet_cb.attendance] == ["2026-03-02"]
    assert (slamet_pb.attendance, codes(slamet_pb, "attendance")) == ((), ["date_impossible"])
    assert [(u.row, u.name, len(u.candidates)) for u in found.unplaced] == [
        (6, "SLAMET", 2),
        (7, "PAIJO SUGENG", 0),
    ]


def test_answers_of_a_form_count_only_where_they_say_they_are_reports(tmp_path: Path) -> None:
    form: list[Any] = [
        ["Timestamp", "Nama", "No.Registrasi", "Keperluan Klien"], ["2026-03-01 09:18:13", "suwarno", "1", "Wajib lapor"],
        ["2026-03-02 08:01:06", "SUWARNO", "-", "Ambil surat keterangan"],
    ]  # fmt: skip
    found = of_sheets(tmp_path, {"KLIEN": [HEADER, client(1, "SUWARNO")], "Form Responses 1": form})
    assert [m.iso for m in found.records[0].attendance] == ["2026-03-01"]
    assert [x.kind for x in found.linked] == [RowKind.FORM, RowKind.FORM_OTHER]


def test_the_days_of_a_month_as_columns_are_read_with_the_month_of_the_title(tmp_path: Path) -> None:
    days: list[Any] = [None, None, *range(1, 32)]
    row: list[Any] = [1, "SUWARNO", None, "v", *[None] * 27, "H", "x"]
    found = of_sheets(
        tmp_path, {"Maret": [["ABSENSI BULAN MARET 2026"], ["NO", "NAMA", "TANGGAL"], days, row]}
    )
    [record] = found.records
    assert [m.iso for m in record.attendance] == ["2026-03-02", "2026-03-30"]
    assert codes(record, "attendance") == ["mark_unclear"]


def test_a_ledger_whose_days_stand_in_group_rows_gives_no_clients(tmp_path: Path) -> None:
    ledger: list[Any] = [
        ["BUKU WAJIB LAPOR"], ["NO", "NAMA", "PROGRAM", "KET"], ["Senin, 2 Maret 2026"], [1, "SUWARNO", "PB", None], [2, "SITI", "PB", "WA"],
        ["Selasa, 3 Maret 2026"], [1, "SUWARNO", "PB", None],
    ]  # fmt: skip
    found = of_sheets(
        tmp_path,
        {"KLIEN": [HEADER, client(1, "SUWARNO"), client(2, "SITI", TTL="Tuban, 1-2-1980")], "LAPOR": ledger},
    )
    assert [(r.full_name, [m.iso for m in r.attendance]) for r in found.records] == [
        ("SUWARNO", ["2026-03-02", "2026-03-03"]),
        ("SITI", ["2026-03-02"]),
    ]


def test_weeks_under_a_month_belong_to_the_month(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["ABSEN TAHUN 2026"], ["NO", "NAMA", "JAN", None, "FEB", None, "MAR", None], [None, None, "I", "II", "I", "II", "I", "II"],
        [1, "SUWARNO", 5, 19, None, "WA", 2, None],
    ]  # fmt: skip
    found = of_sheets(tmp_path, {"ABSEN": rows}, merges={"ABSEN": ["C2:D2", "E2:F2", "G2:H2"]})
    assert [m.iso for m in found.records[0].attendance] == [
        "2026-01-05",
        "2026-01-19",
        "2026-02",
        "2026-03-02",
    ]
